/// Something that came into stock, left it or was counted there.
public struct StockMove: Sendable, Hashable {
    /// The caller's own number of it; it decides nothing.
    public var id: Int64
    public var kind: StockMoveKind
    public var day: Day
    /// Minutes after midnight; what has none goes before what has.
    public var minute: Int64?
    public var source: String
    public var document: String
    public var line: Int64
    /// What was sold, where the item went as a component of it.
    public var sold: String
    public var location: String
    /// Thousandths of the item's own unit; positive into stock.
    public var quantity: Int64
    /// What a count found, in the same; `quantity` is 0 then.
    public var counted: Int64?
    /// What its document says the whole move cost, in minor units; nil where it does not say.
    public var value: Int64?

    public init(
        id: Int64, kind: StockMoveKind, day: Day, minute: Int64? = nil, source: String = "",
        document: String = "", line: Int64 = 0, sold: String = "", location: String = "",
        quantity: Int64, counted: Int64? = nil, value: Int64? = nil
    ) {
        self.id = id
        self.kind = kind
        self.day = day
        self.minute = minute
        self.source = source
        self.document = document
        self.line = line
        self.sold = sold
        self.location = location
        self.quantity = quantity
        self.counted = counted
        self.value = value
    }

    /// What the document of the move brings into stock by its own words, positive into stock: the
    /// stated value of an opening, a receipt or a supplier return; nothing of any other kind.
    public var stated: Int64 {
        guard let value, kind == .opening || kind == .receipt || kind == .supplierReturn
        else { return 0 }
        if quantity == 0 { return value }
        return (value < 0 ? -value : value) * (quantity < 0 ? -1 : 1)
    }

    /// The order of DEFINITIONS §6: day, receipts before issues, time, document, line; then
    /// whatever else tells two moves apart, so that equal moves alone may change places.
    public static func precedes(_ left: StockMove, _ right: StockMove) -> Bool {
        if left.day != right.day { return left.day < right.day }
        if left.kind.rank != right.kind.rank { return left.kind.rank < right.kind.rank }
        let (early, late) = (left.minute ?? -1, right.minute ?? -1)
        if early != late { return early < late }
        for text in [\StockMove.document, \.source] {
            let (one, other) = (left[keyPath: text], right[keyPath: text])
            if one != other { return one.utf8.lexicographicallyPrecedes(other.utf8) }
        }
        if left.line != right.line { return left.line < right.line }
        return left.precedesByContent(right)
    }

    private func precedesByContent(_ other: StockMove) -> Bool {
        if quantity != other.quantity { return quantity < other.quantity }
        for text in [\StockMove.location, \.sold, \.kind.rawValue] {
            let (one, two) = (self[keyPath: text], other[keyPath: text])
            if one != two { return one.utf8.lexicographicallyPrecedes(two.utf8) }
        }
        let own = (value ?? .min, counted ?? .min)
        let others = (other.value ?? .min, other.counted ?? .min)
        return own < others
    }
}
