internal import Accounting
internal import Ledger
internal import Validation

extension ItemRecord {
    private static let money: Set = ["payment", Recipe.settlement.name, Recipe.bankLine.name]
    private static let besideMoney: Set = [
        Recipe.discount.name, Recipe.paymentDifference.name, Recipe.bankCharge.name,
    ]
    private static let others: Set = [Recipe.exchangeDifference.name, Recipe.writeOff.name]

    /// True for money that was received or paid: a payment row, or a bank line of its own.
    var isMoney: Bool { ItemRecord.money.contains(kind) }

    /// True for what makes tax on payment due: money, and what was taken off it or withheld; a
    /// debt given up and a credit note do not.
    var makesTaxDue: Bool { isMoney || ItemRecord.besideMoney.contains(kind) }

    /// True for what is paid or credited, false for what settles it.
    var isDocument: Bool { !makesTaxDue && !ItemRecord.others.contains(kind) }

    /// True for items that undo each other: money and money, discount and discount.
    func isOfSort(_ other: ItemRecord) -> Bool {
        kind == other.kind || isMoney && other.isMoney
    }
}

extension Poster {
    /// Sets two items of opposite sign and one currency against each other, both relieved at their
    /// booking rates; what lies between is exchange realised (DEFINITIONS §6).
    ///
    /// Effective on the later posting day. The difference is an entry and an item of its own,
    /// settled with `counter`, so that items sum to the control account at any day.
    /// - Parameters:
    ///   - original: in their currency, signed as `item`; the other sign takes back what was set
    ///     between them, and the exchange with it.
    ///   - undoing: the day on which it is taken back.
    func match(
        _ item: inout OpenItem, _ counter: inout OpenItem, original: Int64, undoing: Day? = nil
    ) throws {
        let day = undoing ?? max(item.item.day, counter.item.day)
        let relief = item.relief(original)
        let counterRelief = counter.relief(-original)
        let isForeign = item.item.currency != books.currency.code
        try session.allocate(
            item: item.item.id, counter: counter.item.id, day: day, amount: relief,
            original: isForeign ? original : nil)
        item.open -= relief
        item.openOriginal -= original
        counter.open += relief
        counter.openOriginal += original
        let difference = -(relief + counterRelief)
        if difference != 0 {
            try postExchange(
                difference, against: &counter, party: item.item.party, day: day,
                isTakenBack: undoing != nil)
        }
        if counter.item.makesTaxDue != item.item.makesTaxDue {
            let isCounter = item.item.makesTaxDue
            try moveWaitingTax(
                of: isCounter ? counter.item : item.item,
                allocated: isCounter ? counterRelief : relief, day: day,
                by: isCounter ? item.item : counter.item)
        }
    }

    /// Posts realised exchange: what `counter` is left open by in the books' currency alone.
    ///
    /// A gain is credited and a loss debited; taken back, the account it stood on is relieved.
    private func postExchange(
        _ amount: Int64, against counter: inout OpenItem, party: String, day: Day,
        isTakenBack: Bool
    ) throws {
        let isGain = (amount > 0) != isTakenBack
        var item = counter.item
        item.party = party
        item.kind = Recipe.exchangeDifference.name
        item.instalment = 1
        item.day = day
        item.documentDay = day
        item.due = day
        item.amount = amount
        item.original = 0
        item.target = ""
        item = try postDifference(
            item, .exchangeDifference,
            against: try account(isGain ? .exchangeGain : .exchangeLoss))
        try session.allocate(
            item: item.id, counter: counter.item.id, day: day, amount: amount, original: 0)
        counter.open += amount
    }

    /// Posts what settles beside the money: the item's control account against another.
    ///
    /// - Parameter item: with everything but its entry and number; its row is the entry's.
    /// - Returns: the item as the book holds it.
    func postDifference(_ item: ItemRecord, _ recipe: Recipe, against account: Int64) throws
        -> ItemRecord
    {
        var columns = EntryBatch.Columns()
        columns.begin(
            recipe, day: item.day, documentDay: item.documentDay, file: item.file,
            span: Span(line: Int32(clamping: item.line), offset: 0, length: 0),
            party: item.party, reference: item.document, text: "")
        let currency = Currency(item.currency) ?? books.currency
        let original =
            currency == books.currency || item.original == 0
            ? nil : Money(item.original, currency)
        columns.post(item.account, signed: item.amount, original: original)
        columns.post(account, signed: -item.amount)
        var posted = item
        posted.entry = try session.append(try EntryBatch(columns))
        posted.id = try session.append(posted)
        return posted
    }

    /// What a settlement leaves within the client's tolerance is no debt: it goes to rounding.
    /// - Returns: false where more is left, or nothing.
    @discardableResult
    func roundOff(_ open: inout OpenItem, day: Day) throws -> Bool {
        guard !open.isSettled, settings.tolerance > 0,
            open.open.magnitude <= settings.tolerance.magnitude
        else { return false }
        var item = open.item
        item.kind = Recipe.paymentDifference.name
        item.day = max(day, item.day)
        item.documentDay = item.day
        item.due = item.day
        item.amount = -open.open
        item.original = -open.openOriginal
        item.target = ""
        var difference = OpenItem(
            whole: try postDifference(
                item, .paymentDifference, against: try account(.rounding)))
        let rest = open.openOriginal
        try match(&open, &difference, original: rest)
        return true
    }

    /// The number of a role's account.
    /// - Throws: `Failure.configuration` where the chart has none.
    func account(_ role: AccountRole) throws -> Int64 {
        try accounts.required(try books.chart[role].map { try session.account($0.code) }, role)
    }

    /// Tax due on payment leaves its waiting account with each allocation, in proportion to what
    /// is relieved of the document in the books' currency; the last takes the rest.
    ///
    /// - Parameter payment: whose row the entry is of.
    private func moveWaitingTax(
        of item: ItemRecord, allocated: Int64, day: Day, by payment: ItemRecord
    ) throws {
        guard hasTaxOnPayment, let document = try session.document(of: item) else { return }
        for tax in try session.waitingTax(document: document.id) where tax.fullBase != 0 {
            let isLast = tax.base == allocated
            let part =
                isLast
                ? tax.tax
                : Int64(
                    clamping: roundedHalfAway(
                        Int128(tax.fullTax) * Int128(allocated)
                            * (tax.fullBase < 0 ? -1 : 1),
                        over: Int128(tax.fullBase.magnitude)))
            guard part != 0 else { continue }
            var columns = EntryBatch.Columns()
            columns.begin(
                .taxDue, day: file.facts.postingDay(day), documentDay: day, file: payment.file,
                span: Span(line: Int32(clamping: payment.line), offset: 0, length: 0),
                party: item.party, reference: item.document, text: "")
            columns.post(tax.waiting, signed: part)
            columns.post(tax.account, signed: -part)
            _ = try session.append(try EntryBatch(columns))
            try session.moveTax(
                document: document.id, waiting: tax.waiting, account: tax.account,
                base: -allocated, tax: -part)
        }
    }

    private var hasTaxOnPayment: Bool { books.taxes.values.contains { $0.dueOnPayment } }
}
