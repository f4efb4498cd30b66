internal import Testing

@testable internal import Accounting

@Suite("A batch that exists balances, entry by entry")
struct EntryBatchTests {
    /// One entry a list of (side, amount); `owners` overrides who owns the postings.
    private static func columns(
        _ entries: [[(PostingSide, Int64)]], owners: [Int64]? = nil
    ) -> EntryBatch.Columns {
        var columns = EntryBatch.Columns()
        for entry in entries {
            columns.kinds.append(EntryKind.normal.rawValue)
            for (side, amount) in entry { columns.post(1, side, amount) }
        }
        if let owners { columns.postingEntries = owners }
        return columns
    }

    @Test("balanced entries are taken")
    func balanced() throws {
        let batch = try EntryBatch(
            Self.columns([
                [(.debit, 100), (.credit, 100)],
                [(.debit, 120), (.credit, 100), (.credit, 20)],
                [(.debit, .max), (.debit, .max), (.credit, .max), (.credit, .max)],
            ]))
        #expect(batch.count == 3)
        #expect(batch.columns.postingEntries == [0, 0, 1, 1, 1, 2, 2, 2, 2])
        #expect(try EntryBatch(EntryBatch.Columns()).count == 0)
    }

    @Test(
        "an entry out of balance is named with its difference",
        arguments: [
            ("first", [[100, -99], [5, -5]], 0, 1),
            ("last", [[5, -5], [100, -101]], 1, -1),
            ("middle", [[5, -5], [7], [3, -3]], 1, 7),
            ("two that cancel each other", [[100, -99], [100, -101]], 0, 1),
        ] as [(String, [[Int64]], Int, Int128)])
    func unbalanced(name: String, amounts: [[Int64]], entry: Int, difference: Int128) {
        let entries = amounts.map { $0.map { ($0 < 0 ? PostingSide.credit : .debit, abs($0)) } }
        #expect(throws: Unbalanced(entry: entry, difference: difference)) {
            try EntryBatch(Self.columns(entries))
        }
    }

    @Test("an entry without postings is refused")
    func empty() {
        #expect(throws: Unbalanced.self) {
            try EntryBatch(Self.columns([[(.debit, 1), (.credit, 1)], []]))
        }
    }

    @Test("postings of an entry stand together")
    func interleaved() {
        let columns = Self.columns(
            [[(.debit, 1), (.credit, 1)], [(.debit, 1), (.credit, 1)]], owners: [0, 1, 0, 1])
        #expect(throws: Unbalanced.self) { try EntryBatch(columns) }
    }

    @Test(
        "postings without an entry of theirs are refused",
        arguments: [
            ("no entry at all", 0, [-1, -1]), ("beyond the last", 1, [7, 7]),
            ("before the first", 1, [-5, -5]), ("descending", 2, [1, 1, 0, 0]),
        ] as [(String, Int, [Int64])])
    func ownerless(name: String, entries: Int, owners: [Int64]) {
        var columns = EntryBatch.Columns()
        columns.kinds = [Int64](repeating: EntryKind.normal.rawValue, count: entries)
        for index in owners.indices {
            columns.post(1, index % 2 == 0 ? .debit : .credit, 10)
        }
        columns.postingEntries = owners
        #expect(throws: Unbalanced.self) { try EntryBatch(columns) }
    }

    @Test("a signed posting goes to its side")
    func signed() {
        var columns = EntryBatch.Columns()
        columns.kinds.append(EntryKind.normal.rawValue)
        columns.post(4, signed: 25)
        columns.post(5, signed: -25)
        columns.post(6, signed: 0)
        #expect(columns.sides == [0, 1, 0])
        #expect(columns.amounts == [25, 25, 0])
        #expect(columns.accounts == [4, 5, 6])
        #expect(columns.postingEntries == [0, 0, 0])
    }

    @Test("recipes keep their numbers and names: they stand in every book")
    func recipes() {
        #expect(
            Recipe.allCases.map { "\($0.rawValue) \($0.name)" } == [
                "0 opening", "1 voucher", "2 invoice", "3 credit-note", "4 bill",
                "5 supplier-credit-note", "6 receipt", "7 payment", "8 bank-line", "9 transfer",
                "10 transit-cleared", "11 store-day", "12 tax-due", "13 reclassified",
                "14 settlement", "15 exchange-difference", "16 discount",
                "17 payment-difference", "18 bank-charge", "19 write-off", "20 revaluation",
                "21 revaluation-reversed", "22 accrual", "23 accrual-reversed", "24 payroll",
                "25 payout", "26 stock-document", "27 cost-of-sales", "28 stock-change",
                "29 cash-count", "30 price-difference",
            ])
        #expect(
            [EntryKind.opening, .normal, .adjustment, .closing].map(\.rawValue) == [0, 1, 2, 3])
    }

    @Test("an arena gives back what was put in")
    func arena() {
        var arena = Arena()
        let texts = ["", "Café", "€", "a\u{0}b", "漢字"]
        let slices = texts.map { arena.append($0) }
        #expect(slices.map { arena.text($0) } == texts)
        #expect(Array(arena[slices[2]]) == [0xE2, 0x82, 0xAC])
        #expect(arena.text(.empty) == "")
    }

    @Test("a statement adds up only where both balances are stated and meet")
    func statements() {
        var tail = StatementTail(unit: 1, message: "camt.053", account: "", id: "", line: 1)
        #expect(tail.addsUp == nil)
        tail.opening = Exact(mantissa: 100, scale: 0)
        tail.booked = Exact(mantissa: -2550, scale: 2)
        #expect(tail.addsUp == nil)
        tail.closing = Exact(mantissa: 745, scale: 1)
        #expect(tail.addsUp == true)
        tail.closing = Exact(mantissa: 7451, scale: 2)
        #expect(tail.addsUp == false)
    }
}
