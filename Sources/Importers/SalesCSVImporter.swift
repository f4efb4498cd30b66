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
    private let trailer: TrailerLayout?
    private var trailers: [Trailer] = []

    init(_ layout: SourceLayout) {
        let columns = SalesColumns(layout)
        table = Table(
            layout, fields: columns.tableFields, required: columns.required(layout),
            undeclared: columns.undeclared)
        batch = SalesBatch(layout, numbers: layout.numbers, size: Limits.batchRows)
        trailer = layout.trailer
        table.tellsHeaders = true
        if let trailer {
            table.trailer = (
                trailer.begins,
                { [weak self] record, span in
                    func field(_ position: String?) -> Bytes {
                        let index = (position.flatMap { Int($0) } ?? 0) - 1
                        guard index >= 0, index < record.count else {
                            return Bytes(start: nil, count: 0)
                        }
                        return record[index]
                    }
                    self?.takeTrailer(field(trailer.rows), field(trailer.total), span)
                }
            )
        }
        table.unitField = SalesField.order.rawValue
        table.onSpoiled = { [weak self] order, line in self?.spoiled[order] = line }
    }

    func drain(_ emit: (Draft) -> Void) { flush(&batch, emit) }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        try read(chunk, isLast: isLast, into: &batch, emit)
        if isLast {
            try endTrailer()
            flush(&batch, emit)
            emit(.end(rows: table.rows))
        }
    }

    private func takeTrailer(_ rows: Bytes, _ total: Bytes, _ span: Span) {
        trailers.append(Trailer(rows: Array(rows), total: Array(total), span: span))
    }

    /// Hands the trailer over, last of all.
    /// - Throws: `truncated` where one is declared and none has come.
    private func endTrailer() throws {
        guard trailer != nil else { return }
        guard !trailers.isEmpty else { throw FormatError(Flaw(.truncated, line: 0)) }
        for trailer in trailers { batch.take(trailer) }
        trailers = []
    }

    private func read(
        _ chunk: Bytes, isLast: Bool, into batch: inout SalesBatch, _ emit: (Draft) -> Void
    ) throws {
        try table.feed(chunk, isLast: isLast, emit: emit) { row in
            // An order is never cut by the end of a batch.
            if batch.isFull, !batch.goesOn(row.bytes(SalesField.order.rawValue)) {
                flush(&batch, emit)
            }
            batch.append(row)
        }
    }

    private func flush(_ batch: inout SalesBatch, _ emit: (Draft) -> Void) {
        table.flushAsides(emit)
        let unread = batch.takeUnread()
        if !unread.isEmpty { emit(.spoiled(unread)) }
        guard !batch.rows.isEmpty else { return }
        if !spoiled.isEmpty { batch.mark(spoiled) }
        emit(.sales(batch.take()))
    }
}

extension TableRow: SalesFields {
    func text(_ field: SalesField, _ arena: inout Arena, _ flaws: inout [Flaw]) -> TextSlice {
        text(field.rawValue, &arena, &flaws)
    }

    func raw(_ field: SalesField) -> Bytes { bytes(field.rawValue) }

    func day(_ field: SalesField, _ notation: SalesNotation, _ flaws: inout [Flaw]) -> Day? {
        day(field.rawValue, notation.dates, required: false, &flaws)
    }

    func amount(
        _ field: SalesField, _ notation: SalesNotation, _ flaws: inout [Flaw]
    ) -> Int64? {
        amount(field.rawValue, notation.amounts, exponent: notation.exponent, &flaws)
    }

    func partAmount(
        _ position: Int, _ notation: SalesNotation, _ flaws: inout [Flaw]
    ) -> Int64? {
        amount(position, notation.amounts, exponent: notation.exponent, &flaws)
    }

    func partName(_ position: Int, _ arena: inout Arena, _ flaws: inout [Flaw]) -> TextSlice {
        text(position, &arena, &flaws)
    }

    func flaw(_ defect: Defect, _ field: SalesField) -> Flaw {
        flaw(defect, field.rawValue, bytes(field.rawValue))
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

    func rate(
        _ notation: SalesNotation, of currency: Currency, in books: Currency?,
        _ flaws: inout [Flaw]
    ) -> ExchangeRate? {
        rate(SalesField.rate.rawValue, notation.amounts, of: currency, in: books, &flaws)
    }

    func missing(_ field: SalesField) -> Flaw { missing(field.rawValue) }
}
