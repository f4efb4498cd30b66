internal import CIconv

/// The encodings a source may declare; names as in the IANA registry.
public struct TextEncoding: Hashable, Sendable {
    public let name: String

    /// A name iconv knows; nil otherwise.
    public init?(_ name: String) {
        guard !name.isEmpty else { return nil }
        let upper = name.uppercased()
        let known = upper == "UTF8" ? "UTF-8" : upper
        guard let converter = monthend_iconv_open(known) else { return nil }
        monthend_iconv_close(converter)
        self.name = known
    }

    private init(trusted name: String) { self.name = name }
    public static let utf8 = TextEncoding(trusted: "UTF-8")
    public static let utf16LittleEndian = TextEncoding(trusted: "UTF-16LE")
    public static let utf16BigEndian = TextEncoding(trusted: "UTF-16BE")

    public var isUTF8: Bool { name == "UTF-8" || name == "US-ASCII" || name == "ASCII" }
    /// True where line ends and delimiters are not single bytes.
    public var isWide: Bool { name.hasPrefix("UTF-16") || name.hasPrefix("UTF-32") }

    /// The encoding a byte order mark states.
    public static func mark(_ head: some Collection<UInt8>) -> TextEncoding? {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
        if head.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        if head.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
        return nil
    }
}

/// Turns text of one encoding into UTF-8, in pieces or field by field.
///
/// UTF-8 is only checked, not copied. Nothing is ever replaced: bytes that are not of the
/// encoding are an answer of nil.
public final class TextDecoder {
    public let encoding: TextEncoding
    private let converter: UnsafeMutableRawPointer?
    private var scratch = [UInt8](repeating: 0, count: 4096)
    private var rest: [UInt8] = []

    public init(_ encoding: TextEncoding) {
        self.encoding = encoding
        converter = encoding.isUTF8 ? nil : monthend_iconv_open(encoding.name)
    }

    deinit { if let converter { monthend_iconv_close(converter) } }

    /// One whole text as UTF-8; nil where it is not of the encoding, or holds a NUL.
    public func decode(_ bytes: Bytes) -> [UInt8]? {
        guard converter != nil else { return isUTF8(bytes) ? Array(bytes) : nil }
        guard let (decoded, left) = convert(bytes), left == 0 else { return nil }
        return decoded
    }

    /// The next piece of a stream as UTF-8; a character cut at its end waits for the next piece.
    public func decode(piece: Bytes, isLast: Bool) -> [UInt8]? {
        let input = rest + Array(piece)
        if converter == nil {
            // Up to the last whole character.
            let cut = input.lastIndex { $0 & 0xC0 != 0x80 } ?? 0
            let whole = isLast || input.isEmpty || input[cut] < 0x80 ? input.count : cut
            rest = Array(input[whole...])
            let decoded = Array(input[..<whole])
            return decoded.withUnsafeBufferPointer { isUTF8($0) } ? decoded : nil
        }
        return input.withUnsafeBufferPointer { bytes in
            guard let (decoded, left) = convert(bytes), !isLast || left == 0 else { return nil }
            rest = Array(input.suffix(left))
            return decoded
        }
    }

    private func convert(_ bytes: Bytes) -> (decoded: [UInt8], left: Int)? {
        guard let converter else { return nil }
        var input = bytes.baseAddress
        var left = bytes.count
        var decoded: [UInt8] = []
        while left > 0 {
            let (status, used) = scratch.withUnsafeMutableBufferPointer { target in
                var output = target.baseAddress
                var room = target.count
                let status = monthend_iconv(converter, &input, &left, &output, &room)
                return (status, target.count - room)
            }
            decoded.append(contentsOf: scratch[..<used])
            if status == 2 || scratch[..<used].contains(0) { return nil }
            if status == 3 || status == 0 { break }
        }
        return (decoded, left)
    }
}

/// True for well-formed UTF-8 without NUL (RFC 3629: no overlong forms, no surrogates).
public func isUTF8(_ bytes: Bytes) -> Bool {
    var index = 0
    let count = bytes.count
    while index < count {
        if index &+ 8 <= count, !ByteWord(bytes, at: index).hasHighByteOrZero {
            index &+= 8
            continue
        }
        let byte = bytes[index]
        if byte < 0x80 {
            if byte == 0 { return false }
            index &+= 1
            continue
        }
        let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        guard byte >= 0xC2, byte <= 0xF4, index + length <= count else { return false }
        for step in 1..<length where bytes[index + step] & 0xC0 != 0x80 { return false }
        let second = bytes[index + 1]
        if byte == 0xE0 && second < 0xA0 || byte == 0xED && second > 0x9F { return false }
        if byte == 0xF0 && second < 0x90 || byte == 0xF4 && second > 0x8F { return false }
        index += length
    }
    return true
}
