internal import Accounting
internal import Testing

@testable internal import Ledger

@Suite struct BulkTests {
    /// More postings than one sorted run holds, days and accounts in no order.
    @Test func postingsOfSeveralRunsStandInKeyOrderAndAddUp() throws {
        let folder = try Folder()
        let book = try Book(path: folder.book, creating: true)
        let start = try day("2026-01-01")
        let count = PostingBuffer.capacity / 2 + 1000
        var expected: [Int64: Int64] = [:]
        try book.write { session in
            try session.begin()
            let file = try session.file("bank/a.csv")
            let accounts = try (0..<7).map { try session.account("6\($0)") }
            let bank = try session.account("512")
            var next = 0
            while next < count {
                var columns = EntryBatch.Columns()
                for number in next..<min(next + 4096, count) {
                    let amount = Int64(number % 1000 + 1)
                    let account = accounts[number % 7]
                    let posting = start + number * 37 % 365
                    columns.kinds.append(EntryKind.normal.rawValue)
                    columns.days.append(Int64(posting.number))
                    columns.documentDays.append(Int64(posting.number))
                    columns.files.append(file)
                    columns.lines.append(Int64(number))
                    columns.offsets.append(0)
                    columns.lengths.append(0)
                    columns.recipes.append(Recipe.bankLine.rawValue)
                    columns.parties.append(.empty)
                    columns.references.append(.empty)
                    columns.texts.append(columns.arena.append("row \(number)"))
                    columns.post(account, .debit, amount)
                    columns.post(bank, .credit, amount)
                    expected[account, default: 0] += amount
                    expected[bank, default: 0] -= amount
                }
                next += columns.count
                _ = try session.append(try EntryBatch(columns))
            }
            _ = try session.commit(settings: [])
        }
        try book.read { snapshot in
            #expect(try snapshot.verify().holds)
            let year = (start, try day("2026-12-31"))
            #expect(try snapshot.entryCount(from: year.0, to: year.1) == Int64(count))
            var sums: [Int64: Int64] = [:]
            for sum in try snapshot.sums(from: year.0, to: year.1) {
                sums[sum.account, default: 0] += sum.debit - sum.credit
            }
            #expect(sums == expected)
        }
    }

    @Test func aBatchThatFailsIsToldOnceAndStopsTheOthers() throws {
        struct Full: Error {}
        final class Log: @unchecked Sendable { var written: [Int] = [] }
        let log = Log()
        let writer = BulkWriter()
        writer.write { log.written.append(1) }
        writer.write { throw Full() }
        writer.write { log.written.append(3) }
        #expect(throws: Full.self) { try writer.settle() }
        #expect(log.written == [1])
        try writer.settle()
        writer.write { log.written.append(4) }
        try writer.settle()
        #expect(log.written == [1, 4])
    }
}
