internal import Accounting

/// The clock of a time zone: its standard offset and when summer time is kept.
///
/// The rules are those in force, compiled in, so that no machine's own tables decide a day: the
/// European Union's and the United Kingdom's since 1996 (Directive 2000/84/EC, last Sundays of
/// March and October at 01:00 UTC; The Summer Time Order 2002), the United States' and Canada's
/// since 2007 (Energy Policy Act of 2005 §110, second Sunday of March to first Sunday of November
/// at 02:00 by the clock). Earlier days are told by the same rules. A zone that is not listed is no
/// zone: its stamps must state the shop's own time.
public struct ZoneRules: Sendable, Hashable {
    enum Summer: Sendable, Hashable { case none, european, american }

    /// Minutes ahead of UTC in winter.
    let standard: Int
    let summer: Summer

    /// The rules of a zone by its IANA name; nil for one that is not compiled in.
    public init?(_ name: String) {
        guard let rules = ZoneRules.known.first(where: { $0.names.contains(name) }) else {
            return nil
        }
        (standard, summer) = (rules.hours * 60, rules.summer)
    }

    private static let known: [(hours: Int, summer: Summer, names: Set<String>)] = [
        (0, .none, ["UTC", "Etc/UTC", "Atlantic/Reykjavik"]),
        (0, .european, ["Europe/London", "Europe/Dublin", "Europe/Lisbon", "Atlantic/Canary"]),
        (
            1, .european,
            [
                "Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Europe/Rome",
                "Europe/Amsterdam", "Europe/Brussels", "Europe/Luxembourg", "Europe/Vienna",
                "Europe/Zurich", "Europe/Stockholm", "Europe/Oslo", "Europe/Copenhagen",
                "Europe/Prague", "Europe/Warsaw", "Europe/Budapest", "Europe/Bratislava",
                "Europe/Ljubljana", "Europe/Zagreb", "Europe/Malta", "Europe/Monaco",
            ]
        ),
        (
            2, .european,
            [
                "Europe/Athens", "Europe/Helsinki", "Europe/Bucharest", "Europe/Sofia",
                "Europe/Riga", "Europe/Tallinn", "Europe/Vilnius", "Asia/Nicosia",
            ]
        ),
        (-5, .american, ["America/New_York", "America/Detroit", "America/Toronto"]),
        (-6, .american, ["America/Chicago", "America/Winnipeg"]),
        (-7, .american, ["America/Denver", "America/Edmonton", "America/Boise"]),
        (-7, .none, ["America/Phoenix"]),
        (-8, .american, ["America/Los_Angeles", "America/Vancouver"]),
        (-9, .american, ["America/Anchorage"]),
        (-10, .none, ["Pacific/Honolulu"]),
    ]

    /// The wall clock of a moment in UTC.
    ///
    /// - Parameter minutes: after midnight of `day` in UTC; may lie outside of the day.
    /// - Returns: the day by the clock, and minutes after its midnight.
    func local(_ day: Day, _ minutes: Int) -> (day: Day, minutes: Int) {
        let moment = Int(day.number) * 1440 + minutes
        let local = moment + standard + (isSummer(moment) ? 60 : 0)
        let whole = local >= 0 ? local / 1440 : -((1439 - local) / 1440)
        return (Day(number: Int32(truncatingIfNeeded: whole)), local - whole * 1440)
    }

    /// - Parameter moment: minutes in UTC, on the scale of day numbers.
    private func isSummer(_ moment: Int) -> Bool {
        let whole = moment >= 0 ? moment / 1440 : -((1439 - moment) / 1440)
        let year = Day(number: Int32(truncatingIfNeeded: whole)).month.year
        switch summer {
        case .none: return false
        case .european:
            guard let start = ZoneRules.sunday(.last, of: 3, year),
                let end = ZoneRules.sunday(.last, of: 10, year)
            else { return false }
            return (start + 60..<end + 60).contains(moment)
        case .american:
            guard let start = ZoneRules.sunday(.nth(2), of: 3, year),
                let end = ZoneRules.sunday(.nth(1), of: 11, year)
            else { return false }
            // Two o'clock by the winter's clock, and by the summer's.
            return (start + 120 - standard..<end + 60 - standard).contains(moment)
        }
    }

    private enum Which { case nth(Int), last }

    /// Midnight of a Sunday of a month, in minutes.
    private static func sunday(_ which: Which, of month: Int, _ year: Int) -> Int? {
        let anchor: Day?
        switch which {
        case .nth(let number): anchor = Day(year: year, month: month, day: 7 * number)
        case .last: anchor = Day(year: year, month: month, day: 31)
        }
        // The Sunday on or before the anchor; day 0 of the scale is told by a known Sunday.
        guard let anchor, let known = Day(year: 2026, month: 11, day: 22) else { return nil }
        let back = ((Int(anchor.number) - Int(known.number)) % 7 + 7) % 7
        return (Int(anchor.number) - back) * 1440
    }
}
