internal import Accounting
internal import Formats

/// Sales CSV by declared columns, a row an order line; order fields on the first row or on all.
///
/// `net` (or `quantity` × `unit_price`), `tax` and `gross` are signed; what is absent follows
/// from the other two, never from a rate.
final class SalesCSVImporter: Importer {
    private let table: Table
    private var batch: SalesBatch
    /// Orders of which a row could not be read, with that row's line.
    private var spoiled: [String: Int] = [:]

    init(_ layout: SourceLayout) {
        var required = ["business_day", "order"]
        if layout.columns["unit_price"] == nil { required.append("gross") }
        table = Table(layout, fields: SalesField.names, required: required)
        batch = SalesBatch(layout, numbers: layout.numbers, size: Limits.batchRows)
        table.unitField = SalesField.order.rawValue
        table.onSpoiled = { [weak self] order, line in self?.spoiled[order] = line }
    }

    func drain(_ emit: (Draft) -> Void) { flush(&batch, emit) }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        try read(chunk, isLast: isLast, into: &batch, emit)
        if isLast {
            flush(&batch, emit)
            emit(.end(rows: table.rows))
        }
    }

    private func read(
        _ chunk: Bytes, isLast: Bool, into batch: inout SalesBatch, _ emit: (Draft) -> Void
    ) throws {
        try table.feed(chunk, isLast: isLast) { row in
            // An order is never cut by the end of a batch.
            if batch.isFull, !batch.goesOn(row.bytes(SalesField.order.rawValue)) {
                flush(&batch, emit)
            }
            batch.append(row)
        }
    }

    private func flush(_ batch: inout SalesBatch, _ emit: (Draft) -> Void) {
        table.flushAsides(emit)
        guard batch.rows.count > 0 else { return }
        if !spoiled.isEmpty { batch.mark(spoiled) }
        emit(.sales(batch.take()))
    }
}

extension TableRow: SalesFields {
    func text(_ field: SalesField, _ arena: inout Arena, _ flaws: inout [Flaw]) -> TextSlice {
        text(field.rawValue, &arena, &flaws)
    }

    func day(_ notation: SalesNotation, _ flaws: inout [Flaw]) -> Day? {
        day(SalesField.business_day.rawValue, notation.dates, required: false, &flaws)
    }

    func amount(
        _ field: SalesField, _ notation: SalesNotation, _ flaws: inout [Flaw]
    ) -> Int64? {
        amount(field.rawValue, notation.amounts, exponent: notation.exponent, &flaws)
    }

    func quantity(_ notation: SalesNotation, _ flaws: inout [Flaw]) -> Int64? {
        let field = SalesField.quantity.rawValue
        let raw = bytes(field)
        switch notation.amounts.units(raw, exponent: 3) {
        case .units(let thousandths): return thousandths
        case .empty: return nil
        case .defect:
            let defect: Defect =
                switch notation.amounts.read(raw) {
                case .amount: .amountPrecision
                case .ambiguous: .amountAmbiguous
                default: .amountMalformed
                }
            flaws.append(flaw(defect, field, raw))
            return nil
        }
    }

    func missing(_ field: SalesField) -> Flaw { missing(field.rawValue) }

    func hugePrice() -> Flaw {
        let field = SalesField.unit_price.rawValue
        return flaw(.amountTooLarge, field, bytes(field))
    }
}
