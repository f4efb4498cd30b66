internal import Accounting
internal import Ledger
internal import Reconciliation

/// Open items as bank lines see them; they are the book's while its items are those of `mark`.
struct BankOpenItems {
    var matcher: OpenItemMatcher
    var mark: [Int64]
}

/// Money that a bank line has put on a control account, and the items it pays.
struct ControlMoney {
    /// Position of its entry in the batch.
    let entry: Int
    let account: Int64
    let party: String
    let document: String
    /// In the books' currency, debit positive.
    let amount: Int64
    /// The same in the currency of the bank account; nil in the books' own.
    let original: Money?
    let day: Day
    let documentDay: Day
    let file: Int64
    let line: Int64
    let targets: [MatchableItem]
}

extension Poster {
    /// The control accounts that the book has met and that money settles: no bank line pays for
    /// goods that have no bill.
    var controls: [Int64] {
        books.chart.accounts.filter { $0.role?.isControl ?? false && $0.role != .goodsReceived }
            .compactMap { session.number(of: $0.code) }
    }

    /// The open items of the control accounts, read anew where they have changed.
    func readOpenItems() throws {
        let mark = try session.itemsMark()
        if openItems?.mark == mark { return }
        let items = try session.openItems(accounts: controls)
        openItems = BankOpenItems(
            matcher: OpenItemMatcher(
                items.map { MatchableItem($0.open, $0.reference, books) },
                tolerance: settings.tolerance), mark: mark)
        hasOpenItems = !items.isEmpty
    }

    /// The open items are the book's again: what was appended since is in them.
    func keepOpenItems() throws { openItems?.mark = try session.itemsMark() }

    /// Makes money an item of its control account and sets it against what it pays.
    /// - Returns: the item.
    @discardableResult
    func apply(_ money: ControlMoney, entry: Int64) throws -> ItemRecord {
        let isCleared = isClearing(money.account)
        var item = ItemRecord(
            entry: entry, account: money.account, party: isCleared ? "" : money.party,
            document: money.document,
            kind: "payment", instalment: 1, day: money.day, documentDay: money.documentDay,
            due: money.documentDay, amount: money.amount,
            currency: money.original?.currency.code ?? books.currency.code,
            original: money.original?.minorUnits, file: money.file, line: money.line)
        item.id = try session.append(item)
        if isCleared {
            // Bank lines do not look for what waits there: it is paid out, not paid.
            try settleClearing(item)
            return item
        }
        try settle(item, over: try session.items(money.targets.map(\.id)))
        let now = try session.items([item.id] + money.targets.map(\.id))
        hasOpenItems = true
        for (open, reference) in zip(now, [""] + money.targets.map(\.reference)) {
            openItems?.matcher.put(MatchableItem(open, reference, books))
        }
        return item
    }

    /// Sets money against items in their order; credits among them reduce the others first, and
    /// what was settled before is opened again by money that comes back.
    private func settle(_ item: ItemRecord, over targets: [OpenItem]) throws {
        guard !targets.isEmpty else { return }
        var (open, targets) = (OpenItem(whole: item), targets)
        if targets.allSatisfy(\.isSettled) {
            var documents: [String] = []
            for target in targets where !documents.contains(target.item.document) {
                documents.append(target.item.document)
            }
            _ = try takeBack(&open, of: documents)
            return
        }
        let sign = open.openOriginal > 0
        for index in targets.indices
        where !targets[index].isSettled && (targets[index].openOriginal > 0) == sign {
            var credit = targets[index]
            try settle(&credit, over: &targets)
            targets[index] = credit
        }
        try settle(&open, over: &targets)
        if targets.allSatisfy(\.isSettled) { try roundOff(&open, day: item.day) }
    }

    // MARK: Whom a line names

    /// The party of an IBAN, else of a name or alias.
    func party(iban: ArraySlice<UInt8>, name: ArraySlice<UInt8>) -> String? {
        namedParties.party(iban: iban, name: name, books.parties)
    }
}

/// Parties by the IBANs and names that bank lines have stated, looked up once each.
struct NamedParties {
    /// Beyond these the memory begins anew.
    private static let most = 1 << 16
    private var ibans = TextNumbers()
    private var names = TextNumbers()
    private var ofIBAN: [String?] = []
    private var ofName: [String?] = []

    mutating func party(
        iban: ArraySlice<UInt8>, name: ArraySlice<UInt8>, _ parties: Parties
    ) -> String? {
        if !iban.isEmpty {
            let found = NamedParties.find(iban, &ibans, &ofIBAN) { parties.find(iban: $0)?.id }
            if let found { return found }
        }
        guard !name.isEmpty else { return nil }
        return NamedParties.find(name, &names, &ofName) { parties.find($0)?.id }
    }

    private static func find(
        _ text: ArraySlice<UInt8>, _ numbers: inout TextNumbers, _ found: inout [String?],
        _ find: (String) -> String?
    ) -> String? {
        if numbers.count >= most { (numbers, found) = (TextNumbers(), []) }
        let number = numbers.number(text)
        if number == found.count { found.append(find(String(decoding: text, as: UTF8.self))) }
        return found[number]
    }
}

extension MatchableItem {
    init(_ open: OpenItem, _ reference: String, _ books: Books) {
        let item = open.item
        self.init(
            id: item.id, account: item.account, party: item.party, document: item.document,
            reference: reference, instalment: item.instalment, currency: item.currency,
            documentDay: item.documentDay, due: item.due ?? item.documentDay,
            isPayment: item.isMoney,
            open: item.currency == books.currency.code ? open.open : open.openOriginal)
    }
}

extension WaitingPayment {
    /// - Parameters:
    ///   - original: nil in the books' currency.
    ///   - service: that pays it out; nil for a payment row.
    init(_ record: TransitRecord, _ original: Money?, of service: PaymentService? = nil) {
        self.init(
            id: record.id, account: record.account, party: record.party,
            reference: Array(record.reference.utf8), day: record.day, amount: record.amount,
            original: original, descriptors: service.map { $0.descriptors.map { Array($0.utf8) } })
    }
}
