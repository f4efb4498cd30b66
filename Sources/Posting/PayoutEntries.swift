internal import Accounting
internal import Digest
internal import Ledger
internal import Reconciliation
internal import Validation

/// A unit of a payment service that posts.
struct PayoutEntry {
    let unit: PayoutUnit
    let service: PaymentService
    /// The day of the payout, or of the transaction.
    let day: Day
}

/// One side of an entry of a payment service, in the service's currency, debit positive.
struct PayoutLine {
    /// An item that the line is on a clearing account.
    struct Item {
        var kind: PayoutKind
        var document: String
        var documentDay: Day
        var line: Int64
    }

    var account: Int64
    var amount: Int64
    var item: Item?
    /// Of a tax: what it is charged on.
    var taxBase: Int64?
}

/// An entry of a payment service as the book holds it, with what each of its lines is worth.
private struct PostedLines {
    var entry: Int64
    var amounts: [Int64]
    /// One a document and kind on the clearing account.
    var items: [ItemRecord]
}

extension Poster {
    /// Posts a payout: an entry a month of its transactions; those of another month than the
    /// payout's leave their net on the clearing account, as one item that the payout settles.
    func enterPayout(_ posting: PayoutEntry, _ content: Digest) throws {
        let (unit, day) = (posting.unit, posting.day)
        let clearing = try session.account(posting.service.clearing)
        let months = Dictionary(grouping: unit.transactions) { ($0.day ?? day).month }
        var waiting: [OpenItem] = []
        for month in months.keys.sorted() where month != day.month {
            let rows = months[month] ?? []
            let last = rows.compactMap(\.day).max() ?? day
            var lines = try rows.flatMap { try self.lines(of: $0, posting) }
            lines.append(underWay(lines.reduce(0) { $0 - $1.amount }, clearing, posting, last))
            let posted = try enter(lines, posting, on: last, rows[0].span)
            waiting += posted.items.filter { $0.kind == PayoutKind.payout.rawValue }
                .map { OpenItem(whole: $0) }
        }
        let rows = (months[day.month] ?? []) + unit.paid
        var lines = waiting.map { underWay(-$0.item.original, clearing, posting, day) }
        lines += try rows.flatMap { try self.lines(of: $0, posting) }
        let transit = try account(.payoutsInTransit)
        let rest = lines.reduce(0) { $0 - $1.amount }
        // Where no row states what was paid out, it is what the transactions leave.
        if rest != 0 { lines.append(PayoutLine(account: transit, amount: rest)) }
        let posted = try enter(lines, posting, on: day, unit.rows[0].span)
        waiting += posted.items.filter { $0.kind == PayoutKind.payout.rawValue }
            .map { OpenItem(whole: $0) }
        for index in waiting.indices {
            var item = waiting[index]
            try settle(&item, over: &waiting)
            waiting[index] = item
        }
        let amount = zip(lines, posted.amounts).filter { $0.0.account == transit }
            .reduce(0) { $0 + $1.1 }
        let own = lines.filter { $0.account == transit }.reduce(0) { $0 + $1.amount }
        try wait(for: amount, own, number: unit.number, posting, entry: posted.entry)
        _ = try session.appendDocument(
            side: .receivable, party: file.source.name, kind: Recipe.payout.name,
            number: unit.number, day: day, gross: amount, entry: posted.entry, content: content)
        try record(unit.rows, number: unit.number, net: own, day: day, entry: posted.entry)
    }

    /// Posts one transaction of a service's balance, or the two sides of a conversion.
    func enterTransaction(_ posting: PayoutEntry) throws {
        guard posting.unit.rows.count == 1, let row = posting.unit.rows.first,
            let code = posting.service.balances[row.currency]
        else { return try enterConversion(posting) }
        let balance = try session.account(code)
        var lines = [PayoutLine(account: balance, amount: row.net)]
        lines += try self.lines(of: row, posting)
        let posted = try enter(lines, posting, on: posting.day, row.span)
        if row.kind == .payout {
            let number = row.payout.isEmpty ? row.number : row.payout
            try wait(
                for: posted.amounts[1], lines[1].amount, number: number, posting,
                entry: posted.entry)
        }
        try record([row], number: "", net: row.net, day: posting.day, entry: posted.entry)
    }

    /// Money that left the service waits for the bank line that names it.
    private func wait(
        for amount: Int64, _ own: Int64, number: String, _ posting: PayoutEntry, entry: Int64
    ) throws {
        guard amount != 0 || own != 0, let row = posting.unit.rows.first else { return }
        var record = TransitRecord(
            entry: entry, account: try account(.payoutsInTransit), party: posting.service.name,
            number: number, reference: number, day: file.facts.postingDay(posting.day),
            amount: amount)
        record.id = try session.append(record)
        let currency = currency(of: row)
        let original = currency == books.currency ? nil : Money(own, currency)
        transit.add(WaitingPayment(record, original, of: posting.service))
    }

    /// Keeps what has posted: the payout and its transactions.
    func record(_ rows: [PayoutRow], number: String, net: Int64, day: Day, entry: Int64) throws {
        guard let first = rows.first else { return }
        let payout = try session.append(
            PayoutRecord(
                entry: entry, source: file.source.name, number: number, day: day,
                currency: currency(of: first), net: net, file: file.id,
                line: Int64(first.span.line)))
        for row in rows {
            try session.append(
                PayoutLineRecord(
                    payout: payout, number: row.number, kind: row.kind.rawValue,
                    reference: row.reference, day: row.day ?? day, gross: row.gross, fee: row.fee,
                    net: row.net, line: Int64(row.span.line)))
        }
    }

    // MARK: Lines

    private func underWay(
        _ amount: Int64, _ clearing: Int64, _ posting: PayoutEntry, _ day: Day
    ) -> PayoutLine {
        PayoutLine(
            account: clearing, amount: amount,
            item: .init(
                kind: .payout, document: posting.unit.number, documentDay: day,
                line: Int64(posting.unit.line)))
    }

    /// What a transaction posts against the service: its gross on the account of its kind, its
    /// fee, and the tax within the fee that is recovered.
    private func lines(of row: PayoutRow, _ posting: PayoutEntry) throws -> [PayoutLine] {
        let service = posting.service
        let code =
            row.kind == .payout ? books.chart[.payoutsInTransit]?.code : service.account(of: row)
        guard let code else {
            throw Failure(
                .configuration, "missing-key",
                ["key": "sources.\(service.name).accounts.\(row.kind.rawValue)"])
        }
        var gross = PayoutLine(account: try session.account(code), amount: 0 - row.gross)
        if code == service.clearing {
            gross.item = .init(
                kind: row.kind, document: try document(of: row),
                documentDay: row.day ?? posting.day,
                line: Int64(row.span.line))
        }
        guard row.fee != 0 || row.feeTax != 0, let fees = service.fees else { return [gross] }
        let recovered = recovered(row.feeTax, service)
        let fee = PayoutLine(account: try session.account(fees), amount: row.fee - recovered)
        guard recovered != 0, let code = taxAccount(service) else { return [gross, fee] }
        let tax = PayoutLine(
            account: try session.account(code), amount: recovered, taxBase: row.fee - row.feeTax)
        return [gross, fee, tax]
    }

    /// The document of a transaction on the clearing account: the order it is of, else that of the
    /// transaction it belongs to, else itself; what is kept for later goes by its kind.
    private func document(of row: PayoutRow) throws -> String {
        switch row.kind {
        case .reserve, .reserveReleased: return PayoutKind.reserve.rawValue
        case .carried: return row.kind.rawValue
        default: break
        }
        if !row.reference.isEmpty { return row.reference }
        guard !row.related.isEmpty else { return row.number }
        return try file.payouts.order(ofTransaction: row.related)
            ?? session.order(ofTransaction: row.related, source: file.source.name) ?? row.number
    }

    private func taxAccount(_ service: PaymentService) -> String? {
        service.accounts["fee_tax"] ?? service.feeTax.flatMap { books.taxes[$0]?.account }
    }

    /// The part of a fee's tax that is recovered; the rest is cost, as all of it where no account
    /// is declared for it.
    private func recovered(_ tax: Int64, _ service: PaymentService) -> Int64 {
        guard taxAccount(service) != nil else { return 0 }
        let percent = service.feeTax.flatMap { books.taxes[$0]?.recoverablePercent } ?? 100
        let part = roundedHalfAway(Int128(tax.magnitude) * Int128(percent), over: 100)
        return tax < 0 ? -Int64(clamping: part) : Int64(clamping: part)
    }

    // MARK: Entries

    /// Enters lines that sum to nothing; their worth in the books sums to nothing too, cumulated
    /// line by line at the rate of the entry's day.
    private func enter(
        _ lines: [PayoutLine], _ posting: PayoutEntry, on documentDay: Day, _ span: Span
    ) throws -> PostedLines {
        let own = posting.unit.rows.first.map(currency(of:)) ?? books.currency
        let day = file.facts.postingDay(documentDay)
        var exchange = Exchange(own: own, books)
        var amounts: [Int64] = []
        var conversion: Conversion?
        var (cumulated, told): (Int64, Int64) = (0, 0)
        for line in lines {
            cumulated += line.amount
            guard let value = exchange.value(cumulated, at: nil, on: day) else {
                throw Failure(.configuration, "missing-key", ["key": "rates"])
            }
            conversion = value.conversion
            amounts.append(value.amount - told)
            told = value.amount
        }
        var columns = EntryBatch.Columns()
        columns.begin(
            .payout, day: day, documentDay: documentDay, file: file.id, span: span, party: "",
            reference: posting.unit.number, text: posting.service.name)
        for (account, amount, original) in try sums(lines, amounts) {
            columns.post(
                account, signed: amount,
                original: own == books.currency ? nil : Money(original, own))
        }
        let entry = try session.append(try EntryBatch(columns))
        try append(conversion, entry: entry)
        try appendFeeTax(lines, amounts, posting, entry: entry)
        let items = try appendItems(lines, amounts, posting, own, entry: entry, day: day)
        return PostedLines(entry: entry, amounts: amounts, items: items)
    }

    /// Lines as postings in the order of their accounts: debits and credits apart, but for what
    /// left the service, which the bank shows as one.
    private func sums(_ lines: [PayoutLine], _ amounts: [Int64])
        throws -> [(account: Int64, amount: Int64, original: Int64)]
    {
        let transit = try account(.payoutsInTransit)
        struct Key: Hashable {
            var account: Int64
            var isCredit: Bool
        }
        var sums: [Key: (amount: Int64, original: Int64)] = [:]
        for (line, amount) in zip(lines, amounts) where line.amount != 0 || amount != 0 {
            let key = Key(
                account: line.account, isCredit: line.account != transit && line.amount < 0)
            sums[key, default: (0, 0)].amount += amount
            sums[key, default: (0, 0)].original += line.amount
        }
        let postings = sums.sorted {
            ($0.key.account, $0.key.isCredit ? 1 : 0) < ($1.key.account, $1.key.isCredit ? 1 : 0)
        }.map { ($0.key.account, $0.value.amount, $0.value.original) }
        // What comes to nothing still has its entry, for its rows to belong to.
        return postings.isEmpty ? lines.prefix(1).map { ($0.account, 0, 0) } : postings
    }

    /// Makes the items of an entry: one a document and kind, as a settlement may state the price,
    /// the tax and the discount of one order in three transactions.
    private func appendItems(
        _ lines: [PayoutLine], _ amounts: [Int64], _ posting: PayoutEntry, _ own: Currency,
        entry: Int64, day: Day
    ) throws -> [ItemRecord] {
        struct Key: Hashable {
            var kind: PayoutKind
            var document: String
        }
        var places: [Key: Int] = [:]
        var items: [ItemRecord] = []
        for (line, amount) in zip(lines, amounts) {
            guard let stated = line.item else { continue }
            let key = Key(kind: stated.kind, document: stated.document)
            if let place = places[key] {
                items[place].amount += amount
                items[place].original += own == books.currency ? amount : line.amount
                items[place].documentDay = min(items[place].documentDay, stated.documentDay)
                continue
            }
            places[key] = items.count
            items.append(
                ItemRecord(
                    entry: entry, account: line.account, party: posting.service.name,
                    document: stated.document, kind: stated.kind.rawValue, instalment: 1, day: day,
                    documentDay: stated.documentDay, due: nil, amount: amount, currency: own.code,
                    original: own == books.currency ? nil : line.amount, file: file.id,
                    line: stated.line))
        }
        items.removeAll { $0.amount == 0 && $0.original == 0 }
        for index in items.indices {
            items[index].id = try session.append(items[index])
            let item = items[index]
            if item.isKept { try settleKept(item) } else { try settleClearing(item) }
        }
        return items
    }

    /// Bases and taxes of fees, where their tax has a code.
    private func appendFeeTax(
        _ lines: [PayoutLine], _ amounts: [Int64], _ posting: PayoutEntry, entry: Int64
    ) throws {
        guard let code = posting.service.feeTax else { return }
        let taxed = zip(lines, amounts).filter { $0.0.taxBase != nil }
        let own = taxed.reduce(0) { $0 + $1.0.amount }
        let tax = taxed.reduce(0) { $0 + $1.1 }
        var base = taxed.reduce(0) { $0 + ($1.0.taxBase ?? 0) }
        if own != tax, own != 0 {
            // In the books' currency as its tax is.
            let sign: Int128 = own < 0 ? -1 : 1
            base = Int64(
                clamping: roundedHalfAway(
                    sign * Int128(base) * Int128(tax), over: Int128(own.magnitude)))
        }
        try appendTaxLines([(code, base, tax)], entry: entry)
    }
}
