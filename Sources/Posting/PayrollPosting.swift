internal import Accounting
internal import Digest
internal import Ledger
internal import Validation

extension Poster {
    /// Posts a pay journal as one entry of totals by element, account and party; what it leaves
    /// owed on payroll accounts becomes items (DEFINITIONS §2).
    ///
    /// With `privacy: totals` rows that do not post are counted without their amounts, which no
    /// verdict may show; their money is read when they post.
    func post(_ draft: PayrollDraft) throws {
        let day = draft.day
        let settings = file.facts.payroll
        let journal = PayrollJournal(draft, settings, books)
        let known = rows(draft, showing: true)
        let told = rows(draft, showing: !settings.isPrivate)
        guard draft.rows.contains(where: { file.isDue($0.span.line) }) else {
            for row in known { file.countRead(day, row.amount) }
            return
        }
        let number = [draft.journal, draft.period].filter { !$0.isEmpty }.joined(separator: " ")
        let content = contentDigest(journal, draft)
        let twin = try session.document(
            party: file.source.name, kind: "payroll", number: number, side: .payable)
        if let twin, twin.content == content {
            for row in told { file.countRead(day, row.amount) }
            try duplicates(told, day, of: twin.entry)
            return
        }
        let (ruling, accepted) = file.judge.payroll(
            PayrollFacts(
                draft: draft, journal: journal, number: number, facts: file.facts,
                clashes: twin != nil))
        guard let accepted, let day, let worked = draft.worked else {
            for row in told { file.countRead(day, row.amount) }
            try settle(told, day: day, ruling)
            return
        }
        for row in known { file.countRead(day, row.amount) }
        let entry = try enter(accepted.unit, number: number, draft, day: day)
        _ = try session.appendDocument(
            side: .payable, party: file.source.name, kind: "payroll", number: number, day: day,
            gross: 0, entry: entry, content: content)
        let record = try session.append(
            PayrollRecord(
                entry: entry, source: file.source.name, number: number, from: worked.from,
                to: worked.to, payDay: day))
        for line in accepted.unit.lines where line.amount != 0 {
            try session.append(
                PayrollElementRecord(
                    payroll: record, element: line.element.rawValue,
                    account: try session.account(line.account), agency: line.party,
                    amount: line.amount))
        }
        try posted(known, day: day, ruling)
    }

    /// The rows with their amounts: debits and amounts of elements as money in.
    private func rows(_ draft: PayrollDraft, showing: Bool) -> [(span: Span, amount: Int64?)] {
        let spoilt = spoiltLines(draft.flaws)
        return draft.rows.map { row in
            let isTold = showing && !spoilt.contains(Int(row.span.line))
            return (row.span, isTold ? row.amount ?? row.debit - row.credit : nil)
        }
    }

    /// Enters the totals; whatever of them is owed becomes an item of its party and due date.
    private func enter(
        _ journal: PayrollJournal, number: String, _ draft: PayrollDraft, day: Day
    ) throws -> Int64 {
        let posting = file.facts.postingDay(day)
        let span = draft.rows[0].span
        var columns = EntryBatch.Columns()
        columns.begin(
            .payroll, day: posting, documentDay: day, file: file.id, span: span, party: "",
            reference: number, text: draft.period)
        let moved = journal.lines.filter { $0.amount != 0 }
        for line in moved.isEmpty ? journal.lines : moved {
            columns.post(try session.account(line.account), signed: line.amount)
        }
        let entry = try session.append(try EntryBatch(columns))
        var owed: [ItemRecord] = []
        for line in journal.lines where books.chart[line.account]?.role == .payroll {
            let account = try session.account(line.account)
            let index = owed.firstIndex {
                $0.account == account && $0.party == line.party && $0.due == line.due
            }
            if let index {
                owed[index].amount += line.amount
                owed[index].original = owed[index].amount
                continue
            }
            owed.append(
                ItemRecord(
                    entry: entry, account: account, party: line.party, document: draft.period,
                    kind: "payroll", instalment: Int64(owed.count + 1), day: posting,
                    documentDay: day, due: line.due, amount: line.amount,
                    currency: books.currency.code, file: file.id, line: Int64(span.line)))
        }
        for item in owed where item.amount != 0 { _ = try session.append(item) }
        return entry
    }

    /// What a journal says, of no person: the same totals are the same journal.
    private func contentDigest(_ journal: PayrollJournal, _ draft: PayrollDraft) -> Digest {
        var texts = journal.lines.map { line in
            "\(line.element)\u{1F}\(line.account)\u{1F}\(line.party)\u{1F}"
                + "\(line.due?.description ?? "")\u{1F}\(line.amount)"
        }
        texts.sort()
        return sha256(
            Array(
                ("\(draft.day?.description ?? "")\u{1E}\(draft.rows.count)\u{1E}"
                    + texts.joined(separator: "\u{1E}")).utf8))
    }
}
