internal import Accounting
internal import Formats

/// Sales as JSON lines: one flat object a line with the fields of `SalesField` (or the names the
/// source declares for them; members of inner objects by dotted path).
final class SalesJSONLImporter: Importer {
    private let json = JSONReader()
    private var cutter = LineReader()
    private var object: FlatObject
    private let headers: [String]
    /// Positions that one member fills both of.
    private var aliases: [(filled: Int, too: Int)] = []
    private var batch: SalesBatch
    private var spoiled: [SpoiledRow] = []
    private var count = 0

    init(_ layout: SourceLayout) {
        batch = SalesBatch(layout, numbers: .plain, size: 2 * Limits.batchRows)
        let columns = SalesColumns(layout)
        headers = columns.headers
        var positions: [String: Int] = [:]
        for (position, header) in headers.enumerated() where !columns.isUndeclared(position) {
            if let known = positions[header] {
                aliases.append((known, position))
            } else {
                positions[header] = position
            }
        }
        object = FlatObject(FieldNames(positions, count: headers.count))
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
        spoiled += batch.takeUnread()
        if !spoiled.isEmpty { emit(.spoiled(spoiled)) }
        spoiled = []
        let rows = batch.take(keepingLastOrder: keepingLastOrder)
        if !rows.isEmpty { emit(.sales(rows)) }
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
            var values = object.values
            for (filled, too) in aliases { values[too] = values[filled] }
            batch.append(SalesValues(values: values, headers: headers, span: span))
        } catch {
            spoiled.append(SpoiledRow(span: span, flaws: [error.flaw]))
        }
    }

    private func isBlank(_ line: Bytes) -> Bool {
        for byte in line where byte != 32 && byte != 9 && byte != 13 { return false }
        return true
    }
}
