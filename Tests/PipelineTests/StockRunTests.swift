import Foundation
import Testing

/// What `inspect` shows of stock files, in the fields of DESIGN §4.
@Suite struct InspectedStockTests {
    @Test(arguments: [
        (
            "I-365-value-missing/inbox/stock/receipts.csv",
            "\"count\":1,\"movements\":2,\"quantity\":null,"
                + "\"by_unit\":{\"box\":\"2.000\",\"kg\":\"10.000\"}"
        ),
        (
            "V-196-item-unknown/inbox/stock/issues.csv",
            "\"count\":1,\"movements\":2,\"quantity\":\"-1.000\",\"by_unit\":{\"\":\"-1.000\"}"
        ),
    ])
    func movements(_ file: String, _ expected: String) throws {
        let path = Program.root + "/fixtures/rules/" + file
        let outcome = try Program.run("monthend", ["inspect", "--format", "json", path])
        #expect(outcome.exit == 0)
        #expect(outcome.out.contains("\"documents\":{\"kind\":\"stock\"," + expected + "}"))
    }
}

/// Stock from drops to the book, by runs of the program over `fixtures/stock`.
@Suite struct StockRunTests {
    private let fixtures = Program.root + "/fixtures/stock/"

    @discardableResult
    private func run(_ inbox: String, _ scratch: Scratch) throws -> Program.Outcome {
        try Program.run(
            "monthend",
            [
                "run", fixtures + "client", "-p", "2026-09", "--inbox", inbox, "--book",
                scratch.path + "/book.sqlite", "--out", scratch.path + "/out",
            ])
    }

    /// A latte takes 9 g of beans, 0.2 l of milk and a cup. On the 20th three are sold and one
    /// comes back; the one of the 21st is called off on the 22nd.
    @Test func salesMoveWhatTheyAreMadeOf() throws {
        let scratch = try Scratch()
        try run(fixtures + "goods-received/inbox", scratch)
        let query = """
            SELECT date('0001-01-01', '+' || day || ' days') || ' ' || kind || ' ' || w.text
              || ' ' || quantity
            FROM stock_move m JOIN word w ON w.id = m.product WHERE sold IS NOT NULL ORDER BY m.id
            """
        let read = """
            import sqlite3, sys
            for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print(row[0])
            """
        let moves = try Program.run(
            "/usr/bin/env", ["python3", "-c", read, scratch.path + "/book.sqlite", query])
        #expect(
            moves.out.split(separator: "\n").map(String.init) == [
                "2026-09-20 sale BEANS -27", "2026-09-20 sale MILK -600",
                "2026-09-20 sale CUP -3000", "2026-09-20 customer_return BEANS 9",
                "2026-09-20 customer_return MILK 200", "2026-09-20 customer_return CUP 1000",
                "2026-09-21 sale BEANS -9", "2026-09-21 sale MILK -200",
                "2026-09-21 sale CUP -1000", "2026-09-22 customer_return BEANS 9",
                "2026-09-22 customer_return MILK 200", "2026-09-22 customer_return CUP 1000",
            ])
    }

    /// Stock a run before its bills, and bills a run before their stock, end in one book.
    @Test(arguments: ["stock", "bills"]) func comesToOneBook(_ first: String) throws {
        let scratch = try Scratch()
        let whole = fixtures + "goods-received/"
        for folder in ["opening", first] {
            try FileManager.default.createDirectory(
                atPath: scratch.path + "/inbox", withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: whole + "inbox/" + folder, toPath: scratch.path + "/inbox/" + folder)
        }
        try run(scratch.path + "/inbox", scratch)
        let last = try run(whole + "inbox", scratch)
        #expect(last.exit == 0, "\(last.err)")
        // Movements differ by what was worked out again: accounts and their closings do not.
        func closings(_ path: String) throws -> [String] {
            try Program.text(path).split(separator: "\n").map { line in
                let fields = line.split(separator: ",", omittingEmptySubsequences: false)
                return ([fields[0]] + fields.suffix(2)).joined(separator: " ")
            }
        }
        let expected = try closings(whole + "expected/2026-09/trial-balance.csv")
        #expect(try closings(scratch.path + "/out/trial-balance.csv") == expected)
    }
}
