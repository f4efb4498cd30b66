import Accounting
import Testing

@testable import Formats

@Suite("Business days")
struct BusinessClockTests {
    /// The stamp, its time column, the zone, the day's end → the business day.
    private static let table = textTable(
        """
        stamp                          | time       | zone             | ends | day
        2026-09-01T10:00:00Z           | ∅          | ∅                | 0    | 2026-09-01
        2026-09-01T23:30:00Z           | ∅          | Europe/Paris     | 0    | 2026-09-02
        2026-09-01 22:59:59 +0100      | ∅          | Europe/Paris     | 0    | 2026-09-01
        2026-09-01 23:00:00 +0100      | ∅          | Europe/Paris     | 0    | 2026-09-02
        2026-09-01 01:00:00 -0500      | ∅          | America/New_York | 0    | 2026-09-01
        2026-09-01 03:59               | ∅          | ∅                | 240  | 2026-08-31
        2026-09-01 04:00               | ∅          | ∅                | 240  | 2026-09-01
        2026-09-01                     | 3:59 AM    | ∅                | 240  | 2026-08-31
        2026-09-01                     | 12:05 AM   | ∅                | 240  | 2026-08-31
        2026-09-01                     | 12:05 PM   | ∅                | 240  | 2026-09-01
        2026-09-01                     | 2:30:00 PM | ∅                | 240  | 2026-09-01
        2026-09-01                     | ∅          | ∅                | 240  | -
        2026-09-01                     | soon       | ∅                | 240  | -
        2026-09-01                     | ∅          | Europe/Paris     | 0    | 2026-09-01
        2026-03-29T00:59:00Z           | ∅          | Europe/Paris     | 120  | 2026-03-28
        2026-03-29T01:00:00Z           | ∅          | Europe/Paris     | 120  | 2026-03-29
        2026-10-25T00:59:00Z           | ∅          | Europe/Paris     | 180  | 2026-10-24
        2026-10-25T01:00:00Z           | ∅          | Europe/Paris     | 180  | 2026-10-24
        2026-10-25T02:00:00Z           | ∅          | Europe/Paris     | 180  | 2026-10-25
        2026-03-08T06:59:00Z           | ∅          | America/New_York | 180  | 2026-03-07
        2026-03-08T07:00:00Z           | ∅          | America/New_York | 180  | 2026-03-08
        2026-11-01T05:59:00Z           | ∅          | America/New_York | 120  | 2026-10-31
        2026-11-01T06:59:00Z           | ∅          | America/New_York | 120  | 2026-10-31
        2026-11-01T07:00:00Z           | ∅          | America/New_York | 120  | 2026-11-01
        2026-07-01T06:30:00Z           | ∅          | America/Phoenix  | 0    | 2026-06-30
        2026-12-31T23:30:00Z           | ∅          | Europe/Athens    | 0    | 2027-01-01
        2026-01-01T00:30:00Z           | ∅          | America/New_York | 0    | 2025-12-31
        """)

    @Test("a stamp in a zone, a day that ends at night", arguments: table)
    func days(row: [String]) throws {
        var clock = BusinessClock()
        clock.endsAt = try #require(Int(row[3]))
        clock.zone = ZoneRules(row[2])
        #expect(clock.zone != nil || row[2].isEmpty)
        let day = try #require(Day(iso: String(row[0].prefix(10))))
        let stamp = Array(row[0].utf8)
        let time = Array(row[1].utf8)
        let found = stamp.withUnsafeBufferPointer { stamp in
            time.withUnsafeBufferPointer { clock.day(day, stamp: stamp, time: $0) }
        }
        #expect(found.map { "\($0)" } ?? "-" == row[4])
    }

    /// 02:30 UTC is 22:30 of the day before in New York; a stamp that states its offset keeps it.
    @Test(
        "stamps of a service that writes UTC without saying so",
        arguments: [
            ("2026-09-03 02:30:00", "2026-09-02", 1350), ("2026-09-03T12:00:00", "2026-09-03", 480),
            ("2026-09-03 02:30:00 -0400", "2026-09-03", 150),
        ])
    func stampsInUTC(stamp: String, day: String, minute: Int) throws {
        var clock = BusinessClock()
        clock.zone = ZoneRules("America/New_York")
        clock.stampsAreUTC = true
        let written = try #require(Day(iso: String(stamp.prefix(10))))
        let none = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        Array(stamp.utf8).withUnsafeBufferPointer { bytes in
            #expect(clock.day(written, stamp: bytes, time: none)?.description == day)
            #expect(clock.minute(written, stamp: bytes, time: none) == minute)
        }
    }

    @Test("a zone that is not compiled in is none")
    func unknownZone() {
        #expect(ZoneRules("Europe/Atlantis") == nil)
        #expect(ZoneRules("") == nil)
        #expect(ZoneRules("CET") == nil)
    }
}
