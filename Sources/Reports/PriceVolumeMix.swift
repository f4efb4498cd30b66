public import Accounting
internal import Ledger

/// Why net sales changed since the period before: prices, volume, mix, products won and lost.
///
/// Amounts in minor units, units in thousandths. For a product sold in both periods, with units
/// q → Q and net sales n → N, and Σ over all such products:
///
///     price  = N − n × Q ÷ q                  what its units brought more than at its old price
///     volume = n × (ΣQ − Σq) ÷ Σq             what it brought had it grown as all units did
///     mix    = (N − n) − price − volume       what it grew more or less than all units
///
/// Price and volume are rounded half away from zero, a product each; mix takes the cents, so that
/// the effects of every product add up to its change exactly, and so do those of categories.
public struct PriceVolumeMix: Sendable {
    /// What a product has sold in one period.
    public struct Sales: Sendable, Hashable {
        public var units: Int64
        public var net: Int64

        public init(units: Int64, net: Int64) {
            self.units = units
            self.net = net
        }
    }

    /// The parts of a change.
    public struct Effects: Sendable, Hashable {
        public var price: Int64 = 0
        public var volume: Int64 = 0
        public var mix: Int64 = 0
        /// Of products that the period before sold none of, and this one sells none of.
        public var new: Int64 = 0
        public var lost: Int64 = 0
        /// Of what has no units to tell a price by: discounts and refunds of whole orders.
        public var other: Int64 = 0

        public init() {}

        public var sum: Int64 { price + volume + mix + new + lost + other }

        static func + (left: Effects, right: Effects) -> Effects {
            var sum = left
            for path in all { sum[keyPath: path] += right[keyPath: path] }
            return sum
        }

        private static var all: [WritableKeyPath<Effects, Int64>] {
            [\.price, \.volume, \.mix, \.new, \.lost, \.other]
        }
    }

    /// A product, a category (`product` nil) or everything (both nil).
    public struct Row: Sendable {
        public var category: String?
        public var product: String?
        public var name = ""
        public var before: Sales
        public var after: Sales
        public var effects: Effects

        public var change: Int64 { after.net - before.net }
    }

    /// Categories with their products, by what they sell now.
    public var categories: [(total: Row, products: [Row])]
    public var total: Row
    public var priorPeriod: Period
    /// False where the books begin within the period before: nothing is compared.
    public var isComparable: Bool

    /// The effects of each product, in the order given.
    /// - Complexity: linear.
    public static func effects(_ products: [(before: Sales, after: Sales)]) -> [Effects] {
        let both = products.filter { $0.before.units > 0 && $0.after.units > 0 }
        let unitsBefore = both.reduce(Int128(0)) { $0 + Int128($1.before.units) }
        let unitsAfter = both.reduce(Int128(0)) { $0 + Int128($1.after.units) }
        return products.map { before, after in
            var effects = Effects()
            let change = after.net - before.net
            if before.units > 0, after.units > 0,
                let atOldPrice = scaled(before.net, by: Int128(after.units), Int128(before.units)),
                let volume = scaled(before.net, by: unitsAfter - unitsBefore, unitsBefore)
            {
                effects.price = after.net - atOldPrice
                effects.volume = volume
                effects.mix = change - effects.price - effects.volume
            } else if before == Sales(units: 0, net: 0), after.units > 0 {
                effects.new = change
            } else if after == Sales(units: 0, net: 0), before.units > 0 {
                effects.lost = change
            } else {
                effects.other = change
            }
            return effects
        }
    }
}

extension PriceVolumeMix {
    /// amount × numerator ÷ denominator, half away from zero; nil beyond what books hold.
    private static func scaled(_ amount: Int64, by numerator: Int128, _ denominator: Int128)
        -> Int64?
    {
        let product = Int128(amount).multipliedReportingOverflow(by: numerator)
        guard !product.overflow else { return nil }
        let result = roundedHalfAway(product.partialValue, over: denominator)
        return result.magnitude <= Limits.amount.magnitude ? Int64(result) : nil
    }
}

extension Reporter {
    /// The change in net sales against the period before, by category and product.
    public func priceVolumeMix() throws -> PriceVolumeMix {
        let (now, prior) = try sales()
        struct Key: Hashable {
            var category: String
            var product: String
        }
        func sums(_ facts: SalesFacts) -> [Key: PriceVolumeMix.Sales] {
            var sums: [Key: PriceVolumeMix.Sales] = [:]
            for cell in facts.cells {
                let key = Key(category: cell.category, product: cell.product)
                sums[key, default: .init(units: 0, net: 0)].units += cell.sums.quantity
                sums[key, default: .init(units: 0, net: 0)].net += cell.sums.net
            }
            return sums
        }
        let (after, before) = (sums(now), prior.map(sums) ?? [:])
        let none = PriceVolumeMix.Sales(units: 0, net: 0)
        let keys = prior == nil ? [] : Array(Set(after.keys).union(before.keys))
        let pairs = keys.map { (before: before[$0] ?? none, after: after[$0] ?? none) }
        let rows = zip(keys, zip(pairs, PriceVolumeMix.effects(pairs))).map { key, figures in
            PriceVolumeMix.Row(
                category: key.category, product: key.product,
                name: books.products[key.product]?.name ?? "", before: figures.0.before,
                after: figures.0.after, effects: figures.1)
        }.filter { $0.before != none || $0.after != none }
        let categories = Dictionary(grouping: rows) { $0.category ?? "" }.map { category, rows in
            (
                total: PriceVolumeMix.sum(rows, category: category),
                products: rows.sorted(by: PriceVolumeMix.comesFirst)
            )
        }.sorted { PriceVolumeMix.comesFirst($0.total, $1.total) }
        return PriceVolumeMix(
            categories: categories, total: PriceVolumeMix.sum(rows, category: nil),
            priorPeriod: period.prior, isComparable: prior != nil)
    }
}

extension PriceVolumeMix {
    static func sum(_ rows: [Row], category: String?) -> Row {
        var sum = Row(
            category: category, product: nil, before: Sales(units: 0, net: 0),
            after: Sales(units: 0, net: 0), effects: Effects())
        for row in rows {
            sum.before.units += row.before.units
            sum.before.net += row.before.net
            sum.after.units += row.after.units
            sum.after.net += row.after.net
            sum.effects = sum.effects + row.effects
        }
        return sum
    }

    /// What sells most now, then what sold most before, then by name; what is not stated last.
    static func comesFirst(_ left: Row, _ right: Row) -> Bool {
        let names = [left, right].map { $0.product ?? $0.category ?? "" }
        if names[0].isEmpty != names[1].isEmpty { return names[1].isEmpty }
        if left.after.net != right.after.net { return left.after.net > right.after.net }
        if left.before.net != right.before.net { return left.before.net > right.before.net }
        return names[0].utf8.lexicographicallyPrecedes(names[1].utf8)
    }
}
