public import Accounting
internal import GRDB

/// A move as the book knows it, with what it has cost so far.
public struct KnownStockMove: Sendable {
    public var move: StockMove
    public var batch: Int64
    /// The drop it was read from.
    public var file: Int64
    public var path: String
    /// Σ of its rows in `stock_cost`, in minor units: positive out of stock.
    public var cost: Int64

    public var place: Place { Place(file: path, line: Int(move.line)) }
}

/// An item that has moved: its word in the book and its code.
public struct MovedProduct: Sendable, Hashable {
    public var word: Int64
    public var code: String
}

extension BookSession {
    /// The items that moves of this run are of, in the order of codes.
    /// - Complexity: linear in the moves of this run.
    public func productsMovedNow() throws -> [MovedProduct] {
        try MovedProduct.all(
            """
            WHERE m.id > coalesce((SELECT id FROM stock_move WHERE batch < \(batch)
              ORDER BY id DESC LIMIT 1), 0)
            """, in: db)
    }

    /// All moves of an item with what they have cost, by day.
    /// - Complexity: linear in the moves of the item.
    public func stockMoves(of product: MovedProduct) throws -> [KnownStockMove] {
        try KnownStockMove.all(of: product.word, in: db)
    }

    /// What every move states and has cost, one at a time, in the order they came.
    /// - Complexity: linear in the moves of the book.
    public func stockValues(
        _ take: (_ product: String, _ move: StockMove, _ cost: Int64) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT w.text, m.kind, m.day, m.quantity, m.value,
                  (SELECT coalesce(sum(c.amount), 0) FROM stock_cost c WHERE c.move = m.id)
                FROM stock_move m JOIN word w ON w.id = m.product ORDER BY m.id
                """)
        while let row = try rows.next() {
            let move = StockMove(
                id: 0, kind: StockMoveKind(rawValue: row[1]) ?? .count, day: Day(number: row[2]),
                quantity: row[3], value: row[4])
            try take(row[0], move, row[5])
        }
    }

    /// Debits less credits of an account by day, in the order of days.
    public func dailySums(of account: Int64) throws -> [(day: Day, amount: Int64)] {
        flushPostings()
        return try Row.fetchAll(
            db,
            sql: """
                SELECT day, sum(CASE side WHEN 0 THEN amount ELSE -amount END)
                FROM posting WHERE account = ? GROUP BY day ORDER BY day
                """, arguments: [account]
        ).map { (Day(number: $0[0]), $0[1]) }
    }

    /// The last month's end that a change in stock was posted on.
    public func lastStockChange() throws -> Day? {
        try Int32.fetchOne(
            db, sql: "SELECT max(day) FROM entry WHERE file = 0 AND recipe = ?",
            arguments: [Recipe.stockChange.rawValue]
        ).map { Day(number: $0) }
    }
}

extension Snapshot {
    /// The items that have ever moved, in the order of codes.
    public func productsMoved() throws -> [MovedProduct] {
        try MovedProduct.all("", in: db)
    }

    /// All moves of an item with what they have cost, by day.
    /// - Complexity: linear in the moves of the item.
    public func stockMoves(of product: MovedProduct) throws -> [KnownStockMove] {
        try KnownStockMove.all(of: product.word, in: db)
    }

    /// The postings of a stock account that no stock document, cost or change of it made, nor the
    /// opening, up to and including a day.
    public func linesOutsideStock(of account: Int64, through day: Day) throws -> [Line] {
        let own = [Recipe.opening, .stockDocument, .costOfSales, .stockChange]
            .map { String($0.rawValue) }.joined(separator: ",")
        return try Row.fetchAll(
            db,
            sql: """
                SELECT \(Snapshot.lineColumns)
                WHERE p.account = ? AND p.day <= ? AND e.recipe NOT IN (\(own))
                ORDER BY p.day, p.id
                """, arguments: [account, day.databaseValue]
        ).map(line)
    }

    /// The locks in the order they were set: batch and last day locked.
    public func locks() throws -> [(batch: Int64, through: Day)] {
        try Row.fetchAll(db, sql: "SELECT batch, through_day FROM lock ORDER BY id").map {
            ($0[0], Day(number: $0[1]))
        }
    }
}

extension MovedProduct {
    fileprivate static func all(_ rest: String, in db: Database) throws -> [MovedProduct] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT DISTINCT m.product, w.text FROM stock_move m
                JOIN word w ON w.id = m.product \(rest) ORDER BY w.text
                """
        ).map { MovedProduct(word: $0[0], code: $0[1]) }
    }
}

extension KnownStockMove {
    fileprivate static func all(of product: Int64, in db: Database) throws -> [KnownStockMove] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT m.id, m.kind, m.day, m.minute, m.source, m.document, m.line,
                  coalesce((SELECT text FROM word WHERE id = m.sold), ''), m.location,
                  m.quantity, m.counted, m.value, m.batch, m.file,
                  coalesce((SELECT path FROM file WHERE id = m.file), ''),
                  (SELECT coalesce(sum(c.amount), 0) FROM stock_cost c WHERE c.move = m.id)
                FROM stock_move m WHERE m.product = ? ORDER BY m.day, m.id
                """)
        let rows = try Row.fetchCursor(statement, arguments: [product])
        var moves: [KnownStockMove] = []
        while let row = try rows.next() { moves.append(KnownStockMove(row)) }
        return moves
    }

    private init(_ row: Row) {
        move = StockMove(
            id: row[0], kind: StockMoveKind(rawValue: row[1]) ?? .count,
            day: Day(number: row[2]), minute: row[3], source: row[4], document: row[5],
            line: row[6], sold: row[7], location: row[8], quantity: row[9], counted: row[10],
            value: row[11])
        batch = row[12]
        file = row[13]
        path = row[14]
        cost = row[15]
    }
}
