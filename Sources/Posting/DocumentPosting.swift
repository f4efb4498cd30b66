internal import Accounting
internal import Digest
internal import Ledger
internal import Validation

extension Poster {
    /// Posts an invoice or credit note: control account gross, lines net, tax (DEFINITIONS §2).
    func post(_ draft: DocumentDraft) throws {
        let own = Currency(draft.currency) ?? file.source.currency
        file.currency = own
        defer { file.currency = file.source.currency }
        let rows = rows(of: draft)
        for row in rows { file.countRead(draft.day, row.amount) }
        guard rows.contains(where: { file.isDue($0.span.line) }) else { return }
        let side = file.source.side ?? .receivable
        let content = contentDigest(draft, own)
        var draft = draft
        let found = settleParty(of: &draft, side: side)
        let only = found.count == 1 ? found[0] : nil
        let party = only.map { books.parties.standing(for: $0, on: draft.day ?? books.start) }
        let known = try known(
            draft.number, draft.kind.rawValue, of: [party?.id, only?.id, draft.party], side)
        if let known, known.content == content {
            try duplicates(rows, draft.day, of: known.entry)
            return
        }
        let facts = try facts(&draft, side: side, party, found, clashes: known != nil)
        var (ruling, accepted) = file.judge.document(facts)
        guard let accepted, let party, let day = accepted.unit.day,
            let value = worth(
                gross(draft), in: own, at: draft.rate, on: file.facts.postingDay(day),
                line: Int(draft.lines.first?.span.line ?? 0), &ruling)
        else {
            try settle(rows, day: draft.day, ruling)
            return
        }
        try enter(accepted.unit, value, side: side, party: party, day: day, content, &ruling)
        try posted(rows, day: day, ruling)
    }

    /// A document as the book has it, under the first of several names of its party.
    func known(_ number: String, _ kind: String, of parties: [String?], _ side: Side) throws
        -> KnownDocument?
    {
        var seen: Set<String> = []
        for party in parties.compactMap({ $0 }) where seen.insert(party).inserted {
            if let known = try session.document(
                party: party, kind: kind, number: number, side: side)
            {
                return known
            }
        }
        return nil
    }

    /// What is due of a document in all, in its own currency.
    private func gross(_ draft: DocumentDraft) -> Int64 {
        draft.lines.reduce(draft.rounding) { $0 + $1.gross }
    }

    /// An e-invoice is one row; another document's rows are its lines.
    private func rows(of draft: DocumentDraft) -> [(span: Span, amount: Int64?)] {
        let spoilt = spoiltLines(draft.flaws)
        if let span = draft.span {
            return [(span, spoilt.isEmpty ? gross(draft) * direction(draft) : nil)]
        }
        return draft.lines.map { line in
            let isSpoilt = spoilt.contains(Int(line.span.line))
            return (line.span, isSpoilt ? nil : line.gross * direction(draft))
        }
    }

    /// What the rules look at besides the document; its lines are given accounts and tax codes.
    private func facts(
        _ draft: inout DocumentDraft, side: Side, _ party: Party?, _ found: [Party], clashes: Bool
    ) throws -> DocumentFacts {
        var untaxed: [Int32: String] = [:]
        if draft.declared == nil {
            readLines(of: &draft, party)
        } else {
            untaxed = settleLines(of: &draft, side: side, party: party)
        }
        var facts = DocumentFacts(draft: draft, facts: file.facts, clashes: clashes)
        facts.untaxed = untaxed
        if let party {
            facts.lookalike = try lookalike(draft, side: side, party: party)
            facts.knownAccounts = try knownAccounts(draft, side: side, party: party)
        } else {
            facts.candidates = found.map(\.id)
            facts.newParty = newParty(of: draft, side: side)
        }
        return facts
    }

    /// +1 for an invoice of the side, −1 for a credit note; money in is positive.
    private func direction(_ draft: DocumentDraft) -> Int64 {
        let side = (file.source.side ?? .receivable).sign
        return draft.kind == .invoice ? side : -side
    }

    private func contentDigest(_ draft: DocumentDraft, _ own: Currency) -> Digest {
        var text = "\(draft.kind.rawValue)\u{1F}\(draft.day?.description ?? "")"
        for line in draft.lines {
            text += "\u{1F}\(line.account)\u{1F}\(line.taxCode)"
            text += "\u{1F}\(line.net)\u{1F}\(line.gross)"
        }
        if own != books.currency { text += "\u{1E}\(own)\(draft.rate?.text ?? "")" }
        for line in draft.lines where !line.receipts.isEmpty {
            text += "\u{1D}\(line.receipts.joined(separator: ";"))\u{1F}\(line.item)"
            text += "\u{1F}\(line.quantity ?? 0)\u{1F}\(line.unit)"
        }
        return sha256(Array(text.utf8))
    }

    private func enter(
        _ draft: DocumentDraft, _ value: BooksAmount, side: Side, party: Party, day: Day,
        _ content: Digest, _ ruling: inout Ruling
    ) throws {
        let isInvoice = draft.kind == .invoice
        let control = try account(side == .receivable ? .receivable : .payable)
        let recipe: Recipe =
            side == .receivable
            ? (isInvoice ? .invoice : .creditNote) : (isInvoice ? .bill : .supplierCreditNote)
        let sign = direction(draft)
        let posting = file.facts.postingDay(day)
        let parts = ValuedParts(try parts(draft), of: value)
        func original(_ amount: Int64) -> Money? {
            value.original.map { Money(amount, $0.currency) }
        }
        var columns = EntryBatch.Columns()
        columns.begin(
            recipe, day: posting, documentDay: day, file: file.id, span: draft.lines[0].span,
            party: party.id, reference: draft.number, text: draft.lines[0].text)
        columns.post(control, signed: value.amount * sign, original: original(value.own * sign))
        // Revenue and output tax stand on the side opposite to the receivable, likewise for bills.
        for (account, amount, own) in parts.lines.pairs + parts.taxes.pairs where amount != 0 {
            columns.post(account, signed: -amount * sign, original: original(-own * sign))
        }
        let entry = try session.append(try EntryBatch(columns))
        try append(value.conversion, entry: entry)
        let kind: Int64 = isInvoice ? 1 : -1
        try appendTaxLines(
            parts.codes.map { ($0.code, $0.base * kind, $0.tax * kind) }, entry: entry)
        let document = try session.appendDocument(
            side: side, party: party.id, kind: draft.kind.rawValue, number: draft.number,
            day: day, gross: value.amount * sign, entry: entry, content: content)
        for iban in [draft.iban] + draft.otherIBANs where !iban.isEmpty {
            try session.appendBank(of: document, iban: iban)
        }
        if !draft.paymentReference.isEmpty {
            try session.append(paymentReference: draft.paymentReference, ofEntry: entry)
        }
        for tax in parts.waiting {
            try session.moveTax(
                document: document, waiting: tax.waiting, account: tax.account,
                base: value.amount * sign, tax: tax.amount * sign)
        }
        let item = ItemRecord(
            entry: entry, account: control, party: party.id, document: draft.number,
            kind: draft.kind.rawValue, instalment: 0, day: posting, documentDay: day, due: nil,
            amount: 0, currency: (value.original?.currency ?? books.currency).code,
            file: file.id, line: Int64(draft.lines[0].span.line), target: draft.appliesTo)
        try appendItems(item, instalments(draft, party, day), value, sign: sign, &ruling)
        guard !parts.goods.isEmpty else { return }
        var goods = item
        (goods.kind, goods.instalment, goods.due) = (recipe.name, 0, nil)
        goods.currency = books.currency.code
        try appendGoods(
            of: draft, parts.goods.map { ($0.line, $0.account, -$0.amount * sign) }, goods)
    }

    /// Keeps the items of a document, an instalment each, that share its value in the books.
    private func appendItems(
        _ whole: ItemRecord, _ parts: [(due: Day, amount: Int64, isPrepaid: Bool)],
        _ value: BooksAmount, sign: Int64, _ ruling: inout Ruling
    ) throws {
        var item = whole
        var told: Int64 = 0
        for part in parts {
            item.instalment += 1
            item.due = part.due
            item.amount = value.part(from: told, to: told + part.amount) * sign
            item.original = part.amount * sign
            told += part.amount
            try appendItem(item, isPrepaid: part.isPrepaid, &ruling)
        }
    }

    /// What falls due when: the stated instalments, else the whole by the due date, the party's
    /// terms or the document's own day; what was paid before the document is due with it.
    private func instalments(_ draft: DocumentDraft, _ party: Party, _ day: Day)
        -> [(due: Day, amount: Int64, isPrepaid: Bool)]
    {
        if !draft.instalments.isEmpty {
            return draft.instalments.map { ($0.due, $0.amount, false) }
        }
        let due = draft.due ?? party.termsDays.map { day + $0 } ?? day
        let gross = gross(draft)
        guard draft.prepaid > 0, draft.prepaid <= gross else { return [(due, gross, false)] }
        let rest = gross - draft.prepaid
        return [(day, draft.prepaid, true)] + (rest == 0 ? [] : [(due, rest, false)])
    }

    /// Keeps an item of a document and sets it against what has waited for it and what it names.
    private func appendItem(_ item: ItemRecord, isPrepaid: Bool, _ ruling: inout Ruling) throws {
        var item = item
        item.id = try session.append(item)
        var items = [try allocateWaiting(to: OpenItem(whole: item))]
        if isPrepaid { try allocateUnique(&items) }
        guard !item.target.isEmpty else { return }
        let unmet = try allocate(&items[0], to: item.targets)
        if item.instalment == 1 { tell(unmet, of: item, &ruling) }
    }

    /// Tells of documents that a row names and cannot be set against.
    func tell(_ unmet: Unmet, of item: ItemRecord, _ ruling: inout Ruling) {
        let place = Place(file: file.path, line: Int(item.line))
        for document in unmet.unknown {
            ruling.add(
                TargetUnknown.self,
                TargetUnknown.finding(at: place, found: document, ["party": item.party]),
                file.facts)
        }
        for (document, currency) in unmet.foreign {
            ruling.add(
                TargetCurrency.self,
                TargetCurrency.finding(
                    at: place, found: document,
                    ["currency": item.currency, "expected": currency]), file.facts)
        }
    }
}
