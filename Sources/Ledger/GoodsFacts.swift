public import Accounting
internal import GRDB

/// What a bill says of goods that it is for: how much of them it charges.
public struct GoodsBilledRecord: Sendable, Hashable {
    public var entry: Int64
    public var party: String
    /// The receipt or order that the bill names.
    public var receipt: String
    /// The item as a word of the book; 0 where the bill does not say which.
    public var product: Int64
    /// Thousandths of the item's own unit; negative where a credit note takes it back.
    public var quantity: Int64

    public init(entry: Int64, party: String, receipt: String, product: Int64, quantity: Int64) {
        self.entry = entry
        self.party = party
        self.receipt = receipt
        self.product = product
        self.quantity = quantity
    }
}

extension BookSession {
    public func append(_ billed: GoodsBilledRecord) throws {
        try append(
            "goods_billed",
            [
                billed.entry.databaseValue, billed.party.databaseValue,
                billed.receipt.databaseValue, billed.product.databaseValue,
                billed.quantity.databaseValue,
            ])
    }

    /// Where a stock document comes from.
    public func place(ofStockDocument number: String, kind: StockMoveKind, source: String) throws
        -> Place?
    {
        try Row.fetchOne(
            db,
            sql: """
                SELECT f.path, m.line FROM stock_move m JOIN file f ON f.id = m.file
                WHERE m.source = ? AND m.document = ? AND m.kind = ? ORDER BY m.id LIMIT 1
                """, arguments: [source, number, kind.rawValue]
        ).map { row in
            let line: Int64 = row["line"]
            return Place(file: row["path"], line: Int(line))
        }
    }

    /// The items of goods received from parties that are known by a number: a receipt's own, or
    /// the order that it names; settled ones too, in the order they came.
    /// - Complexity: look-ups, and all items of the parties that name several documents.
    public func goods(of parties: [String], account: Int64, named name: String) throws
        -> [OpenItem]
    {
        let own = "SELECT id, document, target FROM item WHERE party = ?1 AND account = ?2 AND"
        var found: Set<Int64> = []
        for party in parties {
            let rows = try Row.fetchAll(
                db,
                sql: """
                    \(own) document = ?3 UNION \(own) target <> '' AND target = ?3
                    UNION \(own) instr(target, ';') > 0
                    """, arguments: [party, account, name])
            for row in rows
            where row[1] == name || ItemRecord.documents(row[2]).contains(name) {
                found.insert(row[0])
            }
        }
        return try found.sorted().compactMap { try item($0) }
    }

    /// Thousandths of each item that entries have received, less what went back.
    public func received(by entries: [Int64]) throws -> [Int64: Int64] {
        var sums: [Int64: Int64] = [:]
        for entry in entries {
            let rows = try Row.fetchAll(
                db, sql: "SELECT product, quantity FROM stock_move WHERE entry = ?",
                arguments: [entry])
            for row in rows { sums[row[0], default: 0] += row[1] as Int64 }
        }
        return sums
    }

    /// Thousandths of each item that bills of parties charge under a receipt's or order's number.
    public func billed(by parties: [String], receipt: String) throws -> [Int64: Int64] {
        var sums: [Int64: Int64] = [:]
        for party in parties {
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT product, quantity FROM goods_billed WHERE party = ? AND receipt = ?",
                arguments: [party, receipt])
            for row in rows { sums[row[0], default: 0] += row[1] as Int64 }
        }
        return sums
    }
}

extension Snapshot {
    /// What the opening stock is worth by item, in minor units of the books' currency.
    ///
    /// - Parameter batch: the last batch that counts (K); nil = all of the book.
    public func openingStock(asKnownAt batch: Int64? = nil) throws -> [String: Int64] {
        var sums: [String: Int64] = [:]
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT w.text, sum(m.value) FROM stock_move m JOIN word w ON w.id = m.product
                WHERE m.kind = ? AND m.batch <= ? GROUP BY w.text
                """, arguments: [StockMoveKind.opening.rawValue, batch ?? .max])
        for row in rows { sums[row[0]] = row[1] as Int64? ?? 0 }
        return sums
    }
}
