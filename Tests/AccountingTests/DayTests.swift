internal import Testing

@testable internal import Accounting

@Suite("Days of the civil calendar")
struct DayTests {
    private static func isLeap(_ year: Int) -> Bool {
        if year % 400 == 0 { return true }
        return year % 100 != 0 && year % 4 == 0
    }

    @Test("all 3,652,059 days of the years 1 to 9999, there and back")
    func everyDay() {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var number: Int32 = 0
        var wrong: [String] = []
        for year in 1...9999 {
            for month in 1...12 {
                let last = lengths[month - 1] + (month == 2 && Self.isLeap(year) ? 1 : 0)
                for day in 1...last {
                    let back = Day(number: number).civil
                    if Day(year: year, month: month, day: day)?.number != number
                        || back != (year, month, day)
                    {
                        wrong.append("\(year)-\(month)-\(day)")
                    }
                    number += 1
                }
                if Day(year: year, month: month, day: last + 1) != nil {
                    wrong.append("\(year)-\(month)-\(last + 1)")
                }
            }
        }
        print("RELIABILITY E7-days cases=\(number) violations=\(wrong.count) seconds=0 seed=0")
        #expect(number == 3_652_059)
        #expect(wrong.prefix(5).isEmpty, "\(wrong.prefix(5))")
    }

    @Test("29 February exists in 97 years of 400, and text goes there and back")
    func leapDays() {
        var leap = 0
        for year in 1801...2200 {
            let made = Day(year: year, month: 2, day: 29)
            #expect((made != nil) == Self.isLeap(year), "\(year)")
            #expect(Day(iso: "\(year)-02-29") == made)
            if let made {
                leap += 1
                #expect(made.description == "\(year)-02-29")
                #expect((made + 1).description == "\(year)-03-01")
            }
        }
        #expect(leap == 97)
    }

    @Test("the text of every day of 400 years, there and back")
    func everyText() throws {
        let first = try #require(Day(iso: "1801-01-01"))
        var wrong: [Int32] = []
        for number in first.number..<first.number + 146_097
        where Day(iso: Day(number: number).description)?.number != number {
            wrong.append(number)
        }
        #expect(wrong.isEmpty)
        #expect((first + 146_097).description == "2201-01-01")
    }

    @Test(
        "ISO text, and what is none",
        arguments: textTable(
            """
            text        | day
            2026-09-30  | 2026-09-30
            0001-01-01  | 0001-01-01
            9999-12-31  | 9999-12-31
            2024-02-29  | 2024-02-29
            2000-02-29  | 2000-02-29
            1900-02-29  | no
            2023-02-29  | no
            2026-02-30  | no
            2026-04-31  | no
            2026-13-01  | no
            2026-00-10  | no
            2026-10-00  | no
            0000-01-01  | no
            2026-9-30   | no
            26-09-30    | no
            2026/09/30  | no
            2026-09-30␠ | no
            ␠2026-09-30 | no
            2026-09-3a  | no
            +026-09-30  | no
            20260930    | no
            ２０２６-09-30 | no
            ∅           | no
            """))
    func iso(row: [String]) {
        #expect((Day(iso: row[0])?.description ?? "no") == row[1])
    }

    @Test(
        "days add and subtract over month and year ends",
        arguments: textTable(
            """
            from       | days | to
            2026-09-30 | 1    | 2026-10-01
            2026-12-31 | 1    | 2027-01-01
            2024-02-28 | 1    | 2024-02-29
            2023-02-28 | 1    | 2023-03-01
            2026-09-30 | 30   | 2026-10-30
            2026-03-01 | -1   | 2026-02-28
            2026-01-01 | -365 | 2025-01-01
            2000-01-01 | 366  | 2001-01-01
            """))
    func steps(row: [String]) throws {
        let from = try #require(Day(iso: row[0]))
        let days = try #require(Int(row[1]))
        let to = try #require(Day(iso: row[2]))
        #expect(from + days == to)
        #expect(to - days == from)
        #expect(to - from == days)
        #expect((from < to) == (days > 0))
    }

    @Test("a step beyond Int32 never comes out on the other side")
    func farSteps() throws {
        let last = try #require(Day(iso: "9999-12-31"))
        #expect(last + Int.max > last)
    }

    @Test(
        "months",
        arguments: textTable(
            """
            day        | month   | first      | last       | next
            2026-09-30 | 2026-09 | 2026-09-01 | 2026-09-30 | 2026-10
            2026-12-01 | 2026-12 | 2026-12-01 | 2026-12-31 | 2027-01
            2024-02-29 | 2024-02 | 2024-02-01 | 2024-02-29 | 2024-03
            2023-02-01 | 2023-02 | 2023-02-01 | 2023-02-28 | 2023-03
            0001-01-01 | 0001-01 | 0001-01-01 | 0001-01-31 | 0001-02
            """))
    func months(row: [String]) throws {
        let month = try #require(Day(iso: row[0])).month
        #expect(month.description == row[1])
        #expect(month.first.description == row[2])
        #expect(month.last.description == row[3])
        #expect((month + 1).description == row[4])
        #expect(month < month + 1)
        #expect(Month(year: month.year, month: month.month) == month)
    }
}

@Suite("Periods and fiscal years")
struct PeriodTests {
    @Test(
        "periods as asked for, and the period before",
        arguments: textTable(
            """
            text    | from       | to         | before from | before to
            2026-09 | 2026-09-01 | 2026-09-30 | 2026-08-01  | 2026-08-31
            2026-01 | 2026-01-01 | 2026-01-31 | 2025-12-01  | 2025-12-31
            2024-02 | 2024-02-01 | 2024-02-29 | 2024-01-01  | 2024-01-31
            2026-Q1 | 2026-01-01 | 2026-03-31 | 2025-10-01  | 2025-12-31
            2026-Q3 | 2026-07-01 | 2026-09-30 | 2026-04-01  | 2026-06-30
            2026-Q4 | 2026-10-01 | 2026-12-31 | 2026-07-01  | 2026-09-30
            2026    | 2026-01-01 | 2026-12-31 | 2025-01-01  | 2025-12-31
            2025    | 2025-01-01 | 2025-12-31 | 2024-01-01  | 2024-12-31
            """))
    func periods(row: [String]) throws {
        let period = try #require(Period(row[0]))
        #expect(period.description == row[0])
        #expect(period.from.description == row[1])
        #expect(period.to.description == row[2])
        #expect(period.prior.from.description == row[3])
        #expect(period.prior.to.description == row[4])
        #expect(period.contains(period.from) && period.contains(period.to))
        #expect(!period.contains(period.from - 1) && !period.contains(period.to + 1))
    }

    @Test(
        "what names no period",
        arguments: [
            "", "2", "202", "26-09", "2026-", "2026-9", "2026-00", "2026-13", "2026-009", "2026-Q0",
            "2026-Q5", "2026-Q", "2026-Q11", "2026Q1", "2026-q1", "2026-09-01", "-026-01",
            "+026-01",
            "0000-01", " 2026-09", "2026-09 ", "２０２６-09", "2026-०९", "20２6", "2026-+9",
        ])
    func noPeriod(text: String) { #expect(Period(text) == nil) }

    @Test("a quarter is written with an ASCII digit")
    func arabicQuarter() {
        #expect(Period("2026-Q٣") == nil)
    }

    @Test("a period without a name is named by its ends")
    func unnamed() throws {
        let from = try #require(Day(iso: "2026-09-05"))
        #expect(Period(from: from, to: from + 1).name == "2026-09-05..2026-09-06")
        #expect(Period(from.month).name == "2026-09")
    }

    @Test(
        "the fiscal year a day lies in",
        arguments: textTable(
            """
            begins | day        | first day
            01-01  | 2026-09-30 | 2026-01-01
            01-01  | 2026-01-01 | 2026-01-01
            01-01  | 2026-12-31 | 2026-01-01
            07-01  | 2026-06-30 | 2025-07-01
            07-01  | 2026-07-01 | 2026-07-01
            10-01  | 2026-09-30 | 2025-10-01
            04-06  | 2026-04-05 | 2025-04-06
            04-06  | 2026-04-06 | 2026-04-06
            02-28  | 2024-02-29 | 2024-02-28
            """))
    func fiscal(row: [String]) throws {
        let year = try #require(FiscalYear(row[0]))
        #expect(year.start(containing: try #require(Day(iso: row[1]))).description == row[2])
    }

    @Test(
        "what begins no fiscal year",
        arguments: [
            "", "1-1", "02-29", "02-30", "13-01", "00-01", "01-00", "01-32", "0101", "01-01-01",
        ]
    )
    func noFiscalYear(text: String) { #expect(FiscalYear(text) == nil) }

    @Test("a sign is no digit of a fiscal year")
    func signedFiscalYear() {
        #expect(FiscalYear("+1-+1") == nil)
    }
}
