import Accounting
import Ledger
import Reports
import Testing

@testable import Posting

/// A thousand items over three years: what a run and a report take, told in seconds.
///
/// 1,000 items × 36 months × 9 moves (a receipt, eight days of sales) = 324,000 moves. The last
/// run brings a sale of each item, so that every item is worked out again from its first move.
@Suite(.enabled(if: Reliability.isLong)) struct StockScaleTests {
    @Test(arguments: [StockPolicy.Cost.weightedAverage, .fifo])
    func aThousandItemsOverThreeYears(_ cost: StockPolicy.Cost) throws {
        let stock = try StockBook(.init(system: .perpetual, cost: cost), start: "2024-01-01")
        let items = (0..<1000).map { "ITEM-\($0)" }
        var seconds: [String] = []
        func measure(_ what: String, _ body: () throws -> Void) rethrows {
            let start = ContinuousClock.now
            try body()
            let spent = (ContinuousClock.now - start).components
            seconds.append(
                "\(what) \(spent.seconds).\(spent.attoseconds / 100_000_000_000_000_000)")
        }
        for year in ["2024", "2025", "2026"] {
            var lines: [Substring] = []
            for month in 1...12 {
                let head = "\(year)-\(month < 10 ? "0" : "")\(month)"
                for (number, item) in items.enumerated() {
                    lines.append("\(head)-01 \(item) receipt 40 \(80 + number % 7).10"[...])
                    for day in 2...9 { lines.append("\(head)-0\(day) \(item) sale -4.5"[...]) }
                }
            }
            try measure(year) { try stock.run("\(year)-12", lines) }
        }
        try measure("one more day") {
            try stock.run("2026-12", items.map { "2026-12-10 \($0) sale -1"[...] })
        }
        try measure("report") {
            let summary = try stock.summary("2026-12")
            #expect(summary.rows.count == 1000)
            #expect(summary.accounts.allSatisfy { $0.difference == 0 })
        }
        print("stock of 324,000 moves, \(cost.rawValue):", seconds.joined(separator: ", "))
    }
}
