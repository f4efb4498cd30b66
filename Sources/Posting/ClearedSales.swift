internal import Accounting
internal import Ledger
internal import Validation

/// What orders of a file leave on clearing accounts of payment services, packed into about 15
/// bytes an order: a file of half a million orders is an ordinary month.
struct ClearedSales {
    /// An order's amount on one account.
    struct Sale {
        /// Place of the store-day in `StoreDays.sums`, and of the account in its `accounts`.
        var day: Int
        var account: Int
        var order: String
        /// Debit positive.
        var amount: Int64
        var line: Int64
    }

    private var bytes: [UInt8] = []

    var isEmpty: Bool { bytes.isEmpty }
    /// In bytes.
    var size: Int { bytes.count }

    mutating func append(
        day: Int, account: Int, order: ArraySlice<UInt8>, amount: Int64, line: Int64
    ) {
        put(UInt64(day))
        put(UInt64(account))
        put(UInt64(order.count))
        bytes.append(contentsOf: order)
        // The sign goes into the lowest bit, so that small amounts stay small.
        put(UInt64(bitPattern: (amount << 1) ^ (amount >> 63)))
        put(UInt64(line))
    }

    /// Hands over what was put in, in its order.
    func forEach(_ take: (Sale) throws -> Void) rethrows {
        var place = 0
        while place < bytes.count {
            let (day, account) = (Int(get(&place)), Int(get(&place)))
            let count = Int(get(&place))
            let order = String(decoding: bytes[place..<place + count], as: UTF8.self)
            place += count
            let packed = get(&place)
            let amount = Int64(bitPattern: packed >> 1) ^ (0 - Int64(bitPattern: packed & 1))
            try take(
                Sale(
                    day: day, account: account, order: order, amount: amount,
                    line: Int64(get(&place))))
        }
    }

    /// Seven bits a byte, the lowest first; the highest bit says that more follows.
    private mutating func put(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private func get(_ place: inout Int) -> UInt64 {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        while true {
            let byte = bytes[place]
            place += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
    }
}

extension Poster {
    /// Adds what an order was paid with to its store-day; where a payment service clears it, the
    /// order is kept for an item of its own.
    ///
    /// - Parameter account: its place in `days.accounts`.
    func addTender(
        _ amount: Int64, on account: Int, _ place: Int, _ days: inout StoreDays
    ) {
        days.sums[place].add(account, amount)
        guard !books.services.isEmpty, isClearing(days.accounts[account]) else { return }
        days.clear(amount, on: account)
    }

    /// Ends an order's tenders: one amount an account goes to the items of its store-day.
    func endTenders(of order: OrderFacts, _ place: Int, _ days: inout StoreDays) {
        guard days.hasTenders else { return }
        let rows = order.batch.rows
        // What gives back names the sale that it gives back, where the till says which; in a
        // settlement it has one number for both.
        let named =
            file.source.service == nil
            ? rows.givenBack.first { order.range.contains($0.row) && $0.order.count > 0 }?.order
            : nil
        let number = rows.orders[order.range.lowerBound]
        days.endTenders(
            order: rows.arena[number], givenBack: named.map { rows.arena[$0] }, place,
            line: Int64(order.line))
    }

    /// Makes an item of every order that waits for a payment service, against what the service
    /// has reported of it before.
    ///
    /// - Parameter worths: of the store-days by their number, with their entries.
    func appendClearedSales(_ worths: [Int64: (entry: Int64, worth: StoreDayWorth)]) throws {
        let days = file.storeDays
        guard !days.cleared.isEmpty else { return }
        var isReported: [Int64: Bool] = [:]
        let placed = days.placedDays
        // By store-day and account, in their own currency: parts add up to what is posted.
        var told = Array(
            repeating: Array(repeating: Int64(0), count: days.accounts.count),
            count: days.sums.count)
        try days.cleared.forEach { sale in
            let account = days.accounts[sale.account]
            guard let (entry, worth) = worths[days.sums[sale.day].id] else { return }
            let before = told[sale.day][sale.account]
            told[sale.day][sale.account] = before + sale.amount
            let value = worth.part(of: account, from: before, to: before + sale.amount)
            let day = Day(number: placed[sale.day])
            var item = ItemRecord(
                entry: entry, account: account, party: "", document: sale.order,
                kind: (sale.amount < 0 ? PayoutKind.refund : .sale).rawValue, instalment: 1,
                day: file.placed(day), documentDay: day, due: nil, amount: value.amount,
                currency: (value.original?.currency ?? books.currency).code,
                original: value.original?.minorUnits, file: file.id, line: sale.line)
            item.id = try session.append(item)
            let mayMatch = try isReported[account] ?? hasReported(on: account)
            isReported[account] = mayMatch
            if mayMatch { try settleClearing(item) }
        }
    }

    /// True where a payment service has reported anything on its clearing account.
    private func hasReported(on account: Int64) throws -> Bool {
        try services(of: account).contains { try session.hasItems(party: $0, account: account) }
    }
}
