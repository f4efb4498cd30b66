internal import Accounting
internal import Formats

/// The parts that fields of MT940 and MT942 are made of.
enum SWIFTValue {
    /// An amount: digits and one decimal mark, a comma by the standard, a point in some files;
    /// no sign, no grouping. nil for anything else.
    ///
    /// A point before three digits may group thousands: `isAmbiguous` says so.
    static func amount(_ bytes: ArraySlice<UInt8>) -> (amount: Exact, isAmbiguous: Bool)? {
        var mantissa: Int128 = 0
        var digits = 0
        var mark: UInt8?
        var scale = 0
        for byte in bytes {
            if isDigit(byte) {
                digits += 1
                guard digits <= Limits.digits else { return nil }
                mantissa = mantissa * 10 + Int128(byte - 48)
                if mark != nil { scale += 1 }
            } else if mark == nil, byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".") {
                mark = byte
            } else {
                return nil
            }
        }
        guard digits > 0, scale <= longestScale else { return nil }
        let isAmbiguous = mark == UInt8(ascii: ".") && scale == 3
        return (Exact(mantissa: mantissa, scale: scale), isAmbiguous)
    }

    /// The most decimals of an amount that is summed.
    private static let longestScale = 8

    /// `YYMMDD`: 80 to 99 are of the last century (SWIFT User Handbook, date fields).
    static func date(_ digits: ArraySlice<UInt8>) -> (year: Int, month: Int, day: Int)? {
        guard digits.count == 6, digits.allSatisfy(isDigit) else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        let year = number / 10_000
        return (year < 80 ? 2000 + year : 1900 + year, number / 100 % 100, number % 100)
    }

    static func day(_ digits: ArraySlice<UInt8>) -> Day? {
        date(digits).flatMap { Day(year: $0.year, month: $0.month, day: $0.day) }
    }

    /// The day of an entry date `MMDD`: in the year that brings it nearest to the value date.
    static func entryDay(
        _ digits: ArraySlice<UInt8>, near value: (year: Int, month: Int, day: Int)
    ) -> Day? {
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        let (month, day) = (number / 100, number % 100)
        // 30 February and its like stand near the end of their month all the same.
        let valueDay = Day(year: value.year, month: value.month, day: min(value.day, 28))
        guard let valueDay else { return nil }
        let nearest = (value.year - 1...value.year + 1).min { left, right in
            func distance(_ year: Int) -> Int {
                Day(year: year, month: month, day: min(day, 28)).map { abs($0 - valueDay) } ?? 0
            }
            return distance(left) < distance(right)
        }
        return nearest.flatMap { Day(year: $0, month: month, day: day) }
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    static func isCapital(_ byte: UInt8) -> Bool { byte >= 65 && byte <= 90 }
}

/// A balance, `:60F:C140507EUR500,00`: mark, date, currency, amount.
struct SWIFTBalance {
    var day: Day?
    var currency = ""
    /// Credit positive: money that is the account owner's.
    var amount: Exact?
    var isPage = false
    var flaws: [Flaw] = []

    init(_ field: SWIFTField, pointIsDecimal: Bool = false) {
        isPage = field.tag == .openingPage || field.tag == .closingPage
        let isOpening = field.tag == .opening || field.tag == .openingPage
        let name = isOpening ? ":60:" : ":62:"
        let text = field.line(0).trimmed
        let line = Int(field.span.line)
        let found = String(decoding: text.prefix(40), as: UTF8.self)
        func flaw(_ defect: Defect) -> Flaw {
            Flaw(defect, line: line, found: found, ["field": name, "reason": name])
        }
        let start = text.startIndex
        guard text.count > 10, text[start] == UInt8(ascii: "C") || text[start] == UInt8(ascii: "D"),
            text[(start + 7)..<(start + 10)].allSatisfy(SWIFTValue.isCapital),
            let reading = SWIFTValue.amount(text[(start + 10)...].trimmed)
        else {
            flaws.append(flaw(.malformed))
            return
        }
        currency = String(decoding: text[(start + 7)..<(start + 10)], as: UTF8.self)
        if reading.isAmbiguous, !pointIsDecimal, Currency(currency)?.exponent != 3 {
            flaws.append(flaw(.amountAmbiguous))
        } else {
            amount = text[start] == UInt8(ascii: "D") ? -reading.amount : reading.amount
        }
        day = SWIFTValue.day(text[(start + 1)..<(start + 7)])
        if day == nil { flaws.append(flaw(.dateMalformed)) }
    }
}

/// A total of an interim report, `:90D:3EUR13,37`: number, currency, sum.
struct SWIFTTotal {
    /// The field it stands in, `90D`, `90C`, or `86D`, `86C` of ING's totals.
    let name: String
    let isDebit: Bool
    let count: Exact
    let currency: String
    let sum: Exact
    let line: Int

    init?(_ field: SWIFTField) {
        let text = field.line(0).trimmed
        let digits = text.prefix(while: SWIFTValue.isDigit)
        let code = text[digits.endIndex...].prefix(3)
        guard digits.count <= 6, let count = SWIFTValue.amount(digits),
            code.count == 3, code.allSatisfy(SWIFTValue.isCapital),
            let sum = SWIFTValue.amount(text[code.endIndex...].trimmed)
        else { return nil }
        isDebit = field.tag == .debitTotal
        name = isDebit ? "90D" : "90C"
        self.count = count.amount
        currency = String(decoding: code, as: UTF8.self)
        self.sum = sum.amount
        line = Int(field.span.line)
    }

    private init(isDebit: Bool, count: Exact, sum: Exact, line: Int) {
        (self.isDebit, self.count, self.sum, self.line) = (isDebit, count, sum, line)
        name = isDebit ? "86D" : "86C"
        currency = ""
    }

    /// The totals that ING states behind the closing balance, in either of its two ways:
    /// `/SUM/4/4/134,46/36,58/` and `D000001C000002D10000,99C11,01` (debits, credits, their sums).
    static func ofInformation(_ field: SWIFTField) -> [SWIFTTotal] {
        let text = field.line(0).trimmed
        let isNamed = text.starts(with: "/SUM/".utf8)
        let marks = Array("DCDC".utf8)
        var parts: [ArraySlice<UInt8>]
        if isNamed {
            parts = text.dropFirst(5).split(separator: UInt8(ascii: "/"))
        } else {
            parts = text.split { marks.contains($0) }
            guard text.filter({ !SWIFTValue.isDigit($0) && $0 != 44 }) == marks else { return [] }
        }
        let values = parts.compactMap { SWIFTValue.amount($0)?.amount }
        guard values.count == 4, parts.count == 4, values[0].scale == 0, values[1].scale == 0
        else { return [] }
        let line = Int(field.span.line)
        return [
            SWIFTTotal(isDebit: true, count: values[0], sum: values[2], line: line),
            SWIFTTotal(isDebit: false, count: values[1], sum: values[3], line: line),
        ]
    }
}

extension ArraySlice<UInt8> {
    /// Without blanks at both ends.
    var trimmed: ArraySlice<UInt8> {
        var view = self
        while let first = view.first, first == 32 || first == 9 { view.removeFirst() }
        while let last = view.last, last == 32 || last == 9 { view.removeLast() }
        return view
    }
}
