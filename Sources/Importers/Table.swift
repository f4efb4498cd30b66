internal import Accounting
internal import Formats

/// A column-declared text table: finds the header, passes rows on, sets the rest aside.
///
/// Rows above the header are preamble; rows that begin with a declared `ignore` text are trailer;
/// a row whose number of fields is not the header's is ragged. A file with more lines that are no
/// rows than rows, beyond `Limits.strayLines`, is not the table that is declared.
final class Table {
    private let layout: SourceLayout
    private let fields: [String]
    private let required: [String]
    private let undeclared: Set<String>
    private let optional: Set<String>
    private var reader: CSVReader
    private var wide: TextDecoder?
    /// The columns, once the header is found.
    private var shape: TableShape?
    private var sawBytes = false
    private var held: [UInt8] = []
    /// How far a wide file's records have been placed, decoded and in its own bytes.
    private var decodedEnd: Int64 = 0
    private var rawEnd: Int64 = 0
    private var placed: (decoded: Int64, span: Span)?
    let decoder: TextDecoder
    private(set) var rows = 0
    /// Lines that are no rows (trailers and, below the header, blank ones aside), and rows.
    private var strays = 0
    private var passed = 0

    /// Field whose text names the unit a row belongs to, where rows make up units.
    var unitField: Int?
    /// Told of a spoiled row with the unit it names, which it spoils too.
    var onSpoiled: ((_ unit: String, _ line: Int) -> Void)?
    /// True where a row that cannot be read takes all others with it: there, rows excuse no strays.
    var standsOrFalls = false

    /// True where a header among the rows is passed over and told; else it is a row.
    var tellsHeaders = false
    /// What a record begins with that states what the file holds, and who takes it.
    var trailer: (begins: String, take: (CSVRecord, Span) -> Void)?
    private var header: [[UInt8]] = []

    /// Rows that are not for the importer, told with the next batch, theirs or the importer's.
    private var ignored: [IgnoredRow] = []
    private var spoiled: [SpoiledRow] = []
    /// Where the blank lines since the last batch are counted.
    private var blank: Int?

    /// - Parameters:
    ///   - fields: every field the importer knows; positions are what `TableRow` is asked by.
    ///   - required: those whose column must be there.
    ///   - undeclared: those that no column fills, whatever its name.
    ///   - optional: those whose column may lack although the source names it.
    init(
        _ layout: SourceLayout, fields: [String], required: [String],
        undeclared: Set<String> = [], optional: Set<String> = []
    ) {
        self.layout = layout
        self.fields = fields
        self.required = required
        self.undeclared = undeclared
        self.optional = optional
        reader = CSVReader(delimiter: layout.delimiter, quote: layout.quote)
        let encoding = layout.encoding ?? .utf8
        decoder = TextDecoder(encoding.isWide ? .utf8 : encoding)
        wide = encoding.isWide ? TextDecoder(encoding) : nil
    }

    /// - Parameter emit: receives what is set aside, once it is a batch.
    func feed(
        _ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void, _ row: (TableRow) throws -> Void
    ) throws {
        // A byte order mark may be cut by the first piece's end: it is waited for.
        if !sawBytes {
            held.append(contentsOf: chunk)
            guard held.count >= 3 || isLast else { return }
            sawBytes = !held.isEmpty
            if layout.encoding == nil, let mark = TextEncoding.mark(held), mark.isWide {
                wide = TextDecoder(mark)
            }
            let first = held
            held.removeAll()
            return try first.withUnsafeBufferPointer {
                try pass($0, isLast: isLast, emit, row)
            }
        }
        try pass(chunk, isLast: isLast, emit, row)
    }

    private func pass(
        _ chunk: Bytes, isLast: Bool, _ emit: (Draft) -> Void, _ row: (TableRow) throws -> Void
    ) throws {
        if let wide {
            guard let piece = wide.decode(piece: chunk, isLast: isLast) else {
                throw FormatError(Flaw(.encoding, line: 0, ["encoding": wide.encoding.name]))
            }
            try piece.withUnsafeBufferPointer { try read($0, isLast: isLast, emit, row) }
        } else {
            try read(chunk, isLast: isLast, emit, row)
        }
        if isLast, shape == nil {
            guard sawBytes else { throw FormatError(Flaw(.empty, line: 0)) }
            throw FormatError(columnMissing)
        }
    }

    private var columnMissing: Flaw {
        Flaw(.columnMissing, line: 1, ["columns": missing.joined(separator: ", ")])
    }

    /// Hands over what was set aside since the last call.
    func flushAsides(_ emit: (Draft) -> Void) {
        if !ignored.isEmpty { emit(.ignored(ignored)) }
        if !spoiled.isEmpty { emit(.spoiled(spoiled)) }
        ignored.removeAll()
        spoiled.removeAll()
        blank = nil
    }

    private var missing: [String] = []

    private func name(of field: String) -> String { layout.columns[field] ?? field }

    private func read(
        _ chunk: Bytes, isLast: Bool, _ emit: (Draft) -> Void, _ row: (TableRow) throws -> Void
    ) throws {
        // Blank lines come many together: those that follow one are counted all at once.
        var (followsBlank, more) = (false, 0)
        defer { countBlank(more) }
        try reader.feed(chunk, isLast: isLast) { record in
            if followsBlank, record.isBlank {
                more += 1
                return
            }
            countBlank(more)
            more = 0
            followsBlank = wide == nil && shape != nil && record.isBlank
            if ignored.count + spoiled.count >= Limits.batchRows { flushAsides(emit) }
            if wide != nil { _ = place(record) }
            if let shape { return try pass(record, shape, row) }
            if layout.hasHeader { return try findHeader(record) }
            try pass(record, positions(), row)
        }
    }

    /// The record's place in the file; in UTF-16, where the decoded text is told back to the
    /// file's own bytes: two a character, four beyond U+FFFF.
    private func place(_ record: CSVRecord) -> Span {
        guard wide != nil else { return record.span }
        if let placed, placed.decoded == record.span.offset { return placed.span }
        let gap = record.span.offset - decodedEnd
        // The byte order mark is three bytes decoded and two in the file.
        let before = decodedEnd == 0 && gap == 3 ? 2 : gap * 2
        var length: Int64 = 0
        for byte in record.bytes where byte & 0xC0 != 0x80 { length += byte >= 0xF0 ? 4 : 2 }
        let span = Span(
            line: record.span.line, offset: rawEnd + before,
            length: Int32(truncatingIfNeeded: length))
        placed = (record.span.offset, span)
        decodedEnd = record.span.offset + Int64(record.span.length)
        rawEnd = span.offset + length
        return span
    }

    private func pass(
        _ record: CSVRecord, _ shape: TableShape, _ row: (TableRow) throws -> Void
    ) throws {
        rows += 1
        if record.isBlank { return passOver(record, .blank) }
        if let trailer, begins(record, 0, [trailer.begins]) {
            return trailer.take(record, place(record))
        }
        if tellsHeaders, isHeader(record) {
            let flaw = Flaw(.headerRepeated, line: Int(record.span.line), column: 1)
            ignored.append(IgnoredRow(span: place(record), reason: .preamble, flaw: flaw))
            return try stray(flaw)
        }
        if isTrailer(record, shape) {
            ignored.append(IgnoredRow(span: place(record), reason: .trailer))
            return
        }
        if let flaw = flaw(of: record, shape) { return try spoil(record, shape, flaw) }
        passed += 1
        try row(TableRow(record: record, span: place(record), shape: shape))
    }

    /// Counts a blank line among those since the last batch.
    private func passOver(_ record: CSVRecord, _ reason: IgnoredReason) {
        if let blank, ignored[blank].reason == reason {
            ignored[blank].rows += 1
        } else {
            blank = ignored.count
            ignored.append(IgnoredRow(span: place(record), reason: reason))
        }
    }

    /// Counts blank lines that follow the last one passed over.
    private func countBlank(_ lines: Int) {
        guard lines > 0, let blank else { return }
        ignored[blank].rows += lines
        rows += lines
    }

    /// Counts a line that is no row.
    /// - Throws: what is wrong with it, where the file is no such table.
    private func stray(_ flaw: @autoclosure () -> Flaw) throws(FormatError) {
        strays += 1
        guard strays > Limits.strayLines, standsOrFalls || strays > passed else { return }
        throw FormatError(flaw())
    }

    /// Why the record is no row; nil where it is one.
    private func flaw(of record: CSVRecord, _ shape: TableShape) -> Flaw? {
        let line = Int(record.span.line)
        if record.isMalformed || record.hasNUL {
            return Flaw(
                record.hasNUL ? .encoding : .malformed, line: line, column: 1,
                ["reason": "quote", "encoding": decoder.encoding.name])
        }
        // Columns at the end that have no name may be left out.
        guard let width = shape.width, record.count != width, !hasOnlyBlanks(record, from: width),
            record.count > width || record.count < shape.named
        else { return nil }
        return Flaw(
            .ragged, line: line, column: min(record.count, width) + 1,
            ["fields": String(record.count), "expected": String(width)])
    }

    private func spoil(_ record: CSVRecord, _ shape: TableShape, _ flaw: Flaw) throws {
        spoiled.append(SpoiledRow(span: place(record), flaws: [flaw]))
        if let onSpoiled {
            let column = unitField.map { shape.columns[$0] } ?? -1
            let raw = column >= 0 && column < record.count ? record.unquoted(column) : []
            onSpoiled(String(decoding: raw, as: UTF8.self).trimmed, flaw.line)
        }
        try stray(flaw)
    }

    /// More fields than the header, but nothing in them.
    private func hasOnlyBlanks(_ record: CSVRecord, from width: Int) -> Bool {
        guard record.count > width else { return false }
        for index in width..<record.count where !record[index].isEmpty { return false }
        return true
    }

    /// True for a record that says once more what the header says.
    private func isHeader(_ record: CSVRecord) -> Bool {
        guard record.count == header.count, let first = header.first,
            record[0].elementsEqual(first)
        else { return false }
        return header.indices.allSatisfy { record.unquoted($0) == header[$0] }
    }

    /// True where the first field that is filled, or the text, begins as the source declares.
    private func isTrailer(_ record: CSVRecord, _ shape: TableShape) -> Bool {
        if !layout.ignoredStarts.isEmpty {
            var first = 0
            while first + 1 < record.count, record[first].isEmpty { first += 1 }
            if begins(record, first, layout.ignoredStarts) { return true }
        }
        guard !layout.ignoredTexts.isEmpty, let text = fields.firstIndex(of: "text") else {
            return false
        }
        return begins(record, shape.columns[text], layout.ignoredTexts)
    }

    private func begins(_ record: CSVRecord, _ column: Int, _ starts: [String]) -> Bool {
        guard column >= 0, column < record.count, let text = decoder.decode(record[column]) else {
            return false
        }
        return starts.contains { text.starts(with: $0.utf8) }
    }

    private func findHeader(_ record: CSVRecord) throws {
        if record.isBlank, !missing.isEmpty {
            rows += 1
            passOver(record, .preamble)
            return try stray(columnMissing)
        }
        var names: [String: Int] = [:]
        var folded: [String: Int] = [:]
        var named = 0
        for index in 0..<record.count {
            let raw = record.unquoted(index)
            let text = raw.withUnsafeBufferPointer { decoder.decode($0) } ?? raw
            let name = String(decoding: text, as: UTF8.self).trimmed
            if !name.isEmpty { named = index + 1 }
            if names[name] == nil { names[name] = index }
            if folded[name.lowercased()] == nil { folded[name.lowercased()] = index }
        }
        // A header the source declares is known whatever its case: banks change it.
        let places = fields.map { field in
            if undeclared.contains(field) { return Int?.none }
            return names[name(of: field)]
                ?? layout.columns[field].flatMap { folded[$0.lowercased()] }
        }
        let absent = fields.indices.filter { places[$0] == nil }.map { fields[$0] }
        // A field the source names itself must be there too.
        let declared = layout.columns.keys.sorted().filter {
            absent.contains($0) && !required.contains($0) && !optional.contains($0)
        }
        let lacking = (required.filter(absent.contains) + declared).map(name(of:))
        guard lacking.isEmpty else {
            if missing.isEmpty || lacking.count < missing.count { missing = lacking }
            rows += 1
            ignored.append(IgnoredRow(span: place(record), reason: .preamble))
            // No header begins behind a preamble of a megabyte.
            guard record.span.offset < Limits.record else { throw FormatError(columnMissing) }
            return try stray(columnMissing)
        }
        if tellsHeaders { header = (0..<record.count).map { record.unquoted($0) } }
        shape = TableShape(
            fields: fields, columns: places.map { $0 ?? -1 }, width: record.count, named: named,
            decoder: decoder)
    }

    /// Without a header the columns are given by position, from 1.
    private func positions() -> TableShape {
        let shape = TableShape(
            fields: fields,
            columns: fields.map { Int(layout.columns[$0] ?? "").map { $0 - 1 } ?? -1 }, width: nil,
            named: 0, decoder: decoder)
        self.shape = shape
        return shape
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        var view = self[...]
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        while let last = view.last, last.isWhitespace { view.removeLast() }
        return String(view)
    }
}
