internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

/// Real files against the figures of an independent reader.
@Suite(.enabled(if: BankFiles.hasCorpus, "the corpus is not beside the repository"))
struct BAI2CorpusTests {
    /// Files whose figures in the table are not those of the file: no reading of ours could agree
    /// and be right.
    ///
    /// sample3.txt (7 of its 9 listed statements): the reader behind the table takes one record a
    /// line; the file has several on a line, and 15 accounts by its own record 98. Read a record a
    /// line, the first account takes in the entries of the six behind it and does not add up, and
    /// the counts and totals of 49, 98 and 99 fail (`theFileContradictsTheTable`). Read as written,
    /// all 15 accounts add up and every control holds (`everyControlOfSample3Holds`).
    ///
    /// sample-parseError.txt (1): begins with a record 00 that BAI2 does not have, and holds no
    /// account: there is no statement to show. Refused.
    private static let justified: Set<String> = ["sample3.txt", "sample-parseError.txt"]

    private func agrees(_ tail: StatementTail, _ row: [String]) -> Bool {
        func same(_ stated: String, _ value: Exact?) -> Bool {
            stated.isEmpty
                || Exact(signedDigits: Array(stated.utf8), scale: 2).map { stated in
                    value.map { stated.equals($0) } ?? false
                } ?? false
        }
        return same(row[3], tail.opening) && row[4] == "\(tail.entries)"
            && same(row[5], tail.booked) && same(row[6], tail.closing)
            && (row[2].isEmpty || row[2] == tail.currency)
    }

    @Test func statementsAgreeWithTheTable() throws {
        let rows = try BankFiles.listed("bai2/")
        var (agreed, explained) = (0, 0)
        for (file, rows) in Dictionary(grouping: rows, by: { $0[0] }).sorted(by: { $0.key < $1.key }
        ) {
            let bytes = try BankFiles.corpusFile(file)
            let tails = try importing(bytes, layout(.bai2)).tails
            for (index, row) in rows.enumerated() {
                if index < tails.count, agrees(tails[index], row) {
                    agreed += 1
                } else if BAI2CorpusTests.justified.contains(where: { file.hasSuffix($0) }) {
                    explained += 1
                } else {
                    Issue.record("\(file) statement \(index + 1)")
                }
            }
        }
        print("CORPUS bai2 agreed=\(agreed) explained=\(explained)")
        #expect(agreed >= 31 && explained <= 8)
    }

    @Test func theFileContradictsTheTable() throws {
        let rows = try BankFiles.listed("bai2/moov-io__bai2/test/testdata/sample3.txt")
        #expect(rows.count == 9)
        let first = try #require(rows.first)
        #expect(first[7] == "NO", "it does not add up by its own figures")
        #expect(first[8].contains("98 declared [2508440, 15, 72] counted [2338664, 9, 63]"))
        let none = try BankFiles.listed("bai2/moov-io__bai2/test/testdata/errors/sample-parse")
        #expect(none.map { $0[8] } == ["no 03 record; "])
    }

    @Test func everyControlOfSample3Holds() throws {
        let bytes = try BankFiles.corpusFile("bai2/moov-io__bai2/test/testdata/sample3.txt")
        let imported = try importing(bytes, layout(.bai2))
        #expect(imported.complaints.isEmpty)
        #expect(imported.tails.count == 15)
        #expect(imported.tails.map(\.addsUp) == Array(repeating: true, count: 15))
        let declared = try #require(imported.tails.last).declared
        #expect(declared.contains { $0.name == "98 accounts" && $0.declared.text == "15" })
        #expect(declared.contains { $0.name == "99 records" && $0.declared.text == "74" })
    }

    @Test func whatIsNoBAI2IsRefused() throws {
        let bytes = try BankFiles.corpusFile(
            "bai2/moov-io__bai2/test/testdata/errors/sample-parseError.txt")
        #expect(!BAI2Importer.recognises(bytes))
        #expect(try importing(bytes, layout(.bai2)).refusal?.defect == .malformed)
    }

    @Test func noBeginningOfARealFilePassesForTheWhole() throws {
        for name in ["nwb_example", "svb_us_example"] {
            let bytes = try BankFiles.corpusFile(
                "bai2/ministryofjustice__bai2/tests/data/\(name).bai2")
            #expect(try silentPrefixes(bytes, layout(.bai2)).isEmpty, "\(name)")
        }
    }
}
