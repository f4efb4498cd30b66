/// A line of a till ticket; what comes back has a negative quantity. Cents, before tax.
struct TicketLine {
    let ware: Ware
    let quantity: Int
    /// Given off the line, in the direction of the line.
    let discount: Int64
    var gross: Int64 { ware.price * Int64(quantity) }
    var net: Int64 { gross - discount }
    var tax: Int64 { scaled(net, Harbor.till.rate, 100_000) }
}

/// A transaction of the store's till; cents.
struct Ticket {
    let number: String
    let day: Day
    let minute: Int
    var lines: [TicketLine]
    var giftCard: Int64 = 0
    var tip: Int64 = 0
    var card: Int64 = 0
    var cash: Int64 = 0
    var redeemed: Int64 = 0

    var isRefund: Bool { lines.contains { $0.quantity < 0 } }
    var gross: Int64 { lines.reduce(0) { $0 + $1.gross } }
    var discount: Int64 { lines.reduce(0) { $0 + $1.discount } }
    var tax: Int64 { lines.reduce(0) { $0 + $1.tax } }
    var total: Int64 { gross - discount + tax + giftCard + tip }
}

extension Harbor {
    /// The store is closed on Mondays and on Independence Day.
    func isOpen(_ day: Day) -> Bool { day.weekday != 0 && day != Day(2026, 7, 4) }

    func drawTickets() {
        for day in Harbor.days where isOpen(day) {
            let count = random.between(3, 5) + (day.weekday > 3 ? 2 : 0)
            let minutes = (0..<count).map { _ in random.between(600, 1_080) }.sorted()
            for (index, minute) in minutes.enumerated() {
                tickets.append(ticket("SQ\(day.short)\(padded(index + 1, 2))", day, minute))
            }
        }
    }

    private func ticket(_ number: String, _ day: Day, _ minute: Int) -> Ticket {
        var ticket = Ticket(number: number, day: day, minute: minute, lines: [])
        let chance = random.below(100)
        if chance < 3 {
            ticket.giftCard = Int64([2_500, 5_000][random.below(2)])
        } else if chance < 6 {
            ticket.lines = [TicketLine(ware: draw { $0.store }, quantity: -1, discount: 0)]
        } else {
            ticket.lines = ticketLines()
        }
        let total = ticket.total
        let way = random.below(100)
        if way < 22 || total < 1_000 && way < 45 {
            ticket.cash = total
        } else if way < 26, total > 0, ticket.giftCard == 0 {
            ticket.redeemed = min(total, 2_500)
            ticket.card = total - ticket.redeemed
        } else {
            if total > 0, random.chance(18) { ticket.tip = Int64(random.between(1, 5) * 100) }
            ticket.card = ticket.total
        }
        return ticket
    }

    private func ticketLines() -> [TicketLine] {
        var lines: [TicketLine] = []
        for _ in 0..<random.between(1, 3) {
            let ware = draw { $0.store }
            if lines.contains(where: { $0.ware.code == ware.code }) { continue }
            let quantity = random.chance(80) ? 1 : 2
            let price = ware.price * Int64(quantity)
            lines.append(
                TicketLine(
                    ware: ware, quantity: quantity,
                    discount: random.chance(8) ? scaled(price, 10, 100) : 0))
        }
        return lines
    }
}
