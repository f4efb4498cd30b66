internal import Accounting
internal import Formats
import Foundation
internal import Testing

@testable internal import Importers

/// Real statements that nobody here wrote, beside figures that another reader took from them
/// (../shared/corpus/EXPECTED.md); skipped where they are not at hand.
@Suite(
    "MT940: the corpus",
    .enabled(if: MT940Sample.hasCorpus, "the corpus is not beside the repository"))
struct MT940CorpusTests {
    private struct Row {
        var file: String
        var opening: String
        var entries: Int
        var sum: String
        var closing: String
        var addsUp: Bool
    }

    /// The table's rows by file, in file order; files without any statement are left out.
    private func rows() throws -> [(file: String, rows: [Row])] {
        let path = MT940Sample.corpus + "/balances.share.tsv"
        let table = String(
            decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        var files: [(file: String, rows: [Row])] = []
        for line in table.split(separator: "\n") where line.hasPrefix("mt940/") {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(
                String.init)
            guard cells.count > 8, let entries = Int(cells[4]) else { continue }
            let row = Row(
                file: cells[0], opening: cells[3], entries: entries, sum: cells[5],
                closing: cells[6], addsUp: cells[7] == "yes")
            if files.last?.file != row.file { files.append((row.file, [])) }
            files[files.count - 1].rows.append(row)
        }
        return files
    }

    private func bytes(_ file: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: MT940Sample.corpus + "/" + file)))
    }

    private func agrees(_ text: String, _ exact: Exact?) -> Bool {
        guard !text.isEmpty else { return true }
        let bytes = Array(text.utf8)
        let reading = bytes.withUnsafeBufferPointer { AmountReader(.plain).read($0) }
        guard case .amount(let amount) = reading, let exact else { return false }
        return amount.equals(exact)
    }

    /// Where we refuse what the lenient reader read, with the flaws that say why.
    private static let justified = [
        // A closing balance of "INR11 27421,94" dated 14 1387: neither is readable one way.
        "railslove__cmxl/spec/fixtures/mt940-headers.txt 1": "malformed"
    ]

    @Test("statements are read as an independent reader read them")
    func agree() throws {
        var (agreed, all) = (0, 0)
        for (file, rows) in try rows() {
            let bytes = try bytes(file)
            #expect(MT940Importer.recognises(bytes), "\(file)")
            let tails = try importing(bytes, layout(.mt940)).tails
            for (index, row) in rows.enumerated() {
                all += 1
                guard index < tails.count else {
                    Issue.record("\(file): statement \(index + 1) is missing")
                    continue
                }
                let tail = tails[index]
                let isSame =
                    tail.entries == row.entries && agrees(row.sum, tail.booked)
                    && agrees(row.opening, tail.opening) && agrees(row.closing, tail.closing)
                let name = "\(file.dropFirst("mt940/".count)) \(index + 1)"
                let flaws = tail.flaws.map { "\($0.defect)" }
                if isSame {
                    agreed += 1
                } else if let reason = Self.justified[name] {
                    #expect(flaws.contains(reason), "\(name): \(flaws)")
                } else {
                    Issue.record("\(name): \(tail)")
                }
            }
        }
        #expect(all >= 300)
        #expect(agreed * 100 >= all * 97)
        print("CORPUS mt940 agreed=\(agreed) of=\(all)")
    }

    /// Statements that add up and are not posted all the same, by the last parts of their path.
    private static let refused = [
        // The closing balance is dated 31 November.
        "mt940-deutsche_bank.txt 2 dateMalformed", "mt940-iso8859-1.txt 1 dateMalformed",
        "mt940.txt 2 dateMalformed",
        // Value dates of 30 February.
        "february_30.sta 1 dateMalformed", "transaction_details_wrapped.sta 1 dateMalformed",
        "wrapped_timestamp.sta 1 dateMalformed",
        // Page 129 of statement 215, alone.
        "sparkasse_interim_balance.txt 3 pagesMissing",
    ]

    @Test("what adds up is without flaw, but for what is listed")
    func flawless() throws {
        var refused: Set<String> = []
        for (file, rows) in try rows() {
            let imported = try importing(try bytes(file), layout(.mt940))
            var unit = 0
            var flaws: [Int: [Flaw]] = [:]
            for draft in imported.drafts {
                switch draft {
                case .statement(let head): unit = head.unit
                case .bank(let rows): flaws[unit, default: []] += rows.flaws.map(\.flaw)
                case .statementEnd(let tail): flaws[tail.unit, default: []] += tail.flaws
                default: break
                }
            }
            for (index, row) in rows.enumerated() where row.addsUp {
                #expect(imported.tails[index].addsUp == true, "\(file) \(index + 1)")
                let name = file.split(separator: "/").last ?? ""
                for flaw in flaws[index + 1] ?? [] {
                    refused.insert("\(name) \(index + 1) \(flaw.defect)")
                }
            }
        }
        #expect(refused == Set(Self.refused))
    }

    @Test("pieces of any size give the same, cut files never crash")
    func pieces() throws {
        for (file, _) in try rows() {
            let bytes = try bytes(file)
            let whole = try importing(bytes, layout(.mt940))
            let pieces = try importing(bytes, layout(.mt940), by: 11)
            #expect(whole.tails == pieces.tails && whole.bank == pieces.bank, "\(file)")
            for part in 1..<8 {
                _ = try importing(Array(bytes.prefix(bytes.count * part / 8)), layout(.mt940))
            }
        }
    }

    @Test("no file of another format is taken for one")
    func others() throws {
        let names = FileManager.default.enumerator(atPath: MT940Sample.corpus)?.allObjects ?? []
        var seen = 0
        for case let name as String in names where !name.hasPrefix("mt940/") {
            let path = MT940Sample.corpus + "/" + name
            guard let file = FileHandle(forReadingAtPath: path),
                let head = try? file.read(upToCount: 65536)
            else { continue }
            seen += 1
            #expect(!MT940Importer.recognises(Array(head)), "\(name)")
        }
        #expect(seen > 500)
    }
}
