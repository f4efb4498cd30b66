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

    private(set) var rows: [Row] = []
    private(set) var firstID: Int64 = 0
    private(set) var firstEntry: Int64 = 0

    var count: Int { rows.count }

    mutating func take(_ columns: EntryBatch.Columns, firstEntry: Int64, firstPosting: Int64) {
        if rows.isEmpty {
            self.firstEntry = firstEntry
            firstID = firstPosting
            rows.reserveCapacity(PostingBuffer.capacity + columns.amounts.count)
        }
        let entry = Int32(truncatingIfNeeded: firstEntry - self.firstEntry)
        let id = Int32(truncatingIfNeeded: firstPosting - firstID)
        for row in columns.amounts.indices {
            let owner = Int(columns.postingEntries[row])
            rows.append(
                Row(
                    amount: columns.amounts[row],
                    account: Int32(truncatingIfNeeded: columns.accounts[row]),
                    day: Int32(truncatingIfNeeded: columns.days[owner]),
                    id: id &+ Int32(truncatingIfNeeded: row),
                    entry: entry &+ Int32(truncatingIfNeeded: owner),
                    side: Int8(truncatingIfNeeded: columns.sides[row])))
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

    /// Inserts the rows into the book.
    func insert(into feed: BulkFeed) throws {
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
}
