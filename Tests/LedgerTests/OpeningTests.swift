import Accounting
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite struct OpeningTests {
    @Test func absentBookIsNotMade() throws {
        let folder = try Folder()
        let failure = thrown { _ = try Book(path: folder.book, creating: false) }
        #expect(failure?.kind == .inputOutput)
        #expect(failure?.slug == "book-absent")
        #expect(!FileManager.default.fileExists(atPath: folder.book))
    }

    @Test func createdBookOpensAgain() throws {
        let folder = try Folder()
        let created = try Book(path: folder.book, creating: true)
        #expect(try created.read { try $0.lastBatch().id } == 0)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.book))
        _ = try Book(path: folder.book, creating: true)
        _ = try Book(path: folder.book, creating: false)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.book)) == bytes)
        #expect(bytes.prefix(15) == Data("SQLite format 3".utf8))
    }

    @Test func bookOfANewerSchemaIsLeftUntouched() throws {
        let folder = try Folder()
        try fullBook(folder.book)
        try tamper(folder.book, "PRAGMA user_version = \(Schema.version + 1)")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.book))
        for creating in [true, false] {
            let failure = thrown { _ = try Book(path: folder.book, creating: creating) }
            #expect(failure?.kind == .books)
            #expect(failure?.slug == "book-version")
            #expect(failure?.arguments["found"] == String(Schema.version + 1))
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.book)) == bytes)
    }

    /// Takes back what a version brought, the latest first.
    private static let undo = [
        4: """
        DROP TABLE receipt_range; DROP TABLE sale_detail; DROP TABLE payout; DROP TABLE payout_line;
        DROP TABLE stock_move; DROP TABLE stock_cost; DROP TABLE cash_count;
        DROP TABLE goods_billed; DROP INDEX item_target; DROP INDEX item_targets;
        PRAGMA user_version = 4;
        """,
        3: """
        DROP INDEX entry_worked_out; DROP INDEX item_currency; DROP INDEX allocation_counter;
        DROP TABLE allocation_original; DROP TABLE document_bank; DROP TABLE tax_line;
        DROP TABLE payment_reference;
        DROP TABLE suspense_party; DROP TABLE answer; DROP TABLE payroll;
        DROP TABLE payroll_element; PRAGMA user_version = 3;
        """,
        2: "DROP TABLE conversion; PRAGMA user_version = 2;",
        1: "DROP TABLE entry_count; PRAGMA user_version = 1;",
    ]

    /// What makes a book of this version one of `version`.
    private static func before(_ version: Int) -> String {
        undo.filter { $0.key >= version }.sorted { $0.key > $1.key }.map(\.value).joined()
    }

    @Test(arguments: [(1, before(1)), (2, before(2)), (3, before(3)), (4, before(4))])
    func bookOfASchemaBeforeIsBroughtUpToDate(_ version: Int, _ before: String) throws {
        let folder = try Folder()
        try Book(path: folder.book, creating: true).write { session in
            try session.begin()
            try session.enter("512", "101", 100, on: "2026-01-05", file: try session.file("a"))
            _ = try session.commit(settings: [])
        }
        let count = { (book: Book) in
            try book.read {
                try $0.entryCount(from: day("2026-01-01"), to: day("2026-12-31"))
            }
        }
        let entries = try count(try Book(path: folder.book, creating: false))
        #expect(entries > 0)
        for creating in [true, false] {
            try tamper(folder.book, before)
            let book = try Book(path: folder.book, creating: creating)
            #expect(try count(book) == entries)
            #expect(try book.read { try $0.verify() }.holds)
        }
    }

    /// A file without a byte is what a run leaves that was killed before its first commit.
    @Test func emptyFileIsNoBookYet() throws {
        let folder = try Folder()
        try Data().write(to: URL(fileURLWithPath: folder.book))
        let failure = thrown { _ = try Book(path: folder.book, creating: false) }
        #expect(failure?.slug == "book-absent")
        #expect(try Book(path: folder.book, creating: true).read { try $0.lastBatch().id } == 0)
    }

    /// Copies a book and its journal in the middle of a transaction that has reached the disk.
    private func leftByAKilledRun(_ book: String, _ sql: String) throws -> String {
        let left = book + "-left"
        let queue = try DatabaseQueue(path: book)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA cache_size = 1; BEGIN IMMEDIATE; \(sql)")
            for ending in ["", "-journal"] {
                try Data(contentsOf: URL(fileURLWithPath: book + ending))
                    .write(to: URL(fileURLWithPath: left + ending))
            }
            try db.execute(sql: "ROLLBACK")
        }
        return left
    }

    @Test func bookThatAKilledRunLeftIsRolledBackBeforeItIsRead() throws {
        let folder = try Folder()
        try fullBook(folder.book)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.book))
        let left = try leftByAKilledRun(
            folder.book, "UPDATE entry SET text = hex(zeroblob(20000)) || id")
        #expect(try Data(contentsOf: URL(fileURLWithPath: left)) != bytes)
        #expect(try Book(path: left, creating: false).read { try $0.verify() }.holds)
        #expect(try Data(contentsOf: URL(fileURLWithPath: left)) == bytes)
        #expect(!FileManager.default.fileExists(atPath: left + "-journal"))
    }

    /// Of the first pages that a killed run wrote the header may be the one that is missing.
    @Test func bookWithoutItsHeaderIsRolledBackByItsJournal() throws {
        let folder = try Folder()
        try fullBook(folder.book)
        let left = try leftByAKilledRun(
            folder.book, "PRAGMA user_version = 99; UPDATE entry SET text = hex(zeroblob(20000))")
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: left))
        try file.write(contentsOf: Data(count: 4096))
        try file.close()
        for creating in [false, true] {
            #expect(try Book(path: left, creating: creating).read { try $0.verify() }.holds)
        }
    }

    @Test func aMigrationThatFailsLeavesTheBookAsItWas() throws {
        let folder = try Folder()
        try fullBook(folder.book)
        // The table that the migration makes is there already.
        try tamper(folder.book, "PRAGMA user_version = 2")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.book))
        #expect(throws: (any Error).self) { _ = try Book(path: folder.book, creating: true) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.book)) == bytes)
    }

    @Test(arguments: ["DELETE", "WAL"]) func foreignDatabaseIsLeftUntouched(_ mode: String) throws {
        let folder = try Folder()
        try tamper(
            folder.book,
            "PRAGMA journal_mode = \(mode); CREATE TABLE other(x); INSERT INTO other VALUES(1);")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.book))
        let failure = thrown { _ = try Book(path: folder.book, creating: true) }
        #expect(failure?.kind == .books)
        #expect(failure?.slug == "not-a-book")
        let now = try Data(contentsOf: URL(fileURLWithPath: folder.book))
        #expect(now == bytes)
    }

    @Test(arguments: [true, false]) func fileThatIsNoDatabaseIsRefused(_ creating: Bool) throws {
        let folder = try Folder()
        let text = Data(String(repeating: "this is not a database\n", count: 500).utf8)
        try text.write(to: URL(fileURLWithPath: folder.book))
        let failure = thrown { _ = try Book(path: folder.book, creating: creating) }
        #expect(failure?.kind == .books)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.book)) == text)
    }

    @Test func pragmasHoldWhileWriting() throws {
        let folder = try Folder()
        let book = try Book(path: folder.book, creating: true)
        func text(_ pragma: String) throws -> String {
            try book.write {
                try String.fetchOne($0.db, sql: "SELECT * FROM pragma_\(pragma)") ?? ""
            }
        }
        #expect(try text("journal_mode") == "delete")
        #expect(try text("synchronous") == "3")
        #expect(try text("page_size") == "8192")
        #expect(try text("cache_size") == "-16384")
        #expect(try text("trusted_schema") == "0")
        #expect(try text("foreign_keys") == "1")
        #expect(try text("cell_size_check") == "1")
        #expect(try text("application_id") == String(Schema.applicationID))
        #expect(try text("user_version") == String(Schema.version))
        let mapped = try book.write { try Int.fetchOne($0.db, sql: "PRAGMA mmap_size") }
        #expect(mapped == 0)
    }

    @Test func everyTableIsStrictAndTheKeyedOnesHaveNoRowid() throws {
        let folder = try Folder()
        let book = try Book(path: folder.book, creating: true)
        let tables = try book.write { session in
            try Row.fetchAll(
                session.db,
                sql: "SELECT name, strict, wr FROM pragma_table_list WHERE schema = 'main'"
            ).filter { !($0["name"] as String).hasPrefix("sqlite_") }
                .map { ($0["name"] as String, $0["strict"] as Int, $0["wr"] as Int) }
        }
        #expect(tables.count == 42)
        #expect(tables.allSatisfy { $0.1 == 1 })
        #expect(
            Set(tables.filter { $0.2 == 1 }.map(\.0))
                == ["posting", "balance", "entry_count", "settings"])
        #expect(Set(Schema.chained).isSubset(of: Set(tables.map(\.0))))
    }

    @Test func strictTableRefusesAFloat() throws {
        let folder = try Folder()
        let book = try Book(path: folder.book, creating: true)
        let failure = thrown {
            try book.write {
                try $0.db.execute(sql: "INSERT INTO posting VALUES(1, 1, 1, 1, 0, 1.5, NULL, NULL)")
            }
        }
        #expect(failure?.kind == .inputOutput)
    }

    @Test func readOnlyBookRefusesToWrite() throws {
        let folder = try Folder()
        try fullBook(folder.book)
        let book = try Book(path: folder.book, creating: false)
        let failure = thrown {
            try book.write {
                try $0.begin()
                try $0.file("a")
            }
        }
        #expect(failure?.kind == .inputOutput)
    }

    @Test func lockHeldByAnotherIsBusy() throws {
        let folder = try Folder()
        var held: BookLock? = try BookLock(book: folder.book, holder: "run 42")
        let failure = thrown { _ = try BookLock(book: folder.book, holder: "run 43") }
        #expect(failure?.kind == .busy)
        #expect(failure?.slug == "book-held")
        #expect(failure?.arguments["holder"] == "run 42")
        #expect(held != nil)
        held = nil
        let next = try BookLock(book: folder.book, holder: "run 44")
        let again = busy(folder)
        #expect(again?.arguments["holder"] == "run 44")
        withExtendedLifetime(next) {}
    }

    /// A holder that has not told its name yet, or not any more, is asked again.
    @Test func lockWithoutAHolderIsWaitedFor() throws {
        let folder = try Folder()
        let descriptor = open(folder.book + ".lock", O_RDWR | O_CREAT, 0o644)
        #expect(flock(descriptor, LOCK_EX) == 0)
        Thread.detachNewThread {
            usleep(50_000)
            close(descriptor)
        }
        let lock = try BookLock(book: folder.book, holder: "run 46")
        #expect(busy(folder)?.arguments["holder"] == "run 46")
        withExtendedLifetime(lock) {}
    }

    private func busy(_ folder: Folder) -> Failure? {
        thrown { _ = try BookLock(book: folder.book, holder: "run 45") }
    }
}
