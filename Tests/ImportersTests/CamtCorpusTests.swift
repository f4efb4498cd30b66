internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

/// Real camt files that nobody here wrote; skipped where they are not at hand.
@Suite(
    "camt: the corpus",
    .enabled(if: BankFiles.hasCorpus, "the corpus is not beside the repository"))
struct CamtCorpusTests {
    /// An amount of the table; empty for `(unreadable)` and none.
    private func exact(_ text: String) -> Exact? {
        Array(text.utf8).withUnsafeBufferPointer { $0.amount }
    }

    private func agrees(_ tail: StatementTail, _ row: [String]) -> Bool {
        func isSame(_ listed: String, _ read: Exact?) -> Bool {
            guard let listed = exact(listed) else { return true }
            return read.map { $0.equals(listed) } ?? false
        }
        return Int(row[4]) == tail.entries && isSame(row[5], tail.booked)
            && isSame(row[3], tail.opening) && isSame(row[6], tail.closing)
    }

    @Test("statement by statement the figures of an independent reader")
    func figures() throws {
        var files: [String: [[String]]] = [:]
        // Those in archives are read by the product alone.
        for row in try BankFiles.listed("camt/")
        where !row[0].contains("!") && !row[8].contains("no statement") {
            files[row[0], default: []].append(row)
        }
        var agreeing = 0
        for (name, rows) in files.sorted(by: { $0.key < $1.key }) {
            let tails = try importing(BankFiles.corpusFile(name), layout(.camt)).tails
            #expect(tails.count == rows.count, "\(name)")
            for (tail, row) in zip(tails, rows) {
                #expect(agrees(tail, row), "\(name) \(tail.id)")
                if agrees(tail, row) { agreeing += 1 }
            }
        }
        #expect(agreeing == 101)
    }

    @Test("files of other messages and of none are refused, and nothing else is")
    func refused() throws {
        let camt = try layout(.camt)
        let withStatements = try Set(
            BankFiles.listed("camt/").filter { !$0[8].contains("no statement") }.map { $0[0] })
        var refused = 0
        for name in try BankFiles.corpusFiles("camt")
        where !name.hasSuffix(".zip") && !name.hasSuffix("data") && !name.hasSuffix(".json") {
            let imported = try importing(BankFiles.corpusFile(name), camt)
            #expect((imported.refusal == nil) == withStatements.contains(name), "\(name)")
            guard let refusal = imported.refusal else { continue }
            #expect(refusal.defect == .empty, "\(name)")
            refused += 1
        }
        #expect(refused > 20)
    }

    @Test("what the bank says of transactions holds, but for samples that were put together")
    func transactions() throws {
        var faults: [String] = []
        for name in try BankFiles.corpusFiles("camt") where name.hasSuffix(".xml") {
            let imported = try importing(BankFiles.corpusFile(name), layout(.camt))
            faults += imported.tails.flatMap(\.declared)
                .filter { $0.name.hasPrefix("Ntry") && !$0.declared.equals($0.counted) }
                .map { "\(name.split(separator: "/").last ?? "") \($0.line) \($0.name)" }
        }
        #expect(
            faults.sorted() == [
                "camt053.v3.xml 110 Ntry/Amt", "camt054.v4.xml 63 Ntry/NbOfTxs",
                "camt054.v8.xml 63 Ntry/NbOfTxs", "direct-booking-camt053.xml 50 Ntry/Amt",
                "valid_example_with_instdamt.xml 83 Ntry/Amt",
            ])
    }

    @Test("every file gives the same however it is fed and cut")
    func pieces() throws {
        for name in try BankFiles.corpusFiles("camt") where name.hasSuffix(".xml") {
            let bytes = try BankFiles.corpusFile(name)
            let whole = try importing(bytes, layout(.camt)).digest
            #expect(try importing(bytes, layout(.camt), by: 777).digest == whole, "\(name)")
            let cut = CamtImporter(CamtCut(threshold: 0, segment: 3000))
            #expect(try importing(bytes, with: cut, by: 1500).digest == whole, "\(name)")
        }
    }
}
