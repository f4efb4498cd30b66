internal import Accounting
internal import Ledger
internal import Validation

/// The end of a statement: kept, withdrawn or set aside.
extension Poster {
    func endStatement(_ tail: StatementTail) throws {
        try postWaiting(tail)
        guard var unit = file.unit else { return }
        defer { file.currency = file.source.currency }
        file.unit = nil
        file.countRead(unit.read)
        guard unit.head.isStatement else { return try endList(tail, &unit) }
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

    /// Tells that nothing proves the file to be whole.
    private func tellEnd(_ tail: StatementTail, _ unit: inout StatementPosting) {
        guard !tail.hasEndMark, unit.head.posts, file.judgesAll, let last = unit.lastDay else {
            return
        }
        let finding = EndUnproved.finding(
            at: Place(file: file.path, line: tail.line), found: last.description)
        unit.findings.append((finding, last))
    }

    /// A list without balances ends: its rows are already posted one by one.
    private func endList(_ tail: StatementTail, _ unit: inout StatementPosting) throws {
        // What its end contradicts takes the whole list with it: no row is surer than another.
        let facts = StatementFacts(
            tail: tail, facts: file.facts, firstDay: unit.firstDay, lastDay: unit.lastDay,
            outside: nil)
        let judged =
            unit.hasUnreadAmount ? file.judge.flaws(tail.flaws) : file.judge.statement(facts)
        if unit.head.posts, !judged.posts { return refuse(judged) }
        tellEnd(tail, &unit)
        file.countPosted(unit.posted)
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
        let mismatches = try unit.identity.mismatches(extent(tail, unit))
        let record = record(tail, unit)
        let isKnown = unit.posted.isEmpty && mismatches.isEmpty && unit.lookalikes.posts
        // A statement without a number is known by its rows too.
        if isKnown || !tail.id.isEmpty, let twin = try session.twin(of: record) {
            let path = twin.0.file == file.id ? file.path : twin.path
            let finding = StatementRepeated.finding(
                at: Place(file: file.path, line: tail.line), found: tail.id,
                ["twin": Place(file: path, line: Int(twin.0.line)).description])
            unit.findings.append((finding, tail.to))
            // The same account, id, dates and balances: whatever of it seemed new is not.
            unit.isRepeated = !isKnown
            return
        }
        for mismatch in mismatches {
            let finding = coverage(mismatch, account.code)
            unit.findings.append((finding, mismatch.day))
            unit.ruling.stopFrom(file.judge.ruling(CoverageMismatch.self, finding))
        }
        unit.ruling.stopFrom(unit.lookalikes)
    }

    func coverage(_ mismatch: RowIdentity.Mismatch, _ account: String) -> Finding {
        CoverageMismatch.finding(
            at: Place(file: file.path, line: mismatch.line), found: mismatch.day.description,
            [
                "account": account, "day": mismatch.day.description,
                "rows": String(mismatch.rows), "posted": String(mismatch.posted),
                "twin": mismatch.twin,
            ])
    }

    func record(_ tail: StatementTail, _ unit: StatementPosting) -> StatementRecord {
        let exponent = unit.exchange.own.exponent
        return StatementRecord(
            file: file.id, unit: Int64(tail.unit), account: unit.account?.id ?? 0, name: tail.id,
            from: tail.from, to: tail.to, opening: tail.opening?.minorUnits(exponent: exponent),
            closing: tail.endsBalanced ? tail.closing?.minorUnits(exponent: exponent) : nil,
            rows: Int64(tail.entries),
            line: Int64(tail.line))
    }

    private func keep(_ tail: StatementTail, _ unit: inout StatementPosting) throws {
        if unit.head.posts {
            tellEnd(tail, &unit)
            try session.append(record(tail, unit))
            try writeCovered(unit, isProved: tail.addsUp == true)
            try tellDuplicates(unit)
        }
        try session.release("unit")
        file.countPosted(unit.posted)
        if let known = file.again?.units[Int64(tail.unit)] {
            for verdict in known { try retire(verdict) }
            for (month, tally) in unit.judged { file.readAgain(month, tally) }
        }
        for (finding, day) in unit.findings {
            file.log.add(finding, unit: Int64(tail.unit), day: day, verdict: nil)
        }
    }

    /// The whole statement is in the book already: its rows are duplicates.
    private func setAside(_ tail: StatementTail, _ unit: inout StatementPosting) throws {
        try rollback(to: "unit")
        (transit, openItems) = (unit.transitBefore, unit.openItemsBefore)
        _ = try replace(
            file.again?.units[Int64(tail.unit)] ?? [],
            with: verdicts(
                tail, unit.judged.filter { !$0.tally.isZero }, .duplicate,
                StatementRepeated.code.text))
        for (finding, day) in unit.findings where finding.code == StatementRepeated.code {
            file.log.add(finding, unit: Int64(tail.unit), day: day, verdict: nil)
        }
    }

    /// The statement does not post: its rows are one verdict a month.
    private func withdraw(_ tail: StatementTail, _ unit: inout StatementPosting) throws {
        try rollback(to: "unit")
        (transit, openItems) = (unit.transitBefore, unit.openItemsBefore)
        guard let stop = unit.ruling.stop else { return }
        file.noteStop(unit.ruling)
        let judged = unit.judged.filter { !$0.tally.isZero }
        let first = try replace(
            file.again?.units[Int64(tail.unit)] ?? [],
            with: verdicts(
                tail, judged.isEmpty ? [(tail.to?.month, RowTally())] : judged, stop.outcome,
                stop.code.text))
        guard let first else { return }
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
        var days = unit.covered.byDay
        if isProved {
            for day in unit.identity.comparedDays where days[day] == nil { days[day] = DaySums() }
            if let first = unit.firstDay, let last = unit.lastDay {
                // Between its rows the statement proves that there are no others.
                for number in first.number...last.number {
                    let day = Day(number: number)
                    if days[day] == nil { days[day] = DaySums() }
                }
            }
        }
        for (day, sums) in days.sorted(by: { $0.key < $1.key }) {
            try session.append(
                CoveredRecord(
                    account: account.id, day: day, file: file.id, source: file.source.name,
                    rows: sums.rows, debits: sums.debits, credits: sums.credits,
                    proved: isProved))
        }
    }

    /// One finding a day and file that has brought the rows before, naming the first twin.
    private func tellDuplicates(_ unit: StatementPosting) throws {
        for (day, found) in unit.identity.duplicates {
            let finding = RowDuplicate.finding(
                at: Place(file: file.path, line: found.line), found: day.description,
                ["rows": String(found.rows), "twin": found.twin, "day": day.description])
            file.log.add(finding, unit: 0, day: day, verdict: nil)
        }
    }
}
