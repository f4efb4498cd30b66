internal import Accounting

/// Finds the next record in a buffer; a record that may go on beyond it is left for later.
struct RecordCutter {
    typealias Slots = UnsafeMutableBufferPointer<CSVRecord.Field>

    let bytes: Bytes
    var position: Int
    let isLast: Bool
    let delimiter: UInt8
    let quote: UInt8
    var start = 0
    var end = 0
    var lines: Int32 = 0
    /// How many fields the record has, which may be more than there is room for.
    var count = 0
    var isMalformed = false
    var hasOpenQuote = false
    private(set) var hasNUL = false
    /// All bytes of the record's fields, one laid over the other.
    private var seen: UInt64 = 0
    private let delimiters: ByteWord
    private let quotes: ByteWord
    /// Just over the bytes that end a line.
    private let controls = ByteWord(repeating: 14)

    init(bytes: Bytes, position: Int, isLast: Bool, delimiter: UInt8, quote: UInt8) {
        self.bytes = bytes
        self.position = position
        self.isLast = isLast
        self.delimiter = delimiter
        self.quote = quote
        delimiters = ByteWord(repeating: delimiter)
        quotes = ByteWord(repeating: quote)
    }

    var hasHighBytes: Bool { seen & ByteWord.highBits != 0 }

    /// The record's place in a file of which the buffer begins at `offset`.
    func span(line: Int32, from offset: Int64) -> Span {
        Span(
            line: line, offset: offset + Int64(start),
            length: Int32(truncatingIfNeeded: end - start))
    }

    /// Cuts one record into `fields`, as far as they have room.
    ///
    /// A function of its own, never inlined: its registers are all for the loop.
    /// - Returns: false when the buffer holds no further whole record.
    @inline(never) mutating func next(_ fields: Slots) -> Bool {
        var cursor = position
        guard cursor < bytes.count else { return false }
        start = cursor
        count = 0
        lines = 1
        seen = 0
        hasNUL = false
        isMalformed = false
        while true {
            if cursor < bytes.count, bytes[cursor] == quote {
                guard let after = quoted(from: cursor, fields) else { return false }
                cursor = after
            } else {
                let first = cursor
                cursor = unquoted(from: first)
                put(.init(start: first, end: cursor, doubled: false), fields)
            }
            if cursor == bytes.count {
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

    @inline(__always) private mutating func put(_ field: CSVRecord.Field, _ fields: Slots) {
        if count < fields.count { fields[count] = field }
        count &+= 1
    }

    /// The end of a field without quotes: the next delimiter, line end or the buffer's end.
    @inline(__always) private mutating func unquoted(from first: Int) -> Int {
        var cursor = first
        while cursor &+ 8 <= bytes.count {
            let word = ByteWord(bytes, at: cursor)
            let marks = word.marks(of: delimiters) | word.marks(below: controls)
            if marks == 0 {
                seen |= word.bits
                cursor &+= 8
                continue
            }
            seen |= word.bits(before: marks)
            cursor &+= marks.trailingZeroBitCount / 8
            if ends(bytes[cursor]) { return cursor }
            note(bytes[cursor])
            cursor &+= 1
        }
        while cursor < bytes.count, !ends(bytes[cursor]) {
            note(bytes[cursor])
            cursor &+= 1
        }
        return cursor
    }

    @inline(__always) private func ends(_ byte: UInt8) -> Bool {
        byte == delimiter || byte == 10 || byte == 13
    }

    @inline(__always) private mutating func note(_ byte: UInt8) {
        seen |= UInt64(byte)
        if byte == 0 { hasNUL = true }
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

    private mutating func quoted(from open: Int, _ fields: Slots) -> Int? {
        let count = bytes.count
        var cursor = open + 1
        var doubled = false
        while cursor < count {
            cursor = plain(from: cursor)
            guard cursor < count else { break }
            let byte = bytes[cursor]
            if byte == quote {
                if cursor + 1 == count, !isLast { return nil }
                if cursor + 1 < count, bytes[cursor + 1] == quote {
                    doubled = true
                    cursor += 2
                    continue
                }
                put(.init(start: open + 1, end: cursor, doubled: doubled), fields)
                return tail(after: cursor + 1)
            }
            note(byte)
            if byte == 10 || (byte == 13 && (cursor + 1 == count || bytes[cursor + 1] != 10)) {
                lines &+= 1
            }
            cursor &+= 1
        }
        if isLast { hasOpenQuote = true }
        return nil
    }

    /// The next byte inside quotes that may need a closer look; eight are passed over at a time.
    @inline(__always) private mutating func plain(from first: Int) -> Int {
        var cursor = first
        while cursor &+ 8 <= bytes.count {
            let word = ByteWord(bytes, at: cursor)
            let marks = word.marks(of: quotes) | word.marks(below: controls)
            guard marks == 0 else {
                seen |= word.bits(before: marks)
                return cursor &+ marks.trailingZeroBitCount / 8
            }
            seen |= word.bits
            cursor &+= 8
        }
        return cursor
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
