internal import Accounting

/// What a transaction adds to the balance and count tables: debits, credits and postings by
/// account, month and kind of entry, in minor units; entries by month and kind.
struct BalanceSums: Sendable {
    struct Key: Hashable, Sendable {
        var month: Int64
        var kind: Int64
    }

    struct Sum: Sendable {
        var debit: Int128 = 0
        var credit: Int128 = 0
        var count: Int64 = 0
    }

    /// Sums of one month and kind, at the account's number.
    private var pages: [[Sum]] = []
    private var places: [Key: Int] = [:]
    /// Entries of one month and kind, at its page.
    private var counts: [Int64] = []

    mutating func add(_ columns: EntryBatch.Columns) {
        var key = Key(month: .min, kind: .min)
        var day = Int64.min
        var page = 0
        var entry = -1
        for row in columns.amounts.indices {
            let owner = Int(columns.postingEntries[row])
            if columns.days[owner] != day || columns.kinds[owner] != key.kind {
                day = columns.days[owner]
                key = Key(
                    month: Int64(Day(number: Int32(truncatingIfNeeded: day)).month.number),
                    kind: columns.kinds[owner])
                page = self.page(key)
            }
            if owner != entry {
                entry = owner
                counts[page] += 1
            }
            let account = Int(columns.accounts[row])
            if account >= pages[page].count {
                let missing = account + 1 - pages[page].count
                pages[page] += Array(repeating: Sum(), count: missing)
            }
            let amount = Int128(columns.amounts[row])
            if columns.sides[row] == PostingSide.debit.rawValue {
                pages[page][account].debit += amount
            } else {
                pages[page][account].credit += amount
            }
            pages[page][account].count += 1
        }
    }

    private mutating func page(_ key: Key) -> Int {
        if let known = places[key] { return known }
        places[key] = pages.count
        pages.append([])
        counts.append(0)
        return pages.count - 1
    }

    /// Entries by month and kind.
    var entries: [(key: Key, count: Int64)] {
        places.map { ($0.key, counts[$0.value]) }
            .sorted { ($0.key.month, $0.key.kind) < ($1.key.month, $1.key.kind) }
    }

    /// True where an opening entry is among them.
    var hasOpening: Bool { places.keys.contains { $0.kind == EntryKind.opening.rawValue } }

    /// The sums that have postings, by account, month and kind.
    var rows: [(account: Int64, key: Key, sum: Sum)] {
        places.flatMap { key, page in
            pages[page].enumerated().compactMap { account, sum in
                sum.count == 0 ? nil : (Int64(account), key, sum)
            }
        }.sorted {
            ($0.account, $0.key.month, $0.key.kind) < ($1.account, $1.key.month, $1.key.kind)
        }
    }
}
