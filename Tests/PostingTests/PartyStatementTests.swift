import Accounting
import Ledger
import Reports
import Testing

@Suite struct PartyStatementTests {
    private func text(_ amount: Int64) -> String { decimalText(amount, exponent: 2) }

    private let events = [
        "F1 C1 invoice 2026-05-01 EUR 9.00 due=2026-05-31",
        "F2 C1 invoice 2026-06-02 EUR 5.00 due=2026-07-02",
        "R1 C1 payment 2026-06-10 EUR -10.00 due=2026-06-10",
        "R1 > F1 2026-06-10 EUR 9.00", "R1 > F2 2026-06-10 EUR 1.00",
        "F3 C1 invoice 2026-05-05 USD 10.00 = 9.00 due=2026-06-04",
        "R2 C1 payment 2026-06-20 USD -4.00 = -3.80 due=2026-06-20",
        "X2 C1 exchange-difference 2026-06-20 USD 0.00 = 0.20",
        "R2 > F3 2026-06-20 USD 4.00 = 3.60", "R2 > X2 2026-06-20 USD 0.00 = 0.20",
        "F4 C2 invoice 2026-05-01 EUR 2.00", "R4 C2 payment 2026-05-02 EUR -2.00",
        "R4 > F4 2026-05-02 EUR 2.00", "F5 C1 invoice 2026-07-01 EUR 70.00",
    ]

    private func statements(
        _ month: String, _ client: Client, party: String? = nil, known: Int64? = nil
    ) throws -> [String] {
        try client.report(month) { reporter in
            let all = try reporter.partyStatements(.receivable, known: known, party: party)
            #expect(all.statements.allSatisfy { $0.difference == 0 })
            return all.statements.flatMap { statement in
                ["\(statement.party) \(statement.currency) opening \(text(statement.opening))"]
                    + statement.movements.map {
                        "\($0.day) \($0.row.document) \(text($0.row.amount)) = \(text($0.balance))"
                    }
                    + statement.settlements.map {
                        "\($0.day) \($0.document) > \($0.settles) \(text($0.amount))"
                    }
                    + statement.open.map { "open \($0.document) \($0.bucket) \(text($0.open))" }
            }
        }
    }

    /// 9 + 5 − 10 = 4.00 in euros, 10 − 4 = 6.00 in dollars; C2 has settled everything in May.
    @Test func openingMovementsAndWhatIsOpen() throws {
        let client = try Client()
        _ = try Subledger(events, client: client)
        #expect(
            try statements("2026-06", client) == [
                "C1 EUR opening 9.00", "2026-06-02 F2 5.00 = 14.00", "2026-06-10 R1 -10.00 = 4.00",
                "2026-06-10 R1 > F1 9.00", "2026-06-10 R1 > F2 1.00", "open F2 current 4.00",
                "C1 USD opening 10.00", "2026-06-20 R2 -4.00 = 6.00", "2026-06-20 R2 > F3 4.00",
                "2026-06-20 R2 > X2 0.00", "open F3 1-30 6.00",
            ])
    }

    @Test func aMonthClosesAsTheNextOpens() throws {
        let client = try Client()
        _ = try Subledger(events, client: client)
        func balances(_ month: String, _ side: KeyPath<PartyStatement, Int64>) throws -> [String] {
            try client.report(month) { reporter in
                try reporter.partyStatements(.receivable).statements.map {
                    "\($0.party) \($0.currency) \(text($0[keyPath: side]))"
                }.filter { !$0.hasSuffix(" 0.00") }
            }
        }
        for (month, next) in [("2026-05", "2026-06"), ("2026-06", "2026-07")] {
            #expect(try balances(month, \.closing) == balances(next, \.opening))
        }
        #expect(try balances("2026-07", \.closing) == ["C1 EUR 74.00", "C1 USD 6.00"])
    }

    @Test func onePartyAsTheBooksKnewIt() throws {
        let client = try Client()
        _ = try Subledger(Array(events.prefix(1)) + ["run"] + events.dropFirst(), client: client)
        #expect(
            try statements("2026-06", client, party: "C1", known: 1)
                == ["C1 EUR opening 9.00", "open F1 1-30 9.00"])
        #expect(try statements("2026-06", client, party: "C2") == [])
        #expect(
            try statements("2026-05", client, party: "C2") == [
                "C2 EUR opening 0.00", "2026-05-01 F4 2.00 = 2.00", "2026-05-02 R4 -2.00 = 0.00",
                "2026-05-02 R4 > F4 2.00",
            ])
    }
}
