/// What the bank account shows beside payouts, suppliers and bags, and how it is stated.
extension Harbor {
    /// Sales tax of June, owed at the start.
    static let taxOfJune: Int64 = 148_260

    func drawBank() {
        for month in Harbor.months {
            line(month, 1, -145_000, "ACH RENT DOCK STREET HOLDINGS")
            line(month, 5, -Int64(random.between(122, 188) * 100), "ACH CAPE ELECTRIC")
            line(month, 6, -7_900, "POS SHOPIFY SUBSCRIPTION")
            line(month, 9, -Int64(random.between(240, 330) * 100), "POS PARCEL POST SHIPPING")
            line(month, 23, -Int64(random.between(230, 310) * 100), "POS PARCEL POST SHIPPING")
            for day in [15, 28] { line(month, day, -118_600, "ACH GUSTO PAYROLL") }
            line(month, 21, -18_450, "ACH HARTFORD INSURANCE")
            line(month, 30, -1_500, "MONTHLY SERVICE FEE")
            let tax = month == 7 ? Harbor.taxOfJune : owed(month - 1)
            line(month, 20, -tax, "ACH STATE SALES TAX")
            if month > 7, let left = tips[month - 1] { line(month, 15, -left, "ACH GUSTO TIPS") }
        }
    }

    private func line(_ month: Int, _ day: Int, _ amount: Int64, _ text: String) {
        let day = Day(2026, month, day).federalDay
        bank.append(BankLine(day: day, amount: amount, text: text))
    }

    /// A month's sales tax.
    func owed(_ month: Int) -> Int64 { (taxes[month] ?? [:]).values.reduce(0, +) }

    func writeStatements() {
        let sorted = bank.enumerated().filter { $0.element.day <= Harbor.last }
            .sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
        var balance = Harbor.opening
        for month in Harbor.months {
            let lines = sorted.filter { $0.day.month == month }
            balance += lines.reduce(0) { $0 + $1.amount }
            texts["bank/checking-\(self.month(month)).ofx"] =
                OFXStatement(
                    from: Day(2026, month, 1), to: Day.lastOfMonth(month), closing: balance,
                    lines: lines
                ).document
        }
    }
}

/// One statement of a checking account as OFX 1.02 (SGML) writes it.
struct OFXStatement {
    static let account = "2370411885"

    let from: Day
    let to: Day
    let closing: Int64
    let lines: [BankLine]

    var document: String {
        let ledger = "<LEDGERBAL>\n<BALAMT>\(money(closing))\n<DTASOF>\(stamp(to))\n</LEDGERBAL>\n"
        return head + lines.enumerated().map(entry).joined() + "</BANKTRANLIST>\n" + ledger
            + "</STMTRS>\n</STMTTRNRS>\n</BANKMSGSRSV1>\n</OFX>\n"
    }

    private func stamp(_ day: Day) -> String {
        "20\(day.short)"
    }

    private var head: String {
        """
        OFXHEADER:100
        DATA:OFXSGML
        VERSION:102
        SECURITY:NONE
        ENCODING:USASCII
        CHARSET:1252
        COMPRESSION:NONE
        OLDFILEUID:NONE
        NEWFILEUID:NONE

        <OFX>
        <SIGNONMSGSRSV1>
        <SONRS>
        <STATUS>
        <CODE>0
        <SEVERITY>INFO
        </STATUS>
        <DTSERVER>\(stamp(to + 1))060000
        <LANGUAGE>ENG
        </SONRS>
        </SIGNONMSGSRSV1>
        <BANKMSGSRSV1>
        <STMTTRNRS>
        <TRNUID>1
        <STATUS>
        <CODE>0
        <SEVERITY>INFO
        </STATUS>
        <STMTRS>
        <CURDEF>USD
        <BANKACCTFROM>
        <BANKID>053000196
        <ACCTID>\(OFXStatement.account)
        <ACCTTYPE>CHECKING
        </BANKACCTFROM>
        <BANKTRANLIST>
        <DTSTART>\(stamp(from))
        <DTEND>\(stamp(to))

        """
    }

    /// The first words are whom it is with, the rest is what they say.
    private func entry(_ index: Int, _ line: BankLine) -> String {
        let words = line.text.split(separator: " ")
        let name = words.prefix(2).joined(separator: " ")
        let memo = words.dropFirst(2).joined(separator: " ")
        var text = "<STMTTRN>\n<TRNTYPE>\(line.amount < 0 ? "DEBIT" : "CREDIT")\n"
        text += "<DTPOSTED>\(stamp(line.day))\n<TRNAMT>\(money(line.amount))\n"
        text += "<FITID>\(stamp(to).prefix(6))\(padded(index + 1, 4))\n<NAME>\(name)\n"
        if !memo.isEmpty { text += "<MEMO>\(memo)\n" }
        return text + "</STMTTRN>\n"
    }
}
