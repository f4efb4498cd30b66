public import Accounting

/// A name of an OFX vocabulary.
public struct OFXName: Sendable {
    /// The name as it stands in tags, in capitals.
    public var text: StaticString
    /// What the handler calls it; several names may be one to it.
    public var id: Int
    /// nil for a field with text; else an aggregate, and how deep it stands: one that begins
    /// ends every open one of its own level or deeper.
    public var level: Int?
    /// True for an aggregate that banks also write as a field: with text behind its tag it is one.
    public var mayBeField = false
    /// True for a list, which what begins beside it may end without a closing tag.
    public var mayStayOpen = false

    public init(_ text: StaticString, id: Int, level: Int? = nil) {
        self.text = text
        self.id = id
        self.level = level
    }
}

/// Receives the aggregates and fields of a document.
public protocol OFXHandler: AnyObject {
    func start(_ id: Int, _ reader: OFXReader) throws
    /// A field of the innermost open aggregate, as UTF-8 without blanks around it.
    func field(_ id: Int, _ text: Bytes, _ reader: OFXReader) throws
    func end(_ id: Int, _ reader: OFXReader) throws
    /// What is not well formed, where reading can go on all the same.
    func flawed(_ flaw: Flaw, _ reader: OFXReader) throws
}

/// Reads OFX 1.x (SGML) and 2.x (XML), streaming, by one grammar: a field is a tag with text and
/// ends at the next tag, closed or not; only aggregates nest.
///
/// The first name of the vocabulary is the root; a file ends with its closing tag, or goes on with
/// another document and its own header. Names outside
/// the vocabulary are passed over, what stands below them is taken as standing beside them: a
/// field that thereby comes twice is the handler's to find. Source: OFX §1.3.8 (elements,
/// aggregates). Charset: the declared source's, else the byte order mark's, else UTF-8 where
/// a text is that, else the header's, else windows-1252.
public final class OFXReader {
    private unowned let handler: any OFXHandler
    private let names: OFXNames
    private var charset: OFXCharset
    private var tokenizer = OFXTokenizer()
    private var phase = Phase.header
    /// Aggregates that are open, outermost first, by their place in the vocabulary.
    private var open: [Int] = []
    /// The element whose text is being read, by its place in the vocabulary; -1 for a name outside.
    private var pending: Int?
    /// The first bytes, until there are enough to know UTF-16 by.
    private var beginning: [UInt8]? = []
    private var wide: TextDecoder?
    /// What precedes the root.
    private var head: [UInt8] = []
    /// The version that the document's header states.
    public private(set) var version = ""

    /// Between documents nothing stands but blanks, comments and instructions.
    private enum Phase { case header, body, between }
    private var hasDocument = false

    /// - Parameter encoding: the source's own declaration, which outweighs what the file says.
    public init(vocabulary: [OFXName], encoding: TextEncoding?, handler: any OFXHandler) {
        self.handler = handler
        names = OFXNames(vocabulary)
        charset = OFXCharset(declared: encoding)
    }

    /// The line and the byte at which the tag being told begins.
    public var line: Int { tokenizer.tagLine }
    public var tagOffset: Int64 { tokenizer.tagOffset }
    /// The first byte behind the tag being told.
    public var offset: Int64 { tokenizer.offset }
    /// The name of the tag being told.
    public var name: String { String(decoding: tokenizer.name, as: UTF8.self) }
    /// The id of the innermost open aggregate, and of the one around it.
    public var parent: Int? { open.last.map { names[$0].id } }
    public var grandparent: Int? { open.dropLast().last.map { names[$0].id } }

    /// Reads on; `isLast` with the file's last bytes (which may be none).
    /// - Throws: `FormatError` for what is cut, hostile or no OFX, and what the handler throws.
    public func feed(_ chunk: Bytes, isLast: Bool) throws {
        if var first = beginning {
            first.append(contentsOf: chunk)
            beginning = first
            guard first.count >= 4 || isLast else { return }
            beginning = nil
            wide = OFXCharset.wide(first).map { TextDecoder($0) }
            tokenizer.isWide = wide != nil
            charset.learn(mark: first, isWide: wide != nil)
            try first.withUnsafeBufferPointer { try unpack($0, isLast: isLast) }
        } else {
            try unpack(chunk, isLast: isLast)
        }
        if isLast { try finish() }
    }

    private func unpack(_ bytes: Bytes, isLast: Bool) throws {
        guard let wide else { return try scan(bytes) }
        guard let decoded = wide.decode(piece: bytes, isLast: isLast) else {
            throw FormatError(Flaw(.encoding, line: tokenizer.line, found: wide.encoding.name))
        }
        try decoded.withUnsafeBufferPointer { try scan($0) }
    }

    private func scan(_ bytes: Bytes) throws {
        var index = 0
        while index < bytes.count {
            let plain = tokenizer.plainText(bytes, from: index)
            let piece = bytes[index..<index + max(plain, 1)]
            if phase != .body, head.count < Limits.text { head.append(contentsOf: piece) }
            if plain > 0 {
                if phase == .between, !piece.allSatisfy(isPadding) { phase = .header }
                try tokenizer.take(plain: piece, keeps: phase == .body)
            } else if let tag = try tokenizer.take(bytes[index]) {
                try take(tag)
            }
            index += piece.count
        }
    }

    private func finish() throws {
        if phase == .between, tokenizer.isBetweenTags, tokenizer.text.isEmpty { return }
        if phase == .header, !OFXCharset.isHeader(head) {
            if hasDocument { throw malformed("text after the end") }
            throw head.allSatisfy(isPadding)
                ? FormatError(Flaw(.empty, line: 1, ["what": "OFX"])) : malformed("no <OFX>")
        }
        throw FormatError(Flaw(.truncated, line: tokenizer.line, ["what": "OFX"]))
    }

    /// What may stand behind the end: blanks, zeros, Ctrl-Z, a byte order mark.
    private func isPadding(_ byte: UInt8) -> Bool {
        byte <= 32 || byte == 0xEF || byte == 0xBB || byte == 0xBF
    }

    // MARK: Tags

    private func take(_ tag: OFXTokenizer.Tag) throws {
        let place = names.find(tokenizer.name)
        switch phase {
        case .header, .between:
            tokenizer.text.removeAll(keepingCapacity: true)
            phase = .header
            if tag != .end, place == 0 {
                phase = .body
                version = charset.read(header: head)
                head = []
                try start(0, tag)
            }
        case .body:
            try settle()
            if tag != .end { try start(place, tag) } else { try end(place) }
        }
    }

    private func start(_ place: Int, _ tag: OFXTokenizer.Tag) throws {
        guard place >= 0, let level = names[place].level else {
            pending = place
            if tag == .empty { try settle() }
            return
        }
        if place == 0, !open.isEmpty { throw malformed("<OFX> inside <OFX>") }
        while let last = open.last, let deep = names[last].level, deep >= level {
            if deep > level || !names[last].mayStayOpen {
                try tell("\(names[last].text) is not closed")
            }
            try close(last)
        }
        open.append(place)
        if names[place].mayBeField { pending = place }
        try handler.start(names[place].id, self)
        if tag == .empty { try close(place) }
    }

    private func end(_ place: Int) throws {
        // A field has ended at this tag or at one before it.
        guard place >= 0, names[place].level != nil else { return }
        guard open.contains(place) else {
            if names[place].mayBeField { return }
            return try tell("</\(names[place].text)> closes nothing")
        }
        while let last = open.last {
            if last != place { try tell("\(names[last].text) is not closed") }
            try close(last)
            if last == place { break }
        }
    }

    private func close(_ place: Int) throws {
        try handler.end(names[place].id, self)
        open.removeLast()
        if place == 0 {
            phase = .between
            hasDocument = true
        }
    }

    /// The text before this tag: a field's, or nobody's.
    private func settle() throws {
        defer {
            pending = nil
            tokenizer.text.removeAll(keepingCapacity: true)
        }
        let range = textRange
        guard let pending else {
            guard !range.isEmpty else { return }
            let text = tokenizer.text[range].prefix(80)
            return try tell("text outside a field", String(decoding: text, as: UTF8.self))
        }
        guard pending >= 0 else { return }
        if names[pending].mayBeField {
            if range.isEmpty { return }
            open.removeLast()
        }
        guard let decoded = charset.decode(tokenizer.text[range]) else {
            return try handler.flawed(
                Flaw(.encoding, line: line, ["field": "\(names[pending].text)"]), self)
        }
        try decoded.withUnsafeBufferPointer { try handler.field(names[pending].id, $0, self) }
    }

    /// The text without the blanks around it.
    private var textRange: Range<Int> {
        var range = tokenizer.text.indices
        func isBlank(_ index: Int) -> Bool {
            tokenizer.text[index] == 32 || tokenizer.text[index] >= 9 && tokenizer.text[index] <= 13
        }
        while let last = range.last, isBlank(last) { range.removeLast() }
        while let first = range.first, isBlank(first) { range.removeFirst() }
        return range
    }

    private func tell(_ reason: String, _ found: String = "") throws {
        try handler.flawed(
            Flaw(
                .malformed, line: line, found: found, ["reason": reason]), self)
    }

    private func malformed(_ reason: String) -> FormatError {
        FormatError(Flaw(.malformed, line: line, ["reason": reason]))
    }
}

/// A vocabulary by the bytes of its names.
private struct OFXNames {
    private let names: [OFXName]
    private var places: [UInt64: Int] = [:]

    init(_ names: [OFXName]) {
        self.names = names
        for (place, name) in names.enumerated() {
            let hash = name.text.withUTF8Buffer { OFXNames.hash($0) }
            precondition(places.updateValue(place, forKey: hash) == nil, "two names look alike")
        }
    }

    subscript(_ place: Int) -> OFXName { names[place] }

    /// The place of a name; -1 for one outside the vocabulary.
    func find(_ name: [UInt8]) -> Int {
        guard let place = places[name.withUnsafeBufferPointer { OFXNames.hash($0) }] else {
            return -1
        }
        return names[place].text.withUTF8Buffer { $0.elementsEqual(name) } ? place : -1
    }

    /// FNV-1a, 64 bits.
    private static func hash(_ bytes: Bytes) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0100_0000_01B3 }
    }
}
