internal import Accounting

/// Postings waiting to be inserted in key order: the longer the run, the fewer pages it touches.
struct PostingBuffer: Sendable {
    static let capacity = 1 << 17

    /// A posting as the table holds it; numbers count from the buffer's first ones.
    struct Row: Sendable {
        var amount: Int64
        var account: Int32
        var day: Int32
        var id: Int32
        var entry: Int32
        var side: Int8
    }

    /// A posting with what it is in another currency.
    struct Foreign: Sendable {
        var row: Row
        var money: Money
    }

    private(set) var rows: [Row] = []
    /// Postings with an original amount, apart: most books have few.
    private(set) var foreign: [Foreign] = []
    private(set) var firstID: Int64 = 0
    private(set) var firstEntry: Int64 = 0

    var count: Int { rows.count + foreign.count }

    mutating func take(_ columns: EntryBatch.Columns, firstEntry: Int64, firstPosting: Int64) {
        if count == 0 {
            self.firstEntry = firstEntry
            firstID = firstPosting
            rows.reserveCapacity(PostingBuffer.capacity + columns.amounts.count)
        }
        let entry = Int32(truncatingIfNeeded: firstEntry - self.firstEntry)
        let id = Int32(truncatingIfNeeded: firstPosting - firstID)
        var originals = columns.originals[...]
        for index in columns.amounts.indices {
            let owner = Int(columns.postingEntries[index])
            let row = Row(
                amount: columns.amounts[index],
                account: Int32(truncatingIfNeeded: columns.accounts[index]),
                day: Int32(truncatingIfNeeded: columns.days[owner]),
                id: id &+ Int32(truncatingIfNeeded: index),
                entry: entry &+ Int32(truncatingIfNeeded: owner),
                side: Int8(truncatingIfNeeded: columns.sides[index]))
            if let original = originals.first, original.posting == index {
                foreign.append(Foreign(row: row, money: original.money))
                originals.removeFirst()
            } else {
                rows.append(row)
            }
        }
    }

    /// The rows by (account, day, id): a radix sort, stable, over the digits in use.
    ///
    /// - Complexity: linear in the rows; one pass where accounts × days stay below 65,536.
    func sorted() -> [Row] {
        guard let first = rows.first else { return [] }
        var (low, high, accounts) = (first.day, first.day, first.account)
        for row in rows {
            low = min(low, row.day)
            high = max(high, row.day)
            accounts = max(accounts, row.account)
        }
        let span = UInt64(high - low) + 1
        let largest = UInt64(accounts) * span + span
        var (from, to) = (rows, rows)
        var shift: UInt64 = 0
        // Ids ascend with the position: a stable sort keeps them in order.
        while largest >> shift > 0 {
            PostingBuffer.pass(from, &to) { row in
                Int((UInt64(row.account) * span + UInt64(row.day - low)) >> shift & 0xFFFF)
            }
            swap(&from, &to)
            shift += 16
        }
        return from
    }

    /// One pass of the sort: every row to its digit's next place.
    @inline(__always) private static func pass(
        _ from: [Row], _ to: inout [Row], _ digit: (Row) -> Int
    ) {
        var places = [Int32](repeating: 0, count: 1 << 16)
        for row in from { places[digit(row)] += 1 }
        var next: Int32 = 0
        for digit in places.indices { (places[digit], next) = (next, next + places[digit]) }
        for row in from {
            let digit = digit(row)
            to[Int(places[digit])] = row
            places[digit] += 1
        }
    }

    /// Inserts the rows into the book, those with an original amount through their own feed.
    func insert(into feed: BulkFeed, foreign foreignFeed: BulkFeed) throws {
        try insertForeign(into: foreignFeed)
        try sorted().withUnsafeBufferPointer { rows in
            guard let base = rows.baseAddress else { return }
            try feed.insert(
                [
                    .field(of: base, \.account), .field(of: base, \.day),
                    .field(of: base, \.id, offset: firstID),
                    .field(of: base, \.entry, offset: firstEntry),
                    .field(of: base, \.side), .field(of: base, \.amount),
                ], count: rows.count)
        }
    }

    private func insertForeign(into feed: BulkFeed) throws {
        var codes = Arena()
        let currencies = foreign.map { codes.append($0.money.currency.code) }
        let originals = foreign.map(\.money.minorUnits)
        let rows = foreign.map(\.row)
        try rows.withUnsafeBufferPointer { rows in
            guard let base = rows.baseAddress, !rows.isEmpty else { return }
            try withTexts(codes) { text in
                try withPointers([currencies]) { slices in
                    try withPointers([originals]) { integers in
                        try feed.insert(
                            [
                                .field(of: base, \.account), .field(of: base, \.day),
                                .field(of: base, \.id, offset: firstID),
                                .field(of: base, \.entry, offset: firstEntry),
                                .field(of: base, \.side), .field(of: base, \.amount),
                                .texts(slices[0], text), .integers(integers[0]),
                            ], count: rows.count)
                    }
                }
            }
        }
    }
}
