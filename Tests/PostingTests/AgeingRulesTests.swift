import Accounting
import Chance
import Ledger
import Reconciliation
import Reports
import Testing

private let invoice = "F1 C1 invoice 2026-05-01 EUR 9.00 due=2026-05-15"

@Suite struct AgeingRulesTests {
    private func text(_ amount: Int64) -> String { decimalText(amount, exponent: 2) }

    private func shown(_ ageing: Ageing) -> [String] {
        ageing.rows.map { "\($0.party) \($0.document) \($0.bucket) \(text($0.open))" }
    }

    private func client(_ events: [String]) throws -> Client {
        let client = try Client()
        _ = try Subledger(events, client: client)
        return client
    }

    /// Batch 1 has the invoice, batch 2 its payment of June: who asks at batch 1 sees the invoice,
    /// on a day before the payment or after it.
    @Test(
        arguments: [
            (1, "2026-06-30", ["C1 F1 31-60 9.00"]), (2, "2026-06-30", []),
            (2, "2026-05-31", ["C1 F1 1-30 9.00"]), (1, "2026-05-31", ["C1 F1 1-30 9.00"]),
            (1, "2026-04-30", []),
        ] as [(Int64, String, [String])])
    func whatTheBooksKnew(_ batch: Int64, _ asOf: String, _ rows: [String]) throws {
        let client = try client([
            invoice, "run", "R1 C1 payment 2026-06-01 EUR -9.00", "R1 > F1 2026-06-01 EUR 9.00",
        ])
        try client.report { reporter in
            let ageing = try reporter.ageing(.receivable, asOf: try day(asOf), known: batch)
            #expect(shown(ageing) == rows)
            #expect(ageing.footing.difference == 0)
            #expect(ageing.known == batch)
        }
    }

    /// C2 is merged into C1 on 2026-06-15: under its own id before, under C1 from that day on.
    @Test(arguments: [
        ("2026-06-14", ["C1 F1 1-30 9.00", "C2 F2 1-30 4.00"]),
        ("2026-06-15", ["C1 F1 31-60 9.00", "C1 F2 1-30 4.00"]),
    ])
    func mergedParty(_ asOf: String, _ rows: [String]) throws {
        let client = try client([
            invoice, "F2 C2 invoice 2026-05-01 EUR 4.00 due=2026-05-20",
        ])
        client.parties = try Fixture.parties.map { party in
            var party = party
            if party.id == "C2" { party.merged = ("C1", try day("2026-06-15")) }
            return party
        }
        try client.report { reporter in
            let ageing = try reporter.ageing(.receivable, asOf: try day(asOf))
            #expect(shown(ageing) == rows)
            #expect(ageing.footing.difference == 0)
            let one = try reporter.ageing(.receivable, asOf: try day(asOf), party: "C1")
            #expect(shown(one) == rows.filter { $0.hasPrefix("C1") })
            #expect(one.footing.difference == 0)
        }
    }

    @Test func noPartyIsARow() throws {
        let client = try client([
            "F1 - journal 2026-06-01 EUR 3.00 due=2026-06-01", "F2 C1 invoice 2026-06-01 EUR 1.00",
        ])
        try client.report { reporter in
            let ageing = try reporter.ageing(.receivable)
            #expect(ageing.rows.map { "\($0.party)/\($0.partyName)" } == ["/", "C1/Alba"])
            #expect(ageing.footing.difference == 0)
        }
    }

    @Test func severalAccountsOfARoleTieTogether() throws {
        let client = try Client()
        client.accounts.append(
            Account(code: "416", name: "Doubtful", kind: .asset, role: .receivable))
        _ = try Subledger(
            [
                invoice, "F2 C1 invoice 2026-05-01 EUR 4.00 on=416",
                "B1 S1 bill 2026-05-01 EUR -2.00 on=401",
            ],
            client: client)
        try client.report { reporter in
            let ageing = try reporter.ageing(.receivable)
            #expect(ageing.footing.accounts == ["411", "416"])
            #expect(ageing.footing.control == 1300)
            #expect(ageing.footing.difference == 0)
            let tie = try #require(try reporter.tieOuts().first { $0.name == "receivable" })
            #expect(tie.subject == "411 416")
            #expect(tie.unexplained == 0)
            #expect(try reporter.ageing(.payable).footing.control == 200)
        }
    }

    @Test func whatHasNoItemMakesTheDifferenceAndIsListed() throws {
        let client = try client([
            invoice, "bare 2026-06-01 5.00", "bare 2026-06-30 0.50", "bare 2026-07-01 7.00",
        ])
        try client.report { reporter in
            let footing = try reporter.ageing(.receivable).footing
            #expect(footing.difference == 550)
            #expect(
                footing.unitemised.map { "\($0.day) \($0.text) \(text($0.amount))" }
                    == ["2026-06-01 bare 5.00", "2026-06-30 bare 0.50"])
            let tie = try #require(try reporter.tieOuts().first { $0.name == "receivable" })
            #expect(tie.unexplained == 550)
        }
    }

    /// Credits of 6.00 pay the oldest: F2 (due first) in full, then 2.00 of F1.
    @Test func creditsAgainstTheOldestDue() throws {
        let client = try client([
            invoice, "F2 C1 invoice 2026-05-01 EUR 4.00 due=2026-05-10",
            "R1 C1 payment 2026-06-01 EUR -6.00", "R2 C2 payment 2026-06-01 EUR -1.00",
            "R3 C1 payment 2026-07-01 EUR -9.00",
        ])
        let oldest = try client.report("2026-06", { $0.credits = .oldestDue }) {
            try $0.ageing(.receivable)
        }
        #expect(shown(oldest) == ["C1 F1 31-60 7.00", "C2 R2 unapplied -1.00"])
        #expect(oldest.footing.difference == 0)
        let stored = try client.report { try $0.ageing(.receivable) }
        #expect(
            shown(stored) == [
                "C1 F2 31-60 4.00", "C1 F1 31-60 9.00", "C1 R1 unapplied -6.00",
                "C2 R2 unapplied -1.00",
            ])
    }

    @Test func creditBeyondWhatIsOwedStaysUnapplied() throws {
        let client = try client([invoice, "R1 C1 payment 2026-06-01 EUR -10.00"])
        let ageing = try client.report("2026-06", { $0.credits = .oldestDue }) {
            try $0.ageing(.receivable)
        }
        #expect(shown(ageing) == ["C1 R1 unapplied -1.00"])
    }

    /// Open 60.00; invoiced since 2026-04-02 (90 days) 100.00 less 10.00: 60 ÷ 90 × 90 = 60.0 days.
    @Test func daysSalesOutstanding() throws {
        let client = try client([
            "F0 C1 invoice 2026-04-01 EUR 500.00", "R0 C1 payment 2026-04-02 EUR -500.00",
            "R0 > F0 2026-04-02 EUR 500.00", "F1 C1 invoice 2026-04-02 EUR 100.00",
            "A1 C1 credit-note 2026-06-30 EUR -10.00", "R1 C1 payment 2026-06-30 EUR -30.00",
            "F2 C1 invoice 2026-07-01 EUR 70.00",
        ])
        try client.report { reporter in
            let turnover = try reporter.ageing(.receivable).turnover
            #expect(turnover.balance == 6000)
            #expect(turnover.invoiced == 9000)
            #expect(turnover.days == 90)
            #expect(turnover.tenths == 600)
            #expect(try reporter.ageing(.payable).turnover.tenths == nil)
        }
        // The books begin on 2026-01-01: on 2026-04-01, 91 days of which 90 count; 500 ÷ 500 × 90.
        let april = try client.report("2026-04") {
            try $0.ageing(.receivable, asOf: try day("2026-04-01")).turnover
        }
        #expect(april.tenths == 900)
    }

    @Test(
        arguments: [
            (6000, 9000, 90, 600), (1, 3, 1, 3), (1, 40, 2, 1), (1, 600, 30, 1), (1, 601, 30, 0),
            (-1, 600, 30, -1), (5, 0, 90, nil), (5, -1, 90, nil),
        ] as [(Int64, Int64, Int, Int64?)])
    func tenthsOfADayHalfAwayFromZero(
        _ balance: Int64, _ invoiced: Int64, _ days: Int, _ tenths: Int64?
    ) {
        #expect(Turnover(balance: balance, invoiced: invoiced, days: days).tenths == tenths)
    }

    @Test(arguments: [
        ([0, 30, 60, 90], "unapplied current 1-30 31-60 61-90 90+"), ([0], "unapplied current 0+"),
        ([0, 7], "unapplied current 1-7 7+"), ([-5, 10], "unapplied current -4-10 10+"),
    ])
    func everyAgeHasOneBucket(_ edges: [Int], _ names: String) {
        let buckets = Buckets(edges: edges)
        #expect(buckets.names.joined(separator: " ") == names)
        let places = (-200...200).map { buckets.names.firstIndex(of: buckets.name(of: $0)) ?? -1 }
        #expect(places.allSatisfy { $0 >= 1 })
        #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
    }

    /// Whatever is posted and set against each other: buckets add to what is open by any edges,
    /// days alone only move items to later buckets, and all of it is the control account.
    @Test(arguments: UInt64(1)...30) func footsAlways(_ seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let client = try client(Self.events(&random))
        let edges = (0..<random.within(1...5)).reduce(into: [0]) { edges, _ in
            edges.append((edges.last ?? 0) + random.within(1...40))
        }
        let credits = random.pick([ReportSettings.Credits.unapplied, .aged, .oldestDue])
        var places: [String: Int] = [:]
        // Nothing posts after 2026-06-30.
        for offset in [-75, -20, 0, 1, 30, 200] {
            let ageing = try client.report(
                "2026-06",
                {
                    $0.buckets = edges
                    $0.credits = credits
                }
            ) { try $0.ageing(.receivable, asOf: try day("2026-06-30") + offset) }
            #expect(ageing.buckets.names.reduce(0) { $0 + ageing.total($1) } == ageing.open)
            #expect(ageing.open == ageing.footing.control)
            #expect(ageing.footing.difference == 0)
            let blocks = ageing.blocks(company: try Fixture.euro())
            for block in blocks {
                #expect(block.lines.reduce(0) { $0 + $1.total } == block.total.total)
            }
            guard offset >= 0 else { continue }
            var seen: [String: Int] = [:]
            for row in ageing.rows {
                let place: Int = try #require(ageing.buckets.names.firstIndex(of: row.bucket))
                seen[row.document] = place
            }
            if !places.isEmpty {
                #expect(Set(seen.keys) == Set(places.keys))
                #expect(seen.allSatisfy { $0.value >= places[$0.key] ?? 0 })
            }
            places = seen
        }
    }

    /// Up to forty items of three parties in two currencies, some set against earlier ones.
    private static func events(_ random: inout SeededNumbers) -> [String] {
        let first = Day(year: 2026, month: 3, day: 1) ?? Day(number: 0)
        var events: [String] = []
        var posted: [(name: String, day: Day, currency: String, party: String)] = []
        func amount(_ cents: Int) -> String { decimalText(Int64(cents), exponent: 2) }
        for index in 0..<random.within(5...40) {
            let name = "D\(index)"
            let day = first + random.below(122)
            let currency = random.pick(["EUR", "EUR", "USD"])
            let party = random.pick(["C1", "C2", "S1"])
            let cents = random.within(-5000...9000)
            let company = currency == "EUR" ? cents : cents * random.within(80...95) / 100
            events.append(
                "\(name) \(party) invoice \(day) \(currency) \(amount(cents)) = \(amount(company))"
                    + " due=\(day + random.within(-10...60))")
            let others = posted.filter { $0.currency == currency && $0.party == party }
            if !others.isEmpty, random.below(3) > 0 {
                let other = random.pick(others)
                let part = random.within(-3000...3000)
                events.append(
                    "\(name) > \(other.name) \(max(day, other.day)) \(currency) \(amount(part))"
                        + " = \(amount(currency == "EUR" ? part : part * 9 / 10))")
            }
            posted.append((name, day, currency, party))
        }
        return events
    }
}
