internal import Accounting
internal import Ledger
internal import Validation

/// Goods received that no bill has come for (FR 408): an item a receipt, known by its own number
/// and by the order it names; a bill that names either settles it, whichever comes first.
extension Poster {
    /// Keeps the item of a receipt, or of goods sent back, and sets it against bills that wait.
    ///
    /// - Parameter value: what came is worth, in minor units of the books' currency.
    func appendGoods(of document: StockDraft, day: Day, _ entry: Int64, value: Int64) throws {
        guard value != 0, let first = document.rows.first else { return }
        var item = ItemRecord(
            entry: entry, account: try account(.goodsReceived),
            party: standing(document.party, on: day), document: document.number,
            kind: Recipe.stockDocument.name, instalment: 1, day: file.facts.postingDay(day),
            documentDay: day, due: nil, amount: -value, currency: books.currency.code,
            file: file.id, line: Int64(first.span.line), target: document.reference)
        item.id = try session.append(item)
        var open = OpenItem(whole: item)
        for name in [item.document] + item.targets {
            var bills = try parties(of: item).flatMap {
                try session.openItems(party: $0, account: item.account, naming: name)
            }.filter(\.item.isGoodsBill)
            try settle(&open, over: &bills)
        }
        for name in [item.document] + item.targets { try closeDifference(of: name, item) }
    }

    /// Keeps the items of a bill's lines for goods, sets them against what they name, and what a
    /// bill differs by from goods that are billed in full goes to its own account.
    ///
    /// - Parameters:
    ///   - goods: lines by their places, with what they post on the account: debit positive.
    ///   - item: what the items of the bill have in common.
    func appendGoods(
        of draft: DocumentDraft, _ goods: [(line: Int, account: Int64, amount: Int64)],
        _ item: ItemRecord
    ) throws {
        for (index, goods) in goods.enumerated() {
            let line = draft.lines[goods.line]
            var item = item
            item.account = goods.account
            item.instalment = Int64(index + 1)
            item.amount = goods.amount
            item.original = goods.amount
            item.line = Int64(line.span.line)
            item.target = line.receipts.joined(separator: ";")
            item.id = try session.append(item)
            try keepQuantity(of: line, draft.kind, item)
            var open = OpenItem(whole: item)
            for name in item.targets where !open.isSettled {
                var received = try session.goods(
                    of: parties(of: item), account: item.account, named: name
                ).filter { !$0.item.isGoodsBill && !$0.isSettled }
                try settle(&open, over: &received)
            }
        }
        var names: [String] = []
        for line in draft.lines { names += line.receipts.filter { !names.contains($0) } }
        for name in names {
            guard let first = goods.first else { continue }
            var last = item
            last.account = first.account
            try closeDifference(of: name, last)
        }
    }

    /// Notes how much of which item a bill charges, where it can be told in the item's own unit.
    private func keepQuantity(
        of line: DocumentLine, _ kind: DocumentKind, _ item: ItemRecord
    ) throws {
        let product = books.products[line.item]
        let nobody = Product(code: "", name: "", unit: "", category: "")
        guard let stated = line.quantity,
            let quantity = books.products.quantity(stated, line.unit, of: product ?? nobody)
        else { return }
        let word = try product.map { try session.word($0.code.utf8) } ?? 0
        for name in item.targets {
            try session.append(
                GoodsBilledRecord(
                    entry: item.entry, party: item.party, receipt: name, product: word,
                    quantity: kind == .invoice ? quantity : -quantity))
        }
    }

    /// Posts what bills of goods differ by, once all that was received under a number is billed;
    /// goods billed in part stay open.
    ///
    /// - Parameter last: the item that came last, whose row and day the entry is of.
    private func closeDifference(of name: String, _ last: ItemRecord) throws {
        let parties = try parties(of: last)
        var open = try session.goods(of: parties, account: last.account, named: name)
        let received = open.filter { $0.item.kind == Recipe.stockDocument.name }.map(\.item.entry)
        guard
            isBilledInFull(
                try session.received(by: Array(Set(received)).sorted()),
                try session.billed(by: parties, receipt: name))
        else { return }
        // It is known once the last of them is there, in whatever order files come.
        let latest = open.map(\.item.day).max() ?? last.day
        open = open.filter { !$0.isSettled }
        for index in open.indices {
            var item = open[index]
            try settle(&item, over: &open)
            open[index] = item
        }
        for index in open.indices where !open[index].isSettled {
            var item = open[index].item
            item.kind = Recipe.priceDifference.name
            item.day = max(latest, last.day)
            item.documentDay = item.day
            (item.file, item.line) = (last.file, last.line)
            (item.amount, item.original) = (-open[index].open, -open[index].openOriginal)
            var difference = OpenItem(
                whole: try postDifference(
                    item, .priceDifference, against: try account(.priceDifference)))
            try match(&open[index], &difference, original: open[index].openOriginal)
        }
    }

    /// True where every item that came is billed by its quantity, and nothing else.
    ///
    /// A bill that names no item is for the only one of the receipt.
    private func isBilledInFull(_ received: [Int64: Int64], _ billed: [Int64: Int64]) -> Bool {
        var billed = billed
        if received.count == 1, let only = received.keys.first, let bare = billed[0] {
            billed[0] = nil
            billed[only, default: 0] += bare
        }
        return !received.isEmpty
            && received.filter { $0.value != 0 } == billed.filter { $0.value != 0 }
    }

    private func parties(of item: ItemRecord) throws -> [String] {
        books.parties.ids(of: item.party, on: item.day)
    }
}

extension ItemRecord {
    /// True for what a bill or a supplier's credit note charges of goods received.
    fileprivate var isGoodsBill: Bool {
        kind == Recipe.bill.name || kind == Recipe.supplierCreditNote.name
    }
}
