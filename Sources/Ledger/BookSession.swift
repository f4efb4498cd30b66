public import Accounting
public import Digest
internal import GRDB
internal import GRDBSQLite

/// The book open for writing: one transaction, a savepoint per file, every row into the chain.
///
/// Used from the book thread only. Nothing is durable before `commit`.
public final class BookSession {
    private let connection: Database
    private let path: String
    private let writer = BulkWriter()

    /// How long rows were written beside the book thread, and how long that waited for them, in
    /// nanoseconds; whole once the session has ended.
    public var writing: (written: UInt64, waited: UInt64) { (writer.written, writer.waited) }
    private var chain = Chain()
    private var marks: [(name: String, mark: Mark)] = []
    private let entries: BulkFeed
    private let postings: BulkFeed
    private let foreignPostings: BulkFeed
    private let sales: BulkFeed
    private let saleDetails: BulkFeed
    private var nextID: [String: Int64] = [:]
    private var accounts: [String: Int64] = [:]
    private var codes: [Int64: String] = [:]
    private var words: [[UInt8]: Int64] = [:]
    private(set) var balances = BalanceSums()
    var openItems = OpenItemIndex()
    private var pending = PostingBuffer()
    public private(set) var batch: Int64
    private var isOpen = false

    /// The connection, once every batch handed to the writer is in.
    var db: Database {
        get throws {
            try writer.settle()
            return connection
        }
    }

    /// What a savepoint must put back besides the tables.
    private struct Mark {
        var chain: Chain
        var nextID: [String: Int64]
        var accounts: [String: Int64]
        var codes: [Int64: String]
        var words: [[UInt8]: Int64]
        var balances: BalanceSums
    }

    /// - Parameter path: the book's, for what is said when it cannot be written.
    init(_ db: Database, path: String) throws {
        connection = db
        self.path = path
        batch = try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 0) FROM batch") ?? 0
        entries = try BulkFeed(
            db, table: "entry",
            columns: [
                "id", "batch", "kind", "day", "document_day", "file", "line", "offset", "length",
                "recipe", "party", "reference", "text",
            ], constant: "batch")
        postings = try BulkFeed(
            db, table: "posting",
            columns: ["account", "day", "id", "entry", "side", "amount"])
        foreignPostings = try BulkFeed(
            db, table: "posting", name: "feed_foreign_posting",
            columns: ["account", "day", "id", "entry", "side", "amount", "currency", "original"])
        sales = try BulkFeed(
            db, table: "sale",
            columns: [
                "id", "batch", "sale_day", "file", "line", "offset", "length", "order_number",
                "order_line", "category", "tax_code", "quantity", "net", "tax", "gross",
                "discount",
            ], constant: "batch")
        saleDetails = try BulkFeed(
            db, table: "sale_detail", columns: ["id", "batch", "product", "minute", "nature"],
            constant: "batch")
        for row in try Row.fetchAll(db, sql: "SELECT id, code FROM account") {
            accounts[row["code"]] = row["id"]
            codes[row["id"]] = row["code"]
        }
        for row in try Row.fetchAll(db, sql: "SELECT id, text FROM word") {
            let text: String = row["text"]
            words[Array(text.utf8)] = row["id"]
        }
    }

    func close() {
        try? writer.settle()
        entries.close()
        postings.close()
        foreignPostings.close()
        sales.close()
        saleDetails.close()
        if isOpen { try? connection.execute(sql: "ROLLBACK") }
    }

    // MARK: Transaction

    /// Begins the run's one transaction; its batch is the next number.
    public func begin() throws {
        try db.execute(sql: "BEGIN IMMEDIATE")
        isOpen = true
        openItems = OpenItemIndex()
        batch = try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 0) + 1 FROM batch") ?? 1
    }

    /// Ends the transaction with the batch's chain link.
    /// - Returns: the head of the chain.
    /// - Throws: `Failure.inputOutput`: before the commit nothing is posted; `after-commit` says
    ///   that it is not known.
    public func commit(settings: [(name: String, content: [UInt8])]) throws -> Digest {
        flushPostings()
        try writeBalances()
        var content: [UInt8] = []
        for part in settings {
            content += Array("\(part.name) \(part.content.count)\n".utf8) + part.content + [10]
        }
        let digest = sha256(content)
        try db.execute(
            sql: "INSERT OR IGNORE INTO settings VALUES(?, ?)",
            arguments: [Blob.data(digest.bytes), Blob.data(content)])
        let previous = try head() ?? .zero
        let head = chain.head(after: previous, settings: digest.bytes)
        try db.execute(
            sql: "INSERT INTO batch VALUES(?, ?, ?)",
            arguments: [batch, Blob.data(digest.bytes), Blob.data(head.bytes)])
        do { try db.execute(sql: "COMMIT") } catch let error as DatabaseError {
            // Nobody knows what the disk holds now.
            throw Failure(
                .inputOutput, "after-commit", ["path": path, "reason": Book.reason(error)])
        }
        isOpen = false
        return head
    }

    public func rollback() throws {
        try? writer.settle()
        try db.execute(sql: "ROLLBACK")
        isOpen = false
    }

    /// The head of the chain, nil for an empty book.
    public func head() throws -> Digest? {
        guard
            let row = try Row.fetchOne(db, sql: "SELECT head FROM batch ORDER BY id DESC LIMIT 1")
        else { return nil }
        return Digest(bytes: Blob.bytes(row, "head"))
    }

    public func savepoint(_ name: String) throws {
        flushPostings()
        try db.execute(sql: "SAVEPOINT \(name)")
        marks.append(
            (
                name,
                Mark(
                    chain: chain.copy(), nextID: nextID, accounts: accounts, codes: codes,
                    words: words, balances: balances)
            ))
    }

    public func release(_ name: String) throws {
        flushPostings()
        try db.execute(sql: "RELEASE \(name)")
        let ended = marks.popLast()
        precondition(ended?.name == name, "savepoints end in the order they nest")
    }

    public func rollback(to name: String) throws {
        pending = PostingBuffer()
        try db.execute(sql: "ROLLBACK TO \(name); RELEASE \(name)")
        guard let (ended, mark) = marks.popLast(), ended == name else {
            preconditionFailure("savepoints end in the order they nest")
        }
        chain = mark.chain
        nextID = mark.nextID
        accounts = mark.accounts
        codes = mark.codes
        words = mark.words
        balances = mark.balances
        openItems = OpenItemIndex()
    }

    /// Names of accounts and words alone are no event.
    var nothingAppended: Bool {
        chain.tables.allSatisfy { $0.key == "account" || $0.key == "word" || $0.value.rows == 0 }
    }

    // MARK: Numbers

    /// The next number of a table's rows.
    func next(_ table: String) throws -> Int64 {
        let id: Int64
        if let known = nextID[table] {
            id = known
        } else {
            // Postings are keyed by account and day; their count is their last number.
            let last = table == "posting" ? "sum(count)" : "max(id)"
            let home = table == "posting" ? "balance" : table
            id = try Int64.fetchOne(db, sql: "SELECT coalesce(\(last), 0) + 1 FROM \(home)") ?? 1
        }
        nextID[table] = id + 1
        return id
    }

    /// The number of an account code, made where it is new.
    public func account(_ code: String) throws -> Int64 {
        if let id = accounts[code] { return id }
        let id = try append("account", [code.databaseValue])
        accounts[code] = id
        codes[id] = code
        return id
    }

    /// The number of an account code that the book has met.
    public func number(of code: String) -> Int64? { accounts[code] }

    public func code(of account: Int64) -> String { codes[account] ?? "?" }

    /// The number of a text that repeats (a category, a tax code), made where it is new.
    public func word(_ bytes: some Collection<UInt8>) throws -> Int64 {
        let key = Array(bytes)
        if let id = words[key] { return id }
        let id = try append("word", [String(decoding: key, as: UTF8.self).databaseValue])
        words[key] = id
        return id
    }

    // MARK: Rows

    /// Appends one row to a chained table: its number first, then its batch, then `values`.
    @discardableResult
    func append(_ table: String, _ values: [DatabaseValue]) throws -> Int64 {
        let id = try next(table)
        try append(table, id: id, values)
        return id
    }

    func append(_ table: String, id: Int64, _ values: [DatabaseValue]) throws {
        let all = [id.databaseValue, batch.databaseValue] + values
        let marks = Array(repeating: "?", count: all.count).joined(separator: ",")
        let statement = try db.cachedStatement(sql: "INSERT INTO \(table) VALUES(\(marks))")
        try statement.execute(arguments: StatementArguments(all))
        let link = chain[table]
        for value in all { link.value(value) }
        link.endRow()
    }

    /// Appends balanced entries; the writer brings them to the tables.
    /// - Returns: the number of the first; the others follow.
    public func append(_ batch: EntryBatch) throws -> Int64 {
        let columns = batch.columns
        let first = try next("entry")
        nextID["entry"] = first + Int64(batch.count)
        let posting = try next("posting")
        nextID["posting"] = posting + Int64(columns.amounts.count)
        hashEntries(columns, first)
        hashPostings(columns, first, posting)
        balances.add(columns)
        let (feed, number) = (entries, self.batch)
        writer.write { try columns.insert(into: feed, first: first, batch: number) }
        pending.take(columns, firstEntry: first, firstPosting: posting)
        if pending.count >= PostingBuffer.capacity { flushPostings() }
        return first
    }

    private func hashEntries(_ columns: EntryBatch.Columns, _ first: Int64) {
        let link = chain["entry"]
        for row in 0..<columns.count {
            link.integer(first + Int64(row))
            link.integer(batch)
            link.integer(columns.kinds[row])
            link.integer(columns.days[row])
            link.integer(columns.documentDays[row])
            link.integer(columns.files[row])
            link.integer(columns.lines[row])
            link.integer(columns.offsets[row])
            link.integer(columns.lengths[row])
            link.integer(columns.recipes[row])
            link.text(columns.parties[row], columns.arena)
            link.text(columns.references[row], columns.arena)
            link.text(columns.texts[row], columns.arena)
            link.endRow()
        }
    }

    private func hashPostings(_ columns: EntryBatch.Columns, _ entry: Int64, _ posting: Int64) {
        let link = chain["posting"]
        var originals = columns.originals[...]
        for row in columns.amounts.indices {
            let owner = Int(columns.postingEntries[row])
            link.integer(posting + Int64(row))
            link.integer(entry + Int64(owner))
            link.integer(columns.accounts[row])
            link.integer(columns.days[owner])
            link.integer(columns.sides[row])
            link.integer(columns.amounts[row])
            if let original = originals.first, original.posting == row {
                link.text(original.money.currency.code)
                link.integer(original.money.minorUnits)
                originals.removeFirst()
            } else {
                link.null()
                link.null()
            }
            link.endRow()
        }
    }

    /// Hands the postings that are still gathered to the writer.
    func flushPostings() {
        guard pending.count > 0 else { return }
        let (buffer, feed, foreign) = (pending, postings, foreignPostings)
        pending = PostingBuffer()
        writer.write { try buffer.insert(into: feed, foreign: foreign) }
    }

    /// Adds this transaction's sums and counts to their tables.
    /// - Throws: `Failure.refused` where a balance leaves Int64.
    private func writeBalances() throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO balance VALUES(?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET debit = debit + excluded.debit,
                  credit = credit + excluded.credit, count = count + excluded.count
                """)
        for (account, key, sum) in balances.rows {
            guard let debit = Int64(exactly: sum.debit), let credit = Int64(exactly: sum.credit)
            else { throw Failure(.refused, "balance-overflow") }
            try statement.execute(arguments: [
                account, key.month, key.kind, debit, credit, sum.count,
            ])
        }
        let counts = try db.cachedStatement(
            sql: """
                INSERT INTO entry_count VALUES(?, ?, ?)
                ON CONFLICT DO UPDATE SET count = count + excluded.count
                """)
        for (key, count) in balances.entries {
            try counts.execute(arguments: [key.month, key.kind, count])
        }
        balances = BalanceSums()
    }

    /// Appends sales lines in columns; see `SaleColumns`.
    public func append(_ lines: SaleColumns) throws {
        let first = try next("sale")
        nextID["sale"] = first + Int64(lines.count)
        lines.hash(into: chain["sale"], first: first, batch: batch)
        let (feed, number) = (sales, batch)
        writer.write { try lines.insert(into: feed, first: first, batch: number) }
        let details = SaleDetailColumns(lines, first: first)
        guard details.count > 0 else { return }
        details.hash(into: chain["sale_detail"], batch: batch)
        let detailFeed = saleDetails
        writer.write { try details.insert(into: detailFeed, batch: number) }
    }

    /// The number the next sales line will get.
    public func nextSale() throws -> Int64 { try peek("sale") }

    /// Changes with every item and every allocation that is appended.
    public func itemsMark() throws -> [Int64] { [try peek("item"), try peek("allocation")] }

    /// The number the next row of a table will get.
    private func peek(_ table: String) throws -> Int64 {
        let id = try next(table)
        nextID[table] = id
        return id
    }
}
