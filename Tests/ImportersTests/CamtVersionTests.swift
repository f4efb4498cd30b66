internal import Accounting
internal import Testing

@testable internal import Importers

/// One statement written in each version of its message definition: names as ISO 20022 has them.
private struct CamtVersion {
    var number: Int
    /// `053`, `052` or `054`.
    var kind = "053"

    private var isFirst: Bool { number == 1 }

    private var unit: String { ["052": "Rpt", "053": "Stmt", "054": "Ntfctn"][kind] ?? "" }

    var message: String {
        let names = [
            "052": "BkToCstmrAcctRpt", "053": "BkToCstmrStmt", "054": "BkToCstmrDbtCdtNtfctn",
        ]
        return (names[kind] ?? "") + (isFirst ? "V01" : "")
    }

    var name: String { "camt.\(kind).001." + (number < 10 ? "0\(number)" : "\(number)") }

    private func balance(_ code: String, _ amount: String) -> String {
        let type = isFirst ? "<Cd>\(code)</Cd>" : "<CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry>"
        return "<Bal><Tp>\(type)</Tp><Amt Ccy=\"EUR\">\(amount)</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
            + "<Dt><Dt>2026-09-30</Dt></Dt></Bal>"
    }

    private var summary: String {
        let net =
            number <= 3
            ? "<TtlNetNtryAmt>61.00</TtlNetNtryAmt><CdtDbtInd>CRDT</CdtDbtInd>"
            : "<TtlNetNtry><Amt>61.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></TtlNetNtry>"
        return "<TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries><Sum>139.00</Sum>\(net)</TtlNtries>"
            + "</TxsSummry>"
    }

    private func entry(
        _ amount: String, _ side: String, _ status: String, charges: String = "", _ details: String
    ) -> String {
        let state = number < 7 ? status : "<Cd>\(status)</Cd>"
        let code = "<Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>"
        let inner = details.isEmpty || isFirst ? details : "<NtryDtls>\(details)</NtryDtls>"
        return "<Ntry><Amt Ccy=\"EUR\">\(amount)</Amt><CdtDbtInd>\(side)</CdtDbtInd>"
            + "<Sts>\(state)</Sts><BookgDt><Dt>2026-09-15</Dt></BookgDt><ValDt><Dt>2026-09-16</Dt>"
            + "</ValDt><AcctSvcrRef>B\(amount)</AcctSvcrRef><BkTxCd>\(code)</BkTxCd>"
            + "\(charges)\(inner)</Ntry>"
    }

    private var charges: String {
        let tax = "<TtlChrgsAndTaxAmt Ccy=\"EUR\">2.00</TtlChrgsAndTaxAmt>"
        let charge = "<Amt Ccy=\"EUR\">2.00</Amt>"
        switch number {
        case 1: return "<Chrgs>\(tax)\(charge)<Tp><PrtryCd>FEE</PrtryCd></Tp></Chrgs>"
        case 2: return "<Chrgs>\(tax)\(charge)<Tp><Prtry><Id>FEE</Id></Prtry></Tp></Chrgs>"
        default:
            let included = number == 3 ? "" : "<ChrgInclInd>true</ChrgInclInd>"
            return "<Chrgs>\(tax)<Rcrd>\(charge)\(included)<Tp><Prtry><Id>FEE</Id></Prtry></Tp>"
                + "</Rcrd></Chrgs>"
        }
    }

    private func details(_ amount: String, _ side: String, _ remittance: String, _ end: String)
        -> String
    {
        let stated = "<Amt Ccy=\"EUR\">\(amount)</Amt>"
        let amounts =
            number < 3
            ? "<AmtDtls><TxAmt>\(stated)</TxAmt></AmtDtls>"
            : "\(stated)<CdtDbtInd>\(side)</CdtDbtInd>"
        let name = number < 7 ? "<Nm>Ada</Nm>" : "<Pty><Nm>Ada</Nm></Pty>"
        let party = side == "CRDT" ? "Dbtr" : "Cdtr"
        let account = "<Id><IBAN>NL91ABNA0417164300</IBAN></Id>"
        return "<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>\(amounts)<RltdPties>"
            + "<\(party)>\(name)</\(party)><\(party)Acct>\(account)</\(party)Acct></RltdPties>"
            + "<RmtInf>\(remittance)</RmtInf>\(end)</TxDtls>"
    }

    private var entries: String {
        let reference =
            isFirst
            ? "<CdtrRefTp><Cd>SCOR</Cd></CdtrRefTp><CdtrRef>RF18539007547034</CdtrRef>"
            : "<Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>RF18539007547034</Ref>"
        let returned =
            isFirst
            ? "<RtrRsn><Cd>AC04</Cd></RtrRsn><AddtlRtrRsnInf>closed</AddtlRtrRsnInf>"
            : "<Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed</AddtlInf>"
        let structured = "<Strd><CdtrRefInf>\(reference)</CdtrRefInf></Strd>"
        return entry(
            "98.00", "CRDT", "BOOK", charges: charges, details("100.00", "CRDT", structured, ""))
            + entry(
                "39.00", "DBIT", "BOOK",
                details("39.00", "DBIT", "<Ustrd>rent</Ustrd>", "<RtrInf>\(returned)</RtrInf>"))
            + entry("2.00", "CRDT", "PDNG", "")
    }

    var text: String {
        let pages = "<PgNb>1</PgNb><LastPgInd>true</LastPgInd>"
        let ofMessage = number < 3 ? "<MsgPgntn>\(pages)</MsgPgntn>" : ""
        let ofUnit = number < 3 ? "" : "<\(unit)Pgntn>\(pages)</\(unit)Pgntn>"
        let number =
            isFirst
            ? "<PrtryAcct><Id>4171</Id></PrtryAcct>" : "<Othr><Id>4171</Id></Othr>"
        let balances = kind == "054" ? "" : balance("OPBD", "41.00") + balance("CLBD", "100.00")
        let created = "<CreDtTm>2026-10-01T05:00:00</CreDtTm>"
        return "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:\(name)\"><\(message)><GrpHdr>"
            + "<MsgId>M</MsgId>\(created)\(ofMessage)</GrpHdr><\(unit)><Id>S1</Id>\(ofUnit)"
            + "\(created)<Acct><Id>\(number)</Id><Ccy>EUR</Ccy></Acct>\(balances)\(summary)"
            + "\(entries)</\(unit)></\(message)></Document>"
    }
}

@Suite("camt: versions and wrappings")
struct CamtVersionTests {
    @Test("every version of the three messages reads the same", arguments: 1...14)
    func versions(number: Int) throws {
        for kind in ["052", "053", "054"] {
            let version = CamtVersion(number: number, kind: kind)
            let imported = try importing(version.text, layout(.camt))
            #expect(imported.refusal == nil)
            #expect(imported.tails.map(\.message) == [version.name])
            #expect(imported.heads.map(\.account) == ["4171"])
            #expect(imported.heads.map(\.posts) == [kind == "053"])
            #expect(imported.tails.map(\.addsUp) == [kind == "054" ? nil : true])
            #expect(imported.complaints.isEmpty)
            #expect(imported.tails.first?.declared.count == 3)
            #expect(
                imported.bank.map { "\($0.amount) \($0.status) \($0.reference)" } == [
                    "9800 booked B98.00", "-3900 booked B39.00", "200 pending B2.00",
                ])
            #expect(imported.bank.map(\.payerReference) == ["RF18539007547034", "", ""])
            #expect(imported.bank.map(\.counterparty) == ["Ada", "Ada", ""])
            #expect(imported.bank.map(\.iban) == ["NL91ABNA0417164300", "NL91ABNA0417164300", ""])
            #expect(imported.bank.map(\.text) == ["", "rent AC04 closed", "PMNT RCDT ESCT"])
            #expect(
                imported.bank.first?.parts == [
                    "10000/RF18539007547034/Ada/NL91ABNA0417164300/", "-200////Charges FEE",
                ])
        }
    }

    private static let inner = CamtVersion(number: 8).text

    private static let wrappings: [(text: String, message: String)] = [
        (inner, "camt.053.001.08"),
        ("<Env xmlns='urn:x'><AppHdr xmlns='urn:h'/>\(inner)</Env>", "camt.053.001.08"),
        (
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Header/>"
                + "<s:Body>\(inner)</s:Body></s:Envelope>", "camt.053.001.08"
        ),
        (
            "<DataPDU xmlns='urn:swift:saa:xsd:saa.2.0'><Revision>2.0.6</Revision><Header>"
                + "<Message><MessageIdentifier>camt.053.001.08</MessageIdentifier></Message>"
                + "</Header><Body>\(inner)</Body></DataPDU>", "camt.053.001.08"
        ),
        (bare("urn:swift:xsd:$camt.053.001.02"), "camt.053.001.02"),
        (bare("ISO:camt.053.001.02:APC:STUZZA:payments:002"), "camt.053.001.02"),
        (bare("http://bank.example/camt.053.001.04.xsd"), "camt.053.001.04"),
        (bare("urn:bank"), "camt.053"),
        (bare(nil), "camt.053"),
        (
            "<BusMsg><AppHdr><MsgDefIdr>camt.053.001.10</MsgDefIdr></AppHdr>\(bare(nil))"
                + "</BusMsg>", "camt.053.001.10"
        ),
    ]

    @Test(
        "the version comes out of every wrapper, and of a header where there is no namespace",
        arguments: wrappings)
    func wrappers(text: String, message: String) throws {
        let imported = try importing(text, layout(.camt))
        #expect(imported.tails.map(\.message) == [message])
        #expect(imported.bank.map(\.amount) == [9800, -3900, 200])
        #expect(imported.complaints.isEmpty)
    }

    private static func bare(_ namespace: String?) -> String {
        inner.replacing(
            " xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"",
            with: namespace.map { " xmlns='\($0)'" } ?? "")
    }

    @Test("several documents in one wrapper, each with its own version")
    func documents() throws {
        let later = CamtVersion(number: 13, kind: "052").text
        let imported = try importing(
            "<Batch xmlns='urn:x'>\(CamtVersionTests.inner)\(later)</Batch>", layout(.camt))
        #expect(imported.tails.map(\.message) == ["camt.053.001.08", "camt.052.001.13"])
        #expect(imported.heads.map(\.unit) == [1, 2])
        #expect(imported.rows == 6)
    }

    @Test("messages of other kinds with elements of the same names are none of ours")
    func others() throws {
        let notice =
            "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.057.001.06'><NtfctnToRcv>"
            + "<Ntfctn><Id>N</Id><Ntry><Amt Ccy='EUR'>1</Amt></Ntry></Ntfctn></NtfctnToRcv>"
            + "</Document>"
        let imported = try importing(notice, layout(.camt))
        #expect(imported.refusal?.defect == .empty)
        #expect(imported.bank.isEmpty && imported.heads.isEmpty)
    }

    @Test("UTF-8 with and without a declaration, ISO-8859-1, UTF-16 of either order")
    func encodings() throws {
        let text = CamtVersionTests.inner.replacing("Ada", with: "Adaé")
        func declared(_ name: String) -> String {
            "<?xml version='1.0' encoding='\(name)'?>" + text
        }
        func wide(_ text: String, isBig: Bool) -> [UInt8] {
            text.utf16.flatMap { unit in
                let bytes = [UInt8(unit & 255), UInt8(unit >> 8)]
                return isBig ? bytes.reversed() : bytes
            }
        }
        let files = [
            Array(text.utf8), Array(declared("UTF-8").utf8),
            declared("ISO-8859-1").unicodeScalars.map { UInt8($0.value) },
            wide("\u{FEFF}" + declared("UTF-16"), isBig: false),
            wide("\u{FEFF}" + declared("UTF-16"), isBig: true),
            wide(declared("UTF-16LE"), isBig: false),
        ]
        for bytes in files {
            let imported = try importing(bytes, layout(.camt))
            #expect(imported.bank.map(\.counterparty) == ["Adaé", "Adaé", ""])
            #expect(imported.tails.map(\.message) == ["camt.053.001.08"])
        }
    }
}
