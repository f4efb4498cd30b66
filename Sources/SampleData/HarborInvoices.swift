/// Workshops that the shop holds for firms: invoiced, paid by check a month later.
extension Harbor {
    /// Place of the customer, number, date, cents.
    private static let workshops: [(customer: Int, number: String, date: Day, amount: Int64)] = [
        (0, "HG-2601", Day(2026, 7, 14), 65_000), (1, "HG-2602", Day(2026, 7, 28), 48_000),
        (0, "HG-2603", Day(2026, 8, 18), 65_000), (0, "HG-2604", Day(2026, 9, 15), 72_500),
        (1, "HG-2605", Day(2026, 9, 29), 48_000),
    ]

    func writeInvoices() {
        let header =
            "kind,party,number,date,due_date,currency,account,description,net,tax_code,tax,"
            + "gross,total,instalments,applies_to"
        table("receivables/invoices", header) { month in
            Harbor.workshops.filter { $0.date.month == month }.map { invoice in
                let amount = money(invoice.amount)
                let party = HarborParties.customers[invoice.customer]
                return record(
                    "invoice", party.id, invoice.number, invoice.date.iso,
                    (invoice.date + party.terms).iso, "USD", "4040", "Workshop", amount, "EXEMPT",
                    "0.00", amount, amount, "", "")
            }
        }
        table("receivables/receipts", "number,party,date,amount,currency,document,reference") {
            month in
            paid.filter { $0.day.month == month }.map { check in
                record(
                    "R-\(check.number)", check.party.id, check.day.iso, money(check.amount), "USD",
                    check.invoice, check.number)
            }
        }
    }

    /// Checks as they come in.
    private var paid: [(number: String, party: Party, day: Day, amount: Int64, invoice: String)] {
        Harbor.workshops.enumerated().map { index, invoice in
            let party = HarborParties.customers[invoice.customer]
            let day = (invoice.date + party.terms + 1).federalDay
            return ("CHK\(4_117 + index * 23)", party, day, invoice.amount, invoice.number)
        }.filter { $0.day <= Harbor.last }
    }

    func drawChecks() {
        for check in paid where check.day + 1 <= Harbor.last {
            bank.append(
                BankLine(
                    day: check.day.federal(plus: 1), amount: check.amount,
                    text: "DEPOSIT \(check.number)"))
        }
    }
}
