public import Accounting

/// One record of a CSV file; its bytes live until the next call of the reader.
public struct CSVRecord {
    /// A field's bytes without its quotes; `doubled` where quotes inside it are written twice.
    @usableFromInline struct Field {
        @usableFromInline var start = 0
        @usableFromInline var end = 0
        @usableFromInline var doubled = false
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

    /// True for a line with nothing on it but delimiters: what spreadsheets make of an empty row.
    public var isBlank: Bool { Int(span.length) == count - 1 }
}

/// Cuts bytes into the records of RFC 4180 and of what real files do: any one-byte delimiter,
/// LF, CRLF, CR and CR CR LF line ends, line ends inside quotes, a BOM.
///
/// Holds one record at a time; a record over `Limits.record` is refused. Linear in the bytes.
public struct CSVReader {
    private let delimiter: UInt8
    private let quote: UInt8
    private var buffer: [UInt8] = []
    /// Room for the fields of one record.
    private var fields = [CSVRecord.Field](repeating: .init(), count: 64)
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
        let offset = offset
        var (fields, line) = (fields, line)
        self.fields = []
        try buffer.withUnsafeBufferPointer { bytes in
            var cutter = RecordCutter(
                bytes: bytes, position: position, isLast: isLast, delimiter: delimiter,
                quote: quote)
            while fields.withUnsafeMutableBufferPointer({ cutter.next($0) }) {
                if cutter.end - cutter.start > Limits.record {
                    throw FormatError(Flaw(.limit, line: Int(line), ["limit": "record 1 MiB"]))
                }
                if cutter.count > fields.count {
                    fields = Array(repeating: .init(), count: 2 * cutter.count)
                    cutter.position = cutter.start
                    continue
                }
                try fields.withUnsafeBufferPointer { slots in
                    guard let slot = slots.baseAddress, let base = bytes.baseAddress else { return }
                    try record(
                        CSVRecord(
                            base: base, fields: slot, count: cutter.count,
                            span: cutter.span(line: line, from: offset),
                            isMalformed: cutter.isMalformed, hasHighBytes: cutter.hasHighBytes,
                            hasNUL: cutter.hasNUL, quote: quote, start: cutter.start))
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
