internal import Accounting
internal import Formats

/// Sales of a till that writes fixed-width records, by declared columns.
///
/// `columns: {order: {start: 1, length: 8}, gross: {start: 40, length: 9, decimals: 2}}`: places
/// count from 1 in characters; `decimals` says where the mark is that the digits leave out. Lines
/// that begin as `ignore` says are headers and trailers.
final class SalesFixedImporter: Importer {
    private var reader: FixedWidthReader
    private let columns: SalesColumns
    private let fields: [FixedColumn?]
    private let ignoredStarts: [[UInt8]]
    private var batch: SalesBatch
    private var asides: (ignored: [IgnoredRow], spoiled: [SpoiledRow]) = ([], [])
    private var count = 0
    private let encoding: String
    /// The record that states what the file holds, and where its figures stand.
    private let trailer: (begins: [UInt8], rows: FixedColumn?, total: FixedColumn?)?
    private var hasTrailer = false

    init(_ layout: SourceLayout) {
        columns = SalesColumns(layout)
        fields = columns.headers.map { FixedColumn($0) }
        let width = fields.compactMap { $0?.columns.upperBound }.max() ?? 1
        reader = FixedWidthReader(length: layout.recordWidth ?? width, encoding: layout.encoding)
        encoding = (layout.encoding ?? .utf8).name
        trailer = layout.trailer.map { trailer in
            (
                Array(trailer.begins.utf8), trailer.rows.flatMap { FixedColumn($0) },
                trailer.total.flatMap { FixedColumn($0) }
            )
        }
        ignoredStarts = layout.ignoredStarts.map { Array($0.utf8) }
        let numbers = layout.numbers.decimal == nil ? NumberFormat.plain : layout.numbers
        batch = SalesBatch(layout, numbers: numbers, size: 2 * Limits.batchRows)
    }

    func drain(_ emit: (Draft) -> Void) { flush(emit, keepingLastOrder: false) }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        try reader.feed(chunk, isLast: isLast) { record in
            take(record)
            if batch.isFull { flush(emit, keepingLastOrder: true) }
        }
        guard isLast else { return }
        if trailer != nil, !hasTrailer { throw FormatError(Flaw(.truncated, line: 0)) }
        flush(emit, keepingLastOrder: false)
        if count == 0 { throw FormatError(Flaw(.empty, line: 0)) }
        emit(.end(rows: count))
    }

    private func take(_ record: FixedRecord) {
        count += 1
        let text = record[1...max(1, record.count)]
        if let trailer, text.starts(with: trailer.begins) {
            hasTrailer = true
            return batch.take(
                Trailer(
                    rows: trailer.rows?.value(of: record) ?? [],
                    total: trailer.total?.value(of: record) ?? [], span: record.span))
        }
        if ignoredStarts.contains(where: { text.starts(with: $0) }) {
            asides.ignored.append(IgnoredRow(span: record.span, reason: .trailer))
            return
        }
        // Without its order a record belongs to nothing: it is of another layout.
        let order = fields[SalesField.order.rawValue]?.value(of: record) ?? []
        if order.isEmpty {
            let flaw = Flaw(.fieldMissing, line: record.line, ["field": "\(SalesField.order)"])
            asides.spoiled.append(SpoiledRow(span: record.span, flaws: [flaw]))
            return
        }
        var bytes: [UInt8] = []
        var ends: [Int] = []
        for field in fields {
            if let field {
                guard let value = field.value(of: record) else {
                    asides.spoiled.append(SpoiledRow(span: record.span, flaws: [flaw(record)]))
                    return
                }
                bytes += value
            }
            ends.append(bytes.count)
        }
        bytes.withUnsafeBufferPointer { buffer in
            var start = 0
            let slices = ends.map { end in
                defer { start = end }
                return Bytes(rebasing: buffer[start..<end])
            }
            batch.append(
                SalesValues(values: slices, headers: columns.headers, span: record.span))
        }
    }

    private func flaw(_ record: FixedRecord) -> Flaw {
        Flaw(.encoding, line: record.line, ["encoding": encoding])
    }

    private func flush(_ emit: (Draft) -> Void, keepingLastOrder: Bool) {
        if !asides.ignored.isEmpty { emit(.ignored(asides.ignored)) }
        asides.spoiled += batch.takeUnread()
        if !asides.spoiled.isEmpty { emit(.spoiled(asides.spoiled)) }
        asides = ([], [])
        let rows = batch.take(keepingLastOrder: keepingLastOrder)
        if !rows.isEmpty { emit(.sales(rows)) }
    }
}

/// Where a field stands in a record, as settings write it: `start:length` or
/// `start:length:decimals`.
struct FixedColumn {
    let columns: ClosedRange<Int>
    /// Digits behind the mark that is left out; nil where it is written.
    let decimals: Int?

    /// nil for a field that the layout does not place.
    init?(_ text: String) {
        let numbers = text.split(separator: ":").map { Int($0) }
        guard numbers.count >= 2, let start = numbers[0], let length = numbers[1], start >= 1,
            length >= 1
        else { return nil }
        columns = start...start + length - 1
        decimals = numbers.count > 2 ? numbers[2] : nil
    }

    /// The field's text with its mark; nil where it is not of the file's encoding.
    func value(of record: FixedRecord) -> [UInt8]? {
        guard var text = record.text(columns) else { return nil }
        guard let decimals, decimals > 0, !text.isEmpty else { return text }
        // A sign may stand behind the digits.
        let tail = text.last.map { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") } ?? false
        let digits = text.filter { $0 >= 48 && $0 <= 57 }.count
        if digits <= decimals {
            let first = text.firstIndex { $0 >= 48 && $0 <= 57 } ?? 0
            text.insert(
                contentsOf: Array(repeating: 48, count: decimals + 1 - digits), at: first)
        }
        text.insert(UInt8(ascii: "."), at: text.count - decimals - (tail ? 1 : 0))
        return text
    }
}
