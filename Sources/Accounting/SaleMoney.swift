/// What an order is in, where that is not its source's currency, and the rate it states.
public struct SaleMoney: Sendable, Hashable {
    public var currency: Currency
    /// The rate to the books' currency that the order itself states; nil = the table's of its day.
    public var rate: ExchangeRate?

    public init(currency: Currency, rate: ExchangeRate?) {
        self.currency = currency
        self.rate = rate
    }
}
