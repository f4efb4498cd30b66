extension Atelier {
    /// A voucher's lines: account, amount with debits positive, party, document.
    private typealias VoucherLine = (
        account: String, amount: Int64, party: String, document: String
    )

    private func voucher(
        _ number: String, _ date: Day, _ text: String, _ lines: [VoucherLine]
    ) -> [String] {
        lines.filter { $0.amount != 0 }.enumerated().map { index, line in
            record(
                "GJ", number, String(index + 1), date.iso, line.account, line.party,
                line.amount > 0 ? money(line.amount) : "",
                line.amount < 0 ? money(-line.amount) : "", "EUR", text, line.document, "")
        }
    }

    func writeVouchers() {
        for month in Atelier.months {
            let stamp = self.month(month)
            let date = Day.lastOfMonth(month)
            var rows = [
                "journal,voucher,line,date,account,party,debit,credit,currency,description,"
                    + "document,due_date"
            ]
            rows += voucher(
                "GJ-\(stamp)-01", date, "Depreciation",
                [
                    ("681120", 214_500, "", ""), ("281830", -161_000, "", ""),
                    ("281810", -53_500, "", ""),
                ])
            rows += voucher(
                "GJ-\(stamp)-02", date, "Licences paid for the year, a month's share",
                [("651100", 42_000, "", ""), ("486000", -42_000, "", "")])
            rows += voucher("GJ-\(stamp)-03", date, "VAT of the month, CA3", declared(month))
            if month == 7 {
                rows += voucher(
                    "GJ-\(stamp)-04", date, "VAT of services invoiced before July, now paid",
                    [("445870", Atelier.waiting, "", ""), ("445711", -Atelier.waiting, "", "")])
                rows += voucher(
                    "GJ-\(stamp)-05", date, "VAT of services billed before July, now paid",
                    [
                        ("445661", Atelier.waitingInput, "", ""),
                        ("445860", -Atelier.waitingInput, "", ""),
                    ])
            }
            if month == 8 {
                rows += voucher(
                    "GJ-\(stamp)-04", Day(2026, 8, 24), "Bad debt given up, AN-2025-0871",
                    [
                        ("654000", 165_000, "", ""), ("445870", 33_000, "", ""),
                        ("411000", -198_000, "C010", "AN-2025-0871"),
                    ])
            }
            if month == 9 {
                rows += voucher(
                    "GJ-\(stamp)-04", date, "Corporation tax of the quarter",
                    [("695100", 386_000, "", ""), ("444000", -386_000, "", "")])
            }
            texts["journal/vouchers-\(stamp).csv"] = rows.joined(separator: "\n") + "\n"
        }
    }

    /// Tax in what French customers owed at the start and paid in July.
    static var waiting: Int64 {
        openInvoices.filter { $0.party < 10 && $0.party != 5 }.reduce(0) {
            $0 + scaled($1.amount, 1, 6)
        }
    }

    /// Tax in what was owed at the start for services, and paid in July.
    static let waitingInput: Int64 = 17_000

    /// What a return states, in whole euros: cents stay on the accounts.
    private func declared(_ month: Int) -> [VoucherLine] {
        let accounts = ["445620", "445661", "445662", "445711"]
        var lines: [VoucherLine] = accounts.map { account in
            var sum = taxes[month]?[account] ?? 0
            if account == "445711" && month == 7 { sum += Atelier.waiting }
            return (account, scaled(sum, 1, 100) * 100, "", "")
        }
        lines.append(("445510", -vatDue(month), "", ""))
        return lines
    }

    func vatDue(_ month: Int) -> Int64 {
        ["445620", "445661", "445662", "445711"].reduce(Int64(0)) { total, account in
            var sum = taxes[month]?[account] ?? 0
            if account == "445711" && month == 7 { sum += Atelier.waiting }
            return total + scaled(sum, 1, 100) * 100
        }
    }

    /// The tax authority debits the month before.
    func drawVAT() {
        for month in Atelier.months {
            let due = month == 7 ? Atelier.vatOfJune : vatDue(month - 1)
            bank[0].append(
                BankLine(
                    day: Day(2026, month, 24).bankDay, amount: -due,
                    text: "PRLV DGFIP TVA 3310CA3 \(padded(month - 1, 2))/2026"))
        }
    }

    // MARK: opening

    /// Balances at 2026-06-30 in euros, debit positive.
    private static let balances: [(String, Int64)] = [
        ("101000", -40_000), ("106100", -4_000), ("164000", -112_000), ("218100", 48_000),
        ("218300", 96_400), ("275000", 12_600), ("281810", -19_800), ("281830", -51_200),
        ("486000", 2_520), ("604000", 118_400), ("604100", 21_300), ("606100", 3_940),
        ("606300", 2_180), ("606400", 1_420), ("606800", 4_310), ("613200", 25_200),
        ("616000", 5_607), ("622600", 5_100), ("625100", 4_980), ("625700", 1_290),
        ("626000", 2_010), ("627000", 388), ("635110", 2_860), ("641100", 207_960),
        ("645100", 58_436), ("645300", 26_826), ("645500", 1_755), ("651100", 6_720),
        ("661100", 1_945), ("681120", 12_870), ("695100", 7_720), ("706100", -402_300),
        ("706200", -88_640), ("706300", -74_520), ("766000", -318), ("756000", -206),
        ("656000", 364),
    ]

    private func opening(
        _ account: String, _ amount: Int64, _ text: String, party: String = "",
        _ document: OpenDocument? = nil, original: Int64? = nil, currency: String = "EUR"
    ) -> String {
        record(
            account, party, document?.number ?? "", (document?.date ?? Atelier.first + -1).iso,
            document?.due.iso ?? "", amount > 0 ? money(amount) : "",
            amount < 0 ? money(-amount) : "", currency, original.map { money($0) } ?? "", text)
    }

    func writeOpening() {
        let receivable = Atelier.openInvoices.reduce(0) { $0 + $1.euros } - Atelier.advance
        let payable = Atelier.openBills.reduce(0) { $0 + $1.euros }
        var entries = Atelier.balances.map { ($0.0, $0.1 * 100) }
        entries += AtelierParties.agencies.map { ($0.account, -(Atelier.owed[$0.account] ?? 0)) }
        let disputed = Int64(487_200 + 198_000)
        entries += [
            ("411000", receivable), ("401000", -payable), ("445510", -Atelier.vatOfJune),
            ("445870", -Atelier.waiting - scaled(disputed, 1, 6)), ("445860", Atelier.waitingInput),
            ("512100", Atelier.openings[0]), ("512200", 2_220_850), ("512300", 1_975_820),
        ]
        entries.append(("110000", -entries.reduce(0) { $0 + $1.1 }))
        var rows = [
            "account,party,document,date,due_date,debit,credit,currency,original,description"
        ]
        for (account, amount) in entries.sorted(by: { $0.0 < $1.0 }) {
            let text = "Balance at 30/06/2026"
            switch account {
            case "512200", "512300":
                let index = account == "512200" ? 1 : 2
                rows.append(
                    opening(
                        account, amount, text, original: Atelier.openings[index],
                        currency: index == 1 ? "USD" : "CHF"))
            case "401000":
                rows.append(opening(account, amount, text))
                rows += items(Atelier.openBills, AtelierParties.suppliers, account, sign: -1)
            case "411000":
                rows.append(opening(account, amount, text))
                rows += items(Atelier.openInvoices, AtelierParties.customers, account, sign: 1)
                rows.append(
                    record(
                        account, "C011", "ADV-2026-03", "2026-03-12", "2026-03-12", "",
                        money(Atelier.advance), "EUR", "", "Paid in advance"))
            default: rows.append(owed(account, amount) ?? opening(account, amount, text))
            }
        }
        texts["journal/opening.csv"] = rows.joined(separator: "\n") + "\n"
    }

    /// What an agency is owed for June, on the day it is debited.
    private func owed(_ account: String, _ amount: Int64) -> String? {
        let agency = AtelierParties.agencies.first { $0.account == account }
        guard let party = agency?.party else { return nil }
        return record(
            account, party.id, "2026-06", "2026-06-30", "2026-07-15", "", money(-amount), "EUR", "",
            "Pay of June")
    }

    private func items(
        _ documents: [OpenDocument], _ parties: [Party], _ account: String, sign: Int64
    ) -> [String] {
        documents.map { document in
            let isOwn = document.currency == "EUR"
            return opening(
                account, sign * document.euros, "Open item", party: parties[document.party - 1].id,
                document, original: isOwn ? nil : document.amount,
                currency: document.currency)
        }
    }
}
