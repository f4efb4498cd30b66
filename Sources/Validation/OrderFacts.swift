public import Accounting

/// The rows of one order.
///
/// Rules read columns through `batch`: it is shared, the rows are not copied.
public struct OrderFacts {
    public let batch: SalesBatch
    public let range: Range<Int>
    /// Σ of the lines and of what the order adds to them.
    public let counted: Int64
    /// The order's stated total, else what is counted.
    public let total: Int64
    public let outstanding: Int64
    /// What the tenders add up to; a single tender without an amount pays all that is not open.
    public let tendered: Int64
    /// True where a row states an amount for its tender.
    public let statesTender: Bool
    /// What was given back later, positive.
    public let refunded: Int64
    /// Taxes of the order as a whole, of `order_tax` and of parts.
    public let orderTaxes: Int64
    /// What of `order_tax` no part names the code of.
    public let unnamedTax: Int64

    public init(_ batch: SalesBatch, _ range: Range<Int>) {
        self.batch = batch
        self.range = range
        var (gross, tendered, total, outstanding) = (
            Int64(0), Int64(0), SalesRows.notStated, SalesRows.notStated
        )
        var (statesTender, namesTender) = (false, false)
        var (refunded, taxes) = (Int64(0), Int64(0))
        for row in range {
            gross &+= batch.rows.grosses[row] &+ batch.rows.orderShipping[row]
            gross &-= batch.rows.orderDiscount[row]
            taxes &+= batch.rows.orderTax[row]
            tendered &+= batch.rows.tendered[row]
            statesTender = statesTender || batch.rows.tendered[row] != 0
            namesTender = namesTender || batch.rows.tenders[row].count > 0
            if total == SalesRows.notStated { total = batch.rows.totals[row] }
            if outstanding == SalesRows.notStated { outstanding = batch.rows.outstanding[row] }
        }
        // What the order's own tax leaves of the taxes that parts name is of the default code.
        var named: Int64 = 0
        for place in batch.parts(range) {
            let part = batch.rows.parts[place]
            switch part.kind {
            case .tender:
                tendered &+= part.amount
                statesTender = true
            case .refund: refunded &+= part.amount
            case .tax: named &+= part.amount
            default: gross &+= part.amount
            }
        }
        orderTaxes = taxes == 0 ? named : taxes
        unnamedTax = taxes == 0 ? 0 : taxes &- named
        if !batch.facts.pricesIncludeTax { gross &+= orderTaxes }
        self.refunded = refunded
        counted = gross
        self.total = total == SalesRows.notStated ? gross : total
        self.outstanding = outstanding == SalesRows.notStated ? 0 : outstanding
        self.statesTender = statesTender
        let paysAll = !statesTender && (namesTender || batch.facts.clearing["default"] != nil)
        self.tendered = paysAll ? self.total &- self.outstanding : tendered
    }

    public var line: Int { Int(batch.rows.spans[range.lowerBound].line) }
    public var number: String { batch.rows.arena.text(batch.rows.orders[range.lowerBound]) }
    public var facts: Facts { batch.facts }

    /// What it is in, where that is not its source's currency or a rate is stated.
    public var money: SaleMoney? { batch.money(range) }

    /// Of its amounts.
    public var currency: Currency {
        money?.currency ?? facts.currency ?? facts.books.currency
    }

    func line(_ row: Int) -> Int { Int(batch.rows.spans[row].line) }

    /// The first row that names a text of a column, nil where none does.
    public func first<Texts: RandomAccessCollection>(_ column: KeyPath<SalesRows, Texts>) -> Int?
    where Texts.Index == Int, Texts.Element == TextSlice {
        range.first { batch.rows[keyPath: column][$0].count > 0 }
    }

    /// The status the order's first stating row gives it.
    public var status: SalesBatch.Status {
        for row in range where batch.rows.statuses[row].count > 0 {
            return batch.statuses[Int(batch.numbers.statuses[row])]
        }
        return .none
    }

    /// The till that its first receipt is of; empty where none is stated.
    public var till: String {
        let receipts = batch.rows.receipts
        // Receipts stand in the order of rows.
        var (low, high) = (0, receipts.count)
        while low < high {
            let middle = (low + high) / 2
            if receipts[middle].row < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        guard low < receipts.count, range.contains(receipts[low].row) else { return "" }
        return batch.rows.arena.text(receipts[low].till)
    }

    /// What the order's goods and services cost, their discounts taken off: all that bears tax.
    var soldGross: Int64 {
        let rows = batch.rows
        let lines = range.reduce(Int64(0)) { sum, row in
            sum &+ rows.grosses[row] &+ rows.orderShipping[row] &- rows.orderDiscount[row]
        }
        return batch.parts(range).reduce(lines) { sum, place in
            switch rows.parts[place].kind {
            case .item, .shipping, .discount: sum &+ rows.parts[place].amount
            default: sum
            }
        }
    }

    /// What a tax of the order is of: all that it sells, where the rate on that gives the tax,
    /// else what the rate makes of the tax itself.
    public func base(of tax: Tax, _ amount: Int64) -> Int64 {
        let own = range.reduce(Int64(0)) { $0 &+ batch.rows.taxes[$1] }
        let sold = soldGross &- own &- (batch.facts.pricesIncludeTax ? orderTaxes : 0)
        let difference = tax.rate.tax(onNet: sold) &- amount
        let isWhole = difference.magnitude <= batch.facts.taxTolerance.magnitude
        return isWhole ? sold : tax.rate.base(ofTax: amount)
    }

    /// The day on which the whole order was undone: it was called off and all of it given back,
    /// or none of it paid. nil for any other.
    public var reversalDay: Day? {
        guard let day = batch.cancellation(range), total != 0,
            refunded == total || refunded == 0 && outstanding == total
        else { return nil }
        return day
    }

    /// What is given back of the order and no cancellation dates.
    public var openRefund: Int64 { reversalDay == nil ? refunded : 0 }

    /// What of taxes that prices include each row bears, then the order's shipping, its discount,
    /// and each part: by their amounts, the cents where the running sum rounds to them.
    ///
    /// Empty where prices are before tax.
    public var includedTaxes: [Int64] {
        guard batch.facts.pricesIncludeTax, orderTaxes != 0 else { return [] }
        let rows = batch.rows
        var weights = range.map { rows.grosses[$0] }
        weights.append(range.reduce(0) { $0 &+ rows.orderShipping[$1] })
        weights.append(range.reduce(0) { $0 &- rows.orderDiscount[$1] })
        weights += batch.parts(range).map { place in
            switch rows.parts[place].kind {
            case .item, .shipping, .discount: rows.parts[place].amount
            default: 0
            }
        }
        return shares(of: orderTaxes, by: weights)
    }

    /// An amount divided by weights; it adds up exactly.
    public func shares(of amount: Int64, by weights: [Int64]) -> [Int64] {
        let whole = weights.reduce(Int128(0)) { $0 + Int128($1) }
        // Weights that cancel out leave it to the first.
        guard whole != 0 else { return weights.indices.map { $0 == 0 ? amount : 0 } }
        let sign: Int128 = whole < 0 ? -1 : 1
        var (running, told) = (Int128(0), Int64(0))
        return weights.map { weight in
            running += Int128(weight)
            let product = Int128(amount) * running * sign
            let sum = Int64(clamping: roundedHalfAway(product, over: whole * sign))
            defer { told = sum }
            return sum &- told
        }
    }
}
