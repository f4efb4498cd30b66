internal import Accounting
internal import Testing

@testable internal import Formats

/// What a reader gave for a file, one text an event, and the flaw it ended in.
private func events(_ bytes: [UInt8], by size: Int = 1 << 18) throws -> ([String], Flaw?) {
    var reader = SWIFTReader()
    var told: [String] = []
    func tell(_ event: SWIFTEvent) {
        switch event {
        case .begin(let type, let isEnveloped):
            told.append("\(isEnveloped ? "{" : "begin")\(type.map { " \($0)" } ?? "")")
        case .end: told.append("end")
        case .field(let field):
            let lines = (0..<field.lineCount).map {
                String(decoding: field.line($0), as: UTF8.self)
            }
            told.append("\(field.tag) \(lines.joined(separator: "⏎"))")
        }
    }
    let flaw = try flaw {
        for (piece, isLast) in pieces(bytes, of: size) {
            try withBytes(piece) { try reader.feed($0, isLast: isLast, tell) }
        }
    }
    return (told, flaw)
}

private func events(_ text: String) throws -> [String] {
    try events(CSVTests.raw(text)).0
}

@Suite("SWIFT: fields, lines and blocks")
struct SWIFTReaderTests {
    @Test(
        "fields and what ends them",
        arguments: textTable(
            """
            file (␊ ends a line)                      | events, ; between
            :20:A␊:25:B␊                              | reference A; account B
            :20:A␍␊:25:B␍␊                            | reference A; account B
            :20:A␍:25:B                               | reference A; account B
            :20:A␍␍␊:25:B                             | reference A; account B
            ⌘:20:A                                    | reference A
            @@:20:A@@:86:a@b@@                        | reference A; information a@b
            :86:one␊two␊␊three                        | information one⏎two⏎three
            :86:␠one␠␊␠                               | information ␠one␠⏎␠
            :86:see␊:26:37 Fo                         | information see⏎:26:37 Fo
            :86:see␊:KO:x                             | information see⏎:KO:x
            :86:2014T16␊:20:37 Fo                     | information 2014T16⏎:20:37 Fo
            :86:2014T16␊:20:X                         | information 2014T16; reference X
            :86:A␊-␊:20:B                             | information A; reference B
            :86:A␊-␊:86:B                             | information A; information B
            :86:A␊-␊B␊:62F:C                          | information A⏎-⏎B; closing C
            :86:A␊-27 B                               | information A⏎-27 B
            :62F:C␊-␊:20:B                            | closing C; end; reference B
            :62F:C␊:86:D␊-␊bank␊:20:B                 | closing C; information D; end; reference B
            bank␊940␊:20:A                            | reference A
            :940:␊:20:A                               | begin 940; reference A
            {1:F01X}{2:O940X}{4:␊:20:A␊-}␊            | { 940; reference A; end
            {1:F01X}␊{2:I942X}␊{4:␊:20:A␊-}{5:{C:0}}␊ | { 942; reference A; end
            {4::20:A␊-}{1:}{2:I941}{4:␊:20:B␊-}       | {; reference A; end; { 941; reference B; end
            {4:␊:86:A␊-␊B␊-}                          | {; information A⏎-⏎B; end
            {4:␊:28C:1␊:86:A␊{1:X}{4:␊:20:B           | {; number 1; information A; {; reference B
            """))
    func fields(row: [String]) throws {
        let expected = row[1].split(separator: ";").map { $0.drop { $0 == " " } }.map(String.init)
        #expect(try events(row[0]) == expected)
        for size in [1, 2, 7] {
            #expect(try events(CSVTests.raw(row[0]), by: size).0 == expected, "pieces of \(size)")
        }
    }

    @Test("framing characters of the wire are no text")
    func frame() throws {
        let bytes: [UInt8] = [1, 13, 10, 1] + Array(":20:A\n:62F:C\n-".utf8) + [3, 10]
        #expect(try events(bytes).0 == ["reference A", "closing C", "end"])
    }

    @Test(
        "a file cut inside a tag or a header is told",
        arguments: textTable(
            """
            file             | line
            :20:A␊:          | 2
            :20:A␊:6         | 2
            :20:A␊:61        | 2
            :20:A␊-␊{        | 3
            :20:A␊-}␊{1      | 3
            :20:A␊-}␊{1:F01X | 3
            :20:A␊-}␊{1:F}␊  | 3
            :20:A␊:x         | none
            :20:A␊:6␊        | none
            :20:A␊-          | none
            """))
    func cut(row: [String]) throws {
        let flaw = try events(CSVTests.raw(row[0])).1
        #expect(flaw.map { "\($0.line)" } ?? "none" == row[1])
        #expect(flaw.map { $0.defect == .truncated } ?? true)
    }

    @Test("fields know where they stand, whatever the line ends and pieces")
    func spans() throws {
        let text = "bank\r\n:20:A\r\n:86:one\r\n\r\ntwo\r\n-x\r\n:62F:C\r\n"
        let bytes = Array(text.utf8)
        for size in [1, 3, 100] {
            var reader = SWIFTReader()
            var told: [String] = []
            for (piece, isLast) in pieces(bytes, of: size) {
                try withBytes(piece) {
                    try reader.feed($0, isLast: isLast) { event in
                        guard case .field(let field) = event else { return }
                        let start = Int(field.span.offset)
                        let end = start + Int(field.span.length)
                        let slice = String(decoding: bytes[start..<end], as: UTF8.self)
                        told.append("\(field.span.line) \(slice.debugDescription)")
                    }
                }
            }
            let expected = [
                #"2 ":20:A""#, #"3 ":86:one\r\n\r\ntwo\r\n-x""#, #"7 ":62F:C""#,
            ]
            #expect(told == expected)
        }
    }

    @Test("UTF-16 is read as text, with places in its own bytes")
    func wide() throws {
        let text = "\u{FEFF}:20:A\r\n:86:é😀\r\n"
        let bytes = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        for size in [1, 3, 100] {
            var reader = SWIFTReader()
            var spans: [Span] = []
            for (piece, isLast) in pieces(bytes, of: size) {
                try withBytes(piece) {
                    try reader.feed($0, isLast: isLast) { event in
                        guard case .field(let field) = event else { return }
                        spans.append(field.span)
                        if field.tag == .information {
                            #expect(field.line(0).elementsEqual("é😀".utf8))
                        }
                    }
                }
            }
            // 2 of mark; :20:A is 5 characters, CRLF 2; é is one unit, the face two.
            #expect(
                spans == [
                    Span(line: 1, offset: 2, length: 10), Span(line: 2, offset: 16, length: 14),
                ])
        }
    }

    @Test("a line or a field without end is refused, not held")
    func limits() throws {
        let line = Array(":86:".utf8) + [UInt8](repeating: 65, count: Limits.record + 1)
        #expect(try events(line, by: 1 << 16).1?.defect == .limit)
        var field = Array(":86:\n".utf8)
        for _ in 0..<(Limits.record / 64 + 2) { field += [UInt8](repeating: 65, count: 64) + [10] }
        #expect(try events(field, by: 1 << 16).1?.defect == .limit)
    }
}

@Suite("Texts of files that do not say their encoding")
struct FallbackDecoderTests {
    @Test(
        "UTF-8, else the declared encoding, else windows-1252, else ISO 8859-1",
        arguments: textTable(
            """
            bytes          | declared | text
            43 61 66 C3 A9 | ∅        | Café
            43 61 66 E9    | ∅        | Café
            80             | ∅        | €
            43 81          | ∅        | C␁
            82             | CP852    | é
            C3 A9          | CP852    | é
            43 61 66 E9    | UTF-8    | nil
            41 00          | ∅        | nil
            """))
    func texts(row: [String]) {
        let declared: TextEncoding? = TextEncoding(row[1])
        let text = FallbackDecoder(declared: declared).decode(hex(row[0]))
        let told = text.map { String(decoding: $0, as: UTF8.self) } ?? "nil"
        #expect(told == row[2].replacing("␁", with: "\u{81}"))
    }
}
