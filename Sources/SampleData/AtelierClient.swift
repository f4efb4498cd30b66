/// Three months of a design studio: everything is drawn here, then written as drops.
final class Atelier {
    static let months = [7, 8, 9]
    static let first = Day(2026, 7, 1)
    static let last = Day(2026, 9, 30)
    /// Bank balances at the start in each account's own currency.
    static let openings: [Int64] = [9_846_215, 2_410_000, 1_865_050]

    var random: SplitMix64
    var invoices: [Invoice] = []
    var bills: [Invoice] = []
    var receipts: [AtelierPayment] = []
    var payments: [AtelierPayment] = []
    /// Lines of the accounts in EUR, USD and CHF.
    var bank: [[BankLine]] = [[], [], []]
    /// Tax by month and account, credit positive.
    var taxes: [Int: [String: Int64]] = [:]
    var texts: [String: String] = [:]
    var files: [String: [UInt8]] = [:]

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    func write(to folder: String) throws {
        drawInvoices()
        drawBills()
        drawReceipts()
        drawPayRuns()
        drawBank()
        drawVAT()
        writePayroll()
        writeDocuments()
        writePayments()
        writeVouchers()
        writeOpening()
        writeAnswers()
        writeStatements()
        for (path, text) in texts { files[path] = Array(text.utf8) }
        let folders = Set(files.keys.map { $0.prefix(upTo: $0.lastIndex(of: "/") ?? $0.endIndex) })
        for part in folders.sorted() { try makeFolder("\(folder)/\(part)") }
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            try save(bytes, to: "\(folder)/\(path)")
        }
    }

    func month(_ number: Int) -> String { "2026-" + padded(number, 2) }

    func tally(_ day: Day, _ account: String, _ tax: Int64) {
        taxes[day.month, default: [:]][account, default: 0] += tax
    }

    static func account(_ currency: String) -> Int {
        currency == "USD" ? 1 : currency == "CHF" ? 2 : 0
    }

    // MARK: documents

    private func writeDocuments() {
        let listed = Set(["C008", "C010"])
        for month in Atelier.months {
            let issued = invoices.filter { $0.date.month == month }
            var zip = Zip()
            for invoice in issued where !listed.contains(invoice.buyer.id) {
                zip.add("\(invoice.number).xml", Array(invoice.ubl.utf8))
            }
            files["receivables/einvoices-\(self.month(month)).zip"] = zip.bytes
            texts["receivables/invoices-\(self.month(month)).csv"] = list(
                issued.filter { listed.contains($0.buyer.id) }, party: \.buyer.id)
            let received = bills.filter { $0.date.month == month }
            texts["purchases/bills-\(self.month(month)).csv"] = list(
                received.filter { Atelier.form(of: $0) == .list }, party: \.seller.id)
            for bill in received { file(bill) }
        }
    }

    enum Form { case list, ubl, cii, pdf }

    /// How a bill comes: what is paid in instalments is in the list.
    static func form(of bill: Invoice) -> Form {
        guard bill.instalments.isEmpty else { return .list }
        switch bill.seller.id {
        case "S003", "S009": return .pdf
        case "S004", "S008": return .cii
        case "S001", "S002", "S007", "S011", "S012", "S014": return .list
        default: return .ubl
        }
    }

    func file(_ bill: Invoice) {
        let number = bill.number.split(separator: "/").joined(separator: "-")
        let name = "\(bill.seller.id)-\(number)"
        switch Atelier.form(of: bill) {
        case .list: break
        case .ubl: texts["purchases/ubl/\(name).xml"] = bill.ubl
        case .cii: texts["purchases/cii/\(name).xml"] = bill.cii
        case .pdf: files["purchases/pdf/\(name).pdf"] = bill.facturX
        }
    }

    private func list(_ documents: [Invoice], party: KeyPath<Invoice, String>) -> String {
        let rows = documents.flatMap { document in
            document.lines.enumerated().map { index, line in
                row(document, document[keyPath: party], line, isFirst: index == 0)
            }
        }
        let header =
            "kind,party,number,date,due_date,currency,account,description,net,tax_code,tax,"
            + "gross,total,instalments,applies_to"
        return ([header] + rows).joined(separator: "\n") + "\n"
    }

    private func row(
        _ document: Invoice, _ party: String, _ line: InvoiceLine, isFirst: Bool
    ) -> String {
        let tax = scaled(line.net, line.category.perMille, 1_000)
        let parts = document.instalments.map { "\($0.day.iso):\(money($0.amount))" }
        var head = ["", "", document.number, "", "", ""]
        var tail = ["", "", ""]
        if isFirst {
            head = [
                document.isCreditNote ? "credit-note" : "invoice", party, document.number,
                document.date.iso, parts.isEmpty ? document.due.iso : "", document.currency,
            ]
            let total = document.lines.reduce(Int64(0)) {
                $0 + $1.net + scaled($1.net, $1.category.perMille, 1_000)
            }
            tail = [money(total), parts.joined(separator: ";"), document.appliesTo]
        }
        return record(
            head + [
                line.account, line.text, money(line.net), line.code, money(tax),
                money(line.net + tax),
            ] + tail)
    }

    // MARK: payments and statements

    private func writePayments() {
        for month in Atelier.months {
            for (path, letter, all) in [
                ("receivables/receipts", "R", receipts), ("purchases/payments", "P", payments),
            ] {
                let chosen = all.filter { $0.date.month == month }
                    .sorted { ($0.date, $0.document) < ($1.date, $1.document) }
                guard !chosen.isEmpty else { continue }
                var rows = ["number,party,date,amount,currency,document,reference,discount"]
                for (index, payment) in chosen.enumerated() {
                    rows.append(
                        record(
                            "\(letter)-\(self.month(month))-\(padded(index + 1, 2))",
                            payment.party.id, payment.date.iso, money(payment.amount), "EUR",
                            payment.document, payment.reference,
                            payment.discount == 0 ? "" : money(payment.discount)))
                }
                texts["\(path)-\(self.month(month)).csv"] = rows.joined(separator: "\n") + "\n"
            }
        }
    }

    private func writeStatements() {
        for (account, currency) in ["EUR", "USD", "CHF"].enumerated() {
            let sorted = bank[account].enumerated()
                .sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
                .map(\.element)
            var balance = Atelier.openings[account]
            for month in Atelier.months {
                let lines = sorted.filter { $0.day.month == month }
                let path = "bank/\(currency.lowercased())-\(self.month(month))"
                let (from, to) = (Day(2026, month, 1), Day.lastOfMonth(month))
                let iban = AtelierParties.ownIbans[account]
                if currency == "USD" {
                    let statement = MT940Statement(
                        reference: "USD\(month)", sequence: month, iban: iban, currency: currency,
                        from: from, to: to, opening: balance, lines: lines)
                    texts[path + ".sta"] = statement.document()
                } else {
                    let statement = CamtStatement(
                        id: "A\(currency.prefix(1))-\(self.month(month))", sequence: month,
                        owner: AtelierParties.own.name, iban: iban, currency: currency,
                        version: 8, from: from, to: to, opening: balance, lines: lines)
                    texts[path + ".xml"] = statement.document()
                }
                balance = lines.reduce(balance) { $0 + $1.amount }
            }
        }
    }
}

/// A payment that the studio's own list states.
struct AtelierPayment {
    let party: Party
    let date: Day
    let amount: Int64
    let document: String
    let reference: String
    var discount: Int64 = 0
}
