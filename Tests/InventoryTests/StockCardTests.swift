import Accounting
import Inventory
import Testing

/// Stock cards worked out by hand: day, kind, quantity, stated value | cost, on hand, value.
@Suite struct StockCardTests {
    /// 10 at 2.00 and 5 at 2.60: 33.00 ÷ 15 = 2.20; 4 × 2.20 = 8.80; the rest takes the rest.
    @Test func weightedAverage() throws {
        try StockCard(
            """
            2026-09-01 opening 10 20.00 |  0.00 10.000 20.00
            2026-09-02 receipt  5 13.00 |  0.00 15.000 33.00
            2026-09-03 sale    -4       |  8.80 11.000 24.20
            2026-09-04 waste   -1       |  2.20 10.000 22.00
            2026-09-05 issue  -10       | 22.00 0.000 0.00
            """
        ).check(.average)
    }

    /// 10.00 ÷ 3 = 3.333…: 3.33; 6.67 ÷ 2 = 3.335: 3.34 (half away); the emptying issue 3.33.
    @Test func theEmptyingIssueTakesAll() throws {
        try StockCard(
            """
            2026-09-01 receipt 3 10.00 | 0.00 3.000 10.00
            2026-09-02 sale -1 | 3.33 2.000 6.67
            2026-09-03 sale -1 | 3.34 1.000 3.33
            2026-09-04 sale -1 | 3.33 0.000 0.00
            """
        ).check(.average)
    }

    /// The oldest layer first: 4 of the 10 at 2.00, then 6 × 2.00 + 1 × 2.60, then the rest.
    @Test func fifo() throws {
        let valuation = try StockCard(
            """
            2026-09-01 opening 10 20.00 |  0.00 10.000 20.00
            2026-09-02 receipt  5 13.00 |  0.00 15.000 33.00
            2026-09-03 sale    -4       |  8.00 11.000 25.00
            2026-09-04 sale    -7       | 14.60 4.000 10.40
            2026-09-05 receipt  1  3.00 |  0.00 5.000 13.40
            """
        ).check(.fifo)
        let layers = try #require(valuation.closings.first).layers
        #expect(layers.map(\.quantity) == [4000, 1000])
        #expect(layers.map(\.value) == [1040, 300])
        #expect(layers.map(\.day.description) == ["2026-09-02", "2026-09-05"])
    }

    /// Of a day receipts go first, then transfers, then issues, counts last; of a kind the time
    /// decides, and what has none goes before.
    @Test func theOrderOfADay() throws {
        let card = try StockCard(
            """
            2026-09-02 count =4
            2026-09-02 sale -3 14:00
            2026-09-02 sale -1 09:00
            2026-09-02 sale -2
            2026-09-02 receipt 6 12.00 16:00
            2026-09-01 receipt 4 4.00
            """)
        let valuation = try StockValuation(card.moves, policy: .average)
        #expect(valuation.moves.map(\.move.id) == [5, 4, 3, 2, 1, 0])
        // 16.00 ÷ 10 = 1.60: 3.20, 1.60, 4.80; the count finds what is there.
        #expect(valuation.moves.map(\.cost) == [0, 0, 320, 160, 480, 0])
    }

    /// 2 at 5.00; 3 sold: 10.00 + 1 at the last cost 5.00. The receipt shows 6.00: 1.00 more.
    @Test func belowZeroAtTheLastCost() throws {
        try StockCard(
            """
            2026-09-01 receipt 2 10.00 |  0.00 2.000 10.00
            2026-09-02 sale -3         | 15.00 -1.000 -5.00
            2026-09-03 sale -1         |  5.00 -2.000 -10.00
            2026-09-04 receipt 1  6.00 |  1.00 -1.000 -5.00
            2026-09-05 receipt 4 26.00 |  1.50 3.000 19.50
            2026-09-06 sale -3         | 19.50 0.000 0.00
            """
        ).check(.average)
    }

    /// Nothing is known of the cost before the first receipt: it posts all of it.
    @Test func soldBeforeItsCostIsKnown() throws {
        let valuation = try StockCard(
            """
            2026-09-01 sale -2 | 0.00 -2.000 0.00
            2026-09-02 receipt 3 9.00 | 6.00 1.000 3.00
            """
        ).check(.average)
        #expect(valuation.moves.map(\.isUncosted) == [true, false])
    }

    @Test func belowZeroHeldUntilTheReceipt() throws {
        try StockCard(
            """
            2026-09-01 receipt 2 10.00 |  0.00 2.000 10.00
            2026-09-02 sale -3         | 10.00 -1.000 0.00
            2026-09-04 receipt 2 12.00 |  6.00 1.000 6.00
            """
        ).check(.held)
    }

    /// A shortage of FIFO is covered by the next layer, whose rest stays.
    @Test func belowZeroFifo() throws {
        try StockCard(
            """
            2026-09-01 receipt 1 2.00 | 0.00 1.000 2.00
            2026-09-01 sale -3        | 6.00 -2.000 -4.00
            2026-09-02 receipt 5 15.00 | 2.00 3.000 9.00
            2026-09-03 receipt 1 4.00 | 0.00 4.000 13.00
            2026-09-03 sale -3        | 9.00 1.000 4.00
            """
        ).check(.fifo)
    }

    /// 8 counted of 10 at 2.00: 4.00 lost. 9 counted of 8: 1 found, at 2.00.
    @Test(arguments: [StockPolicy.average, .fifo]) func counts(_ policy: StockPolicy) throws {
        try StockCard(
            """
            2026-09-01 receipt 10 20.00 |  0.00 10.000 20.00
            2026-09-02 count =8         |  4.00 8.000 16.00
            2026-09-03 count =9         | -2.00 9.000 18.00
            2026-09-04 count =9         |  0.00 9.000 18.00
            """
        ).check(policy)
    }

    /// Two places counted apart, one company cost: 6 of A and 4 of B at 2.00.
    @Test func countsOfALocationUnderOneCost() throws {
        let valuation = try StockCard(
            """
            2026-09-01 receipt 4  8.00 @B | 0.00 4.000 8.00
            2026-09-01 receipt 6 12.00 @A | 0.00 10.000 20.00
            2026-09-02 count =5 @A        | 2.00 9.000 18.00
            2026-09-03 transfer -2 @B #T1 | 0.00 9.000 18.00
            2026-09-03 transfer  2 @A #T1 | 0.00 9.000 18.00
            2026-09-04 count =10          | -2.00 10.000 20.00
            """
        ).check(.average)
        #expect(valuation.closings.map(\.location) == [""])
        #expect(valuation.quantities == ["A": 7000, "B": 2000, "": 1000])
    }

    /// A cost of its own a location: what leaves one comes to the other at its value.
    @Test func transfersBetweenLocations() throws {
        var policy = StockPolicy.average
        policy.isByLocation = true
        let valuation = try StockCard(
            """
            2026-09-01 receipt 4 16.00 @B | 0.00 4.000 16.00
            2026-09-01 receipt 6 12.00 @A | 0.00 10.000 28.00
            2026-09-02 transfer -3 @A #T1 | 0.00 7.000 22.00
            2026-09-02 transfer  3 @B #T1 | 0.00 10.000 28.00
            2026-09-03 sale -7 @B         | 22.00 3.000 6.00
            """
        ).check(policy)
        #expect(valuation.closings.map(\.location) == ["A", "B"])
        #expect(valuation.closings.map(\.value) == [600, 0])
        #expect(valuation.closings.map(\.quantity) == [3000, 0])
    }

    /// Goods that left and never arrived are lost; the other way round they are found.
    @Test func aTransferOfOneSide() throws {
        var policy = StockPolicy.average
        policy.isByLocation = true
        try StockCard(
            """
            2026-09-01 receipt 6 12.00 @A | 0.00 6.000 12.00
            2026-09-02 transfer -1 @A #T1 | 2.00 5.000 10.00
            2026-09-03 transfer  1 @A #T2 | -2.00 6.000 12.00
            """
        ).check(policy)
    }

    /// Sold at 2.00, the next receipt at 4.00: what comes back comes back at 2.00.
    @Test func aCustomersReturnComesBackAtWhatItLeftWith() throws {
        let card = """
            2026-09-01 receipt 4  8.00 |  0.00 4.000 8.00
            2026-09-02 sale -3         |  6.00 1.000 2.00
            2026-09-03 receipt 4 16.00 |  0.00 5.000 18.00
            2026-09-04 customer_return 1 | -2.00 6.000 20.00
            """
        try StockCard(card).check(.average)
        // FIFO: it stands in front again, and is the first to go.
        try StockCard(card + "\n2026-09-05 sale -2 | 4.00 4.000 16.00").check(.fifo)
    }

    /// 2 of 5 at 2.20 go back; the supplier grants 4.00 for them: 0.40 is a price difference.
    @Test func aSupplierReturnLeavesAtTheCostOfTheStock() throws {
        try StockCard(
            """
            2026-09-01 receipt 4  8.00          | 0.00 4.000 8.00
            2026-09-02 receipt 1  3.00          | 0.00 5.000 11.00
            2026-09-03 supplier_return -2 4.00  | 0.40 3.000 6.60
            """
        ).check(.average)
    }

    /// Goods without a value come in at the last cost known: what stands against it is a cost
    /// below zero. Value without goods joins what is there, else it is spent.
    @Test func receiptsWithoutAValueAndValuesWithoutGoods() throws {
        let valuation = try StockCard(
            """
            2026-09-01 receipt 4 8.00 |  0.00 4.000 8.00
            2026-09-02 receipt 2      | -4.00 6.000 12.00
            2026-09-03 receipt 0 3.00 |  0.00 6.000 15.00
            2026-09-04 sale -6        | 15.00 0.000 0.00
            2026-09-05 receipt 0 1.00 |  1.00 0.000 0.00
            """
        ).check(.average)
        #expect(valuation.moves.map(\.isUncosted) == [false, true, false, false, false])
        #expect(valuation.closings.first?.lastReceipt == (try day("2026-09-05")))
        #expect(valuation.closings.first?.lastIssue == (try day("2026-09-04")))
    }

    @Test func whatIsTooLargeIsSaidNotTrapped() throws {
        let large = Int64.max
        for (quantity, value) in [(large, large), (Int64(1), Int64.min), (-large, nil)] {
            let move = StockMove(
                id: 1, kind: .receipt, day: try day("2026-09-01"), quantity: quantity,
                value: value)
            #expect(throws: Overflow.self) {
                try StockValuation([move], policy: .average)
            }
        }
        let big: Int64 = 1_000_000_000_000_000_000
        let moves = [
            StockMove(
                id: 1, kind: .receipt, day: try day("2026-09-01"), quantity: 1, value: big),
            StockMove(id: 2, kind: .sale, day: try day("2026-09-02"), quantity: -3),
        ]
        #expect(throws: Overflow.self) { try StockValuation(moves, policy: .average) }
    }
}
