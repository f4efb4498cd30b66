internal import Accounting
internal import Digest
internal import Testing

@testable internal import Intake

@Suite("XML inside of a PDF")
struct PDFTests {
    /// A PDF with embedded files, not packed; `extra` goes into its trailer.
    private static func pdf(
        _ files: [(name: String, bytes: [UInt8])], extra: String = ""
    ) -> [UInt8] {
        let names = files.enumerated().map { "(\($0.element.name)) \(4 + 2 * $0.offset) 0 R" }
        let tree =
            files.isEmpty
            ? "" : "/Names<</EmbeddedFiles<</Names[" + names.joined(separator: " ") + "]>>>>"
        var objects: [[UInt8]] = [
            Array("<</Type/Catalog/Pages 2 0 R\(tree)>>".utf8),
            Array("<</Type/Pages/Kids[3 0 R]/Count 1>>".utf8),
            Array("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>".utf8),
        ]
        for (index, file) in files.enumerated() {
            let name = "/F(\(file.name))/UF(\(file.name))"
            objects.append(
                Array("<</Type/Filespec\(name)/EF<</F \(5 + 2 * index) 0 R>>>>".utf8))
            objects.append(
                Array("<</Type/EmbeddedFile/Length \(file.bytes.count)>>\nstream\n".utf8)
                    + file.bytes + Array("\nendstream".utf8))
        }
        var out = Array("%PDF-1.7\n".utf8)
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for (index, object) in objects.enumerated() {
            let digits = String(out.count)
            table += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
            out += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
        }
        let start = out.count
        out += Array(table.utf8)
        let trailer = "trailer\n<</Size \(objects.count + 1)/Root 1 0 R\(extra)>>\n"
        return out + Array("\(trailer)startxref\n\(start)\n%%EOF\n".utf8)
    }

    private static let xml = Array("<Invoice/>".utf8)

    @Test("the invoice is one entry, named by both; the digest is the PDF's")
    func invoice() throws {
        let scratch = try Scratch()
        let bytes = Self.pdf([("factur-x.xml", Self.xml)])
        let drop = try scratch.file("a.pdf", bytes)
        let (entries, flaw) = try unpack(drop)
        #expect(flaw == nil)
        #expect(entries == ["a.pdf!factur-x.xml": Self.xml])
        let reader = try DropReader(drop)
        let entry = try #require(try reader.entries().first)
        #expect(try reader.head(of: entry) == Self.xml)
        #expect(try reader.digested() == sha256(bytes))
    }

    /// names of embedded files | the one taken, or why none is
    @Test(
        arguments: [
            (["ZUGFeRD-invoice.xml"], "a.pdf!ZUGFeRD-invoice.xml"),
            (["any.xml"], "a.pdf!any.xml"), (["a.txt"], "no e-invoice"), ([], "no e-invoice"),
            (["a.xml", "factur-x.xml", "b.txt"], "a.pdf!factur-x.xml"),
            (["a.xml", "b.xml"], "several"), (["factur-x.xml", "xrechnung.xml"], "several"),
            (["../../x.xml"], "name of the embedded"),
        ] as [([String], String)]) func names(_ names: [String], _ expected: String) throws
    {
        let scratch = try Scratch()
        let drop = try scratch.file("a.pdf", Self.pdf(names.map { ($0, Self.xml) }))
        #expect(try DropReader(drop).entries().count == 1)
        let (entries, flaw) = try unpack(drop)
        let said = flaw.map { $0.arguments["reason"] ?? "" } ?? entries.keys.joined()
        #expect(flaw == nil ? said == expected : said.contains(expected), "\(said)")
    }

    @Test("every cut of a PDF is refused or read, and nothing falls over")
    func cuts() throws {
        let scratch = try Scratch()
        let bytes = Self.pdf([("factur-x.xml", Self.xml)])
        for end in stride(from: 4, to: bytes.count, by: 7) {
            let (entries, flaw) = try unpack(try scratch.file("\(end).pdf", Array(bytes[..<end])))
            #expect(flaw?.defect == .malformed || entries.values.allSatisfy { $0 == Self.xml })
        }
    }

    @Test("a PDF that asks for a password is refused as such")
    func encrypted() throws {
        let scratch = try Scratch()
        let text =
            "/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O(\(String(repeating: "o", count: 32)))/U(\(String(repeating: "u", count: 32)))>>/ID[(0123456789012345)(0123456789012345)]"
        let drop = try scratch.file("a.pdf", Self.pdf([("factur-x.xml", Self.xml)], extra: text))
        #expect(try unpack(drop).flaw?.arguments["reason"] == "PDF: encrypted")
    }

    /// 24 MiB of blanks: over what an embedded file may be.
    @Test("an embedded file over the limit is refused")
    func large() throws {
        let scratch = try Scratch()
        let blanks = [UInt8](repeating: 32, count: 24 << 20)
        let drop = try scratch.file("a.pdf", Self.pdf([("factur-x.xml", blanks)]))
        #expect(try unpack(drop).flaw?.arguments["reason"] == "PDF: what it holds is too large")
    }
}
