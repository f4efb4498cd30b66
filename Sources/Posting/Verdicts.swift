internal import Accounting
internal import Ledger
internal import Validation

/// What becomes of rows that do not post, and of those that once did not.
///
/// A row counts once, as read and as what became of it, in one and the same month: that of its
/// posting date, or while it does not post that of its first reading. Where it posts later, in
/// another month since that one was closed, what was read goes along.
extension Poster {
    // MARK: A row

    /// Writes one row's verdict, unless it is the one that already stands.
    @discardableResult
    func verdict(
        _ span: Span, _ day: Day?, _ amount: Int64?, _ outcome: Outcome, _ code: String,
        twin: Int64? = nil
    ) throws -> Int64? {
        try verdict(span, day, RowTally(amount), outcome, code, twin: twin)
    }

    @discardableResult
    func verdict(
        _ span: Span, _ day: Day?, _ tally: RowTally, _ outcome: Outcome, _ code: String,
        twin: Int64? = nil
    ) throws -> Int64? {
        var record = VerdictRecord(
            file: file.id, unit: 0, span: span, tally: tally,
            currency: file.currency.code, day: day.map(file.placed), outcome: outcome,
            code: code, twin: twin)
        if let known = file.again?.lines[span.line] {
            if known.outcome == outcome, known.code == code { return nil }
            record.previous = known.id
            record.day = known.day ?? record.day
            file.forgetRead(known)
            file.readAgain(record)
        }
        return try session.append(record)
    }

    /// A row posts that may have had a verdict.
    func retire(_ span: Span, _ day: Day?, _ amount: Int64?) throws {
        guard let known = file.again?.lines[span.line] else { return }
        try retire(known)
        file.readAgain(file.month(day), RowTally(amount))
    }

    /// Ends a verdict whose rows have now posted.
    func retire(_ known: VerdictRecord) throws {
        var retired = known
        retired.outcome = .posted
        retired.previous = known.id
        retired.tally = RowTally()
        try session.append(retired)
        file.forgetRead(known)
    }

    // MARK: A statement or a file

    /// Writes the verdicts of a statement or a file, one a month, in place of those it had.
    /// - Returns: the first of them; nil where those that stand say the same.
    func replace(_ known: [VerdictRecord], with records: [VerdictRecord]) throws -> Int64? {
        if let record = records.first, VerdictRecord.sums(known) == VerdictRecord.sums(records) {
            return try rewrite(known, record.outcome, record.code)
        }
        for verdict in known { try retire(verdict) }
        var first: Int64?
        for record in records {
            if !known.isEmpty { file.readAgain(record) }
            let id = try session.append(record)
            first = first ?? id
        }
        return first
    }

    /// Says something else of the same rows.
    /// - Returns: the first verdict written; nil where all of them say it already.
    private func rewrite(
        _ known: [VerdictRecord], _ outcome: Outcome, _ code: String
    ) throws -> Int64? {
        var first: Int64?
        for verdict in known where verdict.outcome != outcome || verdict.code != code {
            var record = verdict
            (record.previous, record.outcome, record.code) = (verdict.id, outcome, code)
            let id = try session.append(record)
            first = first ?? id
        }
        return first
    }

    /// A refused file: one verdict a month of what was read of it.
    func writeRefusal(_ ruling: Ruling) throws {
        guard let stop = ruling.stop else { return }
        file.log = FindingLog(
            severities: file.facts.severities, isPrivate: file.source.isPrivate)
        file.forgetReadAgain()
        guard let first = try refusal(stop) else { return }
        for finding in ruling.findings {
            file.log.add(finding, unit: -1, day: nil, verdict: first)
        }
    }

    /// - Returns: the first verdict written; nil where all of them stand already.
    private func refusal(_ stop: (outcome: Outcome, code: Code)) throws -> Int64? {
        if let again = file.again, again.whole.isEmpty {
            // Some of the file has posted: what is open of it is refused, nothing else.
            return try rewrite(again.all, stop.outcome, stop.code.text)
        }
        let tallies =
            file.read.isEmpty ? [(file.source.currency, nil, RowTally())] : file.read.sorted
        return try replace(
            file.again?.whole ?? [],
            with: tallies.map { currency, month, tally in
                VerdictRecord(
                    file: file.id, unit: -1, span: Span(line: 0, offset: 0, length: 0),
                    tally: tally, currency: currency.code, day: month?.first,
                    outcome: stop.outcome, code: stop.code.text)
            })
    }

    /// The verdicts of a statement whose rows do not post, one a month.
    func verdicts(
        _ tail: StatementTail, _ tallies: [(month: Month?, tally: RowTally)], _ outcome: Outcome,
        _ code: String
    ) -> [VerdictRecord] {
        tallies.map { month, tally in
            VerdictRecord(
                file: file.id, unit: Int64(tail.unit),
                span: Span(line: Int32(clamping: tail.line), offset: 0, length: 0), tally: tally,
                currency: file.currency.code, day: month?.first, outcome: outcome, code: code)
        }
    }

    // MARK: The totals

    /// Writes what was read and posted of the file, by currency and month.
    func writeTallies(keeps: Bool) throws {
        if file.again == nil {
            try write(.read, file.read.sorted)
        } else {
            if keeps, let whole = file.again?.whole, !whole.isEmpty {
                // What is read now takes the place of what was read when the file was refused.
                for verdict in whole { try retire(verdict) }
                for (currency, month, tally) in file.read.sorted {
                    file.readAgain(month, tally, in: currency)
                }
            }
            try write(.read, file.reread.sorted.filter { !$0.tally.isZero })
        }
        if keeps { try write(.posted, file.posted.sorted) }
    }

    private func write(
        _ kind: BookSession.TallyKind,
        _ tallies: [(currency: Currency, month: Month?, tally: RowTally)]
    ) throws {
        for (currency, month, tally) in tallies {
            try session.append(
                kind, file: file.id, month: month, currency: currency.code, tally)
        }
    }
}

extension VerdictRecord {
    /// Rows and money of verdicts by currency.
    fileprivate static func sums(_ verdicts: [VerdictRecord]) -> [String: RowTally] {
        verdicts.reduce(into: [:]) { $0[$1.currency, default: RowTally()].add($1.tally) }
    }
}
