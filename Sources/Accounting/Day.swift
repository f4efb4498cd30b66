/// A civil day of the proleptic Gregorian calendar, years 1 to 9999, counted from 0001-01-01 = 0.
public struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let number: Int32

    @inlinable public init(number: Int32) { self.number = number }

    /// Makes a day that exists, else nil (30 February is nil).
    @inlinable public init?(year: Int, month: Int, day: Int) {
        guard year >= 1, year <= 9999, month >= 1, month <= 12, day >= 1,
            day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        self.init(valid: year, month, day)
    }

    @inlinable init(valid y: Int, _ m: Int, _ d: Int) {
        let year = y &- (m <= 2 ? 1 : 0)
        let era = year / 400
        let yearOfEra = year &- era &* 400
        let dayOfYear = (153 &* (m &+ (m > 2 ? -3 : 9)) &+ 2) / 5 &+ d &- 1
        let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
        number = Int32(truncatingIfNeeded: era &* 146_097 &+ dayOfEra &- 306)
    }

    /// Reads `YYYY-MM-DD`, nothing else.
    public init?(iso text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard let day = bytes.withUnsafeBufferPointer({ Day(iso: $0) }) else { return nil }
        self = day
    }

    /// Reads exactly the ten bytes `YYYY-MM-DD`.
    @inlinable public init?(iso bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45 else { return nil }
        var value = (0, 0, 0)
        for index in 0..<10 where index != 4 && index != 7 {
            let digit = Int(bytes[index] &- 48)
            if digit > 9 { return nil }
            if index < 4 {
                value.0 = value.0 * 10 + digit
            } else if index < 7 {
                value.1 = value.1 * 10 + digit
            } else {
                value.2 = value.2 * 10 + digit
            }
        }
        self.init(year: value.0, month: value.1, day: value.2)
    }

    @inlinable public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Year, month and day of month.
    public var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 306
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The calendar month this day lies in.
    public var month: Month {
        let parts = civil
        return Month(year: parts.year, month: parts.month)
    }

    public var description: String {
        let parts = civil
        let year = String(parts.year)
        return String(repeating: "0", count: max(0, 4 - year.count)) + year + "-"
            + Day.twoDigits(parts.month) + "-" + Day.twoDigits(parts.day)
    }

    private static func twoDigits(_ number: Int) -> String {
        String(unsafeUninitializedCapacity: 2) { bytes in
            bytes[0] = 48 + UInt8(number / 10)
            bytes[1] = 48 + UInt8(number % 10)
            return 2
        }
    }

    public static func + (day: Day, days: Int) -> Day {
        Day(number: Int32(clamping: Int64(day.number) + Int64(Int32(clamping: days))))
    }
    public static func - (day: Day, days: Int) -> Day { day + (-days) }
    /// Calendar days from `right` to `left`.
    public static func - (left: Day, right: Day) -> Int { Int(left.number) - Int(right.number) }
    @inlinable public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}

/// A calendar month, counted as year × 12 + month − 1.
public struct Month: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let number: Int32

    @inlinable public init(number: Int32) { self.number = number }
    public init(year: Int, month: Int) { number = Int32(clamping: year * 12 + month - 1) }

    public var year: Int { Int(number) / 12 }
    public var month: Int { Int(number) % 12 + 1 }
    public var first: Day { Day(valid: year, month, 1) }
    public var last: Day { (self + 1).first - 1 }
    public var description: String {
        let text = first.description
        return String(text.prefix(7))
    }

    public static func + (month: Month, months: Int) -> Month {
        Month(number: month.number + Int32(clamping: months))
    }
    public static func < (left: Month, right: Month) -> Bool { left.number < right.number }
}
