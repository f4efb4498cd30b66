internal import Accounting
internal import Validation

/// What a file of a payment service has brought, until its end shows which rows go together.
struct PayoutFile {
    /// Payouts in the order of their first rows; rows that name none stand alone.
    private(set) var units: [PayoutUnit] = []
    private var places: [String: Int] = [:]
    /// Orders by their transactions, once a row has asked for one.
    private var orders: [String: String]?
    /// Sides of exchanges of one currency of a balance for another.
    private(set) var conversions: [PayoutRow] = []
    /// The running balance of each currency.
    private(set) var balances: [String: BalanceRun] = [:]

    /// Takes a transaction to its payout; a payout's own row may name it by its own number.
    mutating func add(_ row: PayoutRow) {
        let number = row.payout.isEmpty && row.kind == .payout ? row.number : row.payout
        // What stands on every row of a payout, and what nothing is posted by, is kept of none.
        var row = row
        (row.payout, row.party, row.text) = ("", "", "")
        if !number.isEmpty, let place = places[number] {
            units[place].rows.append(row)
            return
        }
        if !number.isEmpty { places[number] = units.count }
        units.append(PayoutUnit(number: number, rows: [row], isOfBalance: false))
    }

    mutating func addConversion(_ row: PayoutRow) { conversions.append(row) }

    /// Follows the running balance of a row's currency.
    mutating func follow(_ row: PayoutRow) {
        balances[row.currency, default: BalanceRun()].take(row)
    }

    /// The order of a sale of this file, by its number or the charge that it names.
    mutating func order(ofTransaction number: String) -> String? {
        if let orders { return orders[number] }
        var found: [String: String] = [:]
        for row in units.lazy.flatMap(\.rows) where !row.reference.isEmpty {
            for name in row.kind == .sale ? [row.number, row.related] : [row.number]
            where !name.isEmpty && found[name] == nil {
                found[name] = row.reference
            }
        }
        orders = found
        return found[number]
    }

    /// Conversions as pairs: of one transaction, in two currencies, money out and money in; in
    /// file order, those that have no other side alone.
    var pairs: [[PayoutRow]] {
        var pairs: [[PayoutRow]] = []
        for row in conversions {
            let open = pairs.firstIndex { pair in
                pair.count == 1 && pair[0].currency != row.currency
                    && (pair[0].net > 0) != (row.net > 0) && pair[0].isRelated(to: row)
            }
            if let open { pairs[open].append(row) } else { pairs.append([row]) }
        }
        return pairs
    }
}

extension PayoutRow {
    /// True where one names the other, or both name the same third.
    fileprivate func isRelated(to other: PayoutRow) -> Bool {
        if !related.isEmpty, related == other.related || related == other.number { return true }
        return !other.related.isEmpty && other.related == number
    }
}

/// A running balance read both ways at once: services list their transactions from the first or
/// from the last.
struct BalanceRun {
    private struct Step {
        var day: Day
        var net: Int64
        var balance: Int64
    }

    /// Where a balance is not what the row before leads to.
    struct Break {
        var line: Int
        var found: Int64
        var expected: Int64
    }

    private var first: Step?
    private var last: Step?
    private var forwards: Break?
    private var backwards: Break?
    private(set) var days: ClosedRange<Day>?
    private(set) var rows: Int64 = 0
    private(set) var line: Int64 = 0
    /// True where a row could not be read: nothing is known then.
    private var hasUnread = false

    mutating func take(_ row: PayoutRow) {
        guard let balance = row.balance else { return }
        guard let day = row.day, !row.flaws.contains(where: \.defect.spoilsAmount) else {
            hasUnread = true
            return
        }
        let step = Step(day: day, net: row.net, balance: balance)
        if let last {
            let line = Int(row.span.line)
            if forwards == nil, balance != last.balance &+ row.net {
                forwards = Break(
                    line: line, found: balance, expected: last.balance &+ row.net)
            }
            if backwards == nil, last.balance != balance &+ last.net {
                backwards = Break(
                    line: line, found: balance, expected: last.balance &- last.net)
            }
        } else {
            first = step
            line = Int64(row.span.line)
        }
        last = step
        rows += 1
        days = days.map { min($0.lowerBound, day)...max($0.upperBound, day) } ?? day...day
    }

    private var isBackwards: Bool {
        guard forwards != nil, let first, let last else { return false }
        return backwards == nil || first.day > last.day
    }

    /// The first balance that does not follow, in the direction of the file.
    var fault: Break? { hasUnread ? nil : isBackwards ? backwards : forwards }

    /// What the service held before and after; nil where it states no balance, or is not whole.
    var ends: (opening: Int64, closing: Int64)? {
        guard let first, let last, !hasUnread else { return nil }
        return isBackwards
            ? (last.balance &- last.net, first.balance)
            : (first.balance &- first.net, last.balance)
    }
}
