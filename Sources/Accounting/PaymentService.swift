/// A payment service that settles what customers paid: its accounts, as its source declares them.
public struct PaymentService: Sendable, Hashable {
    /// Its source.
    public var name: String
    /// The account that sales wait on until it reports them: every posting there is an item.
    public var clearing: String
    /// Accounts by the file's own text of a kind, else by `PayoutKind.rawValue`; `fee_tax` is that
    /// of the tax within its fees.
    public var accounts: [String: String] = [:]
    /// The accounts of its balance by currency code, where it is an account like a bank's; empty
    /// where its transactions name the payouts they were paid with.
    public var balances: [String: String] = [:]
    /// What the bank prints of it, beside the number of a payout.
    public var descriptors: [String] = []
    /// The code of the tax within its fees, where it is recovered.
    public var feeTax: String?
    /// The age in days from which a sale that it has not reported is told.
    public var unpaidAfter = 30

    public init(name: String, clearing: String) {
        self.name = name
        self.clearing = clearing
    }

    /// True where it is an account like a bank's, not a payer of payouts.
    public var hasBalance: Bool { !balances.isEmpty }

    /// The account that a transaction's gross posts on; nil where none is declared and none is
    /// meant. What the sales source is to bring as well, and what the service keeps for later,
    /// stands on the clearing account.
    public func account(of row: PayoutRow) -> String? {
        if let account = accounts[row.kindText] ?? accounts[row.kind.rawValue] { return account }
        switch row.kind {
        case .sale, .refund, .reserve, .carried: return clearing
        case .reserveReleased: return accounts[PayoutKind.reserve.rawValue] ?? clearing
        case .chargebackReversed: return accounts[PayoutKind.chargeback.rawValue]
        case .chargeback, .fee, .adjustment, .conversion, .payout: return nil
        }
    }

    /// The account of its fees.
    public var fees: String? { accounts[PayoutKind.fee.rawValue] }
}
