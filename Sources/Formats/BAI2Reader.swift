public import Accounting

/// A logical record of a BAI2 file: a record with the 88 records that continue it.
public struct BAI2Record {
    /// 01 file, 02 group, 03 account, 16 transaction; 49, 98 and 99 end them.
    public let code: Int
    public fileprivate(set) var span: Span
    /// How many physical records it is made of: what the trailers' counts count.
    public fileprivate(set) var records = 1
    /// True where a `/` ends its last physical record.
    public fileprivate(set) var hasEnd = false
    fileprivate var content: [UInt8] = []
    /// Where each physical record's content begins, and whether the one before filled its length.
    fileprivate var pieces: [(start: Int, goesOn: Bool)] = []
    private var position = 0
    /// The physical record that `position` stands in.
    private var piece = 0

    fileprivate init(code: Int, span: Span) {
        self.code = code
        self.span = span
    }

    /// Adds a physical record's content; two stand apart by one byte, so that no field spans them.
    fileprivate mutating func add(_ bytes: Slice<Bytes>) {
        if !pieces.isEmpty { content.append(10) }
        pieces.append((content.count, false))
        content.append(contentsOf: bytes)
    }

    public var line: Int { Int(span.line) }

    /// Fields are behind; what `next` gives is no field.
    public var isAtEnd: Bool { position > content.count }

    /// True where the next field begins a physical record.
    public var isAtStartOfPiece: Bool {
        position > 0 && piece < pieces.count && pieces[piece].start == position
    }

    /// Where the physical record that is being read ends.
    private var limit: Int {
        piece + 1 < pieces.count ? pieces[piece + 1].start - 1 : content.count
    }

    /// The next field without the blanks around it; empty behind the last one.
    ///
    /// A field ends at a comma and where its physical record ends.
    public mutating func next() -> ArraySlice<UInt8> {
        guard position <= content.count else { return [] }
        var end = position
        while end < limit, content[end] != UInt8(ascii: ",") { end += 1 }
        var field = content[position..<end]
        move(to: end + 1)
        while let last = field.last, last == 32 { field.removeLast() }
        while let first = field.first, first == 32 { field.removeFirst() }
        return field
    }

    private mutating func move(to position: Int) {
        self.position = position
        while piece + 1 < pieces.count, pieces[piece + 1].start <= position { piece += 1 }
    }

    /// Puts back a field just read: it was left out and is the next one.
    public mutating func putBack(_ field: ArraySlice<UInt8>) {
        position = field.startIndex
        while piece > 0, pieces[piece].start > position { piece -= 1 }
    }

    /// Everything behind the fields read, commas and all: the text, a piece a physical record.
    public mutating func rest() -> [(text: ArraySlice<UInt8>, goesOn: Bool)] {
        var texts: [(text: ArraySlice<UInt8>, goesOn: Bool)] = []
        while position <= content.count {
            texts.append((content[position..<limit], pieces[piece].goesOn))
            move(to: limit + 1)
        }
        return texts
    }
}

/// Cuts a BAI2 file into its logical records (BAI, Cash Management Balance Reporting
/// Specifications, version 2).
///
/// A physical record ends with its line or with `/`; several may stand on a line, apart by blanks
/// (records padded to a length). A line without a record code goes on the text above it.
public struct BAI2Reader {
    private static let codes: Set<Int> = [1, 2, 3, 16, 49, 88, 98, 99]
    /// The length a sender breaks texts at where the 01 record states none.
    private static let usualLength = 80

    private var lines: TextLineReader
    private var open: BAI2Record?
    private var recordLength = 0

    public init(_ encoding: TextEncoding?) { lines = TextLineReader(encoding) }

    /// Reads on; `isLast` with the file's last bytes (which may be none).
    /// - Throws: `FormatError` (`malformed` for a line that is no record), and what `record` does.
    public mutating func feed(
        _ chunk: Bytes, isLast: Bool, record: (BAI2Record) throws -> Void
    ) throws {
        var (open, recordLength) = (open, recordLength)
        self.open = nil
        try lines.feed(chunk, isLast: isLast) { line in
            if line.isBlank { return }
            var cutter = BAI2Cutter(line, open: open, recordLength: recordLength)
            open = nil
            try cutter.cut(record)
            open = cutter.open
            recordLength = cutter.recordLength
        }
        if isLast, let last = open {
            try record(last)
            open = nil
        }
        self.open = open
        self.recordLength = recordLength
    }

    /// The record code at a position; nil where there is none.
    fileprivate static func code(_ bytes: Bytes, _ start: Int, _ end: Int) -> Int? {
        guard start + 3 <= end, let code = Exact(digits: bytes[start..<start + 2], scale: 0),
            bytes[start + 2] == UInt8(ascii: ",") || bytes[start + 2] == UInt8(ascii: "/"),
            codes.contains(Int(code.mantissa))
        else { return nil }
        return Int(code.mantissa)
    }

    fileprivate static func fullLength(_ stated: Int) -> Int { stated > 0 ? stated : usualLength }
}

/// Cuts one line into physical records and joins them to logical ones.
private struct BAI2Cutter {
    let line: TextLine
    let bytes: Bytes
    var open: BAI2Record?
    var recordLength: Int

    init(_ line: TextLine, open: BAI2Record?, recordLength: Int) {
        self.line = line
        bytes = line.bytes
        self.open = open
        self.recordLength = recordLength
    }

    mutating func cut(_ record: (BAI2Record) throws -> Void) throws {
        let first = skip(0, bytes.count)
        if BAI2Reader.code(bytes, first, bytes.count) == 1 { readLength(first) }
        // A line of records of the stated length, one behind the other.
        if recordLength > 0, bytes.count > recordLength,
            BAI2Reader.code(bytes, recordLength, bytes.count) != nil
        {
            for start in stride(from: 0, to: bytes.count, by: recordLength) {
                try cut(start, min(start + recordLength, bytes.count), record)
            }
        } else {
            try cut(0, bytes.count, record)
        }
    }

    /// The record length that the 01 record states in its seventh field.
    private mutating func readLength(_ start: Int) {
        let fields = bytes[start...].split(separator: UInt8(ascii: ","), maxSplits: 7)
        guard fields.count > 6 else { return }
        recordLength = Exact(digits: fields[6], scale: 0).map { Int(clamping: $0.mantissa) } ?? 0
    }

    private func skip(_ start: Int, _ end: Int) -> Int {
        var start = start
        while start < end, bytes[start] == 32 || bytes[start] == 9 { start += 1 }
        return start
    }

    private mutating func cut(
        _ from: Int, _ to: Int, _ record: (BAI2Record) throws -> Void
    ) throws {
        var start = skip(from, to)
        while start < to {
            let code = BAI2Reader.code(bytes, start, to)
            let isText = (code ?? 88) == 88 ? open?.code == 16 : code == 16
            let (end, hasEnd) = recordEnd(start, to, isText: isText)
            switch code {
            case 88?: try goOn(start + 3, end, counted: true)
            case let code?:
                if let open { try record(open) }
                open = BAI2Record(code: code, span: line.span(of: start..<end))
                open?.add(bytes[min(start + 3, end)..<end])
            case nil:
                guard let open, open.code == 16, !open.hasEnd else {
                    throw FormatError(
                        Flaw(
                            .malformed, line: Int(line.span.line),
                            found: String(decoding: bytes[start..<end].prefix(40), as: UTF8.self),
                            ["reason": "record"]))
                }
                try goOn(start, end, counted: false)
            }
            open?.hasEnd = hasEnd
            isFull = end - start == BAI2Reader.fullLength(recordLength)
            start = skip(end + (hasEnd ? 1 : 0), to)
        }
    }

    /// True where the physical record before filled its length: its text goes on in the next.
    private var isFull: Bool {
        get { open?.pieces.last?.goesOn ?? false }
        set { if let last = open?.pieces.indices.last { open?.pieces[last].goesOn = newValue } }
    }

    private mutating func goOn(_ start: Int, _ end: Int, counted: Bool) throws {
        guard let last = open?.span else {
            throw FormatError(
                Flaw(.malformed, line: Int(line.span.line), found: "88", ["reason": "record"]))
        }
        if counted { open?.records += 1 }
        open?.add(bytes[min(start, end)..<end])
        let part = line.span(of: start..<end)
        open?.span.length = Int32(clamping: part.offset + Int64(part.length) - last.offset)
        if (open?.content.count ?? 0) > Limits.record {
            throw FormatError(Flaw(.limit, line: Int(last.line), ["limit": "record 1 MiB"]))
        }
    }

    /// Where the physical record ends, and whether a `/` ends it.
    ///
    /// A `/` ends it before the end of the line and before another record; in a text, which may
    /// hold any `/`, only before one that stands apart by blanks and is shaped as a record is.
    private func recordEnd(_ start: Int, _ to: Int, isText: Bool) -> (end: Int, hasEnd: Bool) {
        var index = start
        while index < to {
            if bytes[index] == UInt8(ascii: "/") {
                let next = skip(index + 1, to)
                if next == to { return (index, true) }
                if let code = BAI2Reader.code(bytes, next, to),
                    !isText || next > index + 1 && isShaped(code, next, to)
                {
                    return (index, true)
                }
            }
            index += 1
        }
        while index > start, bytes[index - 1] == 32 || bytes[index - 1] == 0x1A { index -= 1 }
        return (index, false)
    }

    /// True where the first fields behind a code are what such a record carries.
    private func isShaped(_ code: Int, _ start: Int, _ to: Int) -> Bool {
        let fields = bytes[(start + 3)..<to].split(
            separator: UInt8(ascii: ","), maxSplits: 2, omittingEmptySubsequences: false)
        func isNumber(_ index: Int) -> Bool {
            guard index < fields.count else { return false }
            let field = fields[index].prefix { $0 != UInt8(ascii: "/") }
            return field.isEmpty || Exact(signedDigits: field, scale: 0) != nil
        }
        switch code {
        case 16: return fields.count > 2 && fields[0].count == 3 && isNumber(0) && isNumber(1)
        case 49, 98, 99: return fields.count > 1 && isNumber(0) && isNumber(1)
        case 3: return fields.count > 2
        default: return true
        }
    }
}
