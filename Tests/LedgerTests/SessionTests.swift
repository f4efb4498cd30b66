import Accounting
import Digest
import GRDB
import Testing

@testable import Ledger

@Suite struct SessionTests {
    /// Every run asks for them, month by month: they are few, the postings may be millions.
    @Test func workedOutEntriesAreFoundWithoutAScanOfPostings() throws {
        let folder = try Folder()
        try fullBook(folder.book)
        let plan = try Book(path: folder.book, creating: false).read { snapshot in
            try Row.fetchAll(
                snapshot.db,
                sql: """
                    EXPLAIN QUERY PLAN SELECT p.amount FROM \(WorkedOut.postings)
                    WHERE e.day = 1 AND e.recipe IN (20, 22)
                    """
            ).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.hasPrefix("SEARCH e USING INDEX entry_worked_out") }, "\(plan)")
        #expect(plan.contains { $0.hasPrefix("SEARCH p USING PRIMARY KEY") }, "\(plan)")
    }

    /// Head, postings and balances of a book.
    private func state(_ path: String) throws -> [String] {
        try Book(path: path, creating: false).read { snapshot in
            let head = try snapshot.lastBatch().head?.description ?? "-"
            let sums = try snapshot.monthSums().map {
                "\($0.account) \($0.month) \($0.kind) \($0.debit) \($0.credit) \($0.count)"
            }
            let rows = try Row.fetchAll(snapshot.db, sql: "SELECT * FROM posting ORDER BY id")
                .map { "\($0.databaseValues)" }
            let accounts = try snapshot.accountCodes().sorted { $0.key < $1.key }
                .map { "\($0.key) \($0.value)" }
            return [head] + sums + rows + accounts
        }
    }

    @Test func committedBookHolds() throws {
        let folder = try Folder()
        try fullBook(folder.book)
        let verification = try Book(path: folder.book, creating: false).read { try $0.verify() }
        #expect(verification.holds)
        #expect(verification.faults.map(\.what).isEmpty)
        #expect(verification.batches == 2)
        #expect(verification.entries == 3)
        let head = try Book(path: folder.book, creating: false).read { try $0.lastBatch() }
        #expect(head.id == 2)
        #expect(head.head == verification.head)
    }

    @Test func sameRowsGiveTheSameHead() throws {
        let (one, two) = (try Folder(), try Folder())
        try fullBook(one.book)
        try fullBook(two.book)
        #expect(try state(one.book) == state(two.book))
    }

    @Test func otherSettingsGiveAnotherHead() throws {
        var heads: [Digest] = []
        for byte in [UInt8(1), 2] {
            let folder = try Folder()
            let book = try Book(path: folder.book, creating: true)
            heads.append(
                try book.write { session in
                    try session.begin()
                    try session.file("a")
                    try session.enter("512", "101", 5, on: "2026-01-01")
                    return try session.commit(settings: [("chart.csv", [byte])])
                })
        }
        #expect(heads[0] != heads[1])
    }

    @Test func nothingIsInTheBookUntilTheCommit() throws {
        let folder = try Folder()
        let book = try Book(path: folder.book, creating: true)
        try book.write { session in
            try session.begin()
            try session.file("a")
            try session.enter("512", "101", 5, on: "2026-01-01")
            #expect(!session.isEmpty)
        }
        #expect(try state(folder.book) == ["-"])
        try book.write { session in
            try session.begin()
            try session.enter("512", "101", 5, on: "2026-01-01")
            try session.rollback()
        }
        #expect(try state(folder.book) == ["-"])
    }

    /// A withdrawn savepoint leaves chain, numbers and balances as if it had never been.
    @Test func rolledBackSavepointLeavesNoTrace() throws {
        let (with, without) = (try Folder(), try Folder())
        for (folder, wanders) in [(with, true), (without, false)] {
            try Book(path: folder.book, creating: true).write { session in
                try session.begin()
                try session.file("a")
                try session.enter("512", "101", 1000, on: "2026-01-01")
                if wanders {
                    try session.savepoint("file")
                    try session.file("b")
                    try session.enter("606", "512", 30, on: "2026-03-01")
                    try session.lock(through: try day("2026-01-31"), reason: "no")
                    _ = try session.word(Array("x".utf8))
                    try session.savepoint("unit")
                    try session.enter("627", "512", 7, on: "2026-02-01")
                    try session.release("unit")
                    try session.rollback(to: "file")
                }
                try session.file("c")
                let entry = try session.enter("606", "512", 250, on: "2026-01-15")
                #expect(entry == 2)
                _ = try session.commit(settings: [])
            }
        }
        #expect(try state(with.book) == state(without.book))
        #expect(try faults(of: with.book).isEmpty)
    }

    @Test func innerSavepointIsWithdrawnAlone() throws {
        let folder = try Folder()
        try Book(path: folder.book, creating: true).write { session in
            try session.begin()
            try session.file("a")
            try session.savepoint("file")
            try session.enter("512", "101", 1000, on: "2026-01-01")
            try session.savepoint("unit")
            try session.enter("606", "512", 9, on: "2026-01-02")
            try session.rollback(to: "unit")
            try session.enter("606", "512", 250, on: "2026-01-15")
            try session.release("file")
            _ = try session.commit(settings: [])
        }
        let sums = try Book(path: folder.book, creating: false).read { try $0.monthSums() }
        #expect(sums.map { $0.debit - $0.credit } == [750, -1000, 250])
        #expect(try faults(of: folder.book).isEmpty)
    }

    @Test func numbersGoOnInTheNextBatch() throws {
        let folder = try Folder()
        try fullBook(folder.book)
        let entry = try Book(path: folder.book, creating: true).write { session in
            try session.begin()
            #expect(session.batch == 3)
            #expect(try session.reserveFile() == 3)
            let entry = try session.enter("512", "101", 5, on: "2026-03-01")
            _ = try session.commit(settings: [])
            return entry
        }
        #expect(entry == 4)
        let postings = try Book(path: folder.book, creating: false).read {
            try Int64.fetchAll($0.db, sql: "SELECT id FROM posting ORDER BY id")
        }
        #expect(postings == Array(1...8))
        #expect(try faults(of: folder.book).isEmpty)
    }

    @Test func balanceBeyondInt64IsRefused() throws {
        let folder = try Folder()
        let book = try Book(path: folder.book, creating: true)
        let failure = thrown {
            try book.write { session in
                try session.begin()
                try session.file("a")
                for _ in 0..<2 {
                    try session.enter("512", "101", Int64.max / 2 + 1, on: "2026-01-01")
                }
                _ = try session.commit(settings: [])
            }
        }
        #expect(failure?.kind == .refused)
        #expect(failure?.slug == "balance-overflow")
        #expect(try state(folder.book) == ["-"])
    }

    @Test func anAccountsOwnBalanceTakesOriginals() throws {
        let folder = try Folder()
        let book = try Book(path: folder.book, creating: true)
        let dollar = try #require(Currency("USD"))
        try book.write { session in
            try session.begin()
            try session.file("a")
            try session.enter(
                "512", "707", 100, on: "2026-01-30", original: Money(110, dollar))
            try session.enter(
                "512", "707", -40, on: "2026-01-31", original: Money(-44, dollar))
            _ = try session.commit(settings: [])
        }
        try book.read { snapshot in
            let codes = try snapshot.accountCodes()
            let bank = try #require(codes.first { $0.value == "512" }?.key)
            let sales = try #require(codes.first { $0.value == "707" }?.key)
            #expect(try snapshot.ownBalance(of: bank, through: try day("2026-01-29")) == 0)
            #expect(try snapshot.ownBalance(of: bank, through: try day("2026-01-30")) == 110)
            #expect(try snapshot.ownBalance(of: bank, through: try day("2026-01-31")) == 66)
            #expect(try snapshot.ownBalance(of: sales, through: try day("2026-01-31")) == -60)
            var lines: [Snapshot.Line] = []
            try snapshot.lines(of: bank, from: try day("2026-01-01"), to: try day("2026-01-31")) {
                lines.append($0)
            }
            #expect(lines.map(\.original) == [Money(110, dollar), Money(-44, dollar)])
            #expect(lines.map { $0.debit - $0.credit } == [100, -40])
        }
        #expect(try book.read { try $0.verify() }.holds)
    }
}
