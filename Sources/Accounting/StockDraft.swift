/// What happened to stock; a closed list.
public enum StockMoveKind: String, Sendable, CaseIterable {
    /// What a client begins with.
    case opening
    /// Goods received from a supplier, and sent back to one.
    case receipt
    case supplierReturn = "supplier_return"
    /// Goods taken for something else than a sale: own use, samples.
    case issue
    case waste
    /// From one location to another; no value of the business changes.
    case transfer
    /// What was found in stock: the difference is shrinkage.
    case count
    /// Goods sold, and given back by customers: by the sales themselves.
    case sale
    case customerReturn = "customer_return"

    /// The order of one day's moves: what comes in goes before what leaves (DEFINITIONS §6).
    public var rank: Int {
        switch self {
        case .opening: 0
        case .receipt, .customerReturn: 1
        case .transfer: 2
        case .supplierReturn, .issue, .waste, .sale: 3
        case .count: 4
        }
    }
}

/// One row of a stock document; quantities in thousandths of `unit`, never negative but in a count
/// of what was oversold.
public struct StockRow: Sendable {
    public var span: Span
    public var item = ""
    public var quantity: Int64 = 0
    /// The unit of the quantity; empty = the item's own.
    public var unit = ""
    public var location = ""
    /// Where a transfer goes.
    public var toLocation = ""
    /// What the row cost in all, in minor units of the books' currency; nil where not stated.
    public var value: Int64?
    /// What one `unit` cost, with all the decimals the file states; `value` is made of it where
    /// the file states no other.
    public var unitCost: Exact?
    public var text = ""

    public init(span: Span) { self.span = span }
}

extension StockRow {
    /// What the stated cost of a unit comes to for the quantity, in minor units of a currency with
    /// `exponent` decimals, rounded half away from zero once; nil where none is stated, or beyond
    /// `Limits.amount`.
    public func product(exponent: Int) -> Int64? {
        guard let unitCost else { return nil }
        let product = unitCost.mantissa.multipliedReportingOverflow(by: Int128(quantity))
        guard !product.overflow else { return nil }
        return Exact(mantissa: product.partialValue, scale: unitCost.scale + 3)
            .roundedUnits(exponent: exponent)
    }
}

/// A stock document: the rows of one number, kind and day.
public struct StockDraft: Sendable {
    public var number = ""
    public var kind = StockMoveKind.receipt
    public var day: Day?
    /// Minutes after midnight; nil where it is not stated.
    public var minute: Int?
    public var party = ""
    /// The order or bill that it belongs to.
    public var reference = ""
    public var rows: [StockRow] = []
    public var flaws: [Flaw] = []

    public init() {}
}

/// What the drawer of a till was found to hold at the end of a business day, in minor units.
public struct CashCountDraft: Sendable {
    public var span: Span
    public var store = ""
    public var till = ""
    public var day: Day?
    /// What the day began with; nil = what the count before left.
    public var float: Int64?
    public var counted: Int64 = 0
    /// What was taken out for the bank after the count, and the slip it goes with.
    public var banked: Int64 = 0
    public var reference = ""
    public var flaws: [Flaw] = []

    public init(span: Span) { self.span = span }
}
