internal import Accounting
internal import Formats

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
