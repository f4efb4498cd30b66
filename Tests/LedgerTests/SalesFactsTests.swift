import Accounting
import Testing

@testable import Ledger

/// Sums of sales lines, of store-days whose lines stand between each other.
@Suite struct SalesFactsTests {
    /// A line: store-day, order, category, product, minute, nature, quantity, net, discount, tax.
    private typealias Line = (
        day: Int, order: String, category: String, product: String, minute: Int64,
        nature: SaleNature, quantity: Int64, net: Int64, discount: Int64, tax: Int64
    )

    /// Writes store-days and their lines, and reads the sums of a span of days.
    private func facts(
        _ days: [(store: String, day: String)], _ lines: [Line], _ from: String, _ to: String
    ) throws -> SalesFacts {
        let folder = try Folder()
        let book = try Book(path: folder.book, creating: true)
        try book.write { session in
            try session.begin()
            let file = try session.file("a")
            let ids = try days.map { _ in try session.reserveSaleDay() }
            let first = try session.nextSale()
            var columns = SaleColumns()
            for line in lines {
                columns.days.append(ids[line.day])
                columns.files.append(file)
                columns.lines.append(1)
                columns.offsets.append(0)
                columns.lengths.append(1)
                columns.orders.append(columns.arena.append(line.order))
                columns.orderLines.append(.empty)
                columns.categories.append(try session.word(Array(line.category.utf8)))
                columns.taxCodes.append(try session.word([]))
                columns.quantities.append(line.quantity)
                columns.nets.append(line.net)
                columns.taxes.append(line.tax)
                columns.grosses.append(line.net + line.tax)
                columns.discounts.append(line.discount)
                columns.products.append(
                    line.product.isEmpty ? 0 : try session.word(Array(line.product.utf8)))
                columns.minutes.append(line.minute)
                columns.natures.append(line.nature.rawValue)
            }
            try session.append(columns)
            for (index, day) in days.enumerated() {
                let own = lines.indices.filter { lines[$0].day == index }
                let sales = first + Int64(own.first ?? 0)...first + Int64(own.last ?? 0)
                let entry = try session.enter("512", "101", 1, on: day.day, file: file)
                try session.appendSaleDay(
                    id: ids[index], source: "till", store: day.store,
                    day: try #require(Day(iso: day.day)), file: file, sales: sales, entry: entry,
                    orders: 1, total: 0)
            }
            _ = try session.commit(settings: [])
        }
        return try book.read { snapshot in
            try snapshot.sales(
                from: try #require(Day(iso: from)), to: try #require(Day(iso: to)),
                in: try #require(Currency("EUR")))
        }
    }

    /// Day 0 and 2 lie in September, day 1 in August: its lines stand between theirs.
    @Test func linesBetweenEachOther() throws {
        let facts = try facts(
            [("a", "2026-09-01"), ("a", "2026-08-31"), ("b", "2026-09-01")],
            [
                (0, "1", "x", "P", 600, .goods, 2000, 200, 50, 40),
                (0, "1", "y", "", -1, .goods, 1000, 100, 0, 20),
                (0, "1", "x", "P", 600, .discount, 0, -30, 0, -6),
                (1, "2", "x", "P", 600, .goods, 9000, 900, 0, 180),
                (2, "1", "x", "P", 1439, .goods, 1000, 100, 0, 20),
                (0, "3", "x", "Q", 601, .goods, 1000, -70, 0, -14),
                (2, "4", "", "", -1, .goods, 1000, 0, 0, 0),
                (2, "4", "shipping", "", -1, .shipping, 0, 500, 0, 100),
                (0, "5", "", "", -1, .refund, 0, -11, 0, -2),
                (0, "5", "", "", -1, .tip, 0, 25, 0, 0),
            ], "2026-09-01", "2026-09-30")
        // Order 1 of a and 1 of b are two; 3 and 5 only give back; 4 sells something for nothing.
        #expect(facts.total.orders == 3)
        #expect(facts.total.gross == 250 + 100 + 100)
        #expect(facts.total.discounts == 50 + 30)
        #expect(facts.total.returns == 70 + 11)
        #expect(facts.total.net == 200 + 100 - 30 + 100 - 70 - 11)
        #expect(facts.total.quantity == 2000 + 1000 + 1000 - 1000 + 1000)
        #expect(facts.total.tax == 40 + 20 - 6 + 20 - 14 + 100 - 2)
        #expect(facts.categoryOrders == ["x": 2, "y": 1, "": 1])
        #expect(facts.productOrders == ["P": 2, "Q": 0, "": 2])
        #expect(facts.hours[10].orders == 1 && facts.hours[23].orders == 1)
        #expect(facts.hours[24].orders == 2 && facts.hours[24].net == 100 - 11)
        #expect(facts.amounts[.shipping] == 500 && facts.amounts[.tip] == 25)
        #expect(facts.days.map(\.sums.orders) == [1, 2])
        // What cells, days and hours hold is the same.
        for cut in [facts.cells.map(\.sums), facts.days.map(\.sums), facts.hours] {
            var sum = SaleSums()
            for part in cut { sum.add(part) }
            sum.orders = facts.total.orders
            #expect(sum == facts.total)
        }
    }

    @Test func nothingSold() throws {
        let facts = try facts([], [], "2026-09-01", "2026-09-30")
        #expect(facts.cells.isEmpty && facts.total == SaleSums())
    }

    @Test func spansJoin() {
        #expect(Snapshot.joined([5...9, 1...3, 4...4, 20...21, 6...7]) == [1...9, 20...21])
        #expect(Snapshot.joined([]).isEmpty)
    }
}
