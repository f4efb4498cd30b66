internal import Accounting
internal import Digest
internal import Ledger
internal import Validation

extension Poster {
    /// Posts a voucher as one entry; its lines on control accounts become items.
    func post(_ draft: VoucherDraft) throws {
        let day = draft.lines.first?.day ?? nil
        let rows = rows(draft)
        for row in rows { file.countRead(day, row.amount) }
        guard rows.contains(where: { file.isDue($0.span.line) }) else { return }
        let content = contentDigest(draft)
        let known = try session.document(
            party: draft.journal, kind: "voucher", number: draft.number, side: .receivable)
        if let known, known.content == content {
            try duplicates(rows, day, of: known.entry)
            return
        }
        var (ruling, accepted) = file.judge.voucher(draft, isOpening: false)
        if known != nil, let span = rows.first?.span {
            ruling.add(
                DocumentClash.self,
                DocumentClash.finding(
                    at: Place(file: file.path, line: Int(span.line)), found: draft.number,
                    ["party": draft.journal]), file.facts)
            accepted = nil
        }
        guard let voucher = accepted?.unit, let day, let first = voucher.lines.first else {
            try settle(rows, day: day, ruling)
            return
        }
        let posting = file.facts.postingDay(day)
        var columns = EntryBatch.Columns()
        columns.begin(
            .voucher, day: posting, documentDay: day, file: file.id, span: first.span,
            party: first.party, reference: voucher.journal + "/" + voucher.number,
            text: first.text)
        for line in voucher.lines {
            columns.post(
                try session.account(line.account), signed: line.debit - line.credit,
                original: line.original)
        }
        let entry = try session.append(try EntryBatch(columns))
        _ = try session.appendDocument(
            side: .receivable, party: voucher.journal, kind: "voucher", number: voucher.number,
            day: day, gross: 0, entry: entry, content: content)
        try appendControlItems(
            controlLines(voucher.lines, day: day, number: voucher.number, allocates: true),
            entry: entry, kind: "journal", day: posting)
        try posted(rows, day: day, ruling)
    }

    /// Posts the opening balances: one entry of kind opening, the day before the books begin.
    func postOpening(_ draft: VoucherDraft) throws {
        let day = books.start - 1
        let rows = rows(draft)
        for row in rows { file.countRead(day, row.amount) }
        guard rows.contains(where: { file.isDue($0.span.line) }) else { return }
        var (ruling, accepted) = file.judge.voucher(draft, isOpening: true)
        if try session.hasOpening(), let span = rows.first?.span {
            ruling.add(
                DocumentClash.self,
                DocumentClash.finding(
                    at: Place(file: file.path, line: Int(span.line)), found: "opening",
                    ["party": ""]), file.facts)
            accepted = nil
        }
        guard let opening = accepted?.unit, let first = opening.lines.first else {
            try settle(rows, day: day, ruling)
            return
        }
        var columns = EntryBatch.Columns()
        columns.begin(
            .opening, kind: .opening, day: day, documentDay: day, file: file.id,
            span: first.span, party: "", reference: "", text: first.text)
        let lines = OpeningControl.counted(opening, file.facts)
        for line in lines {
            columns.post(
                try session.account(line.account), signed: line.debit - line.credit,
                original: line.original)
        }
        let entry = try session.append(try EntryBatch(columns))
        try appendControlItems(
            controlLines(lines, day: day, number: "", allocates: false), entry: entry,
            kind: "opening", day: day)
        let counted = Set(lines.map(\.span))
        try posted(rows.filter { counted.contains($0.span) }, day: day, ruling)
        // A control account's stated figure is compared, not posted.
        for row in rows where !counted.contains(row.span) {
            try verdict(
                row.span, day, row.amount, .ignored, IgnoredReason.controlFigure.rawValue)
        }
    }

    /// The lines with the debit side as money in, the credit side as money out.
    private func rows(_ draft: VoucherDraft) -> [(span: Span, amount: Int64?)] {
        let spoilt = spoiltLines(draft.flaws)
        return draft.lines.map {
            ($0.span, spoilt.contains(Int($0.span.line)) ? nil : $0.debit - $0.credit)
        }
    }

    private func contentDigest(_ draft: VoucherDraft) -> Digest {
        var text = ""
        for line in draft.lines {
            text += "\(line.day?.description ?? "")\u{1F}\(line.account)\u{1F}"
            text += "\(line.debit)\u{1F}\(line.credit)\u{1E}"
            if let original = line.original { text += "\(original.text)\(original.currency)" }
        }
        return sha256(Array(text.utf8))
    }

    /// The lines of an entry, for the items of those on control accounts.
    ///
    /// - Parameters:
    ///   - number: the voucher's, for lines that name no document.
    ///   - allocates: true where a line is set against the document it names.
    private func controlLines(
        _ lines: [JournalLine], day: Day, number: String, allocates: Bool
    ) throws -> [ControlLine] {
        try lines.map { line in
            ControlLine(
                account: try session.account(line.account), amount: line.debit - line.credit,
                original: line.original, party: line.party,
                document: line.document.isEmpty ? number : line.document,
                target: allocates ? line.document : "", documentDay: line.day ?? day,
                due: line.due, line: Int64(line.span.line))
        }
    }
}
