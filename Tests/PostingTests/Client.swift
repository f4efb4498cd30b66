import Accounting
import Digest
import Foundation
import Ledger
import Posting
import Testing
import Validation

func day(_ text: String) throws -> Day { try #require(Day(iso: text), "no day: \(text)") }

/// Minor units of an amount written with two decimals.
func cents(_ text: String) throws -> Int64 {
    let parts = text.split(separator: ".")
    try #require(parts.count == 2 && parts[1].utf8.count == 2, "no amount: \(text)")
    return try #require(Int64(parts.joined()), "no amount: \(text)")
}

/// Thousandths of a quantity written with three decimals.
func thousandths(_ text: String) throws -> Int64 {
    let parts = text.split(separator: ".")
    try #require(parts.count == 2 && parts[1].utf8.count == 3, "no quantity: \(text)")
    return try #require(Int64(parts.joined()), "no quantity: \(text)")
}

/// A client with a book in a folder of its own, posted to file by file.
final class Client {
    struct File {
        var source: PostingSource
        var path: String
        var drafts: [Draft]
    }

    let folder: URL
    let book: Book
    var accounts: [Account]
    var rules: [MappingRule] = []
    var severities: [Code: Severity] = [:]
    var late = LatePolicy.nextOpenPeriod
    var tolerance: Int64 = 1
    var accruals: [(source: String, accounts: [PayrollElement: String])] = []
    /// How far a settlement may be off its document.
    var settlementTolerance: Int64 = 0
    var parties = Fixture.parties
    var taxes: [String: Tax]
    var unmappedIsRejected = false
    /// Sources as the client declares them; a file keeps its source's name.
    var sources: [String: PostingSource]
    private(set) var known: [Int64: File] = [:]
    private(set) var receipts: [FileReceipt] = []
    private(set) var settled: [Finding] = []
    private let start: Day

    var rates = Rates()
    var products = Products()

    /// - Parameter isBrief: true for a book that is looked at and gone: it stands in memory.
    init(start: String = "2026-01-01", isBrief: Bool = false) throws {
        let memory = URL(fileURLWithPath: "/dev/shm")
        let isThere = FileManager.default.isWritableFile(atPath: memory.path)
        folder = (isBrief && isThere ? memory : FileManager.default.temporaryDirectory)
            .appendingPathComponent("monthend-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        book = try Book(path: folder.appendingPathComponent("book").path, creating: true)
        self.start = try day(start)
        accounts = try Fixture.accounts()
        sources = try Fixture.sources()
        taxes = try Fixture.taxes()
    }

    /// A client of the same settings on a copy of the book's file.
    init(copyOf other: Client) throws {
        folder = other.folder.appendingPathExtension("copy")
        try FileManager.default.copyItem(at: other.folder, to: folder)
        book = try Book(path: folder.appendingPathComponent("book").path, creating: true)
        (start, accounts, sources, taxes) = (
            other.start, other.accounts, other.sources, other.taxes
        )
        (parties, rates, rules) = (other.parties, other.rates, other.rules)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func books() throws -> Books {
        var books = Books(
            currency: try Fixture.euro(), start: start,
            fiscalYear: try #require(FiscalYear("01-01")), chart: Chart(accounts),
            taxes: taxes, parties: Parties(parties), rates: rates,
            products: products)
        books.services = sources.values.compactMap(\.service).sorted { $0.name < $1.name }
        return books
    }

    private func facts(_ path: String, _ source: PostingSource, _ locked: Day?) throws -> Facts {
        var facts = Facts(
            books: try books(), file: path, source: source.name, lockedThrough: locked,
            latest: try day("2030-12-31"), late: late, taxTolerance: tolerance,
            severities: severities)
        facts.clearing = source.clearing
        facts.revenue = source.revenue
        facts.service = source.service
        facts.payroll = source.payroll ?? PayrollSettings()
        facts.postingStatuses = source.postingStatuses
        facts.ignoredStatuses = source.ignoredStatuses
        return facts
    }

    private func run(_ body: (BookSession, Poster, Day?) throws -> Void) throws {
        let books = try books()
        var settings = PostingSettings(
            mapping: try MappingRules(rules), ownAccounts: Fixture.ownAccounts,
            unmappedIsRejected: unmappedIsRejected)
        settings.accruals = accruals
        settings.tolerance = settlementTolerance
        try book.write { session in
            try session.begin()
            let locked = try session.lockedThrough()
            let poster = try Poster(session: session, books: books, settings: settings)
            try body(session, poster, locked)
            _ = try session.commit(settings: [])
        }
    }

    /// Posts files in one transaction.
    func post(_ files: [File]) throws {
        guard !files.isEmpty else { return }
        try run { session, poster, locked in
            for file in files {
                let id = try session.reserveFile()
                known[id] = file
                try poster.begin(
                    id: id, source: file.source, facts: try facts(file.path, file.source, locked))
                for draft in file.drafts { try poster.take(draft) }
                let receipt = try poster.finish()
                receipts.append(receipt)
                try session.append(
                    FileRecord(
                        id: id, digest: sha256(Array("\(id)".utf8)), path: file.path,
                        source: file.source.name, format: "test", size: 1,
                        outcome: receipt.outcome))
            }
        }
    }

    /// Judges open rows again under today's settings, then what waits in suspense.
    /// - Parameter reading: what a file gives when it is read again; nil = the same as before.
    func judgeAgain(reading: (File) -> [Draft]? = { _ in nil }) throws {
        try run { session, poster, locked in
            let open = Dictionary(grouping: try session.openVerdicts(), by: \.file)
            for (id, verdicts) in open.sorted(by: { $0.key < $1.key }) {
                let file = try #require(known[id])
                let source = sources[file.source.name] ?? file.source
                try poster.begin(
                    id: id, source: source, facts: try facts(file.path, source, locked),
                    again: verdicts)
                for draft in reading(file) ?? file.drafts { try poster.take(draft) }
                receipts.append(try poster.finish())
            }
            let bank = try #require(sources["bank"])
            let today = try facts("", bank, locked)
            settled += try poster.settleSuspense { _ in today }
        }
    }

    /// Adjusts the ends of the months through one, as a run for it does.
    func adjustMonthEnds(through month: String) throws {
        let last = try #require(Period(month)).to.month
        try run { _, poster, locked in
            try poster.adjustMonthEnds(through: last, lockedThrough: locked)
        }
    }

    /// Writes moves of stock as their documents would, then posts what they cost, as a run for
    /// the month does.
    /// - Returns: what was told.
    @discardableResult
    func moveStock(
        through month: String, _ write: (BookSession, Day?) throws -> Void
    ) throws -> [Finding] {
        let last = try #require(Period(month)).to.month
        let books = try books()
        var told: [Finding] = []
        try run { session, poster, locked in
            try write(session, locked)
            told = try poster.adjustStock(through: last, lockedThrough: locked) {
                Facts(
                    books: books, file: $0, source: "", lockedThrough: locked, latest: start,
                    late: late, taxTolerance: tolerance, severities: severities)
            }
        }
        return told
    }

    /// Posts a file whose bytes are those of a file in the book.
    func postCopy(of id: Int64) throws {
        let file = try #require(known[id])
        try run { session, poster, locked in
            let copy = try session.reserveFile()
            try poster.begin(
                id: copy, source: file.source, facts: try facts("copy", file.source, locked))
            let receipt = try poster.finishDuplicate(of: [id], twin: file.path)
            #expect(receipt.outcome == .duplicate)
            try session.append(
                FileRecord(
                    id: copy, digest: sha256(Array("\(id)".utf8)), path: "copy",
                    source: file.source.name, format: "test", size: 1, outcome: receipt.outcome))
        }
    }

    /// Writes straight into the book what other stages would.
    func write(_ body: (BookSession) throws -> Void) throws {
        try run { session, _, _ in try body(session) }
    }

    /// Rows and statements that are rejected or held.
    func openVerdicts() throws -> [VerdictRecord] {
        var open: [VerdictRecord] = []
        try run { session, _, _ in open = try session.openVerdicts() }
        return open
    }

    /// The entries that rows of files were found to equal, file by file.
    func twins() throws -> [[Int64]] {
        var twins: [[Int64]] = []
        try run { session, _, _ in
            twins = try known.keys.sorted().map { try session.twins(ofFile: $0) }
        }
        return twins
    }

    func lock(through text: String) throws {
        let day = try day(text)
        try run { session, _, _ in try session.lock(through: day, reason: "closed") }
    }
}
