internal import Accounting

/// One line of a text file; its bytes live until the call that passed them returns.
struct SWIFTLine {
    /// Without the line end; UTF-8 where the file is UTF-16.
    private(set) var bytes: Bytes
    /// Where the first byte stands in the unpacked file.
    private(set) var offset: Int64
    let number: Int32
    /// False for a last line without a line end.
    let isEnded: Bool
    private let isWide: Bool

    fileprivate init(
        _ bytes: Bytes, offset: Int64, number: Int32, isEnded: Bool, isWide: Bool
    ) {
        self.bytes = bytes
        self.offset = offset
        self.number = number
        self.isEnded = isEnded
        self.isWide = isWide
    }

    /// Where the line ends in the unpacked file.
    var end: Int64 { offset + SWIFTLines.rawCount(bytes, isWide: isWide) }

    func dropFirst(_ count: Int) -> SWIFTLine {
        var rest = self
        rest.offset += SWIFTLines.rawCount(Bytes(rebasing: bytes[..<count]), isWide: isWide)
        rest.bytes = Bytes(rebasing: bytes[count...])
        return rest
    }

    func dropLast(_ count: Int) -> SWIFTLine {
        var rest = self
        rest.bytes = Bytes(rebasing: bytes.dropLast(count))
        return rest
    }

    /// Without control characters at both ends (SOH and ETX frame SWIFT messages on the wire).
    var withoutFrame: SWIFTLine {
        func isFrame(_ byte: UInt8) -> Bool { byte < 32 && byte != 9 && byte != 0 }
        let lead = bytes.prefix(while: isFrame).count
        let tail = bytes.dropFirst(lead).reversed().prefix(while: isFrame).count
        return lead + tail == 0 ? self : dropFirst(lead).dropLast(tail)
    }

    func starts(with text: StaticString) -> Bool {
        bytes.starts(
            with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Where a text first stands in the line; nil where it does not.
    func position(of text: StaticString) -> Int? {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes.count >= wanted.count else { return nil }
        return (0...(bytes.count - wanted.count)).first { bytes[$0...].starts(with: wanted) }
    }
}

/// Cuts bytes into lines: LF, CRLF, CR, CR CR LF; `@@` where the file begins with it; a byte order
/// mark of UTF-8 or UTF-16.
///
/// Holds one line at a time; one over `Limits.record` is refused. Linear in the bytes.
struct SWIFTLines {
    private var buffer: [UInt8] = []
    /// How much of the buffer is known to hold no line end.
    private var scanned = 0
    /// Where the buffer's first byte stands in the file.
    private var offset: Int64 = 0
    private var number: Int32 = 1
    private var atStart = true
    private var hasAtSigns = false
    private var wide: TextDecoder?

    /// - Parameter encoding: as declared; UTF-16 is turned into UTF-8, all others are left alone.
    init(encoding: TextEncoding?) {
        if let encoding, encoding.isWide { wide = TextDecoder(encoding) }
    }

    var isTranscoded: Bool { wide != nil }

    /// Bytes of the file that a piece of its text stands for: two a character in UTF-16, four
    /// beyond U+FFFF.
    fileprivate static func rawCount(_ bytes: Bytes, isWide: Bool) -> Int64 {
        guard isWide else { return Int64(bytes.count) }
        return bytes.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + ($1 >= 0xF0 ? 4 : 2) }
    }

    mutating func feed(_ chunk: Bytes, isLast: Bool, _ line: (SWIFTLine) throws -> Void) throws {
        if let wide {
            guard let text = wide.decode(piece: chunk, isLast: isLast) else {
                throw FormatError(
                    Flaw(.encoding, line: Int(number), ["encoding": wide.encoding.name]))
            }
            buffer.append(contentsOf: text)
        } else {
            buffer.append(contentsOf: chunk)
        }
        if atStart {
            guard buffer.count >= 6 || isLast else { return }
            try begin(isLast: isLast)
        }
        try cut(isLast: isLast, line)
    }

    /// Passes over a byte order mark and sees how lines end.
    private mutating func begin(isLast: Bool) throws {
        atStart = false
        if wide == nil, let mark = TextEncoding.mark(buffer), mark.isWide {
            let decoder = TextDecoder(mark)
            let raw = buffer
            guard
                let text = raw.withUnsafeBufferPointer({ decoder.decode(piece: $0, isLast: isLast) }
                )
            else { throw FormatError(Flaw(.encoding, line: 1, ["encoding": mark.name])) }
            wide = decoder
            buffer = text
        }
        if buffer.starts(with: [0xEF, 0xBB, 0xBF]) {
            buffer.removeFirst(3)
            offset = isTranscoded ? 2 : 3
        }
        hasAtSigns = buffer.starts(with: Array("@@:".utf8))
    }

    private mutating func cut(isLast: Bool, _ line: (SWIFTLine) throws -> Void) throws {
        // The buffer is taken out while its bytes are looked at, and put back with what is left.
        var bytes: [UInt8] = []
        swap(&bytes, &buffer)
        var position = 0
        try bytes.withUnsafeBufferPointer { bytes in
            var scan = scanned
            while position < bytes.count {
                let end = lineEnd(bytes, from: max(scan, position), isLast: isLast)
                if end == nil, !isLast { break }
                let content = end?.content ?? bytes.count
                let next = end?.next ?? bytes.count
                let text = Bytes(rebasing: bytes[position..<content])
                try line(
                    SWIFTLine(
                        text, offset: offset, number: number, isEnded: end != nil,
                        isWide: isTranscoded))
                let whole = Bytes(rebasing: bytes[position..<next])
                offset += SWIFTLines.rawCount(whole, isWide: isTranscoded)
                number &+= 1
                position = next
                scan = next
            }
        }
        scanned = max(0, bytes.count - position - 2)
        bytes.removeSubrange(0..<position)
        buffer = bytes
        if buffer.count > Limits.record {
            throw FormatError(Flaw(.limit, line: Int(number), ["limit": "line 1 MiB"]))
        }
    }

    /// Where the line's text ends and the next line begins; nil where more bytes decide.
    private func lineEnd(_ bytes: Bytes, from start: Int, isLast: Bool) -> (
        content: Int, next: Int
    )? {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 10 { return (index, index + 1) }
            if byte == 13 {
                // CR alone, CRLF, or the CR CR LF of files converted twice.
                if index + 2 >= bytes.count, !isLast { return nil }
                let after = bytes[(index + 1)...].prefix(2)
                if after.first == 10 { return (index, index + 2) }
                return (index, after.elementsEqual([13, 10]) ? index + 3 : index + 1)
            }
            if hasAtSigns, byte == 64 {
                if index + 1 >= bytes.count, !isLast { return nil }
                if index + 1 < bytes.count, bytes[index + 1] == 64 { return (index, index + 2) }
            }
            index &+= 1
        }
        return nil
    }
}
