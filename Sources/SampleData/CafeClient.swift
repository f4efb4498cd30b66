/// Three months of a French coffee roaster: everything is drawn here, then written as drops.
final class Cafe {
    static let months = [7, 8, 9]
    static let first = Day(2026, 7, 1)
    static let last = Day(2026, 9, 30)
    static let openings: [Int64] = [4_231_857, 1_520_430, 845_012]

    var random: SplitMix64
    var invoices: [Document] = []
    var bills: [Document] = []
    var receipts: [Payment] = []
    var payments: [Payment] = []
    var bank: [[BankLine]] = [[], [], []]
    /// Tender received and not yet at the bank, by day: cards and cash of each shop, the web.
    var tenders: [String: [Day: Int64]] = [:]
    /// Tax by month and account, credit positive.
    var taxes: [Int: [String: Int64]] = [:]
    /// Lines of each file below the inbox.
    var files: [String: [String]] = [:]

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    func write(to folder: String) throws {
        writeTills()
        writeWebshop()
        drawInvoices()
        drawBills()
        drawBank()
        writeVouchers()
        writeOpening()
        writeDocuments()
        plantFaults()
        for part in ["bank", "journal", "purchases", "receivables", "sales"] {
            try makeFolder("\(folder)/\(part)")
        }
        for (path, lines) in files.sorted(by: { $0.key < $1.key }) {
            let text = lines.joined(separator: "\n") + "\n"
            try save(text.utf8, to: "\(folder)/\(path)")
        }
        try writeStatements(to: folder)
    }

    func tally(_ day: Day, _ code: String, _ tax: Int64, output: Bool) {
        let account = CafeTax.account(code)
        taxes[day.month, default: [:]][account, default: 0] += output ? tax : -tax
    }

    func month(_ number: Int) -> String { "2026-" + padded(number, 2) }

    // MARK: documents as rows

    static let documentHeader =
        "kind,party,number,date,due_date,currency,account,description,net,tax_code,tax,gross,"
        + "total,instalments,applies_to"

    func rows(_ document: Document) -> [String] {
        document.lines.enumerated().map { index, line in
            let first = index == 0
            let parts = document.instalments.map { "\($0.day.iso):\(money($0.amount))" }
            return record(
                first ? (document.creditNote ? "credit-note" : "invoice") : "",
                first ? document.party.id : "", document.number, first ? document.date.iso : "",
                first ? document.due?.iso ?? "" : "", first ? "EUR" : "", line.account, line.text,
                money(line.net), line.code, money(line.tax), money(line.gross),
                first ? money(document.total) : "", first ? parts.joined(separator: ";") : "",
                first ? document.appliesTo : "")
        }
    }

    private func writeDocuments() {
        for month in Cafe.months {
            for (folder, all) in [("receivables", invoices), ("purchases", bills)] {
                let chosen = all.filter { $0.date.month == month }
                    .sorted { ($0.date, $0.number) < ($1.date, $1.number) }
                files["\(folder)/factures-\(self.month(month)).csv"] =
                    [Cafe.documentHeader] + chosen.flatMap { rows($0) }
            }
            write(receipts, "R", month, "receivables/reglements-\(self.month(month)).csv")
            write(payments, "P", month, "purchases/paiements-\(self.month(month)).csv")
        }
    }

    private func write(_ all: [Payment], _ letter: String, _ month: Int, _ path: String) {
        let chosen = all.filter { $0.date.month == month }
            .sorted { ($0.date, $0.document) < ($1.date, $1.document) }
        let rows = chosen.enumerated().map { index, payment in
            record(
                "\(letter)-\(self.month(month))-\(padded(index + 1, 3))", payment.party.id,
                payment.date.iso, money(payment.amount), "EUR", payment.document,
                payment.reference)
        }
        files[path] = ["number,party,date,amount,currency,document,reference"] + rows
    }
}
