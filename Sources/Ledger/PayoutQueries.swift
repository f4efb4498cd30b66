public import Accounting
internal import GRDB

/// A transaction of a payment service's balance as the book holds it.
public struct KnownTransaction: Sendable, Hashable {
    public var entry: Int64
    public var currency: String
    public var line: PayoutLineRecord
}

/// What a payment service has settled over days by kind, in minor units of `currency`.
public struct ServiceTotal: Sendable, Hashable {
    public var currency: String
    public var kind: String
    public var gross: Int64
    public var fee: Int64
}

extension BookSession {
    /// A transaction of a source's balance by its number and kind.
    public func transaction(source: String, number: String, kind: String) throws
        -> KnownTransaction?
    {
        let statement = try db.cachedStatement(
            sql: """
                SELECT p.entry, p.currency, l.* FROM payout_line l JOIN payout p ON p.id = l.payout
                WHERE l.number = ? AND p.source = ? AND l.kind = ? AND p.number = '' LIMIT 1
                """)
        return try Row.fetchOne(statement, arguments: [number, source, kind]).map { row in
            KnownTransaction(
                entry: row["entry"], currency: row["currency"],
                line: PayoutLineRecord(
                    payout: row["payout"], number: row["number"], kind: row["kind"],
                    reference: row["reference"], day: Day(number: row["day"]),
                    gross: row["gross"], fee: row["fee"], net: row["net"], line: row["line"]))
        }
    }

    /// The order of a transaction that another names as the one it belongs to; nil where the book
    /// has none of the source.
    public func order(ofTransaction number: String, source: String) throws -> String? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT l.reference FROM payout_line l JOIN payout p ON p.id = l.payout
                WHERE l.number = ? AND p.source = ? AND l.reference <> '' ORDER BY l.id LIMIT 1
                """)
        return try String.fetchOne(statement, arguments: [number, source])
    }

    /// True where a party has had an item on an account.
    public func hasItems(party: String, account: Int64) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: "SELECT 1 FROM item WHERE party = ? AND account = ? LIMIT 1")
        return try Int64.fetchOne(statement, arguments: [party, account]) != nil
    }
}

extension Snapshot {
    /// What a source has settled over days, by currency and kind.
    public func serviceTotals(source: String, from: Day, to: Day) throws -> [ServiceTotal] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT p.currency, l.kind, sum(l.gross) AS gross, sum(l.fee) AS fee
                FROM payout p JOIN payout_line l ON l.payout = p.id
                WHERE p.source = ? AND l.day BETWEEN ? AND ?
                GROUP BY p.currency, l.kind ORDER BY p.currency, l.kind
                """, arguments: [source, from.databaseValue, to.databaseValue]
        ).map {
            ServiceTotal(
                currency: $0["currency"], kind: $0["kind"], gross: $0["gross"], fee: $0["fee"])
        }
    }
}
