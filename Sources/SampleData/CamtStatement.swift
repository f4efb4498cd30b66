/// One statement of an account as camt.053 writes it (ISO 20022 bk2cst.stmt).
struct CamtStatement {
    let id: String
    let sequence: Int?
    let owner: String
    let iban: String
    var currency = "EUR"
    let version: Int
    let from: Day
    let to: Day
    let opening: Int64
    let lines: [BankLine]

    var booked: [BankLine] { lines.filter { !$0.pending } }
    var closing: Int64 { booked.reduce(opening) { $0 + $1.amount } }

    func document() -> String {
        let stamp = "\((to + 1).iso)T05:30:00"
        var out = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.0\(version)">
            <BkToCstmrStmt>
            <GrpHdr><MsgId>\(id)</MsgId><CreDtTm>\(stamp)</CreDtTm></GrpHdr>
            <Stmt><Id>\(id)</Id>\n
            """
        if let sequence {
            out += "<ElctrncSeqNb>\(sequence)</ElctrncSeqNb><LglSeqNb>\(sequence)</LglSeqNb>\n"
        }
        out += """
            <CreDtTm>\(stamp)</CreDtTm>
            <FrToDt><FrDtTm>\(from.iso)T00:00:00</FrDtTm>\
            <ToDtTm>\(to.iso)T23:59:59</ToDtTm></FrToDt>
            <Acct><Id><IBAN>\(iban)</IBAN></Id><Ccy>\(currency)</Ccy>\
            <Ownr><Nm>\(owner)</Nm></Ownr></Acct>
            \(balance("OPBD", opening, from))
            \(balance("CLBD", closing, to))\n
            """
        out += summary()
        var count: [Day: Int] = [:]
        for line in lines {
            count[line.day, default: 0] += 1
            out += entry(line, id.prefix(2) + line.day.short + padded(count[line.day] ?? 0, 3))
        }
        return out + "</Stmt>\n</BkToCstmrStmt>\n</Document>\n"
    }

    private func balance(_ code: String, _ amount: Int64, _ day: Day) -> String {
        """
        <Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp>\(signed(amount))\
        <Dt><Dt>\(day.iso)</Dt></Dt></Bal>
        """
    }

    private func element(_ amount: Int64) -> String {
        "<Amt Ccy=\"\(currency)\">\(money(amount < 0 ? -amount : amount))</Amt>"
    }

    private func signed(_ amount: Int64) -> String {
        "\(element(amount))<CdtDbtInd>\(amount < 0 ? "DBIT" : "CRDT")</CdtDbtInd>"
    }

    /// Sums of the entries, only where all of them are booked.
    private func summary() -> String {
        guard !lines.contains(where: \.pending) else { return "" }
        let credits = lines.filter { $0.amount > 0 }
        let debits = lines.filter { $0.amount < 0 }
        let credit = credits.reduce(0) { $0 + $1.amount }
        let debit = debits.reduce(0) { $0 - $1.amount }
        return """
            <TxsSummry><TtlNtries><NbOfNtries>\(lines.count)</NbOfNtries></TtlNtries>\
            <TtlCdtNtries><NbOfNtries>\(credits.count)</NbOfNtries><Sum>\(money(credit))</Sum>\
            </TtlCdtNtries><TtlDbtNtries><NbOfNtries>\(debits.count)</NbOfNtries>\
            <Sum>\(money(debit))</Sum></TtlDbtNtries></TxsSummry>\n
            """
    }

    private func entry(_ line: BankLine, _ reference: String) -> String {
        let code = line.pending ? "PDNG" : "BOOK"
        let family = line.amount < 0 ? "ICDT" : "RCDT"
        return """
            <Ntry>\(signed(line.amount))\(line.reversal ? "<RvslInd>true</RvslInd>" : "")\
            <Sts>\(version == 8 ? "<Cd>\(code)</Cd>" : code)</Sts>
            <BookgDt><Dt>\(line.day.iso)</Dt></BookgDt><ValDt><Dt>\(line.day.iso)</Dt></ValDt>\
            <AcctSvcrRef>\(reference)</AcctSvcrRef>
            <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>\(family)</Cd><SubFmlyCd>OTHR</SubFmlyCd></Fmly>\
            </Domn></BkTxCd>
            \(details(line))<AddtlNtryInf>\(line.information ?? line.text)</AddtlNtryInf></Ntry>\n
            """
    }

    private func details(_ line: BankLine) -> String {
        if !line.parts.isEmpty {
            let parts = line.parts.map { part in
                transaction(
                    BankLine(
                        day: line.day, amount: -part.amount, text: part.text, name: part.name,
                        iban: part.iban, reference: part.reference))
            }
            return """
                <NtryDtls><Btch><NbOfTxs>\(parts.count)</NbOfTxs>\
                <TtlAmt Ccy="\(currency)">\(money(line.amount < 0 ? -line.amount : line.amount))\
                </TtlAmt><CdtDbtInd>\(line.amount < 0 ? "DBIT" : "CRDT")</CdtDbtInd></Btch>
                \(parts.joined())</NtryDtls>\n
                """
        }
        guard !line.name.isEmpty else { return "" }
        return "<NtryDtls>\(transaction(line))</NtryDtls>\n"
    }

    private func transaction(_ line: BankLine) -> String {
        let amount = line.amount + line.charge
        let side = amount < 0 ? "Cdtr" : "Dbtr"
        let person = version == 8 ? "<Pty><Nm>\(line.name)</Nm></Pty>" : "<Nm>\(line.name)</Nm>"
        let account =
            line.iban.isEmpty
            ? "" : "<\(side)Acct><Id><IBAN>\(line.iban)</IBAN></Id></\(side)Acct>"
        let amounts =
            version == 8
            ? signed(amount) : "<AmtDtls><TxAmt>\(element(amount))</TxAmt></AmtDtls>"
        let charges =
            line.charge == 0
            ? ""
            : """
            <Chrgs><Rcrd>\(signed(-line.charge))<ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>
            """
        var remittance = line.text.isEmpty ? "" : "<RmtInf><Ustrd>\(line.text)</Ustrd></RmtInf>"
        if !line.structured.isEmpty {
            remittance = """
                <RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>\
                <Ref>\(line.structured)</Ref></CdtrRefInf></Strd></RmtInf>
                """
        }
        return """
            <TxDtls><Refs>\
            <EndToEndId>\(line.reference.isEmpty ? "NOTPROVIDED" : line.reference)</EndToEndId>\
            </Refs>\(amounts)\(charges)
            <RltdPties><\(side)>\(person)</\(side)>\(account)</RltdPties>
            \(remittance)</TxDtls>\n
            """
    }
}
