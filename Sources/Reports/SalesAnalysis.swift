public import Accounting
public import Ledger

/// Sales of the period cut six ways, each of which adds up to the same, beside the period before.
///
/// Minor units of the books' currency, before tax but for `tax`; quantities in thousandths.
public struct SalesAnalysis: Sendable {
    public enum Dimension: String, Sendable, CaseIterable {
        case store, channel, category, product, hour, weekday
    }

    /// One store, product, hour …
    public struct Row: Sendable {
        public var dimension: Dimension
        /// Empty where the sales do not state it; an hour `00` to `23`, a weekday `1` (Monday)
        /// to `7` (ISO 8601).
        public var value: String
        /// What the client's own tables call it.
        public var name = ""
        public var sums = SaleSums()
        public var prior = SaleSums()
        /// How many days of this weekday the period has, and the one before.
        public var days: (now: Int, prior: Int)?
    }

    public var rows: [Row]
    public var total: SaleSums
    /// nil where the books begin within the period before, or after it.
    public var prior: SaleSums?
    public var priorPeriod: Period
    public var tie: SalesTie
    /// What payment services kept of what they were paid in the period.
    public var fees: [PaymentFees]

    public func rows(_ dimension: Dimension) -> [Row] { rows.filter { $0.dimension == dimension } }
}

/// What a payment service has kept, in minor units of a currency.
public struct PaymentFees: Sendable {
    public var source: String
    public var currency: Currency?
    /// Payments of customers that it reports.
    public var paid: Int64
    public var fees: Int64
}

/// Net sales beside what the ledger has of store-days on accounts of income.
public struct SalesTie: Sendable {
    public var net: Int64
    /// What else of orders is income: shipping, charges.
    public var besides: [(nature: SaleNature, amount: Int64)]
    /// What of orders is no income: tips, gift cards, deposits, rounding.
    public var others: [(nature: SaleNature, amount: Int64)]
    public var ledger: Int64

    /// What no line of the book's sales tells; 0 but for sales that a version before posted, and
    /// cents of conversion.
    public var untold: Int64 { ledger - net - besides.reduce(0) { $0 + $1.amount } }
}

extension Reporter {
    /// The sales of the period and of the one before; nil for what lies before the books begin.
    func sales() throws -> (now: SalesFacts, prior: SalesFacts?) {
        let prior = period.prior
        return (try sales(period), prior.from < books.start ? nil : try sales(prior))
    }

    /// The sales of a period; its lines are looked through once, whatever reports ask for them.
    func sales(_ period: Period) throws -> SalesFacts {
        if let known = salesKnown.facts[period] { return known }
        let listed = books.products.all.map { ($0.code, $0.category) }
        let facts = try snapshot.sales(
            from: period.from, to: period.to, in: books.currency,
            categories: Dictionary(listed, uniquingKeysWith: { first, _ in first }))
        salesKnown.facts[period] = facts
        return facts
    }

    /// The sales of the period by store, channel, category, product, hour and weekday.
    public func salesAnalysis() throws -> SalesAnalysis {
        let (now, prior) = try sales()
        var rows: [SalesAnalysis.Row] = []
        for dimension in SalesAnalysis.Dimension.allCases {
            let before = prior.map { sums(dimension, $0) } ?? [:]
            var cut: [SalesAnalysis.Row] = []
            let current = sums(dimension, now)
            for value in Set(current.keys).union(before.keys) {
                var row = SalesAnalysis.Row(dimension: dimension, value: value)
                row.sums = current[value] ?? SaleSums()
                row.prior = before[value] ?? SaleSums()
                if dimension == .product { row.name = books.products[value]?.name ?? "" }
                if dimension == .weekday, let weekday = Int(value) {
                    row.days = (
                        period.count(ofWeekday: weekday),
                        period.prior.count(ofWeekday: weekday)
                    )
                }
                if row.sums != SaleSums() || row.prior != SaleSums() { cut.append(row) }
            }
            rows += SalesAnalysis.ordered(cut, dimension)
        }
        return SalesAnalysis(
            rows: rows, total: now.total, prior: prior?.total, priorPeriod: period.prior,
            tie: try tie(now),
            fees: try snapshot.paymentFees(from: period.from, to: period.to).map {
                PaymentFees(
                    source: $0.source, currency: Currency($0.currency), paid: $0.paid,
                    fees: $0.fees)
            })
    }

    private func sums(_ dimension: SalesAnalysis.Dimension, _ facts: SalesFacts)
        -> [String: SaleSums]
    {
        var sums: [String: SaleSums] = [:]
        switch dimension {
        case .store: for day in facts.days { sums[day.store, default: .init()].add(day.sums) }
        case .channel:
            for day in facts.days {
                sums[settings.channels[day.source] ?? day.source, default: .init()].add(day.sums)
            }
        case .category:
            for cell in facts.cells { sums[cell.category, default: .init()].add(cell.sums) }
            for (value, orders) in facts.categoryOrders { sums[value]?.orders = orders }
        case .product:
            for cell in facts.cells { sums[cell.product, default: .init()].add(cell.sums) }
            for (value, orders) in facts.productOrders { sums[value]?.orders = orders }
        case .hour:
            for (hour, sum) in facts.hours.enumerated() {
                sums[hour == 24 ? "" : twoDigits(hour)] = sum
            }
        case .weekday:
            for day in facts.days { sums[String(day.day.weekday), default: .init()].add(day.sums) }
        }
        return sums
    }

    private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private func tie(_ facts: SalesFacts) throws -> SalesTie {
        let accounts = codes.filter { _, code in
            guard let account = books.chart[code], account.role != .rounding else { return false }
            return account.kind.isProfitAndLoss
        }.keys.sorted()
        func list(_ natures: [SaleNature]) -> [(SaleNature, Int64)] {
            natures.compactMap { nature in
                facts.amounts[nature].flatMap { $0 == 0 ? nil : (nature, $0) }
            }
        }
        return SalesTie(
            net: facts.total.net, besides: list([.shipping, .charge]),
            others: list([.rounding, .tip, .giftCard, .deposit, .other]),
            ledger: try snapshot.storeDayCredits(on: accounts, from: period.from, to: period.to))
    }
}

/// Sales that a reporter has added up.
final class SalesKnown {
    var facts: [Period: SalesFacts] = [:]
}

extension SalesAnalysis {
    /// Categories and products by what they bring, the rest by name; what is not stated last.
    static func ordered(_ rows: [Row], _ dimension: Dimension) -> [Row] {
        let byAmount = dimension == .category || dimension == .product
        return rows.sorted { left, right in
            if left.value.isEmpty != right.value.isEmpty { return right.value.isEmpty }
            if byAmount, left.sums.net != right.sums.net { return left.sums.net > right.sums.net }
            return left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
        }
    }
}

extension SaleSums {
    /// Net sales an order, half away from zero; nil without an order.
    public var averageBasket: Int64? {
        orders > 0 ? Int64(clamping: roundedHalfAway(Int128(net), over: Int128(orders))) : nil
    }
}

/// A part of a whole in tenths of a percent, half away from zero; nil of nothing or less.
public func tenthsOfPercent(_ part: Int64, of whole: Int64) -> Int64? {
    guard whole > 0 else { return nil }
    return Int64(clamping: roundedHalfAway(Int128(part) * 1000, over: Int128(whole)))
}

extension Day {
    /// 1 for Monday to 7 for Sunday (ISO 8601); 0001-01-01 was a Monday.
    public var weekday: Int { Int(number % 7) + 1 }
}

extension Period {
    /// How many days of a weekday it has.
    public func count(ofWeekday weekday: Int) -> Int {
        let first = (weekday - from.weekday + 7) % 7
        let rest = to - from - first
        return rest < 0 ? 0 : rest / 7 + 1
    }
}
