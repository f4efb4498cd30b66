/// One statement of an account.
private struct Statement {
    let id: String
    let sequence: Int?
    let iban: String
    let version: Int
    let from: Day
    let to: Day
    let opening: Int64
    let lines: [BankLine]

    var booked: [BankLine] { lines.filter { !$0.pending } }
    var closing: Int64 { booked.reduce(opening) { $0 + $1.amount } }
}

extension Cafe {
    static let stems = ["bank/courant", "bank/web", "bank/releve"]

    func writeStatements(to folder: String) throws {
        for account in 0..<3 {
            let sorted = bank[account].enumerated()
                .sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
                .map(\.element)
            var balance = Cafe.openings[account]
            for month in Cafe.months {
                let lines = sorted.filter { $0.day.month == month }
                let path = "\(folder)/\(Cafe.stems[account])-\(self.month(month))"
                if account == 2 {
                    try save(releve(lines, &balance), to: path + ".csv")
                    continue
                }
                let statement = Statement(
                    id: "\(account == 0 ? "CC" : "CW")-\(self.month(month))", sequence: month,
                    iban: CafeParties.ownIbans[account], version: account == 0 ? 8 : 2,
                    from: Day(2026, month, 1), to: Day.lastOfMonth(month), opening: balance,
                    lines: lines)
                try save(document(statement).utf8, to: path + ".xml")
                if account == 0 && month == 9 { try overlap(statement, path + "_10-30.xml") }
                balance = statement.closing
            }
        }
    }

    /// The same days again, as an extra statement asked for by hand.
    private func overlap(_ whole: Statement, _ path: String) throws {
        let from = Day(2026, 9, 10)
        let before = whole.booked.filter { $0.day < from }
        let part = Statement(
            id: "CC-2026-09-EXTRA", sequence: nil, iban: whole.iban, version: 8, from: from,
            to: whole.to, opening: before.reduce(whole.opening) { $0 + $1.amount },
            lines: whole.lines.filter { $0.day >= from })
        try save(document(part).utf8, to: path)
    }

    /// The third bank's export: windows-1252, semicolons, decimal comma.
    private func releve(_ lines: [BankLine], _ balance: inout Int64) -> [UInt8] {
        var rows = ["Date;Date valeur;Libellé;Débit;Crédit;Solde"]
        for line in lines {
            balance += line.amount
            let size = money(line.amount < 0 ? -line.amount : line.amount, decimal: ",")
            let sides = line.amount < 0 ? "\(size);" : ";\(size)"
            let day = line.day.french
            rows.append("\(day);\(day);\(line.text);\(sides);\(money(balance, decimal: ","))")
        }
        return (rows.joined(separator: "\r\n") + "\r\n").unicodeScalars
            .map { UInt8(exactly: $0.value) ?? 63 }
    }

    private func document(_ statement: Statement) -> String {
        let version = statement.version
        let stamp = "\((statement.to + 1).iso)T05:30:00"
        var out = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.0\(version)">
            <BkToCstmrStmt>
            <GrpHdr><MsgId>\(statement.id)</MsgId><CreDtTm>\(stamp)</CreDtTm></GrpHdr>
            <Stmt><Id>\(statement.id)</Id>\n
            """
        if let sequence = statement.sequence {
            out += "<ElctrncSeqNb>\(sequence)</ElctrncSeqNb><LglSeqNb>\(sequence)</LglSeqNb>\n"
        }
        out += """
            <CreDtTm>\(stamp)</CreDtTm>
            <FrToDt><FrDtTm>\(statement.from.iso)T00:00:00</FrDtTm>\
            <ToDtTm>\(statement.to.iso)T23:59:59</ToDtTm></FrToDt>
            <Acct><Id><IBAN>\(statement.iban)</IBAN></Id><Ccy>EUR</Ccy>\
            <Ownr><Nm>Café Lumière SARL</Nm></Ownr></Acct>
            \(balance("OPBD", statement.opening, statement.from))
            \(balance("CLBD", statement.closing, statement.to))\n
            """
        out += summary(statement)
        var count: [Day: Int] = [:]
        for line in statement.lines {
            count[line.day, default: 0] += 1
            let letters = version == 8 ? "CC" : "CW"
            out += entry(line, version, letters + line.day.short + padded(count[line.day] ?? 0, 3))
        }
        return out + "</Stmt>\n</BkToCstmrStmt>\n</Document>\n"
    }

    private func balance(_ code: String, _ amount: Int64, _ day: Day) -> String {
        """
        <Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp>\(signed(amount))\
        <Dt><Dt>\(day.iso)</Dt></Dt></Bal>
        """
    }

    private func signed(_ amount: Int64) -> String {
        """
        <Amt Ccy="EUR">\(money(amount < 0 ? -amount : amount))</Amt>\
        <CdtDbtInd>\(amount < 0 ? "DBIT" : "CRDT")</CdtDbtInd>
        """
    }

    /// Sums of the entries, only where all of them are booked.
    private func summary(_ statement: Statement) -> String {
        guard !statement.lines.contains(where: \.pending) else { return "" }
        let credits = statement.lines.filter { $0.amount > 0 }
        let debits = statement.lines.filter { $0.amount < 0 }
        let credit = credits.reduce(0) { $0 + $1.amount }
        let debit = debits.reduce(0) { $0 - $1.amount }
        return """
            <TxsSummry><TtlNtries><NbOfNtries>\(statement.lines.count)</NbOfNtries></TtlNtries>\
            <TtlCdtNtries><NbOfNtries>\(credits.count)</NbOfNtries><Sum>\(money(credit))</Sum>\
            </TtlCdtNtries><TtlDbtNtries><NbOfNtries>\(debits.count)</NbOfNtries>\
            <Sum>\(money(debit))</Sum></TtlDbtNtries></TxsSummry>\n
            """
    }

    private func entry(_ line: BankLine, _ version: Int, _ reference: String) -> String {
        let code = line.pending ? "PDNG" : "BOOK"
        let family = line.amount < 0 ? "ICDT" : "RCDT"
        return """
            <Ntry>\(signed(line.amount))\(line.reversal ? "<RvslInd>true</RvslInd>" : "")\
            <Sts>\(version == 8 ? "<Cd>\(code)</Cd>" : code)</Sts>
            <BookgDt><Dt>\(line.day.iso)</Dt></BookgDt><ValDt><Dt>\(line.day.iso)</Dt></ValDt>\
            <AcctSvcrRef>\(reference)</AcctSvcrRef>
            <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>\(family)</Cd><SubFmlyCd>OTHR</SubFmlyCd></Fmly>\
            </Domn></BkTxCd>
            \(details(line, version))<AddtlNtryInf>\(line.text)</AddtlNtryInf></Ntry>\n
            """
    }

    private func details(_ line: BankLine, _ version: Int) -> String {
        if !line.parts.isEmpty {
            let parts = line.parts.map { part in
                transaction(
                    -part.amount, part.name, part.iban, part.reference, part.text, version)
            }
            let total = money(line.amount < 0 ? -line.amount : line.amount)
            return """
                <NtryDtls><Btch><NbOfTxs>\(parts.count)</NbOfTxs>\
                <TtlAmt Ccy="EUR">\(total)</TtlAmt>\
                <CdtDbtInd>\(line.amount < 0 ? "DBIT" : "CRDT")</CdtDbtInd></Btch>
                \(parts.joined())</NtryDtls>\n
                """
        }
        guard !line.name.isEmpty else { return "" }
        let detail = transaction(
            line.amount, line.name, line.iban, line.reference, line.text, version)
        return "<NtryDtls>\(detail)</NtryDtls>\n"
    }

    private func transaction(
        _ amount: Int64, _ name: String, _ iban: String, _ reference: String, _ text: String,
        _ version: Int
    ) -> String {
        let side = amount < 0 ? "Cdtr" : "Dbtr"
        let person = version == 8 ? "<Pty><Nm>\(name)</Nm></Pty>" : "<Nm>\(name)</Nm>"
        let account =
            iban.isEmpty
            ? "" : "<\(side)Acct><Id><IBAN>\(iban)</IBAN></Id></\(side)Acct>"
        let amounts =
            version == 8
            ? signed(amount)
            : """
            <AmtDtls><TxAmt><Amt Ccy="EUR">\(money(amount < 0 ? -amount : amount))</Amt></TxAmt>\
            </AmtDtls>
            """
        return """
            <TxDtls><Refs>\
            <EndToEndId>\(reference.isEmpty ? "NOTPROVIDED" : reference)</EndToEndId>\
            </Refs>\(amounts)
            <RltdPties><\(side)>\(person)</\(side)>\(account)</RltdPties>
            <RmtInf><Ustrd>\(text)</Ustrd></RmtInf></TxDtls>\n
            """
    }
}
