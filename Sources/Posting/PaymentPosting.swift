internal import Accounting
internal import Digest
internal import Ledger
internal import Reconciliation
internal import Validation

/// A payment row as the books take it.
private struct ValuedPayment {
    let draft: PaymentDraft
    let side: Side
    let party: Party
    let day: Day
    /// The money, in positive for a receipt, and what it is worth.
    let value: BooksAmount
    /// The currency of the items, and what the money settles in it, in positive for a receipt.
    var currency: Currency
    var settled: Int64
    /// The rate of its value in the books, else the one it came into that currency at.
    var conversion: Conversion?

    /// What an amount beside the money, of the payment's own currency, settles.
    func settles(_ amount: Int64) -> Int64 {
        guard settled != value.own, value.own != 0 else { return amount }
        let product = Int128(settled) * Int128(amount)
        let isNegative = value.own < 0
        return Int64(
            clamping: roundedHalfAway(
                isNegative ? -product : product, over: Int128(value.own.magnitude)))
    }
}

extension Poster {
    /// Posts a payment row: the control account against transit; the bank line clears it later.
    func post(_ draft: PaymentDraft) throws {
        let own = Currency(draft.currency) ?? file.source.currency
        file.currency = own
        defer { file.currency = file.source.currency }
        let side = file.source.side ?? .receivable
        let money = draft.amount * side.sign
        let isSpoilt = !spoiltLines(draft.flaws).isEmpty
        let readable: Int64? = isSpoilt ? nil : money
        file.countRead(draft.day, readable)
        guard file.isDue(draft.span.line) else { return }
        let found = books.parties.find(draft.party)
        let party = found.map { books.parties.standing(for: $0, on: draft.day ?? books.start) }
        let content = contentDigest(draft, money, own)
        let known = try known(
            draft.number, "payment", of: [party?.id, found?.id, draft.party], side)
        if let known, known.content == content {
            try duplicates([(draft.span, money)], draft.day, of: known.entry)
            return
        }
        var (ruling, accepted) = file.judge.payment(draft)
        if known != nil {
            let place = Place(file: file.path, line: Int(draft.span.line))
            ruling.add(
                DocumentClash.self,
                DocumentClash.finding(at: place, found: draft.number, ["party": draft.party]),
                file.facts)
            accepted = nil
        }
        guard let payment = accepted?.unit, let party, let day = payment.day,
            let value = worth(
                money, in: own, at: payment.rate, on: file.facts.postingDay(day),
                line: Int(draft.span.line), &ruling)
        else {
            try settle([(draft.span, readable)], day: draft.day, ruling)
            return
        }
        try enter(
            ValuedPayment(
                draft: payment, side: side, party: party, day: day, value: value, currency: own,
                settled: money, conversion: value.conversion), content, &ruling)
        try posted([(draft.span, money)], day: day, ruling)
    }

    private func contentDigest(_ draft: PaymentDraft, _ money: Int64, _ own: Currency) -> Digest {
        var text = "\(draft.day?.description ?? "")\u{1F}\(money)\u{1F}\(draft.document)"
        let beside = [draft.discount, draft.charges, draft.writtenOff]
        if own != books.currency || beside.contains(where: { $0 != 0 }) {
            text += "\u{1E}\(own)\(draft.rate?.text ?? "")\u{1F}\(beside)"
        }
        return sha256(Array(text.utf8))
    }

    private func enter(_ payment: ValuedPayment, _ content: Digest, _ ruling: inout Ruling) throws {
        let (draft, side, value) = (payment.draft, payment.side, payment.value)
        let isReceipt = side == .receivable
        let control = try account(isReceipt ? .receivable : .payable)
        let between = try account(isReceipt ? .receiptsInTransit : .paymentsInTransit)
        let payment = try inCurrencyOfTarget(payment, control, &ruling)
        let posting = file.facts.postingDay(payment.day)
        let isForeign = payment.currency != books.currency
        var columns = EntryBatch.Columns()
        columns.begin(
            isReceipt ? .receipt : .payment, day: posting, documentDay: payment.day,
            file: file.id, span: draft.span, party: payment.party.id, reference: draft.number,
            text: draft.reference)
        columns.post(between, signed: value.amount, original: value.original)
        columns.post(
            control, signed: -value.amount,
            original: isForeign ? Money(-payment.settled, payment.currency) : nil)
        let entry = try session.append(try EntryBatch(columns))
        try append(payment.conversion, entry: entry)
        _ = try session.appendDocument(
            side: side, party: payment.party.id, kind: "payment", number: draft.number,
            day: payment.day, gross: -value.amount, entry: entry, content: content)
        var item = ItemRecord(
            entry: entry, account: control, party: payment.party.id, document: draft.number,
            kind: "payment", instalment: 1, day: posting, documentDay: payment.day,
            due: payment.day, amount: -value.amount, currency: payment.currency.code,
            original: -payment.settled, file: file.id, line: Int64(draft.span.line),
            target: draft.document)
        item.id = try session.append(item)
        try wait(for: payment, item, between)
        var items = [OpenItem(whole: item)]
        try appendBeside(payment, item, &items)
        try settle(&items, payment, &ruling)
    }

    /// The money waits for the bank line.
    private func wait(for payment: ValuedPayment, _ item: ItemRecord, _ between: Int64) throws {
        let (draft, amount) = (payment.draft, payment.value.amount)
        guard amount != 0 else { return }
        var record = TransitRecord(
            entry: item.entry, account: between, party: item.party, number: draft.number,
            reference: draft.reference, day: item.day, amount: amount)
        record.id = try session.append(record)
        transit.add(WaitingPayment(record, payment.value.original))
    }

    /// A payment takes the currency of the documents it names: at what the row states it settles
    /// of them, else at a rate between the two that it states, else from its value in the books at
    /// the table's rate of the day. Else it keeps its own, and is set against nothing.
    private func inCurrencyOfTarget(
        _ payment: ValuedPayment, _ control: Int64, _ ruling: inout Ruling
    ) throws -> ValuedPayment {
        let (draft, value) = (payment.draft, payment.value)
        let day = file.facts.postingDay(payment.day)
        var probe = ItemRecord(
            entry: 0, account: control, party: payment.party.id, document: draft.number,
            kind: "payment", instalment: 1, day: day, documentDay: day, due: nil, amount: 0,
            currency: "", file: file.id, line: 0)
        probe.target = draft.document
        let named = try probe.targets.flatMap { document in
            try items(of: document, like: probe)
                + session.items(party: probe.party, account: control, document: document)
        }
        let currencies = Set(named.map(\.item.currency))
        guard !currencies.contains(payment.currency.code), currencies.count == 1,
            let currency = currencies.first.flatMap({ Currency($0) })
        else { return payment }
        var taken = payment
        taken.currency = currency
        if let original = draft.original?.minorUnits(exponent: currency.exponent) {
            taken.settled = original * payment.side.sign
        } else if let rate = draft.rate, rate.isBetween(payment.currency, currency),
            let settled = rate.convert(value.own, from: payment.currency)
        {
            taken.settled = settled
            taken.conversion =
                value.conversion ?? Conversion(rate: rate, day: day, origin: .stated)
        } else if currency == books.currency {
            taken.settled = value.amount
        } else {
            var exchange = Exchange(own: currency, books)
            guard let (settled, conversion) = exchange.own(value.amount, on: day) else {
                return payment
            }
            taken.settled = settled
            taken.conversion = value.conversion ?? conversion
            tellEarlier(conversion, on: day, line: Int(draft.span.line), &ruling)
        }
        return taken
    }

    /// Posts what settled beside the money: discount, charges, a debt given up.
    ///
    /// Each is worth what the money is, and an item of its own. Charges that a bank kept from a
    /// receipt settle the debt; those it took beside a payment are part of what left the account.
    private func appendBeside(
        _ payment: ValuedPayment, _ money: ItemRecord, _ items: inout [OpenItem]
    ) throws {
        let (draft, side) = (payment.draft, payment.side)
        let discounts: AccountRole =
            side == .receivable ? .discountsAllowed : .discountsReceived
        let beside: [(recipe: Recipe, role: AccountRole, amount: Int64)] = [
            (.discount, discounts, draft.discount * side.sign),
            (.bankCharge, .bankCharges, draft.charges),
            (.writeOff, .writeOff, draft.writtenOff * side.sign),
        ]
        let own = payment.value.own
        for (recipe, role, amount) in beside where amount != 0 {
            var item = money
            item.kind = recipe.name
            item.amount = -payment.value.part(from: own, to: own + amount)
            item.original = -payment.settles(amount)
            items.append(
                OpenItem(whole: try postDifference(item, recipe, against: try account(role))))
        }
    }

    /// Sets the items of a row against what it names, or the only item they fit.
    ///
    /// - Parameter items: the money, then what settled beside it.
    private func settle(
        _ items: inout [OpenItem], _ payment: ValuedPayment, _ ruling: inout Ruling
    ) throws {
        // Charges beside a payment to a supplier are no part of what it pays.
        for index in items.indices.dropFirst()
        where (items[index].open > 0) != (items[0].open > 0) {
            var targets = [items[index]]
            try settle(&items[0], over: &targets)
            items[index] = targets[0]
        }
        let documents = items[0].item.targets
        guard !documents.isEmpty else { return try allocateUnique(&items) }
        for index in items.indices.reversed() where !items[index].isSettled {
            let unmet =
                payment.draft.amount < 0
                ? try takeBack(&items[index], of: documents)
                : try allocate(&items[index], to: documents)
            if index == 0 { tell(unmet, of: items[0].item, &ruling) }
        }
    }
}
