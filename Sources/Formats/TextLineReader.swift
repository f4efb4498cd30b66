public import Accounting

/// One line, or one unbroken record, of a text file; its bytes live until the reader's next call.
public struct TextLine {
    /// Without the line end; text of UTF-16 as UTF-8, any other as it stands in the file.
    public let bytes: Bytes
    /// Where the line stands in the file, without its line end.
    public let span: Span
    /// False for a last line that the file ends in without a line end.
    public let isEnded: Bool
    fileprivate let width: CharacterWidth

    /// The place in the file of a part of the line.
    public func span(of part: Range<Int>) -> Span {
        let before = width.inFile(Bytes(rebasing: bytes[..<part.lowerBound]))
        let length = width.inFile(Bytes(rebasing: bytes[part]))
        return Span(
            line: span.line, offset: span.offset + before,
            length: Int32(truncatingIfNeeded: length))
    }

    /// A part of the line as a line of its own.
    func part(_ range: Range<Int>) -> TextLine {
        TextLine(
            bytes: Bytes(rebasing: bytes[range]), span: span(of: range), isEnded: isEnded,
            width: width)
    }

    public var isBlank: Bool { bytes.allSatisfy { $0 == 32 || $0 == 9 || $0 == 0x1A } }
}

/// How many bytes of the file a character took.
private enum CharacterWidth {
    case asRead, utf16, utf32

    /// The bytes in the file of text that was read from it.
    func inFile(_ bytes: Bytes) -> Int64 {
        if self == .asRead { return Int64(bytes.count) }
        var length: Int64 = 0
        for byte in bytes where byte & 0xC0 != 0x80 {
            length += self == .utf32 || byte >= 0xF0 ? 4 : 2
        }
        return length
    }
}

/// Cuts a text file into lines: LF, CRLF, CR and CR CR LF ends, `@@` where the file begins with it
/// (DFÜ-Abkommen Anlage 3), a byte order mark, UTF-16.
///
/// With a record length, a file without any line end is cut every so many bytes instead, as files
/// that once were on tape are; whether it is one shows in its first four records. Holds one line
/// at a time; one over `Limits.record` is refused.
public struct TextLineReader {
    private enum Cut { case undecided, lines, records }

    private let declared: TextEncoding?
    private let recordLength: Int?
    private var wide: TextDecoder?
    private var width = CharacterWidth.asRead
    private var isStarted = false
    private var cut: Cut
    private var hasAtSigns = false
    private var buffer: [UInt8] = []
    /// How far the buffer was searched for a line end.
    private var searched = 0
    /// Where the buffer's first byte stands in the file.
    private var offset: Int64 = 0
    private var line: Int32 = 1

    /// - Parameters:
    ///   - encoding: as declared; nil where the byte order mark, if any, tells.
    ///   - recordLength: bytes a record, for layouts of a fixed width.
    public init(_ encoding: TextEncoding? = nil, recordLength: Int? = nil) {
        declared = encoding
        self.recordLength = recordLength
        cut = recordLength == nil ? .lines : .undecided
    }

    /// What reads the bytes of lines: those of UTF-16 are UTF-8 already.
    public static func decoder(_ declared: TextEncoding?) -> TextDecoder {
        let encoding = declared ?? .utf8
        return TextDecoder(encoding.isWide ? .utf8 : encoding)
    }

    /// Reads on; `isLast` with the file's last bytes (which may be none).
    /// - Throws: `FormatError` (`encoding` for text that is not UTF-16, `limit` for a line that
    ///   is too long), and what `line` throws.
    public mutating func feed(
        _ chunk: Bytes, isLast: Bool, line body: (TextLine) throws -> Void
    ) throws {
        if let wide {
            guard let piece = wide.decode(piece: chunk, isLast: isLast) else {
                throw FormatError(
                    Flaw(.encoding, line: Int(line), ["encoding": wide.encoding.name]))
            }
            buffer.append(contentsOf: piece)
        } else {
            buffer.append(contentsOf: chunk)
        }
        if !isStarted {
            // A byte order mark may be cut by the first piece's end: it is waited for, and what
            // follows it.
            guard buffer.count >= 8 || isLast else { return }
            isStarted = true
            try start(isLast: isLast)
        }
        guard decide(isLast: isLast) else { return }
        try cutLines(isLast: isLast, body)
        try TextLineReader.check(buffer.count, line)
    }

    private static func check(_ length: Int, _ line: Int32) throws {
        guard length > Limits.record else { return }
        throw FormatError(Flaw(.limit, line: Int(line), ["limit": "record 1 MiB"]))
    }

    /// Settles the encoding by the byte order mark and takes the mark off.
    private mutating func start(isLast: Bool) throws {
        let encoding = declared ?? TextEncoding.mark(buffer)
        if let encoding, encoding.isWide {
            let decoder = TextDecoder(encoding)
            wide = decoder
            width = encoding.name.hasPrefix("UTF-32") ? .utf32 : .utf16
            let text = buffer.withUnsafeBufferPointer { decoder.decode(piece: $0, isLast: isLast) }
            guard let text else {
                throw FormatError(Flaw(.encoding, line: 1, ["encoding": encoding.name]))
            }
            buffer = text
        }
        if buffer.starts(with: [0xEF, 0xBB, 0xBF]) {
            offset = buffer[..<3].withUnsafeBufferPointer { width.inFile($0) }
            buffer.removeFirst(3)
        }
        hasAtSigns = buffer.starts(with: "@@:".utf8)
    }

    /// Whether the first four records have line ends; false while more bytes must tell.
    private mutating func decide(isLast: Bool) -> Bool {
        guard cut == .undecided, let recordLength else { return true }
        if buffer.prefix(4 * recordLength).contains(where: { $0 == 10 || $0 == 13 }) {
            cut = .lines
        } else if buffer.count >= 4 * recordLength || isLast {
            cut = buffer.count > recordLength ? .records : .lines
        }
        return cut != .undecided
    }

    private mutating func cutLines(isLast: Bool, _ body: (TextLine) throws -> Void) throws {
        var (start, end) = (0, searched)
        var (offset, number) = (offset, line)
        let (cut, width, step, hasAtSigns) = (cut, width, recordLength ?? 0, hasAtSigns)
        try buffer.withUnsafeBufferPointer { bytes in
            while start < bytes.count {
                let next: Int
                if cut == .records {
                    end = min(start + step, bytes.count)
                    if end - start < step, !isLast { break }
                    next = end
                } else {
                    while end < bytes.count, bytes[end] != 10, bytes[end] != 13,
                        !(hasAtSigns && TextLineReader.isAtSigns(bytes, end))
                    {
                        end += 1
                    }
                    if end == bytes.count, !isLast {
                        // Half of a mark may stand at the end.
                        if hasAtSigns, bytes[end - 1] == UInt8(ascii: "@") { end -= 1 }
                        break
                    }
                    guard let after = TextLineReader.lineEnd(bytes, end, isLast: isLast) else {
                        break
                    }
                    next = after
                }
                let text = Bytes(rebasing: bytes[start..<end])
                try TextLineReader.check(text.count, number)
                let length = width.inFile(text)
                try body(
                    TextLine(
                        bytes: text,
                        span: Span(
                            line: number, offset: offset,
                            length: Int32(truncatingIfNeeded: length)),
                        isEnded: next > end || cut == .records && end - start == step,
                        width: width))
                offset += length + width.inFile(Bytes(rebasing: bytes[end..<next]))
                number &+= 1
                start = next
                end = next
            }
        }
        self.offset = offset
        line = number
        searched = max(end, start) - start
        buffer.removeSubrange(0..<start)
    }

    private static func isAtSigns(_ bytes: Bytes, _ start: Int) -> Bool {
        start + 1 < bytes.count && bytes[start] == UInt8(ascii: "@")
            && bytes[start + 1] == UInt8(ascii: "@")
    }

    /// The position behind the line end at `end`; nil where more bytes decide.
    private static func lineEnd(_ bytes: Bytes, _ end: Int, isLast: Bool) -> Int? {
        if end == bytes.count { return end }
        if bytes[end] == 10 { return end + 1 }
        if bytes[end] == UInt8(ascii: "@") { return end + 2 }
        if end + 2 < bytes.count, bytes[end + 1] == 13, bytes[end + 2] == 10 { return end + 3 }
        if end + 2 >= bytes.count, !isLast { return nil }
        return end + 1 < bytes.count && bytes[end + 1] == 10 ? end + 2 : end + 1
    }
}

/// The start of a file as UTF-8 without its byte order mark, to tell its format by.
public func plainHead(_ head: [UInt8]) -> [UInt8] {
    guard let mark = TextEncoding.mark(head) else { return head }
    guard mark.isWide else { return Array(head.dropFirst(3)) }
    let decoder = TextDecoder(mark)
    let text = head.withUnsafeBufferPointer { decoder.decode(piece: $0, isLast: false) } ?? []
    return Array(text.dropFirst(3))
}
