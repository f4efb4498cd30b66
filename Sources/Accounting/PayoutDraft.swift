/// What a transaction of a payment service is; a closed list.
public enum PayoutKind: String, Sendable, CaseIterable {
    /// A customer's payment: the sale itself is another source's, unless the source says `sales`.
    case sale
    case refund
    /// A payment that the customer's bank took back, and one that it gave up taking back.
    case chargeback
    case chargebackReversed = "chargeback_reversed"
    /// What the service keeps for itself, apart from the fees of its other rows.
    case fee
    /// Kept back by the service for later, and let go again.
    case reserve
    case reserveReleased = "reserve_released"
    /// The two sides of an exchange of one currency of the balance for another.
    case conversion
    /// Any other amount that the service adds or takes: the file's own text names it.
    case adjustment
    /// What goes over from one settlement to the next.
    case carried
    /// What leaves the service for the bank: negative; the bank's return of one is positive.
    case payout
}

/// One transaction of a payment service, in minor units of its currency.
///
/// `gross` and `net` are positive where the business is credited, `fee` where the service keeps
/// something: net = gross − fee.
public struct PayoutRow: Sendable {
    public var span: Span
    public var kind = PayoutKind.sale
    /// The kind as the file names it.
    public var kindText = ""
    /// The service's own number of the transaction; empty where it gives none.
    public var number = ""
    /// The order or document that it is of, as the shop knows it.
    public var reference = ""
    /// The transaction that it belongs to: the sale of a refund, the other side of a conversion.
    public var related = ""
    public var day: Day?
    public var currency = ""
    public var gross: Int64 = 0
    public var fee: Int64 = 0
    /// The tax that is part of the fee.
    public var feeTax: Int64 = 0
    public var net: Int64 = 0
    /// What the service holds after it, in its currency; nil where the file does not say.
    public var balance: Int64?
    /// The payout (settlement, batch) that it was paid with; empty where the file names none.
    public var payout = ""
    /// The day that payout left the service.
    public var payoutDay: Day?
    public var party = ""
    public var text = ""
    public var flaws: [Flaw] = []

    public init(span: Span) { self.span = span }
}
