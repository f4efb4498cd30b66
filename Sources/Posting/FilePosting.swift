internal import Accounting
internal import Ledger
internal import Reconciliation
internal import Validation

/// The verdicts of a file that are judged again.
struct OpenVerdicts {
    /// Of the whole file, a month each.
    var whole: [VerdictRecord] = []
    /// Of statements, by ordinal, a month each.
    var units: [Int64: [VerdictRecord]] = [:]
    /// Of rows, by line.
    var lines: [Int32: VerdictRecord] = [:]
    /// In the order they were written.
    let all: [VerdictRecord]

    init(_ verdicts: [VerdictRecord]) {
        all = verdicts
        for verdict in verdicts {
            switch verdict.unit {
            case -1: whole.append(verdict)
            case 0: lines[verdict.span.line] = verdict
            default: units[verdict.unit, default: []].append(verdict)
            }
        }
    }
}

/// What a file has come to while it is being posted; one a file, changed in place.
final class FilePosting {
    let id: Int64
    let path: String
    var source: PostingSource
    let judge: Judge
    let again: OpenVerdicts?
    /// What waited for the bank before this file.
    let transitBefore: TransitMatcher

    var log: FindingLog
    var refusal: Ruling?
    private(set) var firstStop: Ruling?
    private(set) var read = CurrencyTallies()
    private(set) var posted = CurrencyTallies()
    /// How what is judged again changes what was read: gone from one month, come to another.
    private(set) var reread = CurrencyTallies()
    /// What rows are counted in: the open statement's currency, else the source's.
    var currency: Currency
    var unit: StatementPosting?
    /// Rows beside those of the open statement: a statement that is withdrawn takes none of them
    /// with it.
    var asides: [Draft] = []
    var storeDays = StoreDays()
    /// What persons have decided, until the file ends.
    var decisions: [DecisionDraft] = []
    var salesChecks = SalesChecks()
    /// What a payment service has settled, until the file ends.
    var payouts = PayoutFile()
    /// Drawers that were counted, until the file ends.
    var counts: [CashCountDraft] = []
    /// What the texts of its sales stand for.
    var vocabulary: SalesVocabulary?
    /// Posting dates that were found without fault.
    private var calmDays: Set<Day> = []
    private var lastCalm: Day?
    private var last: (day: Day, posting: (day: Day, month: Month))?
    /// Currencies and days whose documents had the rate of a day before.
    var earlierRates: Set<String> = []

    init(
        id: Int64, path: String, source: PostingSource, judge: Judge, again: [VerdictRecord]?,
        transit: TransitMatcher
    ) {
        self.id = id
        self.path = path
        self.source = source
        currency = source.currency
        self.judge = judge
        self.again = again.map(OpenVerdicts.init)
        transitBefore = transit
        log = FindingLog(severities: judge.facts.severities, isPrivate: source.isPrivate)
    }

    /// No file: what stands before the first.
    static func none(_ books: Books) -> FilePosting {
        let facts = Facts(
            books: books, file: "", source: "", lockedThrough: nil, latest: books.start,
            late: .held, taxTolerance: 0, severities: [:])
        return FilePosting(
            id: 0, path: "",
            source: PostingSource(name: "", format: "", currency: books.currency),
            judge: Judge(facts), again: nil, transit: TransitMatcher([]))
    }

    var facts: Facts { judge.facts }

    /// The stores of its sales, by number.
    var stores: TextNumbers { vocabulary?.stores ?? TextNumbers() }

    var readTotal: RowTally {
        read.sorted.reduce(into: RowTally()) { $0.add($1.tally) }
    }

    func countRead(_ day: Day?, _ amount: Int64?) {
        countRead(month: month(day), amount)
    }

    func countRead(_ tallies: MonthTallies) { read[currency].add(tallies) }

    func countRead(_ row: IgnoredRow) { read[currency].add(nil, row.tally) }

    func countRead(month: Month?, _ amount: Int64?) {
        read[currency].count(month, amount)
    }

    /// Counts what still waits for a statement that does not end.
    func countAsides() {
        for draft in asides {
            switch draft {
            case .ignored(let rows): for row in rows { countRead(row) }
            case .spoiled(let rows): for _ in rows { countRead(nil, nil) }
            default: break
            }
        }
        asides.removeAll()
    }

    func countPosted(month: Month?, _ amount: Int64?) {
        posted[currency].count(month, amount)
    }

    /// Counts rows of one month.
    func countRead(month: Month?, _ tally: RowTally) { read[currency].add(month, tally) }

    func countPosted(month: Month?, _ tally: RowTally) { posted[currency].add(month, tally) }

    /// What was read with a verdict that is replaced or retired.
    func forgetRead(_ verdict: VerdictRecord) {
        reread[Currency(verdict.currency) ?? source.currency]
            .subtract(verdict.day?.month, verdict.tally)
    }

    /// What is read with the verdict in its place.
    func readAgain(_ verdict: VerdictRecord) {
        readAgain(
            verdict.day?.month, verdict.tally, in: Currency(verdict.currency) ?? source.currency)
    }

    func readAgain(_ month: Month?, _ tally: RowTally, in currency: Currency? = nil) {
        reread[currency ?? self.currency].add(month, tally)
    }

    /// What was posted or replaced before the file was refused has not been.
    func forgetReadAgain() { reread = CurrencyTallies() }

    /// The ruling over a posting date; one that was found without fault is not judged again.
    func ruling(on day: Day?, line: Int) -> Ruling {
        guard let day, day != lastCalm else { return Ruling() }
        if !calmDays.contains(day) {
            let ruling = judge.day(day, line: line)
            guard ruling.findings.isEmpty else { return ruling }
            calmDays.insert(day)
        }
        lastCalm = day
        return Ruling()
    }

    func countPosted(_ day: Day?, _ amount: Int64?) {
        countPosted(month: month(day), amount)
    }

    func countPosted(_ tallies: MonthTallies) { posted[currency].add(tallies) }

    /// The month a row counts in: its posting day's.
    func month(_ day: Day?) -> Month? {
        guard let day else { return nil }
        return posting(day).month
    }

    /// The day a row posts on, and its month; the day asked last costs nothing.
    @inline(__always) func posting(_ day: Day) -> (day: Day, month: Month) {
        if let last, last.day == day { return last.posting }
        let placed = placed(day)
        let posting = (placed, placed.month)
        last = (day, posting)
        return posting
    }

    /// The day whose period a row counts in: its posting day.
    func placed(_ day: Day) -> Day { facts.postingDay(day) }

    func noteStop(_ ruling: Ruling) {
        if firstStop == nil { firstStop = ruling }
    }

    /// True where every row of the file is judged: it is new, or was refused as a whole.
    var judgesAll: Bool { again.map { !$0.whole.isEmpty } ?? true }

    /// True where a row is to be judged now: all of a new file, only open rows of a known one.
    func isDue(_ line: Int32) -> Bool {
        guard let again else { return true }
        return !again.whole.isEmpty || again.lines[line] != nil
    }

    func isDue(unit: Int) -> Bool {
        guard let again else { return true }
        return !again.whole.isEmpty || again.units[Int64(unit)] != nil
    }
}

extension IgnoredRow {
    /// What its rows count: none states an amount.
    var tally: RowTally { RowTally(bare: Int64(rows)) }
}

extension EntryBatch.Columns {
    /// Begins an entry; its postings follow.
    mutating func begin(
        _ recipe: Recipe, kind: EntryKind = .normal, day: Day, documentDay: Day, file: Int64,
        span: Span, party: TextSlice, reference: TextSlice, text: TextSlice
    ) {
        kinds.append(kind.rawValue)
        days.append(Int64(day.number))
        documentDays.append(Int64(documentDay.number))
        files.append(file)
        lines.append(Int64(span.line))
        offsets.append(span.offset)
        lengths.append(Int64(span.length))
        recipes.append(recipe.rawValue)
        parties.append(party)
        references.append(reference)
        texts.append(text)
    }

    /// Begins an entry whose texts are not in the arena yet.
    mutating func begin(
        _ recipe: Recipe, kind: EntryKind = .normal, day: Day, documentDay: Day, file: Int64,
        span: Span, party: String, reference: String, text: String
    ) {
        let slices = (arena.append(party), arena.append(reference), arena.append(text))
        begin(
            recipe, kind: kind, day: day, documentDay: documentDay, file: file, span: span,
            party: slices.0, reference: slices.1, text: slices.2)
    }
}
