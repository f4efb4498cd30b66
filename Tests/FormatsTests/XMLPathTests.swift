internal import Accounting
internal import Testing

@testable internal import Formats

@Suite("XML: paths, open tags, places")
struct XMLPathTests {
    /// Fields and texts as they end, `<` before those told as they begin.
    private final class Fields: XMLHandler {
        var told: [String] = []
        func begin(_ field: Int, _ attributes: XMLAttributes, _ reader: XMLReader) {
            told.append("<\(field)")
        }
        func end(_ field: Int, text: Bytes, _ reader: XMLReader) {
            told.append("\(field):" + String(decoding: text, as: UTF8.self))
        }
    }

    private func tell(_ paths: XMLPaths, _ document: String) throws -> String {
        let handler = Fields()
        let reader = XMLReader(paths, handler: handler)
        try withBytes(Array(document.utf8)) { try reader.feed($0, isLast: true) }
        return handler.told.joined(separator: " ")
    }

    @Test("a path told inside another ends the outer one's text")
    func nestedText() throws {
        var paths = XMLPaths()
        paths.add("S", .text, 1)
        paths.add("S/C", .text, 2)
        #expect(
            try tell(paths, "<x><S>a</S><S>a<C>b</C>c</S><S>a<D>b</D>c</S></x>")
                == "1:a 2:b 1: 1:ac")
    }

    @Test("a path may be that of another, with all below it")
    func sameAs() throws {
        var paths = XMLPaths()
        paths.add("S/A", .text, 1)
        paths.add("M/S", sameAs: "S")
        #expect(
            try tell(paths, "<x><S><A>a</A></S><M><A>b</A><S><A>c</A></S></M></x>")
                == "1:a 1:c")
    }

    @Test("open tags are kept as they stand in the file, whatever the pieces", arguments: [1, 99])
    func openTags(size: Int) throws {
        var paths = XMLPaths()
        paths.add("S/A", .text, 1)
        paths.add("M/S", sameAs: "S")
        paths.keepTags("M/S")
        let reader = XMLReader(paths, handler: Fields())
        let head = "\u{FEFF}<?xml version='1.0'?>\n<x:D xmlns:x='u'\n k=\">é\"><h/><M ><S>"
        for (piece, _) in pieces(Array((head + "<A>1</A>").utf8), of: size) {
            try withBytes(piece) { try reader.feed($0, isLast: false) }
        }
        #expect(reader.standsInOpenTag)
        #expect(
            reader.openTags.map { String(decoding: $0, as: UTF8.self) }
                == ["<x:D xmlns:x='u'\n k=\">é\">", "<M >", "<S>"])
        for (text, stands) in [
            ("<A>", false), ("1</A>", true), (" ", false), ("<!-- ", false), ("-->", true),
            ("<y>", false), ("</y>", true), ("<![CDATA[", false), ("]]>", true), ("</S>", true),
        ] {
            try withBytes(Array(text.utf8)) { try reader.feed($0, isLast: false) }
            #expect(reader.standsInOpenTag == stands, "\(text)")
        }
        #expect(reader.openTags.count == 2)
        #expect(!reader.isPlain)
    }

    @Test("a reader that is moved on goes on from there, in places and in errors")
    func move() throws {
        let handler = XMLTeller()
        let reader = XMLReader(XMLTeller.paths, handler: handler)
        func feed(_ text: String) throws {
            try withBytes(Array(text.utf8)) { try reader.feed($0, isLast: false) }
        }
        try feed("<Doc>\n<A>x</A>")
        #expect(reader.place == XMLPlace(line: 2, column: 9, offset: 14))
        reader.move(to: XMLPlace(line: 100_002, column: 31, offset: 9_000_000_000))
        try feed("<A>y</A>")
        #expect(reader.place == XMLPlace(line: 100_002, column: 39, offset: 9_000_000_008))
        #expect(handler.tags.last?.start == 9_000_000_000)
        let flaw = try flaw { try feed("\n<A></B>") }
        #expect(flaw?.line == 100_003)
        #expect(flaw?.column == 8)
    }
}
