public import Accounting
internal import GRDB

/// A count with what a report shows of it.
public struct KnownCashCount: Sendable {
    public var record: CashCountRecord
    /// The day its entry posted on.
    public var posted: Day
    public var path: String
}

extension BookSession {
    /// Every drawer count of a source, in the order they came.
    public func cashCounts(source: String) throws -> [CashCountRecord] {
        flushPostings()
        return try CashFacts.counts(try db, source).map(\.record)
    }

    /// What a day's sales have posted on an account, by store and business day, debit positive.
    public func takings(on account: Int64) throws -> [(key: StoreDay, amount: Int64)] {
        flushPostings()
        return try CashFacts.sums(try db, account, .storeDay, source: nil)
    }

    /// What drawer counts of a source have posted on an account, by store and day counted.
    public func countPostings(on account: Int64, source: String) throws -> [StoreDay: Int64] {
        flushPostings()
        return Dictionary(
            try CashFacts.sums(try db, account, .cashCount, source: source).map {
                ($0.key, $0.amount)
            }, uniquingKeysWith: +)
    }
}

extension Snapshot {
    /// Every drawer count of a source, in the order they came.
    public func cashCounts(source: String) throws -> [KnownCashCount] {
        try CashFacts.counts(db, source)
    }

    /// See `BookSession.takings`.
    public func takings(on account: Int64) throws -> [(key: StoreDay, amount: Int64)] {
        try CashFacts.sums(db, account, .storeDay, source: nil)
    }
}

/// What is asked of drawer counts, of a book that is written or read.
private enum CashFacts {
    static func counts(_ db: Database, _ source: String) throws -> [KnownCashCount] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT c.*, e.day AS posted, f.path FROM cash_count c
                JOIN entry e ON e.id = c.entry LEFT JOIN file f ON f.id = c.file
                WHERE c.source = ? ORDER BY c.id
                """, arguments: [source]
        ).map { row in
            KnownCashCount(
                record: CashCountRecord(
                    entry: row["entry"], source: row["source"],
                    count: DrawerCount(
                        store: row["store"], till: row["till"], day: Day(number: row["day"]),
                        float: row["float"], counted: row["counted"], banked: row["banked"]),
                    file: row["file"], line: row["line"]),
                posted: Day(number: row["posted"]), path: row["path"] ?? "")
        }
    }

    /// Sums on an account by what store-day entries and counts name: store and business day.
    static func sums(_ db: Database, _ account: Int64, _ recipe: Recipe, source: String?) throws
        -> [(key: StoreDay, amount: Int64)]
    {
        try Row.fetchAll(
            db,
            sql: """
                SELECT e.reference, e.document_day,
                  sum(CASE p.side WHEN 0 THEN p.amount ELSE -p.amount END) AS amount
                FROM posting p JOIN entry e ON e.id = p.entry
                LEFT JOIN file f ON f.id = e.file
                WHERE p.account = ?1 AND e.recipe = ?2 AND (?3 IS NULL OR f.source = ?3)
                GROUP BY e.reference, e.document_day ORDER BY e.reference, e.document_day
                """, arguments: [account, recipe.rawValue, source]
        ).map {
            (StoreDay(store: $0["reference"], day: Day(number: $0["document_day"])), $0["amount"])
        }
    }
}
