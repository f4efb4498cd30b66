internal import Accounting
internal import Digest
internal import Ledger
internal import Reconciliation
internal import Validation

extension Poster {
    /// Posts an invoice or credit note: control account gross, lines net, tax (DEFINITIONS §2).
    func post(_ draft: DocumentDraft) throws {
        let spoilt = spoiltLines(draft.flaws)
        let rows = draft.lines.map { line in
            (
                span: line.span,
                amount: spoilt.contains(Int(line.span.line))
                    ? nil : Optional(line.gross * direction(draft))
            )
        }
        for row in rows { file.countRead(draft.day, row.amount) }
        guard draft.lines.contains(where: { file.isDue($0.span.line) }) else { return }
        let side = file.source.side ?? .receivable
        let party = books.parties.find(draft.party)
        let content = contentDigest(draft)
        let known = try session.document(
            party: party?.id ?? draft.party, kind: draft.kind.rawValue, number: draft.number,
            side: side)
        if let known, known.content == content {
            try duplicates(rows, draft.day, of: known.entry)
            return
        }
        let facts = DocumentFacts(draft: draft, facts: file.facts, clashes: known != nil)
        let (ruling, accepted) = file.judge.document(facts)
        guard let accepted, let party, let day = accepted.unit.day else {
            try settle(rows, day: draft.day, ruling)
            return
        }
        var told = ruling
        try enter(accepted.unit, side: side, party: party, day: day, content: content, &told)
        try posted(rows, day: day, told)
    }

    /// +1 for an invoice of the side, −1 for a credit note; money in is positive.
    private func direction(_ draft: DocumentDraft) -> Int64 {
        let side = (file.source.side ?? .receivable).sign
        return draft.kind == .invoice ? side : -side
    }

    private func contentDigest(_ draft: DocumentDraft) -> Digest {
        var text = "\(draft.kind.rawValue)\u{1F}\(draft.day?.description ?? "")"
        for line in draft.lines {
            text += "\u{1F}\(line.account)\u{1F}\(line.taxCode)\u{1F}\(line.net)\u{1F}\(line.gross)"
        }
        return sha256(Array(text.utf8))
    }

    private func enter(
        _ draft: DocumentDraft, side: Side, party: Party, day: Day, content: Digest,
        _ ruling: inout Ruling
    ) throws {
        let isInvoice = draft.kind == .invoice
        let control = try accounts.required(
            side == .receivable ? accounts.receivable : accounts.payable,
            side == .receivable ? .receivable : .payable)
        let recipe: Recipe =
            side == .receivable
            ? (isInvoice ? .invoice : .creditNote) : (isInvoice ? .bill : .supplierCreditNote)
        let gross = draft.lines.reduce(Int64(0)) { $0 + $1.gross }
        let sign = direction(draft)
        let posting = file.facts.postingDay(day)
        var columns = EntryBatch.Columns()
        columns.begin(
            recipe, day: posting, documentDay: day, file: file.id, span: draft.lines[0].span,
            party: party.id, reference: draft.number, text: draft.lines[0].text)
        columns.post(control, signed: gross * sign)
        let waiting = try postLines(draft, sign: sign, side: side, &columns)
        let entry = try session.append(try EntryBatch(columns))
        let document = try session.appendDocument(
            side: side, party: party.id, kind: draft.kind.rawValue, number: draft.number,
            day: day, gross: gross * sign, entry: entry, content: content)
        for tax in waiting {
            try session.moveTax(
                document: document, waiting: tax.waiting, account: tax.account,
                base: gross * sign, tax: tax.amount)
        }
        let due = draft.due ?? party.termsDays.map { day + $0 } ?? day
        let parts =
            draft.instalments.isEmpty
            ? [Instalment(due: due, amount: gross)] : draft.instalments
        for (index, part) in parts.enumerated() {
            var item = ItemRecord(
                entry: entry, account: control, party: party.id, document: draft.number,
                kind: draft.kind.rawValue, instalment: Int64(index + 1), day: posting,
                documentDay: day, due: part.due, amount: part.amount * sign,
                currency: books.currency.code, file: file.id,
                line: Int64(draft.lines[0].span.line), target: draft.appliesTo)
            item.id = try session.append(item)
            try allocateWaiting(to: item)
            if !draft.appliesTo.isEmpty, try !allocate(item, to: draft.appliesTo) {
                ruling.add(
                    TargetUnknown.self,
                    TargetUnknown.finding(
                        at: Place(file: file.path, line: Int(item.line)), found: draft.appliesTo,
                        ["party": party.id]), file.facts)
            }
        }
    }

    /// Posts the lines net by account, then the taxes by account.
    /// - Returns: taxes that wait for the payment.
    private func postLines(
        _ draft: DocumentDraft, sign: Int64, side: Side, _ columns: inout EntryBatch.Columns
    ) throws -> [(waiting: Int64, account: Int64, amount: Int64)] {
        var sums = OrderedSums()
        var taxes = OrderedSums()
        var waiting: [(waiting: Int64, account: Int64, amount: Int64)] = []
        for line in draft.lines {
            let account = try session.account(line.account)
            guard let tax = books.taxes[line.taxCode] else {
                sums.add(account, line.gross)
                continue
            }
            switch tax.kind {
            case .exempt: sums.add(account, line.gross)
            case .reverse:
                sums.add(account, line.gross)
                let amount = tax.rate.tax(onNet: line.net)
                taxes.add(try session.account(tax.account), amount)
                if let other = tax.waitingAccount {
                    taxes.add(try session.account(other), -amount)
                }
            case .output, .input:
                let recoverable =
                    tax.recoverablePercent == 100
                    ? line.tax
                    : Int64(
                        clamping: roundedHalfAway(
                            Int128(line.tax) * Int128(tax.recoverablePercent), over: 100))
                sums.add(account, line.net + line.tax - recoverable)
                if tax.dueOnPayment, let other = tax.waitingAccount {
                    let id = try session.account(other)
                    taxes.add(id, recoverable)
                    waiting.append((id, try session.account(tax.account), recoverable * sign))
                } else {
                    taxes.add(try session.account(tax.account), recoverable)
                }
            }
        }
        // Revenue and output tax stand on the side opposite to the receivable, likewise for bills.
        for (account, amount) in sums.pairs + taxes.pairs where amount != 0 {
            columns.post(account, signed: -amount * sign)
        }
        return waiting
    }

    // MARK: Payments

    /// Posts a payment row: the control account against transit; the bank line clears it later.
    func post(_ draft: PaymentDraft) throws {
        let side = file.source.side ?? .receivable
        let money = draft.amount * side.sign
        let isSpoilt = !spoiltLines(draft.flaws).isEmpty
        let readable: Int64? = isSpoilt ? nil : money
        file.countRead(draft.day, readable)
        guard file.isDue(draft.span.line) else { return }
        let party = books.parties.find(draft.party)
        let content = sha256(
            Array("\(draft.day?.description ?? "")\u{1F}\(money)\u{1F}\(draft.document)".utf8))
        let known = try session.document(
            party: party?.id ?? draft.party, kind: "payment", number: draft.number, side: side)
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
        guard let payment = accepted?.unit, let party, let day = payment.day else {
            try settle([(draft.span, readable)], day: draft.day, ruling)
            return
        }
        try enter(payment, side: side, party: party, day: day, content: content, &ruling)
        try posted([(draft.span, money)], day: day, ruling)
    }

    private func enter(
        _ payment: PaymentDraft, side: Side, party: Party, day: Day, content: Digest,
        _ ruling: inout Ruling
    ) throws {
        let isReceipt = side == .receivable
        let control = try accounts.required(
            isReceipt ? accounts.receivable : accounts.payable,
            isReceipt ? .receivable : .payable)
        let between = try accounts.required(
            isReceipt ? accounts.receiptsInTransit : accounts.paymentsInTransit,
            isReceipt ? .receiptsInTransit : .paymentsInTransit)
        let money = payment.amount * side.sign
        let posting = file.facts.postingDay(day)
        var columns = EntryBatch.Columns()
        columns.begin(
            isReceipt ? .receipt : .payment, day: posting, documentDay: day, file: file.id,
            span: payment.span, party: party.id, reference: payment.number,
            text: payment.reference)
        columns.post(between, signed: money)
        columns.post(control, signed: -money)
        let entry = try session.append(try EntryBatch(columns))
        _ = try session.appendDocument(
            side: side, party: party.id, kind: "payment", number: payment.number, day: day,
            gross: -money, entry: entry, content: content)
        var item = ItemRecord(
            entry: entry, account: control, party: party.id, document: payment.number,
            kind: "payment", instalment: 1, day: posting, documentDay: day, due: day,
            amount: -money, currency: books.currency.code, file: file.id,
            line: Int64(payment.span.line), target: payment.document)
        item.id = try session.append(item)
        let transitRecord = TransitRecord(
            entry: entry, account: between, party: party.id, number: payment.number,
            reference: payment.reference, day: posting, amount: money)
        let transitID = try session.append(transitRecord)
        transit.add(
            WaitingPayment(
                id: transitID, account: between, party: party.id,
                reference: Array(payment.reference.utf8), day: posting, amount: money))
        if payment.document.isEmpty {
            try allocateUnique(item)
        } else if try !allocate(item, to: payment.document) {
            let place = Place(file: file.path, line: Int(payment.span.line))
            ruling.add(
                TargetUnknown.self,
                TargetUnknown.finding(
                    at: place, found: payment.document, ["party": party.id]), file.facts)
        }
    }

}

/// Sums by account in the order the accounts first came.
struct OrderedSums {
    private(set) var pairs: [(account: Int64, amount: Int64)] = []

    mutating func add(_ account: Int64, _ amount: Int64) {
        if let index = pairs.firstIndex(where: { $0.account == account }) {
            pairs[index].amount += amount
        } else {
            pairs.append((account, amount))
        }
    }
}
