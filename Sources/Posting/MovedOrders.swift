internal import Accounting
internal import Ledger
internal import Validation

/// Orders that a source has posted, by number: an order is in the book once, whatever its day.
///
/// An order stands for its source, store and number (DEFINITIONS §1). Orders of the months about a
/// day are looked up; a number that comes again later than that is taken for another order.
struct OrderDays {
    /// Of the store, the number and the sign of the order, with the day it posted on.
    private var days: [Key: Int32] = [:]
    private var months: Set<Month> = []
    /// The most orders of one file that are remembered for the next.
    static let mostKept = 50_000

    private struct Key: Hashable {
        /// Two independent hashes: 128 bits, and what is found is compared before it counts.
        let first: Int
        let second: Int

        init(_ store: ArraySlice<UInt8>, _ order: ArraySlice<UInt8>, _ isReturn: Bool) {
            func hash(_ seed: UInt8) -> Int {
                var hasher = Hasher()
                hasher.combine(seed)
                hasher.combine(isReturn)
                hasher.combine(store.count)
                store.withUnsafeBytes { hasher.combine(bytes: $0) }
                order.withUnsafeBytes { hasher.combine(bytes: $0) }
                return hasher.finalize()
            }
            (first, second) = (hash(0), hash(1))
        }
    }

    /// Takes an order in, where none of its number is known.
    mutating func note(
        store: ArraySlice<UInt8>, order: ArraySlice<UInt8>, gross: Int64, day: Int32
    ) {
        let key = Key(store, order, gross < 0)
        if days[key] == nil { days[key] = day }
    }

    /// The day on which an order of that number and sign posted; nil for none that is known.
    func day(store: ArraySlice<UInt8>, order: ArraySlice<UInt8>, gross: Int64) -> Day? {
        if days.isEmpty { return nil }
        return days[Key(store, order, gross < 0)].map { Day(number: $0) }
    }

    /// True where a month is still to be looked up; it counts as looked up from now on.
    mutating func begins(_ month: Month) -> Bool { months.insert(month).inserted }
}

extension Poster {
    /// The other day on which an order of this number has posted; nil where there is none, or
    /// where the source's numbers begin again every day.
    func otherDay(of order: OrderFacts, _ gross: Int64, _ day: Day, _ days: inout StoreDays) throws
        -> Day?
    {
        if file.source.restartsOrders { return nil }
        let rows = order.batch.rows
        let row = order.range.lowerBound
        let (store, number) = (rows.arena[rows.stores[row]], rows.arena[rows.orders[row]])
        if days.lookedUp != day.month {
            let month = day.month.number
            for month in month - 1...month + 1 { try lookUp(Month(number: month), &days) }
            days.lookedUp = day.month
        }
        guard
            let other = orderDays[file.source.name]?.day(store: store, order: number, gross: gross),
            other != day, try postedOrder(order, other, &days) != nil
        else { return nil }
        return other
    }

    /// Looks up the orders that other files have posted in a month.
    private func lookUp(_ month: Month, _ days: inout StoreDays) throws {
        let source = file.source.name
        guard orderDays[source, default: OrderDays()].begins(month) else { return }
        try cover(month.year, &days)
        for (key, spans) in days.covered where key.day.month == month {
            let store = Array(key.store.utf8)[...]
            for span in spans {
                for (number, order) in try session.orders(in: span) {
                    orderDays[source]?.note(
                        store: store, order: number[...], gross: order.gross, day: key.day.number)
                }
            }
        }
    }

    /// Notes the orders of a file that stays: the next file may bring them again.
    func keepOrders() {
        let days = file.storeDays
        guard !days.isEmpty, !file.source.restartsOrders else { return }
        // Of many orders the book is asked again: most runs have no file after such a one.
        if days.hasMoreThanSeen || days.seenCount > OrderDays.mostKept {
            return orderDays[file.source.name] = nil
        }
        guard orderDays[file.source.name] != nil else { return }
        days.forEachSeen(file.stores) { store, order, seen in
            orderDays[file.source.name]?.note(
                store: store, order: order, gross: seen.gross, day: seen.day)
        }
    }

    /// Holds an order whose number the book has on another day.
    func moved(_ order: OrderFacts, to day: Day, from other: Day, _ ruling: inout Ruling) {
        ruling.add(
            OrderMoved.self,
            OrderMoved.finding(
                at: Place(file: file.path, line: order.line), found: order.number,
                ["day": day.description, "posted": other.description]), file.facts)
    }
}
