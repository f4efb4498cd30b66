public import Accounting
internal import GRDB

/// Sums of sales lines in minor units of the books' currency, before tax but for `tax`.
public struct SaleSums: Sendable, Hashable {
    /// Orders that sell something; one that only gives back is none.
    public var orders: Int64 = 0
    /// Thousandths of a unit, those given back taken off.
    public var quantity: Int64 = 0
    /// What was sold at its price, before discounts.
    public var gross: Int64 = 0
    /// Given off prices; positive.
    public var discounts: Int64 = 0
    /// Given back; positive.
    public var returns: Int64 = 0
    public var tax: Int64 = 0

    public init() {}

    /// Net sales.
    public var net: Int64 { gross &- discounts &- returns }

    public mutating func add(_ other: SaleSums) {
        orders &+= other.orders
        quantity &+= other.quantity
        gross &+= other.gross
        discounts &+= other.discounts
        returns &+= other.returns
        tax &+= other.tax
    }
}

/// What a period's sales lines add up to, cut every way that reports ask for.
public struct SalesFacts: Sendable {
    /// What one store has sold of one product; its orders are not counted.
    public struct Cell: Sendable {
        public var source: String
        public var store: String
        /// Empty where the line names none.
        public var category: String
        public var product: String
        public var sums: SaleSums
    }

    /// What one file has brought of one store's business day.
    public struct StoreDay: Sendable {
        public var source: String
        public var store: String
        public var day: Day
        public var sums: SaleSums
    }

    public var cells: [Cell] = []
    public var days: [StoreDay] = []
    /// By hour of the day, the 25th without one.
    public var hours = [SaleSums](repeating: SaleSums(), count: 25)
    /// Orders with a line of each.
    public var categoryOrders: [String: Int64] = [:]
    public var productOrders: [String: Int64] = [:]
    /// Amounts before tax by what they are: net sales and what else stands on orders.
    public var amounts: [SaleNature: Int64] = [:]
    public var total = SaleSums()

    public init() {}
}

extension Snapshot {
    /// The sales that posted on the days of a span.
    ///
    /// Lines of a store-day in another currency come at the rate of its entry, their cents where
    /// the day's running sum rounds to them.
    /// - Parameters:
    ///   - books: the books' currency.
    ///   - categories: of products by their codes, for lines that state none.
    /// - Complexity: one look through the lines from the span's first to its last.
    public func sales(
        from: Day, to: Day, in books: Currency, categories: [String: String] = [:]
    ) throws -> SalesFacts {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT d.id, d.source, d.store, d.day, d.first_sale, d.last_sale,
                  c.base, c.quote, c.mantissa, c.scale
                FROM sale_day d JOIN entry e ON e.id = d.entry
                LEFT JOIN conversion c ON c.entry = d.entry
                WHERE e.day BETWEEN ? AND ? ORDER BY d.id
                """, arguments: [from.databaseValue, to.databaseValue])
        let emptyWord = try Int64.fetchOne(db, sql: "SELECT id FROM word WHERE text = ''")
        let listed = try listed(categories)
        var scan = SaleScan(emptyWord: emptyWord ?? 0, listed: listed.numbers)
        var spans: [ClosedRange<Int64>] = []
        for row in rows {
            let (first, last): (Int64, Int64) = (row["first_sale"], row["last_sale"])
            if first <= last { spans.append(first...last) }
            scan.add(
                row["id"], source: row["source"], store: row["store"], day: row["day"],
                SaleConversion(row, books))
        }
        for span in Snapshot.joined(spans) { try scan.take(span, db) }
        return scan.facts(try words(scan.words).merging(listed.texts) { word, _ in word })
    }

    /// Categories of products by the products' words: by their own words, those that the book has
    /// none of under zero, with their texts.
    private func listed(_ categories: [String: String]) throws
        -> (numbers: [Int64: Int64], texts: [Int64: String])
    {
        var known: [String: Int64] = [:]
        let cursor = try Row.fetchCursor(db, sql: "SELECT id, text FROM word")
        let names = Set(categories.values)
        while let row = try cursor.next() {
            let text: String = row[1]
            if categories[text] != nil || names.contains(text) { known[text] = row[0] }
        }
        var numbers: [Int64: Int64] = [:]
        var texts: [Int64: String] = [:]
        for (product, name) in categories.sorted(by: { $0.key < $1.key }) where !name.isEmpty {
            guard let word = known[product] else { continue }
            let number = known[name] ?? -Int64(texts.count + 1)
            if known[name] == nil { texts[number] = name }
            known[name] = number
            numbers[word] = number
        }
        return (numbers, texts)
    }

    /// The same lines in the fewest spans.
    static func joined(_ spans: [ClosedRange<Int64>]) -> [ClosedRange<Int64>] {
        var joined: [ClosedRange<Int64>] = []
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, span.lowerBound <= last.upperBound + 1 {
                joined[joined.count - 1] =
                    last.lowerBound...max(last.upperBound, span.upperBound)
            } else {
                joined.append(span)
            }
        }
        return joined
    }

    /// The texts of words of the book.
    func words(_ numbers: Set<Int64>) throws -> [Int64: String] {
        var texts: [Int64: String] = [:]
        guard !numbers.isEmpty else { return texts }
        let cursor = try Row.fetchCursor(db, sql: "SELECT id, text FROM word")
        while let row = try cursor.next() {
            let number: Int64 = row[0]
            if numbers.contains(number) { texts[number] = row[1] }
        }
        return texts
    }

    /// What store-days posted on the days of a span on some accounts, credit positive.
    public func storeDayCredits(on accounts: [Int64], from: Day, to: Day) throws -> Int64 {
        let list = accounts.map(String.init).joined(separator: ",")
        return try Int64.fetchOne(
            db,
            sql: """
                SELECT coalesce(sum(CASE p.side WHEN 1 THEN p.amount ELSE -p.amount END), 0)
                FROM posting p JOIN entry e ON e.id = p.entry
                WHERE p.account IN (\(list)) AND p.day BETWEEN ? AND ? AND e.recipe = ?
                """,
            arguments: [
                from.databaseValue, to.databaseValue, Recipe.storeDay.rawValue,
            ]) ?? 0
    }
}
