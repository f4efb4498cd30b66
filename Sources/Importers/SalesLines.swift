internal import Accounting
internal import Formats

/// The fields of a sales line, in both the CSV and the JSON-lines form.
enum SalesField: Int, CaseIterable {
    case store, business_day, order, line, status, category, description, quantity, net, tax_code
    case tax, gross, tender, tender_amount, order_total, customer, outstanding, discount
    case order_shipping, order_tax, order_discount, unit_price
    case kind, currency, refunded, cancelled_on, time, till, receipt, refund_of, kind_name
    case product, rate

    static let names = allCases.map { "\($0)" }
}

/// How a source writes the days and amounts of its sales.
struct SalesNotation {
    let dates: DateReader
    let amounts: AmountReader
    /// Decimals of the minor unit of the amounts at hand.
    var exponent: Int
    let clock: BusinessClock

    init(_ layout: SourceLayout, numbers: NumberFormat) {
        dates = layout.dates.flatMap { DateReader(pattern: $0) } ?? DateReader()
        amounts = AmountReader(numbers)
        exponent = layout.currency.exponent
        clock = layout.clock
    }
}

/// A sales line as its format has it; what cannot be read becomes a flaw.
protocol SalesFields {
    var span: Span { get }
    func text(_ field: SalesField, _ arena: inout Arena, _ flaws: inout [Flaw]) -> TextSlice
    /// A field's bytes as they stand in the file; none where it is absent.
    func raw(_ field: SalesField) -> Bytes
    /// A day, nil where none is stated.
    func day(_ field: SalesField, _ notation: SalesNotation, _ flaws: inout [Flaw]) -> Day?
    /// An amount in minor units, nil where none is stated.
    func amount(
        _ field: SalesField, _ notation: SalesNotation, _ flaws: inout [Flaw]
    ) -> Int64?
    /// The quantity in thousandths, nil where none is stated.
    func quantity(_ notation: SalesNotation, _ flaws: inout [Flaw]) -> Int64?
    /// The flaw of a field that must not be empty.
    func missing(_ field: SalesField) -> Flaw
    /// A flaw of what a field holds.
    func flaw(_ defect: Defect, _ field: SalesField) -> Flaw
    /// The rate that the row states from its own currency to the books'.
    func rate(
        _ notation: SalesNotation, of currency: Currency, in books: Currency?,
        _ flaws: inout [Flaw]
    ) -> ExchangeRate?
    /// The amount and the name of a part, by their positions (`SalesColumns`).
    func partAmount(
        _ position: Int, _ notation: SalesNotation, _ flaws: inout [Flaw]
    ) -> Int64?
    func partName(_ position: Int, _ arena: inout Arena, _ flaws: inout [Flaw]) -> TextSlice
}

/// Sales lines gathered into batches, whatever their format.
struct SalesBatch {
    var rows: SalesRows
    var notation: SalesNotation
    let defaults: SalesDefaults
    let columns: SalesColumns
    let kinds: [KindWords]
    /// Of orders that state none, and of the books.
    let currency: Currency
    let booksCurrency: Currency?
    let currencyCode: [UInt8]
    /// What the order at hand is in; nil = the source's currency, no rate stated.
    var money: SaleMoney?
    private let pricesIncludeTax: Bool
    var unread: [SpoiledRow] = []
    /// Of the line at hand.
    var flaws: [Flaw] = []
    /// The number of rows from which a batch is full, and that of the batch at hand.
    private let size: Int
    private var limit: Int

    init(_ layout: SourceLayout, numbers: NumberFormat, size: Int) {
        rows = SalesRows(capacity: size + SalesBatch.reserve)
        notation = SalesNotation(layout, numbers: numbers)
        defaults = SalesDefaults(layout.defaults)
        columns = SalesColumns(layout)
        kinds = layout.kinds
        currency = layout.currency
        currencyCode = Array(layout.currency.code.utf8)
        booksCurrency = layout.booksCurrency
        pricesIncludeTax = layout.pricesIncludeTax
        self.size = size
        limit = size
    }

    /// The last order's rows may go beyond a full batch.
    private static let reserve = 64

    mutating func append(_ fields: some SalesFields) {
        var line = SalesLine(span: fields.span)
        let kind = kind(of: fields)
        takeDay(fields, &line)
        if kind == .dayTotal || kind == .fileTotal {
            money = nil
            notation.exponent = currency.exponent
            return takeControl(kind, fields, line.day)
        }
        takeMoney(fields)
        takeTexts(fields, &line)
        let statesLine = takeAmounts(fields, &line)
        defaults.fill(&line, &rows.arena)
        let partCount = rows.parts.count
        takeParts(fields, kind, &line)
        // A row that states neither a line nor a part says nothing.
        if !statesLine, columns.statesLines, rows.parts.count == partCount {
            flaws.append(fields.missing(.gross))
        }
        if !flaws.isEmpty {
            for flaw in flaws { rows.flaws.append((rows.count, flaw)) }
            flaws.removeAll(keepingCapacity: true)
        }
        if let money { rows.monies.append((rows.count, money)) }
        rows.append(line)
    }

    @inline(__always)
    private mutating func takeDay(_ fields: some SalesFields, _ line: inout SalesLine) {
        guard let day = fields.day(.business_day, notation, &flaws) else { return }
        let (stamp, time) = (fields.raw(.business_day), fields.raw(.time))
        if let minute = notation.clock.minute(day, stamp: stamp, time: time) {
            line.minute = Int32(minute)
        }
        guard notation.clock.needsTime else { return line.day = day.number }
        guard let business = notation.clock.day(day, stamp: stamp, time: time) else {
            return flaws.append(fields.missing(.time))
        }
        line.day = business.number
    }

    @inline(__always)
    private mutating func takeTexts(_ fields: some SalesFields, _ line: inout SalesLine) {
        line.store = fields.text(.store, &rows.arena, &flaws)
        line.order = fields.text(.order, &rows.arena, &flaws)
        if line.order.count == 0 { flaws.append(fields.missing(.order)) }
        // An order's own fields may stand on its first row alone.
        if line.store.count == 0, let store = rows.stores.last, store.count > 0,
            goesOn(fields.raw(.order).withoutBlanks)
        {
            line.store = store
        }
        line.line = fields.text(.line, &rows.arena, &flaws)
        line.status = fields.text(.status, &rows.arena, &flaws)
        line.category = fields.text(.category, &rows.arena, &flaws)
        line.taxCode = fields.text(.tax_code, &rows.arena, &flaws)
        line.tender = fields.text(.tender, &rows.arena, &flaws)
        line.customer = fields.text(.customer, &rows.arena, &flaws)
        line.text = fields.text(.description, &rows.arena, &flaws)
        line.product = fields.text(.product, &rows.arena, &flaws)
    }

    /// - Returns: false where the row states no line of its own.
    @inline(__always)
    private mutating func takeAmounts(_ fields: some SalesFields, _ line: inout SalesLine)
        -> Bool
    {
        let quantity = fields.quantity(notation, &flaws)
        if let quantity { line.quantity = quantity }
        let before = flaws.count
        let stated = LineAmounts(
            net: fields.amount(.net, notation, &flaws), tax: fields.amount(.tax, notation, &flaws),
            gross: fields.amount(.gross, notation, &flaws), quantity: quantity,
            unitPrice: fields.amount(.unit_price, notation, &flaws),
            priceIncludesTax: pricesIncludeTax)
        if stated.isTooLarge { flaws.append(fields.flaw(.amountTooLarge, .unit_price)) }
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
        // What could not be read was stated.
        return stated.gross != nil || flaws.count > before
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
