import Accounting
import Ledger
import Reports
import Testing

/// Items and allocations straight into a book, an event a line, whatever recipe would make them:
///
/// `F1 C1 invoice 2026-05-01 USD 1000.00 = 900.00 due=2026-05-15` an item and its entry, the second
/// amount in euros (`= 900.00` left out where the first is) · `R1 > F1 2026-06-01 USD 9.00 = 8.00`
/// R1 set against F1 · `bare 2026-06-01 5.00` a posting without an item · `revalue 2026-06-30 7.00`
/// a revaluation, reversed on the next day · `run` ends a batch. `on=401` names another account,
/// debit is positive, `-` is no party.
struct Subledger {
    let client: Client
    private var numbers: [String: Int64] = [:]

    init(_ events: [String], client: Client) throws {
        self.client = client
        for batch in events.split(separator: "run") { try post(batch.map(ScriptLine.init)) }
    }

    private mutating func post(_ lines: [ScriptLine]) throws {
        var known = numbers
        try client.book.write { session in
            try session.begin()
            for line in lines {
                if line.words[1] == ">" {
                    try Subledger.allocate(line, known, session)
                } else if line.words[0] == "bare" || line.words[0] == "revalue" {
                    try Subledger.enter(line, session)
                } else {
                    known[line.words[0]] = try Subledger.append(line, session)
                }
            }
            _ = try session.commit(settings: [])
        }
        numbers = known
    }

    /// An amount in its currency and in the books', from word `index` on.
    private static func amounts(_ line: ScriptLine, _ index: Int) throws -> (own: Int64, Int64) {
        let own = try cents(line.words[index])
        return (own, try line.words.count > index + 2 ? cents(line.words[index + 2]) : own)
    }

    private static func allocate(
        _ line: ScriptLine, _ known: [String: Int64], _ session: BookSession
    ) throws {
        let (own, amount) = try amounts(line, 5)
        try session.allocate(
            item: try #require(known[line.words[2]]), counter: try #require(known[line.words[0]]),
            day: try day(line.words[3]), amount: amount, original: own)
    }

    private static func append(_ line: ScriptLine, _ session: BookSession) throws -> Int64 {
        let (own, amount) = try amounts(line, 5)
        let posted = try day(line.words[3])
        let account = try session.account(line.options["on"] ?? "411")
        let entry = try Subledger.entry(
            session, .voucher, account, amount, posted, reference: line.words[0])
        return try session.append(
            ItemRecord(
                entry: entry, account: account, party: line.words[1] == "-" ? "" : line.words[1],
                document: line.words[0], kind: line.words[2], instalment: 1, day: posted,
                documentDay: try line.day("dated") ?? posted, due: try line.day("due"),
                amount: amount, currency: line.words[4], original: own, file: 0, line: 0))
    }

    private static func enter(_ line: ScriptLine, _ session: BookSession) throws {
        let posted = try day(line.words[1])
        let amount = try cents(line.words[2])
        let account = try session.account(line.options["on"] ?? "411")
        guard line.words[0] == "revalue" else {
            _ = try entry(session, .voucher, account, amount, posted, reference: "bare")
            return
        }
        _ = try entry(session, .revaluation, account, amount, posted, reference: "USD")
        _ = try entry(session, .revaluationReversed, account, -amount, posted + 1, reference: "USD")
    }

    private static func entry(
        _ session: BookSession, _ recipe: Recipe, _ account: Int64, _ amount: Int64, _ day: Day,
        reference: String
    ) throws -> Int64 {
        var columns = EntryBatch.Columns()
        columns.kinds.append(EntryKind.normal.rawValue)
        columns.days.append(Int64(day.number))
        columns.documentDays.append(Int64(day.number))
        columns.recipes.append(recipe.rawValue)
        for column in [\EntryBatch.Columns.files, \.lines, \.offsets, \.lengths] {
            columns[keyPath: column].append(0)
        }
        columns.parties.append(.empty)
        columns.references.append(columns.arena.append(reference))
        columns.texts.append(.empty)
        columns.post(account, signed: amount)
        columns.post(try session.account("471"), signed: -amount)
        return try session.append(try EntryBatch(columns))
    }
}

extension Client {
    /// The figures of a month under settings of its own.
    func report<Result>(
        _ month: String = "2026-06", _ change: (inout ReportSettings) -> Void = { _ in },
        _ body: (Reporter) throws -> Result
    ) throws -> Result {
        var settings = ReportSettings()
        change(&settings)
        let books = try books()
        return try book.read { snapshot in
            let period = try #require(Period(month))
            return try body(
                Reporter(snapshot, books: books, period: period, settings: settings))
        }
    }
}
