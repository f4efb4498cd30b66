/// The rows of one bulk bank account: equal for equal seeds, so that a first pass can add them up.
struct BankFeed {
    private var random: SplitMix64
    private let rows: Int
    private(set) var index = 0
    private(set) var day = 0
    private(set) var amount: Int64 = 0
    private(set) var prefix = 0
    private(set) var party = 0
    private(set) var serial: UInt64 = 0

    init(seed: UInt64, rows: Int) {
        random = SplitMix64(seed: seed)
        self.rows = rows
    }

    @inline(__always)
    mutating func next() -> Bool {
        guard index < rows else { return false }
        day = index * 365 / rows
        let chance = random.next()
        prefix = Int(chance % 60)
        party = Int((chance >> 8) & 63)
        serial = (chance >> 16) % 1_000_000
        let size = Int64(truncatingIfNeeded: random.next() % 499_900) + 100
        let credit = prefix >= 35 && prefix < 45 || prefix == 55 || prefix == 56
        amount = credit ? size * 4 : -size
        index += 1
        return true
    }
}

enum BulkBank {
    static func csv(rows: Int, seed: UInt64, to output: Output) throws {
        let days = TextTable(Bulk.days)
        let prefixes = TextTable(Bulk.prefixes)
        let names = TextTable(Bulk.names)
        let ibans = TextTable(Bulk.ibans)
        output.put("date,value_date,text,counterparty,counterparty_iban,")
        output.put("amount,balance,reference\n")
        var feed = BankFeed(seed: seed, rows: rows)
        var balance: Int64 = 0
        while feed.next() {
            try output.room()
            balance += feed.amount
            output.put(days[feed.day])
            output.put(44)
            output.put(days[feed.day])
            output.put(44)
            output.put(prefixes[feed.prefix])
            output.put("FACTURE ")
            output.put(feed.serial, width: 8)
            output.put(44)
            output.put(names[feed.party])
            output.put(44)
            output.put(ibans[feed.party])
            output.put(44)
            output.put(cents: feed.amount)
            output.put(44)
            output.put(cents: balance)
            output.put(",R")
            output.put(UInt64(feed.index), width: 12)
            output.put(10)
        }
        try output.flush()
    }

    static func camt(rows: Int, seed: UInt64, to output: Output) throws {
        var sums = BankFeed(seed: seed, rows: rows)
        var credit: Int64 = 0
        var debit: Int64 = 0
        while sums.next() {
            if sums.amount < 0 { debit -= sums.amount } else { credit += sums.amount }
        }
        try head(closing: credit - debit, to: output)
        let days = TextTable(Bulk.days)
        let prefixes = TextTable(Bulk.prefixes)
        let names = TextTable(Bulk.names)
        let ibans = TextTable(Bulk.ibans)
        var feed = BankFeed(seed: seed, rows: rows)
        while feed.next() {
            try output.room()
            entry(feed, days[feed.day], to: output)
            party(feed, names[feed.party], ibans[feed.party], to: output)
            text(feed, prefixes[feed.prefix], to: output)
        }
        output.put("</Stmt></BkToCstmrStmt></Document>\n")
        try output.flush()
    }

    private static func head(closing: Int64, to output: Output) throws {
        func balance(_ code: String, _ amount: Int64, _ day: String) -> String {
            """
            <Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp>\
            <Amt Ccy="EUR">\(money(abs(amount)))</Amt>\
            <CdtDbtInd>\(amount < 0 ? "DBIT" : "CRDT")</CdtDbtInd>\
            <Dt><Dt>\(day)</Dt></Dt></Bal>\n
            """
        }
        let head = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
            <GrpHdr><MsgId>BULK-2026</MsgId><CreDtTm>2027-01-01T06:00:00</CreDtTm></GrpHdr>
            <Stmt><Id>BULK-2026-001</Id><CreDtTm>2027-01-01T06:00:00</CreDtTm>\
            <FrToDt><FrDtTm>2026-01-01T00:00:00</FrDtTm>\
            <ToDtTm>2026-12-31T23:59:59</ToDtTm></FrToDt>
            <Acct><Id><IBAN>\(Bulk.ownIban)</IBAN></Id><Ccy>EUR</Ccy></Acct>\n
            """
        try output.put(all: head.utf8)
        try output.put(all: balance("OPBD", 0, "2026-01-01").utf8)
        try output.put(all: balance("CLBD", closing, "2026-12-31").utf8)
    }

    @inline(__always)
    private static func entry(_ feed: BankFeed, _ day: Text, to output: Output) {
        output.put("<Ntry><NtryRef>")
        output.put(UInt64(feed.index))
        output.put("</NtryRef>")
        amount(feed, to: output)
        output.put("<Sts><Cd>BOOK</Cd></Sts>\n  <BookgDt><Dt>")
        output.put(day)
        output.put("</Dt></BookgDt><ValDt><Dt>")
        output.put(day)
        output.put("</Dt></ValDt><AcctSvcrRef>R")
        output.put(UInt64(feed.index), width: 12)
        output.put("</AcctSvcrRef>\n  <BkTxCd><Domn><Cd>PMNT</Cd><Fmly>")
        output.put(feed.amount < 0 ? "<Cd>ICDT</Cd>" : "<Cd>RCDT</Cd>")
        output.put("<SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>\n")
        output.put("  <NtryDtls><TxDtls><Refs><MsgId>M")
        output.put(UInt64(feed.index), width: 12)
        output.put("</MsgId><AcctSvcrRef>R")
        output.put(UInt64(feed.index), width: 12)
        output.put("</AcctSvcrRef><EndToEndId>E2E")
        output.put(feed.serial, width: 8)
        output.put("</EndToEndId><TxId>TX")
        output.put(feed.serial, width: 12)
        output.put("</TxId></Refs>\n    ")
        amount(feed, to: output)
        output.put("\n    <AmtDtls><TxAmt><Amt Ccy=\"EUR\">")
        output.put(cents: abs(feed.amount))
        output.put("</Amt></TxAmt></AmtDtls>\n")
    }

    @inline(__always)
    private static func amount(_ feed: BankFeed, to output: Output) {
        output.put("<Amt Ccy=\"EUR\">")
        output.put(cents: abs(feed.amount))
        output.put("</Amt>")
        output.put(
            feed.amount < 0 ? "<CdtDbtInd>DBIT</CdtDbtInd>" : "<CdtDbtInd>CRDT</CdtDbtInd>")
    }

    @inline(__always)
    private static func party(_ feed: BankFeed, _ name: Text, _ iban: Text, to output: Output) {
        let debit = feed.amount < 0
        output.put(debit ? "    <RltdPties><Cdtr><Pty><Nm>" : "    <RltdPties><Dbtr><Pty><Nm>")
        output.put(name)
        output.put("</Nm><PstlAdr><StrtNm>Rue de la Gare</StrtNm><TwnNm>Lyon</TwnNm>")
        output.put("<Ctry>FR</Ctry></PstlAdr></Pty>")
        output.put(debit ? "</Cdtr><CdtrAcct>" : "</Dbtr><DbtrAcct>")
        output.put("<Id><IBAN>")
        output.put(iban)
        output.put("</IBAN></Id>")
        output.put(debit ? "</CdtrAcct></RltdPties>\n" : "</DbtrAcct></RltdPties>\n")
        output.put("    <RltdAgts>")
        output.put(debit ? "<CdtrAgt>" : "<DbtrAgt>")
        output.put("<FinInstnId><BICFI>BNPAFRPPXXX</BICFI></FinInstnId>")
        output.put(debit ? "</CdtrAgt>" : "</DbtrAgt>")
        output.put("</RltdAgts>\n")
    }

    @inline(__always)
    private static func text(_ feed: BankFeed, _ prefix: Text, to output: Output) {
        output.put("    <RmtInf><Ustrd>")
        output.put(prefix)
        output.put("FACT ")
        output.put(feed.serial, width: 6)
        output.put("</Ustrd></RmtInf></TxDtls></NtryDtls>\n  <AddtlNtryInf>")
        output.put(prefix)
        output.put("FACT ")
        output.put(feed.serial, width: 6)
        output.put("</AddtlNtryInf></Ntry>\n")
    }
}
