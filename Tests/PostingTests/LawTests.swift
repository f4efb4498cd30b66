import Accounting
import Chance
import Formats
import Foundation
import Posting
import Rendering
import Testing

/// RELIABILITY J: laws of any book, each on random ones until it has its number of cases.
@Suite struct LawTests {
    /// Laws of verbs that are not built.
    private static let pending = [("undo", 16), ("reopen", 17), ("explain", 19)]

    @Test func lawsHold() throws {
        let floor = Reliability.laws
        var tallies = Dictionary(
            uniqueKeysWithValues: Law.all.map {
                ($0.id, Reliability("J\($0.id)", takesTurns: true))
            })
        func needs(_ law: Law) -> Bool { tallies[law.id].map { $0.cases < floor } ?? false }
        var number: UInt64 = 0
        while Law.all.contains(where: needs), number < 8 * UInt64(floor) {
            let case_ = LawCase(seed: Reliability.seed &+ number)
            number += 1
            for group in Law.groups {
                let laws = group.filter(needs)
                guard let first = laws.first else { continue }
                let verdicts =
                    try tallies[first.id]?.timed { try Self.verdicts(laws, case_) } ?? []
                for (law, verdict) in zip(laws, verdicts) {
                    Self.count(law, verdict, case_, in: &tallies)
                }
            }
        }
        for (_, tally) in tallies.sorted(by: { $0.key < $1.key }) { Self.end(tally, floor: floor) }
        for (verb, id) in Self.pending { Reliability.print("pending \(verb) (J\(id))") }
    }

    private static func verdicts(_ laws: [Law], _ case_: LawCase) throws -> [LawCase.Verdict] {
        do {
            return laws.count > 1 ? try case_.together(laws) : [try laws[0].check(case_)]
        } catch { return laws.map { _ in .broken("\(error)") } }
    }

    private static func count(
        _ law: Law, _ verdict: LawCase.Verdict, _ case_: LawCase,
        in tallies: inout [Int: Reliability]
    ) {
        if verdict != .void { tallies[law.id]?.cases += 1 }
        guard case .broken(let what) = verdict else { return }
        let seed = case_.book.seed
        tallies[law.id]?.violations.append("J\(law.id) \(law.name), seed \(seed): \(what)")
        // One case alone is played to be looked at.
        if Reliability.laws == 1 {
            Reliability.print(case_.book.lines(case_.cuts).joined(separator: "\n"))
        }
    }

    private static func end(_ tally: Reliability, floor: Int) {
        tally.tell()
        #expect(
            tally.violations.isEmpty, "\(tally.violations.prefix(5).joined(separator: "\n"))")
        #expect(tally.cases >= floor, "\(tally.id) ran \(tally.cases) of \(floor) cases")
    }

    /// The proof of the proof: a figure a unit off, anywhere in what a law reads first, is seen.
    @Test(arguments: Law.all) func aUnitOffIsNoticed(_ law: Law) throws {
        let tries = 12
        var noticed = 0
        for number in 0..<UInt64(tries) where noticed == 0 {
            let case_ = LawCase(seed: Reliability.seed &+ number, isPlanted: true)
            if case .broken = try Self.verdicts([law], case_).first { noticed += 1 }
        }
        #expect(noticed > 0, "J\(law.id) notices nothing in \(tries) books")
    }

    // MARK: Laws without a book

    /// J22: what is printed reads back, money, days, CSV and JSON.
    @Test func printedReadsBack() throws {
        var harness = Reliability("J22")
        var random = SeededNumbers(seed: Reliability.seed)
        let point = AmountReader(NumberFormat(decimal: UInt8(ascii: ".")))
        for _ in 0..<Reliability.laws {
            harness.cases += 1
            let exponent = random.pick([0, 2, 3])
            let amount = Int64(bitPattern: random.next()) >> random.within(0...60) % Limits.amount
            let printed = decimalText(amount, exponent: exponent)
            let read = Array(printed.utf8).withUnsafeBufferPointer {
                point.units($0, exponent: exponent)
            }
            let day = Day(number: Int32(random.below(3_652_059)))
            let texts = (0..<random.within(1...6)).map { _ in Self.text(&random) }
            let (csv, json) = (try Self.throughCSV(texts), try Self.throughJSON(texts))
            let isSame =
                read == .units(amount) && Day(iso: "\(day)") == day
                && csv == texts.map { Array($0.utf8) }
                && json == texts.map { Array($0.utf8) }
            if !isSame { harness.violations.append("\(printed) \(day) \(texts) \(csv) \(json)") }
        }
        Self.end(harness, floor: Reliability.laws)
    }

    private static func text(_ random: inout SeededNumbers) -> String {
        let pieces = ["a", "é", "漢", "😀", "\"", ",", "\n", "\r\n", "\\", "\t", " ", "\u{1}", "0"]
        // A record of one empty cell is a blank line.
        return "x" + (0..<random.below(8)).map { _ in random.pick(pieces) }.joined()
    }

    private static func report(_ texts: [String]) -> Report {
        let table = ReportTable(
            columns: texts.indices.map { Column("c\($0)") },
            rows: [(.plain, texts.map { Cell.text($0) })])
        return Report(
            name: "r", head: [], title: "t", definition: "d", facts: table, page: table, footer: [])
    }

    private static func throughCSV(_ texts: [String]) throws -> [[UInt8]] {
        var bytes: [UInt8] = []
        try withoutActuallyEscaping({ bytes.append(contentsOf: $0) }) {
            try CSVWriter.write(report(texts), to: $0)
        }
        var reader = CSVReader(delimiter: UInt8(ascii: ","))
        var records: [[[UInt8]]] = []
        try bytes.withUnsafeBufferPointer {
            try reader.feed($0, isLast: true) { record in
                records.append((0..<record.count).map { record.unquoted($0) })
            }
        }
        return records.count == 2 ? records[1] : []
    }

    private static func throughJSON(_ texts: [String]) throws -> [[UInt8]] {
        let document = "[" + texts.map { JSONWriter.string($0) }.joined(separator: ",") + "]"
        var read: [[UInt8]] = []
        try Array(document.utf8).withUnsafeBufferPointer {
            try JSONReader().walk($0) { event, text in
                if event == .string { read.append(Array(text)) }
            }
        }
        return read
    }

    /// J23: parts add to their whole, and each is within one unit of its share.
    @Test func roundedPartsAddToTheWhole() throws {
        var harness = Reliability("J23")
        var random = SeededNumbers(seed: Reliability.seed &+ 23)
        for _ in 0..<Reliability.laws {
            harness.cases += 1
            let whole = Int64(random.within(-1_000_000...1_000_000))
            let weights = (0..<random.within(1...9)).map { _ in Int64(random.within(1...9999)) }
            let parts = apportion(whole, by: weights)
            let total = weights.reduce(0, +)
            let isFair = zip(parts, weights).allSatisfy { part, weight in
                abs(part * total - whole * weight) <= total
            }
            let rate = try #require(Rate(random.pick(["20", "10", "5.5", "2.1", "7.7"])))
            let tax = rate.tax(insideGross: whole)
            let net = whole - tax
            let isTaxed = abs(rate.tax(onNet: net) - tax) <= 1
            if parts.reduce(0, +) != whole || !isFair || !isTaxed {
                harness.violations.append("\(whole) by \(weights): \(parts); \(rate) \(tax)")
            }
        }
        Self.end(harness, floor: Reliability.laws)
    }
}
