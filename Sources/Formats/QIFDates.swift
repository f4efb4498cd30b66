internal import Accounting

/// Reads the dates of a QIF file, which say nowhere whether the day or the month stands first.
///
/// Quicken writes `M/D/YY`, `D/M/YY` or, from 2000 on, `M/D'YY`, by the country of the machine;
/// other programs write a year of four digits first. Every date that is seen rules out the orders
/// it cannot have; a year of two digits first, which Quicken never writes, is taken only where
/// both others are ruled out. A declared pattern settles the order at once.
public struct QIFDates: Sendable {
    /// The order in which a file writes year, month and day.
    private enum Order: CaseIterable { case monthFirst, dayFirst, yearFirst }

    /// The numbers of a date as written.
    private struct Parts {
        /// Value and number of digits.
        var numbers: [(value: Int, digits: Int)] = []
        /// True for an apostrophe before the last number: a year from 2000 on.
        var endsInYear = false
    }

    private let declared: DateReader?
    private var orders: Set<Order>

    /// - Parameter pattern: as declared (`DD/MM/YYYY`); nil where the dates must tell.
    public init(pattern: String?) {
        declared = pattern.flatMap { DateReader(pattern: $0) }
        let letters = (pattern ?? "").filter { "YMD".contains($0) }
        switch letters.first {
        case "M": orders = [.monthFirst]
        case "D": orders = [.dayFirst]
        case "Y": orders = [.yearFirst]
        default: orders = Set(Order.allCases)
        }
    }

    /// True where no further date can change how the others are read.
    public var isSettled: Bool { orders.count <= 1 }

    /// Notes a date: orders it cannot have are ruled out.
    public mutating func see(_ text: Bytes) {
        guard !isSettled, let parts = QIFDates.parts(text) else { return }
        let possible = Set(Order.allCases.filter { QIFDates.day(parts, $0) != nil })
        // What is no date in any order rules none out.
        if !possible.isEmpty { orders.formIntersection(possible) }
    }

    /// The day of a date in the order that the file has by what was seen of it.
    public func read(_ text: Bytes) -> DateReading {
        if text.allSatisfy({ $0 == 32 }) { return .empty }
        if let declared, case .day(let day) = declared.read(text) { return .day(day) }
        guard let parts = QIFDates.parts(text) else { return .malformed }
        // Year first only where nothing else is left; no order at all where dates contradict.
        let left = orders.subtracting([.yearFirst])
        let days = Set((left.isEmpty ? orders : left).compactMap { QIFDates.day(parts, $0) })
        if days.count == 1, let day = days.first { return .day(day) }
        if days.isEmpty, !orders.isEmpty { return .malformed }
        return .ambiguous
    }

    /// `8/15/13`, `8/ 5'13`, `15.08.2013`, `2013-08-15`: three numbers apart.
    private static func parts(_ text: Bytes) -> Parts? {
        var parts = Parts()
        var isBehindNumber = false
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if !isBehindNumber { parts.numbers.append((0, 0)) }
                isBehindNumber = true
                let last = parts.numbers.count - 1
                let number = parts.numbers[last]
                guard last < 3, number.digits < 4 else { return nil }
                parts.numbers[last] = (number.value * 10 + Int(byte - 48), number.digits + 1)
            case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "'"):
                guard isBehindNumber else { return nil }
                isBehindNumber = false
                parts.endsInYear = byte == UInt8(ascii: "'")
            case 32: continue
            default: return nil
            }
        }
        return parts.numbers.count == 3 && isBehindNumber ? parts : nil
    }

    private static func day(_ parts: Parts, _ order: Order) -> Day? {
        let (first, second, third) = (parts.numbers[0], parts.numbers[1], parts.numbers[2])
        let year: (value: Int, digits: Int)
        let month: (value: Int, digits: Int)
        let day: (value: Int, digits: Int)
        switch order {
        case .monthFirst: (month, day, year) = (first, second, third)
        case .dayFirst: (day, month, year) = (first, second, third)
        case .yearFirst:
            if parts.endsInYear { return nil }
            (year, month, day) = (first, second, third)
        }
        guard month.digits <= 2, day.digits <= 2 else { return nil }
        switch year.digits {
        case 4: return Day(year: year.value, month: month.value, day: day.value)
        case 2:
            let century = parts.endsInYear || year.value < 70 ? 2000 : 1900
            return Day(year: century + year.value, month: month.value, day: day.value)
        // Quicken writes `'1` with a blank for 2001.
        case 1 where parts.endsInYear:
            return Day(year: 2000 + year.value, month: month.value, day: day.value)
        default: return nil
        }
    }
}
