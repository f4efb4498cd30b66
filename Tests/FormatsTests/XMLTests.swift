internal import Accounting
internal import Testing

@testable internal import Formats

/// Tells a document as words: `Doc` and, of its children, `A` and `B` with their texts.
final class XMLTeller: XMLHandler {
    static let paths: XMLPaths = {
        var paths = XMLPaths()
        paths.add("Doc", .bounds, 0)
        paths.add("Doc/A", .attributesAndText, 1)
        paths.add("Doc/B", .attributesAndText, 2)
        return paths
    }()
    private static let names = ["Doc", "A", "B"]
    private(set) var told: [String] = []
    private(set) var tags: [(start: Int64, end: Int64, line: Int)] = []

    func begin(_ field: Int, _ attributes: XMLAttributes, _ reader: XMLReader) throws {
        tags.append((reader.tagOffset, reader.offset, reader.line))
        let key = attributes.value("k").map { "(" + $0 + ")" } ?? ""
        told.append("<" + XMLTeller.names[field] + key)
    }

    func end(_ field: Int, text: Bytes, _ reader: XMLReader) throws {
        told.append(String(decoding: text, as: UTF8.self) + ">" + XMLTeller.names[field])
    }
}

/// What an XML file tells when read in pieces of a size; the flaw where it is refused.
func tell(_ bytes: [UInt8], by size: Int = 1 << 16) throws -> (told: String, flaw: Flaw?) {
    let handler = XMLTeller()
    let reader = XMLReader(XMLTeller.paths, handler: handler)
    let flaw = try flaw {
        for (piece, isLast) in pieces(bytes, of: size) {
            try withBytes(piece) { try reader.feed($0, isLast: isLast) }
        }
    }
    return (handler.told.joined(separator: " "), flaw)
}

func utf16(_ text: String, littleEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit -> [UInt8] in
        let (high, low) = (UInt8(unit >> 8), UInt8(unit & 255))
        return littleEndian ? [low, high] : [high, low]
    }
}

@Suite("XML: small, hardened, streaming")
struct XMLTests {
    static let documents = textTable(
        """
        document                                        | told
        <Doc/>                                          | <Doc >Doc
        <Doc></Doc>                                     | <Doc >Doc
        <Doc><A>x</A></Doc>                             | <Doc <A x>A >Doc
        <Doc>text<A>x</A>more</Doc>                     | <Doc <A x>A >Doc
        <Doc><A/></Doc>                                 | <Doc <A >A >Doc
        <Doc><A k="v">x</A></Doc>                       | <Doc <A(v) x>A >Doc
        <Doc><A kk="v" k='w'/></Doc>                    | <Doc <A(w) >A >Doc
        <Doc><A k=""/></Doc>                            | <Doc <A() >A >Doc
        <Doc><A K="v"/></Doc>                           | <Doc <A >A >Doc
        <Doc><X><A>x</A></X></Doc>                      | <Doc >Doc
        <Doc><T><A>x</A><T/></T><B>y</B></Doc>          | <Doc <B y>B >Doc
        <X><Y><Doc><A>x</A></Doc></Y></X>               | <Doc <A x>A >Doc
        <X><Doc/><Doc><B>y</B></Doc></X>                | <Doc >Doc <Doc <B y>B >Doc
        <A><Doc><A>x</A></Doc></A>                      | ∅
        <Doc><Doc><A>x</A></Doc></Doc>                  | <Doc >Doc
        <Doc><A>1<B>2</B>3</A></Doc>                    | <Doc <A 13>A >Doc
        <Doc><A>&lt;&amp;&gt;&quot;&apos;</A></Doc>     | <Doc <A <&>"'>A >Doc
        <Doc><A>&#233;&#x20AC;</A></Doc>                | <Doc <A é€>A >Doc
        <Doc><A k="&lt;&#233;"/></Doc>                  | <Doc <A(<é) >A >Doc
        <Doc><A><![CDATA[<b>&amp;]]></A></Doc>          | <Doc <A <b>&amp;>A >Doc
        <Doc><A>a<!-- c -->b</A></Doc>                  | <Doc <A ab>A >Doc
        <Doc><A>a<?p q?>b</A></Doc>                     | <Doc <A ab>A >Doc
        <Doc xmlns="urn:x"><A>x</A></Doc>               | <Doc <A x>A >Doc
        <p:Doc xmlns:p="urn:x"><p:A>x</p:A></p:Doc>     | <Doc <A x>A >Doc
        <Doc><a>x</a></Doc>                             | <Doc >Doc
        <?xml version="1.0"?><Doc><A>é</A></Doc>        | <Doc <A é>A >Doc
        <Doc><A>Café 漢字 😀</A></Doc>                    | <Doc <A Café 漢字 😀>A >Doc
        """)

    @Test("documents and what they tell, whole and byte by byte", arguments: documents)
    func told(row: [String]) throws {
        let bytes = Array(row[0].utf8)
        for size in [bytes.count, 1, 2, 3, 7] {
            let (told, flaw) = try tell(bytes, by: size)
            #expect(told == row[1], "pieces of \(size)")
            #expect(flaw == nil, "pieces of \(size)")
        }
        let handler = XMLTeller()
        #expect(withBytes(bytes) { XMLReader.read($0, XMLTeller.paths, handler: handler) })
        #expect(handler.told.joined(separator: " ") == row[1], "from memory")
    }

    @Test("every beginning of a document is refused", arguments: documents)
    func prefixes(row: [String]) throws {
        let bytes = Array(row[0].utf8)
        for length in 0..<bytes.count {
            let (_, flaw) = try tell(Array(bytes[..<length]))
            #expect(flaw != nil, "\(length) bytes")
            let isRead = withBytes(Array(bytes[..<length])) {
                XMLReader.read($0, XMLTeller.paths, handler: XMLTeller())
            }
            #expect(!isRead, "\(length) bytes from memory")
        }
    }

    @Test(
        "what is no well-formed document",
        arguments: [
            "", " ", "x", "<", "<Doc", "<Doc>", "<Doc><A></Doc>", "<Doc><A></B></Doc>", "</Doc>",
            "<Doc/><Doc/>", "<Doc/>x", "x<Doc/>", "<Doc/>&amp;", "<Doc>&x;</Doc>", "<Doc>&</Doc>",
            "<Doc>&#0;</Doc>", "<Doc>&#x1F;</Doc>", "<Doc>&#xD800;</Doc>", "<Doc>&#x110000;</Doc>",
            "<Doc a=1/>", "<Doc a='1' a='2'/>", "<Doc a='<'/>", "<Doc a/>", "<1Doc/>",
            "<Doc>a\u{1}b</Doc>",
            "<Doc>]]></Doc>", "<Doc><!-- -- --></Doc>", "<Doc><![CDATA[x</Doc>",
            "<Doc><?xml v?></Doc>",
            " <?xml version='1.0'?><Doc/>", "<?xml version='1.0' encoding='none'?><Doc/>",
            "<Doc>a\u{0}b</Doc>",
        ])
    func malformed(document: String) throws {
        for size in [max(1, document.utf8.count), 1] {
            let (_, flaw) = try tell(Array(document.utf8), by: size)
            #expect(flaw != nil, "pieces of \(size)")
            #expect(flaw?.defect == .malformed || flaw?.defect == .truncated)
        }
        let isRead = withBytes(Array(document.utf8)) {
            XMLReader.read($0, XMLTeller.paths, handler: XMLTeller())
        }
        #expect(!isRead, "from memory")
    }

    @Test("a file cut in the middle is called truncated, a wrong tag malformed")
    func kinds() throws {
        let document = Array("<Doc>\n<A>x</A>\n<B>y</B>\n</Doc>".utf8)
        #expect(try tell(Array(document[..<20])).flaw?.defect == .truncated)
        for size in [document.count, 5, 1] {
            for length in 1..<document.count {
                let found = try tell(Array(document[..<length]), by: size).flaw?.defect
                #expect(found == .truncated, "\(length) bytes in pieces of \(size)")
            }
        }
        let wrong = try tell(Array("<Doc>\n<A>x</B>\n</Doc>".utf8)).flaw
        #expect(wrong?.defect == .malformed)
        #expect(wrong?.line == 2)
        #expect(wrong?.arguments["reason"]?.isEmpty == false)
    }

    @Test(
        "bytes that are no UTF-8 are refused, in text and in a name",
        arguments: ["FF", "C3 28", "C0 AF", "ED A0 80", "F4 90 80 80", "80"])
    func badBytes(bytes: String) throws {
        for (before, after) in [("<Doc><A>", "</A></Doc>"), ("<Doc><A", "/></Doc>")] {
            let document = Array(before.utf8) + hex(bytes) + Array(after.utf8)
            for size in [document.count, 1] {
                #expect(try tell(document, by: size).flaw != nil, "\(before)\(bytes)")
            }
        }
    }

    @Test(
        "other encodings, declared or marked",
        arguments: [
            ("ISO-8859-1", "43 61 66 E9"), ("WINDOWS-1252", "43 E9 80"), ("UTF-8", "43 C3 A9"),
        ])
    func encodings(name: String, text: String) throws {
        let document =
            Array("<?xml version='1.0' encoding='\(name)'?><Doc><A>".utf8) + hex(text)
            + Array("</A></Doc>".utf8)
        let expected = ["ISO-8859-1": "Café", "WINDOWS-1252": "Cé€", "UTF-8": "Cé"]
        for size in [document.count, 1] {
            let (told, flaw) = try tell(document, by: size)
            #expect(flaw == nil)
            #expect(told == "<Doc <A \(expected[name] ?? "")>A >Doc")
        }
    }

    @Test("UTF-16 with its mark", arguments: [true, false])
    func wide(littleEndian: Bool) throws {
        let document = utf16("\u{FEFF}<Doc><A>Café 😀</A></Doc>", littleEndian: littleEndian)
        for size in [document.count, 2, 1] {
            let (told, flaw) = try tell(document, by: size)
            #expect(flaw == nil, "pieces of \(size)")
            #expect(told == "<Doc <A Café 😀>A >Doc")
        }
    }
}
