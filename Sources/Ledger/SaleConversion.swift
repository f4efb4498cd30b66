internal import Accounting
internal import GRDB

/// How the lines of a store-day in another currency come into the books': at the rate of its
/// entry, so that running sums are what their total converts to.
struct SaleConversion {
    /// The running sum of one column.
    struct Column {
        let rate: ExchangeRate
        let own: Currency
        private var sum: Int64 = 0
        private var told: Int64 = 0

        init(_ rate: ExchangeRate, _ own: Currency) {
            self.rate = rate
            self.own = own
        }

        /// What a line's amount adds to the converted sum.
        mutating func take(_ amount: Int64) -> Int64? {
            guard let converted = rate.convert(sum &+ amount, from: own) else { return nil }
            defer { (sum, told) = (sum &+ amount, converted) }
            return converted &- told
        }
    }

    var net: Column
    var tax: Column
    var discount: Column

    /// nil for a store-day in the books' currency.
    init?(_ row: Row, _ books: Currency) {
        guard let base = (row["base"] as String?).flatMap({ Currency($0) }),
            let quote = (row["quote"] as String?).flatMap({ Currency($0) }),
            let rate = ExchangeRate(
                base: base, quote: quote, mantissa: row["mantissa"], scale: row["scale"])
        else { return nil }
        let column = Column(rate, base == books ? quote : base)
        (net, tax, discount) = (column, column, column)
    }
}
