internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

@Suite("OFX: what a row carries, and what identifies it")
struct OFXRowTests {
    private func line(_ rest: String, id: String = "A1", type: String = "OTHER") throws -> BankLine
    {
        var file = OFXFile()
        file.rows = OFXFile.row("-10.00", id, rest).replacing("OTHER", with: type)
        return try file.single().row
    }

    @Test(
        "text and counterparty",
        arguments: textTable(
            """
            fields                                              | counterparty   | text
            <NAME>Moulin<MEMO>Facture 17                        | Moulin         | Moulin Facture 17
            <NAME>Moulin<MEMO>Moulin de la Mer                  | Moulin         | Moulin de la Mer
            <NAME>Moulin<MEMO>Moulin                            | Moulin         | Moulin
            <MEMO>Facture                                       | ∅              | Facture
            <MEMO>a<MEMO>b                                      | ∅              | a b
            <NAME>␠<MEMO>                                       | ∅              | OTHER
            <NAME>Mou<EXTDNAME>Moulin SA                        | Moulin SA      | Moulin SA
            <PAYEE><NAME>Moulin SA<CITY>Brest</PAYEE><MEMO>x    | Moulin SA      | Moulin SA x
            <PAYEE>Moulin SA</PAYEE><MEMO>x                     | Moulin SA      | Moulin SA x
            <PAYEE>Moulin SA<MEMO>x                             | Moulin SA      | Moulin SA x
            <NAME>A & B &amp; C &lt;&#233;&#x41;&gt; &foo; &#0; | A & B & C <éA> &foo; &#0; | \
            A & B & C <éA> &foo; &#0;
            <NAME><![CDATA[A&amp;B <i> ]] ]]><MEMO>x            | A&amp;B <i> ]] | A&amp;B <i> ]] x
            <NAME>A < B <3 </3 <!x                              | A < B <3 </3 <!x | \
            A < B <3 </3 <!x
            <NAME>x&nbsp;y                                      | x y            | x y
            """))
    func texts(row: [String]) throws {
        let line = try line(row[0])
        #expect(line.counterparty == row[1])
        #expect(line.text == row[2])
        #expect(line.flaws.isEmpty)
        #expect(line.amount == -1000 && line.reference == "A1")
    }

    @Test("tags that nobody knows are passed over with what they say")
    func unknownTags() throws {
        let line = try line(
            "<NAME>Moulin<X.NOTE>y<INTU.EMPTY><CATEGORY>z</CATEGORY><SIC>5411"
                + "<IMAGEDATA><IMAGETYPE>TRANSACTION</IMAGEDATA><DTAVAIL>20260912")
        #expect(line.text == "Moulin" && line.valueDay == "2026-09-12")
        #expect(line.flaws.isEmpty)
    }

    @Test(
        "references of the payer and the counterparty's IBAN",
        arguments: textTable(
            """
            type  | fields                                                | reference | iban
            CHECK | <CHECKNUM>1042                                        | 1042      | ∅
            CHECK | <CHECKNUM>1042<REFNUM>R7                              | 1042      | ∅
            OTHER | <CHECKNUM>1042<REFNUM>R7                              | R7        | ∅
            OTHER | <REFNUM>A1<CHECKNUM>0                                 | ∅         | ∅
            XFER  | <BANKACCTTO><BANKID>1<ACCTID>99-1</BANKACCTTO>        | ∅         | ∅
            XFER  | <BANKACCTTO><ACCTID>FR76 3000 6000 0112 3456 7890 189</BANKACCTTO> | ∅ \
            | FR7630006000011234567890189
            """))
    func references(row: [String]) throws {
        let line = try line(row[1], type: row[0])
        #expect(line.payerReference == row[2])
        #expect(line.iban == row[3])
    }

    @Test("a cheque's number is part of its text")
    func cheque() throws {
        #expect(try line("<CHECKNUM>1042", type: "CHECK").text == "1042")
        #expect(try line("<CHECKNUM>1042<NAME>Chèque", type: "CHECK").text == "Chèque 1042")
        #expect(try line("<CHECKNUM>1042<MEMO>no 1042", type: "CHECK").text == "no 1042")
        #expect(try line("<CHECKNUM>0", type: "CHECK").text == "CHECK")
    }

    @Test("a FITID that is empty, zeros or on rows that differ identifies none of them")
    func identities() throws {
        var file = OFXFile()
        file.rows =
            OFXFile.row("-1.00", "") + OFXFile.row("-2.00", "000") + OFXFile.row("-3.00", "B")
            + OFXFile.row("-4.00", "C") + OFXFile.row("-5.00", "B") + OFXFile.row("-6.00", "B")
            + OFXFile.row("-7.00", "D") + OFXFile.row("-7.00", "D")
        let imported = try file.imported()
        #expect(imported.bank.map(\.reference) == ["", "", "", "C", "", "", "D", "D"])
        #expect(imported.defects.isEmpty)
        #expect(imported.tails.first?.booked.text == "-35.00", "every row counts")
    }

    @Test("a FITID that comes again once its first row is handed over is the later row's flaw")
    func lateRepeat() throws {
        var file = OFXFile()
        file.rows = (0..<Limits.batchRows).map { OFXFile.row("-1.00", "F\($0)") }.joined()
        file.rows += OFXFile.row("-2.00", "F7") + OFXFile.row("-2.00", "G")
        let imported = try file.imported()
        let batches = imported.drafts.compactMap { draft -> Int? in
            guard case .bank(let rows) = draft else { return nil }
            return rows.count
        }
        #expect(batches == [Limits.batchRows, 2])
        #expect(imported.bank.flatMap(\.flaws).map(\.defect) == [.malformed])
        #expect(imported.bank.suffix(2).map(\.reference) == ["", "G"])
        #expect(imported.tails.first?.entries == Limits.batchRows + 2)
    }

    @Test("the same FITID in two statements is two rows of two accounts")
    func perStatement() throws {
        var file = OFXFile()
        file.extra = file.statement.replacing("0500013M026", with: "0500013M027")
            .replacing("-12.50", with: "-13.50")
        let imported = try file.imported()
        #expect(imported.heads.map(\.account) == ["0500013M026", "0500013M027"])
        #expect(imported.heads.map(\.unit) == [1, 2])
        #expect(imported.bank.map(\.reference) == ["A1", "A1"])
        #expect(imported.tails.map(\.booked.text) == ["-12.50", "-13.50"])
        #expect(imported.rows == 2)
    }

    @Test(
        "currencies: the account's, another, the one an amount was converted from",
        arguments: textTable(
            """
            account   | row                                                   | minor | currency | \
            found           | original
            EUR       | <CURRENCY><CURRATE>1.0<CURSYM>EUR</CURRENCY>          | -1000 | EUR | ok | ∅
            EUR       | <CURRENCY><CURRATE>0.91<CURSYM>USD</CURRENCY>         | 0     | EUR | \
            currencyUnknown | 0 USD -1000 0.91
            EUR       | <CURRENCY>USD                                         | 0     | EUR | \
            currencyUnknown | 0 USD -1000 –
            EUR       | <ORIGCURRENCY><CURRATE>1.1<CURSYM>USD</ORIGCURRENCY>  | -1000 | EUR | \
            ok | 0 USD -909 1.1
            EUR       | <ORIGCURRENCY><CURRATE>1,25<CURSYM>usd</ORIGCURRENCY> | -1000 | EUR | \
            ok | 0 USD -800 1.25
            EUR       | <ORIGCURRENCY><CURRATE>0.5<CURSYM>USD</ORIGCURRENCY>  | -1000 | EUR | ok | ∅
            EUR       | <ORIGCURRENCY><CURRATE>0.005<CURSYM>JPY</ORIGCURRENCY> | -1000 | EUR | \
            ok | ∅
            EUR       | <ORIGCURRENCY><CURRATE>0.05<CURSYM>JPY</ORIGCURRENCY> | -1000 | EUR | \
            ok | 0 JPY -200 0.05
            EUR       | <ORIGCURRENCY><CURRATE>1<CURSYM>EUR</ORIGCURRENCY>    | -1000 | EUR | ok | ∅
            EUR       | <ORIGCURRENCY><CURRATE>x<CURSYM>USD</ORIGCURRENCY>    | -1000 | EUR | ok | ∅
            ∅         | <CURRENCY><CURRATE>1<CURSYM>AUD</CURRENCY>            | -1000 | AUD | ok | ∅
            ∅         | ∅                                                     | -1000 | ∅   | ok | ∅
            eur       | ∅                                                     | -1000 | EUR | ok | ∅
            QQQ       | ∅                                                     | -1000 | QQQ | \
            currencyUnknown | ∅
            """))
    func currencies(row: [String]) throws {
        var file = OFXFile()
        file.currency = row[0].isEmpty ? "" : "<CURDEF>\(row[0])"
        file.rows = OFXFile.row("-10.00", "A1", "<NAME>n" + row[1])
        let imported = try file.imported()
        let line = try #require(imported.bank.first)
        let tail = try #require(imported.tails.first)
        #expect(line.amount == Int64(row[2]))
        #expect(tail.currency == row[3])
        #expect(imported.heads.first?.currency == Currency(row[3]))
        #expect(
            (line.flaws + tail.flaws).map { "\($0.defect)" } == (row[4] == "ok" ? [] : [row[4]]))
        #expect(tail.booked.text == (row[2] == "0" ? "0" : "-10.00"))
        #expect(tail.entries == 1)
        #expect(imported.originals == (row[5].isEmpty ? [] : [row[5]]))
        #expect(line.text.hasPrefix("n"))
        if row[1].contains("<CURRATE>1.1<CURSYM>USD") { #expect(line.text == "n USD 1.1") }
    }

    @Test("a row that corrects another is told with both ids, and not posted")
    func corrections() throws {
        for action in ["REPLACE", "DELETE"] {
            let line = try line("<CORRECTFITID>Z9<CORRECTACTION>\(action)<NAME>x")
            let flaw = try #require(line.flaws.first)
            #expect(line.flaws.map(\.defect) == [.correction])
            #expect(flaw.found == "A1")
            #expect(flaw.arguments == ["corrected": "Z9", "action": action])
        }
        #expect(try self.line("<CORRECTFITID>Z9<NAME>x").flaws.map(\.defect) == [.correction])
        #expect(try self.line("<CORRECTFITID></CORRECTFITID><NAME>x").flaws.isEmpty)
    }

    @Test("pending rows are pending, and no part of the booked sum")
    func pending() throws {
        var file = OFXFile()
        file.balance +=
            "<BANKTRANLISTP><DTASOF>20260930<STMTTRNP><TRNTYPE>POS<DTTRAN>20260930"
            + "<TRNAMT>-9.00<NAME>Hôtel</STMTTRNP></BANKTRANLISTP>"
        let imported = try file.imported()
        #expect(imported.bank.map(\.status) == [.booked, .pending])
        #expect(imported.bank.map(\.amount) == [-1250, -900])
        #expect(imported.tails.first?.booked.text == "-12.50")
        #expect(imported.tails.first?.entries == 2)
        #expect(imported.tails.first?.bookedCount == 1)
        #expect(imported.defects.isEmpty)
    }

    @Test("debits without a minus anywhere read two ways")
    func unsigned() throws {
        func flaws(_ amounts: [(String, String)]) throws -> [String] {
            var file = OFXFile()
            file.rows = amounts.enumerated().map { index, row in
                OFXFile.row(row.1, "A\(index)").replacing("OTHER", with: row.0)
            }.joined()
            return try #require(try file.imported().tails.first).flaws.map { "\($0.defect)" }
        }
        #expect(
            try flaws([("CREDIT", "5"), ("DEBIT", "7"), ("DEBIT", "8")]) == ["amountAmbiguous"])
        #expect(try flaws([("CREDIT", "5"), ("DEBIT", "-7"), ("DEBIT", "8")]).isEmpty)
        #expect(try flaws([("CREDIT", "5"), ("DEBIT", "0")]).isEmpty)
    }

    @Test("an account that is an IBAN is written as one")
    func iban() throws {
        var file = OFXFile()
        file.account = "<BANKACCTFROM><ACCTID>fr76 3000 6000 0112 3456 7890 189</BANKACCTFROM>"
        #expect(try file.imported().heads.map(\.account) == ["FR7630006000011234567890189"])
        file.account = "<BANKACCTFROM><ACCTID>12300 000012345678</BANKACCTFROM>"
        #expect(try file.imported().heads.map(\.account) == ["12300 000012345678"])
        file.account = ""
        let tail = try #require(try file.imported().tails.first)
        #expect(tail.flaws.map(\.defect) == [.fieldMissing])
    }
}
