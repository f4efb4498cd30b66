/// Proves a column of balances against its amounts, in whatever order the rows stand.
///
/// Oldest or newest first, each row follows from its neighbour. Where days run one way and the
/// rows of a day the other, the rows still make one chain: every balance before a row is another
/// row's balance, but for the opening one; every balance after a row likewise, but for the closing
/// one. Amounts and balances in minor units.
struct RunningBalance {
    enum Verdict: Equatable {
        case holds(opening: Int64, closing: Int64)
        case breaks(line: Int)
    }

    /// The most ends that are looked for at a time: a chain with more is none.
    private static let mostEnds = 4096

    private var first: (amount: Int64, balance: Int64)?
    private var last: (amount: Int64, balance: Int64)?
    private var oldestFirst = true
    private var newestFirst = true
    private var brokenAt: Int?
    private var isIncomplete = false
    /// Balances that no other row has met yet: how often before a row, less how often after one;
    /// kept from the first row that follows neither way.
    private var ends: [Int64: Int] = [:]
    private var areEndsKnown = true

    mutating func take(amount: Int64, balance: Int64?, line: Int) {
        guard let balance else {
            brokenAt = brokenAt ?? line
            isIncomplete = true
            return
        }
        if let last, let first, oldestFirst || newestFirst {
            let wasOldestFirst = oldestFirst
            if last.balance &+ amount != balance { oldestFirst = false }
            if balance &+ last.amount != last.balance { newestFirst = false }
            if !oldestFirst, !newestFirst {
                brokenAt = brokenAt ?? line
                let (oldest, newest) = wasOldestFirst ? (first, last) : (last, first)
                meet(before: oldest.balance &- oldest.amount, after: newest.balance)
            }
        }
        if !oldestFirst, !newestFirst { meet(before: balance &- amount, after: balance) }
        first = first ?? (amount, balance)
        last = (amount, balance)
    }

    private mutating func meet(before: Int64, after: Int64) {
        guard areEndsKnown else { return }
        for (balance, step) in [(before, 1), (after, -1)] {
            let count = ends[balance, default: 0] + step
            ends[balance] = count == 0 ? nil : count
        }
        guard ends.count > Self.mostEnds else { return }
        areEndsKnown = false
        ends.removeAll()
    }

    var verdict: Verdict {
        guard !isIncomplete, let first, let last else { return .breaks(line: brokenAt ?? 0) }
        if oldestFirst {
            return .holds(opening: first.balance &- first.amount, closing: last.balance)
        }
        if newestFirst {
            return .holds(opening: last.balance &- last.amount, closing: first.balance)
        }
        guard areEndsKnown, ends.count == 2, let opening = ends.first(where: { $0.value == 1 }),
            let closing = ends.first(where: { $0.value == -1 })
        else { return .breaks(line: brokenAt ?? 0) }
        return .holds(opening: opening.key, closing: closing.key)
    }
}
