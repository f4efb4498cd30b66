/// The book: one SQLite file per client, its lock, schema, chain and every SQL statement.
///
/// Input: balanced entries, items, verdicts. Output: the same again, as figures and facts.
/// Entry: `Book` (opens, locks, one transaction a run), `BookSession` (writes), `Snapshot` (reads).
/// Architecture invariant: no other target writes SQL; nothing in the book depends on a clock.
public import Accounting
internal import GRDB
internal import GRDBSQLite
internal import Glibc

/// A client's book on disk.
public final class Book {
    public let path: String
    private let queue: DatabaseQueue

    /// Opens a book, and makes it where it is absent and `creating` is set.
    ///
    /// - Throws: `Failure.inputOutput` where it cannot be opened; `Failure.books` for a file that
    ///   is no book, or is of a newer schema (left untouched).
    public init(path: String, creating: Bool) throws {
        self.path = path
        if !creating, access(path, F_OK) != 0 {
            throw Failure(.inputOutput, "book-absent", ["path": path])
        }
        try Book.checkHeader(path)
        var settings = Configuration()
        settings.readonly = !creating
        settings.busyMode = .timeout(5)
        settings.prepareDatabase { db in
            if creating { try db.execute(sql: Schema.writePragmas) }
            try db.execute(sql: Schema.pragmas)
        }
        queue = try Book.translated(path) {
            try DatabaseQueue(path: path, configuration: settings)
        }
        try Book.translated(path) { try self.check(creating: creating) }
    }

    /// Refuses what is no book of ours, or a newer one, by its first bytes: nothing is touched.
    private static func checkHeader(_ path: String) throws(Failure) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var head = [UInt8](repeating: 0, count: 100)
        let count = pread(descriptor, &head, 100, 0)
        if count == 0 { return }
        func number(_ at: Int) -> Int { head[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        guard count == 100, head.starts(with: Array("SQLite format 3\0".utf8)),
            number(68) == Schema.applicationID
        else { throw Failure(.books, "not-a-book", ["path": path]) }
        guard number(60) <= Schema.version else {
            throw Failure(
                .books, "book-version",
                ["path": path, "found": String(number(60)), "known": String(Schema.version)])
        }
    }

    private func check(creating: Bool) throws {
        try queue.writeWithoutTransaction { db in try check(db, creating: creating) }
    }

    /// Makes the tables of a new book, brings an older one up to date, refuses any other.
    private func check(_ db: Database, creating: Bool) throws {
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let id = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        if version == 0, tables == 0, creating {
            try Book.execute(Schema.tables, db)
            return
        }
        guard id == Schema.applicationID else {
            throw Failure(.books, "not-a-book", ["path": path])
        }
        if creating, let migration = Schema.migrations[version] {
            try Book.execute(migration, db)
            return try check(db, creating: creating)
        }
        guard version == Schema.version else {
            throw Failure(
                .books, "book-version",
                ["path": path, "found": String(version), "known": String(Schema.version)])
        }
    }

    /// All of it, or nothing.
    private static func execute(_ sql: String, _ db: Database) throws {
        try db.inTransaction(.immediate) {
            try db.execute(sql: sql)
            return .commit
        }
    }

    /// Runs `body` with the book open for writing; nothing is in the book until it commits.
    public func write<Result>(_ body: (BookSession) throws -> Result) throws -> Result {
        try Book.translated(path) {
            try queue.writeWithoutTransaction { db in
                let session = try BookSession(db)
                defer { session.close() }
                return try body(session)
            }
        }
    }

    /// Runs `body` over one unchanging state of the book.
    public func read<Result>(_ body: (Snapshot) throws -> Result) throws -> Result {
        try Book.translated(path) {
            try queue.read { db in try body(Snapshot(db)) }
        }
    }

    /// SQLite's errors as failures of ours: damage is `books`, the rest `inputOutput`.
    static func translated<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as DatabaseError {
            let isDamage =
                error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB
            throw Failure(
                isDamage ? .books : .inputOutput, isDamage ? "book-damaged" : "book-io",
                ["path": path, "reason": error.message ?? "\(error.resultCode)"])
        }
    }
}

/// The lock of a book: held by at most one run, released by the kernel when it dies.
public final class BookLock {
    private let descriptor: Int32

    /// - Parameter holder: what to tell others: verb and process.
    /// - Throws: `Failure.busy` naming the holder; `Failure.inputOutput`.
    public init(book path: String, holder: String) throws(Failure) {
        let file = path + ".lock"
        descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw Failure(
                .inputOutput, "io", ["path": file, "reason": String(cString: strerror(errno))])
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            var buffer = [UInt8](repeating: 0, count: 512)
            let count = pread(descriptor, &buffer, buffer.count, 0)
            let told = String(decoding: buffer[..<max(0, count)], as: UTF8.self)
            close(descriptor)
            throw Failure(.busy, "book-held", ["path": path, "holder": told])
        }
        ftruncate(descriptor, 0)
        let text = Array(holder.utf8)
        _ = pwrite(descriptor, text, text.count, 0)
    }

    deinit {
        ftruncate(descriptor, 0)
        close(descriptor)
    }
}
