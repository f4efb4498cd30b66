internal import Accounting
internal import Digest
internal import Ledger
internal import Validation

extension Poster {
    /// Posts a stock document: its moves, and for goods from a supplier (perpetual) the entry
    /// Dr stock, Cr goods received with its item (DEFINITIONS §2); goods sent back mirror it.
    ///
    /// What any other move costs is worked out once the run knows all moves. Rows count without
    /// an amount: the proof of stock is in quantities only.
    func post(_ draft: StockDraft) throws {
        let rows: [(span: Span, amount: Int64?)] = draft.rows.map { ($0.span, nil) }
        for _ in rows { file.countRead(draft.day, nil) }
        guard rows.contains(where: { file.isDue($0.span.line) }) else { return }
        let kind = "stock " + draft.kind.rawValue
        let content = contentDigest(draft)
        let known = try session.document(
            party: file.source.name, kind: kind, number: draft.number, side: .payable)
        if let known, known.content == content { return try repeated(draft, rows, known) }
        let (ruling, accepted) = file.judge.stock(
            StockFacts(draft: draft, facts: file.facts, clashes: known != nil))
        guard let document = accepted?.unit, let day = document.day else {
            return try settle(rows, day: draft.day, ruling)
        }
        let entry = try enter(document, day: day)
        try append(try moves(of: document, day: day, entry: entry?.id ?? 0))
        _ = try session.appendDocument(
            side: .payable, party: file.source.name, kind: kind, number: document.number,
            day: day, gross: entry?.value ?? 0, entry: entry?.id ?? 0, content: content)
        if let entry { try appendGoods(of: document, day: day, entry.id, value: entry.value) }
        try posted(rows, day: day, ruling)
    }

    /// A document that the book holds: its rows are duplicates of that one's.
    private func repeated(
        _ draft: StockDraft, _ rows: [(span: Span, amount: Int64?)], _ known: KnownDocument
    ) throws {
        let twin = try session.place(
            ofStockDocument: draft.number, kind: draft.kind, source: file.source.name)
        try duplicates(
            rows, draft.day, of: known.entry == 0 ? nil : known.entry, at: twin)
    }

    /// What a document says, whatever the order of its rows.
    private func contentDigest(_ draft: StockDraft) -> Digest {
        let rows = draft.rows.map { row in
            "\(row.item)\u{1F}\(row.quantity)\u{1F}\(row.unit)\u{1F}\(row.location)\u{1F}"
                + "\(row.toLocation)\u{1F}\(row.value.map(String.init) ?? "")"
        }
        let head = "\(draft.day?.description ?? "")\u{1F}\(draft.party)\u{1F}\(draft.reference)"
        return sha256(Array((head + "\u{1E}" + rows.sorted().joined(separator: "\u{1E}")).utf8))
    }

    private func append(_ moves: [StockMoveRecord]) throws {
        for move in moves { try session.append(move) }
    }

    /// The moves of a document: a row one, a transfer two, out and in.
    private func moves(of document: StockDraft, day: Day, entry: Int64) throws -> [StockMoveRecord]
    {
        try document.rows.flatMap { row -> [StockMoveRecord] in
            guard let item = books.products[row.item],
                let quantity = books.products.quantity(row.quantity, row.unit, of: item)
            else { return [] }
            var move = StockMoveRecord(
                entry: entry, source: file.source.name, document: document.number,
                kind: document.kind, day: day, minute: document.minute.map(Int64.init),
                product: try session.word(item.code.utf8), location: row.location, quantity: 0,
                file: file.id, line: Int64(row.span.line))
            switch document.kind {
            case .opening, .receipt:
                (move.quantity, move.value) = (quantity, row.value)
            case .supplierReturn: (move.quantity, move.value) = (-quantity, row.value)
            case .customerReturn: move.quantity = quantity
            case .issue, .waste, .sale: move.quantity = -quantity
            case .count: move.counted = quantity
            case .transfer:
                move.quantity = -quantity
                var into = move
                (into.quantity, into.location) = (quantity, row.toLocation)
                return [move, into]
            }
            return [move]
        }
    }

    /// Enters what came from a supplier or went back to one, where stock is perpetual.
    /// - Returns: the entry and what it is worth: positive for what came.
    private func enter(_ document: StockDraft, day: Day) throws -> (id: Int64, value: Int64)? {
        let sign: Int64 = document.kind == .receipt ? 1 : -1
        guard books.products.policy?.system == .perpetual, let first = document.rows.first,
            document.kind == .receipt || document.kind == .supplierReturn
        else { return nil }
        var sums = OrderedSums()
        var total: Int64 = 0
        for row in document.rows {
            let value = sign * (row.value ?? 0)
            total += value
            sums.add(try stockAccount(of: row.item), value, own: value)
        }
        var columns = EntryBatch.Columns()
        columns.begin(
            .stockDocument, day: file.facts.postingDay(day), documentDay: day, file: file.id,
            span: first.span, party: standing(document.party, on: day),
            reference: document.number, text: first.text)
        for (account, value, _) in sums.pairs { columns.post(account, signed: value) }
        columns.post(try account(.goodsReceived), signed: -total)
        return (try session.append(try EntryBatch(columns)), total)
    }

    /// The account that an item is kept on.
    private func stockAccount(of item: String) throws -> Int64 {
        if let own = books.products[item]?.stockAccount { return try session.account(own) }
        return try account(.stock)
    }
}
