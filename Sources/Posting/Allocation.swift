internal import Accounting
internal import Ledger
internal import Reconciliation
internal import Validation

extension Poster {
    /// Sets a payment or credit note against the document it names, oldest due first.
    /// - Returns: false where the books do not hold the document.
    @discardableResult
    func allocate(_ item: ItemRecord, to document: String) throws -> Bool {
        let targets = try session.items(party: item.party, account: item.account).filter {
            $0.item.document == document && $0.item.id != item.id && $0.item.kind != "payment"
        }
        guard !targets.isEmpty else { return false }
        try allocate(item, over: targets)
        return true
    }

    /// Sets an item against others of its party and account, in their order.
    func allocate(_ item: ItemRecord, over targets: [OpenItem]) throws {
        // A payment that comes back opens what it had paid, the last due first.
        let isBounce = targets.allSatisfy { ($0.item.amount > 0) == (item.amount > 0) }
        let shares: [Share]
        if isBounce {
            let paid = targets.reversed().map { $0.item.amount - $0.open }
            shares = Reconciliation.allocate(item.amount, over: Array(paid)).map {
                Share(item: targets.count - 1 - $0.item, amount: -$0.amount)
            }
        } else {
            shares = Reconciliation.allocate(-item.amount, over: targets.map(\.open))
        }
        for share in shares {
            let target = targets[share.item].item
            let day = max(item.day, target.day)
            try session.allocate(
                item: target.id, counter: item.id, day: day, amount: share.amount)
            if item.kind == "payment" || target.kind == "payment" {
                let document = target.kind == "payment" ? item : target
                try moveWaitingTax(of: document, allocated: share.amount, day: day)
            }
        }
    }

    /// A payment that names no document pays the only item of its party that is open by its amount.
    func allocateUnique(_ item: ItemRecord) throws {
        let candidates = try session.items(party: item.party, account: item.account).filter {
            $0.open == -item.amount && $0.item.id != item.id && $0.item.kind != "payment"
        }
        if candidates.count == 1 { try allocate(item, over: candidates) }
    }

    /// A document arrives after the payment or credit note that names it.
    func allocateWaiting(to item: ItemRecord) throws {
        let waiting = try session.items(party: item.party, account: item.account).filter {
            $0.item.target == item.document && $0.open != 0 && ($0.open > 0) != (item.amount > 0)
        }
        for payment in waiting {
            let open = try session.items(party: item.party, account: item.account)
                .first { $0.item.id == item.id }
            guard let open, open.open != 0 else { return }
            for share in Reconciliation.allocate(-payment.open, over: [open.open]) {
                let day = max(item.day, payment.item.day)
                try session.allocate(
                    item: item.id, counter: payment.item.id, day: day, amount: share.amount)
                if payment.item.kind == "payment" {
                    try moveWaitingTax(of: item, allocated: share.amount, day: day)
                }
            }
        }
    }

    /// Tax due on payment leaves its waiting account with each allocation, the last takes the rest.
    private func moveWaitingTax(of item: ItemRecord, allocated: Int64, day: Day) throws {
        guard let document = try session.document(ofEntry: item.entry) else { return }
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
                .taxDue, day: file.facts.postingDay(day), documentDay: day, file: file.id,
                span: Span(line: Int32(clamping: item.line), offset: 0, length: 0),
                party: item.party, reference: item.document, text: "")
            columns.post(tax.waiting, signed: part)
            columns.post(tax.account, signed: -part)
            _ = try session.append(try EntryBatch(columns))
            try session.moveTax(
                document: document.id, waiting: tax.waiting, account: tax.account,
                base: -allocated, tax: -part)
        }
    }
}
