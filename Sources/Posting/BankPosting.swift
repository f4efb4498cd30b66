internal import Accounting
internal import Ledger
internal import Reconciliation
internal import Validation

/// A statement while its rows are being posted.
struct StatementPosting {
    let head: StatementHead
    /// The chart's account and its number; nil where the statement's account is not mapped.
    let account: (code: String, id: Int64)?
    var hasSavepoint = false
    var ruling = Ruling()
    var identity: RowIdentity
    /// Rows read, rows that are ignored, rows that duplicate another file's, by month.
    var read: [Month?: RowTally] = [:]
    var ignored: [Month?: RowTally] = [:]
    var duplicate: [Month?: RowTally] = [:]
    var posted: [Month?: RowTally] = [:]
    var ignoredRows: [(span: Span, day: Day?, amount: Int64?, reason: IgnoredReason)] = []
    var covered: [Day: (rows: Int64, debits: Int64, credits: Int64)] = [:]
    var firstDay: Day?
    var lastDay: Day?
    /// The earliest and the latest row, with their lines.
    var extremes: (first: (day: Day, line: Int)?, last: (day: Day, line: Int)?)
    var outside: (line: Int, day: Day)?
    var findings: [(Finding, Day?)] = []
    var transitBefore: TransitMatcher
    /// True where the book holds the same statement and this one would post rows again.
    var isRepeated = false
    /// True where an amount could not be read: sums over the statement say nothing then.
    var hasUnreadAmount = false
    /// False where the file is judged again and this statement has nothing open.
    var isDue = true
}

extension Poster {
    func beginStatement(_ head: StatementHead) throws {
        let code = file.source.accounts[head.account] ?? file.source.account
        let isKnown = code.map { books.chart.has($0) } ?? false
        let account = isKnown ? try code.map { ($0, try session.account($0)) } : nil
        var unit = StatementPosting(
            head: head, account: account,
            identity: try RowIdentity(
                session: session, account: account?.1 ?? 0, file: file.id,
                isProved: head.isStatement, opening: opening(head), exports: file.source.exports),
            transitBefore: transit)
        unit.isDue = head.isStatement ? file.isDue(unit: head.unit) : true
        if head.posts, account == nil {
            let place = Place(file: file.path, line: head.line)
            unit.ruling.add(
                BankAccountUnmapped.self,
                BankAccountUnmapped.finding(
                    at: place, found: head.account,
                    ["account": head.account, "source": file.source.name]), file.facts)
        }
        if let stated = head.currency, stated != file.source.currency, head.posts {
            let place = Place(file: file.path, line: head.line)
            unit.ruling.add(
                CurrencyForeign.self,
                CurrencyForeign.finding(
                    at: place, found: stated.code, ["expected": file.source.currency.code]),
                file.facts)
        }
        if head.isStatement {
            try session.savepoint("unit")
            unit.hasSavepoint = true
        }
        file.unit = unit
    }

    private func opening(_ head: StatementHead) -> Int64? {
        head.opening?.minorUnits(exponent: file.source.currency.exponent)
    }

    /// Posts a batch of bank rows: one entry a row, against transit, transfers, rules, suspense.
    func post(_ rows: BankRows) throws {
        guard var unit = file.unit else { return }
        file.unit = nil
        var poster = BankBatch(arena: rows.arena)
        var nextFlaw = 0
        var nextDetail = 0
        for row in 0..<rows.count {
            var flaws: [Flaw] = []
            while nextFlaw < rows.flaws.count, rows.flaws[nextFlaw].row == row {
                flaws.append(rows.flaws[nextFlaw].flaw)
                nextFlaw += 1
            }
            let firstDetail = nextDetail
            while nextDetail < rows.details.count, rows.details[nextDetail].row == row {
                nextDetail += 1
            }
            let details = rows.details[firstDetail..<nextDetail]
            try take(row, of: rows, flaws, details, &unit, &poster)
        }
        if poster.columns.count > 0 {
            let clearings = poster.clearings
            let first = try session.append(try EntryBatch(poster.columns))
            for clearing in clearings {
                try session.clear(
                    transit: clearing.transit, entry: first + Int64(clearing.entry),
                    day: clearing.day)
            }
        }
        file.unit = unit
    }

    private func take(
        _ row: Int, of rows: BankRows, _ flaws: [Flaw], _ details: ArraySlice<BankDetail>,
        _ unit: inout StatementPosting, _ batch: inout BankBatch
    ) throws {
        let number = rows.days[row]
        let day = number == BankRows.missingDay ? nil : Day(number: number)
        let amount = rows.amounts[row]
        let known: Int64? = flaws.contains { $0.defect.spoilsAmount } ? nil : amount
        let month = file.month(day)
        let span = rows.spans[row]
        file.countRead(day, known)
        unit.read[month, default: RowTally()].count(known)
        if known == nil { unit.hasUnreadAmount = true }
        guard unit.isDue else { return }
        if let reason = ignoredReason(rows.status[row], unit.head) {
            unit.ignored[month, default: RowTally()].count(known)
            unit.ignoredRows.append((span, day, known, reason))
            return
        }
        var ruling = flaws.isEmpty ? Ruling() : file.judge.flaws(flaws)
        if let day, !unit.identity.isCalm(day) {
            ruling.add(file.judge.day(day, line: Int(span.line)))
            if ruling.findings.isEmpty { unit.identity.calm(day) }
        }
        if let day { unit.note(day, line: Int(span.line)) }
        let iban = rows.arena[rows.ibans[row]]
        if !iban.isEmpty, !unit.identity.isKnownIBAN(iban),
            let finding = IBANInvalid.judge(iban, line: Int(span.line), file.facts)
        {
            ruling.add(IBANInvalid.self, finding, file.facts)
        }
        if unit.head.isStatement {
            for finding in ruling.findings { unit.findings.append((finding, day)) }
            unit.ruling.stopFrom(ruling)
            guard unit.ruling.posts else { return }
        } else {
            guard file.isDue(span.line) else { return }
            if !unit.ruling.posts {
                try settle([(span, known)], day: day, unit.ruling)
                return
            }
            if !ruling.posts {
                try settle([(span, known)], day: day, ruling)
                return
            }
        }
        guard let day, let account = unit.account else { return }
        let line = BankRowKey(
            day: day, amount: amount, reference: rows.arena[rows.references[row]],
            text: rows.arena[rows.texts[row]], line: Int(span.line))
        switch try unit.identity.judge(line) {
        case .new: break
        case .duplicate(let twin):
            unit.duplicate[month, default: RowTally()].count(amount)
            try verdict(span, day, amount, .duplicate, RowDuplicate.code.text, twin: twin)
            return
        case .mismatch(let mismatch):
            // In a statement the whole day is judged at its end.
            guard !unit.head.isStatement else { return }
            let finding = coverage(mismatch, account.code)
            try settle(
                [(span, amount)], day: day, file.judge.ruling(CoverageMismatch.self, finding))
            return
        case .lookalike(let twin):
            let finding = RowLookalike.finding(
                at: Place(file: file.path, line: Int(span.line)),
                found: decimalText(amount, exponent: file.source.currency.exponent),
                ["twin": twin, "source": file.source.name, "day": day.description])
            let held = file.judge.ruling(RowLookalike.self, finding)
            if unit.head.isStatement {
                unit.findings.append((finding, day))
                unit.ruling.stopFrom(held)
            } else {
                try settle([(span, amount)], day: day, held)
            }
            return
        }
        guard
            try enter(row, of: rows, details, day: day, account: account.id, &unit, &batch)
        else {
            let known = unit.findings.popLast()?.0
            let refused = refusal(SuspenseOpen.self, known)
            if unit.head.isStatement {
                unit.ruling.add(refused)
            } else {
                try settle([(span, amount)], day: day, refused)
            }
            return
        }
        if !unit.head.isStatement { try retire(span, day, ruling) }
        unit.posted[month, default: RowTally()].count(amount)
        unit.cover(day, amount)
    }

    /// A finding of a rule that stops the row because the client says so.
    private func refusal(_ rule: any Rule.Type, _ finding: Finding?) -> Ruling {
        var ruling = Ruling()
        guard var finding else { return ruling }
        finding.severity = .error
        ruling.reject(finding)
        return ruling
    }

    /// A row of a list posts: a verdict it had is retired, its findings are kept.
    private func retire(_ span: Span, _ day: Day, _ ruling: Ruling) throws {
        if let known = file.again?.lines[span.line] {
            var retired = known
            retired.outcome = .posted
            retired.previous = known.id
            retired.tally = RowTally()
            try session.append(retired)
        }
        for finding in ruling.findings { file.log.add(finding, unit: 0, day: day, verdict: nil) }
    }

    private func ignoredReason(_ status: EntryStatus, _ head: StatementHead) -> IgnoredReason? {
        switch status {
        case .pending: return .pending
        case .information: return .information
        case .booked: return head.posts ? nil : .intraday
        }
    }

    /// Writes the entry of one bank row.
    /// - Returns: false where nothing explains it and the client has such rows rejected.
    private func enter(
        _ row: Int, of rows: BankRows, _ details: ArraySlice<BankDetail>, day: Day,
        account: Int64, _ unit: inout StatementPosting, _ batch: inout BankBatch
    ) throws -> Bool {
        let span = rows.spans[row]
        let amount = rows.amounts[row]
        let posting = file.facts.postingDay(day)
        let before = transit
        var contras: [BankContra] = []
        for detail in details {
            contras.append(
                BankContra(
                    amount: detail.amount, text: rows.arena[detail.text],
                    payerReference: rows.arena[detail.payerReference],
                    counterparty: rows.arena[detail.counterparty],
                    iban: rows.arena[detail.iban]))
        }
        if contras.isEmpty {
            contras.append(
                BankContra(
                    amount: amount, text: rows.arena[rows.texts[row]],
                    payerReference: rows.arena[rows.payerReferences[row]],
                    counterparty: rows.arena[rows.counterparties[row]],
                    iban: rows.arena[rows.ibans[row]]))
        }
        let answers = contras.map { answer($0) }
        let unexplained = answers.firstIndex { if case .suspense = $0 { true } else { false } }
        if let unexplained {
            let finding = SuspenseOpen.finding(
                at: Place(file: file.path, line: Int(span.line)),
                found: String(decoding: contras[unexplained].text.prefix(80), as: UTF8.self),
                [
                    "amount": decimalText(
                        contras[unexplained].amount, exponent: file.source.currency.exponent)
                ])
            unit.findings.append((finding, posting))
            if settings.unmappedIsRejected {
                transit = before
                return false
            }
        }
        batch.columns.begin(
            .bankLine, day: posting, documentDay: day, file: file.id, span: span,
            party: rows.counterparties[row], reference: rows.references[row],
            text: rows.texts[row])
        batch.columns.post(account, signed: amount)
        for (contra, answer) in zip(contras, answers) {
            try post(contra.amount, answer, posting, &batch)
        }
        return true
    }

    /// What stands on the other side of a bank amount.
    private enum Answer {
        case transit(WaitingPayment)
        case transfer(Int64)
        case rule(Int)
        case suspense
    }

    /// In this order: transit, own transfer, mapping rule, suspense (DEFINITIONS §2).
    private func answer(_ line: BankContra) -> Answer {
        if !transit.isEmpty,
            let payment = transit.match(
                amount: line.amount, text: line.text, payerReference: line.payerReference,
                party: party(of: line))
        {
            return .transit(payment)
        }
        if !line.iban.isEmpty, let transfers = accounts.transfers,
            settings.ownAccounts.contains(where: { line.iban.elementsEqual($0) })
        {
            return .transfer(transfers)
        }
        return settings.mapping.match(line.text).map { .rule($0) } ?? .suspense
    }

    private func post(
        _ amount: Int64, _ answer: Answer, _ day: Day, _ batch: inout BankBatch
    ) throws {
        switch answer {
        case .transit(let payment):
            batch.columns.post(payment.account, signed: -amount)
            batch.setRecipe(.transitCleared)
            batch.clearings.append((payment.id, batch.columns.count - 1, day))
        case .transfer(let account):
            batch.columns.post(account, signed: -amount)
            batch.setRecipe(.transfer)
        case .rule(let index):
            let rule = settings.mapping.rules[index]
            try apply(rule, to: amount, &batch.columns)
            if let party = rule.party { batch.setParty(party) }
        case .suspense: batch.columns.post(accounts.suspense, signed: -amount)
        }
    }

    private func party(of line: BankContra) -> String? {
        if !line.iban.isEmpty,
            let party = books.parties.find(iban: String(decoding: line.iban, as: UTF8.self))
        {
            return party.id
        }
        guard !line.counterparty.isEmpty else { return nil }
        return books.parties.find(String(decoding: line.counterparty, as: UTF8.self))?.id
    }

    /// Posts a bank amount by a mapping rule: net to its account, the tax inside to the tax's.
    func apply(_ rule: MappingRule, to amount: Int64, _ columns: inout EntryBatch.Columns) throws {
        let account = try session.account(rule.account)
        guard let code = rule.tax, let tax = books.taxes[code], tax.kind != .exempt else {
            columns.post(account, signed: -amount)
            return
        }
        let inside = tax.rate.tax(insideGross: amount)
        columns.post(account, signed: -(amount - inside))
        if inside != 0 { columns.post(try session.account(tax.account), signed: -inside) }
    }

    // MARK: End of a statement

    func endStatement(_ tail: StatementTail) throws {
        guard var unit = file.unit else { return }
        file.unit = nil
        guard unit.head.isStatement else { return try endList(&unit) }
        guard unit.isDue else {
            try session.release("unit")
            return
        }
        var tail = tail
        if !unit.head.posts { tail.flaws.removeAll() }
        if tail.statesRange, let from = tail.from, let to = tail.to {
            unit.findOutside(from, to)
        }
        if unit.head.posts {
            let facts = StatementFacts(
                tail: tail, facts: file.facts, firstDay: unit.firstDay, lastDay: unit.lastDay,
                outside: unit.outside)
            let judged =
                unit.hasUnreadAmount
                ? file.judge.flaws(tail.flaws) : file.judge.statement(facts)
            for finding in judged.findings { unit.findings.append((finding, tail.to)) }
            unit.ruling.stopFrom(judged)
            try judgeIdentity(tail, &unit)
        } else {
            unit.findings = [
                (
                    IntradayReport.finding(
                        at: Place(file: file.path, line: tail.line), found: tail.message), tail.to
                )
            ]
        }
        if unit.ruling.posts, unit.isRepeated {
            try setAside(tail, &unit)
        } else if unit.ruling.posts {
            try keep(tail, &unit)
        } else {
            try withdraw(tail, &unit)
        }
        for row in unit.ignoredRows where file.judgesAll {
            try verdict(row.span, row.day, row.amount, .ignored, row.reason.rawValue)
        }
    }

    /// A list without balances ends: its rows are already posted one by one.
    private func endList(_ unit: inout StatementPosting) throws {
        for (month, tally) in unit.posted { file.countPosted(month, tally) }
        for (finding, day) in unit.findings {
            file.log.add(finding, unit: 0, day: day, verdict: nil)
        }
        for row in unit.ignoredRows where file.judgesAll {
            try verdict(row.span, row.day, row.amount, .ignored, row.reason.rawValue)
        }
        try tellDuplicates(unit)
        try writeCovered(unit, isProved: false)
    }

    /// The whole statement known already, or rows on days that others have covered otherwise.
    private func judgeIdentity(_ tail: StatementTail, _ unit: inout StatementPosting) throws {
        guard let account = unit.account, unit.ruling.posts else { return }
        for mismatch in unit.identity.mismatches() {
            let finding = coverage(mismatch, account.code)
            unit.findings.append((finding, mismatch.day))
            unit.ruling.stopFrom(file.judge.ruling(CoverageMismatch.self, finding))
        }
        let record = record(tail, unit)
        if let twin = try session.twin(of: record) {
            let path = twin.0.file == file.id ? file.path : twin.path
            let finding = StatementRepeated.finding(
                at: Place(file: file.path, line: tail.line), found: tail.id,
                ["twin": Place(file: path, line: Int(twin.0.line)).description])
            unit.findings.append((finding, tail.to))
            // The same account, id, dates and balances: whatever of it seemed new is not.
            if !unit.posted.isEmpty { unit.isRepeated = true }
        }
    }

    private func coverage(_ mismatch: RowIdentity.Mismatch, _ account: String) -> Finding {
        CoverageMismatch.finding(
            at: Place(file: file.path, line: mismatch.line), found: mismatch.day.description,
            [
                "account": account, "day": mismatch.day.description,
                "rows": String(mismatch.rows), "posted": String(mismatch.posted),
                "twin": mismatch.twin,
            ])
    }

    private func record(_ tail: StatementTail, _ unit: StatementPosting) -> StatementRecord {
        let exponent = file.source.currency.exponent
        return StatementRecord(
            file: file.id, unit: Int64(tail.unit), account: unit.account?.id ?? 0, name: tail.id,
            from: tail.from, to: tail.to, opening: tail.opening?.minorUnits(exponent: exponent),
            closing: tail.closing?.minorUnits(exponent: exponent), rows: Int64(tail.entries),
            line: Int64(tail.line))
    }

    private func keep(_ tail: StatementTail, _ unit: inout StatementPosting) throws {
        if unit.head.posts {
            try session.append(record(tail, unit))
            try writeCovered(unit, isProved: tail.addsUp == true)
            try tellDuplicates(unit)
        }
        try session.release("unit")
        for (month, tally) in unit.posted { file.countPosted(month, tally) }
        for verdict in file.again?.units[Int64(tail.unit)] ?? [] {
            var retired = verdict
            retired.outcome = .posted
            retired.previous = verdict.id
            retired.tally = RowTally()
            try session.append(retired)
        }
        for (finding, day) in unit.findings {
            file.log.add(finding, unit: Int64(tail.unit), day: day, verdict: nil)
        }
    }

    /// The whole statement is in the book already: its rows are duplicates.
    private func setAside(_ tail: StatementTail, _ unit: inout StatementPosting) throws {
        try session.rollback(to: "unit")
        transit = unit.transitBefore
        var months = unit.read
        for (month, tally) in unit.ignored { months[month, default: RowTally()].subtract(tally) }
        for (month, tally) in months.sorted(by: { ($0.key?.number ?? 0) < ($1.key?.number ?? 0) })
        where !tally.isZero {
            try session.append(
                VerdictRecord(
                    file: file.id, unit: Int64(tail.unit),
                    span: Span(line: Int32(clamping: tail.line), offset: 0, length: 0),
                    tally: tally, currency: file.source.currency.code, day: month?.first,
                    outcome: .duplicate, code: StatementRepeated.code.text))
        }
        for (finding, day) in unit.findings where finding.code == StatementRepeated.code {
            file.log.add(finding, unit: Int64(tail.unit), day: day, verdict: nil)
        }
    }

    /// The statement does not post: its rows are one verdict a month.
    private func withdraw(_ tail: StatementTail, _ unit: inout StatementPosting) throws {
        try session.rollback(to: "unit")
        transit = unit.transitBefore
        guard let stop = unit.ruling.stop else { return }
        file.noteStop(unit.ruling)
        var first: Int64?
        var hasUnchanged = false
        var months = unit.read
        for (month, tally) in unit.ignored { months[month, default: RowTally()].subtract(tally) }
        if months.isEmpty { months = [tail.to?.month: RowTally()] }
        for (month, tally) in months.sorted(by: { ($0.key?.number ?? 0) < ($1.key?.number ?? 0) }) {
            if tally.isZero, months.count > 1 { continue }
            var record = VerdictRecord(
                file: file.id, unit: Int64(tail.unit),
                span: Span(line: Int32(clamping: tail.line), offset: 0, length: 0), tally: tally,
                currency: file.source.currency.code, day: month?.first, outcome: stop.outcome,
                code: stop.code.text)
            let known = file.again?.units[Int64(tail.unit)]?.first { $0.day?.month == month }
            if let known {
                if known.outcome == record.outcome, known.code == record.code {
                    hasUnchanged = true
                    continue
                }
                record.previous = known.id
            }
            let id = try session.append(record)
            first = first ?? id
        }
        if hasUnchanged, first == nil { return }
        for (finding, day) in unit.findings where finding.code != SuspenseOpen.code {
            file.log.add(finding, unit: Int64(tail.unit), day: day, verdict: first)
        }
        for finding in unit.ruling.findings
        where !unit.findings.contains(where: { $0.0 == finding }) {
            file.log.add(finding, unit: Int64(tail.unit), day: tail.to, verdict: first)
        }
    }

    private func writeCovered(_ unit: StatementPosting, isProved: Bool) throws {
        guard let account = unit.account else { return }
        var days = unit.covered
        if isProved {
            for day in unit.identity.comparedDays where days[day] == nil { days[day] = (0, 0, 0) }
        }
        for (day, sums) in days.sorted(by: { $0.key < $1.key }) {
            try session.append(
                CoveredRecord(
                    account: account.id, day: day, file: file.id, source: file.source.name,
                    rows: sums.rows, debits: sums.debits, credits: sums.credits,
                    proved: isProved))
        }
    }

    /// One finding a day of rows that another file has brought, naming the first twin.
    private func tellDuplicates(_ unit: StatementPosting) throws {
        for day in unit.identity.duplicateDays {
            let finding = RowDuplicate.finding(
                at: Place(file: file.path, line: day.line), found: day.day.description,
                ["rows": String(day.rows), "twin": day.twin, "day": day.day.description])
            file.log.add(finding, unit: 0, day: day.day, verdict: nil)
        }
    }
}

/// A bank amount whose other side is sought.
struct BankContra {
    let amount: Int64
    let text: ArraySlice<UInt8>
    let payerReference: ArraySlice<UInt8>
    let counterparty: ArraySlice<UInt8>
    let iban: ArraySlice<UInt8>
}

/// The entries of a batch of bank rows while they are written.
struct BankBatch {
    var columns = EntryBatch.Columns()
    /// Payment rows cleared: by transit number, entry position and day.
    var clearings: [(transit: Int64, entry: Int, day: Day)] = []

    init(arena: Arena) { columns.arena = arena }

    /// Names the party of the entry being written.
    mutating func setParty(_ party: String) {
        columns.parties[columns.count - 1] = columns.arena.append(party)
    }

    mutating func setRecipe(_ recipe: Recipe) {
        columns.recipes[columns.count - 1] = recipe.rawValue
    }
}

extension Defect {
    /// True where a flaw leaves the row without a usable amount.
    var spoilsAmount: Bool {
        switch self {
        case .amountMalformed, .amountAmbiguous, .amountTooLarge, .amountPrecision,
            .currencyUnknown:
            true
        default: false
        }
    }
}

extension StatementPosting {
    mutating func note(_ day: Day, line: Int) {
        if firstDay.map({ day < $0 }) ?? true { firstDay = day }
        if lastDay.map({ day > $0 }) ?? true { lastDay = day }
        if extremes.first.map({ day < $0.day }) ?? true { extremes.first = (day, line) }
        if extremes.last.map({ day > $0.day }) ?? true { extremes.last = (day, line) }
    }

    mutating func findOutside(_ from: Day, _ to: Day) {
        if let first = extremes.first, first.day < from { outside = (first.line, first.day) }
        if let last = extremes.last, last.day > to { outside = (last.line, last.day) }
    }

    mutating func cover(_ day: Day, _ amount: Int64) {
        var sums = covered[day] ?? (0, 0, 0)
        sums.rows += 1
        if amount >= 0 { sums.debits &+= amount } else { sums.credits &-= amount }
        covered[day] = sums
    }
}
