import Foundation
import Testing

/// The studio of `pipelines/atelier-nord`: what an accountant looks at in its packs.
@Suite struct AtelierTests {
    /// Fields of a report's lines; fields with commas in quotes are none that are asked for here.
    private func rows(_ scratch: Scratch, _ period: String, _ report: String) throws -> [[String]] {
        try scratch.text("pack/\(period)/\(report).csv").split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func everythingTiesOut() throws {
        let scratch = try Scratch()
        try scratch.closeAll("atelier-nord")
        for period in Scratch.periods {
            let lines = try rows(scratch, period, "tie-out")
            let unexplained = lines.filter { $0[2] == "unexplained" }
            #expect(unexplained.count > 10)
            for line in unexplained where !["0.00", "0"].contains(line[5]) {
                Issue.record("\(period): \(line)")
            }
            let banks = Set(lines.filter { $0[0] == "bank" }.map { $0[1] })
            #expect(banks == ["512100", "512200", "512300"])
            for bank in banks {
                let figures = lines.filter { $0[0] == "bank" && $0[1] == bank }
                let book = figures.first { $0[2] == "book" }?[5]
                #expect(book != nil)
                #expect(book == figures.first { $0[2] == "independent" }?[5], "\(period) \(bank)")
            }
        }
    }

    @Test func thePlantedFaultsAreFoundAndNothingElse() throws {
        let scratch = try Scratch()
        try scratch.closeAll("atelier-nord")
        var found: [String: Set<String>] = [:]
        for period in Scratch.periods {
            for row in try rows(scratch, period, "exceptions") where row[0] == "error" {
                found["\(period) \(row[3])", default: []].insert(row[2])
            }
        }
        let planted = [
            "2026-09 purchases/cii/S008-MD2026128.xml": "bill-lookalike",
            "2026-09 purchases/cii/S004-SK-2609-3.xml": "declared-gross",
            "2026-09 purchases/ubl/X01-LE-771.xml": "party-unknown",
            "2026-09 purchases/ubl/S006-RP-2026-094.xml": "supplier-account-changed",
        ]
        #expect(found == planted.mapValues { [$0] })
        let suspense = try rows(scratch, "2026-09", "tie-out").filter {
            $0[0] == "suspense" && $0[2] == "item"
        }
        #expect(suspense.map { $0[5] } == ["-450.00"])
    }

    @Test func noPersonOfTheWagesIsNamedAnywhere() throws {
        let scratch = try Scratch()
        try scratch.closeAll("atelier-nord")
        let folder = Program.root + "/fixtures/atelier-nord/inbox/payroll"
        let journal = try Program.text(folder + "/payroll-2026-09.csv")
        let names = Set(
            journal.split(separator: "\n").dropFirst().compactMap {
                $0.split(separator: ",", omittingEmptySubsequences: false).dropFirst(4).first
                    .map(String.init)
            })
        #expect(names.count == 9)
        for (path, bytes) in try scratch.contents("pack") {
            let text = String(decoding: bytes, as: UTF8.self)
            for name in names where text.contains(name) { Issue.record("\(name) in \(path)") }
        }
    }
}
