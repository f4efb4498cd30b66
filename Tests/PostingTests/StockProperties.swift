import Accounting
import Chance
import Ledger
import Reports
import Testing

@testable import Posting

/// Σ postings on stock accounts = Σ pool values, to the cent, after every run, whatever comes when.
@Suite struct StockPostingProperties {
    private static let items = ["BEANS", "MILK", "MUG"]

    /// Moves of three months in lines of `StockBook`; transfers with both their sides.
    private static func lines(_ generator: inout SeededNumbers, byLocation: Bool) -> [[Substring]] {
        (0..<generator.within(8...40)).map { number in
            let month = generator.pick(["01", "02", "03"])
            let day = generator.within(1...28)
            let head = "2026-\(month)-\(day < 10 ? "0" : "")\(day) \(generator.pick(items))"
            let quantity = "\(generator.within(1...9)).\(generator.pick(["0", "5", "25"]))"
            let value = "\(generator.within(0...80)).\(generator.within(10...99))"
            let place = byLocation ? " @" + generator.pick(["A", "B"]) : ""
            let document = " #D\(number)"
            let tail = place + document
            switch generator.below(10) {
            case 0...3: return ["\(head) receipt \(quantity) \(value)\(tail)"[...]]
            case 4...6: return ["\(head) sale -\(quantity)\(tail)"[...]]
            case 7: return ["\(head) count =\(quantity)\(tail)"[...]]
            case 8:
                let kind = generator.pick(["waste -", "issue -", "customer_return "])
                return ["\(head) \(kind)\(quantity)\(tail)"[...]]
            default:
                if byLocation {
                    return [
                        "\(head) transfer -\(quantity) @A\(document)"[...],
                        "\(head) transfer \(quantity) @B\(document)"[...],
                    ]
                }
                return ["\(head) supplier_return -\(quantity) \(value)\(tail)"[...]]
            }
        }
    }

    private static func policy(_ generator: inout SeededNumbers) -> StockPolicy {
        StockPolicy(
            system: generator.pick(StockPolicy.System.allCases),
            cost: generator.pick(StockPolicy.Cost.allCases),
            belowZero: generator.pick(StockPolicy.BelowZero.allCases),
            isByLocation: generator.flip())
    }

    /// Both stock accounts hold what the pools do, at the ends of the months that are due.
    private static func expectFoots(_ stock: StockBook, _ months: [String], _ what: String) throws {
        for month in months {
            let summary = try stock.summary(month)
            for row in summary.rows {
                #expect(row.difference == StockSummary.Amount(), "\(what) \(month) \(row)")
            }
            for account in summary.accounts {
                #expect(account.difference == 0, "\(what) \(month) \(account)")
            }
        }
    }

    /// Random moves in random runs, months locked in between.
    @Test func theStockAccountsAreTheirPools() throws {
        var reliability = Reliability("stock-foots")
        var generator = SeededNumbers(seed: Reliability.seed)
        for number in 0..<(Reliability.isLong ? 400 : 40) {
            let policy = Self.policy(&generator)
            let stock = try StockBook(policy)
            var waiting = generator.shuffled(
                Self.lines(&generator, byLocation: policy.isByLocation))
            let months = ["2026-01", "2026-02", "2026-03"]
            var locked: [String: [StockSummary.Row]] = [:]
            while !waiting.isEmpty {
                let part = waiting.prefix(generator.within(1...12))
                waiting.removeFirst(part.count)
                try stock.run("2026-03", part.flatMap { $0 })
                try Self.expectFoots(stock, months, "case \(number) \(policy)")
                for (month, rows) in locked {
                    #expect(try stock.summary(month).rows.map(\.closing) == rows.map(\.closing))
                }
                if generator.below(4) == 0, locked.count < 2 {
                    let month = months[locked.count]
                    try stock.client.lock(through: month + (month == "2026-01" ? "-31" : "-28"))
                    locked[month] = try stock.summary(month).rows
                }
            }
            try stock.client.expectWhole()
            reliability.cases += 1
        }
        reliability.tell()
    }

    /// Without locks, every account stands the same on every day, whatever came when.
    @Test func arrivalDecidesNothing() throws {
        var reliability = Reliability("stock-order")
        var generator = SeededNumbers(seed: Reliability.seed &+ 1)
        let accounts = ["370", "371", "603", "604", "605", "6078", "6581", "6582", "6583"]
        for _ in 0..<(Reliability.isLong ? 200 : 20) {
            let policy = Self.policy(&generator)
            let lines = Self.lines(&generator, byLocation: policy.isByLocation)
            var shown: [[String]] = []
            for isShuffled in [false, true] {
                let stock = try StockBook(policy)
                var waiting = isShuffled ? generator.shuffled(lines) : lines
                while !waiting.isEmpty {
                    let part = waiting.prefix(isShuffled ? generator.within(1...9) : waiting.count)
                    waiting.removeFirst(part.count)
                    try stock.run("2026-03", part.flatMap { $0 })
                }
                shown.append(try Self.standing(stock, accounts))
            }
            #expect(shown[0] == shown[1])
            reliability.cases += 1
        }
        reliability.tell()
    }

    /// What each account's day came to.
    private static func standing(_ stock: StockBook, _ accounts: [String]) throws -> [String] {
        try stock.client.book.read { snapshot in
            let codes = try snapshot.accountCodes()
            var sums: [String: Int64] = [:]
            for (number, code) in codes where accounts.contains(code) {
                try snapshot.lines(
                    of: number, from: try day("2026-01-01"), to: try day("2026-12-31")
                ) { sums["\(code) \($0.day)", default: 0] += $0.debit - $0.credit }
            }
            return sums.filter { $0.value != 0 }.map { "\($0.key) \($0.value)" }.sorted()
        }
    }
}
