internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

/// Batches for the tests of entries with several transactions.
extension CamtFile {
    static func transaction(_ amount: String, _ name: String, _ rest: String = "") -> String {
        "<TxDtls><Refs><EndToEndId>E-\(name)</EndToEndId></Refs><Amt Ccy=\"EUR\">\(amount)</Amt>"
            + rest + "<RltdPties><Dbtr><Pty><Nm>\(name)</Nm></Pty></Dbtr><DbtrAcct><Id>"
            + "<IBAN>DE\(name)</IBAN></Id></DbtrAcct><Cdtr><Nm>Us</Nm></Cdtr></RltdPties>"
            + "<RmtInf><Ustrd>text \(name)</Ustrd></RmtInf></TxDtls>"
    }

    static func batch(_ transactions: [String], _ amount: String = "100.00") -> CamtFile {
        var file = CamtFile()
        file.entries = [
            CamtFile.entry(amount, rest: "<NtryDtls>" + transactions.joined() + "</NtryDtls>")
        ]
        return file
    }
}

@Suite("camt: batches, totals, pages")
struct CamtStructureTests {
    @Test("one transaction gives the entry its party, account, reference and text")
    func single() throws {
        let line = try #require(
            try CamtFile.batch([CamtFile.transaction("100.00", "A")]).imported().bank.first)
        #expect(line.counterparty == "A")
        #expect(line.iban == "DEA")
        #expect(line.payerReference == "E-A")
        #expect(line.text == "text A")
        #expect(line.parts.isEmpty)
    }

    @Test("a transaction's amount that cannot be read, and a second amount, are flaws of the entry")
    func unreadableAmounts() throws {
        let transactions = [CamtFile.transaction("6O.00", "A"), CamtFile.transaction("40.00", "B")]
        let bad = try #require(try CamtFile.batch(transactions).imported().bank.first)
        #expect(bad.flaws.map { "\($0.defect) \($0.found)" } == ["amountMalformed 6O.00"])
        var twice = CamtFile()
        twice.entries = [CamtFile.entry("100.00", rest: "<Amt Ccy=\"EUR\">90.00</Amt>")]
        let line = try #require(try twice.imported().bank.first)
        #expect(line.flaws.map { "\($0.defect) \($0.found)" } == ["amountMalformed 90.00"])
    }

    @Test("money out names the creditor; a structured reference goes before the payer's")
    func out() throws {
        let structured =
            "<TxDtls><Refs><EndToEndId>E</EndToEndId></Refs><RltdPties><Dbtr><Nm>Us</Nm>"
            + "</Dbtr><Cdtr><Nm>Supplier</Nm></Cdtr><CdtrAcct><Id><IBAN>FR1</IBAN></Id></CdtrAcct>"
            + "</RltdPties><RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>"
            + "</TxDtls>"
        var file = CamtFile()
        file.entries = [
            CamtFile.entry("100.00", "DBIT", rest: "<NtryDtls>\(structured)</NtryDtls>")
        ]
        let line = try #require(try file.imported().bank.first)
        #expect(line.counterparty == "Supplier")
        #expect(line.iban == "FR1")
        #expect(line.payerReference == "RF18539007547034")
    }

    @Test("NOTPROVIDED is no reference; the bank's own stands apart")
    func references() throws {
        var file = CamtFile()
        file.entries = [
            CamtFile.entry(
                "100.00",
                rest: "<AcctSvcrRef>B1</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED"
                    + "</EndToEndId><AcctSvcrRef>B2</AcctSvcrRef></Refs></TxDtls></NtryDtls>"
                    + "<AddtlNtryInf>FEES\n OCT</AddtlNtryInf>"),
            CamtFile.entry(
                "1.00",
                rest:
                    "<NtryDtls><TxDtls><Refs><AcctSvcrRef>B2</AcctSvcrRef></Refs>"
                    + "</TxDtls></NtryDtls>"
            ),
        ]
        let bank = try file.imported().bank
        #expect(bank.map(\.payerReference) == ["", ""])
        #expect(bank.map(\.reference) == ["B1", "B2"])
        #expect(bank.first?.text == "FEES  OCT")
    }

    @Test("a batch whose transactions sum up posts each for itself")
    func batch() throws {
        let imported = try CamtFile.batch([
            CamtFile.transaction("60.00", "A"), CamtFile.transaction("40.00", "B"),
        ]).imported()
        let line = try #require(imported.bank.first)
        #expect(line.parts == ["6000/E-A/A/DEA/text A", "4000/E-B/B/DEB/text B"])
        #expect(line.counterparty == "" && line.iban == "", "several payers: nobody's alone")
        #expect(imported.tails.first?.declared == [])
    }

    @Test("a transaction against the batch's side counts the other way")
    func opposite() throws {
        let line = try #require(
            try CamtFile.batch([
                CamtFile.transaction("120.00", "A"),
                CamtFile.transaction("20.00", "B", "<CdtDbtInd>DBIT</CdtDbtInd>"),
            ]).imported().bank.first)
        #expect(line.parts.map { $0.prefix { $0 != "/" } } == ["12000", "-2000"])
    }

    @Test("a batch that does not sum up is declared and posts as one")
    func wrongBatch() throws {
        let imported = try CamtFile.batch([
            CamtFile.transaction("60.00", "A"), CamtFile.transaction("39.99", "B"),
        ]).imported()
        #expect(imported.bank.first?.parts == [])
        let total = try #require(imported.tails.first?.declared.first)
        #expect(total.name == "Ntry/Amt")
        #expect(total.declared.text == "100.00")
        #expect(total.counted.text == "99.99")
    }

    @Test("a batch with an amount missing claims nothing")
    func silentBatch() throws {
        let imported = try CamtFile.batch([
            CamtFile.transaction("60.00", "A"),
            "<TxDtls><RmtInf><Ustrd>x</Ustrd></RmtInf></TxDtls>",
        ]).imported()
        #expect(imported.bank.first?.parts == [])
        #expect(imported.tails.first?.declared == [])
    }

    @Test("the bank's summary beside what the entries give")
    func summary() throws {
        var file = CamtFile()
        file.entries = [
            CamtFile.entry("100.00"), CamtFile.entry("30.00", "DBIT"), CamtFile.entry("5.50"),
        ]
        file.extra = """
            <TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries><Sum>135.50</Sum>
            <TtlNetNtry><Amt>75.50</Amt><CdtDbtInd>CRDT</CdtDbtInd></TtlNetNtry></TtlNtries>
            <TtlCdtNtries><NbOfNtries>2</NbOfNtries><Sum>105.51</Sum></TtlCdtNtries>
            <TtlDbtNtries><NbOfNtries>2</NbOfNtries><Sum>30.00</Sum></TtlDbtNtries></TxsSummry>
            """
        let declared = try #require(try file.imported().tails.first?.declared)
        #expect(
            declared.map { "\($0.name) \($0.declared.text) \($0.counted.text)" } == [
                "TtlNtries/NbOfNtries 3 3", "TtlNtries/Sum 135.50 135.50",
                "TtlNtries/TtlNetNtry 75.50 75.50", "TtlCdtNtries/NbOfNtries 2 2",
                "TtlCdtNtries/Sum 105.51 105.50", "TtlDbtNtries/NbOfNtries 2 1",
                "TtlDbtNtries/Sum 30.00 30.00",
            ])
        #expect(declared.map(\.line) == [2, 2, 2, 4, 4, 5, 5])
    }

    @Test(
        "balances: which opens and which closes",
        arguments: textTable(
            """
            balances                    | opening | closing
            OPBD 1 CLBD 2               | 1       | 2
            PRCD 1 CLBD 2               | 1       | 2
            PRCD 9 OPBD 1 CLBD 2        | 1       | 2
            OPBD 1 ITBD 3               | 1       | 3
            ITBD 1 ITBD 2               | 1       | 2
            OPBD 1 CLBD 2 CLAV 9 FWAV 8 | 1       | 2
            OPBD 1                      | 1       | no
            CLBD 2                      | no      | 2
            OPBD -1 CLBD -2             | -1      | -2
            CLAV 9                      | no      | no
            """))
    func balances(row: [String]) throws {
        let words = row[0].split(separator: " ")
        var file = CamtFile()
        (file.opening, file.closing) = ("", "")
        for (type, amount) in zip(
            words.enumerated().filter { $0.offset % 2 == 0 }.map(\.element),
            words.enumerated().filter { $0.offset % 2 == 1 }.map(\.element))
        {
            let side = amount.hasPrefix("-") ? "DBIT" : "CRDT"
            file.opening += CamtFile.balance(String(type), String(amount.drop { $0 == "-" }), side)
        }
        let tail = try #require(try file.imported().tails.first)
        #expect((tail.opening?.text ?? "no") == row[1])
        #expect((tail.closing?.text ?? "no") == row[2])
    }

    @Test("the bank's own range, an account that is no IBAN, several statements")
    func several() throws {
        var file = CamtFile()
        file.extra =
            "<FrToDt><FrDtTm>2026-09-01T00:00:00</FrDtTm><ToDtTm>2026-09-30T23:59:59"
            + "</ToDtTm></FrToDt>"
        file.account = "<Acct><Id><Othr><Id> 123-4 </Id></Othr></Id></Acct>"
        var text = file.text
        let statement = try #require(text.firstRange(of: "<Stmt>"))
        let end = try #require(text.firstRange(of: "</Stmt>"))
        let whole = String(text[statement.lowerBound..<end.upperBound])
        text.insert(contentsOf: whole, at: end.upperBound)
        let imported = try importing(text, layout(.camt))
        #expect(imported.tails.map(\.unit) == [1, 2])
        #expect(imported.tails.map(\.account) == ["123-4", "123-4"])
        #expect(imported.tails.map(\.currency) == ["EUR", "EUR"])
        #expect(imported.tails.allSatisfy { $0.statesRange && $0.to?.description == "2026-09-30" })
        #expect(imported.rows == 2)
    }
}
