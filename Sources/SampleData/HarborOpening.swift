/// The books at the start, and what no other drop says.
extension Harbor {
    private static let balances: [(account: String, amount: Int64)] = [
        ("1010", opening), ("1015", float), ("1300", openingValue), ("1500", 4_860_000),
        ("1590", -1_215_000), ("2290", -taxOfJune), ("2300", -186_500),
    ]

    func writeOpening() {
        let payable = Harbor.openBills.reduce(0) { $0 + $1.amount }
        let rest = Harbor.balances.reduce(-payable) { $0 + $1.amount }
        var rows = ["account,party,document,date,due_date,debit,credit,currency,description"]
        let entries = Harbor.balances + [("2000", -payable), ("3000", -rest)]
        for (account, amount) in entries.sorted(by: { $0.account < $1.account }) {
            rows.append(line(account, amount, "Balance at 2026-06-30"))
            guard account == "2000" else { continue }
            for bill in Harbor.openBills {
                let party = HarborParties.suppliers[bill.supplier]
                rows.append(
                    record(
                        account, party.id, bill.number, bill.date.iso,
                        (bill.date + party.terms).iso, "", money(bill.amount), "USD", "Open bill"))
            }
        }
        texts["journal/opening.csv"] = rows.joined(separator: "\n") + "\n"
    }

    private func line(_ account: String, _ amount: Int64, _ text: String) -> String {
        record(
            account, "", "", (Harbor.first + -1).iso, "", amount > 0 ? money(amount) : "",
            amount < 0 ? money(-amount) : "", "USD", text)
    }

    /// Depreciation, and the month's sales tax out of the accounts of its places.
    func writeVouchers() {
        let header =
            "journal,voucher,line,date,account,party,debit,credit,currency,description,"
            + "document,due_date"
        table("journal/vouchers", header) { month in
            let date = Day.lastOfMonth(month).iso
            let places = (taxes[month] ?? [:]).filter { $0.value != 0 }.sorted { $0.key < $1.key }
            return voucher(
                "JV-\(self.month(month))-1", date, "Depreciation",
                [("6400", 81_000), ("1590", -81_000)])
                + voucher(
                    "JV-\(self.month(month))-2", date, "Sales tax of the month",
                    places.map { ($0.key, $0.value) } + [("2290", -owed(month))])
        }
    }

    private func voucher(
        _ number: String, _ date: String, _ text: String, _ lines: [(String, Int64)]
    ) -> [String] {
        lines.enumerated().map { index, line in
            record(
                "GJ", number, String(index + 1), date, line.0, "",
                line.1 > 0 ? money(line.1) : "", line.1 < 0 ? money(-line.1) : "", "USD", text,
                "", "")
        }
    }
}
