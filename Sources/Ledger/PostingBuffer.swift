internal import Accounting

/// Postings waiting to be inserted in key order: the longer the run, the fewer pages it touches.
struct PostingBuffer: Sendable {
    static let capacity = 1 << 18

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

    /// The rows' positions by (account, day, id): a radix sort, stable, over the digits in use.
    ///
    /// - Complexity: linear in the rows.
    func order() -> [Int32] {
        guard let first = rows.first else { return [] }
        let days = rows.reduce(into: (first.day, first.day)) {
            $0 = (min($0.0, $1.day), max($0.1, $1.day))
        }
        let accounts = rows.reduce(0) { max($0, $1.account) }
        let span = UInt64(days.1 - days.0) + 1
        let keys = rows.map { UInt64($0.account) * span + UInt64($0.day - days.0) }
        let largest = (UInt64(accounts) + 1) * span
        // Ids ascend with the position: a stable sort keeps them in order.
        var order = rows.indices.map { Int32(truncatingIfNeeded: $0) }
        var other = order
        var shift: UInt64 = 0
        while largest >> shift > 0 {
            var places = [Int32](repeating: 0, count: 1 << 11)
            for key in keys { places[Int(key >> shift & 0x7FF)] += 1 }
            var next: Int32 = 0
            for digit in places.indices { (places[digit], next) = (next, next + places[digit]) }
            for row in order {
                let digit = Int(keys[Int(row)] >> shift & 0x7FF)
                other[Int(places[digit])] = row
                places[digit] += 1
            }
            swap(&order, &other)
            shift += 11
        }
        return order
    }

    /// Inserts the rows into the book.
    func insert(into feed: BulkFeed) throws {
        let order = order()
        try rows.withUnsafeBufferPointer { rows in
            guard let base = rows.baseAddress else { return }
            try order.withUnsafeBufferPointer { order in
                try feed.insert(
                    [
                        .field(of: base, \.account), .field(of: base, \.day),
                        .field(of: base, \.id, offset: firstID),
                        .field(of: base, \.entry, offset: firstEntry),
                        .field(of: base, \.side), .field(of: base, \.amount),
                    ], count: rows.count, order: order.baseAddress)
            }
        }
    }
}
