public import Accounting
internal import Ledger

/// What products earn above what they have cost.
///
/// Minor units of the books' currency, before tax; units in thousandths.
public struct GrossMargin: Sendable {
    public struct Row: Sendable {
        public var category: String?
        public var product: String?
        public var store: String?
        public var name = ""
        public var units: Int64 = 0
        public var net: Int64 = 0
        /// Net sales of products whose cost the book knows.
        public var costed: Int64 = 0
        /// nil where it knows none.
        public var cost: Int64?

        public var margin: Int64? { cost.map { costed - $0 } }

        /// In tenths of a percent of the net sales that have a cost.
        public var rate: Int64? { margin.flatMap { tenthsOfPercent($0, of: costed) } }

        /// Half away from zero; of a product alone.
        public var marginPerUnit: Int64? {
            guard let margin, product != nil, units > 0 else { return nil }
            return Int64(clamping: roundedHalfAway(Int128(margin) * 1000, over: Int128(units)))
        }

        mutating func add(_ other: Row) {
            units += other.units
            net += other.net
            costed += other.costed
            if let more = other.cost { cost = (cost ?? 0) + more }
        }
    }

    public var categories: [(total: Row, products: [Row])]
    public var stores: [Row]
    public var total: Row
    /// Products sold of which no cost is known.
    public var uncosted: [String]
    /// True where costs are those of the valuation and post nothing (periodic stock).
    public var isPeriodic: Bool
    /// Movement of the accounts of cost of sales, debit positive.
    public var ledgerCost: Int64
    /// Goods lost, wasted and used, and differences of purchase prices, by their accounts' role.
    public var losses: [(role: AccountRole, amount: Int64)]

    /// What the gross margin leaves after them.
    public var contribution: Int64 {
        (total.margin ?? 0) - losses.reduce(0) { $0 + $1.amount }
    }
}

extension Reporter {
    /// Gross margins of the period by category, product and store.
    public func grossMargin() throws -> GrossMargin {
        let facts = try sales(period)
        let costs = try snapshot.soldCosts(from: period.from, to: period.to)
        var known: [String: Int64] = [:]
        for cost in costs { known[cost.product, default: 0] += cost.amount }
        let products = marginRows(facts, known)
        var total = GrossMargin.Row()
        for row in products { total.add(row) }
        let categories = Dictionary(grouping: products) { $0.category ?? "" }.map { name, rows in
            var sum = GrossMargin.Row(category: name)
            for row in rows { sum.add(row) }
            return (total: sum, products: rows.sorted(by: GrossMargin.comesFirst))
        }.sorted { GrossMargin.comesFirst($0.total, $1.total) }
        return GrossMargin(
            categories: categories, stores: stores(facts, costs, Set(known.keys)), total: total,
            uncosted: Set(products.filter { $0.cost == nil && $0.units != 0 }.compactMap(\.product))
                .filter { !$0.isEmpty }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) },
            isPeriodic: books.products.policy?.system == .periodic,
            ledgerCost: try movement { account, own in
                account.role == .costOfSales || own.contains(account.code)
            }, losses: try losses())
    }

    /// A row for each category and product; a product's cost is parted by units where it is sold
    /// under several categories.
    private func marginRows(_ facts: SalesFacts, _ known: [String: Int64]) -> [GrossMargin.Row] {
        let sold = Dictionary(grouping: facts.cells, by: \.product)
        let rows = Set(sold.keys).union(known.keys).flatMap { product -> [GrossMargin.Row] in
            var rows: [String: GrossMargin.Row] = [:]
            for cell in sold[product] ?? [] {
                rows[cell.category, default: row(cell.category, product)].units +=
                    cell.sums.quantity
                rows[cell.category, default: row(cell.category, product)].net += cell.sums.net
            }
            // Costs of sales of other months that came to light in this one.
            if rows.isEmpty { rows[""] = row("", product) }
            return costed(rows.sorted { $0.key < $1.key }.map(\.value), known[product])
        }
        return rows.filter { $0.units != 0 || $0.net != 0 || ($0.cost ?? 0) != 0 }
    }

    private func row(_ category: String, _ product: String) -> GrossMargin.Row {
        GrossMargin.Row(
            category: category, product: product, name: books.products[product]?.name ?? "")
    }

    /// The rows of a product with its cost.
    private func costed(_ rows: [GrossMargin.Row], _ cost: Int64?) -> [GrossMargin.Row] {
        guard let cost else { return rows }
        return zip(rows, apportion(cost, by: rows.map(\.units))).map { row, share in
            var row = row
            row.cost = share
            row.costed = row.net
            return row
        }
    }

    private func stores(_ facts: SalesFacts, _ costs: [SoldCost], _ known: Set<String>)
        -> [GrossMargin.Row]
    {
        var rows: [String: GrossMargin.Row] = [:]
        for cell in facts.cells {
            var row = rows[cell.store] ?? GrossMargin.Row(store: cell.store)
            row.units += cell.sums.quantity
            row.net += cell.sums.net
            if known.contains(cell.product) { row.costed += cell.sums.net }
            rows[cell.store] = row
        }
        for cost in costs {
            var row = rows[cost.store] ?? GrossMargin.Row(store: cost.store)
            row.cost = (row.cost ?? 0) + cost.amount
            rows[cost.store] = row
        }
        return rows.values.sorted(by: GrossMargin.comesFirst)
    }

    private func losses() throws -> [(role: AccountRole, amount: Int64)] {
        try [AccountRole.priceDifference, .shrinkage, .waste, .ownUse].compactMap { role in
            let amount = try movement { account, _ in account.role == role }
            return amount == 0 ? nil : (role, amount)
        }
    }

    /// Debits less credits of the period on accounts, which are also asked for by the products
    /// that name them for their cost.
    private func movement(_ isMeant: (Account, Set<String>) -> Bool) throws -> Int64 {
        let own = Set(books.products.all.compactMap(\.costAccount))
        let totals = try totals(
            from: period.from, to: period.to, kinds: [.normal, .adjustment])
        var sum: Int128 = 0
        for (number, code) in codes {
            guard let account = books.chart[code], isMeant(account, own) else { continue }
            sum += net(totals[number])
        }
        return try fit(sum)
    }
}

extension GrossMargin {
    /// What brings most first, then by name; what is not stated last.
    static func comesFirst(_ left: Row, _ right: Row) -> Bool {
        let names = [left, right].map { $0.product ?? $0.category ?? $0.store ?? "" }
        if names[0].isEmpty != names[1].isEmpty { return names[1].isEmpty }
        if left.net != right.net { return left.net > right.net }
        return names[0].utf8.lexicographicallyPrecedes(names[1].utf8)
    }
}
