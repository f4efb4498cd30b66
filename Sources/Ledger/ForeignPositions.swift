public import Accounting
internal import GRDB

/// What a foreign account or open item stands at: `amount` in the books' currency at booking
/// rates, `original` in its own; debit positive.
public struct ForeignPosition: Sendable {
    public var account: Int64
    /// 0 = the balance of the account itself.
    public var item: Int64
    public var currency: String
    public var amount: Int64
    public var original: Int64
}

/// Foreign accounts and open items as they stand at the end of one day after the other
/// (DEFINITIONS §6); month-end valuations and their reversals are no part of it.
public struct ForeignPositions: Sendable {
    struct Move: Sendable {
        var day: Day
        var change: ForeignPosition
    }

    private struct Key: Hashable {
        var account: Int64
        var item: Int64
    }

    /// Ascending by day.
    private var moves: ArraySlice<Move>
    private var standing: [Key: ForeignPosition] = [:]

    init(_ moves: [Move]) { self.moves = moves.sorted { $0.day < $1.day }[...] }

    public var isEmpty: Bool { moves.isEmpty && standing.isEmpty }

    /// What stands at the end of a day, by account and item; days are asked for in their order.
    /// - Complexity: linear in what has moved since the day before and what is open.
    public mutating func standing(on day: Day) -> [ForeignPosition] {
        while let move = moves.first, move.day <= day {
            moves.removeFirst()
            let key = Key(account: move.change.account, item: move.change.item)
            guard var position = standing[key] else {
                standing[key] = move.change
                continue
            }
            position.amount += move.change.amount
            position.original += move.change.original
            let isGone = position.amount == 0 && position.original == 0
            standing[key] = isGone ? nil : position
        }
        return standing.values.sorted { ($0.account, $0.item) < ($1.account, $1.item) }
    }
}

extension BookSession {
    /// Foreign positions of this transaction's book; see `Snapshot.foreignPositions`.
    public func foreignPositions(_ books: Books) throws -> ForeignPositions {
        flushPostings()
        return try ForeignPositions(try db, books)
    }
}

extension Snapshot {
    /// Balances of accounts held in another currency than the books', other than control accounts,
    /// and open items in one.
    /// - Complexity: the postings of such accounts and such items; nothing where there are none.
    public func foreignPositions(_ books: Books) throws -> ForeignPositions {
        try ForeignPositions(db, books)
    }
}

extension ForeignPositions {
    fileprivate init(_ db: Database, _ books: Books) throws {
        var moves: [Move] = []
        for account in books.chart.accounts {
            guard let currency = account.currency, currency != books.currency,
                !account.kind.isProfitAndLoss, account.kind != .equity,
                !books.isItemised(account.code)
            else { continue }
            moves += try ForeignPositions.moves(db, account: account.code, currency.code)
        }
        for code in try String.fetchAll(
            db,
            sql: """
                WITH RECURSIVE known(code) AS (
                  SELECT min(currency) FROM item UNION ALL
                  SELECT (SELECT min(currency) FROM item WHERE currency > code)
                  FROM known WHERE code IS NOT NULL)
                SELECT code FROM known WHERE code IS NOT NULL
                """) where code != books.currency.code
        {
            moves += try ForeignPositions.moves(db, itemsIn: code)
        }
        self.init(moves)
    }

    /// An account's movements by day.
    private static func moves(_ db: Database, account: String, _ currency: String) throws
        -> [Move]
    {
        try Row.fetchAll(
            db,
            sql: """
                SELECT p.account, p.day, sum(CASE p.side WHEN 0 THEN p.amount ELSE -p.amount END),
                  sum(CASE p.side WHEN 0 THEN 1 ELSE -1 END * coalesce(p.original, p.amount))
                FROM posting p JOIN entry e ON e.id = p.entry
                WHERE p.account = (SELECT id FROM account WHERE code = ?)
                  AND e.recipe NOT IN (?, ?)
                GROUP BY p.day
                """,
            arguments: [
                account, Recipe.revaluation.rawValue, Recipe.revaluationReversed.rawValue,
            ]
        ).map { row in
            Move(
                day: Day(number: row[1]),
                change: ForeignPosition(
                    account: row[0], item: 0, currency: currency, amount: row[2],
                    original: row[3]))
        }
    }

    /// Items of a currency as they came, and what was set against them.
    private static func moves(_ db: Database, itemsIn currency: String) throws -> [Move] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT i.account, i.id, i.day, i.amount, i.original FROM item i
                WHERE i.currency = ?1
                UNION ALL
                SELECT i.account, i.id, a.day, -a.amount, -coalesce(o.original, a.amount)
                FROM item i JOIN allocation a ON a.item = i.id
                LEFT JOIN allocation_original o ON o.allocation = a.id WHERE i.currency = ?1
                UNION ALL
                SELECT i.account, i.id, a.day, a.amount, coalesce(o.original, a.amount)
                FROM item i JOIN allocation a ON a.counter = i.id
                LEFT JOIN allocation_original o ON o.allocation = a.id WHERE i.currency = ?1
                """, arguments: [currency]
        ).map { row in
            Move(
                day: Day(number: row[2]),
                change: ForeignPosition(
                    account: row[0], item: row[1], currency: currency, amount: row[3],
                    original: row[4]))
        }
    }
}
