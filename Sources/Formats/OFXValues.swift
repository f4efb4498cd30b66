public import Accounting

/// In which charset the texts of an OFX file are, and what they say.
///
/// Headers lie (`ENCODING:USASCII` over windows-1252 over UTF-8), so each text is UTF-8 where it is
/// strictly that, and only else what the source or, without that, the header declares, and without
/// a declaration windows-1252. ISO-8859-1 is read as windows-1252, which has its letters and also
/// the quotes and the euro sign that banks write under its name (WHATWG Encoding, labels).
struct OFXCharset {
    private var decoder: FallbackDecoder
    /// True where the header has no say: by the source's declaration or a byte order mark.
    private var isSettled: Bool

    init(declared: TextEncoding?) {
        decoder = FallbackDecoder(declared: declared ?? OFXCharset.windows)
        isSettled = declared != nil
    }

    private static let windows = TextEncoding("WINDOWS-1252")

    /// A mark says UTF-8; what was UTF-16 is UTF-8 by now.
    mutating func learn(mark head: [UInt8], isWide: Bool) {
        if isWide || !isSettled && TextEncoding.mark(head) == .utf8 {
            decoder = FallbackDecoder(declared: .utf8)
            isSettled = true
        }
    }

    /// Learns the charset from what precedes `<OFX>`.
    /// - Returns: the version the header states.
    mutating func read(header: [UInt8]) -> String {
        let text = String(decoding: header, as: UTF8.self).uppercased()
        if !isSettled {
            decoder = FallbackDecoder(declared: OFXCharset.encoding(text[...]))
        }
        // An XML declaration has a version of its own.
        let start = text.firstRange(of: "OFXHEADER")?.lowerBound ?? text.endIndex
        return OFXCharset.value("VERSION", text[start...]).filter { $0.isASCII && $0.isNumber }
    }

    private static func encoding(_ header: Substring) -> TextEncoding? {
        let charset = value("CHARSET", header)
        if charset.count == 4, charset.hasPrefix("125") {
            return TextEncoding("WINDOWS-" + charset) ?? windows
        }
        let name = charset.isEmpty || charset == "NONE" ? value("ENCODING", header) : charset
        let full = name.hasPrefix("8859-") ? "ISO-" + name : name
        guard full != "ISO-8859-1", let known = TextEncoding(full), !known.isUTF8, !known.isWide
        else { return windows }
        return known
    }

    /// The value of a header's key: `KEY:value`, `KEY="value"` or `<KEY>value`; several keys may
    /// stand on one line without anything between.
    private static func value(_ key: String, _ text: Substring) -> String {
        var rest = text
        while let found = rest.firstRange(of: key) {
            rest = rest[found.upperBound...]
            let marks = rest.prefix { ":=\"'> \t".contains($0) }
            guard !marks.isEmpty else { continue }
            var value = rest.dropFirst(marks.count).prefix {
                $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0))
            }
            for next in keys {
                if let cut = value.firstRange(of: next) { value = value[..<cut.lowerBound] }
            }
            return String(value)
        }
        return ""
    }

    private static let keys = [
        "OFXHEADER", "DATA", "VERSION", "SECURITY", "ENCODING", "CHARSET", "COMPRESSION",
        "OLDFILEUID", "NEWFILEUID",
    ]

    /// True for what begins like the header of an OFX file.
    static func isHeader(_ head: [UInt8]) -> Bool {
        let text = String(decoding: head, as: UTF8.self).uppercased()
        return text.contains("OFXHEADER") || text.contains("<?OFX") || text.contains("<OFX")
    }

    /// The encoding of a file whose characters are two bytes each; nil for any other.
    static func wide(_ head: [UInt8]) -> TextEncoding? {
        if let mark = TextEncoding.mark(head), mark.isWide { return mark }
        guard head.count >= 4 else { return nil }
        if head[0] == 0, head[2] == 0, head[1] != 0 { return .utf16BigEndian }
        return head[1] == 0 && head[3] == 0 && head[0] != 0 ? .utf16LittleEndian : nil
    }

    /// A field's text as UTF-8, `&amp;` and its like resolved; nil where it is not text.
    func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard let decoded = decoder.decode(text) else { return nil }
        return decoded.contains(UInt8(ascii: "&")) ? OFXCharset.resolved(decoded) : decoded
    }

    /// References to characters resolved once; an ampersand that begins none stays.
    private static func resolved(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "&"),
                let end = text[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
                let character = character(text[index + 1..<end])
            {
                result.append(contentsOf: character)
                index = end + 1
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return result
    }

    private static func character(_ name: ArraySlice<UInt8>) -> [UInt8]? {
        let text = String(decoding: name, as: UTF8.self)
        switch text {
        case "amp": return [UInt8(ascii: "&")]
        case "lt": return [UInt8(ascii: "<")]
        case "gt": return [UInt8(ascii: ">")]
        case "quot": return [UInt8(ascii: "\"")]
        case "apos": return [UInt8(ascii: "'")]
        case "nbsp": return [32]
        default:
            guard text.hasPrefix("#") else { return nil }
            let isHex = text.hasPrefix("#x") || text.hasPrefix("#X")
            let digits = text.dropFirst(isHex ? 2 : 1)
            guard digits.allSatisfy({ $0.isHexDigit }),
                let number = UInt32(digits, radix: isHex ? 16 : 10), number >= 32,
                let scalar = Unicode.Scalar(number)
            else { return nil }
            return Array(String(Character(scalar)).utf8)
        }
    }
}

extension Day {
    /// Reads a date as OFX writes it: `20260131`, `20260131120000.000[-5:EST]`; also `2026-01-31`.
    ///
    /// The day is the one written, whatever the zone (OFX §3.2.8).
    public init?(ofx text: Bytes) {
        if text.count >= 10, text[4] == 45 {
            guard text.count == 10 || text[10] == UInt8(ascii: "T") || text[10] == 32 else {
                return nil
            }
            self.init(iso: Bytes(rebasing: text[..<10]))
            return
        }
        let digits = text.prefix { $0 >= 48 && $0 <= 57 }
        guard
            digits.count == 8 || digits.count >= 10 && (digits.count % 2 == 0 || digits.count > 14),
            Day.isTimeTail(text.dropFirst(digits.count))
        else { return nil }
        func number(_ range: Range<Int>) -> Int {
            text[range].reduce(0) { $0 * 10 + Int($1 &- 48) }
        }
        self.init(year: number(0..<4), month: number(4..<6), day: number(6..<8))
    }

    /// What may follow the digits: a fraction, a zone in brackets.
    private static func isTimeTail(_ tail: Slice<Bytes>) -> Bool {
        var rest = tail.drop { $0 >= 48 && $0 <= 58 || $0 == 46 || $0 == 44 || $0 == 32 }
        guard rest.first == UInt8(ascii: "[") else { return rest.isEmpty }
        rest = rest.dropFirst()
        return rest.last == UInt8(ascii: "]") && rest.count <= 24
    }
}
