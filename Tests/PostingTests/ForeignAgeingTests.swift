import Accounting
import Ledger
import Reconciliation
import Reports
import Testing

/// Ageing in several currencies on D = 2026-06-30, when a euro is worth 1.25 dollars:
/// `name | events ; … | party document bucket currency open company revaluation, …`.
private let cases = """
    open at the rate of booking: worth 800 on D \
        | F1 C1 invoice 2026-05-01 USD 1000.00 = 900.00 due=2026-05-15 \
        | C1 F1 31-60 USD 1000.00 900.00 -100.00
    paid at another rate, the difference an item of its own \
        | F1 C1 invoice 2026-05-01 USD 1000.00 = 900.00 \
        ; R1 C1 payment 2026-06-01 USD -1000.00 = -920.00 \
        ; X1 C1 exchange-difference 2026-06-01 USD 0.00 = 20.00 \
        ; R1 > F1 2026-06-01 USD 1000.00 = 900.00 ; R1 > X1 2026-06-01 USD 0.00 = 20.00 |
    paid on D+1 \
        | F1 C1 invoice 2026-05-01 USD 1000.00 = 900.00 due=2026-05-15 \
        ; R1 C1 payment 2026-07-01 USD -1000.00 = -920.00 \
        ; R1 > F1 2026-07-01 USD 1000.00 = 900.00 | C1 F1 31-60 USD 1000.00 900.00 -100.00
    a part paid: 600 left, worth 480 \
        | F1 C1 invoice 2026-05-01 USD 1000.00 = 900.00 due=2026-05-15 \
        ; R1 C1 payment 2026-06-01 USD -400.00 = -370.00 \
        ; X1 C1 exchange-difference 2026-06-01 USD 0.00 = 10.00 \
        ; R1 > F1 2026-06-01 USD 400.00 = 360.00 ; R1 > X1 2026-06-01 USD 0.00 = 10.00 \
        | C1 F1 31-60 USD 600.00 540.00 -60.00
    a difference not yet booked stays in sight \
        | F1 C1 invoice 2026-05-01 USD 10.00 = 9.00 ; R1 C1 payment 2026-06-01 USD -10.00 = -9.20 \
        ; R1 > F1 2026-06-01 USD 10.00 = 9.00 | C1 R1 unapplied USD 0.00 -0.20 0.20
    prepaid in dollars \
        | R1 C1 payment 2026-06-01 USD -100.00 = -90.00 \
        | C1 R1 unapplied USD -100.00 -90.00 10.00
    cents: 0.33, 0.33 and 0.34 dollars are 0.26, 0.26 and 0.27 euros \
        | F1 C1 invoice 2026-06-01 USD 0.33 = 0.30 due=2026-07-01 \
        ; F2 C1 invoice 2026-06-01 USD 0.33 = 0.30 due=2026-07-02 \
        ; F3 C1 invoice 2026-06-01 USD 0.34 = 0.30 due=2026-07-03 \
        | C1 F1 current USD 0.33 0.30 -0.04, C1 F2 current USD 0.33 0.30 -0.04, \
        C1 F3 current USD 0.34 0.30 -0.03
    no rate is known of francs \
        | F1 C1 invoice 2026-06-20 CHF 10.00 = 9.00 due=2026-06-30 \
        | C1 F1 current CHF 10.00 9.00 ?
    euros are never revalued \
        | F1 C1 invoice 2026-06-20 EUR 10.00 due=2026-06-30 | C1 F1 current EUR 10.00 10.00 0.00
    """.split(separator: "\n").map(String.init)

@Suite struct ForeignAgeingTests {
    private func text(_ amount: Int64?) -> String {
        amount.map { decimalText($0, exponent: 2) } ?? "?"
    }

    private func client() throws -> Client {
        let client = try Client()
        try client.play(["rate EUR/USD 1.25 2026-06-28", "rate EUR/CHF 1.00 2026-06-22"])
        return client
    }

    private func events(_ text: Substring) -> [String] {
        text.replacing(" ; ", with: "\n").split(separator: "\n").map {
            $0.split(separator: " ").joined(separator: " ")
        }
    }

    @Test(arguments: cases) func receivables(_ line: String) throws {
        let columns = line.split(separator: "|", omittingEmptySubsequences: false)
        let client = try client()
        _ = try Subledger(events(columns[1]), client: client)
        try client.report { reporter in
            let ageing = try reporter.ageing(.receivable)
            let shown = ageing.rows.map { row in
                let words = [
                    row.party, row.document, row.bucket, row.currency.code, text(row.open),
                    text(row.companyOpen), text(row.revaluation),
                ]
                return words.joined(separator: " ")
            }
            let expected = columns[2].split(separator: ",").map {
                $0.split(separator: " ").joined(separator: " ")
            }
            #expect(shown == expected)
            #expect(ageing.footing.difference == 0)
            #expect(ageing.unrated.map(\.code) == (line.contains("CHF") ? ["CHF"] : []))
        }
    }

    /// 1000 dollars at 900 and 400 at 300 are worth 1120 euros: −80 of revaluation.
    @Test func blocksFootInEveryCurrency() throws {
        let client = try client()
        _ = try Subledger(
            [
                "F1 C1 invoice 2026-05-01 USD 1000.00 = 900.00 due=2026-05-15",
                "F2 C2 invoice 2026-06-01 USD 400.00 = 300.00 due=2026-07-15",
                "F3 C1 invoice 2026-06-01 EUR 7.00 due=2026-06-15",
                "R3 C1 payment 2026-06-02 EUR -2.00",
                "revalue 2026-06-30 -80.00",
            ], client: client)
        try client.report { reporter in
            let ageing = try reporter.ageing(.receivable)
            let blocks = ageing.blocks(company: try Fixture.euro())
            let shown = blocks.flatMap { block in
                (block.lines + [block.total]).map { line in
                    let amounts = line.amounts.map(text) + [text(line.total)]
                    return "\(block.currency) \(line.partyName): "
                        + amounts.joined(separator: " ")
                        + (line.revaluation.map { " " + text($0) } ?? "")
                }
            }
            #expect(
                shown == [
                    "EUR Alba: -2.00 0.00 7.00 0.00 0.00 0.00 5.00",
                    "EUR : -2.00 0.00 7.00 0.00 0.00 0.00 5.00",
                    "USD Alba: 0.00 0.00 0.00 1000.00 0.00 0.00 1000.00",
                    "USD Bora: 0.00 400.00 0.00 0.00 0.00 0.00 400.00",
                    "USD : 0.00 400.00 0.00 1000.00 0.00 0.00 1400.00",
                    "EUR Alba: -2.00 0.00 7.00 900.00 0.00 0.00 905.00 -100.00",
                    "EUR Bora: 0.00 300.00 0.00 0.00 0.00 0.00 300.00 20.00",
                    "EUR : -2.00 300.00 7.00 900.00 0.00 0.00 1205.00 -80.00",
                ])
            #expect(ageing.footing.subledger == 120_500)
            #expect(ageing.footing.revaluation == ageing.revaluation)
            #expect(ageing.footing.control == 112_500)
            #expect(ageing.footing.difference == 0)
            let tie = try #require(try reporter.tieOuts().first { $0.name == "receivable" })
            #expect(tie.items.map(\.amount) == [-8000])
            #expect(tie.unexplained == 0)
        }
        // The next day takes it back: the control account is its items alone.
        try client.report { reporter in
            let later = try reporter.ageing(.receivable, asOf: try day("2026-07-01"))
            #expect(later.footing.revaluation == 0)
            #expect(later.footing.difference == 0)
        }
    }

    @Test func creditsAgainstTheOldestStayInTheirCurrency() throws {
        let client = try client()
        _ = try Subledger(
            [
                "F1 C1 invoice 2026-05-01 USD 100.00 = 90.00 due=2026-06-15",
                "F2 C1 invoice 2026-05-01 USD 100.00 = 80.00 due=2026-05-15",
                "F3 C1 invoice 2026-05-01 EUR 50.00 due=2026-05-01",
                "R1 C1 payment 2026-06-01 USD -150.00 = -130.00",
            ], client: client)
        try client.report("2026-06", { $0.credits = .oldestDue }) { reporter in
            let ageing = try reporter.ageing(.receivable)
            let shown = ageing.rows.map {
                "\($0.document) \($0.bucket) \(text($0.open)) \(text($0.companyOpen))"
            }
            // F2 takes 100 dollars at 80 euros, F1 50 at 45; R1 has given 125 of its 130.
            #expect(
                shown == [
                    "F3 31-60 50.00 50.00", "F1 1-30 50.00 45.00", "R1 unapplied 0.00 -5.00",
                ])
            #expect(ageing.footing.subledger == 9000)
            #expect(ageing.footing.difference == 0)
        }
    }
}
