/// Lines of orders in columns; amounts in minor units, sales positive, refunds negative.
public struct SalesRows: Sendable {
    public var spans: [Span] = []
    public var days: [Int32] = []
    public var stores: [TextSlice] = []
    public var orders: [TextSlice] = []
    public var lines: [TextSlice] = []
    public var statuses: [TextSlice] = []
    public var categories: [TextSlice] = []
    public var taxCodes: [TextSlice] = []
    public var tenders: [TextSlice] = []
    public var customers: [TextSlice] = []
    public var texts: [TextSlice] = []
    /// Thousandths of a unit.
    public var quantities: [Int64] = []
    public var nets: [Int64] = []
    public var taxes: [Int64] = []
    public var grosses: [Int64] = []
    public var discounts: [Int64] = []
    public var tendered: [Int64] = []
    /// `notStated` where the row does not state it.
    public var totals: [Int64] = []
    public var outstanding: [Int64] = []
    /// Order-level amounts that belong to no line (shipping, tax, discount of an order export).
    public var orderShipping: [Int64] = []
    public var orderTax: [Int64] = []
    public var orderDiscount: [Int64] = []
    public var arena = Arena()
    public var flaws: [(row: Int, flaw: Flaw)] = []

    public static let notStated = Int64.min

    public init() {}
    public var count: Int { spans.count }

    /// Takes the rows of the last order out of the batch.
    public mutating func splitLastOrder() -> SalesRows {
        guard let last = orders.last else { return SalesRows() }
        var start = count - 1
        while start > 0, arena[orders[start - 1]].elementsEqual(arena[last]) { start -= 1 }
        var rest = self
        rest.keep(start..<count)
        rest.rewriteTexts()
        keep(0..<start)
        return rest
    }

    /// The columns of texts.
    private static var textColumns: [WritableKeyPath<SalesRows, [TextSlice]>] {
        [
            \.stores, \.orders, \.lines, \.statuses, \.categories, \.taxCodes, \.tenders,
            \.customers, \.texts,
        ]
    }

    /// Leaves texts behind that no row uses any more.
    private mutating func rewriteTexts() {
        let old = arena
        arena = Arena()
        for column in SalesRows.textColumns {
            for row in 0..<count {
                self[keyPath: column][row] = arena.append(old[self[keyPath: column][row]])
            }
        }
    }

    /// Keeps a range of rows; the texts stay as they are.
    private mutating func keep(_ range: Range<Int>) {
        spans = Array(spans[range])
        for path in SalesRows.textColumns {
            self[keyPath: path] = Array(self[keyPath: path][range])
        }
        days = Array(days[range])
        for path in [
            \SalesRows.quantities, \.nets, \.taxes, \.grosses, \.discounts, \.tendered,
            \.totals, \.outstanding, \.orderShipping, \.orderTax, \.orderDiscount,
        ] {
            self[keyPath: path] = Array(self[keyPath: path][range])
        }
        flaws = flaws.filter { range.contains($0.row) }
            .map { ($0.row - range.lowerBound, $0.flaw) }
    }
}
