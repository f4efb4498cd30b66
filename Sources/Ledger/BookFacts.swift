public import Accounting
public import Digest
internal import GRDB

/// A row that is already posted on a bank account's day; its amount in the account's currency.
public struct PostedRow: Sendable, Hashable {
    public var entry: Int64
    public var file: Int64
    /// The source of its file, by name.
    public var source: String
    public var amount: Int64
    public var reference: [UInt8]
    public var text: [UInt8]
    public var path: String
    public var line: Int64
}

/// A document that is already posted.
public struct KnownDocument: Sendable {
    public var id: Int64
    public var content: Digest
    public var entry: Int64
    public var gross: Int64
}

/// A drop already captured, by its bytes.
public struct KnownFile: Sendable, Hashable {
    public var id: Int64
    public var path: String
    public var source: String
    public var digest: Digest
}

extension BookSession {
    /// Files by digest: their size tells which drops must be hashed first.
    public func knownFiles() throws -> [(file: KnownFile, size: Int64)] {
        try Row.fetchAll(
            db, sql: "SELECT id, path, source, digest, size FROM file ORDER BY id"
        ).map {
            (
                KnownFile(
                    id: $0["id"], path: $0["path"], source: $0["source"],
                    digest: Digest(bytes: Blob.bytes($0, "digest"))), $0["size"]
            )
        }
    }

    public func lockedThrough() throws -> Day? {
        try day("SELECT max(through_day) FROM lock")
    }

    private func day(_ sql: String, _ arguments: StatementArguments = []) throws -> Day? {
        try Int32.fetchOne(db, sql: sql, arguments: arguments).map { Day(number: $0) }
    }

    /// The statement with the same account, id, dates and balances.
    public func twin(of statement: StatementRecord) throws -> (StatementRecord, path: String)? {
        let found = try statements(
            """
            WHERE account = ? AND name = ? AND from_day IS ? AND to_day IS ?
              AND opening IS ? AND closing IS ? AND NOT (file = ? AND unit = ?) LIMIT 1
            """,
            [
                statement.account, statement.name, statement.from.databaseValue,
                statement.to.databaseValue, statement.opening.databaseValue,
                statement.closing.databaseValue, statement.file, statement.unit,
            ]
        ).first
        guard let found else { return nil }
        return (found, try path(ofFile: found.file))
    }

    func statements(_ rest: String, _ arguments: StatementArguments) throws
        -> [StatementRecord]
    {
        try Row.fetchAll(db, sql: "SELECT * FROM statement " + rest, arguments: arguments)
            .map(StatementRecord.init(row:))
    }

    public func path(ofFile id: Int64) throws -> String {
        try String.fetchOne(db, sql: "SELECT path FROM file WHERE id = ?", arguments: [id]) ?? ""
    }

    /// Days of a year that other files cover on an account, and whether a statement proves them.
    public func coveredDays(_ account: Int64, year: Int, besides file: Int64) throws
        -> [Day: Bool]
    {
        guard let first = Day(year: year, month: 1, day: 1),
            let last = Day(year: year, month: 12, day: 31)
        else { return [:] }
        let statement = try db.cachedStatement(
            sql: """
                SELECT day, max(proved) AS proved FROM covered
                WHERE account = ? AND day BETWEEN ? AND ? AND file <> ? GROUP BY day
                """)
        let rows = try Row.fetchAll(
            statement, arguments: [account, first.databaseValue, last.databaseValue, file])
        return Dictionary(
            uniqueKeysWithValues: rows.map {
                (Day(number: $0["day"]), ($0["proved"] as Int64) == 1)
            })
    }

    /// The bank rows of a day of an account that other files have posted, in posting order.
    ///
    /// The day is the bank's: rows that came after its period was locked are among them.
    public func postedRows(_ account: Int64, _ day: Day, besides file: Int64) throws
        -> [PostedRow]
    {
        let recipes = Recipe.ofBankLines
            .map { String($0.rawValue) }.joined(separator: ",")
        let statement = try db.cachedStatement(
            sql: """
                SELECT e.id AS entry, CASE p.side WHEN 0 THEN 1 ELSE -1 END
                  * coalesce(p.original, p.amount) AS amount, e.reference, e.text, e.line, f.path,
                  e.file, f.source
                FROM posting p JOIN entry e ON e.id = p.entry LEFT JOIN file f ON f.id = e.file
                WHERE p.account = ?1 AND e.document_day = ?2 AND p.day IN (
                    SELECT ?2 UNION SELECT through_day + 1 FROM lock WHERE through_day >= ?2)
                  AND e.file <> ?3 AND e.recipe IN (\(recipes))
                ORDER BY p.id
                """)
        return try Row.fetchAll(statement, arguments: [account, day.databaseValue, file]).map {
            let reference: String = $0["reference"]
            let text: String = $0["text"]
            return PostedRow(
                entry: $0["entry"], file: $0["file"], source: $0["source"] ?? "",
                amount: $0["amount"], reference: Array(reference.utf8), text: Array(text.utf8),
                path: $0["path"] ?? "", line: $0["line"])
        }
    }

    /// Payment rows that no bank line has cleared yet, and what they are in their own currency.
    public func openTransit() throws -> [(record: TransitRecord, original: Money?)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT t.*, p.currency, CASE p.side WHEN 0 THEN p.original ELSE -p.original END
                  AS original
                FROM transit t LEFT JOIN posting p ON p.account = t.account AND p.day = t.day
                  AND p.entry = t.entry AND p.currency IS NOT NULL
                WHERE NOT EXISTS (SELECT 1 FROM clearing c WHERE c.transit = t.id) ORDER BY t.id
                """
        ).map {
            var record = TransitRecord(
                entry: $0["entry"], account: $0["account"], party: $0["party"],
                number: $0["number"], reference: $0["reference"],
                day: Day(number: $0["day"]), amount: $0["amount"])
            record.id = $0["id"]
            return (record, Snapshot.money($0["original"], $0["currency"]))
        }
    }

    public func document(party: String, kind: String, number: String, side: Side) throws
        -> KnownDocument?
    {
        try Row.fetchOne(
            db,
            sql: """
                SELECT id, content, entry, gross FROM document
                WHERE party = ? AND number = ? AND kind = ? AND side = ? LIMIT 1
                """, arguments: [party, number, kind, side.rawValue]
        ).map {
            KnownDocument(
                id: $0["id"], content: Digest(bytes: Blob.bytes($0, "content")),
                entry: $0["entry"], gross: $0["gross"])
        }
    }

    /// Where an entry comes from.
    public func place(ofEntry entry: Int64) throws -> Place? {
        try Row.fetchOne(
            db,
            sql: "SELECT f.path, e.line FROM entry e JOIN file f ON f.id = e.file WHERE e.id = ?",
            arguments: [entry]
        ).map {
            let line: Int64 = $0["line"]
            return Place(file: $0["path"], line: Int(line))
        }
    }

    /// The document an item is of.
    public func document(of item: ItemRecord) throws -> KnownDocument? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT id, content, entry, gross FROM document
                WHERE party = ? AND number = ? AND kind = ? AND entry = ?
                """, arguments: [item.party, item.document, item.kind, item.entry]
        ).map {
            KnownDocument(
                id: $0["id"], content: Digest(bytes: Blob.bytes($0, "content")),
                entry: $0["entry"], gross: $0["gross"])
        }
    }

    /// Taxes of a document that still wait for its payment: what waits in all, what moved.
    public func waitingTax(document: Int64) throws
        -> [(
            waiting: Int64, account: Int64, base: Int64, tax: Int64, fullBase: Int64, fullTax: Int64
        )]
    {
        try Row.fetchAll(
            db,
            sql: """
                SELECT waiting, account, sum(base) AS base, sum(tax) AS tax,
                  sum(CASE WHEN m.id = first THEN base ELSE 0 END) AS full_base,
                  sum(CASE WHEN m.id = first THEN tax ELSE 0 END) AS full_tax
                FROM tax_move m JOIN (
                  SELECT min(id) AS first, waiting AS w, account AS a FROM tax_move
                  WHERE document = ? GROUP BY waiting, account) ON waiting = w AND account = a
                WHERE document = ? GROUP BY waiting, account ORDER BY first
                """, arguments: [document, document]
        ).map {
            ($0["waiting"], $0["account"], $0["base"], $0["tax"], $0["full_base"], $0["full_tax"])
        }
    }

    /// A store-day that other files have posted sales of.
    public struct SaleDay: Hashable, Sendable {
        public var store: String
        public var day: Day

        public init(store: String, day: Day) {
            self.store = store
            self.day = day
        }
    }

    /// Store-days of a source in a year that other files have posted, with their lines of sales.
    public func saleDays(source: String, year: Int, besides file: Int64) throws
        -> [SaleDay: [SaleSpan]]
    {
        guard let first = Day(year: year, month: 1, day: 1),
            let last = Day(year: year, month: 12, day: 31)
        else { return [:] }
        var days: [SaleDay: [SaleSpan]] = [:]
        for row in try Row.fetchAll(
            db,
            sql: """
                SELECT id, store, day, first_sale, last_sale FROM sale_day
                WHERE source = ? AND day BETWEEN ? AND ? AND file <> ? ORDER BY id
                """, arguments: [source, first.databaseValue, last.databaseValue, file])
        {
            let (first, last): (Int64, Int64) = (row["first_sale"], row["last_sale"])
            let key = SaleDay(store: row["store"], day: Day(number: row["day"]))
            days[key, default: []].append(
                SaleSpan(saleDay: row["id"], sales: first...max(first, last)))
        }
        return days
    }

    /// Where the sales lines of a store-day stand; lines of other store-days may stand between.
    public struct SaleSpan {
        public let saleDay: Int64
        public let sales: ClosedRange<Int64>
    }

    /// Orders of a store-day: number → gross, for telling a repeated order.
    public func orders(in span: SaleSpan) throws
        -> [[UInt8]: (gross: Int64, line: Int64)]
    {
        var orders: [[UInt8]: (gross: Int64, line: Int64)] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT order_number, sum(gross) AS gross, min(line) AS line FROM sale
                WHERE id BETWEEN ? AND ? AND sale_day = ? GROUP BY order_number
                """, arguments: [span.sales.lowerBound, span.sales.upperBound, span.saleDay])
        while let row = try rows.next() {
            let number: String = row["order_number"]
            orders[Array(number.utf8)] = (row["gross"], row["line"])
        }
        return orders
    }

    /// Which of some order numbers the book's sales have, of any source.
    /// - Complexity: one look through all sales.
    public func ordersKnown(among orders: [String]) throws -> Set<String> {
        var known: Set<String> = []
        for start in stride(from: 0, to: orders.count, by: 500) {
            let some = Array(orders[start..<min(start + 500, orders.count)])
            let marks = some.map { _ in "?" }.joined(separator: ", ")
            known.formUnion(
                try String.fetchAll(
                    db,
                    sql: "SELECT DISTINCT order_number FROM sale WHERE order_number IN (\(marks))",
                    arguments: StatementArguments(some)))
        }
        return known
    }

    /// An order whose lines do not stand together in a file's sales: it came twice.
    /// - Complexity: sorts the sales by order, outside memory.
    public func repeatedOrder(in sales: ClosedRange<Int64>) throws
        -> (order: String, line: Int64)?
    {
        try Row.fetchOne(
            db,
            sql: """
                SELECT order_number, max(line) AS line FROM sale WHERE id BETWEEN ? AND ?
                GROUP BY order_number HAVING max(id) - min(id) + 1 <> count(*) LIMIT 1
                """, arguments: [sales.lowerBound, sales.upperBound]
        ).map { ($0["order_number"], $0["line"]) }
    }

    /// Verdicts that no later one replaces and that may still change: rejected and held.
    public func openVerdicts() throws -> [VerdictRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM verdict v WHERE outcome IN ('rejected', 'held')
                  AND NOT EXISTS (SELECT 1 FROM verdict n WHERE n.previous = v.id) ORDER BY id
                """
        ).map(VerdictRecord.init(row:))
    }

    /// True where the opening entry has posted.
    public func hasOpening() throws -> Bool {
        try balances.hasOpening
            || Int.fetchOne(db, sql: "SELECT 1 FROM entry_count WHERE kind = 0") != nil
    }
}

extension StatementRecord {
    init(row: Row) {
        self.init(
            file: row["file"], unit: row["unit"], account: row["account"], name: row["name"],
            from: (row["from_day"] as Int32?).map { Day(number: $0) },
            to: (row["to_day"] as Int32?).map { Day(number: $0) }, opening: row["opening"],
            closing: row["closing"], rows: row["rows"], line: row["line"])
    }
}

extension VerdictRecord {
    init(row: Row) {
        var tally = RowTally()
        tally.rows = row["rows"]
        tally.ins = row["ins"]
        tally.outs = row["outs"]
        tally.bare = row["bare"]
        let line: Int64 = row["line"]
        let length: Int64 = row["length"]
        let outcome: String = row["outcome"]
        self.init(
            file: row["file"], unit: row["unit"],
            span: Span(
                line: Int32(truncatingIfNeeded: line), offset: row["offset"],
                length: Int32(truncatingIfNeeded: length)),
            tally: tally, currency: row["currency"] ?? "",
            day: (row["day"] as Int32?).map { Day(number: $0) },
            outcome: Outcome(rawValue: outcome) ?? .held, code: row["code"], twin: row["twin"],
            previous: row["previous"])
        id = row["id"]
    }
}

extension BookSession {
    /// What was read of files, by month and currency.
    public func readTotals(of files: [Int64]) throws
        -> [(month: Month?, currency: String, tally: RowTally)]
    {
        let list = files.map(String.init).joined(separator: ",")
        return try Row.fetchAll(
            db,
            sql: """
                SELECT month, currency, sum(rows) AS rows, sum(ins) AS ins, sum(outs) AS outs,
                  sum(bare) AS bare FROM read_total WHERE file IN (\(list))
                GROUP BY month, currency ORDER BY month, currency
                """
        ).map {
            var tally = RowTally()
            tally.rows = $0["rows"]
            tally.ins = $0["ins"]
            tally.outs = $0["outs"]
            tally.bare = $0["bare"]
            return (
                ($0["month"] as Int32?).map { Month(number: $0) }, $0["currency"] ?? "", tally
            )
        }
    }
}
