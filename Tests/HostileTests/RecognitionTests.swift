import Accounting
import Formats
import Importers
import Testing

/// Which format a file is of, by its own first bytes: never two.
@Suite("What a file is taken for")
struct RecognitionTests {
    private func recognised(_ bytes: [UInt8]) -> [SourceFormat] {
        recognisedFormats(Array(bytes.prefix(65_536)))
    }

    @Test("our own statements are what they are", arguments: Statement.all)
    func own(statement: Statement) throws {
        let found = recognised(try statement.bytes())
        // XML is told by its elements and tables by their source: neither is asked for here.
        let told: [SourceFormat] = [.ofx, .mt940, .bai2, .cfonb120, .coda, .norma43, .qif]
        #expect(found == (told.contains(statement.format) ? [statement.format] : []))
    }

    @Test("no beginning of a file is two things")
    func prefixes() throws {
        var harness = Harness("R-prefixes")
        for statement in Statement.all {
            let bytes = try statement.bytes()
            for length in 0..<min(bytes.count, Harness.isLong ? 4096 : 260) {
                harness.count()
                let found = recognised(Array(bytes[..<length]))
                if found.count > 1 || found.first.map({ $0 != statement.format }) ?? false {
                    harness.violate("\(statement.name) cut at \(length) is \(found)")
                }
            }
        }
        harness.finish(floor: 7_000)
    }

    @Test(
        "no file of the corpus is two things",
        .enabled(if: Samples.hasCorpus, "the corpus is not beside the repository"))
    func corpus() throws {
        var harness = Harness("R-corpus")
        for path in Samples.files(Samples.corpus) {
            harness.count()
            let found = recognised(try Samples.bytes(path))
            if found.count > 1 {
                harness.violate("\(path.split(separator: "corpus/").last ?? "") is \(found)")
            }
        }
        for (name, bytes) in OddFiles.all {
            harness.count()
            if recognised(bytes).count > 1 { harness.violate(name) }
        }
        harness.finish(floor: 3_000)
    }
}
