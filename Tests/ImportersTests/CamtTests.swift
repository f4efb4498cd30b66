internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

/// A camt.053 file of one statement made of pieces that a test may change.
struct CamtFile {
    var head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    var root = "Document"
    var namespace = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
    var message = "BkToCstmrStmt"
    var statement = "Stmt"
    var groupHeader = "<GrpHdr><MsgId>M1</MsgId></GrpHdr>"
    var account = "<Acct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id><Ccy>EUR</Ccy></Acct>"
    var opening = CamtFile.balance("OPBD", "1000.00")
    var closing = CamtFile.balance("CLBD", "1100.00")
    var extra = ""
    var entries = [CamtFile.entry("100.00")]
    var tail = ""

    var text: String {
        let xmlns = namespace.isEmpty ? "" : " xmlns=\"\(namespace)\""
        return """
            \(head)<\(root)\(xmlns)><\(message)>\(groupHeader)<\(statement)><Id>S1</Id>\(extra)
            \(account)\(opening)\(closing)
            \(entries.joined(separator: "\n"))
            </\(statement)></\(message)></\(root)>\(tail)
            """
    }

    static func balance(_ type: String, _ amount: String, _ side: String = "CRDT") -> String {
        "<Bal><Tp><CdOrPrtry><Cd>\(type)</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">\(amount)</Amt>"
            + "<CdtDbtInd>\(side)</CdtDbtInd><Dt><Dt>2026-09-30</Dt></Dt></Bal>"
    }

    static func entry(
        _ amount: String, _ side: String = "CRDT", status: String = "<Sts><Cd>BOOK</Cd></Sts>",
        day: String = "<BookgDt><Dt>2026-09-15</Dt></BookgDt>", currency: String = "EUR",
        rest: String = ""
    ) -> String {
        "<Ntry><Amt Ccy=\"\(currency)\">\(amount)</Amt><CdtDbtInd>\(side)</CdtDbtInd>"
            + status + day + rest + "</Ntry>"
    }

    func imported(by size: Int = 1 << 18) throws -> Imported {
        try importing(text, layout(.camt), by: size)
    }
}

@Suite("camt: bank statements of ISO 20022")
struct CamtTests {
    @Test("a statement: head, entries, tail, end")
    func statement() throws {
        let imported = try CamtFile().imported()
        #expect(imported.refusal == nil)
        let head = try #require(imported.heads.first)
        #expect(head.account == "FR1420041010050500013M02606")
        #expect(head.id == "S1")
        #expect(head.currency?.code == "EUR")
        #expect(head.opening == Exact(mantissa: 100_000, scale: 2))
        #expect(head.posts && head.isStatement)
        let tail = try #require(imported.tails.first)
        #expect(tail.message == "camt.053.001.08")
        #expect(tail.addsUp == true)
        #expect(tail.entries == 1 && tail.bookedCount == 1)
        #expect(tail.from?.description == "2026-09-15" && !tail.statesRange)
        #expect(imported.bank.map(\.amount) == [10_000])
        #expect(imported.bank.map(\.day) == ["2026-09-15"])
        #expect(imported.rows == 1)
    }

    @Test("without a namespace, with a prefix, in an envelope with an application header")
    func wrappings() throws {
        let plain = try CamtFile().imported().bank.map(\.amount)
        var bare = CamtFile()
        bare.namespace = ""
        #expect(try bare.imported().bank.map(\.amount) == plain)
        #expect(try bare.imported().tails.first?.message == "camt.053")
        let inner = try #require(CamtFile().text.split(separator: "\n", maxSplits: 1).last)
        let wrapped =
            "<Env xmlns=\"urn:x\"><AppHdr xmlns=\"urn:h\"><Fr><Id>B</Id></Fr></AppHdr>"
            + inner + "</Env>"
        #expect(try importing(wrapped, layout(.camt)).bank.map(\.amount) == plain)
        var prefixed = ""
        for character in bare.text.dropFirst(CamtFile().head.count) {
            prefixed.append(character)
            if character == "<" { prefixed += "c:" }
        }
        prefixed = prefixed.replacing("<c:/", with: "</c:").replacing(
            "<c:Document",
            with: "<c:Document xmlns:c=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"")
        let imported = try importing(prefixed, layout(.camt))
        #expect(imported.refusal == nil)
        #expect(imported.bank.map(\.amount) == plain)
        #expect(imported.tails.first?.message == "camt.053.001.02")
    }

    @Test(
        "camt.052 and 054 are shown and never posted",
        arguments: [
            ("BkToCstmrAcctRpt", "Rpt", "camt.052"),
            ("BkToCstmrDbtCdtNtfctn", "Ntfctn", "camt.054"),
        ])
    func reports(message: String, statement: String, name: String) throws {
        var file = CamtFile()
        (file.message, file.statement, file.namespace) = (message, statement, "")
        let imported = try file.imported()
        #expect(imported.heads.map(\.posts) == [false])
        #expect(imported.tails.map(\.posts) == [false])
        #expect(imported.tails.map(\.message) == [name])
        #expect(imported.bank.count == 1)
    }

    @Test(
        "days: dates, and the date written of a time",
        arguments: textTable(
            """
            element                                     | day
            <Dt>2026-09-15</Dt>                         | 2026-09-15
            <DtTm>2026-09-15T10:00:00</DtTm>            | 2026-09-15
            <DtTm>2026-09-15T23:30:00.000+02:00</DtTm>  | 2026-09-15
            <DtTm>2026-09-15T00:30:00Z</DtTm>           | 2026-09-15
            """))
    func days(row: [String]) throws {
        var file = CamtFile()
        file.entries = [
            CamtFile.entry(
                "100.00", day: "<BookgDt>\(row[0])</BookgDt><ValDt>\(row[0])</ValDt>")
        ]
        let line = try #require(try file.imported().bank.first)
        #expect(line.day == row[1])
        #expect(line.valueDay == row[1])
        #expect(line.flaws.isEmpty)
    }

    @Test(
        "entries with something wrong are kept with their flaw",
        arguments: textTable(
            """
            amount | currency | booked     | flaw
            1e5    | EUR      | 2026-09-15 | amountMalformed
            ∅      | EUR      | 2026-09-15 | amountMalformed
            -      | EUR      | 2026-09-15 | amountMalformed
            1.001  | EUR      | 2026-09-15 | amountPrecision
            1.00   | USD      | 2026-09-15 | currencyUnknown
            1.00   | EUR      | -          | fieldMissing
            1.00   | EUR      | 2026-02-30 | dateMalformed
            1.00   | EUR      | 15.09.2026 | dateMalformed
            """))
    func flaws(row: [String]) throws {
        var file = CamtFile()
        let day = row[2] == "-" ? "" : "<BookgDt><Dt>\(row[2])</Dt></BookgDt>"
        var entry = CamtFile.entry(row[0], day: day, currency: row[1])
        if row[0] == "-" { entry = entry.replacing("<Amt Ccy=\"EUR\">-</Amt>", with: "") }
        file.entries = [entry]
        let line = try #require(try file.imported().bank.first)
        #expect(line.flaws.map { "\($0.defect)" } == [row[3]])
        #expect(line.flaws.first?.line == 4)
    }

    @Test("an entry that does not say its side is not taken for money in")
    func noSide() throws {
        var file = CamtFile()
        let indicator = "<CdtDbtInd>CRDT</CdtDbtInd>"
        file.entries = [CamtFile.entry("100.00").replacing(indicator, with: "")]
        let line = try #require(try file.imported().bank.first)
        #expect(line.flaws.map(\.defect) == [.fieldMissing])
    }

    @Test("a side that is neither DBIT nor CRDT is not taken for money in")
    func unknownSide() throws {
        var file = CamtFile()
        file.entries = [CamtFile.entry("100.00", "XXXX")]
        let line = try #require(try file.imported().bank.first)
        #expect(!line.flaws.isEmpty)
    }

    @Test("text behind a booking date is no date")
    func trailingDate() throws {
        var file = CamtFile()
        file.entries = [
            CamtFile.entry("100.00", day: "<BookgDt><Dt>2026-09-15garbage</Dt></BookgDt>")
        ]
        let line = try #require(try file.imported().bank.first)
        #expect(line.flaws.map(\.defect) == [.dateMalformed])
    }

    @Test(
        "sides, reversals and states",
        arguments: textTable(
            """
            side | state                    | reversal | amount | status      | booked
            CRDT | <Sts><Cd>BOOK</Cd></Sts> | ∅        | 10000  | booked      | 100.00
            DBIT | <Sts><Cd>BOOK</Cd></Sts> | ∅        | -10000 | booked      | -100.00
            CRDT | <Sts>BOOK</Sts>          | true     | 10000  | booked      | 100.00
            DBIT | <Sts>BOOK</Sts>          | true     | -10000 | booked      | -100.00
            CRDT | <Sts>PDNG</Sts>          | ∅        | 10000  | pending     | 0
            CRDT | <Sts><Cd>PDNG</Cd></Sts> | ∅        | 10000  | pending     | 0
            CRDT | <Sts>INFO</Sts>          | ∅        | 10000  | information | 0
            DBIT | <Sts><Cd>FUTR</Cd></Sts> | ∅        | -10000 | pending     | 0
            CRDT | ∅                        | ∅        | 10000  | booked      | 100.00
            CRDT | <Sts>␠<Cd>INFO</Cd>␠</Sts>| ∅       | 10000  | information | 0
            """))
    func sides(row: [String]) throws {
        var file = CamtFile()
        let reversal = row[2].isEmpty ? "" : "<RvslInd>\(row[2])</RvslInd>"
        file.entries = [CamtFile.entry("100.00", row[0], status: reversal + row[1])]
        let imported = try file.imported()
        #expect(imported.bank.map { "\($0.amount)" } == [row[3]])
        #expect(imported.bank.map { "\($0.status)" } == [row[4]])
        #expect(imported.tails.map(\.booked.text) == [row[5]])
    }

    @Test("amounts follow the currency's decimals")
    func currencies() throws {
        for (code, amount, units) in [("JPY", "1200", 1200), ("TND", "1.250", 1250)]
            as [(String, String, Int64)]
        {
            var file = CamtFile()
            file.account = file.account.replacing("EUR", with: code)
            file.entries = [CamtFile.entry(amount, currency: code)]
            let line = try #require(try file.imported().bank.first)
            #expect(line.amount == units)
            #expect(line.flaws.isEmpty)
        }
    }
}
