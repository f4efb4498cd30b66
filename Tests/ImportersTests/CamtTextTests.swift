internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

@Suite("camt: references, parties, returns, texts")
struct CamtTextTests {
    private func read(
        side: String = "CRDT", reversal: Bool = false, entry: String = "", _ details: String...
    ) throws -> BankLine {
        var file = CamtFile()
        let inner = details.map { "<TxDtls>\($0)</TxDtls>" }.joined()
        file.entries = [
            CamtFile.entry(
                "100.00", side, status: (reversal ? "<RvslInd>true</RvslInd>" : "") + "<Sts/>",
                rest: entry.replacing("@", with: "<NtryDtls>\(inner)</NtryDtls>")
                    + (entry.contains("@") ? "" : "<NtryDtls>\(inner)</NtryDtls>"))
        ]
        return try #require(try file.imported().bank.first)
    }

    private func reference(_ type: String, _ reference: String) -> String {
        let stated = type.isEmpty ? "" : "<Tp><CdOrPrtry>\(type)</CdOrPrtry></Tp>"
        return "<Strd><CdtrRefInf>\(stated)<Ref>\(reference)</Ref></CdtrRefInf></Strd>"
    }

    @Test(
        "structured references: those whose check digits hold; the others are text",
        arguments: textTable(
            """
            type  | reference                        | holds
            QRR   | 210000000003139471430009017      | yes
            QRR   | 21 00000 00003 13947 14300 09017 | yes
            QRR   | 210000000003139471430009018      | no
            QRR   | 21000000000313947143000901       | no
            QRR   | 21000000000313947143000901A      | no
            SCOR  | RF18539007547034                 | yes
            ∅     | RF18 5390 0754 7034              | yes
            SCOR  | RF19539007547034                 | no
            SCOR  | RF18                             | no
            SCOR  | RF1853900754703.                 | no
            SCOR  | RF712348231                      | yes
            SCOR  | 12345672                         | yes
            KID   | 2345676                          | yes
            ∅     | 210000000003139471430009018      | yes
            """))
    func structured(row: [String]) throws {
        let code = row[0] == "SCOR" ? "Cd" : "Prtry"
        let type = row[0].isEmpty ? "" : "<\(code)>\(row[0])</\(code)>"
        let line = try read("<RmtInf>\(reference(type, row[1]))</RmtInf>")
        let holds = row[2] == "yes"
        #expect(line.payerReference == (holds ? row[1].replacing(" ", with: "") : ""))
        #expect(line.text == (holds ? "" : row[1]))
        #expect(line.flaws.isEmpty)
    }

    @Test("a check by modulo 10 and one by modulo 97 find every digit that is changed")
    func checkDigits() {
        func changes(_ text: String) -> [[UInt8]] {
            let bytes = Array(text.utf8)
            return bytes.indices.filter { bytes[$0] >= 48 && bytes[$0] <= 57 }.flatMap { index in
                (48...57).compactMap { digit in
                    var changed = bytes
                    changed[index] = UInt8(digit)
                    return changed == bytes ? nil : changed
                }
            }
        }
        let slips = changes("210000000003139471430009017")
        #expect(slips.count == 243 && !slips.contains { CamtReference.isQRReference($0) })
        let references = changes("RF18539007547034")
        #expect(references.count == 126 && !references.contains { CamtReference.isRFReference($0) })
    }

    @Test("the first structured reference is the row's, before the payer's; another is text")
    func severalReferences() throws {
        let line = try read(
            "<Refs><EndToEndId>E1</EndToEndId></Refs><RmtInf>"
                + reference("<Cd>SCOR</Cd>", "RF18539007547034") + reference("", "4711")
                + "</RmtInf>")
        #expect(line.payerReference == "RF18539007547034")
        #expect(line.text == "4711")
        // A QR reference says so each time.
        let next = try read(
            "<RmtInf>" + reference("<Prtry>QRR</Prtry>", "1") + reference("", "4711") + "</RmtInf>")
        #expect(next.payerReference == "4711" && next.text == "1")
    }

    @Test(
        "words that are no reference",
        arguments: textTable(
            """
            written      | taken
            NOTPROVIDED  | ∅
            NOT PROVIDED | ∅
            notprovided  | ∅
            NONREF       | ∅
            0000         | ∅
            NOTPROVIDED1 | NOTPROVIDED1
            N1           | N1
            0001         | 0001
            """))
    func noReference(row: [String]) throws {
        let line = try read(
            entry: "<AcctSvcrRef>\(row[0])</AcctSvcrRef>@",
            "<Refs><EndToEndId>\(row[0])</EndToEndId></Refs>")
        #expect(line.reference == row[1])
        #expect(line.payerReference == row[1])
    }

    private static let own = "FR1420041010050500013M02606"

    /// `D` a debtor named Dan, `d` its account, `o` the statement's account as the debtor's;
    /// `C`, `c`, `p` of the creditor Cleo; `U`, `V` those they act for.
    private func parties(_ letters: String) -> String {
        func account(_ side: String, _ number: String) -> String {
            "<\(side)Acct><Id><IBAN>\(number)</IBAN></Id></\(side)Acct>"
        }
        let pieces: [Character: String] = [
            "D": "<Dbtr><Nm>Dan</Nm></Dbtr>", "d": account("Dbtr", "NL91ABNA0417164300"),
            "o": account("Dbtr", CamtTextTests.own), "U": "<UltmtDbtr><Nm>Uma</Nm></UltmtDbtr>",
            "C": "<Cdtr><Pty><Nm>Cleo</Nm></Pty></Cdtr>", "c": account("Cdtr", "BE68539007547034"),
            "p": account("Cdtr", CamtTextTests.own),
            "V": "<UltmtCdtr><Pty><Nm>Vera</Nm></Pty></UltmtCdtr>",
            "A": "<Dbtr><Agt><FinInstnId><Nm>Bank</Nm></FinInstnId></Agt></Dbtr>",
            "t": "<DbtrAcct><Id><Othr><Id>0417</Id></Othr></Id></DbtrAcct>",
        ]
        return "<RltdPties>" + letters.compactMap { pieces[$0] }.joined() + "</RltdPties>"
    }

    @Test(
        "the other party: debtor of money in, creditor of money out, never the account itself",
        arguments: textTable(
            """
            side  | parties | name | account
            CRDT  | DdCp    | Dan  | NL91ABNA0417164300
            DBIT  | DoCc    | Cleo | BE68539007547034
            CRDT  | U       | Uma  | ∅
            CRDT  | DU      | Dan  | ∅
            DBIT  | V       | Vera | ∅
            CRDT  | A       | Bank | ∅
            CRDT  | Dt      | Dan  | 0417
            DBIT  | Do      | ∅    | ∅
            CRDT  | Cp      | ∅    | ∅
            CRDT  | DoCc    | Cleo | BE68539007547034
            DBIT  | DdCp    | Dan  | NL91ABNA0417164300
            DBIT  | DdCc    | Cleo | BE68539007547034
            DBITR | DdCc    | Dan  | NL91ABNA0417164300
            CRDTR | DdCc    | Cleo | BE68539007547034
            DBITR | DdC     | Dan  | NL91ABNA0417164300
            DBITR | DoCc    | Cleo | BE68539007547034
            DBITR | Cc      | Cleo | BE68539007547034
            DBITR | Dd      | Dan  | NL91ABNA0417164300
            CRDTR | Cc      | Cleo | BE68539007547034
            """))
    func counterparty(row: [String]) throws {
        let side = String(row[0].prefix(4))
        let isReturn = row[0].hasSuffix("R")
        let returned = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"
        let lines =
            isReturn
            ? [
                try read(side: side, reversal: true, parties(row[1])),
                try read(side: side, parties(row[1]) + returned),
            ] : [try read(side: side, parties(row[1]))]
        for line in lines {
            #expect(line.counterparty == row[2])
            #expect(line.iban == row[3])
        }
    }

    @Test("texts in the order of the file: remittance, documents, return, the entry's own")
    func texts() throws {
        let line = try read(
            entry: "@<AddtlNtryInf>own words</AddtlNtryInf>",
            "<RmtInf><Ustrd>one</Ustrd><Ustrd>two</Ustrd><Strd><RfrdDocInf><Nb>INV-1</Nb>"
                + "</RfrdDocInf><AddtlRmtInf>three</AddtlRmtInf></Strd></RmtInf><RtrInf><Rsn>"
                + "<Prtry>X9</Prtry></Rsn><AddtlInf>closed</AddtlInf></RtrInf>"
                + "<AddtlTxInf>four</AddtlTxInf>")
        #expect(line.text == "one two INV-1 three X9 closed four own words")
    }

    @Test("the kind of entry is its text only where nothing else says what it is")
    func codes() throws {
        let code =
            "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly>"
            + "</Domn><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd>"
        #expect(try read(entry: code).text == "PMNT RCDT ESCT")
        #expect(try read(entry: "<BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd>").text == "NTRF")
        #expect(try read(entry: code, parties("D")).text == "")
        #expect(try read(entry: code, "<RmtInf><Ustrd>t</Ustrd></RmtInf>").text == "t")
        let said = code + "@<AddtlNtryInf>said</AddtlNtryInf>"
        #expect(try read(entry: said).text == "said")
        // Of each transaction of a batch that says nothing: what the entry says, else its kind.
        let amount = "<Amt Ccy=\"EUR\">50.00</Amt>"
        let named = amount + parties("D")
        #expect(
            try read(entry: code, amount, named).parts == ["5000////PMNT RCDT ESCT", "5000//Dan//"])
        let spoken = amount + "<RmtInf><Ustrd>t</Ustrd></RmtInf>"
        #expect(try read(entry: said, spoken, named).parts == ["5000////t", "5000//Dan//said"])
    }

    @Test("a status that is none of ISO 20022's is told, not taken for booked")
    func status() throws {
        for state in ["<Sts>DONE</Sts>", "<Sts><Prtry>DONE</Prtry></Sts>"] {
            var file = CamtFile()
            file.entries = [CamtFile.entry("100.00", status: state)]
            let line = try #require(try file.imported().bank.first)
            #expect(line.flaws.map { "\($0.defect) \($0.found)" } == ["kindUnknown DONE"])
        }
    }

    @Test(
        "sums of the bank: over what it lists or what it booked, with signs or without",
        arguments: textTable(
            """
            total        | count | sum     | net         | wrong
            TtlNtries    | 3     | 137.00  | ∅           | ∅
            TtlNtries    | 2     | 130.00  | ∅           | ∅
            TtlNtries    | 3     | 77.00   | ∅           | ∅
            TtlNtries    | 3     | 130.00  | ∅           | TtlNtries/Sum
            TtlNtries    | 1     | ∅       | ∅           | TtlNtries/NbOfNtries
            TtlNtries    | ∅     | ∅       | 70.00 CRDT  | ∅
            TtlNtries    | ∅     | ∅       | 70.00 DBIT  | TtlNtries/TtlNetNtry
            TtlDbtNtries | 1     | -30.00  | ∅           | ∅
            TtlDbtNtries | 1     | 30.01   | ∅           | TtlDbtNtries/Sum
            TtlCdtNtries | 1     | 100.00  | ∅           | ∅
            TtlCdtNtries | 2     | 107.00  | ∅           | ∅
            TtlCdtNtries | 2     | -107.00 | ∅           | TtlCdtNtries/Sum
            """))
    func summaries(row: [String]) throws {
        var file = CamtFile()
        (file.opening, file.closing) = ("", "")
        file.entries = [
            CamtFile.entry("100.00"), CamtFile.entry("30.00", "DBIT"),
            CamtFile.entry("7.00", status: "<Sts>PDNG</Sts>"),
        ]
        func element(_ name: String, _ value: String) -> String {
            value.isEmpty ? "" : "<\(name)>\(value)</\(name)>"
        }
        let net = row[3].split(separator: " ").map(String.init)
        let stated =
            element("NbOfNtries", row[1]) + element("Sum", row[2])
            + element("TtlNetNtryAmt", net.first ?? "") + element("CdtDbtInd", net.last ?? "")
        file.extra = "<TxsSummry>\(element(row[0], stated))</TxsSummry>"
        #expect(try file.imported().complaints == (row[4].isEmpty ? [] : [row[4]]))
    }
}
