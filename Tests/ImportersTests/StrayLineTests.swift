internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

/// Lines of a table that are no rows: bounded, told, and every one of them counted.
@Suite("Lines that are no rows")
struct StrayLineTests {
    private static let head = "Date,Amount,Text\n"
    private static let row = "2026-09-02,5.00,A\n"
    private static let columns = ["date": "Date", "amount": "Amount", "text": "Text"]

    private static func reading(_ text: String, _ columns: [String: String] = columns) throws
        -> Imported
    {
        try importing(text, layout(.bankCSV, columns))
    }

    private static func lines(_ line: String, _ count: Int) -> String {
        String(repeating: line + "\n", count: count)
    }

    @Test("blank lines between two batches are one, with their number")
    func blanks() throws {
        let imported = try Self.reading(
            "\n" + Self.head + Self.row + Self.lines("", 10_000) + Self.row + "\n")
        #expect(
            imported.ignored.map { "\($0.span.line) \($0.reason) \($0.rows)" } == [
                "1 preamble 1", "4 blank 10001",
            ])
        #expect(imported.bank.count == 2)
        #expect(imported.rows == 10_004)
    }

    @Test("more strays than rows are another table: refused at the first line over the limit")
    func strays() throws {
        let limit = Limits.strayLines
        for line in ["x", "2026-09-02,5.00,\"A\"B", "2026-09-02,5.00,A,B"] {
            let most = try Self.reading(Self.head + Self.lines(line, limit))
            #expect(most.refusal == nil)
            #expect(most.spoiled.count == limit)
            let over = try Self.reading(Self.head + Self.row + Self.lines(line, limit + 1))
            #expect(over.refusal?.line == limit + 3)
        }
        let other = try Self.reading(Self.lines("x", limit + 1))
        #expect(other.refusal?.defect == .columnMissing)
    }

    @Test("as many rows excuse them, but not in a statement, which falls with the first")
    func excused() throws {
        let text = Self.lines("2026-09-02,5.00,A", 6000) + Self.lines("x", 6000)
        let list = try Self.reading(Self.head + text)
        #expect(list.refusal == nil)
        #expect(list.spoiled.count == 6000)
        let columns = Self.columns.merging(["balance": "Text"]) { first, _ in first }
        #expect(try Self.reading(Self.head + text, columns).refusal?.defect == .ragged)
    }

    @Test("what is set aside goes on in batches, without a row that would take it along")
    func batches() throws {
        var sizes: [Int] = []
        let importer = try makeImporter(layout(.bankCSV, Self.columns))
        let text =
            Self.head + Self.lines("2026-09-02,5.00,A", 8192) + Self.lines("x", 8192)
        try Array(text.utf8).withUnsafeBufferPointer {
            try importer.feed($0, isLast: true) { draft in
                if case .spoiled(let rows) = draft { sizes.append(rows.count) }
            }
        }
        #expect(sizes == [4096, 4096])
    }
}
