public import Accounting
internal import GRDB

/// Lines of sales in columns, as the book keeps them.
public struct SaleColumns: Sendable {
    public var days: [Int64] = []
    public var files: [Int64] = []
    public var lines: [Int64] = []
    public var offsets: [Int64] = []
    public var lengths: [Int64] = []
    public var orders: [TextSlice] = []
    public var orderLines: [TextSlice] = []
    public var categories: [Int64] = []
    public var taxCodes: [Int64] = []
    public var quantities: [Int64] = []
    public var nets: [Int64] = []
    public var taxes: [Int64] = []
    public var grosses: [Int64] = []
    public var discounts: [Int64] = []
    public var arena = Arena()

    public init() {}
    public var count: Int { days.count }

    func hash(
        into link: Chain.Table, first: Int64, batch: Int64, _ text: UnsafePointer<UInt8>
    ) {
        for row in 0..<count {
            link.integer(first + Int64(row))
            link.integer(batch)
            link.integer(days[row])
            link.integer(files[row])
            link.integer(lines[row])
            link.integer(offsets[row])
            link.integer(lengths[row])
            for slice in [orders[row], orderLines[row]] {
                link.text(
                    UnsafeRawBufferPointer(
                        start: text + Int(slice.start), count: Int(slice.count)))
            }
            link.integer(categories[row])
            link.integer(taxCodes[row])
            link.integer(quantities[row])
            link.integer(nets[row])
            link.integer(taxes[row])
            link.integer(grosses[row])
            link.integer(discounts[row])
            link.endRow()
        }
    }
}

/// Postings waiting to be inserted in key order.
struct PostingBuffer {
    static let capacity = 1 << 16
    var accounts: [Int64] = []
    var days: [Int64] = []
    var ids: [Int64] = []
    var entries: [Int64] = []
    var sides: [Int64] = []
    var amounts: [Int64] = []

    var count: Int { ids.count }

    mutating func take(_ columns: EntryBatch.Columns, firstEntry: Int64, firstPosting: Int64) {
        for row in columns.amounts.indices {
            let owner = Int(columns.postingEntries[row])
            accounts.append(columns.accounts[row])
            days.append(columns.days[owner])
            ids.append(firstPosting + Int64(row))
            entries.append(firstEntry + Int64(owner))
        }
        sides.append(contentsOf: columns.sides)
        amounts.append(contentsOf: columns.amounts)
    }

    /// Lends the order of the rows by (account, day, id).
    func sorted(_ body: (UnsafePointer<Int32>) throws -> Void) throws {
        // Account and day in the high bits, the position (ids ascend with it) in the low.
        var keys = accounts.indices.map {
            UInt64(truncatingIfNeeded: accounts[$0]) << 44
                | UInt64(truncatingIfNeeded: days[$0] & 0x3F_FFFF) << 22 | UInt64($0)
        }
        keys.sort()
        let order = keys.map { Int32(truncatingIfNeeded: $0 & 0x3F_FFFF) }
        try order.withUnsafeBufferPointer {
            guard let base = $0.baseAddress else { return }
            try body(base)
        }
    }
}

extension Chain.Table {
    /// A value as SQLite stores it.
    func value(_ value: DatabaseValue) {
        switch value.storage {
        case .null: null()
        case .int64(let number): integer(number)
        case .string(let string): text(string)
        case .blob(let data): Array(data).withUnsafeBytes { blob($0) }
        case .double: preconditionFailure("the book holds no floating-point number")
        }
    }

    func text(_ string: String) {
        var copy = string
        copy.withUTF8 { text(UnsafeRawBufferPointer($0)) }
    }
}
