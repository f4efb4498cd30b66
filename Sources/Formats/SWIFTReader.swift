public import Accounting

/// The fields of customer statements that are looked at: SWIFT MT940, MT941, MT942 and MT950.
public enum SWIFTTag: Sendable, Equatable {
    /// `:20:`, the message's own reference; it begins a message.
    case reference
    case account
    /// `:28:` and `:28C:`, statement number and sequence number.
    case number
    /// `:34F:`, below which an interim report leaves entries out.
    case floorLimit
    /// `:13D:`, when an interim report was made.
    case created
    case opening, openingPage
    case entry, information
    case closing, closingPage
    case debitTotal, creditTotal
    /// `:NS:`, numbered lines of German and Hungarian programs beside the standard.
    case nonSWIFT
    /// A field that says nothing about entries: `:21:`, `:64:`, `:65:`.
    case other

    /// The codes as files write them, between two colons.
    static let codes: [(code: [UInt8], tag: SWIFTTag)] = {
        let named: [(String, SWIFTTag)] = [
            ("20", .reference), ("21", .other), ("25", .account), ("25P", .account),
            ("28", .number), ("28C", .number), ("34F", .floorLimit), ("13", .created),
            ("13D", .created), ("60F", .opening), ("60M", .openingPage), ("61", .entry),
            ("86", .information), ("62F", .closing), ("62M", .closingPage), ("64", .other),
            ("64F", .other), ("65", .other), ("65F", .other), ("90D", .debitTotal),
            ("90C", .creditTotal), ("NS", .nonSWIFT),
        ]
        return named.map { (Array($0.0.utf8), $0.1) }
    }()

    /// Whether a field of this kind stands behind the entries; nil where it may stand anywhere.
    var isBehindEntries: Bool? {
        switch self {
        case .closing, .closingPage, .debitTotal, .creditTotal: true
        case .information, .nonSWIFT, .other: nil
        default: false
        }
    }
}

/// One field of a message: its text in lines, blank ones kept, empty ones left out.
public struct SWIFTField: Sendable {
    public let tag: SWIFTTag
    /// From the tag's colon to the end of its last line, in the unpacked file.
    public var span: Span
    /// The lines' bytes, one after the other.
    public private(set) var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var lengthBefore: Int32

    init(_ tag: SWIFTTag, span: Span) {
        self.tag = tag
        self.span = span
        lengthBefore = span.length
    }

    public var lineCount: Int { ends.count }

    /// The bytes of a line, from 0; none where the field has fewer lines.
    public func line(_ index: Int) -> ArraySlice<UInt8> {
        guard index < ends.count else { return [] }
        return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    mutating func append(_ line: some Collection<UInt8>, end: Int64) {
        bytes.append(contentsOf: line)
        ends.append(bytes.count)
        lengthBefore = span.length
        span.length = Int32(clamping: end - span.offset)
    }

    /// Takes off a last line that has proved to be the message's end.
    mutating func dropEndMark() {
        guard lineCount > 1, line(lineCount - 1).elementsEqual("-".utf8) else { return }
        ends.removeLast()
        bytes.removeLast()
        span.length = lengthBefore
    }
}

/// What a file of SWIFT messages says, in order.
public enum SWIFTEvent: Sendable {
    /// `{1:…}{2:…}{4:` or `:940:`; the message type where it is stated.
    case begin(type: Int?, isEnveloped: Bool)
    case field(SWIFTField)
    /// `-}`, or `-` behind the last field.
    case end
}

/// Cuts bytes into the fields of SWIFT messages: `:61:…` with the lines that follow it, in
/// `{1:…}{2:…}{4:` … `-}` envelopes or bare, with a bank's own lines before and between messages.
///
/// What stands outside a message is passed over. Only codes of customer statements begin a field:
/// any other `:26:37 …` at a line's start is text wrapped there. A lone `-` ends a message once
/// its closing figures are read; before, it may be text. Sources: SWIFT Standards Category 9
/// (fields and blocks), DFÜ-Abkommen Anlage 3 of the Deutsche Kreditwirtschaft (`@@` for line
/// ends).
public struct SWIFTReader {
    private var lines: TextLineReader
    private var field: SWIFTField?
    /// True from `{1:` until `{4:`.
    private var isInHeader = false
    private var isEnveloped = false
    private var type: Int?
    /// True once closing figures are read, until the next message.
    private var isBehindEntries = false

    public init(encoding: TextEncoding? = nil) { lines = TextLineReader(encoding) }

    /// Reads on; `isLast` with the file's last bytes (which may be none).
    /// - Throws: `FormatError` (`truncated` for a tag or header cut off at the end, `limit` for a
    ///   line or field over `Limits.record`), and what `event` throws.
    public mutating func feed(
        _ chunk: Bytes, isLast: Bool, _ event: (SWIFTEvent) throws -> Void
    ) throws {
        // The cutter is taken out while its lines are looked at.
        var cutter = TextLineReader()
        swap(&cutter, &lines)
        defer { lines = cutter }
        var cut: Int32?
        var last: Int32 = 0
        try cutter.feed(chunk, isLast: isLast) { line in
            last = line.span.line
            if !line.isEnded, SWIFTReader.isPartOfMark(line.withoutFrame) { cut = line.span.line }
            try take(line.withoutFrame, event)
        }
        guard isLast else { return }
        try close(event)
        if isInHeader || cut != nil {
            throw FormatError(
                Flaw(.truncated, line: Int(cut ?? last), ["what": cut == nil ? "{4:" : "tag"]))
        }
    }

    /// Hands over the field that was being read, before a refusal.
    public mutating func drain(_ event: (SWIFTEvent) throws -> Void) rethrows {
        try close(event)
    }

    // MARK: Lines

    private mutating func take(_ line: TextLine, _ event: (SWIFTEvent) throws -> Void) throws {
        guard let first = line.bytes.first else { return }
        switch first {
        case UInt8(ascii: ":"):
            if try begins(line, event) { return }
        case UInt8(ascii: "{"):
            if field == nil || isBehindEntries || line.starts(with: "{1:") {
                return try envelope(line, event)
            }
        case UInt8(ascii: "-"):
            if try ends(line, event) { return }
        default: break
        }
        if field != nil { try append(line) }
    }

    private mutating func append(_ line: TextLine) throws {
        field?.append(line.bytes, end: line.end)
        if let count = field?.bytes.count, count > Limits.record {
            throw FormatError(Flaw(.limit, line: Int(line.span.line), ["limit": "field 1 MiB"]))
        }
    }

    /// True where the line begins a field or names the message's type.
    private mutating func begins(
        _ line: TextLine, _ event: (SWIFTEvent) throws -> Void
    ) throws -> Bool {
        let rest = line.bytes.dropFirst()
        guard let colon = rest.prefix(4).firstIndex(of: UInt8(ascii: ":")) else { return false }
        let code = rest[..<colon]
        if code.elementsEqual("940".utf8) || code.elementsEqual("942".utf8) {
            try close(event)
            isBehindEntries = false
            try event(.begin(type: SWIFTReader.number(code), isEnveloped: false))
            return true
        }
        guard let tag = SWIFTTag.codes.first(where: { code.elementsEqual($0.code) })?.tag,
            !isRestOfTime(rest)
        else { return false }
        try close(event)
        if let isBehind = tag.isBehindEntries { isBehindEntries = isBehind }
        let span = Span(line: line.span.line, offset: line.span.offset, length: 0)
        field = SWIFTField(tag, span: span)
        try append(line.dropFirst(colon + 1))
        return true
    }

    /// `:16:20 …` behind a line that ends in `T13`: a time of day that was wrapped.
    private func isRestOfTime(_ rest: Slice<Bytes>) -> Bool {
        guard let field, field.tag == .information, field.lineCount > 0 else { return false }
        func shape(_ bytes: some Collection<UInt8>) -> String {
            String(decoding: bytes.map { $0 >= 48 && $0 <= 57 ? 48 : $0 }, as: UTF8.self)
        }
        let before = field.line(field.lineCount - 1)
        return shape(before.suffix(3)) == "T00" && shape(rest.prefix(5)) == "00:00"
    }

    // MARK: Messages

    /// True where the line ends the message.
    private mutating func ends(
        _ line: TextLine, _ event: (SWIFTEvent) throws -> Void
    ) throws -> Bool {
        let isEnvelopeEnd = line.starts(with: "-}")
        if !isEnvelopeEnd {
            let isInEntries =
                !isBehindEntries && (field?.tag == .entry || field?.tag == .information)
            guard line.bytes.count == 1, !isInEntries, !isEnveloped || isBehindEntries
            else { return false }
        }
        try close(event)
        isEnveloped = false
        isBehindEntries = false
        try event(.end)
        if isEnvelopeEnd { try envelope(line.dropFirst(2), event) }
        return true
    }

    /// Reads the blocks of an envelope as far as they stand on this line.
    private mutating func envelope(
        _ line: TextLine, _ event: (SWIFTEvent) throws -> Void
    ) throws {
        try close(event)
        let application = line.position(of: "{2:")
        if application != nil || line.position(of: "{1:") != nil { isInHeader = true }
        if let application {
            // {2:O940…, {2:I942…
            type = SWIFTReader.number(line.bytes.dropFirst(application + 4).prefix(3))
        }
        guard let block = line.position(of: "{4:") else { return }
        isInHeader = false
        isEnveloped = true
        isBehindEntries = false
        try event(.begin(type: type, isEnveloped: true))
        type = nil
        try take(line.dropFirst(block + 3), event)
    }

    private mutating func close(_ event: (SWIFTEvent) throws -> Void) rethrows {
        guard var field else { return }
        self.field = nil
        if field.tag == .entry || field.tag == .information { field.dropEndMark() }
        try event(.field(field))
    }

    /// True for the first bytes of a tag or of an envelope, cut off by the file's end.
    private static func isPartOfMark(_ line: TextLine) -> Bool {
        let rest = line.bytes.dropFirst()
        if line.bytes.first == UInt8(ascii: "{") { return rest.count < 2 }
        return line.bytes.first == UInt8(ascii: ":")
            && SWIFTTag.codes.contains { $0.code.starts(with: rest) }
    }

    private static func number(_ digits: some Collection<UInt8>) -> Int? {
        Int(String(decoding: digits, as: UTF8.self))
    }
}
