import Accounting
import Chance
import Formats
import Foundation
import Glibc
import Importers
import Testing

/// Every importer as a client may have declared it, for files it was not made for.
enum DeclaredSources {
    private static let fields: [SourceFormat: [String]] = [
        .bankCSV: ["date", "amount", "balance", "text"],
        .salesCSV: ["order", "business_day", "status", "net", "tender", "tender_amount"],
        .documentsCSV: ["number", "date", "party", "account", "gross", "net"],
        .paymentsCSV: ["number", "date", "party", "amount", "document"],
        .payoutCSV: ["payout", "date", "kind", "gross", "fee", "net"],
        .openingCSV: ["account", "party", "debit", "credit"],
        .journalCSV: ["journal", "voucher", "date", "account", "debit", "credit"],
    ]

    /// Each format once, and each table once more by position, whatever its header says.
    static func all() throws -> [SourceLayout] {
        let currency = try #require(Currency("EUR"))
        return SourceFormat.allCases.flatMap { format -> [SourceLayout] in
            let layout = SourceLayout(
                format: format, numbers: NumberFormat(decimal: nil), currency: currency)
            guard let fields = fields[format] else { return [layout] }
            var byPosition = layout
            byPosition.hasHeader = false
            for (index, field) in fields.enumerated() {
                byPosition.columns[field] = String(index + 1)
            }
            var foreign = byPosition
            foreign.delimiter = UInt8(ascii: ";")
            foreign.numbers = NumberFormat(decimal: UInt8(ascii: ","))
            foreign.encoding = TextEncoding("WINDOWS-1252")
            return [layout, byPosition, foreign]
        }
    }
}

/// Any file put before any importer: it ends, with `.end` or with a finding.
@Suite("Any file before any importer")
struct AnyFileTests {
    private static func seconds() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }

    /// Reads a file by every importer; what a crash would end is the test itself.
    private func feed(_ bytes: [UInt8], _ name: String, _ harness: inout Harness) throws {
        for layout in try DeclaredSources.all() {
            harness.count()
            let start = AnyFileTests.seconds()
            let reading = try Reading(bytes, layout, pieces: 65_536)
            let took = AnyFileTests.seconds() - start
            // A second a megabyte is slow; debug code takes some thirty times that.
            if took > 2 + 30 * Double(bytes.count) / 1e6 {
                harness.violate("\(layout.format.rawValue) read \(name) for \(took) s")
            }
            if !reading.hasEnd, reading.refusal == nil {
                harness.violate("\(layout.format.rawValue) did not end \(name)")
            }
        }
    }

    /// The sample that is read of a list of files, and its files of at most so many bytes.
    private func sample(_ files: [String], _ count: Int, upTo size: Int) throws
        -> [(name: String, bytes: [UInt8])]
    {
        let step = Harness.isLong ? 1 : max(1, files.count / count)
        return try files.enumerated().filter { $0.offset % step == 0 }.map { _, path in
            (
                String(path.dropFirst(Samples.root.utf8.count)),
                Array(try Samples.bytes(path).prefix(size))
            )
        }
    }

    @Test("our own files")
    func fixtures() throws {
        var harness = Harness("X-fixtures")
        let files = Samples.fixtures("banks") + Samples.fixtures("hostile")
        for (name, bytes) in try sample(files, files.count, upTo: 1 << 20) {
            try feed(bytes, name, &harness)
        }
        for (name, bytes) in OddFiles.all { try feed(bytes, name, &harness) }
        harness.finish(floor: 1_200)
    }

    @Test("amounts of the most digits and the most decimals are summed or told of")
    func sums() throws {
        var harness = Harness("E6-sums")
        let currency = try #require(Currency("EUR"))
        for (format, text) in OddFiles.sums {
            harness.count()
            let layout = SourceLayout(format: format, numbers: .plain, currency: currency)
            let reading = try Reading(text.utf8, layout)
            if reading.isSilent || !reading.posted.amounts.isEmpty {
                harness.violate("\(format.rawValue) posts amounts beyond the limit")
            }
        }
        harness.finish(floor: 6)
    }

    @Test("mutations of our own files")
    func mutations() throws {
        let seed: UInt64 = 20_260_930
        var harness = Harness("X-mutations", seed: seed)
        var numbers = SeededNumbers(seed: seed)
        let layouts = try DeclaredSources.all()
        let statements = try Statement.all.map { ($0, try $0.bytes(), try $0.layout()) }
        for round in 0..<(Harness.isLong ? 100_000 : 1_500) {
            let (statement, bytes, layout) = statements[round % statements.count]
            let mutated = Mutation.of(
                bytes, with: statements[(round * 7) % statements.count].1, &numbers)
            let chosen = round % 5 == 0 ? layouts[round / 5 % layouts.count] : layout
            let reading = try Reading(mutated, chosen, pieces: 1 + Int(numbers.next() % 4096))
            harness.count()
            if !reading.hasEnd, reading.refusal == nil {
                harness.violate("\(statement.name) in round \(round) did not end")
            }
        }
        harness.finish(floor: 1_500)
    }

    @Test(
        "the corpus", .enabled(if: Samples.hasCorpus, "the corpus is not beside the repository"),
        arguments: [
            ("csvtorture", 60, 1_000), ("ofx", 111, 1_500), ("xmltorture", 60, 1_000),
            ("json", 20, 400), ("mt940", 30, 500), ("fixedwidth", 20, 300), ("bai2", 16, 200),
            ("bankcsv", 40, 500), ("camt", 30, 400), ("fec", 10, 100), ("archives", 20, 200),
        ])
    func corpus(folder: String, count: Int, floor: Int) throws {
        var harness = Harness("X-\(folder)")
        let files = Samples.corpusFiles(folder)
        for (name, bytes) in try sample(files, count, upTo: Harness.isLong ? 1 << 22 : 8192) {
            try feed(bytes, name, &harness)
        }
        harness.finish(floor: floor)
    }
}
