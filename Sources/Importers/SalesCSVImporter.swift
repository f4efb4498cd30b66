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
