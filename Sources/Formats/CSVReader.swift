public import Accounting

/// One record of a CSV file; its bytes live until the next call of the reader.
public struct CSVRecord {
    /// A field's bytes without its quotes; `doubled` where quotes inside it are written twice.
    @usableFromInline struct Field {
        @usableFromInline var start: Int
        @usableFromInline var end: Int
        @usableFromInline var doubled: Bool
    }

    @usableFromInline let base: UnsafePointer<UInt8>
    @usableFromInline let fields: UnsafePointer<Field>
    public let count: Int
    /// Line and byte range in the file, without the line end.
    public let span: Span
    /// True where a quote is followed by something else than a delimiter or the line end.
    public let isMalformed: Bool
    /// True where a byte is over 127.
    public let hasHighBytes: Bool
    /// True where a byte is zero.
    public let hasNUL: Bool
    /// The quote that is doubled inside fields.
    let quote: UInt8
    /// The record's own bytes, without its line end.
    public var bytes: Bytes { Bytes(start: base + start, count: Int(span.length)) }
    private let start: Int

    @usableFromInline init(
        base: UnsafePointer<UInt8>, fields: UnsafePointer<Field>, count: Int, span: Span,
        isMalformed: Bool, hasHighBytes: Bool, hasNUL: Bool, quote: UInt8, start: Int
    ) {
        self.start = start
        self.quote = quote
        self.base = base
        self.fields = fields
        self.count = count
        self.span = span
        self.isMalformed = isMalformed
        self.hasHighBytes = hasHighBytes
        self.hasNUL = hasNUL
    }

    /// The field's bytes as they stand between its quotes.
    @inlinable public subscript(index: Int) -> Bytes {
        let field = fields[index]
        return Bytes(start: base + field.start, count: field.end - field.start)
    }

    /// True where `""` stands inside the field and means one quote.
    @inlinable public func hasDoubledQuotes(_ index: Int) -> Bool { fields[index].doubled }

    /// The field with doubled quotes made single.
    public func unquoted(_ index: Int) -> [UInt8] {
        let raw = self[index]
        guard hasDoubledQuotes(index) else { return Array(raw) }
        var bytes: [UInt8] = []
        var skip = false
        for byte in raw {
            if byte == quote, !skip {
                skip = true
                bytes.append(byte)
            } else if byte != quote || !skip {
                skip = false
                bytes.append(byte)
            } else {
                skip = false
            }
        }
        return bytes
    }

    /// True for a line with nothing on it.
    public var isBlank: Bool { count == 1 && self[0].isEmpty && span.length == 0 }
}

/// Cuts bytes into the records of RFC 4180 and of what real files do: any one-byte delimiter,
/// LF, CRLF, CR and CR CR LF line ends, line ends inside quotes, a BOM.
///
/// Holds one record at a time; a record over `Limits.record` is refused. Linear in the bytes.
public struct CSVReader {
    private let delimiter: UInt8
    private let quote: UInt8
    private var buffer: [UInt8] = []
    private var fields: [CSVRecord.Field] = []
    /// Where the buffer's first byte stands in the file.
    private var offset: Int64 = 0
    private var line: Int32 = 1
    private var atStart = true

    public init(delimiter: UInt8, quote: UInt8 = UInt8(ascii: "\"")) {
        self.delimiter = delimiter
        self.quote = quote
    }

    /// Reads on; `isLast` with the file's last bytes (which may be none).
    /// - Throws: `FormatError` (`truncated` for an open quote at the end, `limit` for a record
    ///   that is too long), and what `record` throws.
    public mutating func feed(
        _ chunk: Bytes, isLast: Bool, record: (CSVRecord) throws -> Void
    ) throws {
        buffer.append(contentsOf: chunk)
        var position = 0
        if atStart, buffer.count >= 3 || isLast {
            atStart = false
            if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        }
        guard !atStart else { return }
        let (delimiter, quote, offset) = (delimiter, quote, offset)
        var (fields, line) = (fields, line)
        self.fields = []
        try buffer.withUnsafeBufferPointer { bytes in
            var cutter = RecordCutter(
                bytes: bytes, position: position, isLast: isLast, delimiter: delimiter,
                quote: quote)
            while try cutter.next(&fields) {
                if cutter.end - cutter.start > Limits.record {
                    throw FormatError(Flaw(.limit, line: Int(line), ["limit": "record 1 MiB"]))
                }
                let span = Span(
                    line: line, offset: offset + Int64(cutter.start),
                    length: Int32(truncatingIfNeeded: cutter.end - cutter.start))
                try fields.withUnsafeBufferPointer { slots in
                    guard let slot = slots.baseAddress, let base = bytes.baseAddress else { return }
                    try record(
                        CSVRecord(
                            base: base, fields: slot, count: slots.count, span: span,
                            isMalformed: cutter.isMalformed, hasHighBytes: cutter.seen >= 0x80,
                            hasNUL: cutter.hasNUL, quote: quote,
                            start: cutter.start))
                }
                line &+= cutter.lines
            }
            position = cutter.position
            if cutter.hasOpenQuote {
                throw FormatError(
                    Flaw(.truncated, line: Int(line), column: 1, ["what": "quote"]))
            }
        }
        self.fields = fields
        self.line = line
        buffer.removeSubrange(0..<position)
        self.offset += Int64(position)
        if buffer.count > Limits.record {
            throw FormatError(Flaw(.limit, line: Int(line), ["limit": "record 1 MiB"]))
        }
    }
}

/// Finds the next record in a buffer; a record that may go on beyond it is left for later.
private struct RecordCutter {
    let bytes: Bytes
    var position: Int
    let isLast: Bool
    let delimiter: UInt8
    let quote: UInt8
    var start = 0
    var end = 0
    var lines: Int32 = 0
    var seen: UInt8 = 0
    var hasNUL = false
    var isMalformed = false
    var hasOpenQuote = false

    init(bytes: Bytes, position: Int, isLast: Bool, delimiter: UInt8, quote: UInt8) {
        self.bytes = bytes
        self.position = position
        self.isLast = isLast
        self.delimiter = delimiter
        self.quote = quote
    }

    /// Cuts one record into `fields`; false when the buffer holds no further whole record.
    mutating func next(_ fields: inout [CSVRecord.Field]) throws -> Bool {
        let count = bytes.count
        var cursor = position
        guard cursor < count else { return false }
        fields.removeAll(keepingCapacity: true)
        start = cursor
        lines = 1
        seen = 0
        hasNUL = false
        isMalformed = false
        while true {
            // One field.
            if cursor < count, bytes[cursor] == quote {
                guard let after = quoted(from: cursor, &fields) else { return false }
                cursor = after
            } else {
                let first = cursor
                while cursor < count {
                    let byte = bytes[cursor]
                    if byte == delimiter || byte == 10 || byte == 13 { break }
                    seen |= byte
                    if byte == 0 { hasNUL = true }
                    cursor &+= 1
                }
                fields.append(.init(start: first, end: cursor, doubled: false))
            }
            if cursor == count {
                guard isLast else { return false }
                end = cursor
                position = cursor
                return true
            }
            if bytes[cursor] == delimiter {
                cursor &+= 1
                continue
            }
            end = cursor
            guard let after = lineEnd(from: cursor) else { return false }
            position = after
            return true
        }
    }

    /// The position behind the line end at `cursor`; nil where more bytes decide.
    private func lineEnd(from cursor: Int) -> Int? {
        if bytes[cursor] == 10 { return cursor + 1 }
        var next = cursor + 1
        if next < bytes.count, bytes[next] == 13, next + 1 < bytes.count, bytes[next + 1] == 10 {
            return next + 2
        }
        if next + 1 >= bytes.count, !isLast { return nil }
        if next < bytes.count, bytes[next] == 10 { next += 1 }
        return next
    }

    private mutating func quoted(from open: Int, _ fields: inout [CSVRecord.Field]) -> Int? {
        let count = bytes.count
        var cursor = open + 1
        var doubled = false
        while cursor < count {
            let byte = bytes[cursor]
            if byte == quote {
                if cursor + 1 == count, !isLast { return nil }
                if cursor + 1 < count, bytes[cursor + 1] == quote {
                    doubled = true
                    cursor += 2
                    continue
                }
                fields.append(.init(start: open + 1, end: cursor, doubled: doubled))
                return tail(after: cursor + 1)
            }
            seen |= byte
            if byte == 0 { hasNUL = true }
            if byte == 10 || (byte == 13 && (cursor + 1 == count || bytes[cursor + 1] != 10)) {
                lines &+= 1
            }
            cursor &+= 1
        }
        if isLast { hasOpenQuote = true }
        return nil
    }

    /// Behind a closing quote: blanks are passed over, anything else makes the record malformed.
    private mutating func tail(after cursor: Int) -> Int {
        var cursor = cursor
        while cursor < bytes.count {
            let byte = bytes[cursor]
            if byte == delimiter || byte == 10 || byte == 13 { break }
            if byte != 32 { isMalformed = true }
            cursor += 1
        }
        return cursor
    }
}
