import Accounting
import Ledger
import Posting
import Testing

@Suite struct TwinTests {
    /// Every duplicate row has the posted row it equals for its twin, and no two of a file the
    /// same; what is told of a day names one of them.
    @Test func everyDuplicateNamesItsTwin() throws {
        var cases: [[Export]] = []
        for case_ in 0..<40 {
            var dossier = Dossier(400_000 + case_)
            var files = dossier.windows(4, [.list, .running, .statement])
            // Without numbers no statement is known as a whole.
            for index in files.indices { files[index].id = "" }
            cases.append(files)
        }
        let client = try ManyAccounts(exports: .overlapping).posted(cases)
        let twins = try client.twins()
        #expect(twins.allSatisfy { Set($0).count == $0.count })
        let (first, last) = (try day("2026-01-01"), try day("2099-12-31"))
        try client.book.read { snapshot in
            var places: [String: (account: Int64, day: String, entry: Int64)] = [:]
            let codes = try snapshot.accountCodes().filter { $0.value.hasPrefix("B") }
            try snapshot.journal(from: first, to: last) { line in
                guard codes[line.account] != nil else { return }
                places["\(line.path):\(line.line)"] =
                    (line.account, line.documentDay.description, line.entry)
            }
            let control = try snapshot.control(from: nil, to: nil)
            let rows = control.reduce(0) { $0 + ($1.byOutcome[.duplicate]?.rows ?? 0) }
            #expect(twins.reduce(0) { $0 + $1.count } == Int(rows))
            let told = client.receipts.flatMap(\.findings).filter { $0.code == "I-303" }
            #expect(told.compactMap { Int($0.arguments["rows"] ?? "") }.reduce(0, +) == Int(rows))
            let entries = Set(twins.joined())
            for finding in told {
                let place = try #require(places[finding.arguments["twin"] ?? ""])
                let code = try #require(codes[place.account])
                #expect(place.day == finding.arguments["day"])
                #expect(entries.contains(place.entry))
                // The finding stands in the file of the same account's case.
                #expect(code == "B\(10_000 + (finding.place.line - 128) / 128 / 16)")
            }
            #expect(rows > 100)
        }
    }
}
