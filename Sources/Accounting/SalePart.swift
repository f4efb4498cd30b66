/// What an amount of a sale is to its order; raw values are the published words.
public enum SaleKind: String, Sendable, CaseIterable {
    /// A line of goods or services: revenue of its category.
    case item
    /// Given off the price: negative, as tills write it.
    case discount
    case shipping
    /// Left for the staff: owed to it (role `tips`).
    case tip
    /// A gift card sold: owed to whoever brings it (role `gift_cards`). One redeemed is a tender.
    case giftCard = "gift_card"
    /// Paid ahead of a sale: owed to the customer (role `deposits`).
    case deposit
    /// What rounding to the coins in use added or took (role `rounding`).
    case rounding
    /// Output tax stated apart from its lines, by its tax code.
    case tax
    /// What the customer paid with; no part of the order's total.
    case tender
    /// What was given back of the order later; positive, and no part of the order's total.
    case refund
    /// No part of a sale: what the till states of a day, and the file of itself.
    case dayTotal = "z_total"
    case fileTotal = "file_total"

    /// True for what the order's total is made of.
    public var counts: Bool {
        switch self {
        case .tender, .refund, .dayTotal, .fileTotal: false
        default: true
        }
    }

    /// The role of the account it is owed or posted on, where its source names none.
    public var role: AccountRole? {
        switch self {
        case .tip: .tips
        case .giftCard: .giftCards
        case .deposit: .deposits
        case .rounding: .rounding
        case .discount: .discounts
        default: nil
        }
    }
}

/// An amount that a row of sales states beside its own line: a tip, a tender, a tax by its rate.
///
/// In minor units, signed as it stands in the order's total (sales positive, discounts negative);
/// a tender is positive where the customer paid.
public struct SalePart: Sendable {
    /// The row of the batch; parts stand in the order of their rows.
    public var row: Int
    public var kind: SaleKind
    /// A category, a tax code or a tender, by kind; empty where the kind says all.
    public var name: TextSlice
    public var amount: Int64

    public init(row: Int, kind: SaleKind, name: TextSlice, amount: Int64) {
        self.row = row
        self.kind = kind
        self.name = name
        self.amount = amount
    }
}
