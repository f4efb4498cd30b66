internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

/// What a file gives, for comparison.
private struct Given: Equatable {
    var heads: [StatementHead]
    var bank: [BankLine]
    var tails: [StatementTail]
    var rows: Int?
    var refusal: Flaw?
}

@Suite("camt: entries read in segments give what they give read whole")
struct CamtSegmentTests {
    private static let whole = CamtCut(threshold: 1 << 40, segment: 1 << 40)

    /// Reads a file; nothing of it is read in segments unless `segment` is given.
    private func given(_ bytes: [UInt8], segment: Int? = nil, by size: Int) throws
        -> (given: Given, parts: Int)
    {
        let cut = segment.map { CamtCut(threshold: 0, segment: $0) } ?? CamtSegmentTests.whole
        let importer = CamtImporter(cut)
        var imported = try importing(bytes, with: importer, by: size)
        importer.drain { imported.drafts.append($0) }
        return (
            Given(
                heads: imported.heads, bank: imported.bank, tails: imported.tails,
                rows: imported.rows, refusal: imported.refusal), importer.partCount
        )
    }

    private static func entries(_ count: Int = 24) -> [String] {
        (1...count).map { number in
            let transaction = CamtFile.transaction("\(number).00", "Café &amp; \(number) &#233;")
            return CamtFile.entry(
                "\(number).00", number % 3 == 0 ? "DBIT" : "CRDT",
                rest: "\n<NtryDtls>\(transaction)</NtryDtls>")
        }
    }

    /// A statement with `middle` between its entries.
    private static func file(_ middle: String = "") -> CamtFile {
        var file = CamtFile()
        file.entries = entries()
        file.entries.insert(middle, at: 15)
        return file
    }

    private static func text(_ change: (String) -> String) -> String { change(file().text) }

    private static let wide = String(repeating: "<Ntry><Amt>1</Amt></Ntry>", count: 40)

    /// Files by what is special in them, and whether some of their segments are taken.
    private static let files: [(name: String, text: String, areTaken: Bool)] = [
        ("plain", file().text, true),
        ("one line", text { $0.replacing("\n", with: "") }, true),
        ("Windows line ends", text { $0.replacing("\n", with: "\r\n") }, true),
        ("a mark", "\u{FEFF}" + file().text, true),
        (
            "no namespace, no head",
            {
                var bare = file()
                (bare.head, bare.namespace) = ("", "")
                return bare.text
            }(), true
        ),
        (
            "prefixes",
            text {
                $0.replacing("<", with: "<n:").replacing("<n:/", with: "</n:")
                    .replacing("<n:?", with: "<?").replacing("xmlns=", with: "xmlns:n=")
            }, true
        ),
        (
            "an envelope",
            text {
                $0.replacing("<Document", with: "<E a='>'\n b=\"x\"><Document")
                    .replacing("</Document>", with: "</Document></E>")
            }, true
        ),
        ("a comment with an entry's end", file("<!-- </Ntry><Ntry> -->").text, true),
        ("a long comment", file("<!-- \(wide) -->").text, true),
        ("an open comment", file("<!-- \(wide)").text, true),
        (
            "CDATA",
            file(
                CamtFile.entry(
                    "1.00", rest: "<AddtlNtryInf><![CDATA[ </Ntry><Ntry> ]]></AddtlNtryInf>")
            ).text, true
        ),
        ("CDATA between", file("<![CDATA[ \(wide) ]]>").text, true),
        ("an instruction", file("<?x </Ntry><Ntry> ?>").text, true),
        ("stray text", file("stray").text, true),
        ("a balance", file(CamtFile.balance("ITBD", "3.00")).text, true),
        ("a currency", file("<Acct><Ccy>USD</Ccy></Acct>").text, true),
        ("another currency", file(CamtFile.entry("1.00", currency: "USD")).text, true),
        ("attributes", text { $0.replacing("<Ntry>", with: "<Ntry a='&lt;Ntry>' b='\n'>") }, true),
        ("blanks in end tags", text { $0.replacing("</Ntry>", with: "</Ntry \n>") }, true),
        ("empty entries", file("<Ntry/><Ntry></Ntry>").text, true),
        ("an entry in an entry", file("<Ntry>\(CamtFile.entry("1.00"))</Ntry>").text, true),
        ("flaws", file(CamtFile.entry("1e5", "X", day: "")).text, true),
        (
            "two statements",
            text {
                $0.replacing(
                    CamtFile.entry("1.00"), with: "</Stmt><Stmt>" + CamtFile.entry("1.00"))
            }, true
        ),
        ("statements that end", file("</Stmt><Stmt><Id>S2</Id>").text, true),
        (
            "messages that end",
            file(
                "</Stmt></BkToCstmrStmt><BkToCstmrStmt><Stmt><Id>S2</Id>"
            ).text, true
        ),
        (
            "no end of an entry for long",
            file(
                "<Ntry>" + String(repeating: "<X>y</X>", count: 2000) + "</Ntry>"
            ).text, true
        ),
        ("a wrong tag", file("<Ntry><Amt>1</Amnt></Ntry>").text, true),
        (
            "a wrong tag on one line",
            file("<Ntry><Amt>1</Amnt></Ntry>").text
                .replacing("\n", with: ""), true
        ),
        ("a lone end", file("</Ntry>").text, true),
        ("an entity", file("<Ntry><Amt>&x;</Amt></Ntry>").text, true),
        ("an unknown prefix", file("<q:Ntry><Amt>1</Amt></q:Ntry>").text, true),
        ("a DOCTYPE in the middle", file("<!DOCTYPE x>").text, true),
        ("a DOCTYPE", "<!DOCTYPE Document>" + file().text.dropFirst(CamtFile().head.count), false),
        (
            "too deep",
            file(
                "<Ntry>" + String(repeating: "<d>", count: 62)
                    + String(repeating: "</d>", count: 62) + "</Ntry>"
            ).text, true
        ),
        ("many lines", file(String(repeating: "\n", count: 70_000)).text + "<x/>", true),
        ("more behind the end", file().text + "<x/>", true),
        (
            "another encoding",
            text {
                $0.replacing("encoding=\"UTF-8\"", with: "encoding=\"ISO-8859-1\"")
            }, false
        ),
    ]

    @Test(
        "whatever is between the entries, and however it is fed", arguments: files.indices)
    func same(index: Int) throws {
        let (name, text, areTaken) = CamtSegmentTests.files[index]
        let bytes = Array(text.utf8)
        let whole = try given(bytes, by: 4096)
        #expect(whole.parts == 0)
        var parts = 0
        for (segment, size) in [(100, 1), (100, 97), (900, 4096), (3000, 1 << 18)]
        where size > 1 || bytes.count < 40_000 {
            let cut = try given(bytes, segment: segment, by: size)
            #expect(cut.given == whole.given, "\(name), \(segment) by \(size)")
            parts += cut.parts
        }
        #expect((parts > 0) == areTaken, "\(name)")
    }

    @Test("every beginning of a file is refused at the same place")
    func prefixes() throws {
        let bytes = Array(CamtSegmentTests.file().text.utf8)
        for length in stride(from: 700, to: bytes.count, by: 97) {
            let start = Array(bytes[..<length])
            let whole = try given(start, by: 4096)
            #expect(whole.given.refusal?.defect == .truncated)
            let cut = try given(start, segment: 700, by: 1000)
            #expect(cut.given == whole.given, "\(length) bytes")
        }
    }

    @Test("what was fed before the drop itself breaks off is handed over")
    func drained() throws {
        let bytes = Array(CamtSegmentTests.file().text.utf8)
        func rows(_ cut: CamtCut) throws -> [BankLine] {
            let importer = CamtImporter(cut)
            var imported = Imported()
            for start in stride(from: 0, to: bytes.count - 600, by: 100) {
                try Array(bytes[start..<start + 100]).withUnsafeBufferPointer {
                    try importer.feed($0, isLast: false) { imported.drafts.append($0) }
                }
            }
            importer.drain { imported.drafts.append($0) }
            return imported.bank
        }
        let whole = try rows(CamtSegmentTests.whole)
        #expect(whole.count > 20)
        #expect(try rows(CamtCut(threshold: 0, segment: 900)) == whole)
    }

    @Test("batches, totals and ranges of segments add up to those of the file")
    func counts() throws {
        var file = CamtFile()
        file.entries = (1...200).map { number in
            let parts = ["60.00", number % 7 == 0 ? "39.00" : "40.00"].map {
                CamtFile.transaction($0, "N\(number)")
            }
            return CamtFile.entry(
                "100.00", day: "<BookgDt><Dt>2026-09-\(number % 20 + 10)</Dt></BookgDt>",
                rest: "<NtryDtls>\(parts.joined())</NtryDtls>")
        }
        file.extra =
            "<TxsSummry><TtlNtries><NbOfNtries>200</NbOfNtries><Sum>20000</Sum>"
            + "</TtlNtries></TxsSummry>"
        let bytes = Array(file.text.utf8)
        let whole = try given(bytes, by: 4096).given
        let cut = try given(bytes, segment: 5000, by: 4096)
        #expect(cut.given == whole)
        #expect(cut.parts > 10)
        #expect(whole.tails.first?.declared.count == 30)
    }

    @Test("a statement of no currency takes that of its first entry, cut or not")
    func currency() throws {
        var file = CamtSegmentTests.file()
        (file.account, file.opening, file.closing) = ("", "", "")
        let inner = CamtFile.entry("1.00", currency: "JPY")
        file.entries = file.entries.map { $0.replacing("EUR", with: "JPY") } + [inner]
        let text = file.text.replacing("</Stmt>", with: "</Stmt><Stmt><Id>S2</Id></Stmt>")
        let whole = try given(Array(text.utf8), by: 4096).given
        #expect(whole.tails.map(\.currency) == ["JPY", "JPY"])
        #expect(try given(Array(text.utf8), segment: 300, by: 1000).given == whole)
    }
}
