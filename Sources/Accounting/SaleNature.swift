/// What a line of the book's sales is to the figures: by what it says it is and by the account
/// that it posted on.
///
/// Raw values stand in books (`sale_detail.nature`); they never change.
public enum SaleNature: Int64, Sendable, CaseIterable {
    /// Goods and services sold, and given back (a negative amount).
    case goods = 0
    /// Given off prices, and given back of an order as a whole.
    case discount, refund
    /// Carriage charged; whatever else stands on an account of income (a service charge).
    case shipping, charge
    /// No income: cents, what is owed to others, anything on another account.
    case rounding, tip
    case giftCard, deposit, other
    /// Tax that stands on an order apart from its lines.
    case tax

    /// True for what net sales are made of.
    public var isSale: Bool { self == .goods || self == .discount || self == .refund }

    /// True for what posts on accounts of income and expense, cents apart.
    public var isIncome: Bool { isSale || self == .shipping || self == .charge }

    /// What an amount of a kind is on an account; nil = the chart does not have it.
    public init(_ kind: SaleKind, on account: Account?) {
        let isIncome = account?.kind.isProfitAndLoss ?? false
        switch (kind, account?.role) {
        case (.tax, _): self = .tax
        case (_, .rounding): self = .rounding
        case (.item, _) where isIncome: self = .goods
        case (.discount, _) where isIncome: self = .discount
        case (.refund, _) where isIncome: self = .refund
        case (.shipping, _) where isIncome: self = .shipping
        case _ where isIncome: self = .charge
        case (_, .tips), (.tip, _): self = .tip
        case (_, .giftCards), (.giftCard, _): self = .giftCard
        case (_, .deposits), (.deposit, _): self = .deposit
        default: self = .other
        }
    }
}
