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
    /// What was sold, a word of the book; 0 where the line names none.
    public var products: [Int64] = []
    /// Minutes after midnight of the sale; −1 where it states no time.
    public var minutes: [Int64] = []
    /// `SaleNature.rawValue`.
    public var natures: [Int64] = []
    public var arena = Arena()

    public init() {}
    public var count: Int { days.count }

    func hash(into link: Chain.Table, first: Int64, batch: Int64) {
        for row in 0..<count {
            link.integer(first + Int64(row))
            link.integer(batch)
            link.integer(days[row])
            link.integer(files[row])
            link.integer(lines[row])
            link.integer(offsets[row])
            link.integer(lengths[row])
            link.text(orders[row], arena)
            link.text(orderLines[row], arena)
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

    func insert(into feed: BulkFeed, first: Int64, batch: Int64) throws {
        try withTexts(arena) { text in
            try withPointers([orders, orderLines]) { slices in
                try withPointers([
                    days, files, lines, offsets, lengths, categories, taxCodes, quantities, nets,
                    taxes, grosses, discounts,
                ]) { integers in
                    var columns: [BulkFeed.Column] = [.sequence(first)]
                    columns += integers[..<5].map { .integers($0) }
                    columns += slices.map { .texts($0, text) }
                    columns += integers[5...].map { .integers($0) }
                    try feed.insert(columns, constant: batch, count: count)
                }
            }
        }
    }
}

/// What lines of sales sold, when, and what they are, in columns: of lines that say so, or are
/// no goods.
struct SaleDetailColumns: Sendable {
    /// The numbers of the lines, ascending.
    private(set) var sales: [Int64] = []
    private var products: [Int64] = []
    private var minutes: [Int64] = []
    private var natures: [Int64] = []

    /// Of the lines that say what they sold, or when, or are no goods.
    /// - Parameter first: the number of the first line.
    init(_ lines: SaleColumns, first: Int64) {
        for row in 0..<lines.count
        where lines.products[row] != 0 || lines.minutes[row] >= 0 || lines.natures[row] != 0 {
            sales.append(first + Int64(row))
            products.append(lines.products[row])
            minutes.append(lines.minutes[row])
            natures.append(lines.natures[row])
        }
    }

    var count: Int { sales.count }

    func hash(into link: Chain.Table, batch: Int64) {
        for row in 0..<count {
            link.integer(sales[row])
            link.integer(batch)
            link.integer(products[row])
            link.integer(minutes[row])
            link.integer(natures[row])
            link.endRow()
        }
    }

    func insert(into feed: BulkFeed, batch: Int64) throws {
        try withPointers([sales, products, minutes, natures]) { integers in
            try feed.insert(integers.map { .integers($0) }, constant: batch, count: count)
        }
    }
}

extension EntryBatch.Columns {
    func insert(into feed: BulkFeed, first: Int64, batch: Int64) throws {
        try withTexts(arena) { text in
            try withPointers([parties, references, texts]) { slices in
                try withPointers([
                    kinds, days, documentDays, files, lines, offsets, lengths, recipes,
                ]) { integers in
                    var columns: [BulkFeed.Column] = [.sequence(first)]
                    columns += integers.map { .integers($0) }
                    columns += slices.map { .texts($0, text) }
                    try feed.insert(columns, constant: batch, count: count)
                }
            }
        }
    }
}

/// Lends the bytes of an arena.
func withTexts<Result>(
    _ arena: Arena, _ body: (UnsafePointer<UInt8>) throws -> Result
) rethrows -> Result {
    try arena.bytes.withUnsafeBufferPointer { bytes in
        // Nothing is read from an arena without texts.
        try body(bytes.baseAddress ?? UnsafePointer(bitPattern: 8).unsafelyUnwrapped)
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
