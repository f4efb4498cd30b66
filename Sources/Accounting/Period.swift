/// A span of days, both ends inclusive, with the name it was asked by (`2026-09`, `2026-Q3`).
public struct Period: Hashable, Sendable, CustomStringConvertible {
    public let from: Day
    public let to: Day
    public let name: String

    public init(from: Day, to: Day, name: String? = nil) {
        self.from = from
        self.to = to
        self.name = name ?? "\(from)..\(to)"
    }

    public init(_ month: Month) {
        self.init(from: month.first, to: month.last, name: month.description)
    }

    /// Reads `2026-09`, `2026-Q3` or `2026`; nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 4, let year = Int(text.prefix(4)), year >= 1,
            bytes.prefix(4).allSatisfy({ $0 >= 48 && $0 <= 57 })
        else { return nil }
        let rest = text.dropFirst(4)
        if rest.isEmpty {
            let first = Month(year: year, month: 1)
            self.init(from: first.first, to: (first + 11).last, name: text)
        } else if rest.count == 3, rest.hasPrefix("-Q"),
            let quarter = rest.utf8.last.map({ Int($0) - 48 }),
            (1...4).contains(quarter)
        {
            let first = Month(year: year, month: quarter * 3 - 2)
            self.init(from: first.first, to: (first + 2).last, name: text)
        } else if rest.count == 3, rest.hasPrefix("-"),
            rest.dropFirst().utf8.allSatisfy({
                $0 >= 48 && $0 <= 57
            }), let month = Int(rest.dropFirst()), (1...12).contains(month)
        {
            self.init(Month(year: year, month: month))
        } else {
            return nil
        }
    }

    public func contains(_ day: Day) -> Bool { from <= day && day <= to }
    public var description: String { name }

    /// The period of the same length in months that ends the day before this one begins.
    public var prior: Period {
        let months = Int(to.month.number - from.month.number) + 1
        let first = from.month + (-months)
        return months == 1
            ? Period(first) : Period(from: first.first, to: from - 1)
    }
}

/// The day of the year on which a client's fiscal year begins.
public struct FiscalYear: Hashable, Sendable {
    public let month: Int
    public let day: Int

    /// Reads `MM-DD`; only days that exist in every year.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
            parts.allSatisfy({ $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }),
            let month = Int(parts[0]),
            let day = Int(parts[1]), Day(year: 2001, month: month, day: day) != nil
        else { return nil }
        self.month = month
        self.day = day
    }

    /// The first day of the fiscal year that `day` lies in.
    public func start(containing day: Day) -> Day {
        let year = day.civil.year
        let candidate = Day(valid: year, month, self.day)
        return candidate <= day ? candidate : Day(valid: year - 1, month, self.day)
    }
}
