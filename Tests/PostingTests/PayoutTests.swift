import Accounting
import Ledger
import Posting
import Reconciliation
import Reports
import Testing

/// What becomes of payouts that do not post, of bank lines, and of the order in which all comes.
@Suite struct PayoutTests {
    private let payout = """
        pay stripe: sale t1 O1 2026-01-05 100.00 2.00 po=po_1 paid=2026-01-07
        """

    private func client(_ events: String...) throws -> Client {
        let client = try Client.withServices()
        try client.play(events)
        return client
    }

    /// Event, the codes of its findings, rows that did not post.
    @Test(arguments: [
        (
            "sale t1 O1 2026-01-05 100.00 2.00 po=po_1, payout po_1 - 2026-01-07 -97.00 po=po_1",
            "A-245", "rows rejected 2"
        ),
        ("sale t1 O1 2026-01-05 100.00 2.00", "I-353", "rows held 1"),
        (
            "reserve t1 - 2026-01-05 -5.00 po=po_1, adjustment t2 - 2026-01-05 -5.00 po=po_1", "",
            ""
        ),
        ("conversion t2 - 2026-01-05 -5.00 po=po_1", "V-185", "rows held 1"),
        ("sale t1 O1 - 100.00 po=po_1", "V-106", "rows rejected 1"),
        ("sale t1 O1 2025-12-31 100.00 po=po_1 paid=2026-01-02", "V-119", "rows rejected 1"),
        (
            "sale t1 O1 2026-01-05 100.00 po=po_1, sale t2 O2 2026-01-05 9.00 cur=USD po=po_1",
            "V-112", "rows held 2"
        ),
        ("sale t1 O1 2026-01-05 100.00 cur=USD po=po_1", "V-131", "rows held 1"),
    ]) func unitDoesNotPost(_ rows: String, _ codes: String, _ shown: String) throws {
        let client = try client("pay stripe: " + rows)
        #expect(client.codes.joined(separator: " ") == codes)
        #expect(try client.shown().filter { $0.hasPrefix("rows") }.joined() == shown)
        #expect(try client.journal().isEmpty == !shown.isEmpty)
        try client.expectWhole()
    }

    @Test(arguments: [
        ("conversion a2 - 2026-01-11 -45.00 rel=x1", "A-248", "rows held 1"),
        ("sale - O1 2026-01-11 45.00", "V-106", "rows rejected 1"),
        ("sale a1 O1 2026-01-11 45.00 cur=GBP", "V-185", "rows held 1"),
        ("chargeback a1 O1 2026-01-11 -45.00", "V-185", "rows held 1"),
        (
            "sale a1 O1 2026-01-11 45.00 1.00 bal=44.00, sale a2 O2 2026-01-12 5.00 bal=50.00",
            "A-247", ""
        ),
        ("sale a2 O2 2026-01-12 5.00 bal=50.00, sale a1 O1 2026-01-11 45.00 bal=45.00", "", ""),
    ]) func transactionOfABalance(_ rows: String, _ codes: String, _ shown: String) throws {
        let client = try client("pay paypal: " + rows)
        #expect(client.codes.joined(separator: " ") == codes)
        #expect(try client.shown().filter { $0.hasPrefix("rows") }.joined() == shown)
        try client.expectWhole()
    }

    @Test func correctedPayoutClashes() throws {
        let client = try client(
            payout, "pay stripe: sale t1 O1 2026-01-05 100.00 2.50 po=po_1 paid=2026-01-07",
            "pay paypal: sale a1 O1 2026-01-11 45.00, sale a2 O2 2026-01-11 5.00",
            "pay paypal: sale a1 O1 2026-01-11 46.00, sale a2 O2 2026-01-11 5.00")
        #expect(client.codes == ["I-350", "I-350", "I-303"])
        #expect(try client.shown().contains("rows rejected 2"))
        #expect(try client.shown().contains("rows duplicate 1"))
        try client.expectWhole()
    }

    @Test func heldPayoutPostsOnceItsAccountIsThere() throws {
        let client = try Client.withServices()
        client.sources["stripe"]?.service?.accounts["fee"] = nil
        try client.play(["till paris 2026-01-05: O1 food - 100.00 stripe", payout])
        #expect(client.codes == ["V-185"])
        #expect(try client.cleared(on: "2026-01-31").count == 1)
        client.sources["stripe"]?.service?.accounts["fee"] = "6279"
        try client.judgeAgain()
        #expect(try client.cleared(on: "2026-01-31").isEmpty)
        #expect(try client.openVerdicts().isEmpty)
        try client.expectWhole()
    }

    // MARK: The bank

    /// Bank line, what is left in suspense (471) and in transit (5115), findings.
    @Test(arguments: [
        ("98.00 TRF po_1 REF", "", ""),
        ("98.00 trf PO_1", "", ""),
        ("98.00 Stripe Payments", "", ""),
        ("98.00 SOMEBODY", "471 -98.00 5115 98.00", "I-314"),
        ("97.00 STRIPE po_1", "471 -97.00 5115 98.00", "A-249 I-314"),
        ("97.00 STRIPE", "471 -97.00 5115 98.00", "I-314"),
        ("98.00 STRIPEX", "471 -98.00 5115 98.00", "I-314"),
    ]) func bankLineClears(_ line: String, _ left: String, _ codes: String) throws {
        let client = try client(
            payout, "statement S1 512 opening=0.00: 2026-01-08 " + line)
        let shown = try client.shown()
        let open = ["471 ", "5115 "].flatMap { code in shown.filter { $0.hasPrefix(code) } }
        #expect(open.joined(separator: " ") == left)
        #expect(client.codes.joined(separator: " ") == codes)
        try client.expectWhole()
    }

    @Test func descriptorAndAmountMustBeUnique() throws {
        let client = try client(
            payout, "pay stripe: sale t2 O2 2026-01-05 98.00 po=po_2 paid=2026-01-07",
            "statement S1 512 opening=0.00: 2026-01-08 98.00 STRIPE")
        #expect(try client.shown().contains("471 -98.00"))
        try client.play(["statement S2 512 opening=98.00: 2026-01-09 98.00 po_2"])
        // One of the two is gone: the other is what the line was.
        try client.judgeAgain()
        #expect(
            try client.shown().contains { $0.hasPrefix("471") || $0.hasPrefix("5115") } == false)
        try client.expectWhole()
    }

    @Test func bankLineWaitsForItsPayout() throws {
        let client = try client(
            "statement S1 512 opening=0.00: 2026-01-08 98.00 STRIPE po_1", payout)
        #expect(try client.shown().contains("471 -98.00"))
        try client.judgeAgain()
        let shown = try client.shown()
        #expect(!shown.contains { $0.hasPrefix("471") || $0.hasPrefix("transit") })
        try client.expectWhole()
    }

    // MARK: What is told at a period's end

    @Test func exceptionsTellWhatIsPaidWithoutASaleAndWhatIsNotPaid() throws {
        let client = try client(
            payout, "till paris 2026-01-05: O2 food - 30.00 stripe",
            "till paris 2026-01-20: O3 food - 40.00 stripe")
        client.sources["stripe"]?.service?.unpaidAfter = 20
        let told = try client.report(through: "2026-01-31") { reporter in
            try reporter.exceptions(expected: [], chain: [], severities: [:]).findings
        }
        #expect(told.map { "\($0.code) \($0.found)" } == ["I-351 O1", "I-352 O2"])
        #expect(told.map { $0.arguments["amount"] } == ["100.00", "30.00"])
        let ties = try client.report(through: "2026-01-31") { try $0.tieOuts() }
        #expect(ties.allSatisfy { $0.unexplained == 0 })
        let clearing = try #require(ties.first { $0.name == "clearing" && $0.subject == "5171" })
        #expect(clearing.book == -3000)
        #expect(clearing.items.map(\.amount) == [3000, 4000, -10000])
    }

    /// 200.00 of sales in January; fees 4.00 + 15.00 of the chargeback + 1.00 alone = 10 %.
    @Test func costsAreInPercentOfGrossSales() throws {
        let client = try client(
            """
            pay stripe: sale t1 O1 2026-01-05 150.00 3.00 po=po_1 paid=2026-01-07, \
            sale t2 O2 2026-01-05 50.00 1.00 po=po_1 paid=2026-01-07, \
            chargeback t3 O1 2026-01-06 -150.00 15.00 po=po_1 paid=2026-01-07, \
            refund t4 O2 2026-01-06 -25.00 po=po_1 paid=2026-01-07, \
            fee t5 - 2026-01-06 -1.00 po=po_1 paid=2026-01-07, \
            sale t6 O6 2026-02-01 10.00 po=po_2
            """)
        let figures = try client.report(through: "2026-01-31") { reporter in
            try reporter.clearings().first { $0.service.name == "stripe" }?.figures.first
        }
        let costs = try #require(figures)
        #expect(
            [costs.gross, costs.fees, costs.refunds, costs.chargebacks] == [
                20000, 2000, 2500, 15000,
            ])
        #expect(costs.share(costs.fees) == 1000)
        #expect(costs.share(costs.refunds) == 1250)
    }

    /// The balance that PayPal states after its last row is what 5174 stands at.
    @Test func balanceTiesToWhatTheServiceStates() throws {
        let client = try client(
            "pay paypal: sale a1 O1 2026-01-11 45.00 1.00 bal=44.00, sale a2 O2 2026-01-12 5.00 bal=49.00"
        )
        let tie = try client.report(through: "2026-01-31") { reporter in
            try reporter.tieOuts().first { $0.name == "service-balance" }
        }
        let known = try #require(tie)
        #expect(known.subject == "5174")
        #expect(known.book == 4900)
        #expect(known.independent == 4900)
    }

    // MARK: Order of arrival

    private static let events = [
        "till paris 2026-01-28: O1 food - 100.00 stripe, O2 food - 50.00 stripe",
        "till paris 2026-01-31: O2 food - -20.00 stripe, O3 food - 30.00 stripe",
        """
        pay stripe: sale t1 O1 2026-01-28 100.00 2.00 po=po_1 paid=2026-02-02, \
        sale t2 O2 2026-01-28 50.00 1.00 po=po_1 paid=2026-02-02, \
        reserve t3 - 2026-01-29 -7.00 po=po_1 paid=2026-02-02
        """,
        """
        pay stripe: refund t4 O2 2026-02-01 -20.00 po=po_2 paid=2026-02-05, \
        sale t5 O9 2026-02-01 60.00 1.00 po=po_2 paid=2026-02-05
        """,
        "statement S1 512 opening=0.00: 2026-02-03 140.00 STRIPE, 2026-02-06 39.00 x po_2",
    ]

    private static func orders(_ count: Int) -> [[Int]] {
        guard count > 0 else { return [[]] }
        return orders(count - 1).flatMap { order in
            (0..<count).map { place in
                var order = order
                order.insert(count - 1, at: place)
                return order
            }
        }
    }

    /// All in one run, and each in a run of its own: the same balances and open items.
    @Test func orderOfArrivalLeavesNoTrace() throws {
        var seen: Set<[String]> = []
        for (number, order) in PayoutTests.orders(5).enumerated() where number % 3 == 0 {
            let client = try Client.withServices()
            let events = order.map { PayoutTests.events[$0] }
            try client.play(
                number % 2 == 0 ? events.flatMap { [$0, "run"] } : events)
            try client.judgeAgain()
            try client.expectWhole()
            let open =
                try client.cleared(on: "2026-01-31") + ["·"] + client.cleared(on: "2026-02-28")
            seen.insert(try client.shown().sorted() + open)
        }
        #expect(seen.count == 1, "\(seen)")
        let open = try #require(seen.first)
        #expect(
            open.suffix(8) == [
                "stripe unreported O2 2026-01-31 -20.00", "stripe unreported O3 2026-01-31 30.00",
                "stripe under_way po_1 2026-01-29 140.00", "stripe reserve reserve 2026-01-29 7.00",
                "·", "stripe unreported O3 2026-01-31 30.00",
                "stripe reserve reserve 2026-01-29 7.00", "stripe unmatched O9 2026-02-01 -60.00",
            ])
    }
}
