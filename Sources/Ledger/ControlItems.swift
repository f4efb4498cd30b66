internal import Accounting
internal import GRDB

/// An open item with the reference that its document asks to be paid with.
public struct ReferencedItem: Sendable {
    public var open: OpenItem
    public var reference: String
}

extension BookSession {
    public func append(paymentReference: String, ofEntry entry: Int64) throws {
        try append(
            "payment_reference", [entry.databaseValue, paymentReference.databaseValue])
    }

    /// What is open on control accounts, in the order it was posted.
    public func openItems(accounts: [Int64]) throws -> [ReferencedItem] {
        try ReferencedItem.open(on: accounts, in: db)
    }

    /// Items by number, with what is open of them, in the order asked.
    public func items(_ ids: [Int64]) throws -> [OpenItem] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(ItemRecord.columns), \(OpenItem.amounts()) FROM item i WHERE i.id = ?")
        return try ids.compactMap { try Row.fetchOne(statement, arguments: [$0]) }
            .map(OpenItem.init(row:))
    }
}

extension Snapshot {
    /// What is open on control accounts, in the order it was posted.
    public func openItems(on accounts: [Int64]) throws -> [ReferencedItem] {
        try ReferencedItem.open(on: accounts, in: db)
    }
}

extension ReferencedItem {
    /// - Complexity: one pass over items and allocations; only what is open is kept.
    fileprivate static func open(on accounts: [Int64], in db: Database) throws -> [ReferencedItem] {
        guard !accounts.isEmpty else { return [] }
        let list = accounts.map(String.init).joined(separator: ",")
        return try Row.fetchAll(
            db,
            sql: """
                WITH part(item, amount, original) AS (
                    SELECT a.item, a.amount, coalesce(o.original, a.amount) FROM allocation a
                    LEFT JOIN allocation_original o ON o.allocation = a.id
                    UNION ALL
                    SELECT a.counter, -a.amount, -coalesce(o.original, a.amount) FROM allocation a
                    LEFT JOIN allocation_original o ON o.allocation = a.id),
                  used AS (
                    SELECT item, sum(amount) AS amount, sum(original) AS original FROM part
                    GROUP BY item)
                SELECT \(ItemRecord.columns), i.amount - coalesce(u.amount, 0) AS open,
                  i.original - coalesce(u.original, 0) AS open_original,
                  (SELECT r.reference FROM payment_reference r WHERE r.entry = i.entry)
                FROM item i LEFT JOIN used u ON u.item = i.id
                WHERE i.account IN (\(list))
                  AND (i.amount <> coalesce(u.amount, 0) OR i.original <> coalesce(u.original, 0))
                ORDER BY i.id
                """
        ).map { ReferencedItem(open: OpenItem(row: $0), reference: $0[18] ?? "") }
    }
}
