public import Accounting
internal import Ledger

/// How fast stock turns, what lies still, and what was lost, item by item.
///
/// Minor units of the books' currency; quantities in thousandths of the item's own unit.
public struct StockTurns: Sendable {
    public struct Row: Sendable {
        public var item: String
        public var name = ""
        public var category = ""
        public var unit = ""
        public var opening: (quantity: Int64, value: Int64) = (0, 0)
        public var closing: (quantity: Int64, value: Int64) = (0, 0)
        /// What customers took, in quantity and at cost.
        public var sold: (quantity: Int64, cost: Int64) = (0, 0)
        /// What countings missed; negative where they found more.
        public var shrinkage: (quantity: Int64, value: Int64) = (0, 0)
        /// Goods wasted and used.
        public var used: (quantity: Int64, value: Int64) = (0, 0)
        /// Net sales of the item itself; 0 for what is sold as part of others.
        public var net: Int64 = 0
        public var lastSale: Day?
        /// Days without a sale at the period's end; nil for an item that is not in stock.
        public var idleDays: Int?
        public var isSlow = false

        /// Twice the average of opening and closing value.
        fileprivate var doubleAverage: Int128 { Int128(opening.value) + Int128(closing.value) }
    }

    public var rows: [Row]
    public var total: Row
    /// Days without a sale from which stock is slow.
    public var slowDays: Int
    public var daysOfPeriod: Int
    /// Closing balance of the stock accounts, debit positive.
    public var ledgerStock: Int64
    /// Net sales of the period, whatever was sold.
    public var net: Int64

    /// Cost of what was sold ÷ average of opening and closing value, in hundredths.
    public func turns(_ row: Row) -> Int64? {
        guard row.doubleAverage > 0 else { return nil }
        return Int64(
            clamping: roundedHalfAway(Int128(row.sold.cost) * 200, over: row.doubleAverage))
    }

    /// Days that the average stock lasts at the period's pace, in tenths.
    public func daysOnHand(_ row: Row) -> Int64? {
        guard row.doubleAverage > 0, row.sold.cost > 0 else { return nil }
        return Int64(
            clamping: roundedHalfAway(
                row.doubleAverage * Int128(daysOfPeriod) * 10, over: Int128(row.sold.cost) * 2))
    }
}

extension Reporter {
    /// Turns, slow stock and shrinkage of the period.
    public func stockTurns() throws -> StockTurns {
        var rows: [String: StockTurns.Row] = [:]
        var first: [String: Day] = [:]
        for movement in try snapshot.stockMovements(from: period.from, to: period.to) {
            var row = rows[movement.item] ?? stockRow(movement.item)
            add(movement, to: &row)
            first[movement.item] = min(first[movement.item] ?? movement.first, movement.first)
            rows[movement.item] = row
        }
        try addFindings(to: &rows)
        let sales = try sales(period)
        for cell in sales.cells {
            rows[cell.product]?.net += cell.sums.net
        }
        let slowDays = settings.slowStockDays
        let items = rows.values.map { row in
            var row = row
            if row.closing.quantity > 0, let since = row.lastSale ?? first[row.item] {
                row.idleDays = period.to - since
                row.isSlow = period.to - since >= slowDays
            }
            return row
        }.sorted { $0.item.utf8.lexicographicallyPrecedes($1.item.utf8) }
        return StockTurns(
            rows: items, total: total(items), slowDays: slowDays,
            daysOfPeriod: period.to - period.from + 1, ledgerStock: try stockBalance(),
            net: sales.total.net)
    }

    private func stockRow(_ item: String) -> StockTurns.Row {
        let product = books.products[item]
        return StockTurns.Row(
            item: item, name: product?.name ?? "", category: product?.category ?? "",
            unit: product?.unit ?? "")
    }

    /// Values come in with what was received and leave at what it has cost.
    private func add(_ movement: StockMovement, to row: inout StockTurns.Row) {
        let (before, within) = (
            movement.valueBefore - movement.costBefore, movement.value - movement.cost
        )
        row.opening.quantity += movement.quantityBefore
        row.closing.quantity += movement.quantityBefore + movement.quantity
        row.opening.value += before
        row.closing.value += before + within
        switch movement.kind {
        case .opening:
            // What a client begins with within the period is what it opens with.
            row.opening.quantity += movement.quantity
            row.opening.value += within
        case .sale, .customerReturn:
            row.sold.quantity -= movement.quantity
            row.sold.cost += movement.cost
            if movement.kind == .sale { row.lastSale = movement.last }
        case .count: row.shrinkage.value += movement.cost
        case .waste, .issue:
            row.used.quantity -= movement.quantity
            row.used.value += movement.cost
        default: break
        }
    }

    /// What countings found: from then on it is what there is.
    private func addFindings(to rows: inout [String: StockTurns.Row]) throws {
        let byLocation = books.products.policy?.isByLocation ?? false
        var held: (item: String, location: String, quantity: Int64)?
        for finding in try snapshot.stockFindings(through: period.to, byLocation: byLocation) {
            if held?.item != finding.item || held?.location != finding.location { held = nil }
            let expected = (held?.quantity ?? 0) + finding.moved
            let found = finding.counted ?? expected
            held = (finding.item, finding.location, found)
            let difference = found - expected
            rows[finding.item]?.closing.quantity += difference
            if finding.day < period.from {
                rows[finding.item]?.opening.quantity += difference
            } else {
                rows[finding.item]?.shrinkage.quantity -= difference
            }
        }
    }

    private func total(_ rows: [StockTurns.Row]) -> StockTurns.Row {
        var total = StockTurns.Row(item: "")
        for row in rows {
            total.opening.value += row.opening.value
            total.closing.value += row.closing.value
            total.sold.cost += row.sold.cost
            total.shrinkage.value += row.shrinkage.value
            total.used.value += row.used.value
            total.net += row.net
        }
        return total
    }

    private func stockBalance() throws -> Int64 {
        let own = Set(books.products.all.compactMap(\.stockAccount))
        let totals = try totals(
            from: Day(number: 0), to: period.to, kinds: [.opening, .normal, .adjustment, .closing])
        var sum: Int128 = 0
        for (number, code) in codes
        where books.chart[code]?.role == .stock || own.contains(code) {
            sum += net(totals[number])
        }
        return try fit(sum)
    }
}
