public import Accounting

/// How a source's time stamps become business days: in whose zone, and when the day ends.
///
/// A stamp that states its offset (`-0500`, `Z`) is told in `zone` where one is declared; any
/// other is taken as the wall clock of the shop. A time before `endsAt` belongs to the day before:
/// a bar that closes at two in the morning sells on the day it opened. The hour that autumn's
/// clocks repeat is on the same side of `endsAt` both times, so that no stamp is ambiguous here.
public struct BusinessClock: Sendable, Hashable {
    /// Minutes after midnight; 0 = the day is the one written.
    public var endsAt = 0
    public var zone: ZoneRules?
    /// True where stamps that state no offset are of UTC; else they are the shop's own clock.
    public var stampsAreUTC = false

    public init() {}

    /// True where a time of day is looked at.
    public var needsTime: Bool { endsAt > 0 || zone != nil }

    /// The business day of a stamp; nil where the time it needs is not stated.
    ///
    /// - Parameters:
    ///   - day: the day written.
    ///   - stamp: the text of the day, with its time if that stands in it.
    ///   - time: the text of a time column, empty where there is none.
    public func day(_ day: Day, stamp: Bytes, time: Bytes) -> Day? {
        guard needsTime else { return day }
        guard let written = WrittenTime(time.isEmpty ? stamp : time) else {
            // Without an offset there is nothing to convert; without an end nothing to compare.
            return endsAt == 0 && time.isEmpty ? day : nil
        }
        var (day, minutes) = (day, written.minutes)
        if let zone, let offset = offset(written) {
            (day, minutes) = zone.local(day, minutes - offset)
        }
        return minutes < endsAt ? day - 1 : day
    }

    /// The time of day of a stamp as the shop tells it, in minutes after midnight; nil where none
    /// is stated.
    public func minute(_ day: Day, stamp: Bytes, time: Bytes) -> Int? {
        let text = time.isEmpty ? stamp : time
        guard text.contains(UInt8(ascii: ":")), let written = WrittenTime(text) else { return nil }
        guard let zone, let offset = offset(written) else { return written.minutes }
        return zone.local(day, written.minutes - offset).minutes
    }

    private func offset(_ written: WrittenTime) -> Int? {
        written.offset ?? (stampsAreUTC ? 0 : nil)
    }
}

/// A time of day as a stamp states it.
struct WrittenTime: Equatable {
    /// Minutes after midnight.
    let minutes: Int
    /// Minutes that the clock is ahead of UTC; nil where the stamp does not say.
    let offset: Int?

    /// Reads `10:37`, `10:37:33 -0500`, `2:30:00 PM`, `…T23:59:59.5+02:00`, `…Z`; nil for others.
    init?(_ bytes: Bytes) {
        let text = Array(bytes)
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon + 2 < text.count,
            let minute = WrittenTime.two(text, colon + 1), minute < 60
        else { return nil }
        var start = colon
        while start > 0, text[start - 1] >= 48, text[start - 1] <= 57, colon - start < 2 {
            start -= 1
        }
        guard start < colon else { return nil }
        var hour = text[start..<colon].reduce(0) { $0 * 10 + Int($1 - 48) }
        var rest = text[(colon + 3)...]
        // Seconds and their fraction.
        while let first = rest.first,
            first == UInt8(ascii: ":") || first == UInt8(ascii: ".") || first >= 48 && first <= 57
        {
            rest = rest.dropFirst()
        }
        rest = rest.drop { $0 == 32 }
        if let letter = rest.first.map({ $0 | 0x20 }),
            letter == UInt8(ascii: "a")
                || letter == UInt8(ascii: "p")
        {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (letter == UInt8(ascii: "p") ? 12 : 0)
            rest = []
        }
        guard hour < 24 else { return nil }
        minutes = hour * 60 + minute
        offset = WrittenTime.offset(Array(rest))
    }

    private static func two(_ text: [UInt8], _ at: Int) -> Int? {
        guard at + 2 <= text.count else { return nil }
        let (tens, ones) = (text[at] &- 48, text[at + 1] &- 48)
        return tens <= 9 && ones <= 9 ? Int(tens) * 10 + Int(ones) : nil
    }

    private static func offset(_ zone: [UInt8]) -> Int? {
        if zone.elementsEqual("Z".utf8) || zone.elementsEqual("UTC".utf8) { return 0 }
        guard let sign = zone.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
            let hours = two(zone, 1)
        else { return nil }
        let digits = zone.dropFirst(3).filter { $0 != UInt8(ascii: ":") }
        let minutes = two(digits, 0) ?? 0
        return (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }
}
