import Accounting
import Digest
import Foundation
import GRDB
import Testing

@testable import Ledger

@Suite struct VerifyTests {
    /// Columns of a table with the type they are declared with.
    private func columns(_ path: String, _ table: String) throws -> [(name: String, type: String)] {
        try Book(path: path, creating: false).read {
            try Row.fetchAll(
                $0.db, sql: "SELECT name, type FROM pragma_table_info(?)", arguments: [table]
            ).map { ($0["name"], $0["type"]) }
        }
    }

    /// Every column of every chained row, changed alone, is found.
    @Test(arguments: Schema.chained) func everyChangedColumnIsFound(_ table: String) throws {
        let folder = try Folder()
        try fullBook(folder.book)
        let columns = try columns(folder.book, table)
        #expect(columns.count >= 3)
        for (name, type) in columns {
            let changed =
                switch type {
                case "INTEGER": "CASE WHEN \(name) IS NULL THEN 1 ELSE \(name) + 1000 END"
                case "TEXT": "CASE WHEN \(name) IS NULL THEN 'x' ELSE \(name) || 'x' END"
                default: "zeroblob(32)"
                }
            let copy = folder.path("\(name).sqlite")
            try FileManager.default.copyItem(atPath: folder.book, toPath: copy)
            let key = "(SELECT max(id) FROM \(table))"
            try tamper(copy, "UPDATE \(table) SET \(name) = \(changed) WHERE id = \(key)")
            #expect(try !faults(of: copy).isEmpty, "\(table).\(name)")
        }
    }

    @Test(arguments: Schema.chained) func deletedRowIsFound(_ table: String) throws {
        let folder = try Folder()
        try fullBook(folder.book)
        try tamper(folder.book, "DELETE FROM \(table) WHERE id = (SELECT min(id) FROM \(table))")
        #expect(try !faults(of: folder.book).isEmpty)
    }

    @Test(arguments: Schema.chained) func addedRowIsFound(_ table: String) throws {
        let folder = try Folder()
        try fullBook(folder.book)
        let columns = try columns(folder.book, table)
        // The texts of accounts and words are unique.
        let isName = ["account", "word"].contains(table)
        let values = columns.map { name, type in
            name == "id" ? "id + 1000" : isName && type == "TEXT" ? "\(name) || 'x'" : name
        }.joined(separator: ",")
        let list = columns.map(\.name).joined(separator: ",")
        try tamper(
            folder.book,
            "INSERT INTO \(table)(\(list)) SELECT \(values) FROM \(table) ORDER BY id LIMIT 1")
        #expect(try !faults(of: folder.book).isEmpty)
    }

    @Test(arguments: ["entry", "item"]) func swappedRowsAreFound(_ table: String) throws {
        let folder = try Folder()
        try fullBook(folder.book)
        try tamper(
            folder.book,
            """
            UPDATE \(table) SET id = 100 WHERE id = 1;
            UPDATE \(table) SET id = 1 WHERE id = 2;
            UPDATE \(table) SET id = 2 WHERE id = 100;
            """)
        #expect(try faults(of: folder.book).contains("1 chain"))
    }

    /// The sums stay; only the rows' numbers change places.
    @Test func swappedPostingsOfOneSumAreFound() throws {
        let folder = try Folder()
        try fullBook(folder.book)
        try tamper(
            folder.book,
            """
            UPDATE posting SET id = 100 WHERE id = 1;
            UPDATE posting SET id = 1 WHERE id = 4;
            UPDATE posting SET id = 4 WHERE id = 100;
            """)
        #expect(try !faults(of: folder.book).isEmpty)
    }

    @Test(arguments: ["account", "month", "kind", "debit", "credit", "count"])
    func changedBalanceIsFound(_ column: String) throws {
        let folder = try Folder()
        try fullBook(folder.book)
        try tamper(
            folder.book,
            """
            UPDATE balance SET \(column) = \(column) + 7
            WHERE account = (SELECT max(account) FROM balance)
            """)
        #expect(try faults(of: folder.book).contains { $0.contains("balance") })
    }

    @Test(arguments: ["DELETE FROM balance", "DELETE FROM balance WHERE account = 1"])
    func deletedBalanceIsFound(_ sql: String) throws {
        let folder = try Folder()
        try fullBook(folder.book)
        try tamper(folder.book, sql)
        #expect(try faults(of: folder.book).contains { $0.contains("balance") })
    }

    @Test func balancedChangeOfBothFiguresIsFound() throws {
        let folder = try Folder()
        try fullBook(folder.book)
        try tamper(
            folder.book,
            """
            UPDATE posting SET amount = amount + 1 WHERE entry = 1;
            UPDATE balance SET debit = debit + 1 WHERE account = 1 AND debit = 12000;
            UPDATE balance SET credit = credit + 1 WHERE account = 2;
            """)
        #expect(try faults(of: folder.book).contains("1 chain"))
    }

    @Test func changedSettingsAreFound() throws {
        let folder = try Folder()
        try fullBook(folder.book)
        try tamper(folder.book, "UPDATE settings SET content = x'00'")
        #expect(try faults(of: folder.book).filter { $0.hasSuffix("settings") }.count == 2)
    }

    @Test func addedSettingsAreFound() throws {
        let folder = try Folder()
        try fullBook(folder.book)
        try tamper(folder.book, "INSERT INTO settings VALUES (zeroblob(32), x'00')")
        #expect(try faults(of: folder.book).count == 1)
    }

    @Test(arguments: ["settings", "head"]) func changedBatchIsFound(_ column: String) throws {
        let folder = try Folder()
        try fullBook(folder.book)
        try tamper(folder.book, "UPDATE batch SET \(column) = zeroblob(32) WHERE id = 1")
        #expect(try faults(of: folder.book).contains("1 chain"))
    }

    @Test func removedMiddleBatchIsFound() throws {
        let folder = try Folder()
        try fullBook(folder.book)
        try tamper(folder.book, "DELETE FROM batch WHERE id = 1")
        let faults = try faults(of: folder.book)
        #expect(faults.contains("1 batch missing"))
        #expect(faults.contains("2 chain"))
    }

    /// A book without its last batch agrees with itself; only a remembered head tells.
    @Test func removedLastBatchIsToldByTheRememberedHead() throws {
        let folder = try Folder()
        try fullBook(folder.book)
        let remembered = try Book(path: folder.book, creating: false).read {
            try $0.lastBatch().head
        }
        var sql = """
            DELETE FROM posting WHERE entry IN (SELECT id FROM entry WHERE batch = 2);
            DELETE FROM balance WHERE month = \(try day("2026-02-01").month.number);
            DELETE FROM entry_count WHERE month = \(try day("2026-02-01").month.number);
            DELETE FROM batch WHERE id = 2;
            DELETE FROM settings WHERE digest NOT IN (SELECT settings FROM batch);
            """
        for table in Schema.chained where table != "posting" {
            sql += "DELETE FROM \(table) WHERE batch = 2;"
        }
        try tamper(folder.book, sql)
        let verification = try Book(path: folder.book, creating: false).read { try $0.verify() }
        #expect(verification.holds)
        #expect(verification.batches == 1)
        #expect(verification.head != remembered)
    }

    /// What would act behind the program's back: nothing it did not make itself stands in a book.
    @Test(arguments: [
        "CREATE TRIGGER t AFTER INSERT ON posting BEGIN UPDATE posting SET amount = 1; END",
        "CREATE VIEW v AS SELECT 1", "CREATE TABLE more(id INTEGER)", "DROP INDEX item_document",
        "ALTER TABLE settings ADD COLUMN more INTEGER",
    ])
    func changedShapeIsFound(_ sql: String) throws {
        let folder = try Folder()
        try fullBook(folder.book)
        try tamper(folder.book, sql)
        #expect(try faults(of: folder.book).contains { $0.contains("shape") })
    }

    /// Values that no figure can have end in faults, not in a crash.
    @Test(arguments: [
        "UPDATE batch SET head = x'00' WHERE id = 1", "UPDATE file SET digest = x'00'",
        "UPDATE posting SET day = 9223372036854775807 WHERE id = 1",
        "UPDATE posting SET amount = 9223372036854775807",
        "UPDATE entry SET day = -9000000000 WHERE id = 1",
        "UPDATE balance SET month = 9223372036854775807 WHERE account = 1",
        "UPDATE entry_count SET month = -9223372036854775807 WHERE count = 1",
    ])
    func impossibleValuesAreFound(_ sql: String) throws {
        let folder = try Folder()
        try fullBook(folder.book)
        try tamper(folder.book, sql)
        #expect(try !faults(of: folder.book).isEmpty)
    }

    /// An account that changes its code moves its balance to another line of every report.
    @Test func renamedAccountIsFound() throws {
        let folder = try Folder()
        try fullBook(folder.book)
        try tamper(folder.book, "UPDATE account SET code = '999' WHERE code = '707'")
        let faults = try faults(of: folder.book)
        #expect(!faults.isEmpty)
    }

    @Test func renamedWordIsFound() throws {
        let folder = try Folder()
        try fullBook(folder.book)
        try tamper(folder.book, "UPDATE word SET text = 'toys' WHERE text = 'food'")
        let faults = try faults(of: folder.book)
        #expect(!faults.isEmpty)
    }

    @Test func postingsOnAnAccountNobodyMadeAreFound() throws {
        let folder = try Folder()
        try fullBook(folder.book)
        try tamper(folder.book, "DELETE FROM account WHERE code = '707'")
        #expect(try faults(of: folder.book).contains { $0.contains("posting.account") })
    }
}
