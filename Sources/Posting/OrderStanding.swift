internal import Accounting
internal import Ledger
internal import Validation

extension Poster {
    /// What of an order the book does not hold yet.
    struct News {
        var order = false
        var refund: Int64 = 0
        var reversalDay: Day?

        var isEmpty: Bool { !order && refund == 0 && reversalDay == nil }
    }

    /// How an order stands to what is posted already, by another file or further up in this one.
    enum Standing {
        case news(News)
        /// Its number stands for two things.
        case clash
        /// Its number stands for an order of another day.
        case moved(Day)
    }

    func standing(of order: OrderFacts, _ day: Day, _ days: inout StoreDays) throws
        -> Standing
    {
        let batch = order.batch
        let row = order.range.lowerBound
        var gross: Int64 = 0
        for row in order.range { gross &+= batch.amount(row) }
        let refund = file.facts.refunds == .saleDay ? order.openRefund : 0
        let store = batch.numbers.stores[row]
        let before = days.see(
            batch.rows.arena[batch.rows.orders[row]], ofStore: store,
            isDaily: file.source.restartsOrders,
            .init(
                gross: gross &- refund, line: batch.rows.spans[row].line, day: day.number))
        if let before {
            guard before.gross == gross &- refund else { return .clash }
            return before.day == day.number ? .news(News()) : .moved(Day(number: before.day))
        }
        guard let known = try postedOrder(order, day, &days)?.gross else {
            if let other = try otherDay(of: order, gross, day, &days) { return .moved(other) }
            return .news(News(order: true, refund: refund, reversalDay: order.reversalDay))
        }
        if let reversalDay = order.reversalDay {
            if reversalDay == day, known == 0 { return .news(News()) }
            guard known == gross else { return .clash }
            let isUndone = try postedOrder(order, reversalDay, &days)?.gross == 0 &- gross
            return .news(
                News(reversalDay: isUndone && reversalDay != day ? nil : reversalDay))
        }
        let more = known &- (gross &- refund)
        if more == 0 { return .news(News()) }
        // What was given back since: the book holds the order with less of it, or none.
        let isRefund = refund != 0 && (0...refund.magnitude).contains(more.magnitude)
        return isRefund && (more < 0) == (refund < 0) ? .news(News(refund: more)) : .clash
    }

    /// Asks once for the store-days of a year that other files have posted.
    func cover(_ year: Int, _ days: inout StoreDays) throws {
        guard days.coveredYears.insert(year).inserted else { return }
        try days.covered.merge(
            session.saleDays(source: file.source.name, year: year, besides: file.id)
        ) { $0 + $1 }
    }

    /// The order as another file has posted it on the same store and a day.
    func postedOrder(_ order: OrderFacts, _ day: Day, _ days: inout StoreDays) throws
        -> (gross: Int64, line: Int64)?
    {
        try cover(day.month.year, &days)
        guard !days.covered.isEmpty else { return nil }
        let rows = order.batch.rows
        let row = order.range.lowerBound
        let key = BookSession.SaleDay(store: rows.arena.text(rows.stores[row]), day: day)
        guard let spans = days.covered[key] else { return nil }
        if days.known[key] == nil {
            var orders: [[UInt8]: (gross: Int64, line: Int64)] = [:]
            for span in spans {
                orders.merge(try session.orders(in: span)) { ($0.gross &+ $1.gross, $0.line) }
            }
            days.known[key] = orders
        }
        return days.known[key]?[Array(rows.arena[rows.orders[row]])]
    }
}
