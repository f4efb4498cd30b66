import Accounting
import Ledger
import Reports
import Testing

@testable import Posting

/// Reports of sales, margins and stock, worked out by hand.
@Suite struct SalesReportTests {
    private func report<Figures>(
        _ client: Client, _ period: String, _ make: (Reporter) throws -> Figures
    ) throws -> Figures {
        let books = try client.books()
        return try client.book.read { snapshot in
            try make(
                Reporter(
                    snapshot, books: books, period: try #require(Period(period)),
                    settings: ReportSettings()))
        }
    }

    private func text(_ amount: Int64) -> String { decimalText(amount, exponent: 2) }

    /// `value orders units gross discounts returns net tax` of every row of a cut.
    private func cut(_ sales: SalesAnalysis, _ dimension: SalesAnalysis.Dimension) -> [String] {
        sales.rows(dimension).map { row in
            let sums = row.sums
            let amounts = [sums.gross, sums.discounts, sums.returns, sums.net, sums.tax].map(text)
            return "\(row.value.isEmpty ? "-" : row.value) \(sums.orders) \(sums.quantity / 1000) "
                + amounts.joined(separator: " ")
        }
    }

    /// Every cut has the total of all, in every figure but orders that count in several rows.
    private func expectFoots(_ sales: SalesAnalysis) {
        for dimension in SalesAnalysis.Dimension.allCases {
            var sum = SaleSums()
            var prior = SaleSums()
            for row in sales.rows(dimension) {
                sum.add(row.sums)
                prior.add(row.prior)
            }
            #expect(sum.orders >= sales.total.orders, "\(dimension)")
            sum.orders = sales.total.orders
            #expect(sum == sales.total, "\(dimension)")
            #expect(prior.net == sales.prior?.net ?? 0, "\(dimension)")
        }
        #expect(sales.tie.untold == 0)
    }

    /// Orders of two stores stand between each other in one file; O3 is sold at a discount, R1
    /// gives back; G1 is a gift card, whose account is no income.
    ///
    ///     store  order  what           gross  discount  returned   net    tax
    ///     paris  O1     food  2 A      20.00                      20.00   4.00
    ///     lyon   O2     food  1 A      11.00                      11.00   2.20
    ///     paris  O3     food  3 B      30.00      3.00            27.00   5.40
    ///     paris  R1     food  1 B                            10.00 −10.00 −2.00
    ///     lyon   O4     food  1 –      50.00      4.00            46.00  10.00, 1.00 of the order
    ///     lyon   O4     shipping 5.00, no sale of goods
    @Test func sixCutsOfOneTotal() throws {
        let client = try Client()
        try client.play([
            "till paris 2026-02-02: O1 food S20 20.00 card item=A qty=2.000 time=0859",
            "till lyon 2026-02-03: O2 food S20 11.00 card item=A time=0900,"
                + " G1 gift - 80.00 card,"
                + " O4 food S20 50.00 card shipping=5.00 orderdiscount=4.00 ordertax=1.00",
            "till paris 2026-02-03: O3 food S20 27.00 card item=B qty=3.000 discount=3.00,"
                + " R1 food S20 -10.00 card item=B time=2359",
        ])
        let sales = try report(client, "2026-02") { try $0.salesAnalysis() }
        expectFoots(sales)
        #expect(text(sales.total.net) == "94.00")
        #expect(sales.total.orders == 4 && sales.total.averageBasket == 2350)
        #expect(text(sales.tie.ledger) == "99.00")
        #expect(sales.tie.besides.map { "\($0.nature) \($0.amount)" } == ["shipping 500"])
        #expect(sales.tie.others.map { "\($0.nature) \($0.amount)" } == ["other 8000"])
        #expect(
            cut(sales, .store) == [
                "lyon 2 2 61.00 4.00 0.00 57.00 13.20", "paris 2 4 50.00 3.00 10.00 37.00 7.40",
            ])
        #expect(cut(sales, .channel) == ["till 4 6 111.00 7.00 10.00 94.00 20.60"])
        #expect(
            cut(sales, .category) == [
                "food 4 6 111.00 3.00 10.00 98.00 19.60", "- 0 0 0.00 4.00 0.00 -4.00 1.00",
            ])
        #expect(
            cut(sales, .product) == [
                "A 2 3 31.00 0.00 0.00 31.00 6.20", "B 1 2 30.00 3.00 10.00 17.00 3.40",
                "- 1 1 50.00 4.00 0.00 46.00 11.00",
            ])
        #expect(
            cut(sales, .hour) == [
                "08 1 2 20.00 0.00 0.00 20.00 4.00", "09 1 1 11.00 0.00 0.00 11.00 2.20",
                "23 0 -1 0.00 0.00 10.00 -10.00 -2.00",
                "- 2 4 80.00 7.00 0.00 73.00 16.40",
            ])
        #expect(
            cut(sales, .weekday) == [
                "1 1 2 20.00 0.00 0.00 20.00 4.00", "2 3 4 91.00 7.00 10.00 74.00 16.60",
            ])
    }

    /// February sells A dearer and no B, January lies before; a sale of January that comes when
    /// January is locked counts in the month that it posts in.
    @Test func besideTheMonthBefore() throws {
        let client = try Client()
        try client.play([
            "till paris 2026-01-05: O1 food S20 40.00 card item=A qty=4.000, "
                + "O2 food S20 6.00 card item=B",
            "till paris 2026-02-02: O3 food S20 60.00 card item=A qty=5.000",
            "lock 2026-01-31", "till lyon 2026-01-20: O4 food S20 1.00 card item=C",
        ])
        let sales = try report(client, "2026-02") { try $0.salesAnalysis() }
        expectFoots(sales)
        #expect(text(sales.total.net) == "61.00" && sales.prior.map { text($0.net) } == "46.00")
        #expect(
            sales.rows(.product).map { "\($0.value) \($0.sums.net) \($0.prior.net)" }
                == ["A 6000 4000", "C 100 0", "B 0 600"])
        #expect(sales.rows(.weekday).map { $0.days?.now } == [4, 4])
        let change = try report(client, "2026-02") { try $0.priceVolumeMix() }
        // A: 60 − 40×5/4 = 10 dearer, 40×1/4 = 10 more of it.
        let effects = change.total.effects
        #expect(effects.price == 1000 && effects.volume == 1000 && effects.mix == 0)
        #expect(effects.new == 100 && effects.lost == -600 && effects.sum == change.total.change)
        let january = try report(client, "2026-01") { try $0.priceVolumeMix() }
        #expect(!january.isComparable && january.categories.isEmpty)
        #expect(try report(client, "2026-01") { try $0.salesAnalysis() }.prior == nil)
    }

    /// Appends moves of stock, each with the entry of a day's sales and what it has cost.
    private func stock(
        _ client: Client, _ moves: [(StockMoveKind, String, String, String?, Int64, Int64?, Int64)]
    ) throws {
        try client.write { session in
            for (kind, date, item, sold, quantity, value, cost) in moves {
                var columns = EntryBatch.Columns()
                columns.begin(
                    .costOfSales, day: try day(date), documentDay: try day(date), file: 0,
                    span: Span(line: 0, offset: 0, length: 0), party: "", reference: "", text: "")
                columns.post(try session.account("603"), signed: cost)
                columns.post(try session.account("371"), signed: -cost)
                let entry = try session.append(try EntryBatch(columns))
                let product = try session.word(Array(item.utf8))
                let move = try session.append(
                    StockMoveRecord(
                        entry: 0, source: "till", document: "paris", kind: kind,
                        day: try day(date), product: product,
                        sold: try sold.map { try session.word(Array($0.utf8)) },
                        quantity: kind == .count ? 0 : quantity,
                        counted: kind == .count ? quantity : nil, value: value, file: 0, line: 0))
                if cost != 0 { try session.appendCost(ofMove: move, entry: entry, amount: cost) }
            }
        }
    }

    private func stocked() throws -> Client {
        let client = try Client()
        client.accounts += [
            Account(code: "371", name: "Stock", kind: .asset, role: .stock),
            Account(code: "603", name: "Cost of sales", kind: .expense, role: .costOfSales),
        ]
        try client.play([
            "till paris 2026-02-02: O1 food S20 40.00 card item=CO qty=4.000, "
                + "O2 food S20 9.00 card item=CA, O3 food S20 5.00 card item=TE"
        ])
        return client
    }

    /// CO takes beans (6.00) and milk (1.50) and earns 40 − 7.50; CA itself cost 4.00; no cost of
    /// TE is known. A cost of January's CO that comes in February, 0.50, counts in February.
    @Test func marginsByWhatWasSold() throws {
        let client = try stocked()
        try stock(
            client,
            [
                (.sale, "2026-02-02", "BEANS", "CO", -400, nil, 600),
                (.sale, "2026-02-02", "MILK", "CO", -800, nil, 150),
                (.sale, "2026-02-02", "CA", nil, -1000, nil, 400),
                (.sale, "2026-02-03", "BEANS", "CO", 0, nil, 50),
                (.waste, "2026-02-03", "MILK", nil, -100, nil, 20),
            ])
        let margin = try report(client, "2026-02") { try $0.grossMargin() }
        let rows = margin.categories.flatMap(\.products).map { row in
            "\(row.product ?? "") \(row.net) \(row.cost.map(String.init) ?? "-") "
                + "\(row.margin.map(String.init) ?? "-") \(row.rate.map(String.init) ?? "-") "
                + "\(row.marginPerUnit.map(String.init) ?? "-")"
        }
        // 3200 of 4000 = 80.0 %, 8.00 each; 500 of 900 = 55.6 %.
        #expect(rows == ["CO 4000 800 3200 800 800", "CA 900 400 500 556 500", "TE 500 - - - -"])
        #expect(margin.total.net == 5400 && margin.total.costed == 4900)
        #expect(margin.total.cost == 1200 && margin.total.margin == 3700)
        #expect(margin.uncosted == ["TE"])
        // The waste stands on the same account here: it is what the footing lists.
        #expect(margin.ledgerCost == 1220)
        #expect(
            margin.stores.map { "\($0.store ?? "") \($0.net) \($0.costed) \($0.cost ?? 0)" }
                == ["paris 5400 4900 1200"])
    }

    /// Beans: 10 in on 5 January for 100.00, 4 sold for 40.00, 5 found of 6 (10.00 missing).
    /// Opening of February 60.00, closing 50.00 → after a sale of 2: 30.00.
    ///
    ///     turns = 20.00 ÷ ((60.00 + 30.00) ÷ 2) = 0.44; days = 45.00 × 28 ÷ 20.00 = 63
    ///
    /// Cups: 3 in for 6.00 on 1 January, never sold: idle for 58 days on 28 February.
    @Test func turnsSlowAndShrinkage() throws {
        let client = try stocked()
        try stock(
            client,
            [
                (.receipt, "2026-01-01", "CUPS", nil, 3000, 600, 0),
                (.receipt, "2026-01-05", "CO", nil, 10_000, 10_000, 0),
                (.sale, "2026-01-20", "CO", nil, -4000, nil, 4000),
                (.sale, "2026-02-02", "CO", nil, -2000, nil, 2000),
                (.count, "2026-02-10", "CO", nil, 3000, nil, 1000),
            ])
        // Bought in March and sent straight back for what it cost.
        try self.stock(
            client,
            [
                (.receipt, "2026-03-01", "CUPS", nil, 1000, 210, 0),
                (.supplierReturn, "2026-03-02", "CUPS", nil, -1000, 210, 0),
            ])
        let stock = try report(client, "2026-02") { try $0.stockTurns() }
        #expect(stock.rows.map(\.item) == ["CO", "CUPS"])
        let beans = try #require(stock.rows.first)
        #expect(beans.opening == (6000, 6000) && beans.closing == (3000, 3000))
        #expect(beans.sold == (2000, 2000) && beans.shrinkage == (1000, 1000))
        #expect(stock.turns(beans) == 44 && stock.daysOnHand(beans) == 630)
        // 10.00 of the 40.00 that it sold for.
        #expect(tenthsOfPercent(beans.shrinkage.value, of: beans.net) == 250)
        #expect(beans.idleDays == 26 && !beans.isSlow)
        let cups = try #require(stock.rows.last)
        #expect(cups.idleDays == 58 && !cups.isSlow && cups.lastSale == nil)
        #expect(stock.turns(cups) == 0 && stock.daysOnHand(cups) == nil)
        let march = try report(client, "2026-03") { try $0.stockTurns() }
        #expect(march.rows.map(\.isSlow) == [false, true])
        #expect(march.rows.last?.closing.value == 600 && march.rows.last?.closing.quantity == 3000)
        #expect(stock.total.closing.value == 3600)
    }

    /// Countings set what there is; what moves on the day of one moves before it.
    @Test func countingsOneAfterTheOther() throws {
        let client = try stocked()
        try stock(
            client,
            [
                (.count, "2026-01-10", "X", nil, 7000, nil, 0),
                (.receipt, "2026-01-10", "X", nil, 5000, 500, 0),
                (.count, "2026-02-01", "X", nil, 6000, nil, 0),
                (.sale, "2026-02-02", "X", nil, -1000, nil, 0),
                (.count, "2026-02-28", "X", nil, 5500, nil, 0),
            ])
        let row = try #require(try report(client, "2026-02") { try $0.stockTurns() }.rows.first)
        // 5 and 2 found more = 7; 6 of 7, so 1 is missing; 5.5 of 5, so half is found.
        #expect(row.opening.quantity == 7000 && row.closing.quantity == 5500)
        #expect(row.shrinkage.quantity == 500)
    }

    /// Periodic books keep costs without entries: they count on the days of their moves.
    @Test func costsThatPostNothing() throws {
        let client = try stocked()
        try client.write { session in
            for (date, amount) in [("2026-01-31", Int64(100)), ("2026-02-02", 250)] {
                let move = try session.append(
                    StockMoveRecord(
                        entry: 0, source: "till", document: "paris", kind: .sale,
                        day: try day(date), product: try session.word(Array("CA".utf8)),
                        quantity: -1000, file: 0, line: 0))
                try session.appendCost(ofMove: move, entry: 0, amount: amount)
            }
        }
        let margin = try report(client, "2026-02") { try $0.grossMargin() }
        #expect(margin.total.cost == 250 && margin.total.costed == 900)
        let stock = try report(client, "2026-02") { try $0.stockTurns() }
        #expect(stock.rows.map(\.sold.cost) == [250] && stock.total.opening.value == -100)
    }

    @Test func weekdaysOfAPeriod() throws {
        let august = try #require(Period("2026-08"))
        // 1 August 2026 is a Saturday.
        #expect(august.from.weekday == 6)
        #expect((1...7).map { august.count(ofWeekday: $0) } == [5, 4, 4, 4, 4, 5, 5])
        let day = Period(from: august.from, to: august.from)
        #expect((1...7).map { day.count(ofWeekday: $0) } == [0, 0, 0, 0, 0, 1, 0])
    }
}
