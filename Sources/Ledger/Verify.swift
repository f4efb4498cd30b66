internal import Accounting
public import Digest
internal import GRDB
internal import GRDBSQLite

/// What `verify` found of a book.
public struct Verification: Sendable {
    public var batches: Int64 = 0
    public var entries: Int64 = 0
    public var head: Digest?
    /// The head of every batch, in their order.
    public var heads: [Digest] = []
    /// What does not agree: the batch it was found in (0 = the book as a whole) and what.
    public var faults: [(batch: Int64, what: String)] = []

    public var holds: Bool { faults.isEmpty }
}

extension Snapshot {
    /// Recomputes the chain, the balances and the references from the rows.
    /// - Complexity: every row once, postings sorted by number.
    public func verify() throws -> Verification {
        var result = Verification()
        let check = try String.fetchOne(db, sql: "PRAGMA integrity_check") ?? "?"
        guard check == "ok" else {
            // Rows of a file that is not sound are not read: their values may be of any type.
            result.faults.append((0, "integrity_check: " + check))
            return result
        }
        try verifyShape(&result)
        // Tables of other columns are not read: nothing says what would stand in them.
        guard !result.faults.contains(where: { $0.what.hasPrefix("shape: table") }) else {
            return result
        }
        try verifyChain(&result)
        do { try verifyDerived(&result) } catch let error as DatabaseError {
            // Sums over amounts that somebody changed may leave Int64.
            result.faults.append((0, error.message ?? "\(error.resultCode)"))
        }
        return result
    }

    /// What follows from the rows: balances, counts, references.
    private func verifyDerived(_ result: inout Verification) throws {
        try verifyBalances(&result)
        try verifyCounts(&result)
        for (what, sql) in Snapshot.references {
            let count = try Int64.fetchOne(db, sql: sql) ?? 0
            if count != 0 { result.faults.append((0, "\(what): \(count)")) }
        }
        result.entries = try Int64.fetchOne(db, sql: "SELECT count(*) FROM entry") ?? 0
    }

    /// Recipes whose entries no file gave, as a list of SQL.
    private static var workedOut: String {
        Recipe.allCases.filter(\.isWorkedOut).map { String($0.rawValue) }.joined(separator: ",")
    }

    /// Rows that point nowhere, entries that do not balance, amounts allocated beyond an item.
    private static let references: [(String, String)] = [
        (
            "posting.entry",
            "SELECT count(*) FROM posting p WHERE NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = p.entry)"
        ),
        (
            "posting.account",
            "SELECT count(*) FROM posting p WHERE p.account NOT IN (SELECT id FROM account)"
        ),
        (
            "entry.file",
            """
            SELECT count(*) FROM entry e WHERE e.file NOT IN (SELECT id FROM file)
              AND NOT (e.file = 0 AND e.recipe IN (\(workedOut)))
            """
        ),
        (
            "entry.balance",
            """
            SELECT count(*) FROM (SELECT entry FROM posting GROUP BY entry
              HAVING sum(CASE side WHEN 0 THEN amount ELSE -amount END) <> 0)
            """
        ),
        (
            "posting.day",
            "SELECT count(*) FROM posting p JOIN entry e ON e.id = p.entry WHERE e.day <> p.day"
        ),
        ("item.entry", "SELECT count(*) FROM item WHERE entry NOT IN (SELECT id FROM entry)"),
        (
            "allocation_original.allocation",
            """
            SELECT count(*) FROM allocation_original
            WHERE allocation NOT IN (SELECT id FROM allocation)
            """
        ),
        (
            "tax_line.entry",
            "SELECT count(*) FROM tax_line WHERE entry NOT IN (SELECT id FROM entry)"
        ),
        (
            "document_bank.document",
            "SELECT count(*) FROM document_bank WHERE document NOT IN (SELECT id FROM document)"
        ),
        (
            "payroll.entry",
            "SELECT count(*) FROM payroll WHERE entry NOT IN (SELECT id FROM entry)"
        ),
        (
            "payroll_element.payroll",
            "SELECT count(*) FROM payroll_element WHERE payroll NOT IN (SELECT id FROM payroll)"
        ),
        ("payout.entry", "SELECT count(*) FROM payout WHERE entry NOT IN (SELECT id FROM entry)"),
        (
            "payout_line.payout",
            "SELECT count(*) FROM payout_line WHERE payout NOT IN (SELECT id FROM payout)"
        ),
        (
            "stock_cost.move",
            "SELECT count(*) FROM stock_cost WHERE move NOT IN (SELECT id FROM stock_move)"
        ),
        (
            "stock_cost.entry",
            """
            SELECT count(*) FROM stock_cost
            WHERE entry <> 0 AND entry NOT IN (SELECT id FROM entry)
            """
        ),
        ("answer.file", "SELECT count(*) FROM answer WHERE file NOT IN (SELECT id FROM file)"),
        (
            "allocation.item",
            """
            SELECT count(*) FROM allocation WHERE item NOT IN (SELECT id FROM item)
              OR counter NOT IN (SELECT id FROM item)
            """
        ),
        (
            "clearing.transit",
            "SELECT count(*) FROM clearing WHERE transit NOT IN (SELECT id FROM transit)"
        ),
        (
            "clearing twice",
            "SELECT count(*) FROM (SELECT 1 FROM clearing GROUP BY transit HAVING count(*) > 1)"
        ),
        ("sale.file", "SELECT count(*) FROM sale WHERE file NOT IN (SELECT id FROM file)"),
        (
            "sale.sale_day",
            "SELECT count(*) FROM sale WHERE sale_day NOT IN (SELECT id FROM sale_day)"
        ),
        ("verdict.file", "SELECT count(*) FROM verdict WHERE file NOT IN (SELECT id FROM file)"),
        ("file.batch", "SELECT count(*) FROM file WHERE batch NOT IN (SELECT id FROM batch)"),
    ]

    // MARK: Shape

    /// Tables and indexes as this version makes them, nothing more: no trigger, no view.
    private func verifyShape(_ result: inout Verification) throws {
        let made = try DatabaseQueue().write { fresh in
            try fresh.execute(sql: Schema.tables)
            return try Snapshot.shape(fresh)
        }
        for part in try Snapshot.shape(db).symmetricDifference(made).sorted() {
            result.faults.append((0, "shape: " + part))
        }
    }

    /// What a database is made of: kind and name of each part.
    private static func shape(_ db: Database) throws -> Set<String> {
        Set(
            try String.fetchAll(
                db,
                sql: """
                    SELECT type || ' ' || name || ' of ' || tbl_name || ' ' || coalesce(sql, '')
                    FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'
                    """
            ).map { $0.split { $0.isWhitespace }.joined(separator: " ") })
    }

    // MARK: Chain

    private func verifyChain(_ result: inout Verification) throws {
        var digests: [String: [Int64: (rows: Int, digest: Digest)]] = [:]
        for table in Schema.chained { digests[table] = try self.digests(of: table) }
        var previous = Digest.zero
        var expected: Int64 = 1
        for row in try Row.fetchAll(db, sql: "SELECT id, settings, head FROM batch ORDER BY id") {
            let id: Int64 = row["id"]
            if id != expected { result.faults.append((expected, "batch missing")) }
            expected = id + 1
            let settings = Blob.bytes(row, "settings")
            let head = chainHead(after: previous, settings: settings) { table in
                digests[table]?[id] ?? (0, Chain.Table().digest())
            }
            let bytes = Blob.bytes(row, "head")
            let stored = bytes.count == 32 ? Digest(bytes: bytes) : .zero
            if head != stored { result.faults.append((id, "chain")) }
            try verifySettings(settings, id, &result)
            previous = stored
            result.batches += 1
            result.head = stored
            result.heads.append(stored)
        }
        let strays = try Int.fetchOne(
            db,
            sql: "SELECT count(*) FROM settings WHERE digest NOT IN (SELECT settings FROM batch)")
        if strays != 0 { result.faults.append((expected - 1, "settings: rows of no batch")) }
        let known = Set(1..<expected)
        for (table, batches) in digests.sorted(by: { $0.key < $1.key }) {
            for batch in batches.keys where !known.contains(batch) {
                result.faults.append((batch, "\(table): rows of no batch"))
            }
        }
    }

    private func verifySettings(_ digest: [UInt8], _ batch: Int64, _ result: inout Verification)
        throws
    {
        let row = try Row.fetchOne(
            db, sql: "SELECT content FROM settings WHERE digest = ?",
            arguments: [Blob.data(digest)])
        guard let row, sha256(Blob.bytes(row, "content")).bytes == digest else {
            result.faults.append((batch, "settings"))
            return
        }
    }

    private func digests(of table: String) throws -> [Int64: (rows: Int, digest: Digest)] {
        let sql =
            table == "posting"
            ? """
            SELECT e.batch, p.id, p.entry, p.account, p.day, p.side, p.amount, p.currency,
              p.original FROM posting p LEFT JOIN entry e ON e.id = p.entry ORDER BY p.id
            """ : "SELECT batch, * FROM \(table) ORDER BY id"
        guard let connection = db.sqliteConnection else { return [:] }
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK else {
            throw DatabaseError(message: String(cString: sqlite3_errmsg(connection)))
        }
        defer { sqlite3_finalize(statement) }
        var digests: [Int64: (rows: Int, digest: Digest)] = [:]
        var link = Chain.Table()
        var current = Int64.min
        let columns = sqlite3_column_count(statement)
        func end() {
            guard current != Int64.min else { return }
            digests[current] = (link.rows, link.digest())
        }
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { break }
            guard code == SQLITE_ROW else {
                throw DatabaseError(message: String(cString: sqlite3_errmsg(connection)))
            }
            let batch = sqlite3_column_int64(statement, 0)
            if batch != current {
                end()
                current = batch
                link = Chain.Table()
            }
            for column in 1..<columns { link.column(statement, column) }
            link.endRow()
        }
        end()
        return digests
    }

    // MARK: Balances

    private func verifyBalances(_ result: inout Verification) throws {
        struct Key: Hashable {
            var account: Int64
            var month: Int64
            var kind: Int64
        }
        var sums: [Key: (debit: Int64, credit: Int64, count: Int64)] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT p.account, p.day, e.kind,
                  sum(CASE p.side WHEN 0 THEN p.amount ELSE 0 END) AS debit,
                  sum(CASE p.side WHEN 1 THEN p.amount ELSE 0 END) AS credit, count(*) AS count
                FROM posting p JOIN entry e ON e.id = p.entry GROUP BY p.account, p.day, e.kind
                """)
        while let row = try rows.next() {
            guard let month = month(of: row["day"]) else {
                result.faults.append((0, "posting.day: \(row["day"] as Int64)"))
                continue
            }
            let key = Key(account: row["account"], month: month, kind: row["kind"])
            var sum = sums[key] ?? (0, 0, 0)
            sum.debit &+= row["debit"] as Int64
            sum.credit &+= row["credit"] as Int64
            sum.count &+= row["count"] as Int64
            sums[key] = sum
        }
        for row in try Row.fetchAll(db, sql: "SELECT * FROM balance") {
            let key = Key(account: row["account"], month: row["month"], kind: row["kind"])
            let sum = sums.removeValue(forKey: key) ?? (0, 0, 0)
            if sum != (row["debit"], row["credit"], row["count"]) {
                result.faults.append((0, "balance of account \(key.account)"))
            }
        }
        if !sums.isEmpty { result.faults.append((0, "balances missing: \(sums.count)")) }
    }

    /// The month a stored day lies in; nil for a number that is no day.
    private func month(of day: Int64) -> Int64? {
        guard (0...3_652_058).contains(day) else { return nil }
        return Int64(Day(number: Int32(day)).month.number)
    }

    private func verifyCounts(_ result: inout Verification) throws {
        struct Key: Hashable {
            var month: Int64
            var kind: Int64
        }
        var counts: [Key: Int64] = [:]
        for row in try Row.fetchAll(
            db, sql: "SELECT day, kind, count(*) AS count FROM entry GROUP BY day, kind")
        {
            guard let month = month(of: row["day"]) else {
                result.faults.append((0, "entry.day: \(row["day"] as Int64)"))
                continue
            }
            let key = Key(month: month, kind: row["kind"])
            counts[key, default: 0] += row["count"] as Int64
        }
        for row in try Row.fetchAll(db, sql: "SELECT * FROM entry_count") {
            let key = Key(month: row["month"], kind: row["kind"])
            if counts.removeValue(forKey: key) != row["count"] as Int64 {
                result.faults.append(
                    (0, "entries of month \(key.month / 12)-\(key.month % 12 + 1)"))
            }
        }
        if !counts.isEmpty { result.faults.append((0, "entry counts missing: \(counts.count)")) }
    }
}

extension Chain.Table {
    /// A column of a row as SQLite holds it.
    fileprivate func column(_ statement: OpaquePointer?, _ column: Int32) {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: integer(sqlite3_column_int64(statement, column))
        case SQLITE_TEXT:
            let count = Int(sqlite3_column_bytes(statement, column))
            text(
                UnsafeRawBufferPointer(start: sqlite3_column_text(statement, column), count: count))
        case SQLITE_BLOB:
            let bytes = sqlite3_column_blob(statement, column)
            let count = Int(sqlite3_column_bytes(statement, column))
            blob(UnsafeRawBufferPointer(start: bytes, count: count))
        default: null()
        }
    }
}
