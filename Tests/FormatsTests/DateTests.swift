internal import Accounting
internal import Testing

@testable internal import Formats

@Suite("Dates as written")
struct DateTests {
    private static func read(_ text: String, _ reader: DateReader) -> String {
        switch withBytes(Array(text.utf8), { reader.read($0) }) {
        case .day(let day): day.description
        case .empty: "empty"
        case .malformed: "bad"
        case .ambiguous: "ambiguous"
        }
    }

    @Test(
        "without a pattern: ISO 8601, else never guessed",
        arguments: textTable(
            """
            text                          | day
            2026-09-30                    | 2026-09-30
            ␠2026-09-30␠                  | 2026-09-30
            2024-02-29                    | 2024-02-29
            2026-09-30T10:00:00           | 2026-09-30
            2026-09-30T10:00:00Z          | 2026-09-30
            2026-09-30T23:59:59+14:00     | 2026-09-30
            2026-09-30T00:00:00-11:00     | 2026-09-30
            2026-09-30T10:00:00.123+02:00 | 2026-09-30
            2026-09-30 10:00              | 2026-09-30
            2026-09-30 10:00:00 UTC       | 2026-09-30
            2026-09-30 UTC                | 2026-09-30
            ∅                             | empty
            ␠␠                            | empty
            30/09/2026                    | ambiguous
            09/30/2026                    | ambiguous
            30.09.2026                    | ambiguous
            1/9/2026                      | ambiguous
            01/09/26                      | ambiguous
            20260930                      | ambiguous
            24-01-05                      | ambiguous
            45000                         | ambiguous
            30/09/2026 10:00              | ambiguous
            2025-02-29                    | bad
            2026-13-01                    | bad
            2026-09-31                    | bad
            2026-09-30x                   | bad
            2026-09-30T                   | bad
            2026-09-30T1                  | bad
            2026-09-30 noon               | bad
            2026-09-30,5                  | bad
            30 sept. 2026                 | bad
            ２０２６-09-30                  | bad
            today                         | bad
            NaN                           | bad
            """))
    func iso(row: [String]) { #expect(Self.read(row[0], DateReader()) == row[1]) }

    @Test(
        "after an ISO date only a time may follow",
        arguments: [
            "2026-09-30 2026-10-01", "2026-09-30T::::::", "2026-09-30 -------",
            "2026-09-30T99:99:99",
            "2026-09-30 123456789",
        ])
    func noTime(text: String) {
        #expect(Self.read(text, DateReader()) == "bad")
    }

    @Test(
        "by a declared pattern",
        arguments: textTable(
            """
            pattern    | text        | day
            DD/MM/YYYY | 01/09/2026  | 2026-09-01
            DD/MM/YYYY | 30/09/2026  | 2026-09-30
            DD/MM/YYYY | 09/30/2026  | bad
            DD/MM/YYYY | 1/9/2026    | bad
            DD/MM/YYYY | 01/09/26    | bad
            DD/MM/YYYY | 01-09-2026  | bad
            DD/MM/YYYY | 01/09/2026x | bad
            DD/MM/YYYY | 01/09/20261 | bad
            DD/MM/YYYY | 2026-09-01  | bad
            DD/MM/YYYY | 31/04/2026  | bad
            DD/MM/YYYY | 29/02/2024  | 2024-02-29
            DD/MM/YYYY | 29/02/2023  | bad
            DD/MM/YYYY | 00/09/2026  | bad
            DD/MM/YYYY | ∅           | empty
            DD/MM/YYYY | 01/09/2026 10:15 | 2026-09-01
            DD/MM/YYYY | 01/09/2026T10:15:59+02:00 | 2026-09-01
            DD/MM/YYYY | 01/09/2026 25:15 | bad
            DD/MM/YYYY | 01/09/2026 late  | bad
            MM/DD/YYYY | 01/09/2026  | 2026-01-09
            MM/DD/YYYY | 30/09/2026  | bad
            D/M/YYYY   | 1/9/2026    | 2026-09-01
            D/M/YYYY   | 01/09/2026  | 2026-09-01
            D/M/YYYY   | 001/09/2026 | bad
            D.M.YYYY   | 5.12.2026   | 2026-12-05
            YYYYMMDD   | 20260930    | 2026-09-30
            YYYYMMDD   | 2026093     | bad
            YYYYMMDD   | 202609300   | bad
            YYYY-MM-DD | 2026-09-30  | 2026-09-30
            YYYY-MM-DD | 2026-9-30   | bad
            DD/MM/YY   | 01/09/26    | 2026-09-01
            DD/MM/YY   | 01/09/69    | 2069-09-01
            DD/MM/YY   | 01/09/70    | 1970-09-01
            DD/MM/YY   | 01/09/99    | 1999-09-01
            D-MMM-YY   | 5-Sep-26    | 2026-09-05
            D-MMM-YY   | 5-SEP-26    | 2026-09-05
            D-MMM-YY   | 5-sep-26    | 2026-09-05
            D-MMM-YY   | 5-Spt-26    | bad
            D-MMM-YY   | 5-Sept-26   | bad
            D-MMM-YY   | 5-9-26      | bad
            MMM D YYYY | Feb 29 2024 | 2024-02-29
            MMM D YYYY | Feb 29 2023 | bad
            DD MM YYYY | ０１ 09 2026 | bad
            DD MM YYYY | ٠١ 09 2026  | bad
            """))
    func patterns(row: [String]) throws {
        let reader = try #require(DateReader(pattern: row[0]))
        #expect(Self.read(row[1], reader) == row[2])
    }

    @Test(
        "what is no pattern",
        arguments: [
            "", "YYYY", "YYYY-MM", "DD/MM", "YYY-MM-DD", "Y-MM-DD", "YYYYY-MM-DD", "YYYY-MMMM-DD",
            "YYYY-MM-DDD", "YYYY-MM-DD-DD", "YYYY-MM-MMM-DD", "YY-YYYY-MM-DD", "dd/mm/yyyy",
            "%Y-%m-%d",
        ])
    func noPattern(pattern: String) { #expect(DateReader(pattern: pattern) == nil) }

    @Test("all million texts of DDMMYY: a day of the calendar, or refused")
    func everySixDigits() throws {
        let reader = try #require(DateReader(pattern: "DDMMYY"))
        let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var (days, wrong) = (0, [Int]())
        var text = [UInt8](repeating: 0, count: 6)
        for value in 0..<1_000_000 {
            var rest = value
            for index in (0..<6).reversed() {
                text[index] = 48 + UInt8(rest % 10)
                rest /= 10
            }
            let (day, month, short) = (value / 10_000, value / 100 % 100, value % 100)
            let year = short < 70 ? 2000 + short : 1900 + short
            var exists = (1...12).contains(month) && day >= 1
            exists = exists && day <= lengths[month - 1]
            if month == 2, day == 29, year % 4 != 0 { exists = false }
            switch withBytes(text, { reader.read($0) }) {
            case .day(let found):
                days += 1
                if !exists || found.civil != (year, month, day) { wrong.append(value) }
            case .malformed: if exists { wrong.append(value) }
            default: wrong.append(value)
            }
        }
        print("RELIABILITY E7-texts cases=1000000 violations=\(wrong.count) seconds=0 seed=0")
        #expect(wrong.isEmpty, "\(wrong.prefix(5))")
        #expect(days == 36_525, "the days of the years 1970 to 2069")
    }
}
