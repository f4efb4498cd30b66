/// A supplier's bill: lines on accounts, those of goods with the receipt they are of; cents.
struct HarborBill {
    let party: Party
    let number: String
    let date: Day
    var lines: [BillLine]
    var due: Day { date + party.terms }
    var total: Int64 { lines.reduce(0) { $0 + $1.amount } }
}

/// A line of a bill; of goods it says how many of which receipt.
struct BillLine {
    let account: String
    let text: String
    var amount: Int64
    var goods: StockLine?
}

/// A payment of a bill that the shop's own list states.
struct HarborPayment {
    let party: Party
    let date: Day
    let amount: Int64
    let document: String
    let reference: String
}

extension Harbor {
    /// Bills open at the start: place of the supplier, number, date, amount.
    static let openBills: [(supplier: Int, number: String, date: Day, amount: Int64)] = [
        (0, "BRP-3308", Day(2026, 6, 12), 214_560), (1, "CF26-0611", Day(2026, 6, 17), 186_300),
        (5, "LO-0626", Day(2026, 6, 24), 45_000),
    ]

    /// Bills come a week after the goods; those of the last days of September come in October.
    func drawBills() {
        for (index, receipt) in receipts.enumerated() {
            let date = receipt.day + 6 + index % 3
            guard date <= Harbor.last else { continue }
            bills.append(
                HarborBill(
                    party: receipt.supplier,
                    number: "\(Harbor.stems[receipt.supplier.id] ?? "")-\(2_400 + index)",
                    date: date, lines: lines(of: receipt, index)))
        }
        joinBoxes()
        for month in Harbor.months {
            bills.append(
                HarborBill(
                    party: HarborParties.suppliers[5], number: "LO-\(padded(month, 2))26",
                    date: Day(2026, month, 24),
                    lines: [BillLine(account: "6060", text: "Bookkeeping", amount: 45_000)]))
            bills.append(
                HarborBill(
                    party: HarborParties.suppliers[6], number: "LM-26\(padded(month, 2))",
                    date: Day(2026, month, 15),
                    lines: [
                        BillLine(
                            account: "6200", text: "Advertising",
                            amount: Int64(random.between(28, 46) * 1_000))
                    ]))
        }
        bills.sort { ($0.date, $0.number) < ($1.date, $1.number) }
        payRuns()
    }

    private static let stems = [
        "S001": "BRP", "S002": "CF26", "S003": "TSW", "S004": "SPC", "S005": "OBC",
    ]

    /// A supplier asks now and then for more or less than the order said; freight is apart.
    private func lines(of receipt: GoodsReceipt, _ index: Int) -> [BillLine] {
        var lines = receipt.lines.map { line in
            BillLine(
                account: "2100", text: HarborWares.named(line.item)?.name ?? "",
                amount: line.value ?? 0, goods: line)
        }
        lines[0].amount += index % 7 == 4 ? 1_240 : index % 9 == 5 ? -615 : 0
        if receipt.supplier.id == "S001" {
            let freight = Int64(random.between(38, 74) * 100)
            lines.append(BillLine(account: "5100", text: "Freight", amount: freight))
        }
        return lines
    }

    /// The packer bills two deliveries at once where the second bill would follow within a month.
    private func joinBoxes() {
        let packer = bills.indices.filter { bills[$0].party.id == "S004" }
        guard packer.count > 1, bills[packer[1]].date.month == bills[packer[0]].date.month else {
            return
        }
        bills[packer[1]].lines += bills[packer[0]].lines
        bills.remove(at: packer[0])
    }

    /// Every Thursday what falls due before the next.
    private func payRuns() {
        var open = Harbor.openBills.map { bill in
            let party = HarborParties.suppliers[bill.supplier]
            return (party, bill.number, bill.date, bill.date + party.terms, bill.amount)
        }
        open += bills.map { ($0.party, $0.number, $0.date, $0.due, $0.total) }
        for day in Harbor.days where day.weekday == 3 {
            let chosen = open.filter { $0.3 <= day + 6 && $0.2 <= day }
            open.removeAll { $0.3 <= day + 6 && $0.2 <= day }
            for (index, bill) in chosen.enumerated() {
                let reference = "ACH\(day.short)\(padded(index + 1, 2))"
                payments.append(
                    HarborPayment(
                        party: bill.0, date: day, amount: bill.4, document: bill.1,
                        reference: reference))
                let on = day.federal(plus: 1)
                if on <= Harbor.last {
                    bank.append(
                        BankLine(
                            day: on, amount: -bill.4,
                            text: "ACH \(bill.0.name.uppercased()) \(reference)"))
                }
            }
        }
    }

    func writeBills() {
        let header =
            "kind,party,number,date,due_date,currency,account,description,net,tax_code,tax,"
            + "gross,total,instalments,applies_to,receipt,item,quantity,unit"
        table("purchases/bills", header) { month in
            bills.filter { $0.date.month == month }.flatMap { bill in
                bill.lines.enumerated().map { index, line in
                    let head =
                        index == 0
                        ? [
                            "invoice", bill.party.id, bill.number, bill.date.iso, bill.due.iso,
                            "USD",
                        ]
                        : ["", "", bill.number, "", "", ""]
                    return record(
                        head + [
                            line.account, line.text, money(line.amount), "EXEMPT", "0.00",
                            money(line.amount), index == 0 ? money(bill.total) : "", "", "",
                            line.goods?.document ?? "", line.goods?.item ?? "",
                            line.goods.map { thousandths($0.quantity) } ?? "",
                            line.goods?.unit ?? "",
                        ])
                }
            }
        }
        table("purchases/payments", "number,party,date,amount,currency,document,reference") {
            month in
            payments.filter { $0.date.month == month }.map { payment in
                record(
                    "P" + payment.reference.dropFirst(3), payment.party.id, payment.date.iso,
                    money(payment.amount), "USD", payment.document, payment.reference)
            }
        }
    }
}
