/// What payment services do with what customers paid, and what they send to the bank.
extension Harbor {
    static let stripeHeader =
        "automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,created,"
        + "available_on,currency,gross,fee,net,reporting_category,description,"
        + "charge_id,payment_metadata[order_id]"
    static let squareHeader =
        "Date,Time,Event Type,Transaction ID,Payment ID,Collected,Fees,Net,Transfer ID,"
        + "Transfer Date"

    /// Charges are paid out two banking days later; what is taken back goes off the next payout.
    func drawStripe() {
        for order in orders where order.gateway == .stripe {
            charge(order, order.day, order.minute)
            guard order.returned != 0, let day = order.cancelled ?? order.refund?.day else {
                continue
            }
            stripe.append(
                service(
                    day, 640, "refund", order, "REFUND FOR CHARGE (\(order.name))",
                    -order.returned, 0))
        }
        dispute()
        plantCharges()
        stripe.sort { ($0.day, $0.minute, $0.order) < ($1.day, $1.minute, $1.order) }
        number(&stripe, prefix: "po_1R") { $0.federal(plus: 2) }
        pay(stripe, "STRIPE TRANSFER") { $0 }
    }

    func charge(_ order: ShopOrder, _ day: Day, _ minute: Int) {
        stripe.append(
            service(
                day, minute, "charge", order, "Harbor Goods order \(order.name)", order.total,
                scaled(order.total, 29, 1_000) + 30))
    }

    func service(
        _ day: Day, _ minute: Int, _ category: String, _ order: ShopOrder, _ text: String,
        _ gross: Int64, _ fee: Int64
    ) -> ServiceRow {
        ServiceRow(
            number: "txn_3R" + token(10), day: day, minute: minute, category: category,
            order: order.name, text: text, gross: gross, fee: fee,
            charge: "ch_3H\(order.number)")
    }

    /// A customer's bank takes a payment of July back in August.
    private func dispute() {
        guard
            let order = orders.first(where: {
                $0.gateway == .stripe && $0.returned == 0 && $0.day >= Day(2026, 7, 9)
                    && $0.total > 4_000
            })
        else { return }
        stripe.append(
            service(
                Day(2026, 8, 12), 700, "dispute", order, "Chargeback withdrawal \(order.name)",
                -order.total, 1_500))
    }

    /// The till's cards: weeks from Friday to Thursday, transferred on the Friday after.
    func drawSquare() {
        for ticket in tickets where ticket.card != 0 {
            let fee: Int64 = ticket.card > 0 ? scaled(ticket.card, 26, 1_000) + 15 : 0
            square.append(
                ServiceRow(
                    number: "P" + ticket.number, day: ticket.day, minute: ticket.minute,
                    category: ticket.isRefund ? "Refund" : "Payment", order: ticket.number,
                    text: "", gross: ticket.card, fee: fee))
        }
        number(&square, prefix: "TR-") { $0 + (11 - $0.weekday) % 7 + ($0.weekday == 4 ? 7 : 0) }
        pay(square, "SQUARE INC") { $0.federal(plus: 1) }
    }

    /// Gives rows the payout of their day.
    private func number(_ rows: inout [ServiceRow], prefix: String, _ day: (Day) -> Day) {
        var names: [Day: String] = [:]
        for index in rows.indices {
            let on = day(rows[index].day)
            let name = names[on] ?? "\(prefix)\(token(6))\(on.short)"
            names[on] = name
            rows[index].payout = name
            rows[index].payoutDay = on
        }
    }

    /// The payouts as the bank shows them, on the day that follows from theirs.
    private func pay(_ rows: [ServiceRow], _ text: String, _ day: (Day) -> Day) {
        let paid = Dictionary(grouping: rows.filter { $0.payoutDay <= Harbor.last }, by: \.payout)
        for (name, rows) in paid.sorted(by: { $0.key < $1.key }) {
            guard let on = rows.first.map({ day($0.payoutDay) }), on <= Harbor.last else {
                continue
            }
            bank.append(
                BankLine(day: on, amount: rows.reduce(0) { $0 + $1.net }, text: "\(text) \(name)"))
        }
    }

    func writeServices() {
        table("payouts/stripe-payouts", Harbor.stripeHeader) { month in
            paid(stripe, month).map { row in
                record(
                    row.payout, row.payoutDay.iso + " 00:00:00", row.number,
                    "\(row.day.iso) \(clock(row.minute)):00",
                    row.payoutDay.iso + " 00:00:00", "usd", money(row.gross), money(row.fee),
                    money(row.net), row.category, row.text, row.charge, row.order)
            }
        }
        table("payouts/square-transfers", Harbor.squareHeader) { month in
            paid(square, month).map { row in
                record(
                    row.day.iso, clock(row.minute) + ":00", row.category, row.order, row.number,
                    money(row.gross), money(row.fee), money(row.net), row.payout,
                    row.payoutDay.iso)
            }
        }
        writePayPal()
    }

    /// The rows of a month's payouts.
    private func paid(_ rows: [ServiceRow], _ month: Int) -> [ServiceRow] {
        rows.filter { $0.payoutDay.month == month && $0.payoutDay <= Harbor.last }
            .enumerated().sorted {
                ($0.element.payoutDay, $0.offset) < ($1.element.payoutDay, $1.offset)
            }.map(\.element)
    }
}
