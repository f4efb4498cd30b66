public import Accounting
internal import GRDB

/// What the book knows of an account's statements, for telling known rows from new ones.
extension BookSession {
    /// Statements of other files that begin or end on a day of an account.
    public func statements(of account: Int64, touching day: Day, besides file: Int64) throws
        -> [StatementRecord]
    {
        try statements(
            "WHERE account = ? AND file <> ? AND (from_day = ? OR to_day = ?) ORDER BY id",
            [account, file, day.databaseValue, day.databaseValue])
    }

    /// Statements of other files that close with an opening balance or open with a closing one.
    public func statements(
        of account: Int64, closing opening: Int64?, opening closing: Int64?, besides file: Int64
    ) throws -> [StatementRecord] {
        try statements(
            "WHERE account = ? AND file <> ? AND (closing = ? OR opening = ?) ORDER BY id",
            [account, file, opening.databaseValue, closing.databaseValue])
    }

    /// The file whose statement proves a day of an account.
    public func prover(of day: Day, _ account: Int64, besides file: Int64) throws -> String? {
        try String.fetchOne(
            db,
            sql: """
                SELECT f.path FROM covered c JOIN file f ON f.id = c.file
                WHERE c.account = ? AND c.day = ? AND c.file <> ? AND c.proved = 1
                ORDER BY c.id LIMIT 1
                """, arguments: [account, day.databaseValue, file])
    }

    /// What the rows that other files have posted on an account's days come to, money in positive.
    public func net(of account: Int64, _ days: ClosedRange<Day>, besides file: Int64) throws
        -> Int64
    {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT coalesce(sum(debits - credits), 0) FROM covered
                WHERE account = ? AND day BETWEEN ? AND ? AND file <> ?
                """,
            arguments: [
                account, days.lowerBound.databaseValue, days.upperBound.databaseValue, file,
            ]) ?? 0
    }

    /// The entries that a file's rows were found to equal, one a row.
    public func twins(ofFile file: Int64) throws -> [Int64] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT twin FROM verdict
                WHERE file = ? AND outcome = 'duplicate' AND twin IS NOT NULL ORDER BY id
                """, arguments: [file])
    }
}
