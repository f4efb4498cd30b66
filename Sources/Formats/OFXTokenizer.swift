internal import Accounting

/// Cuts the bytes of OFX into tags and the text between them, for its SGML and its XML form alike.
///
/// Comments and processing instructions are passed over, CDATA is text. A `<` that begins no tag
/// is text too: banks write `A < B`. Any declaration (`<!DOCTYPE`, `<!ENTITY` …) is refused.
/// Holds one text or name at a time; linear in the bytes.
struct OFXTokenizer {
    enum Tag { case start, empty, end }

    private enum State {
        case text, open, startName, attributes, slash, endName, endRest
        case bang, comment, cdata, instruction
    }

    private static let longestName = 64
    private static let longestTag = 4096
    private static let declarations = ["DOCTYPE", "ENTITY", "ELEMENT", "ATTLIST", "NOTATION"]

    /// The tag's name in capitals.
    private(set) var name: [UInt8] = []
    /// What stands between the last tag and this one; the reader empties it.
    var text: [UInt8] = []
    /// Where the tag begins.
    private(set) var tagLine = 1
    private(set) var tagOffset: Int64 = 0
    /// Where the next byte stands in the file.
    private(set) var line = 1
    private(set) var offset: Int64 = 0
    /// True where the file is UTF-16, of which these bytes are the UTF-8.
    var isWide = false

    private var state = State.text
    private var quote: UInt8 = 0
    private var tagLength = 0
    /// What a comment, CDATA or an instruction has brought of its end mark.
    private var endMark = 0
    private var lastWasCR = false

    /// True between tags, where a file may end.
    var isBetweenTags: Bool { state == .text }

    /// The number of bytes from `index` on that are plain text, up to the next `<`.
    func plainText(_ bytes: Bytes, from index: Int) -> Int {
        guard state == .text else { return 0 }
        var end = index
        while end < bytes.count, bytes[end] != UInt8(ascii: "<") { end &+= 1 }
        return end - index
    }

    /// Takes plain text; what is not kept is only counted.
    mutating func take(plain bytes: Slice<Bytes>, keeps: Bool) throws {
        if keeps {
            try room(bytes.count)
            text.append(contentsOf: bytes)
        }
        for byte in bytes { advance(byte) }
    }

    /// Takes one byte; gives the kind of tag that it ends, if it ends one.
    mutating func take(_ byte: UInt8) throws -> Tag? {
        defer { advance(byte) }
        switch state {
        case .text:
            try textOrTag(byte)
        case .open: try afterOpen(byte)
        case .startName: return try inName(byte)
        case .attributes: return try inAttributes(byte)
        case .slash:
            guard byte == UInt8(ascii: ">") else { throw malformed("a tag does not end") }
            return ended(.empty)
        case .endName:
            return try inEndName(byte)
        case .endRest:
            if byte == UInt8(ascii: ">") { return ended(.end) }
            guard isBlank(byte) else { throw malformed("a closing tag does not end") }
        case .bang: try afterBang(byte)
        case .comment: passOver(byte, until: [45, 45, 62])
        case .cdata: try inData(byte)
        case .instruction: passOver(byte, until: [63, 62])
        }
        return nil
    }

    // MARK: Tags

    private mutating func open() {
        state = .open
        tagLine = line
        tagOffset = offset
        tagLength = 0
        name.removeAll(keepingCapacity: true)
    }

    private mutating func afterOpen(_ byte: UInt8) throws {
        switch byte {
        case UInt8(ascii: "<"):
            try put(byte)
            open()
        case UInt8(ascii: "/"): state = .endName
        case UInt8(ascii: "!"): state = .bang
        case UInt8(ascii: "?"):
            state = .instruction
            endMark = 0
        case _ where isLetter(byte):
            state = .startName
            try appendName(byte)
        default:
            state = .text
            try put("<")
            try put(byte)
        }
    }

    private mutating func inName(_ byte: UInt8) throws -> Tag? {
        if isNameByte(byte) {
            try appendName(byte)
        } else if byte == UInt8(ascii: ">") {
            return ended(.start)
        } else if byte == UInt8(ascii: "/") {
            state = .slash
        } else if isBlank(byte) {
            state = .attributes
            quote = 0
        } else {
            try noTag("<", byte)
        }
        return nil
    }

    private mutating func inEndName(_ byte: UInt8) throws -> Tag? {
        if name.isEmpty ? isLetter(byte) : isNameByte(byte) {
            try appendName(byte)
        } else if name.isEmpty {
            try noTag("</", byte)
        } else if byte == UInt8(ascii: ">") {
            return ended(.end)
        } else {
            guard isBlank(byte) else { throw malformed("a closing tag does not end") }
            state = .endRest
        }
        return nil
    }

    /// What began like a tag is text after all: `A<B&C`, `</3`, `<!now`.
    private mutating func noTag(_ start: StaticString, _ byte: UInt8) throws {
        state = .text
        try put(start)
        for letter in name { try put(letter) }
        try textOrTag(byte)
    }

    private mutating func textOrTag(_ byte: UInt8) throws {
        if byte == UInt8(ascii: "<") { open() } else { try put(byte) }
    }

    private mutating func inAttributes(_ byte: UInt8) throws -> Tag? {
        tagLength += 1
        if tagLength > OFXTokenizer.longestTag { throw limit("tag \(OFXTokenizer.longestTag)") }
        if quote != 0 {
            if byte == quote { quote = 0 }
        } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
            quote = byte
        } else if byte == UInt8(ascii: "/") {
            state = .slash
        } else if byte == UInt8(ascii: ">") {
            return ended(.start)
        } else if byte == UInt8(ascii: "<") {
            throw malformed("a tag does not end")
        }
        return nil
    }

    private mutating func ended(_ tag: Tag) -> Tag {
        state = .text
        return tag
    }

    private mutating func appendName(_ byte: UInt8) throws {
        guard name.count < OFXTokenizer.longestName else {
            throw limit("name \(OFXTokenizer.longestName)")
        }
        name.append(byte >= 97 && byte <= 122 ? byte - 32 : byte)
    }

    // MARK: Comments, CDATA, instructions, declarations

    private mutating func afterBang(_ byte: UInt8) throws {
        let text = String(decoding: name + [byte], as: UTF8.self)
        endMark = 0
        if text == "--" {
            state = .comment
        } else if text == "[CDATA[" {
            state = .cdata
        } else if OFXTokenizer.declarations.contains(text.uppercased()) {
            throw FormatError(Flaw(.doctype, line: tagLine))
        } else if text != "-", !"[CDATA[".hasPrefix(text),
            !OFXTokenizer.declarations.contains(where: { $0.hasPrefix(text.uppercased()) })
        {
            return try noTag("<!", byte)
        }
        name.append(byte)
    }

    /// Passes over bytes until the mark that ends them: `-->` or `?>`.
    private mutating func passOver(_ byte: UInt8, until mark: [UInt8]) {
        if byte == mark[endMark] {
            endMark += 1
            if endMark == mark.count { state = .text }
        } else if endMark < mark.count - 1 || byte != mark[0] {
            // `--->` still ends a comment: two dashes are kept.
            endMark = byte == mark[0] ? 1 : 0
        }
    }

    private mutating func inData(_ byte: UInt8) throws {
        if byte == UInt8(ascii: "]") {
            if endMark == 2 { try put(byte) } else { endMark += 1 }
        } else if byte == UInt8(ascii: ">"), endMark == 2 {
            state = .text
        } else {
            for _ in 0..<endMark { try put("]") }
            endMark = 0
            // Text that is what it is: an ampersand in it begins no reference.
            if byte == UInt8(ascii: "&") { try put("&amp;") } else { try put(byte) }
        }
    }

    // MARK: Bytes

    private mutating func put(_ byte: UInt8) throws {
        try room(1)
        text.append(byte)
    }

    private mutating func put(_ literal: StaticString) throws {
        try room(literal.utf8CodeUnitCount)
        literal.withUTF8Buffer { text.append(contentsOf: $0) }
    }

    private func room(_ count: Int) throws {
        if text.count + count > Limits.text { throw limit("text \(Limits.text) bytes") }
    }

    private mutating func advance(_ byte: UInt8) {
        // Of UTF-16, a character is two bytes in the file, or four where its UTF-8 has four.
        offset += !isWide ? 1 : byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 4 : 2
        if byte == 13 || byte == 10 && !lastWasCR { line += 1 }
        lastWasCR = byte == 13
    }

    private func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 97 && byte | 0x20 <= 122 }

    private func isNameByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || byte >= 48 && byte <= 57 || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte >= 9 && byte <= 13 }

    private func malformed(_ reason: String) -> FormatError {
        FormatError(Flaw(.malformed, line: tagLine, ["reason": reason]))
    }

    private func limit(_ limit: String) -> FormatError {
        FormatError(Flaw(.limit, line: tagLine, ["limit": limit]))
    }
}
