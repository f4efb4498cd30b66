internal import Accounting
internal import Formats

/// The fields of a sales line, in both the CSV and the JSON-lines form.
enum SalesField: Int, CaseIterable {
    case store, business_day, order, line, status, category, description, quantity, net, tax_code
    case tax, gross, tender, tender_amount, order_total, customer, outstanding, discount
    case order_shipping, order_tax, order_discount, unit_price

    static let names = allCases.map { "\($0)" }
}

/// Sales CSV by declared columns, a row an order line; order fields on the first row or on all.
///
/// `net` (or `quantity` × `unit_price`), `tax` and `gross` are signed; what is absent follows
/// from the other two, never from a rate.
final class SalesCSVImporter: Importer {
    private let table: Table
    private let layout: SourceLayout
    private let dates: DateReader
    private let amounts: AmountReader
    private var rows = SalesRows()

    init(_ layout: SourceLayout) {
        self.layout = layout
        var required = ["business_day", "order"]
        if layout.columns["unit_price"] == nil { required.append("gross") }
        table = Table(layout, fields: SalesField.names, required: required)
        dates = layout.dates.flatMap { DateReader(pattern: $0) } ?? DateReader()
        amounts = AmountReader(layout.numbers)
        table.unitField = SalesField.order.rawValue
        table.onSpoiled = { [weak self] order, line in self?.spoiled[order] = line }
    }

    func drain(_ emit: (Draft) -> Void) { flush(emit) }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        try table.feed(chunk, isLast: isLast) { row in
            // An order is never cut by the end of a batch.
            if rows.count >= Limits.batchRows, !goesOn(row) { flush(emit) }
            take(row)
        }
        if isLast {
            flush(emit)
            emit(.end(rows: table.rows))
        }
    }

    private func flush(_ emit: (Draft) -> Void) {
        table.flushAsides(emit)
        guard rows.count > 0 else { return }
        if !spoiled.isEmpty { markSpoiled() }
        emit(.sales(rows))
        rows = SalesRows()
    }

    /// Orders of which a row could not be read, with that row's line.
    private var spoiled: [String: Int] = [:]

    private func markSpoiled() {
        for row in 0..<rows.count {
            guard let line = spoiled[rows.arena.text(rows.orders[row])] else { continue }
            rows.flaws.append((row, Flaw(.unitSpoiled, line: line)))
        }
    }

    /// True where a row belongs to the order of the row before it.
    private func goesOn(_ row: TableRow) -> Bool {
        guard let last = rows.orders.last else { return false }
        return rows.arena[last].elementsEqual(row.bytes(SalesField.order.rawValue))
    }

    private func take(_ row: TableRow) {
        var flaws: [Flaw] = []
        let currency = layout.currency
        func amount(_ field: SalesField) -> Int64? {
            row.amount(field.rawValue, amounts, currency, &flaws)
        }
        let day = row.day(SalesField.business_day.rawValue, dates, required: false, &flaws)
        rows.spans.append(row.span)
        rows.days.append(day?.number ?? BankRows.missingDay)
        rows.stores.append(row.text(SalesField.store.rawValue, &rows.arena, &flaws))
        let order = row.text(SalesField.order.rawValue, &rows.arena, &flaws)
        if order.count == 0 { flaws.append(row.missing(SalesField.order.rawValue)) }
        rows.orders.append(order)
        rows.lines.append(row.text(SalesField.line.rawValue, &rows.arena, &flaws))
        rows.statuses.append(row.text(SalesField.status.rawValue, &rows.arena, &flaws))
        rows.categories.append(row.text(SalesField.category.rawValue, &rows.arena, &flaws))
        rows.taxCodes.append(row.text(SalesField.tax_code.rawValue, &rows.arena, &flaws))
        rows.tenders.append(row.text(SalesField.tender.rawValue, &rows.arena, &flaws))
        rows.customers.append(row.text(SalesField.customer.rawValue, &rows.arena, &flaws))
        rows.texts.append(row.text(SalesField.description.rawValue, &rows.arena, &flaws))
        let quantity = thousandths(row, SalesField.quantity, &flaws)
        rows.quantities.append(quantity ?? 1000)
        let before = flaws.count
        let line = LineAmounts(
            net: amount(.net), tax: amount(.tax), gross: amount(.gross), quantity: quantity,
            unitPrice: row.has(SalesField.unit_price.rawValue) ? amount(.unit_price) : nil)
        if line.isTooLarge {
            flaws.append(
                row.flaw(
                    .amountTooLarge, SalesField.unit_price.rawValue,
                    row.bytes(SalesField.unit_price.rawValue)))
        }
        rows.nets.append(line.net ?? 0)
        rows.taxes.append(line.tax ?? 0)
        rows.grosses.append(line.gross ?? 0)
        rows.discounts.append(amount(.discount) ?? 0)
        rows.tendered.append(amount(.tender_amount) ?? 0)
        rows.totals.append(amount(.order_total) ?? SalesRows.notStated)
        rows.outstanding.append(amount(.outstanding) ?? SalesRows.notStated)
        rows.orderShipping.append(amount(.order_shipping) ?? 0)
        rows.orderTax.append(amount(.order_tax) ?? 0)
        rows.orderDiscount.append(amount(.order_discount) ?? 0)
        rows.fillLast(layout.defaults)
        if line.gross == nil, flaws.count == before {
            flaws.append(row.missing(SalesField.gross.rawValue))
        }
        for flaw in flaws { rows.flaws.append((rows.count - 1, flaw)) }
    }

    private func thousandths(_ row: TableRow, _ field: SalesField, _ flaws: inout [Flaw])
        -> Int64?
    {
        let reading = amounts.read(row.bytes(field.rawValue))
        guard case .amount(let quantity) = reading else {
            if reading != .empty {
                let defect: Defect = reading == .ambiguous ? .amountAmbiguous : .amountMalformed
                flaws.append(row.flaw(defect, field.rawValue, row.bytes(field.rawValue)))
            }
            return nil
        }
        guard let value = quantity.minorUnits(exponent: 3) else {
            flaws.append(
                row.flaw(.amountPrecision, field.rawValue, row.bytes(field.rawValue)))
            return nil
        }
        return value
    }
}

extension SalesRows {
    /// Gives the last row the declared values of what its file does not state; a tax code only
    /// where there is tax.
    mutating func fillLast(_ defaults: [String: String]) {
        guard !defaults.isEmpty, let row = spans.indices.last else { return }
        let texts: [(SalesField, WritableKeyPath<SalesRows, [TextSlice]>)] = [
            (.store, \.stores), (.status, \.statuses), (.category, \.categories),
            (.tender, \.tenders), (.customer, \.customers), (.tax_code, \.taxCodes),
        ]
        for (field, column) in texts where self[keyPath: column][row].count == 0 {
            if field == .tax_code, taxes[row] == 0, orderTax[row] == 0 { continue }
            guard let text = defaults["\(field)"] else { continue }
            self[keyPath: column][row] = arena.append(text)
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

/// Sales as JSON lines: one flat object a line with the fields of `SalesField` (or the names the
/// source declares for them; members of inner objects by dotted path).
final class SalesJSONLImporter: Importer {
    private let layout: SourceLayout
    private let dates: DateReader
    private let amounts: AmountReader
    private let json = JSONReader()
    private var cutter = LineReader()
    private var rows = SalesRows()
    private var spoiled: [SpoiledRow] = []
    private var ignored: [IgnoredRow] = []
    private var positions: [String: Int] = [:]
    private var count = 0

    init(_ layout: SourceLayout) {
        self.layout = layout
        dates = layout.dates.flatMap { DateReader(pattern: $0) } ?? DateReader()
        amounts = AmountReader(.plain)
        for field in SalesField.allCases {
            positions[layout.columns["\(field)"] ?? "\(field)"] = field.rawValue
        }
    }

    func drain(_ emit: (Draft) -> Void) { flush(emit) }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        try cutter.feed(chunk, isLast: isLast) { line, span in
            take(line, span)
            if rows.count >= 2 * Limits.batchRows { flush(emit, keepingLastOrder: true) }
        }
        if isLast {
            flush(emit)
            emit(.end(rows: count))
        }
    }

    /// - Parameter keepingLastOrder: the last order may go on: its rows wait for the next batch.
    private func flush(_ emit: (Draft) -> Void, keepingLastOrder: Bool = false) {
        if !ignored.isEmpty { emit(.ignored(ignored)) }
        if !spoiled.isEmpty { emit(.spoiled(spoiled)) }
        let rest = keepingLastOrder ? rows.splitLastOrder() : SalesRows()
        if rows.count > 0 { emit(.sales(rows)) }
        (ignored, spoiled, rows) = ([], [], rest)
    }

    private func take(_ line: Bytes, _ span: Span) {
        if line.allSatisfy({ $0 == 32 || $0 == 9 || $0 == 13 }) { return }
        count += 1
        let object = FlatObject(positions)
        do {
            try json.walk(line, line: Int(span.line)) { object.take($0, $1) }
            guard object.isObject else {
                throw FormatError(Flaw(.malformed, line: Int(span.line), ["reason": "no object"]))
            }
            append(object, span)
        } catch let error as FormatError {
            spoiled.append(SpoiledRow(span: span, flaws: [error.flaw]))
        } catch {
            let flaw = Flaw(.malformed, line: Int(span.line), ["reason": "\(error)"])
            spoiled.append(SpoiledRow(span: span, flaws: [flaw]))
        }
    }

    private func append(_ object: FlatObject, _ span: Span) {
        var flaws: [Flaw] = []
        let line = Int(span.line)
        func text(_ field: SalesField) -> TextSlice {
            rows.arena.append(object.values[field.rawValue] ?? [])
        }
        func amount(_ field: SalesField, exponent: Int? = nil) -> Int64? {
            guard let bytes = object.values[field.rawValue] else { return nil }
            let found = String(decoding: bytes.prefix(80), as: UTF8.self)
            func flaw(_ defect: Defect) {
                flaws.append(Flaw(defect, line: line, found: found, ["field": "\(field)"]))
            }
            switch bytes.withUnsafeBufferPointer({ amounts.read($0) }) {
            case .amount(let exact):
                let units = exact.minorUnits(exponent: exponent ?? layout.currency.exponent)
                if units == nil {
                    flaw(exact.unitsDefect(exponent: exponent ?? layout.currency.exponent))
                }
                return units
            case .empty: return nil
            case .malformed: flaw(.amountMalformed)
            case .ambiguous: flaw(.amountAmbiguous)
            case .tooLarge: flaw(.amountTooLarge)
            }
            return nil
        }
        var day = BankRows.missingDay
        let date = object.values[SalesField.business_day.rawValue] ?? []
        switch date.withUnsafeBufferPointer({ dates.read($0) }) {
        case .day(let value): day = value.number
        case .empty: break
        case .malformed, .ambiguous:
            let isAmbiguous = date.withUnsafeBufferPointer { dates.read($0) } == .ambiguous
            flaws.append(
                Flaw(
                    isAmbiguous ? .dateAmbiguous : .dateMalformed, line: line,
                    found: String(decoding: date, as: UTF8.self),
                    ["field": "business_day"]))
        }
        rows.spans.append(span)
        rows.days.append(day)
        rows.stores.append(text(.store))
        let order = text(.order)
        if order.count == 0 { flaws.append(Flaw(.fieldMissing, line: line, ["field": "order"])) }
        rows.orders.append(order)
        rows.lines.append(text(.line))
        rows.statuses.append(text(.status))
        rows.categories.append(text(.category))
        rows.taxCodes.append(text(.tax_code))
        rows.tenders.append(text(.tender))
        rows.customers.append(text(.customer))
        rows.texts.append(text(.description))
        let quantity = amount(.quantity, exponent: 3)
        rows.quantities.append(quantity ?? 1000)
        let before = flaws.count
        let stated = LineAmounts(
            net: amount(.net), tax: amount(.tax), gross: amount(.gross), quantity: quantity,
            unitPrice: amount(.unit_price))
        if stated.isTooLarge {
            flaws.append(Flaw(.amountTooLarge, line: line, ["field": "unit_price"]))
        }
        rows.nets.append(stated.net ?? 0)
        rows.taxes.append(stated.tax ?? 0)
        rows.grosses.append(stated.gross ?? 0)
        rows.discounts.append(amount(.discount) ?? 0)
        rows.tendered.append(amount(.tender_amount) ?? 0)
        rows.totals.append(amount(.order_total) ?? SalesRows.notStated)
        rows.outstanding.append(amount(.outstanding) ?? SalesRows.notStated)
        rows.orderShipping.append(amount(.order_shipping) ?? 0)
        rows.orderTax.append(amount(.order_tax) ?? 0)
        rows.orderDiscount.append(amount(.order_discount) ?? 0)
        rows.fillLast(layout.defaults)
        if stated.gross == nil, flaws.count == before {
            flaws.append(Flaw(.fieldMissing, line: line, ["field": "gross"]))
        }
        for flaw in flaws { rows.flaws.append((rows.count - 1, flaw)) }
    }
}

/// Gathers the members of one object by the positions of their (dotted) names.
private final class FlatObject {
    private let positions: [String: Int]
    private var prefix: [String] = []
    private var key = ""
    private(set) var isObject = false
    private(set) var values: [Int: [UInt8]] = [:]

    init(_ positions: [String: Int]) { self.positions = positions }

    func take(_ event: JSONEvent, _ text: Bytes) {
        switch event {
        case .objectStart:
            if isObject { prefix.append(key) }
            isObject = true
        case .objectEnd: if !prefix.isEmpty { key = prefix.removeLast() }
        case .arrayStart: prefix.append(key + "[]")
        case .arrayEnd: if !prefix.isEmpty { prefix.removeLast() }
        case .key: key = String(decoding: text, as: UTF8.self)
        case .string, .number:
            let path = prefix.isEmpty ? key : (prefix + [key]).joined(separator: ".")
            if let position = positions[path] { values[position] = Array(text) }
        case .yes, .no, .null: break
        }
    }
}
