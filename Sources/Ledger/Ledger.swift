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
    private let isForWriting: Bool
    private let queue: DatabaseQueue

    /// Opens a book, and makes it where it is absent and `creating` is set; an older one is brought
    /// up to date.
    ///
    /// - Throws: `Failure.inputOutput` where it cannot be opened; `Failure.books` for a file that
    ///   is no book, or is of a newer schema (left untouched).
    public init(path: String, creating: Bool) throws {
        self.path = path
        isForWriting = creating
        let isMade = try Book.checkHeader(path)
        if !creating, !isMade { throw Failure(.inputOutput, "book-absent", ["path": path]) }
        // Never opened read-only: SQLite must roll back what a killed run left behind. Where it
        // may not write, it reads.
        var settings = Configuration()
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
    ///
    /// Beside a journal the bytes may be those of a run that was killed: SQLite puts them right.
    /// - Returns: false where there is no book yet, or one without a byte.
    private static func checkHeader(_ path: String) throws(Failure) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 || errno == ENOENT else { throw inaccessible(path, errno) }
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        if access(path + "-journal", F_OK) == 0 { return true }
        var head: [UInt8] = []
        while head.count < 100 {
            var piece = [UInt8](repeating: 0, count: 100 - head.count)
            let count = pread(descriptor, &piece, piece.count, head.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw inaccessible(path, errno) }
            if count == 0 { break }
            head += piece[..<count]
        }
        if head.isEmpty { return false }
        func number(_ at: Int) -> Int { head[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        guard head.count == 100, head.starts(with: Array("SQLite format 3\0".utf8)),
            number(68) == Schema.applicationID
        else { throw Failure(.books, "not-a-book", ["path": path]) }
        guard number(60) <= Schema.version else {
            throw Failure(
                .books, "book-version",
                ["path": path, "found": String(number(60)), "known": String(Schema.version)])
        }
        return true
    }

    private static func inaccessible(_ path: String, _ code: Int32) -> Failure {
        Failure(.inputOutput, "book-io", ["path": path, "reason": String(cString: strerror(code))])
    }

    private func check(creating: Bool) throws {
        try queue.writeWithoutTransaction { db in try check(db, creating: creating) }
    }

    /// Makes the tables of a new book, brings an older one up to date, refuses any other.
    private func check(_ db: Database, creating: Bool) throws {
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let id = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        if version == 0, tables == 0 {
            // Rolled back to before it was made.
            guard creating else { throw Failure(.inputOutput, "book-absent", ["path": path]) }
            try Book.execute(Schema.tables, from: version, db)
            return
        }
        guard id == Schema.applicationID else {
            throw Failure(.books, "not-a-book", ["path": path])
        }
        if let migration = Schema.migrations[version] {
            try Book.execute(migration, from: version, db)
            return try check(db, creating: creating)
        }
        guard version == Schema.version else {
            throw Failure(
                .books, "book-version",
                ["path": path, "found": String(version), "known": String(Schema.version)])
        }
    }

    /// All of it, or nothing; nothing where another process has done it meanwhile.
    private static func execute(_ sql: String, from version: Int, _ db: Database) throws {
        try db.inTransaction(.immediate) {
            guard try Int.fetchOne(db, sql: "PRAGMA user_version") == version else {
                return .rollback
            }
            try db.execute(sql: sql)
            return .commit
        }
    }

    /// Runs `body` with the book open for writing; nothing is in the book until it commits.
    /// - Throws: `Failure.inputOutput` for a book that was opened for reading.
    public func write<Result>(_ body: (BookSession) throws -> Result) throws -> Result {
        guard isForWriting else { throw Book.inaccessible(path, EROFS) }
        return try Book.translated(path) {
            try queue.writeWithoutTransaction { db in
                let session = try BookSession(db, path: path)
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
            if isDamage, let reason = Book.failedRead(path) {
                throw Failure(.inputOutput, "book-io", ["path": path, "reason": reason])
            }
            throw Failure(
                isDamage ? .books : .inputOutput, isDamage ? "book-damaged" : "book-io",
                ["path": path, "reason": reason(error)])
        }
    }

    static func reason(_ error: DatabaseError) -> String {
        error.message ?? "\(error.resultCode)"
    }

    /// Why a book only seems damaged: SQLite calls a disk that fails to read a damaged book too.
    /// - Returns: the reason; nil where the bytes can be read and SQLite finds them unsound.
    private static func failedRead(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return String(cString: strerror(errno)) }
        defer { close(descriptor) }
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        var position = 0
        while true {
            let count = pread(descriptor, &piece, piece.count, position)
            if count < 0, errno == EINTR { continue }
            if count < 0 { return String(cString: strerror(errno)) }
            if count == 0 { break }
            position += count
        }
        let check = try? DatabaseQueue(path: path).read {
            try String.fetchOne($0, sql: "PRAGMA integrity_check")
        }
        return check == "ok" ? String(cString: strerror(EIO)) : nil
    }
}

/// The lock of a book: held by at most one run, released by the kernel when it dies.
public final class BookLock {
    private let descriptor: Int32

    /// - Parameter holder: what to tell others: verb and process.
    /// - Throws: `Failure.busy` naming the holder; `Failure.inputOutput`.
    public init(book path: String, holder: String) throws(Failure) {
        let file = path + ".lock"
        // The lock's own only once it is held: a refused one must not end as a held one does.
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw Failure(
                .inputOutput, "io", ["path": file, "reason": String(cString: strerror(errno))])
        }
        // A holder has its name there but for the moments after it came and before it goes.
        var moments = 200
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            var buffer = [UInt8](repeating: 0, count: 512)
            let count = pread(descriptor, &buffer, buffer.count, 0)
            let told = String(decoding: buffer[..<max(0, count)], as: UTF8.self)
            moments -= 1
            if told.isEmpty, moments > 0 {
                poll(nil, 0, 5)
                continue
            }
            close(descriptor)
            throw Failure(.busy, "book-held", ["path": path, "holder": told])
        }
        ftruncate(descriptor, 0)
        let text = Array(holder.utf8)
        _ = pwrite(descriptor, text, text.count, 0)
        self.descriptor = descriptor
    }

    deinit {
        ftruncate(descriptor, 0)
        close(descriptor)
    }
}
