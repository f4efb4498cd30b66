import Accounting
import Formats
import Importers
import Testing
import Validation

/// What a run would make of a statement file by what the file itself says.
///
/// The judgement of Posting (`BankPosting`, `StatementEnd`) without a book: a statement posts where
/// neither a row nor its controls stop it, a list row by row, a refused file not at all.
struct Reading {
    /// What posts, in file order; two readings that post alike are equal.
    struct Posted: Hashable {
        /// Account, currency, opening and closing of each statement.
        var statements: [String] = []
        var amounts: [Int64] = []
        /// Amounts of the transactions of batched entries.
        var parts: [Int64] = []
        var days: [Int32] = []
        var texts: [UInt8] = []
    }

    private(set) var refusal: Flaw?
    private(set) var findings: [Finding] = []
    private(set) var posted = Posted()
    /// Read and shown, never posted: interim reports, pending entries.
    private(set) var shown = Posted()
    private(set) var accounts: Set<String> = []
    private(set) var hasEnd = false
    private var unit: Unit?

    /// True where nothing is said: a bookkeeper would not look again.
    var isSilent: Bool { refusal == nil && findings.isEmpty }

    func isAsGood(as whole: Reading) -> Bool { posted == whole.posted && shown == whole.shown }

    private struct Unit {
        var head: StatementHead
        var ruling = Ruling()
        var posted = Posted()
        var shown = Posted()
        var hasUnreadAmount = false
        var firstDay: Day?
        var lastDay: Day?
    }

    /// - Parameters:
    ///   - accounts: those the client has declared; nil for any.
    ///   - pieces: how many bytes are fed at once.
    init(
        _ bytes: some Collection<UInt8>, _ layout: SourceLayout, accounts: Set<String>? = nil,
        pieces: Int = 1 << 18
    ) throws {
        let judge = try Reading.judge(layout)
        let importer = makeImporter(layout)
        var drafts: [Draft] = []
        do {
            var rest = bytes[...]
            repeat {
                let piece = Array(rest.prefix(pieces))
                rest = rest.dropFirst(pieces)
                try piece.withUnsafeBufferPointer {
                    try importer.feed($0, isLast: rest.isEmpty) { drafts.append($0) }
                }
            } while !rest.isEmpty
        } catch let error as FormatError {
            importer.drain { _ in }
            refusal = error.flaw
            return
        }
        for draft in drafts { take(draft, layout, judge, accounts) }
        // As `Poster.finish`: a statement that never ended is a file that was cut.
        if unit != nil { refusal = Flaw(.truncated, line: 0) }
        if refusal != nil { posted = Posted() }
    }

    private static func judge(_ layout: SourceLayout) throws -> Judge {
        let books = Books(
            currency: layout.currency, start: try #require(Day(iso: "2025-01-01")),
            fiscalYear: try #require(FiscalYear("01-01")), chart: Chart([]), taxes: [:],
            parties: Parties([]))
        return Judge(
            Facts(
                books: books, file: "", source: "bank", lockedThrough: nil,
                latest: try #require(Day(iso: "2027-12-31")), late: .held, taxTolerance: 0,
                severities: [:]))
    }

    private mutating func take(
        _ draft: Draft, _ layout: SourceLayout, _ judge: Judge, _ known: Set<String>?
    ) {
        switch draft {
        case .statement(let head): begin(head, layout, judge, known)
        case .bank(let rows):
            let flaws = Dictionary(grouping: rows.flaws, by: \.row).mapValues { $0.map(\.flaw) }
            for row in 0..<rows.count { take(row, of: rows, flaws[row] ?? [], judge) }
        case .statementEnd(let tail): end(tail, judge)
        case .spoiled(let rows): for row in rows { tell(judge.flaws(row.flaws)) }
        case .refused(let flaw): refusal = flaw
        case .end: hasEnd = true
        default: break
        }
    }

    private mutating func tell(_ ruling: Ruling) { findings += ruling.findings }

    private mutating func begin(
        _ head: StatementHead, _ layout: SourceLayout, _ judge: Judge, _ known: Set<String>?
    ) {
        accounts.insert(head.account)
        var unit = Unit(head: head)
        if head.posts, let known, !known.contains(head.account) {
            let finding = BankAccountUnmapped.finding(at: Place(file: ""), found: head.account)
            unit.ruling.add(judge.ruling(BankAccountUnmapped.self, finding))
        }
        if head.posts, let stated = head.currency, stated != layout.currency {
            let finding = CurrencyForeign.finding(at: Place(file: ""), found: stated.code)
            unit.ruling.add(judge.ruling(CurrencyForeign.self, finding))
        }
        self.unit = unit
    }

    private mutating func take(_ row: Int, of rows: BankRows, _ flaws: [Flaw], _ judge: Judge) {
        guard var unit else { return }
        self.unit = nil
        defer { self.unit = unit }
        if rows.status[row] != .booked || !unit.head.posts {
            unit.shown.append(row, of: rows)
            return
        }
        var ruling = judge.flaws(flaws)
        if flaws.contains(where: { $0.defect.leavesNoAmount }) { unit.hasUnreadAmount = true }
        if rows.days[row] != BankRows.missingDay {
            let day = Day(number: rows.days[row])
            ruling.add(judge.day(day, line: Int(rows.spans[row].line)))
            unit.firstDay = min(unit.firstDay ?? day, day)
            unit.lastDay = max(unit.lastDay ?? day, day)
        } else if ruling.posts {
            // Posting enters no row without a day, and says nothing of it.
            return
        }
        if unit.head.isStatement {
            unit.ruling.add(ruling)
            unit.posted.append(row, of: rows)
        } else {
            let stopped = unit.ruling.posts ? ruling : unit.ruling
            tell(ruling)
            if stopped.posts { posted.append(row, of: rows) }
        }
    }

    private mutating func end(_ tail: StatementTail, _ judge: Judge) {
        guard var unit else { return }
        self.unit = nil
        let title = [
            tail.account, tail.currency, plain(tail.opening), plain(tail.closing),
        ].joined(separator: " ")
        shown.append(unit.shown, title: unit.head.posts ? "" : title)
        guard unit.head.isStatement else { return tell(unit.ruling) }
        guard unit.head.posts else { return }
        var outside: (line: Int, day: Day)?
        if tail.statesRange, let from = tail.from, let to = tail.to {
            if let first = unit.firstDay, first < from { outside = (0, first) }
            if let last = unit.lastDay, last > to { outside = (0, last) }
        }
        let facts = StatementFacts(
            tail: tail, facts: judge.facts, firstDay: unit.firstDay, lastDay: unit.lastDay,
            outside: outside)
        unit.ruling.add(
            unit.hasUnreadAmount ? judge.flaws(tail.flaws) : judge.statement(facts))
        tell(unit.ruling)
        if unit.ruling.posts { posted.append(unit.posted, title: title) }
    }
}

extension Reading.Posted {
    fileprivate mutating func append(_ row: Int, of rows: BankRows) {
        amounts.append(rows.amounts[row])
        days.append(rows.days[row])
        let slices = [
            rows.references[row], rows.payerReferences[row], rows.counterparties[row],
            rows.ibans[row], rows.texts[row],
        ]
        for slice in slices { texts += rows.arena[slice] + [0] }
        for part in rows.details where part.row == row {
            parts.append(part.amount)
            for slice in [part.payerReference, part.counterparty, part.iban, part.text] {
                texts += rows.arena[slice] + [0]
            }
        }
    }

    fileprivate mutating func append(_ more: Reading.Posted, title: String) {
        statements.append(title)
        amounts += more.amounts
        parts += more.parts
        days += more.days
        texts += more.texts
    }
}

/// A balance by its value: `10,4` and `10,40` are the same money.
private func plain(_ balance: Exact?) -> String {
    guard var balance else { return "" }
    while balance.scale > 0, balance.mantissa % 10 == 0 {
        balance = Exact(mantissa: balance.mantissa / 10, scale: balance.scale - 1)
    }
    return balance.text
}

extension Defect {
    /// As in Posting: sums over a statement say nothing where an amount could not be read.
    fileprivate var leavesNoAmount: Bool {
        [.amountMalformed, .amountAmbiguous, .amountTooLarge, .amountPrecision, .currencyUnknown]
            .contains(self)
    }
}
