public import Accounting
internal import GRDB

/// A month-end revaluation that stands on control accounts.
public struct StandingRevaluation: Sendable, Hashable {
    public var day: Day
    public var text: String
    /// Debit positive.
    public var amount: Int64
}

/// An entry whose postings to a control account are not its items.
public struct UnitemisedEntry: Sendable, Hashable {
    public var entry: Int64
    public var account: Int64
    public var day: Day
    public var text: String
    public var file: String
    public var line: Int64
    /// Postings less items, debit positive.
    public var amount: Int64
}

/// An allocation with the documents it joins.
public struct AllocationLine: Sendable, Hashable {
    public var day: Day
    public var party: String
    public var currency: String
    /// The document that is paid or reduced, and what pays or reduces it.
    public var document: String
    public var counter: String
    /// In the items' currency, as the paid item's open amount falls; debit positive.
    public var original: Int64
}

/// Figures of control accounts: amounts are in the books' currency and debit positive unless they
/// are called original; `batch` is the last that counts (K), nil = all of the book.
extension Snapshot {
    /// Debits less credits of accounts through a day.
    /// - Complexity: months of the accounts plus the postings of the day's month; with a batch all
    ///   their postings.
    public func balance(of accounts: [Int64], through day: Day, asKnownAt batch: Int64? = nil)
        throws -> Int64
    {
        let list = Snapshot.list(accounts)
        if let batch {
            return try Int64.fetchOne(
                db,
                sql: """
                    SELECT coalesce(sum(CASE p.side WHEN 0 THEN p.amount ELSE -p.amount END), 0)
                    FROM posting p JOIN entry e ON e.id = p.entry
                    WHERE p.account IN (\(list)) AND p.day <= ? AND e.batch <= ?
                    """, arguments: [day.databaseValue, batch]) ?? 0
        }
        let isWhole = day == day.month.last
        let months =
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT coalesce(sum(debit - credit), 0) FROM balance
                    WHERE account IN (\(list)) AND month < ?
                    """, arguments: [Int64(day.month.number) + (isWhole ? 1 : 0)]) ?? 0
        guard !isWhole else { return months }
        let days =
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT coalesce(sum(CASE side WHEN 0 THEN amount ELSE -amount END), 0)
                    FROM posting WHERE account IN (\(list)) AND day BETWEEN ? AND ?
                    """, arguments: [day.month.first.databaseValue, day.databaseValue]) ?? 0
        return months + days
    }

    /// The revaluations of accounts that the next day has not yet taken back, by subject, with the
    /// text of the last (SQLite gives a plain column beside one max() from its row).
    public func revaluations(of accounts: [Int64], through day: Day, asKnownAt batch: Int64? = nil)
        throws -> [StandingRevaluation]
    {
        try Row.fetchAll(
            db,
            sql: """
                SELECT max(e.day), e.text,
                  sum(CASE p.side WHEN 0 THEN p.amount ELSE -p.amount END) AS amount
                FROM \(WorkedOut.postings)
                WHERE a.id IN (\(Snapshot.list(accounts)))
                  AND e.recipe IN (?, ?) AND e.day <= ? AND e.batch <= ?
                GROUP BY e.reference, p.account HAVING sum(
                  CASE p.side WHEN 0 THEN p.amount ELSE -p.amount END) <> 0
                ORDER BY e.reference, p.account
                """,
            arguments: [
                Recipe.revaluation.rawValue, Recipe.revaluationReversed.rawValue,
                day.databaseValue, batch ?? .max,
            ]
        ).map {
            StandingRevaluation(day: Day(number: $0[0]), text: $0[1], amount: $0[2])
        }
    }

    /// What control accounts hold that no item stands for: what a sub-ledger lacks of them.
    ///
    /// Revaluations are left out: they have no items (DEFINITIONS §3).
    /// - Complexity: all postings and items of the accounts.
    public func unitemised(
        of accounts: [Int64], through day: Day, asKnownAt batch: Int64? = nil, limit: Int
    ) throws -> [UnitemisedEntry] {
        let list = Snapshot.list(accounts)
        return try Row.fetchAll(
            db,
            sql: """
                SELECT m.entry, m.account, e.day, iif(e.text = '', e.reference, e.text),
                  coalesce(f.path, ''), e.line, sum(m.amount)
                FROM (
                  SELECT entry, account, CASE side WHEN 0 THEN amount ELSE -amount END AS amount
                  FROM posting WHERE account IN (\(list)) AND day <= :day
                  UNION ALL
                  SELECT entry, account, -amount FROM item
                  WHERE account IN (\(list)) AND day <= :day) m
                JOIN entry e ON e.id = m.entry LEFT JOIN file f ON f.id = e.file
                WHERE e.batch <= :batch AND e.recipe NOT IN (:made, :reversed)
                GROUP BY m.entry, m.account HAVING sum(m.amount) <> 0
                ORDER BY e.day, m.entry, m.account LIMIT :limit
                """,
            arguments: [
                "day": day.databaseValue, "batch": batch ?? .max, "limit": limit,
                "made": Recipe.revaluation.rawValue,
                "reversed": Recipe.revaluationReversed.rawValue,
            ]
        ).map {
            UnitemisedEntry(
                entry: $0[0], account: $0[1], day: Day(number: $0[2]), text: $0[3], file: $0[4],
                line: $0[5], amount: $0[6])
        }
    }

    /// What invoices and credit notes of accounts come to over days, by party.
    public func invoiced(accounts: [Int64], from: Day, to: Day, asKnownAt batch: Int64? = nil)
        throws -> [String: Int64]
    {
        var sums: [String: Int64] = [:]
        let kinds = DocumentKind.allCases.map { "'\($0.rawValue)'" }.joined(separator: ",")
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT party, sum(amount) FROM item
                WHERE account IN (\(Snapshot.list(accounts))) AND kind IN (\(kinds))
                  AND day BETWEEN ? AND ? AND batch <= ? GROUP BY party
                """, arguments: [from.databaseValue, to.databaseValue, batch ?? .max])
        for row in rows { sums[row[0]] = row[1] as Int64 }
        return sums
    }

    /// What items posted before a day come to in their own currencies: an opening balance.
    public func itemSums(accounts: [Int64], before day: Day, asKnownAt batch: Int64? = nil)
        throws -> [(party: String, currency: String, original: Int64)]
    {
        try Row.fetchAll(
            db,
            sql: """
                SELECT party, currency, sum(original) FROM item
                WHERE account IN (\(Snapshot.list(accounts))) AND day < ? AND batch <= ?
                GROUP BY party, currency ORDER BY party, currency
                """, arguments: [day.databaseValue, batch ?? .max]
        ).map { ($0[0], $0[1], $0[2]) }
    }

    /// What was set against what over days, in the order it was.
    public func allocations(accounts: [Int64], from: Day, to: Day, asKnownAt batch: Int64? = nil)
        throws -> [AllocationLine]
    {
        try Row.fetchAll(
            db,
            sql: """
                SELECT a.day, i.party, i.currency, i.document, c.document,
                  coalesce(o.original, a.amount)
                FROM allocation a JOIN item i ON i.id = a.item JOIN item c ON c.id = a.counter
                LEFT JOIN allocation_original o ON o.allocation = a.id
                WHERE a.day BETWEEN ? AND ? AND a.batch <= ?
                  AND i.account IN (\(Snapshot.list(accounts)))
                ORDER BY a.day, a.id
                """, arguments: [from.databaseValue, to.databaseValue, batch ?? .max]
        ).map {
            AllocationLine(
                day: Day(number: $0[0]), party: $0[1], currency: $0[2], document: $0[3],
                counter: $0[4], original: $0[5])
        }
    }
}
