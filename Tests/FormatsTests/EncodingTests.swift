internal import Accounting
internal import Testing

@testable internal import Formats

@Suite("Encodings: text or nothing, never replaced")
struct EncodingTests {
    @Test(
        "bytes of an encoding as text",
        arguments: textTable(
            """
            encoding     | bytes                   | text
            UTF-8        | 43 61 66 C3 A9          | Café
            UTF8         | 43 61 66 C3 A9          | Café
            utf-8        | E2 82 AC                | €
            UTF-8        | F0 9F 98 80             | 😀
            WINDOWS-1252 | 43 61 66 E9             | Café
            windows-1252 | 80                      | €
            CP1252       | 8C 9C 96                | Œœ–
            WINDOWS-1252 | 81                      | no
            ISO-8859-1   | 43 61 66 E9             | Café
            ISO-8859-15  | A4                      | €
            MACINTOSH    | 43 61 66 8E             | Café
            IBM850       | 43 61 66 82             | Café
            UTF-16LE     | 43 00 E9 00 AC 20       | Cé€
            UTF-16BE     | 00 43 00 E9 20 AC       | Cé€
            UTF-16LE     | 3D D8 00 DE             | 😀
            UTF-16LE     | 43 00 E9                | no
            UTF-16LE     | 3D D8                   | no
            UTF-16BE     | DC 00 00 41             | no
            UTF-8        | 43 E9                   | no
            US-ASCII     | 43                      | C
            SHIFT_JIS    | 83 65 83 58 83 67       | テスト
            """))
    func decode(row: [String]) throws {
        let encoding = try #require(TextEncoding(row[0]))
        let decoded = withBytes(hex(row[1])) { TextDecoder(encoding).decode($0) }
        #expect(
            decoded.map { String(decoding: $0, as: UTF8.self) } == (row[2] == "no" ? nil : row[2]))
    }

    @Test("names iconv does not know", arguments: ["", "UTF-9", "nonsense", "latin-99"])
    func unknown(name: String) {
        // glibc takes the empty name for the locale's encoding.
        if !name.isEmpty { #expect(TextEncoding(name) == nil) }
    }

    @Test("the empty name is no encoding")
    func emptyName() {
        #expect(TextEncoding("") == nil)
    }

    @Test(
        "well-formed UTF-8 and what is none",
        arguments: textTable(
            """
            bytes          | UTF-8 | why
            41             | yes   | ASCII
            7F             | yes   | DEL
            C2 80          | yes   | first of two bytes
            DF BF          | yes   | last of two bytes
            E0 A0 80       | yes   | first of three
            ED 9F BF       | yes   | last before the surrogates
            EE 80 80       | yes   | first after them
            EF BF BF       | yes   | last of three
            F0 90 80 80    | yes   | first of four
            F4 8F BF BF    | yes   | U+10FFFF
            00             | no    | NUL
            41 00          | no    | NUL behind text
            80             | no    | continuation alone
            C0 80          | no    | overlong NUL
            C0 AF          | no    | overlong slash
            C1 BF          | no    | overlong
            E0 9F BF       | no    | overlong three
            F0 8F BF BF    | no    | overlong four
            ED A0 80       | no    | high surrogate
            ED BF BF       | no    | low surrogate
            F4 90 80 80    | no    | beyond U+10FFFF
            F5 80 80 80    | no    | no such lead
            FF             | no    | no such byte
            FE             | no    | no such byte
            C3             | no    | cut
            E2 82          | no    | cut
            F0 9F 98       | no    | cut
            C3 41          | no    | lead without continuation
            E2 82 41       | no    | second continuation missing
            """))
    func utf8(row: [String]) {
        #expect(withBytes(hex(row[0])) { isUTF8($0) } == (row[1] == "yes"), "\(row[2])")
    }

    @Test("isUTF8 agrees with the standard library on all texts of two bytes and more")
    func againstTheLibrary() {
        var wrong: [[UInt8]] = []
        for first in UInt8.min...UInt8.max {
            for second in UInt8.min...UInt8.max {
                for tail in [[], [0x80], [0xBF, 0x80], [0x41]] as [[UInt8]] {
                    let bytes = [first, second] + tail
                    let isText = String(validating: bytes, as: UTF8.self) != nil
                    let expected = isText && !bytes.contains(0)
                    if withBytes(bytes, { isUTF8($0) }) != expected { wrong.append(bytes) }
                }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(5))")
    }

    @Test(
        "byte order marks",
        arguments: textTable(
            """
            bytes       | encoding
            EF BB BF 41 | UTF-8
            FF FE 41 00 | UTF-16LE
            FE FF 00 41 | UTF-16BE
            EF BB       | none
            41          | none
            ∅           | none
            """))
    func marks(row: [String]) {
        #expect((TextEncoding.mark(hex(row[0]))?.name ?? "none") == row[1])
    }

    @Test(
        "a stream gives the same text whatever its pieces",
        arguments: ["UTF-16LE", "UTF-16BE", "SHIFT_JIS", "WINDOWS-1252"])
    func stream(name: String) throws {
        let raw: [String: [UInt8]] = [
            "UTF-16LE": hex("43 00 E9 00 AC 20 3D D8 00 DE 0A 00"),
            "UTF-16BE": hex("00 43 00 E9 20 AC D8 3D DE 00 00 0A"),
            "SHIFT_JIS": hex("83 65 41 83 58 0A"), "WINDOWS-1252": hex("43 E9 80 0A"),
        ]
        let bytes = try #require(raw[name])
        let encoding = try #require(TextEncoding(name))
        let whole = try #require(withBytes(bytes) { TextDecoder(encoding).decode($0) })
        for size in 1...bytes.count {
            let decoder = TextDecoder(encoding)
            var joined: [UInt8] = []
            for (piece, isLast) in pieces(bytes, of: size) {
                joined += try #require(
                    withBytes(piece) { decoder.decode(piece: $0, isLast: isLast) })
            }
            #expect(joined == whole, "pieces of \(size)")
        }
    }

    @Test("a character cut at the very end of a stream is refused")
    func cutStream() throws {
        let decoder = TextDecoder(.utf16LittleEndian)
        #expect(withBytes([0x41, 0x00, 0x42]) { decoder.decode(piece: $0, isLast: true) } == nil)
    }

    @Test("a text longer than the decoder's scratch comes out whole")
    func long() throws {
        let encoding = try #require(TextEncoding("WINDOWS-1252"))
        let bytes = [UInt8](repeating: 0xE9, count: 10_001)
        let decoded = withBytes(bytes) { TextDecoder(encoding).decode($0) }
        #expect(decoded?.count == 20_002)
    }

    @Test("UTF-8 in pieces is checked like any other encoding")
    func utf8Stream() {
        let piece = withBytes(Array("abc".utf8)) {
            TextDecoder(.utf8).decode(piece: $0, isLast: true)
        }
        #expect(piece == Array("abc".utf8))
    }
}
