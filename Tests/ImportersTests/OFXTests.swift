internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

/// An OFX file of one statement, in pieces that a test may change.
struct OFXFile {
    static let header = """
        OFXHEADER:100
        DATA:OFXSGML
        VERSION:102
        SECURITY:NONE
        ENCODING:USASCII
        CHARSET:1252
        COMPRESSION:NONE
        OLDFILEUID:NONE
        NEWFILEUID:NONE


        """
    var header = OFXFile.header
    var currency = "<CURDEF>EUR"
    var account = "<BANKACCTFROM><BANKID>20041<ACCTID>0500013M026<ACCTTYPE>CHECKING</BANKACCTFROM>"
    var range = "<DTSTART>20260901<DTEND>20260930"
    var rows = OFXFile.row("-12.50", "A1", "<NAME>Moulin SA")
    var balance = "<LEDGERBAL><BALAMT>1234.56<DTASOF>20260930</LEDGERBAL>"
    var extra = ""

    static func row(
        _ amount: String, _ id: String, _ rest: String = "", day: String = "20260910"
    ) -> String {
        "<STMTTRN><TRNTYPE>OTHER<DTPOSTED>\(day)<TRNAMT>\(amount)<FITID>\(id)\(rest)</STMTTRN>\n"
    }

    var statement: String {
        "<STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS>\(currency)\(account)\n"
            + "<BANKTRANLIST>\(range)\n\(rows)</BANKTRANLIST>\(balance)</STMTRS></STMTTRNRS>\n"
    }

    var text: String {
        header + "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO<MESSAGE>OK</STATUS>"
            + "<LANGUAGE>FRA</SONRS></SIGNONMSGSRSV1>\n<BANKMSGSRSV1>" + statement + extra
            + "</BANKMSGSRSV1></OFX>\n"
    }

    func imported(by size: Int = 1 << 18, decimal: Character? = nil) throws -> Imported {
        try importing(text, layout(.ofx, decimal: decimal), by: size)
    }

    /// The file's only row and statement.
    func single() throws -> (row: BankLine, tail: StatementTail) {
        let imported = try imported()
        #expect(imported.refusal == nil)
        return (try #require(imported.bank.first), try #require(imported.tails.first))
    }
}

@Suite("OFX: rows, balances, days, amounts, charsets")
struct OFXTests {
    @Test("a statement, in pieces of any size", arguments: [1, 7, 1 << 18])
    func statement(size: Int) throws {
        var file = OFXFile()
        file.rows =
            OFXFile.row("-12.50", "A1", "<NAME>Moulin SA<MEMO>Facture 17")
            + OFXFile.row("+1200,00", "A2", "<MEMO>Vente", day: "20260911120000[+2:CEST]")
        let imported = try file.imported(by: size)
        #expect(imported.refusal == nil)
        #expect(imported.defects.isEmpty)
        #expect(imported.rows == 2)
        let head = try #require(imported.heads.first)
        #expect(head.account == "0500013M026")
        #expect(head.currency == Currency("EUR"))
        #expect(head.isStatement && head.posts && head.opening == nil)
        #expect(imported.bank.map(\.amount) == [-1250, 120_000])
        #expect(imported.bank.map(\.day) == ["2026-09-10", "2026-09-11"])
        #expect(imported.bank.map(\.reference) == ["A1", "A2"])
        #expect(imported.bank.map(\.counterparty) == ["Moulin SA", ""])
        #expect(imported.bank.map(\.text) == ["Moulin SA Facture 17", "Vente"])
        let tail = try #require(imported.tails.first)
        #expect(tail.message == "OFX 102 STMTRS")
        #expect(tail.entries == 2 && tail.bookedCount == 2)
        #expect(tail.booked.text == "1187.50")
        #expect(tail.closing?.text == "1234.56")
        #expect(tail.closingDay == .day(try #require(Day(iso: "2026-09-30"))))
        #expect(tail.opening == nil && tail.addsUp == nil, "OFX states no opening")
        #expect(tail.declared.isEmpty, "nor any total: a changed digit cannot show in the file")
        #expect(tail.statesRange)
        #expect(tail.from?.description == "2026-09-01" && tail.to?.description == "2026-09-30")
        #expect(tail.flaws.isEmpty)
        let bytes = Array(file.text.utf8)
        for line in imported.bank {
            let span = slice(bytes, line.span)
            #expect(span.hasPrefix("<STMTTRN>") && span.hasSuffix("</STMTTRN>"))
        }
        #expect(imported.bank.map(\.span.line) == [14, 15])
    }

    @Test("the same statement, unclosed, closed, on lines, on one line, as XML, prettied")
    func dialects() throws {
        let sgml = OFXFile().text
        let body = String(sgml.dropFirst(OFXFile.header.count))
        let closed = closing(body)
        let xml =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?OFX OFXHEADER=\"200\" VERSION=\"211\"?>\n"
        let forms: [(String, String)] = [
            ("unclosed", sgml), ("closed", OFXFile.header + closed),
            ("a tag a line", OFXFile.header + body.replacing("<", with: "\r\n  <")),
            ("header on one line", OFXFile.header.replacing("\n", with: "") + body),
            ("no header", body), ("xml", xml + closed), ("a mark", "\u{FEFF}" + xml + closed),
            ("blank lines before", "\r\n\n\n" + sgml),
            ("header in a comment", "<!--\n" + OFXFile.header + "-->" + closed),
            ("comments", OFXFile.header + closed.replacing("><", with: "><!-- <x> -- --><")),
            ("lower case", OFXFile.header + closed.replacing("STMTTRN>", with: "stmttrn>")),
            ("attributes", xml + closed.replacing("<OFX>", with: "<OFX xmlns=\"http://o/>\">")),
            (
                "closed late",
                sgml.replacing("</STMTTRN>", with: "</NAME></FITID></TRNAMT></STMTTRN>")
            ),
            (
                "list left open", sgml.replacing("</BANKTRANLIST>", with: "")
            ), ("padded", sgml + "\0\0\u{1A}"),
        ]
        let expected = try importing(sgml, layout(.ofx))
        for (name, text) in forms {
            let imported = try importing(text, layout(.ofx))
            #expect(imported.refusal == nil, "\(name): \(String(describing: imported.refusal))")
            #expect(imported.defects.isEmpty, "\(name)")
            #expect(imported.tails.flatMap(\.flaws).isEmpty, "\(name)")
            let bare: (Imported) -> [String] = { imported in
                imported.bank.map { "\($0.day) \($0.amount) \($0.reference) \($0.text)" }
                    + imported.tails.map {
                        "\($0.account) \($0.booked.text) \($0.closing?.text ?? "")"
                    }
            }
            #expect(bare(imported) == bare(expected), "\(name)")
        }
    }

    /// Fields get the closing tags that SGML leaves out.
    private func closing(_ body: String) -> String {
        var text = ""
        for part in body.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
            let halves = part.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
            text += "<" + part
            if halves[1].contains(where: { $0 != "\n" }) { text += "</\(halves[0])>" }
        }
        return text
    }

    @Test("UTF-16 with a mark: the same rows, and spans in the file's own bytes")
    func utf16() throws {
        var file = OFXFile()
        file.rows = OFXFile.row("-1.00", "é€😀", "<NAME>Žluťoučký")
        for isLittle in [true, false] {
            var bytes: [UInt8] = []
            for unit in ("\u{FEFF}" + file.text).utf16 {
                let pair = [UInt8(unit & 255), UInt8(unit >> 8)]
                bytes += isLittle ? pair : pair.reversed()
            }
            for size in [1, 7, 1 << 18] {
                let imported = try importing(bytes, layout(.ofx), by: size)
                let line = try #require(imported.bank.first)
                #expect(line.reference == "é€😀" && line.text == "Žluťoučký")
                let start = Int(line.span.offset)
                let span = Array(bytes[start..<start + Int(line.span.length)])
                #expect(
                    span.count == OFXFile.row("-1.00", "é€😀", "<NAME>Žluťoučký").utf16.count * 2 - 2
                )
                #expect(span[isLittle ? 0 : 1] == UInt8(ascii: "<"))
                #expect(span[span.count - (isLittle ? 2 : 1)] == UInt8(ascii: ">"))
            }
        }
    }

    @Test(
        "the charset: UTF-8 where it is, else as declared, else windows-1252",
        arguments: textTable(
            """
            header                     | bytes       | text
            CHARSET:1252               | 63 61 66 E9 | café
            CHARSET:1252               | 63 C3 A9    | cé
            CHARSET:NONE               | 80 92       | €’
            CHARSET:8859-1             | 80 E9       | €é
            CHARSET:ISO-8859-15        | A4 E9       | €é
            CHARSET:1251               | C4 E0       | Да
            CHARSET:1250               | F8          | ř
            ENCODING:UTF-8             | 63 61 66 E9 | café
            ENCODING:UTF-8             | C5 99       | ř
            ENCODING:USASCIICHARSET:1251COMPRESSION:NONE | C4 E0 | Да
            <?xml version="1.0" encoding="ISO-8859-2"?>  | F8    | ř
            <?xml version="1.0" encoding="windows-1251"?> | C4   | Д
            <CHARSET>1251</CHARSET>    | C4          | Д
            none                       | E9          | é
            """))
    func charsets(row: [String]) throws {
        var file = OFXFile()
        file.header = row[0] == "none" ? "" : row[0] + "\n"
        file.rows = OFXFile.row("-1", "A", "<NAME>@")
        let bytes = row[1].split(separator: " ").compactMap { UInt8($0, radix: 16) }
        let whole = Array(file.text.utf8).split(separator: UInt8(ascii: "@"), maxSplits: 1)
        let imported = try importing(Array(whole[0]) + bytes + Array(whole[1]), layout(.ofx))
        #expect(imported.bank.map(\.text) == [row[2]])
        #expect(imported.defects.isEmpty)
    }

    @Test("the source's own encoding outweighs the file; bytes of no charset are a flaw")
    func encodings() throws {
        var declared = try layout(.ofx)
        declared.encoding = TextEncoding("WINDOWS-1251")
        var file = OFXFile()
        file.rows = OFXFile.row("-1", "A", "<NAME>@")
        func with(_ byte: UInt8) -> [UInt8] {
            Array(file.text.utf8).map { $0 == UInt8(ascii: "@") ? byte : $0 }
        }
        #expect(try importing(with(0xC4), declared).bank.map(\.text) == ["Д"])
        let marked = try importing([0xEF, 0xBB, 0xBF] + with(0xE9), layout(.ofx))
        #expect(marked.bank.flatMap(\.flaws).map(\.defect) == [.encoding], "the mark says UTF-8")
        for byte: UInt8 in [0x81, 0x00] {
            let imported = try importing(with(byte), layout(.ofx))
            #expect(imported.bank.flatMap(\.flaws).map(\.defect) == [.encoding], "\(byte)")
        }
    }

    @Test(
        "amounts as banks write them",
        arguments: textTable(
            """
            written              | currency | minor or defect
            -12.50               | EUR      | -1250
            -530,86              | EUR      | -53086
            ␠␠␠47,01             | EUR      | 4701
            +0000000000180.1900  | USD      | 18019
            -00000000001500.0000 | USD      | -150000
            -0                   | EUR      | 0
            12                   | EUR      | 1200
            1000                 | JPY      | 1000
            1000.00              | JPY      | 1000
            1.234                | TND      | 1234
            1,234.56             | EUR      | 123456
            1.234,56             | EUR      | 123456
            1.234                | EUR      | amountAmbiguous
            1,234                | EUR      | amountAmbiguous
            0.120                | EUR      | 12
            1234.560             | EUR      | 123456
            0.125                | EUR      | amountPrecision
            115.8331             | USD      | amountPrecision
            10.5                 | JPY      | amountPrecision
            $120                 | USD      | 12000
            .                    | EUR      | amountMalformed
            1E3                  | EUR      | amountMalformed
            NaN                  | EUR      | amountMalformed
            --5                  | EUR      | amountMalformed
            ∅                    | EUR      | fieldMissing
            10000000000000.01    | EUR      | amountTooLarge
            9999999999999999999  | EUR      | amountTooLarge
            """))
    func amounts(row: [String]) throws {
        var file = OFXFile()
        file.currency = "<CURDEF>\(row[1])"
        file.balance = ""
        file.rows = OFXFile.row(row[0], "A1")
        let (line, tail) = try file.single()
        #expect((line.flaws.first.map { "\($0.defect)" } ?? "\(line.amount)") == row[2])
        #expect(line.flaws.count <= 1)
        #expect(tail.entries == 1)
    }

    @Test("a mark that the file has shown to be decimal, or the source declares, settles 1.234")
    func witness() throws {
        var file = OFXFile()
        file.currency = "<CURDEF>USD"
        file.rows =
            OFXFile.row("1.230", "A1") + OFXFile.row("5.5", "A2") + OFXFile.row("1.230", "A3")
        let imported = try file.imported()
        #expect(imported.bank.map(\.amount) == [0, 550, 123])
        #expect(imported.defects == ["14 amountAmbiguous"])
        #expect(try file.imported(decimal: ",").bank.map(\.amount) == [123_000, 550, 123_000])
        #expect(try file.imported(decimal: ".").bank.map(\.amount) == [123, 550, 123])
    }

    @Test(
        "days: the one written, whatever the zone",
        arguments: textTable(
            """
            written                        | day or defect
            20260131                       | 2026-01-31
            202601311200                   | 2026-01-31
            20260131235959                 | 2026-01-31
            20260131120000[-5:EST]         | 2026-01-31
            20260131000000.000[-12]        | 2026-01-31
            20260131120000.000[+14:LINT]   | 2026-01-31
            20260131120000.000[-:EST]      | 2026-01-31
            20260131120000:014             | 2026-01-31
            2026013100000000[-5:EST]       | 2026-01-31
            20260131␠                      | 2026-01-31
            2026-01-31                     | 2026-01-31
            2026-01-31T10:00:00            | 2026-01-31
            20240229                       | 2024-02-29
            00000000                       | dateMalformed
            20260230                       | dateMalformed
            201120000000                   | dateMalformed
            2026013                        | dateMalformed
            202601311                      | dateMalformed
            31/01/2026                     | dateMalformed
            20260131x                      | dateMalformed
            20260131[                      | dateMalformed
            ∅                              | fieldMissing
            """))
    func days(row: [String]) throws {
        var file = OFXFile()
        file.rows = OFXFile.row("-1", "A1", day: row[0])
        let (line, _) = try file.single()
        #expect((line.flaws.first.map { "\($0.defect)" } ?? line.day) == row[1])
    }

    @Test(
        "the balance that closes, and its day",
        arguments: textTable(
            """
            balance                                                 | closing | day
            <LEDGERBAL><BALAMT>-5,5<DTASOF>20260930</LEDGERBAL>     | -5.5    | 2026-09-30
            <LEDGERBAL><BALAMT>5<DTASOF>20261003120000</LEDGERBAL>  | 5       | 2026-10-03
            <LEDGERBAL><BALAMT>0,00<DTASOF>00000000</LEDGERBAL>     | 0.00    | unstated
            <LEDGERBAL><BALAMT>␠<DTASOF>␠</LEDGERBAL>               | none    | unstated
            <LEDGERBAL><BALAMT/><DTASOF/></LEDGERBAL>               | none    | unstated
            <AVAILBAL><BALAMT>7<DTASOF>20260930</AVAILBAL>          | none    | unstated
            <LEDGERBAL><BALAMT>1<DTASOF>20260930</LEDGERBAL><AVAILBAL><BALAMT>7</AVAILBAL> \
            | 1 | 2026-09-30
            <LEDGERBAL><BALAMT>x<DTASOF>20260930</LEDGERBAL>        | amountMalformed | 2026-09-30
            <LEDGERBAL><BALAMT>1<DTASOF>2026</LEDGERBAL>            | dateMalformed   | unstated
            <LEDGERBAL><BALAMT>1</LEDGERBAL><LEDGERBAL><BALAMT>2</LEDGERBAL> | malformed | unstated
            """))
    func balances(row: [String]) throws {
        var file = OFXFile()
        file.balance = row[0]
        let tail = try #require(try file.imported().tails.first)
        #expect((tail.flaws.first.map { "\($0.defect)" } ?? tail.closing?.text ?? "none") == row[1])
        switch tail.closingDay {
        case .day(let day): #expect(day.description == row[2])
        default: #expect("\(tail.closingDay)" == row[2])
        }
    }
}
