import Accounting
import Ledger
import Testing

/// Month-end valuation of foreign cash, receivables and payables (DEFINITIONS §6).
///
/// One dollar is 0.90 on 5 January, 0.92 on the 20th, 0.95 on the 31st, 0.88 on 28 February.
@Suite struct RevaluationTests {
    private static let rates = [
        "rate USD/EUR 0.90 2026-01-05", "rate USD/EUR 0.92 2026-01-20",
        "rate USD/EUR 0.95 2026-01-31", "rate USD/EUR 0.88 2026-02-28",
    ]
    private static let events = [
        "invoice F1 C1 2026-01-05 currency=USD: 707 - 1000.00",
        "bill B1 S1 2026-01-05 currency=USD: 606 - 100.00",
        "statement S1 514 currency=USD opening=0.00: 2026-01-05 200.00 WHO",
    ]
    private static let late = "receipt R1 C1 2026-01-20 400.00 currency=USD for=F1"

    private func client(_ events: [String]) throws -> Client {
        let client = try Client()
        try client.play(RevaluationTests.rates + events)
        try client.expectWhole()
        return client
    }

    private func balances(_ client: Client, on text: String) throws -> [String] {
        let last = try day(text)
        return try ["401", "411", "476", "477", "514"].map { code in
            let lines = try client.lines(of: code).filter { $0.day <= last }
            let sum = lines.reduce(0) { $0 + $1.debit - $1.credit }
            return "\(code) \(decimalText(sum, exponent: 2))"
        }
    }

    /// | account | dollars | booked | 31 January at 0.95 | 28 February at 0.88 |
    /// |---|---|---|---|---|
    /// | 411 | 1,000 | 900 | 950, +50 | 880, -20 |
    /// | 401 | -100 | -90 | -95, -5 | -88, +2 |
    /// | 514 | 200 | 180 | 190, +10 | 176, -4 |
    @Test func monthEndsAreValuedAndReversed() throws {
        let client = try client(RevaluationTests.events + ["months 2026-02"])
        #expect(
            try client.entries(of: "411") == [
                "2026-01-05 2026-01-05 invoice 900.00",
                "2026-01-31 2026-01-31 revaluation 50.00",
                "2026-02-01 2026-01-31 revaluation-reversed -50.00",
                "2026-02-28 2026-02-28 revaluation -20.00",
                "2026-03-01 2026-02-28 revaluation-reversed 20.00",
            ])
        #expect(
            try balances(client, on: "2026-01-31") == [
                "401 -95.00", "411 950.00", "476 5.00", "477 -60.00", "514 190.00",
            ])
        #expect(
            try balances(client, on: "2026-02-28") == [
                "401 -88.00", "411 880.00", "476 24.00", "477 -2.00", "514 176.00",
            ])
        #expect(
            try balances(client, on: "2026-03-01") == [
                "401 -90.00", "411 900.00", "476 0.00", "477 0.00", "514 180.00",
            ])
        let texts = try client.lines(of: "514").filter { $0.recipe == .revaluation }.map {
            "\($0.reference) \($0.text) \($0.original?.text ?? "-")"
        }
        #expect(
            texts == [
                "USD 514 USD/EUR 0.95 2026-01-31 0.00", "USD 514 USD/EUR 0.88 2026-02-28 0.00",
            ])
        #expect(try client.shown().contains("own 514 200.00"))
    }

    @Test func aSecondRunAddsNothing() throws {
        let client = try client(RevaluationTests.events + ["months 2026-02"])
        let before = try client.lines(of: "477").count
        try client.play(["months 2026-02"])
        #expect(try client.lines(of: "477").count == before)
    }

    /// 400 dollars come in late, dated 20 January: 600 stay, booked 540, worth 570 and 528.
    @Test func whatComesLateRestatesOpenMonthsInWhateverOrder() throws {
        let once = try client(
            RevaluationTests.events + [RevaluationTests.late, "months 2026-02"])
        let again = try client(
            RevaluationTests.events + ["months 2026-01", "months 2026-02"]
                + [RevaluationTests.late, "months 2026-02"])
        // A run for January brings February along, which an earlier run had valued.
        let back = try client(
            RevaluationTests.events + ["months 2026-02"]
                + [RevaluationTests.late, "months 2026-01"])
        let ends = ["2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01"]
        for end in ends {
            #expect(try balances(again, on: end) == balances(once, on: end))
            #expect(try balances(back, on: end) == balances(once, on: end))
        }
        #expect(
            try balances(once, on: "2026-01-31") == [
                "401 -95.00", "411 570.00", "476 5.00", "477 -40.00", "514 190.00",
            ])
        #expect(
            try again.entries(of: "411").filter { $0.hasPrefix("2026-01-31") } == [
                "2026-01-31 2026-01-31 revaluation 50.00",
                "2026-01-31 2026-01-31 revaluation -20.00",
            ])
        // Realised on 20 January, and never part of the valuation: 400 x (0.92 - 0.90).
        #expect(try once.shown().contains("766 -8.00"))
    }

    @Test func aLockedMonthStays() throws {
        let client = try client(
            RevaluationTests.events + ["months 2026-01", "lock 2026-01-31", RevaluationTests.late]
                + ["months 2026-02"])
        #expect(
            try client.entries(of: "411") == [
                "2026-01-05 2026-01-05 invoice 900.00",
                "2026-01-31 2026-01-31 revaluation 50.00",
                "2026-02-01 2026-01-31 revaluation-reversed -50.00",
                // The row of 20 January, at the rate of the day it posts on: 400 x 0.95.
                "2026-02-01 2026-01-20 receipt -380.00",
                "2026-02-01 2026-02-01 exchange-difference 20.00",
                "2026-02-28 2026-02-28 revaluation -12.00",
                "2026-03-01 2026-02-28 revaluation-reversed 12.00",
            ])
    }

    /// Without a rate a month stays at booking rates; once there is one it is valued.
    @Test func aMonthWithoutARateWaitsForIt() throws {
        let client = try client(RevaluationTests.events + ["months 2026-03"])
        #expect(try client.entries(of: "411").allSatisfy { !$0.hasPrefix("2026-03-31") })
        try client.play(["rate USD/EUR 0.91 2026-03-31", "months 2026-03"])
        #expect(
            try client.entries(of: "411").contains("2026-03-31 2026-03-31 revaluation 10.00"))
    }

    @Test func booksWithoutForeignAmountsNeedNoRoles() throws {
        let client = try Client()
        client.accounts.removeAll { ["476", "477"].contains($0.code) }
        try client.play(["invoice F1 C1 2026-01-05: 707 - 100.00", "months 2026-12"])
        #expect(try client.shown() == ["411 100.00", "707 -100.00", "open C1 F1 100.00"])
    }
}
