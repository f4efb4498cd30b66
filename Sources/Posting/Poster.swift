public import Accounting
internal import Digest
public import Ledger
internal import Reconciliation
public import Validation

/// Posts one file after the other into the book's open transaction.
///
/// Used from the book thread. `begin`, then `take` for every draft, then `finish`; a savepoint
/// holds the file until `finish` has a verdict on it.
public final class Poster {
    let session: BookSession
    let books: Books
    let settings: PostingSettings
    var transit: TransitMatcher
    /// Open items that bank lines may pay; nil until a bank line asks.
    var openItems: BankOpenItems?
    /// False where there is surely none: bank lines then look no further.
    var hasOpenItems = false
    /// Parties that bank lines have named.
    var namedParties = NamedParties()
    var file: FilePosting
    let accounts: RoleAccounts
    /// True where what is sold moves stock.
    let keepsStock: Bool
    /// Orders that sources have posted, by source; what is known of them so far.
    var orderDays: [String: OrderDays] = [:]
    /// Mapping rules by index that were used before.
    var knownRules: [Int: RuleAccounts] = [:]

    /// - Throws: `Failure.configuration` where the chart has no suspense account.
    public init(session: BookSession, books: Books, settings: PostingSettings) throws {
        self.session = session
        self.books = books
        self.settings = settings
        keepsStock = books.products.policy != nil
        accounts = try RoleAccounts(session, books)
        let payouts = books.chart[.payoutsInTransit].flatMap { session.number(of: $0.code) }
        transit = TransitMatcher(
            try session.openTransit().map { record, original in
                let service = books.services.first {
                    record.account == payouts && $0.name == record.party
                }
                return WaitingPayment(record, original, of: service)
            })
        file = FilePosting.none(books)
    }

    /// Begins a file.
    ///
    /// - Parameter again: verdicts of the file that are judged again; nil for a new file.
    public func begin(
        id: Int64, source: PostingSource, facts: Facts, again: [VerdictRecord]? = nil
    ) throws {
        try session.savepoint("file")
        file = FilePosting(
            id: id, path: facts.file, source: source, judge: Judge(facts), again: again,
            transit: transit)
    }

    public func take(_ draft: Draft) throws {
        guard file.refusal == nil else { return }
        switch draft {
        case .statement(let head): try beginStatement(head)
        case .bank(let rows): try post(rows)
        case .statementEnd(let tail):
            try endStatement(tail)
            try takeAsides()
        case .sales(let rows): try post(rows)
        case .documents(let documents): for document in documents { try post(document) }
        case .payments(let payments): for payment in payments { try post(payment) }
        case .payroll(let journals): for journal in journals { try post(journal) }
        case .payouts(let rows): try post(rows)
        case .stock(let documents): for document in documents { try post(document) }
        case .cashCounts(let counts): for count in counts { try post(count) }
        case .vouchers(let vouchers): for voucher in vouchers { try post(voucher) }
        case .opening(let voucher): try postOpening(voucher)
        case .decisions(let decisions): for decision in decisions { try take(decision) }
        case .ignored where file.unit?.hasSavepoint == true,
            .spoiled where file.unit?.hasSavepoint == true:
            file.asides.append(draft)
        case .ignored(let rows):
            for row in rows {
                try ignore(row)
                if let flaw = row.flaw, file.judgesAll { tell(flaw) }
            }
        case .spoiled(let rows): for row in rows { try spoil(row) }
        case .refused(let flaw): refuse(file.judge.flaws([flaw]))
        case .end: break
        }
    }

    /// Withdraws what the file has posted so far; what it goes on to read is not looked at.
    public func refuse(_ ruling: Ruling) { file.refusal = ruling }

    /// Ends the file: keeps or withdraws its postings, writes verdicts, totals and findings.
    public func finish() throws -> FileReceipt {
        try postWaiting(nil)
        if let unit = file.unit { file.countRead(unit.read) }
        file.countAsides()
        if file.refusal == nil { try endSales() }
        if file.refusal == nil { try endPayouts() }
        if file.refusal == nil { try endCounts() }
        if file.refusal == nil { try applyDecisions() }
        if file.refusal == nil, !file.source.postsGoodUnits, let stop = file.firstStop {
            file.refusal = stop
        }
        if file.unit != nil, file.refusal == nil {
            // A statement that never ended is a file that was cut.
            file.refusal = file.judge.flaws([Flaw(.truncated, line: 0)])
        }
        let verdict = file.judge.file(file.refusal ?? Ruling())
        if verdict.keeps {
            try session.release("file")
            keepOrders()
        } else {
            if file.unit?.hasSavepoint == true { try rollback(to: "unit") }
            try rollback(to: "file")
            transit = file.transitBefore
            try writeRefusal(verdict.ruling)
        }
        try writeTallies(keeps: verdict.keeps)
        for entry in file.log.kept {
            try session.append(
                entry.finding, file: file.id, unit: entry.unit, day: entry.day.map(file.placed),
                verdict: entry.verdict)
        }
        for finding in file.log.rest(file: file.path) {
            try session.append(finding, file: file.id, unit: 0, day: nil, verdict: nil)
        }
        let stop = verdict.ruling.stop
        return FileReceipt(
            path: file.path, outcome: stop?.outcome ?? .posted, read: file.readTotal,
            findings: file.log.kept.map(\.finding))
    }

    /// Goes back to a savepoint, and forgets the numbers of accounts made since.
    func rollback(to name: String) throws {
        try session.rollback(to: name)
        knownRules = [:]
        if openItems?.mark != (try session.itemsMark()) { openItems = nil }
    }

    // MARK: Rows that do not post

    /// Rows that state neither day nor amount: one verdict for all of them.
    func ignore(_ row: IgnoredRow) throws {
        file.countRead(row)
        guard file.judgesAll else { return }
        try verdict(row.span, nil, row.tally, .ignored, row.reason.rawValue)
    }

    /// Rows that stood beside a statement's: they have their verdicts whatever became of it.
    private func takeAsides() throws {
        let asides = file.asides
        file.asides.removeAll()
        for draft in asides { try take(draft) }
    }

    /// Tells a flaw of a row that posts nothing anyway.
    private func tell(_ flaw: Flaw) {
        for finding in file.judge.flaws([flaw]).findings {
            file.log.add(finding, unit: 0, day: nil, verdict: nil)
        }
    }

    private func spoil(_ row: SpoiledRow) throws {
        file.countRead(nil, nil)
        file.salesChecks.hasUnread = true
        let ruling = file.judge.flaws(row.flaws)
        try settle([(row.span, nil)], day: nil, ruling)
    }

    /// Writes the verdicts of a unit's rows, the first with the rule's code, the others `unit`.
    ///
    /// - Parameter rows: the unit's rows with their amounts.
    func settle(_ rows: [(span: Span, amount: Int64?)], day: Day?, _ ruling: Ruling) throws {
        guard let stop = ruling.stop else { return }
        file.noteStop(ruling)
        let culprits = Set(ruling.findings.filter { $0.code == stop.code }.map(\.place.line))
        var id: Int64?
        for (index, row) in rows.enumerated() {
            guard file.isDue(row.span.line) else { continue }
            let isCulprit =
                rows.count == 1 || culprits.contains(Int(row.span.line))
                || (culprits.isEmpty && index == 0)
            let code = isCulprit ? stop.code.text : "unit"
            let written = try verdict(row.span, day, row.amount, stop.outcome, code)
            id = id ?? written
        }
        guard let id else { return }
        for finding in ruling.findings { file.log.add(finding, unit: 0, day: day, verdict: id) }
    }

    /// A unit that the book holds already: every row is a duplicate and names its twin.
    /// - Parameter place: where the twin stands, for a unit that may have no entry.
    func duplicates(
        _ rows: [(span: Span, amount: Int64?)], _ day: Day?, of entry: Int64?,
        at place: Place? = nil
    ) throws {
        for row in rows {
            try verdict(
                row.span, day, row.amount, .duplicate, RowDuplicate.code.text, twin: entry)
        }
        guard let first = rows.first, file.judgesAll else { return }
        let known = try place ?? entry.flatMap { try session.place(ofEntry: $0) }
        let twin = known?.description ?? ""
        let finding = RowDuplicate.finding(
            at: Place(file: file.path, line: Int(first.span.line)), found: day?.description ?? "",
            ["rows": String(rows.count), "twin": twin, "day": day?.description ?? ""])
        file.log.add(finding, unit: 0, day: day, verdict: nil)
    }

    /// Lines whose amount could not be read.
    func spoiltLines(_ flaws: [Flaw]) -> Set<Int> {
        Set(flaws.filter { $0.defect.spoilsAmount }.map(\.line))
    }

    /// Counts a unit's rows as posted and retires the verdicts they had.
    func posted(_ rows: [(span: Span, amount: Int64?)], day: Day?, _ ruling: Ruling) throws {
        for row in rows {
            file.countPosted(day, row.amount)
            try retire(row.span, day, row.amount)
        }
        for finding in ruling.findings { file.log.add(finding, unit: 0, day: day, verdict: nil) }
    }
}

/// The accounts of the roles that recipes post on, by number.
struct RoleAccounts {
    let suspense: Int64
    let transfers: Int64?
    let receivable: Int64?
    let payable: Int64?
    let receiptsInTransit: Int64?
    let paymentsInTransit: Int64?
    let discounts: Int64?
    let returns: Int64?

    init(_ session: BookSession, _ books: Books) throws {
        func number(_ role: AccountRole) throws -> Int64? {
            try books.chart[role].map { try session.account($0.code) }
        }
        guard let suspense = try number(.suspense) else {
            throw Failure(.configuration, "role-missing", ["role": AccountRole.suspense.rawValue])
        }
        self.suspense = suspense
        transfers = try number(.transfers)
        receivable = try number(.receivable)
        payable = try number(.payable)
        receiptsInTransit = try number(.receiptsInTransit)
        paymentsInTransit = try number(.paymentsInTransit)
        discounts = try number(.discounts)
        returns = try number(.returns)
    }

    func required(_ account: Int64?, _ role: AccountRole) throws(Failure) -> Int64 {
        guard let account else {
            throw Failure(.configuration, "role-missing", ["role": role.rawValue])
        }
        return account
    }
}
