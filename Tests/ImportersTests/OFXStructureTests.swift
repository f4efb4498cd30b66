internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

@Suite("OFX: what is cut, damaged or hostile")
struct OFXStructureTests {
    private func refusal(_ text: String) throws -> String {
        let imported = try importing(text, layout(.ofx))
        #expect((imported.refusal == nil) == (imported.rows != nil))
        return imported.refusal.map { "\($0.defect)" } ?? "none"
    }

    @Test("every prefix is refused; the end is </OFX>")
    func prefixes() throws {
        var sgml = OFXFile()
        sgml.rows += OFXFile.row("5.00", "A2", "<NAME>x")
        let xml =
            "<?xml version=\"1.0\"?><?OFX OFXHEADER=\"200\"?>"
            + sgml.text.dropFirst(
                OFXFile.header.count)
        for text in [sgml.text, xml] {
            let bytes = Array(text.utf8)
            for count in 0..<bytes.count - 1 {
                let imported = try importing(Array(bytes[..<count]), layout(.ofx))
                #expect(imported.rows == nil)
                let defect = try #require(imported.refusal?.defect)
                #expect(
                    defect == .truncated || count < 30 && [.empty, .malformed].contains(defect),
                    "\(count): \(defect)")
            }
            #expect(try refusal(String(text.dropLast())) == "none")
        }
    }

    @Test(
        "what is not OFX, or not only",
        arguments: textTable(
            """
            text                                   | defect
            ∅                                      | empty
            ␠␠                                     | empty
            OFXHEADER:100                          | truncated
            <OFX                                   | truncated
            <OFX></OFX>                            | empty
            <OFX/>                                 | empty
            <OFX><STMTRS/></OFX>                   | none
            <ofx><StmtRs></StmtRs></ofx>           | none
            <OFX><STMTRS></OFX>                    | none
            <OFX><STMTTRN></STMTTRN></OFX>         | malformed
            <OFX><STATUS></STMTRS></OFX>           | malformed
            <OFX>text</OFX>                        | malformed
            <OFX><OFX></OFX></OFX>                 | malformed
            <OFX><STMTRS></STMTRS></OFX>text       | malformed
            <OFX><STMTRS></STMTRS></OFX><OFX>      | truncated
            <OFX><STMTRS></STMTRS></OFX><X>        | malformed
            <OFX><STMTRS></STMTRS></OFX><OFX></OFX> | none
            <OFX><STMTRS></STMTRS></OFX><!-- x --> | none
            <OFX><STMTRS></STMTRS></OFX><!-- x --  | truncated
            <OFX><STMTRS></STMTRS></OFX <          | malformed
            <OFX><STMTRS></STMTRS><OFX <<A         | malformed
            <OFX><STMTRS></STMTRS></OFX>␠          | none
            <OFC><STMTRS></STMTRS></OFC>           | malformed
            date;amount                            | malformed
            GIF87a                                 | malformed
            """))
    func notOFX(row: [String]) throws {
        #expect(try refusal(row[0]) == row[1])
    }

    @Test(
        "hostile declarations are refused, references to nothing stay text",
        arguments: [
            "<!DOCTYPE OFX SYSTEM \"file:///etc/passwd\">", "<!doctype OFX []>",
            "<!DOCTYPE OFX [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;\">]>", "<!ENTITY a SYSTEM \"b\">",
            "<!ELEMENT OFX ANY>", "<!ATTLIST OFX a CDATA #IMPLIED>", "<!NOTATION a SYSTEM \"b\">",
        ])
    func declarations(text: String) throws {
        #expect(try refusal(text + OFXFile().text) == "doctype")
        var inside = OFXFile()
        inside.rows = OFXFile.row("-1.00", "A1", "<NAME>" + text)
        #expect(try refusal(inside.text) == "doctype")
    }

    @Test("limits: text, names, tags; unknown tags a hundred thousand deep; strays by the million")
    func limits() throws {
        func with(_ name: String) -> String {
            var file = OFXFile()
            file.rows = OFXFile.row("-1.00", "A1", name)
            return file.text
        }
        let long = String(repeating: "x", count: Limits.text)
        #expect(try refusal(with("<NAME>" + long)) == "none")
        #expect(try importing(with("<NAME>" + long), layout(.ofx)).bank.first?.text.count == 1024)
        #expect(try refusal(with("<NAME>" + long + "x")) == "limit")
        #expect(try refusal(with("<NAME><![CDATA[" + long + "x]]>")) == "limit")
        #expect(try refusal(with("<\(String(repeating: "X", count: 64))>")) == "none")
        #expect(try refusal(with("<\(String(repeating: "X", count: 65))>")) == "limit")
        #expect(try refusal(with("<X " + String(repeating: "y", count: 5000) + ">")) == "limit")
        #expect(try refusal(with(String(repeating: "<X><Y>1", count: 20_000))) == "none")
        var strays = OFXFile()
        strays.balance += String(repeating: "</PAYEE></STATUS>", count: 5000)
        let imported = try strays.imported()
        #expect(imported.tails.first?.flaws.count == Limits.findings)
        #expect(imported.bank.count == 1)
        #expect(try refusal(String(repeating: "x ", count: 100_000)) == "malformed")
    }

    @Test("what is damaged inside a statement is its flaw, and everything else is read")
    func damage() throws {
        let row = OFXFile.row("-2.00", "B2", "<NAME>b")
        var base = OFXFile()
        base.rows += row
        let cases: [(String, String, String)] = [
            ("a row left open", "</STMTTRN>\n<STMTTRN>", "\n<STMTTRN>"),
            ("two rows run together", "</STMTTRN>\n<STMTTRN>", "\n"),
            ("a lost bracket", "</STMTTRN>\n<STMTTRN>", "</STMTTRN>\nSTMTTRN>"),
            ("text between rows", "</STMTTRN>\n<STMTTRN>", "</STMTTRN>\nx<STMTTRN>"),
            ("a stray end", "</BANKTRANLIST>", "</BANKTRANLIST></BANKTRANLIST>"),
            ("a balance left open", "</LEDGERBAL>", ""),
            ("a balance left open before another", "</LEDGERBAL>", "<AVAILBAL></AVAILBAL>"),
            ("a statement left open", "</STMTRS>", ""),
            ("a currency after the rows", "</BANKTRANLIST>", "</BANKTRANLIST><CURDEF>USD"),
            (
                "another account after the rows", "</BANKTRANLIST>",
                "</BANKTRANLIST><BANKACCTFROM><ACCTID>9</BANKACCTFROM>"
            ),
            ("a range that is none", "<DTSTART>20260901", "<DTSTART>20269901"),
            ("a tag that is text", "<TRNAMT>-2.00", "<TRNAMT$>-2.00"),
        ]
        for (name, part, other) in cases {
            let text = base.text.replacing(part, with: other, maxReplacements: 1)
            #expect(text != base.text, "\(name)")
            let imported = try importing(text, layout(.ofx))
            #expect(imported.refusal == nil, "\(name)")
            let flaws = imported.tails.flatMap(\.flaws) + imported.bank.flatMap(\.flaws)
            #expect(!flaws.isEmpty, "\(name)")
            #expect(imported.tails.count == 1, "\(name)")
        }
        let open = try importing(
            base.text.replacing("</STMTTRN>\n<STMTTRN>", with: "\n<STMTTRN>"), layout(.ofx))
        #expect(open.bank.map(\.amount) == [-1250, -200])
        #expect(open.defects == ["15 malformed"])
    }

    @Test("an account without its statement is told beside the others, alone it refuses the file")
    func errors() throws {
        let failed =
            "<STMTTRNRS><TRNUID>2<STATUS><CODE>2000<SEVERITY>ERROR<MESSAGE>General error</STATUS>"
            + "</STMTTRNRS>"
        var file = OFXFile()
        file.extra = failed
        let imported = try file.imported()
        #expect(imported.bank.map(\.amount) == [-1250])
        #expect(imported.spoiled.flatMap(\.flaws).map(\.defect) == [.empty])
        #expect(imported.spoiled.flatMap(\.flaws).map(\.found) == ["2000 General error"])
        #expect(imported.rows == 2)
        let alone = try importing("<OFX>" + failed + "</OFX>", layout(.ofx))
        #expect(alone.refusal?.defect == .empty)
        #expect(alone.refusal?.found == "2000 General error")
        file.extra = failed.replacing("ERROR", with: "WARN")
        #expect(try file.imported().spoiled.isEmpty)
    }

    @Test("several documents in a file, each with a header, a charset and statements of its own")
    func documents() throws {
        var second = OFXFile()
        second.account = "<BANKACCTFROM><ACCTID>77</BANKACCTFROM>"
        second.rows = OFXFile.row("-3.00", "A1", "<NAME>n")
        let xml =
            "<?xml version=\"1.0\"?>\n<?OFX OFXHEADER=\"200\" VERSION=\"211\"?>\n"
            + second.text.dropFirst(OFXFile.header.count).replacing("77<", with: "78<")
        let texts = [OFXFile().text, second.text, xml]
        let whole = Array((texts.joined(separator: "\r\n") + " \n").utf8)
        for size in [1, 11, 1 << 18] {
            let imported = try importing(whole, layout(.ofx), by: size)
            #expect(imported.refusal == nil)
            #expect(imported.heads.map(\.account) == ["0500013M026", "77", "78"])
            #expect(imported.heads.map(\.unit) == [1, 2, 3])
            #expect(imported.bank.map(\.amount) == [-1250, -300, -300])
            #expect(imported.bank.map(\.reference) == ["A1", "A1", "A1"])
            #expect(
                imported.tails.map(\.message) == [
                    "OFX 102 STMTRS", "OFX 102 STMTRS", "OFX 211 STMTRS",
                ])
            #expect(imported.rows == 3)
        }
        // Cut behind a document's end nothing can tell; cut anywhere else it shows.
        let first = OFXFile().text.utf8.count
        for count in [first + 20, first + OFXFile.header.utf8.count, whole.count - 20] {
            let defect = try importing(Array(whole[..<count]), layout(.ofx)).refusal?.defect
            #expect(defect == .truncated, "\(count)")
        }
        #expect(try refusal(OFXFile().text + "and more") == "malformed")
        // windows-1252 in one document, nothing declared (and no UTF-8) in the next.
        var bytes = Array(OFXFile().text.replacing("1252", with: "1250").utf8)
        bytes += Array(second.text.dropFirst(OFXFile.header.count).utf8)
        bytes = bytes.flatMap { $0 == UInt8(ascii: "n") ? [0xB3] : [$0] }
        // B3 is ł in windows-1250 and ³ in windows-1252.
        #expect(try importing(bytes, layout(.ofx)).bank.map(\.counterparty) == ["Moulił SA", "³"])
    }

    @Test("any cut into pieces gives the same drafts")
    func pieces() throws {
        var file = OFXFile()
        file.rows += OFXFile.row("3,00", "é", "<NAME><![CDATA[a]]]><MEMO>&amp; <!-- x --> b")
        file.extra = file.statement.replacing("0500013M026", with: "9")
        let whole = try file.imported()
        for size in 1...40 {
            let imported = try file.imported(by: size)
            #expect(imported.bank == whole.bank)
            #expect(imported.tails == whole.tails)
            #expect(imported.heads == whole.heads)
        }
    }

    @Test(
        "recognition",
        arguments: textTable(
            """
            head                                                   | is OFX
            OFXHEADER:100                                          | yes
            ofxheader:100                                          | yes
            ␠␠OFXHEADER:100                                        | yes
            <OFX>                                                  | yes
            <OFX xmlns="x">                                        | yes
            <?xml version="1.0"?><?OFX OFXHEADER="200"?><OFX>      | yes
            <?xml version="1.0"?><!-- OFXHEADER:100 --><OFX>       | yes
            <!-- a --><ofx>                                        | yes
            <START><OFXHEADER>100</OFXHEADER></START>              | yes
            <OFXUSERKEY>                                           | no
            <OFC>                                                  | no
            <?xml version="1.0"?><Document>OFXHEADER:100<OFX>      | no
            date;text;OFXHEADER:100                                | no
            :20:OFX                                                | no
            {"ofx": "<OFX>"}                                       | no
            ∅                                                      | no
            """))
    func recognition(row: [String]) throws {
        #expect(OFXImporter.recognises(Array(row[0].utf8)) == (row[1] == "yes"))
        let wide = Array("\u{FEFF}\(row[0])".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        #expect(OFXImporter.recognises(wide) == (row[1] == "yes"))
        #expect(OFXImporter.recognises([0xEF, 0xBB, 0xBF] + row[0].utf8) == (row[1] == "yes"))
    }
}
