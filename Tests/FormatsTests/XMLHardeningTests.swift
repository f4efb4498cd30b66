internal import Accounting
internal import Glibc
internal import Testing

@testable internal import Formats

@Suite("XML: what an attacker sends")
struct XMLHardeningTests {
    @Test(
        "any DOCTYPE is refused before anything is told",
        arguments: [
            "<!DOCTYPE Doc>", "<!DOCTYPE Doc []>", "<!DOCTYPE Doc SYSTEM 'file:///etc/passwd'>",
            "<!DOCTYPE Doc PUBLIC '-//x' 'http://127.0.0.1:1/x.dtd'>",
            "<!DOCTYPE Doc [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
            "<!DOCTYPE Doc [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]>",
            "<!DOCTYPE Doc [<!ENTITY x 'y'>]>",
            "<!DOCTYPE Doc [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY x '&b;&b;&b;'>]>",
            "<!DOCTYPE Doc [<!ATTLIST A k CDATA 'default'>]>",
            "<!-- a comment first -->\n<!DOCTYPE Doc>", "<?p i?><!DOCTYPE Doc>",
        ])
    func doctype(declaration: String) throws {
        let text = declaration + "<Doc><A>&x;</A></Doc>"
        let forms = [
            Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8),
            utf16("\u{FEFF}" + text, littleEndian: true),
            utf16("\u{FEFF}" + text, littleEndian: false),
        ]
        for document in forms {
            for size in [document.count, 1] {
                let (told, flaw) = try tell(document, by: size)
                #expect(flaw?.defect == .doctype)
                #expect(told == "")
            }
        }
    }

    @Test("no file is opened, whatever the document names")
    func noFile() throws {
        let folder = "/tmp/monthend-xml-\(getpid())"
        let secret = folder + "/secret.dtd"
        #expect(mkdir(folder, 0o755) == 0)
        defer {
            unlink(secret)
            rmdir(folder)
        }
        close(open(secret, O_CREAT | O_WRONLY, 0o644))
        let watch = inotify_init1(Int32(IN_NONBLOCK))
        defer { close(watch) }
        #expect(inotify_add_watch(watch, folder, UInt32(IN_OPEN)) > 0)
        var events = [UInt8](repeating: 0, count: 4096)
        for document in [
            "<!DOCTYPE Doc SYSTEM 'file://\(secret)'><Doc/>",
            "<!DOCTYPE Doc SYSTEM '\(secret)'><Doc/>",
            "<!DOCTYPE Doc [<!ENTITY x SYSTEM 'file://\(secret)'>]><Doc><A>&x;</A></Doc>",
            "<!DOCTYPE Doc [<!ENTITY % x SYSTEM 'file://\(secret)'> %x;]><Doc/>",
            "<Doc xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='\(secret)'/></Doc>",
            "<Doc xmlns:i='http://www.w3.org/2001/XMLSchema-instance' "
                + "i:schemaLocation='x \(secret)'/>",
            "<?xml-stylesheet href='\(secret)'?><Doc/>",
        ] {
            _ = try tell(Array(document.utf8))
            #expect(read(watch, &events, events.count) == -1, "\(document)")
        }
        // The watch itself works: an open is seen.
        close(open(secret, O_RDONLY))
        #expect(read(watch, &events, events.count) > 0)
    }

    @Test("depth 64 is read, 65 refused, also below what is skipped", arguments: ["A", "T", "X"])
    func depth(name: String) throws {
        func nested(_ levels: Int) -> [UInt8] {
            let inner = levels - 1
            return Array(
                ("<Doc>" + String(repeating: "<\(name)>", count: inner)
                    + String(repeating: "</\(name)>", count: inner) + "</Doc>").utf8)
        }
        #expect(try tell(nested(64)).flaw == nil)
        for levels in [65, 66, 300] {
            #expect(try tell(nested(levels)).flaw?.defect == .limit, "\(levels)")
        }
        #expect(try tell(nested(100_000)).flaw != nil)
    }

    @Test("64 attributes are read, 65 refused")
    func attributes() throws {
        func document(_ count: Int) -> [UInt8] {
            let list = (0..<count).map { " a\($0)='x'" }.joined()
            return Array("<Doc><A\(list)/></Doc>".utf8)
        }
        #expect(try tell(document(64)).flaw == nil)
        #expect(try tell(document(65)).flaw?.defect == .limit)
        #expect(try tell(document(20_000)).flaw != nil)
    }

    @Test("a text of 64 KiB is read, one byte more refused", arguments: [1 << 20, 1000])
    func text(size: Int) throws {
        func document(_ count: Int) -> [UInt8] {
            Array("<Doc><A>".utf8) + [UInt8](repeating: 120, count: count)
                + Array("</A></Doc>".utf8)
        }
        let (told, flaw) = try tell(document(Limits.text), by: size)
        #expect(flaw == nil)
        #expect(told.utf8.count == Limits.text + "<Doc <A >A >Doc".utf8.count)
        #expect(try tell(document(Limits.text + 1), by: size).flaw?.defect == .limit)
    }

    @Test("long text nobody asked for is passed over")
    func passedOver() throws {
        let long = [UInt8](repeating: 120, count: 3 << 20)
        let document = Array("<Doc><T>".utf8) + long + Array("</T><B>y</B></Doc>".utf8)
        let (told, flaw) = try tell(document, by: 256 << 10)
        #expect(flaw == nil)
        #expect(told == "<Doc <B y>B >Doc")
    }

    @Test("a reader that refused stays silent")
    func silence() throws {
        let handler = XMLTeller()
        let reader = XMLReader(XMLTeller.paths, handler: handler)
        let first = try flaw {
            try withBytes(Array("<Doc></A>".utf8)) { try reader.feed($0, isLast: false) }
        }
        #expect(first?.defect == .malformed)
        let before = handler.told
        _ = try flaw {
            try withBytes(Array("<A>x</A></Doc>".utf8)) { try reader.feed($0, isLast: true) }
        }
        #expect(handler.told == before)
    }

    @Test("what the handler throws comes out")
    func handlerThrows() throws {
        final class Refuser: XMLHandler {
            func begin(_ field: Int, _ attributes: XMLAttributes, _ reader: XMLReader) throws {
                throw FormatError(Flaw(.kindUnknown, line: reader.line))
            }
            func end(_ field: Int, text: Bytes, _ reader: XMLReader) throws {}
        }
        let reader = XMLReader(XMLTeller.paths, handler: Refuser())
        let flaw = try flaw {
            try withBytes(Array("\n\n<Doc/>".utf8)) { try reader.feed($0, isLast: true) }
        }
        #expect(flaw?.defect == .kindUnknown)
        #expect(flaw?.line == 3)
    }

    @Test("tags are told with the bytes they stand at", arguments: [1 << 20, 1, 5, 64])
    func offsets(size: Int) throws {
        let long = String(repeating: "v", count: 5000)
        for mark in [[], [0xEF, 0xBB, 0xBF]] as [[UInt8]] {
            let document =
                mark + Array("<Doc>\n <A k='é'>x</A>\n<B k='\(long)' >y</B><A/></Doc>".utf8)
            let handler = XMLTeller()
            let reader = XMLReader(XMLTeller.paths, handler: handler)
            for (piece, isLast) in pieces(document, of: size) {
                try withBytes(piece) { try reader.feed($0, isLast: isLast) }
            }
            let starts = handler.tags.map { tag in
                String(decoding: document[Int(tag.start)...].prefix(2), as: UTF8.self)
            }
            #expect(starts == ["<D", "<A", "<B", "<A"])
            #expect(handler.tags.map(\.line) == [1, 2, 3, 3])
        }
    }

    @Test("names of paths are told apart, all others are none")
    func names() throws {
        final class Names: XMLHandler {
            var seen: [Int] = []
            func begin(_ field: Int, _ attributes: XMLAttributes, _ reader: XMLReader) {
                seen.append(field)
            }
            func end(_ field: Int, text: Bytes, _ reader: XMLReader) {}
        }
        var paths = XMLPaths()
        for (field, name) in ["Ntry", "NtryDtls", "Ntr", "ntry", "É"].enumerated() {
            paths.add("Nt/" + name, .bounds, field)
        }
        let handler = Names()
        let reader = XMLReader(paths, handler: handler)
        let document = "<Nt><ntry/><Ntr/><É/><NtryDtls/><Ntry/><NTRY/></Nt>"
        try withBytes(Array(document.utf8)) { try reader.feed($0, isLast: true) }
        #expect(handler.seen == [3, 2, 4, 1, 0])
        #expect(reader.rootName == "Nt")
    }
}
