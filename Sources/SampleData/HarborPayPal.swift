/// A row of the PayPal account, in cents; `net` is what the balance gains.
struct PayPalRow {
    let day: Day
    let minute: Int
    let name: String
    let type: String
    let gross: Int64
    let fee: Int64
    let number: String
    var related = ""
    var invoice = ""
    var balance: Int64 = 0
    var net: Int64 { gross - fee }
}

/// PayPal is an account of its own: sales, what is held back, and a withdrawal every Wednesday.
extension Harbor {
    private static let payPalColumns = [
        "Date", "Time", "TimeZone", "Name", "Type", "Status", "Currency", "Gross", "Fee", "Net",
        "From Email Address", "To Email Address", "Transaction ID", "Address Status", "Sales Tax",
        "Reference Txn ID", "Invoice Number", "Receipt ID", "Balance", "Contact Phone Number",
        "Subject", "Note",
    ]

    func drawPayPal() {
        for order in orders where order.gateway == .payPal {
            let sale = PayPalRow(
                day: order.day, minute: order.minute, name: order.customer,
                type: "Express Checkout Payment", gross: order.total,
                fee: scaled(order.total, 349, 10_000) + 49, number: token(17),
                invoice: order.name)
            payPal.append(sale)
            guard order.returned != 0, let day = order.cancelled ?? order.refund?.day else {
                continue
            }
            payPal.append(
                PayPalRow(
                    day: day, minute: 660, name: order.customer, type: "Payment Refund",
                    gross: -order.returned, fee: 0, number: token(17), related: sale.number,
                    invoice: order.name))
        }
        hold(Day(2026, 8, 11), -15_000, "General Hold")
        hold(Day(2026, 9, 3), 15_000, "General Hold Release")
        payPal.sort { ($0.day, $0.minute) < ($1.day, $1.minute) }
        withdraw()
    }

    private func hold(_ day: Day, _ amount: Int64, _ type: String) {
        payPal.append(
            PayPalRow(
                day: day, minute: 60, name: "", type: type, gross: amount, fee: 0,
                number: token(17)))
    }

    /// Whole dollars to the bank, at night, where it arrives on its next day.
    private func withdraw() {
        var rows: [PayPalRow] = []
        var balance: Int64 = 0
        for day in Harbor.days {
            for row in payPal where row.day == day {
                balance += row.net
                rows.append(row)
                rows[rows.count - 1].balance = balance
            }
            guard day.weekday == 2, balance >= 5_000 else { continue }
            let amount = balance - balance % 100
            balance -= amount
            rows.append(
                PayPalRow(
                    day: day, minute: 1_380, name: "", type: "General Withdrawal", gross: -amount,
                    fee: 0, number: token(17), balance: balance))
            let arrival = day.federal(plus: 1)
            if arrival <= Harbor.last, let number = rows.last?.number {
                bank.append(
                    BankLine(day: arrival, amount: amount, text: "PAYPAL TRANSFER \(number)"))
            }
        }
        payPal = rows
    }

    func writePayPal() {
        table("payouts/paypal-activity", quoted(Harbor.payPalColumns)) { month in
            payPal.filter { $0.day.month == month }.map { row in
                quoted([
                    row.day.american, clock(row.minute) + ":00", "EDT", row.name, row.type,
                    "Completed", "USD", money(row.gross), money(-row.fee), money(row.net), "", "",
                    row.number, "", "", row.related, row.invoice, "", money(row.balance), "", "",
                    "",
                ])
            }
        }
    }

    private func quoted(_ fields: [String]) -> String {
        fields.map { "\"\($0)\"" }.joined(separator: ",")
    }
}
