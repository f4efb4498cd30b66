internal import Accounting
internal import Formats

/// The fields of a sales line, in both the CSV and the JSON-lines form.
enum SalesField: Int, CaseIterable {
    case store, business_day, order, line, status, category, description, quantity, net, tax_code
    case tax, gross, tender, tender_amount, order_total, customer, outstanding, discount
    case order_shipping, order_tax, order_discount, unit_price

    static let names = allCases.map { "\($0)" }
}

/// How a source writes the days and amounts of its sales.
struct SalesNotation {
    let dates: DateReader
    let amounts: AmountReader
    /// Decimals of the currency's minor unit.
    let exponent: Int

    init(_ layout: SourceLayout, numbers: NumberFormat) {
        dates = layout.dates.flatMap { DateReader(pattern: $0) } ?? DateReader()
        amounts = AmountReader(numbers)
        exponent = layout.currency.exponent
    }
}

/// A sales line as its format has it; what cannot be read becomes a flaw.
protocol SalesFields {
    var span: Span { get }
    func text(_ field: SalesField, _ arena: inout Arena, _ flaws: inout [Flaw]) -> TextSlice
    /// The business day, nil where none is stated.
    func day(_ notation: SalesNotation, _ flaws: inout [Flaw]) -> Day?
    /// An amount in minor units, nil where none is stated.
    func amount(
        _ field: SalesField, _ notation: SalesNotation, _ flaws: inout [Flaw]
    ) -> Int64?
    /// The quantity in thousandths, nil where none is stated.
    func quantity(_ notation: SalesNotation, _ flaws: inout [Flaw]) -> Int64?
    /// The flaw of a field that must not be empty.
    func missing(_ field: SalesField) -> Flaw
    /// The flaw of a unit price that gives an amount beyond all limits.
    func hugePrice() -> Flaw
}

/// Sales lines gathered into batches, whatever their format.
struct SalesBatch {
    private(set) var rows: SalesRows
    private let notation: SalesNotation
    private let defaults: SalesDefaults
    /// Of the line at hand.
    private var flaws: [Flaw] = []
    /// The number of rows from which a batch is full, and that of the batch at hand.
    private let size: Int
    private var limit: Int

    init(_ layout: SourceLayout, numbers: NumberFormat, size: Int) {
        rows = SalesRows(capacity: size + SalesBatch.reserve)
        notation = SalesNotation(layout, numbers: numbers)
        defaults = SalesDefaults(layout.defaults)
        self.size = size
        limit = size
    }

    /// The last order's rows may go beyond a full batch.
    private static let reserve = 64

    mutating func append(_ fields: some SalesFields) {
        var line = SalesLine(span: fields.span)
        if let day = fields.day(notation, &flaws) { line.day = day.number }
        takeTexts(fields, &line)
        takeAmounts(fields, &line)
        defaults.fill(&line, &rows.arena)
        if !flaws.isEmpty {
            for flaw in flaws { rows.flaws.append((rows.count, flaw)) }
            flaws.removeAll(keepingCapacity: true)
        }
        rows.append(line)
    }

    @inline(__always)
    private mutating func takeTexts(_ fields: some SalesFields, _ line: inout SalesLine) {
        line.store = fields.text(.store, &rows.arena, &flaws)
        line.order = fields.text(.order, &rows.arena, &flaws)
        if line.order.count == 0 { flaws.append(fields.missing(.order)) }
        line.line = fields.text(.line, &rows.arena, &flaws)
        line.status = fields.text(.status, &rows.arena, &flaws)
        line.category = fields.text(.category, &rows.arena, &flaws)
        line.taxCode = fields.text(.tax_code, &rows.arena, &flaws)
        line.tender = fields.text(.tender, &rows.arena, &flaws)
        line.customer = fields.text(.customer, &rows.arena, &flaws)
        line.text = fields.text(.description, &rows.arena, &flaws)
    }

    @inline(__always)
    private mutating func takeAmounts(_ fields: some SalesFields, _ line: inout SalesLine) {
        let quantity = fields.quantity(notation, &flaws)
        if let quantity { line.quantity = quantity }
        let before = flaws.count
        let stated = LineAmounts(
            net: fields.amount(.net, notation, &flaws), tax: fields.amount(.tax, notation, &flaws),
            gross: fields.amount(.gross, notation, &flaws), quantity: quantity,
            unitPrice: fields.amount(.unit_price, notation, &flaws))
        if stated.isTooLarge { flaws.append(fields.hugePrice()) }
        line.net = stated.net ?? 0
        line.tax = stated.tax ?? 0
        line.gross = stated.gross ?? 0
        line.discount = fields.amount(.discount, notation, &flaws) ?? 0
        line.tendered = fields.amount(.tender_amount, notation, &flaws) ?? 0
        line.total = fields.amount(.order_total, notation, &flaws) ?? SalesRows.notStated
        line.outstanding = fields.amount(.outstanding, notation, &flaws) ?? SalesRows.notStated
        line.orderShipping = fields.amount(.order_shipping, notation, &flaws) ?? 0
        line.orderTax = fields.amount(.order_tax, notation, &flaws) ?? 0
        line.orderDiscount = fields.amount(.order_discount, notation, &flaws) ?? 0
        if stated.gross == nil, flaws.count == before { flaws.append(fields.missing(.gross)) }
    }

    var isFull: Bool { rows.count >= limit }

    /// True where an order's name is that of the last line taken in.
    func goesOn(_ order: Bytes) -> Bool {
        guard let last = rows.orders.last else { return false }
        return rows.arena[last].elementsEqual(order)
    }

    /// Marks the rows of orders of which another row could not be read, with that row's line.
    mutating func mark(_ spoiled: [String: Int]) {
        for row in 0..<rows.count {
            guard let line = spoiled[rows.arena.text(rows.orders[row])] else { continue }
            rows.flaws.append((row, Flaw(.unitSpoiled, line: line)))
        }
    }

    /// Hands over the rows gathered so far.
    /// - Parameter keepingLastOrder: the last order may go on: its rows wait for the next batch.
    mutating func take(keepingLastOrder: Bool = false) -> SalesRows {
        let capacity = size + SalesBatch.reserve
        let rest =
            keepingLastOrder
            ? rows.splitLastOrder(capacity: capacity) : SalesRows(capacity: capacity)
        // An order longer than a batch is not looked through again for every row it goes on.
        limit = max(size, 2 * rest.count)
        defer { rows = rest }
        return rows
    }
}

/// The declared values of what a file of sales does not state.
private struct SalesDefaults {
    private let texts: [(column: WritableKeyPath<SalesLine, TextSlice>, text: String)]

    init(_ declared: [String: String]) {
        let columns: [(SalesField, WritableKeyPath<SalesLine, TextSlice>)] = [
            (.store, \.store), (.status, \.status), (.category, \.category),
            (.tender, \.tender), (.customer, \.customer), (.tax_code, \.taxCode),
        ]
        texts = columns.compactMap { field, column in
            declared["\(field)"].map { (column, $0) }
        }
    }

    /// Fills what the line leaves empty; a tax code only where there is tax.
    func fill(_ line: inout SalesLine, _ arena: inout Arena) {
        for (column, text) in texts where line[keyPath: column].count == 0 {
            if column == \.taxCode, line.tax == 0, line.orderTax == 0 { continue }
            line[keyPath: column] = arena.append(text)
        }
    }
}

/// Net, tax and gross of a line, completed from what is stated.
struct LineAmounts {
    var net: Int64?
    var tax: Int64?
    var gross: Int64?
    /// True where quantity × price is beyond any amount.
    private(set) var isTooLarge = false

    init(net: Int64?, tax: Int64?, gross: Int64?, quantity: Int64?, unitPrice: Int64?) {
        var stated = net
        if stated == nil, let unitPrice {
            let product = Int128(unitPrice) * Int128(quantity ?? 1000)
            let rounded = roundedHalfAway(product, over: 1000)
            isTooLarge = rounded.magnitude > Int128(Limits.amount).magnitude
            stated = isTooLarge ? nil : Int64(clamping: rounded)
        }
        self.tax = tax ?? (stated != nil && gross != nil ? nil : 0)
        if let stated, let gross {
            self.net = stated
            self.gross = gross
            self.tax = tax ?? gross - stated
        } else if let stated {
            self.net = stated
            self.gross = stated + (tax ?? 0)
        } else if let gross {
            self.gross = gross
            self.net = gross - (tax ?? 0)
        }
    }
}
