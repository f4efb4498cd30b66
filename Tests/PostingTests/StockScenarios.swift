import Accounting
import Ledger
import Reports
import Testing

@testable import Posting

/// A coffee shop's stock, worked out by hand: a coffee takes 18 g of beans and 0.15 l of milk.
///
///     1 Sep  10 kg of beans at 20.00 = 200.00, 40 l of milk at 1.00 = 40.00
///     5 Sep  100 coffees: 1.8 kg, 15 l
///     10 Sep 5 kg of beans for 130.00
///     15 Sep 150 coffees: 2.7 kg, 22.5 l
///     30 Sep counted: 8.4 kg of beans (of 10.5), 2.5 l of milk (of 2.5); 0.1 kg is own use
///
/// Weighted average, beans:
///     5 Sep   1.8 × 200.00 ÷ 10         = 36.00   8.2 kg 164.00
///     10 Sep  + 130.00                            13.2 kg 294.00
///     15 Sep  2.7 × 294.00 ÷ 13.2       = 60.14  10.5 kg 233.86   (60.13636…)
///     20 Sep  0.1 × 233.86 ÷ 10.5       =  2.23  10.4 kg 231.63   (2.22723…)
///     30 Sep  2.0 × 231.63 ÷ 10.4       = 44.54   8.4 kg 187.09   (44.54423…)
/// FIFO, beans: 36.00; 54.00 (2.7 at 20.00); 2.00; 2.0 at 20.00 = 40.00;
///     left 3.4 at 20.00 + 5 at 26.00 = 68.00 + 130.00 = 198.00
/// Milk, both: 15 × 1.00 = 15.00, 22.50; 2.5 l 2.50
private let coffee = """
    2026-09-01 BEANS receipt 10 200.00
    2026-09-01 MILK receipt 40 40.00
    2026-09-05 BEANS sale -1.8
    2026-09-05 MILK sale -15
    2026-09-10 BEANS receipt 5 130.00
    2026-09-15 BEANS sale -2.7
    2026-09-15 MILK sale -22.5
    2026-09-20 BEANS issue -0.1
    2026-09-30 BEANS count =8.4
    2026-09-30 MILK count =2.5
    """

@Suite struct StockScenarios {
    @Test func coffeeAtWeightedAverage() throws {
        let stock = try StockBook(.init(system: .perpetual, cost: .weightedAverage))
        try stock.run("2026-09", coffee)
        #expect(try stock.closing("2026-09") == ["BEANS 8.400 187.09", "MILK 2.500 2.50"])
        // 36.00 + 15.00, 60.14 + 22.50: one entry a day.
        #expect(
            try stock.postings("604", .costOfSales) == ["2026-09-05 51.00", "2026-09-15 82.64"])
        #expect(try stock.postings("6583", .costOfSales) == ["2026-09-20 2.23"])
        #expect(try stock.postings("6581", .costOfSales) == ["2026-09-30 44.54"])
        #expect(try stock.balance("370") == 18_959)
        let beans = try #require(try stock.summary("2026-09").rows.first)
        #expect(beans.received == .init(quantity: 15_000, value: 33_000))
        #expect(beans.sold == .init(quantity: 4500, value: 9614))
        #expect(beans.used == .init(quantity: 100, value: 223))
        #expect(beans.shrinkage == .init(quantity: 2000, value: 4454))
        // 187.09 ÷ 8.4 = 22.27261…
        #expect(beans.unitCost == 222_726)
        #expect(beans.lastReceipt == Day(iso: "2026-09-10"))
        #expect(beans.lastIssue == Day(iso: "2026-09-20"))
        // 2.1 kg of 10.5 are a fifth: told.
        #expect(try stock.summary("2026-09").findings.map(\.code.text) == ["A-250"])
        try stock.client.expectWhole()
    }

    @Test func coffeeAtFIFO() throws {
        let stock = try StockBook(.init(system: .perpetual, cost: .fifo))
        try stock.run("2026-09", coffee)
        #expect(try stock.closing("2026-09") == ["BEANS 8.400 198.00", "MILK 2.500 2.50"])
        #expect(
            try stock.postings("604", .costOfSales) == ["2026-09-05 51.00", "2026-09-15 76.50"])
        #expect(try stock.postings("6583", .costOfSales) == ["2026-09-20 2.00"])
        #expect(try stock.postings("6581", .costOfSales) == ["2026-09-30 40.00"])
        let layers = try #require(try stock.summary("2026-09").rows.first).layers
        #expect(
            layers.map(\.amount) == [
                .init(quantity: 3400, value: 6800), .init(quantity: 5000, value: 13_000),
            ])
        try stock.client.expectWhole()
    }

    /// Bills go to purchases; the month's end brings 370 to the valuation, whatever came when.
    @Test func coffeePeriodic() throws {
        let stock = try StockBook(.init(system: .periodic, cost: .weightedAverage))
        let lines = coffee.split(separator: "\n")
        try stock.run("2026-09", Array(lines[5...]))
        try stock.run("2026-09", Array(lines[..<5]))
        #expect(try stock.closing("2026-09") == ["BEANS 8.400 187.09", "MILK 2.500 2.50"])
        #expect(try stock.postings("370", .costOfSales).isEmpty)
        #expect(try stock.balance("603") == -18_959)
        // October: 4 kg sold, 187.09 × 4 ÷ 8.4 = 89.09.
        try stock.run("2026-10", "2026-10-05 BEANS sale -4")
        #expect(try stock.closing("2026-10") == ["BEANS 4.400 98.00", "MILK 2.500 2.50"])
        #expect(try stock.postings("603", .stockChange).last == "2026-10-31 89.09")
        // A month that an earlier run has adjusted is brought along: 30 l for 31.00, 22.5 l sold
        // for 23.25, 5 of 7.5 l lost for 5.17.
        try stock.run("2026-09", "2026-09-12 MILK receipt 5 6.00")
        #expect(try stock.closing("2026-09").last == "MILK 2.500 2.58")
        #expect(try stock.closing("2026-10").last == "MILK 2.500 2.58")
        try stock.client.expectWhole()
    }

    /// What is locked stays; the change is October's.
    @Test func periodicAfterALock() throws {
        let stock = try StockBook(.init(system: .periodic, cost: .weightedAverage))
        try stock.run("2026-09", coffee)
        try stock.client.lock(through: "2026-09-30")
        let told = try stock.run("2026-10", "2026-09-10 BEANS receipt 2 44.00")
        #expect(told.map(\.code.text) == ["I-361"])
        #expect(try stock.closing("2026-09") == ["BEANS 8.400 187.09", "MILK 2.500 2.50"])
        // 8.2 kg 164.00 + 130.00 + 44.00 = 338.00 for 15.2: 2.7 cost 60.04, 0.1 2.22;
        // 12.4 kg 275.74, of which 8.4 are counted: 4.0 × 275.74 ÷ 12.4 = 88.95; 186.79 left.
        #expect(try stock.closing("2026-10") == ["BEANS 8.400 186.79", "MILK 2.500 2.50"])
        #expect(
            try stock.postings("370", .stockChange) == ["2026-09-30 189.59", "2026-10-31 -0.30"])
        try stock.client.expectWhole()
    }

    /// The same receipt in perpetual books: its value and what it changes post on 1 October.
    ///
    ///     15 Sep  60.14 → 60.04   −0.10
    ///     20 Sep   2.23 →  2.22   −0.01
    ///     30 Sep  44.54 → 88.95   +44.41
    @Test func aBackDatedReceiptAfterALock() throws {
        let stock = try StockBook(.init(system: .perpetual, cost: .weightedAverage))
        try stock.run("2026-09", coffee)
        try stock.client.lock(through: "2026-09-30")
        let told = try stock.run("2026-10", "2026-09-10 BEANS receipt 2 44.00")
        #expect(told.map(\.code.text) == ["I-361"])
        #expect(told.first?.arguments["amount"] == "44.30")
        #expect(told.first?.arguments["posted"] == "2026-10-01")
        #expect(told.first?.place.line == 2)
        #expect(try stock.postings("604", .costOfSales).last == "2026-10-01 -0.10")
        #expect(try stock.postings("6583", .costOfSales).last == "2026-10-01 -0.01")
        #expect(try stock.postings("6581", .costOfSales).last == "2026-10-01 44.41")
        #expect(try stock.closing("2026-09") == ["BEANS 8.400 187.09", "MILK 2.500 2.50"])
        #expect(try stock.closing("2026-10") == ["BEANS 8.400 186.79", "MILK 2.500 2.50"])
        let beans = try #require(try stock.summary("2026-10").rows.first)
        #expect(beans.opening == .init(quantity: 8400, value: 18_709))
        #expect(beans.received == .init(quantity: 2000, value: 4400))
        #expect(beans.sold == .init(quantity: 0, value: -10))
        #expect(beans.shrinkage == .init(quantity: 2000, value: 4441))
        try stock.client.expectWhole()
    }

    /// Accounts of the item's own; what comes back stands apart from what goes.
    @Test func accountsOfAnItem() throws {
        let stock = try StockBook(.init(system: .perpetual, cost: .weightedAverage))
        try stock.run(
            "2026-09",
            """
            2026-09-01 MUG receipt 10 50.00
            2026-09-02 MUG sale -3
            2026-09-02 MUG customer_return 1
            2026-09-03 MUG waste -1
            2026-09-04 MUG supplier_return -2 11.00
            """)
        #expect(
            try stock.postings("605", .costOfSales) == ["2026-09-02 15.00", "2026-09-02 -5.00"])
        #expect(try stock.balance("605") == 1000)
        #expect(try stock.balance("6582") == 500)
        // 2 × 5.00 left for 11.00.
        let difference = try stock.balance("6078")
        #expect(difference == -100)
        #expect(try stock.balance("371") == 2500)
        #expect(try stock.closing("2026-09") == ["MUG 5.000 25.00"])
    }

    /// 1 kg is sold before it came: at no cost, then at what the receipt says.
    @Test func negativeStockIsToldAndCostedByItsReceipt() throws {
        let stock = try StockBook(.init(system: .perpetual, cost: .weightedAverage))
        try stock.run("2026-09", "2026-09-02 BEANS sale -1")
        let summary = try stock.summary("2026-09")
        #expect(summary.findings.map(\.code.text) == ["I-360", "V-190"])
        #expect(summary.findings.first?.arguments["quantity"] == "-1 kg")
        #expect(try stock.closing("2026-09") == ["BEANS -1.000 0.00"])
        try stock.run("2026-09", "2026-09-03 BEANS receipt 3 60.00")
        #expect(try stock.postings("604", .costOfSales) == ["2026-09-03 20.00"])
        #expect(try stock.closing("2026-09") == ["BEANS 2.000 40.00"])
        // It was below zero at the end of 2 September, and still is told there.
        #expect(try stock.summary("2026-09").findings.map(\.code.text) == ["I-360", "V-190"])
        #expect(try stock.summary("2026-10").findings.isEmpty)
    }

    @Test func whatIsHeldIsTold() throws {
        let stock = try StockBook(
            .init(system: .perpetual, cost: .weightedAverage, belowZero: .held))
        try stock.run(
            "2026-09",
            """
            2026-09-01 BEANS receipt 1 20.00
            2026-09-02 BEANS sale -2
            """)
        #expect(try stock.balance("604") == 2000)
        #expect(try stock.summary("2026-09").findings.map(\.code.text) == ["I-362"])
        try stock.run("2026-09", "2026-09-05 BEANS receipt 1 23.00")
        #expect(try stock.balance("604") == 4300)
        #expect(try stock.closing("2026-09") == ["BEANS 0.000 0.00"])
    }

    @Test func oddReceiptsAreTold() throws {
        let stock = try StockBook(.init(system: .perpetual, cost: .weightedAverage))
        try stock.run(
            "2026-09",
            """
            2026-09-01 BEANS receipt 10 200.00
            2026-09-02 BEANS receipt 1 60.00
            2026-09-03 BEANS receipt 1 61.00
            2026-09-04 BEANS receipt 1
            """)
        // 60.00 is three times 20.00; 61.00 is less than three times 23.64.
        #expect(try stock.summary("2026-09").findings.isEmpty)
        try stock.run("2026-09", "2026-09-05 BEANS receipt 1 2.00")
        #expect(try stock.summary("2026-09").findings.map(\.code.text) == ["A-251"])
        let difference = try stock.balance("6078")
        #expect(difference == -2675)
    }

    /// What the items open with stands on the account already: their moves post nothing.
    @Test func theOpeningStockIsTheAccountsOpening() throws {
        let stock = try StockBook(.init(system: .perpetual, cost: .weightedAverage))
        try stock.client.write { session in
            let file = try session.reserveFile()
            var columns = EntryBatch.Columns()
            columns.begin(
                .opening, kind: .opening, day: try day("2025-12-31"),
                documentDay: try day("2025-12-31"), file: file,
                span: Span(line: 1, offset: 0, length: 0), party: "", reference: "", text: "")
            columns.post(try session.account("370"), signed: 10_000)
            columns.post(try session.account("101"), signed: -10_000)
            _ = try session.append(try EntryBatch(columns))
        }
        try stock.run(
            "2026-01",
            """
            2026-01-01 BEANS opening 5 90.00
            2026-01-01 MILK opening 10 10.00
            """)
        #expect(try stock.closing("2026-01") == ["BEANS 5.000 90.00", "MILK 10.000 10.00"])
        #expect(try stock.closing("2026") == ["BEANS 5.000 90.00", "MILK 10.000 10.00"])
        #expect(try stock.summary("2026-01").rows.map(\.opening.value) == [9000, 1000])
        #expect(try stock.summary("2026-01").rows.map(\.received.value) == [0, 0])
    }

    /// The same moves again post nothing, and a run without moves appends nothing.
    @Test func aRunWithoutMovesPostsNothing() throws {
        let stock = try StockBook(.init(system: .perpetual, cost: .weightedAverage))
        try stock.run("2026-09", coffee)
        let before = try stock.client.lines(of: "370").count
        try stock.run("2026-10", [])
        #expect(try stock.client.lines(of: "370").count == before)
    }
}
