/// A calendar day as a count of days since 1970-01-01.
struct Day: Comparable, Hashable {
    var number: Int

    init(number: Int) { self.number = number }

    init(_ year: Int, _ month: Int, _ day: Int) {
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
    }

    static func < (left: Day, right: Day) -> Bool { left.number < right.number }
    static func + (day: Day, count: Int) -> Day { Day(number: day.number + count) }

    var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let m = (5 * dayOfYear + 2) / 153
        let month = m < 10 ? m + 3 : m - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * m + 2) / 5 + 1)
    }

    var month: Int { parts.month }

    /// 0 is Monday, 6 is Sunday.
    var weekday: Int { (number + 3) % 7 }

    /// 2026-07-01
    var iso: String {
        let (year, month, day) = parts
        return "\(year)-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// 01/07/2026
    var french: String {
        let (year, month, day) = parts
        return "\(padded(day, 2))/\(padded(month, 2))/\(year)"
    }

    /// 260701
    var short: String {
        let (year, month, day) = parts
        return "\(padded(year % 100, 2))\(padded(month, 2))\(padded(day, 2))"
    }

    /// This day or the next on which banks work.
    var bankDay: Day {
        var day = self
        while day.weekday > 4 || day == Day(2026, 7, 14) { day = day + 1 }
        return day
    }

    static func lastOfMonth(_ month: Int) -> Day {
        month == 12 ? Day(2026, 12, 31) : Day(2026, month + 1, 1) + -1
    }
}

func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// Minor units as 1234.56.
func money(_ cents: Int64, decimal: String = ".") -> String {
    let size = cents.magnitude
    let whole = "\(size / 100)\(decimal)\(padded(Int(size % 100), 2))"
    return cents < 0 ? "-" + whole : whole
}

/// value × numerator ÷ denominator, half away from zero; the denominator is positive.
func scaled(_ value: Int64, _ numerator: Int64, _ denominator: Int64) -> Int64 {
    let size =
        (value.magnitude * numerator.magnitude * 2 + denominator.magnitude)
        / (denominator.magnitude * 2)
    return (value < 0) != (numerator < 0) ? -Int64(size) : Int64(size)
}
