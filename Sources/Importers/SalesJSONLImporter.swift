internal import Accounting
internal import Formats

/// Sales as JSON lines: one flat object a line with the fields of `SalesField` (or the names the
/// source declares for them; members of inner objects by dotted path).
final class SalesJSONLImporter: Importer {
    private let json = JSONReader()
    private var cutter = LineReader()
    private var object: FlatObject
    private var batch: SalesBatch
    private var spoiled: [SpoiledRow] = []
    private var count = 0

    init(_ layout: SourceLayout) {
        batch = SalesBatch(layout, numbers: .plain, size: 2 * Limits.batchRows)
        var positions: [String: Int] = [:]
        for field in SalesField.allCases {
            positions[layout.columns["\(field)"] ?? "\(field)"] = field.rawValue
        }
        object = FlatObject(FieldNames(positions, count: SalesField.allCases.count))
    }

    func drain(_ emit: (Draft) -> Void) { flush(&batch, emit) }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        try read(chunk, isLast: isLast, &object, into: &batch, emit)
        if isLast {
            flush(&batch, emit)
            emit(.end(rows: count))
        }
    }

    private func read(
        _ chunk: Bytes, isLast: Bool, _ object: inout FlatObject, into batch: inout SalesBatch,
        _ emit: (Draft) -> Void
    ) throws {
        try cutter.feed(chunk, isLast: isLast) { line, span in
            take(line, span, &object, into: &batch)
            if batch.isFull { flush(&batch, emit, keepingLastOrder: true) }
        }
    }

    private func flush(
        _ batch: inout SalesBatch, _ emit: (Draft) -> Void, keepingLastOrder: Bool = false
    ) {
        if !spoiled.isEmpty { emit(.spoiled(spoiled)) }
        spoiled = []
        let rows = batch.take(keepingLastOrder: keepingLastOrder)
        if rows.count > 0 { emit(.sales(rows)) }
    }

    private func take(
        _ line: Bytes, _ span: Span, _ object: inout FlatObject, into batch: inout SalesBatch
    ) {
        if isBlank(line) { return }
        count += 1
        object.removeAll()
        do throws(FormatError) {
            try json.walk(line, line: Int(span.line)) { object.take($0, $1) }
            guard object.isObject else {
                throw FormatError(Flaw(.malformed, line: Int(span.line), ["reason": "no object"]))
            }
            batch.append(SalesObject(values: object.values, span: span))
        } catch {
            spoiled.append(SpoiledRow(span: span, flaws: [error.flaw]))
        }
    }

    private func isBlank(_ line: Bytes) -> Bool {
        for byte in line where byte != 32 && byte != 9 && byte != 13 { return false }
        return true
    }
}

/// A sales line of JSON: the texts of its members by field.
private struct SalesObject: SalesFields {
    let values: [Bytes]
    let span: Span

    func text(_ field: SalesField, _ arena: inout Arena, _ flaws: inout [Flaw]) -> TextSlice {
        arena.append(values[field.rawValue])
    }

    func day(_ notation: SalesNotation, _ flaws: inout [Flaw]) -> Day? {
        let text = values[SalesField.business_day.rawValue]
        switch notation.dates.read(text) {
        case .day(let day): return day
        case .empty: break
        case .malformed: flaws.append(flaw(.dateMalformed, .business_day, text))
        case .ambiguous: flaws.append(flaw(.dateAmbiguous, .business_day, text))
        }
        return nil
    }

    func amount(
        _ field: SalesField, _ notation: SalesNotation, _ flaws: inout [Flaw]
    ) -> Int64? {
        amount(field, notation.amounts, exponent: notation.exponent, &flaws)
    }

    func quantity(_ notation: SalesNotation, _ flaws: inout [Flaw]) -> Int64? {
        amount(.quantity, notation.amounts, exponent: 3, &flaws)
    }

    private func amount(
        _ field: SalesField, _ reader: AmountReader, exponent: Int, _ flaws: inout [Flaw]
    ) -> Int64? {
        let text = values[field.rawValue]
        switch reader.units(text, exponent: exponent) {
        case .units(let units): return units
        case .empty: return nil
        case .defect(let defect):
            flaws.append(flaw(defect, field, Bytes(rebasing: text.prefix(80))))
            return nil
        }
    }

    private func flaw(_ defect: Defect, _ field: SalesField, _ found: Bytes) -> Flaw {
        Flaw(
            defect, line: Int(span.line), found: String(decoding: found, as: UTF8.self),
            ["field": "\(field)"])
    }

    func missing(_ field: SalesField) -> Flaw {
        Flaw(.fieldMissing, line: Int(span.line), ["field": "\(field)"])
    }

    func hugePrice() -> Flaw {
        Flaw(.amountTooLarge, line: Int(span.line), ["field": "\(SalesField.unit_price)"])
    }
}
