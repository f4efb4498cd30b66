internal import Accounting
internal import Ledger
internal import Validation

/// Sums of the store-days a file has brought, while it is read.
struct StoreDays {
    struct Key: Hashable {
        var store: [UInt8]
        var day: Int32
    }

    struct Sums {
        let id: Int64
        var firstSale: Int64
        var lastSale: Int64
        var orders: Int64 = 0
        var total: Int64 = 0
        var span: Span
        /// Signed by account number as the entry posts them: debit positive.
        var accounts: [Int64: Int64] = [:]
        var receivables: [(party: String, order: String, amount: Int64, line: Int64)] = []
    }

    var sums: [Key: Sums] = [:]
    /// Orders that other files have posted on a store-day; nil where none has.
    var known: [Key: [[UInt8]: (gross: Int64, line: Int64)]?] = [:]
    /// Orders of this file that posted or not, by a hash of their number: gross and line.
    ///
    /// Beyond `mostSeen` orders the book's own lines are asked at the file's end instead.
    var seen: [Int: (gross: Int64, line: Int)] = [:]
    var hasMoreThanSeen = false
    static let mostSeen = 50_000
    /// The first and the last line of sales this file has brought.
    var sales: (first: Int64, last: Int64)?
    /// Accounts by the text of a tender, category or tax code.
    var numbers: [[UInt8]: Int64] = [:]
}

extension Poster {
    /// Posts the good orders of a batch; whole orders only stand in one.
    func post(_ rows: SalesRows) throws {
        var flawed: [Int: [Flaw]] = [:]
        for (row, flaw) in rows.flaws { flawed[row, default: []].append(flaw) }
        var columns = SaleColumns()
        columns.arena = rows.arena
        var first = 0
        while first < rows.count {
            var end = first + 1
            let order = rows.arena[rows.orders[first]]
            while end < rows.count, rows.arena[rows.orders[end]].elementsEqual(order) { end += 1 }
            try post(rows, first..<end, flawed, &columns)
            first = end
        }
        try session.append(columns)
    }

    private func post(
        _ rows: SalesRows, _ range: Range<Int>, _ flawed: [Int: [Flaw]],
        _ columns: inout SaleColumns
    ) throws {
        let number = range.lazy.map { rows.days[$0] }.first { $0 != BankRows.missingDay }
        let day = number.map { Day(number: $0) }
        var due = false
        for row in range {
            let known = flawed[row].map { $0.contains { $0.defect.spoilsAmount } } ?? false
            file.countRead(day, known ? nil : rows.grosses[row])
            due = due || file.isDue(rows.spans[row].line)
        }
        guard due else { return }
        let order = OrderFacts(rows: rows, range: range, facts: file.facts)
        let flaws = flawed.isEmpty ? [] : range.flatMap { flawed[$0] ?? [] }
        var ruling = flaws.isEmpty ? Ruling() : file.judge.flaws(flaws)
        if day == nil, flaws.isEmpty {
            ruling.add(
                file.judge.flaws([
                    Flaw(.fieldMissing, line: order.line, ["field": "business_day"])
                ]))
        }
        if isVoided(order) {
            for row in range {
                try verdict(
                    rows.spans[row], day, rows.grosses[row], .ignored,
                    IgnoredReason.voided.rawValue)
            }
            return
        }
        if ruling.posts { ruling.add(file.judge.day(day, line: order.line)) }
        if ruling.posts { ruling.add(file.judge.order(order)) }
        guard ruling.posts, let day else {
            let spoilt = range.map { row in
                (
                    span: rows.spans[row],
                    amount: flawed[row]?.contains { $0.defect.spoilsAmount } == true
                        ? nil : Optional(rows.grosses[row])
                )
            }
            try settle(spoilt, day: day, ruling)
            return
        }
        if try isKnown(order, day, &ruling) {
            if !ruling.posts {
                let rows = range.map { (span: rows.spans[$0], amount: Optional(rows.grosses[$0])) }
                try settle(rows, day: day, ruling)
            }
            return
        }
        try enter(order, day, &columns)
        let lines = range.map { (span: rows.spans[$0], amount: Optional(rows.grosses[$0])) }
        try posted(lines, day: day, ruling)
    }

    private func isVoided(_ order: OrderFacts) -> Bool {
        let status = order.text(order.rows.statuses)
        guard status.count > 0, !file.source.ignoredStatuses.isEmpty else { return false }
        return file.source.ignoredStatuses.contains(order.rows.arena.text(status))
    }

    /// True where the order is posted already, by another file or further up in this one.
    ///
    /// With the same gross its rows are duplicates; with another the number stands for two things.
    private func isKnown(_ order: OrderFacts, _ day: Day, _ ruling: inout Ruling) throws -> Bool {
        let rows = order.rows
        let row = order.range.lowerBound
        let gross = order.sum(rows.grosses)
        let number = Array(rows.arena[rows.orders[row]])
        var twin = file.storeDays.seen[number.hashValue].map {
            (gross: $0.gross, place: Place(file: file.path, line: $0.line))
        }
        if file.storeDays.seen.count >= StoreDays.mostSeen {
            file.storeDays.seen = [:]
            file.storeDays.hasMoreThanSeen = true
        }
        file.storeDays.seen[number.hashValue] = (gross, order.line)
        if twin == nil, let posted = try postedOrder(order, day) {
            twin = (posted.gross, Place(file: "", line: Int(posted.line)))
        }
        guard let twin else { return false }
        if twin.gross != gross {
            let finding = DocumentClash.finding(
                at: Place(file: file.path, line: order.line), found: order.number,
                ["party": file.source.name])
            ruling.add(DocumentClash.self, finding, file.facts)
            return true
        }
        try duplicates(
            order.range.map { (span: rows.spans[$0], amount: rows.grosses[$0]) }, day, of: nil)
        return true
    }

    /// The order as another file has posted it on the same store and day.
    private func postedOrder(_ order: OrderFacts, _ day: Day) throws
        -> (gross: Int64, line: Int64)?
    {
        let rows = order.rows
        let row = order.range.lowerBound
        let key = StoreDays.Key(store: Array(rows.arena[rows.stores[row]]), day: day.number)
        if file.storeDays.known[key] == nil {
            let spans = try session.saleDays(
                source: file.source.name, store: String(decoding: key.store, as: UTF8.self),
                day: day, before: file.id)
            var orders: [[UInt8]: (gross: Int64, line: Int64)] = [:]
            for span in spans {
                orders.merge(try session.orders(in: span)) { first, _ in first }
            }
            file.storeDays.known[key] = .some(spans.isEmpty ? nil : orders)
        }
        guard let orders = file.storeDays.known[key] ?? nil else { return nil }
        return orders[Array(rows.arena[rows.orders[row]])]
    }

    /// Adds an order to its store-day and its lines to the book's sales.
    private func enter(_ order: OrderFacts, _ day: Day, _ columns: inout SaleColumns) throws {
        let rows = order.rows
        let first = order.range.lowerBound
        let key = StoreDays.Key(store: Array(rows.arena[rows.stores[first]]), day: day.number)
        let nextSale = try session.nextSale() + Int64(columns.count)
        var sums =
            try file.storeDays.sums[key]
            ?? StoreDays.Sums(
                id: session.reserveSaleDay(), firstSale: nextSale, lastSale: nextSale,
                span: rows.spans[first])
        file.storeDays.sums[key] = nil
        sums.orders += 1
        sums.total += order.total
        sums.lastSale = nextSale + Int64(order.range.count) - 1
        file.storeDays.sales = (file.storeDays.sales?.first ?? nextSale, sums.lastSale)
        for row in order.range {
            try add(row, of: order, day, &sums)
            append(row, of: rows, sums.id, &columns)
            columns.categories.append(try session.word(rows.arena[rows.categories[row]]))
            columns.taxCodes.append(try session.word(rows.arena[rows.taxCodes[row]]))
        }
        try addOrder(order, &sums)
        file.storeDays.sums[key] = sums
    }

    private func append(
        _ row: Int, of rows: SalesRows, _ saleDay: Int64, _ columns: inout SaleColumns
    ) {
        columns.days.append(saleDay)
        columns.files.append(file.id)
        columns.lines.append(Int64(rows.spans[row].line))
        columns.offsets.append(rows.spans[row].offset)
        columns.lengths.append(Int64(rows.spans[row].length))
        columns.orders.append(rows.orders[row])
        columns.orderLines.append(rows.lines[row])
        columns.quantities.append(rows.quantities[row])
        columns.nets.append(rows.nets[row])
        columns.taxes.append(rows.taxes[row])
        columns.grosses.append(rows.grosses[row])
        columns.discounts.append(rows.discounts[row])
    }

    /// One line: revenue (returns for a negative line), discount, tax, tender.
    private func add(
        _ row: Int, of order: OrderFacts, _ day: Day, _ sums: inout StoreDays.Sums
    ) throws {
        let rows = order.rows
        let discount = rows.discounts[row]
        if rows.nets[row] < 0, let returns = accounts.returns {
            sums.accounts[returns, default: 0] -= rows.nets[row]
        } else {
            let revenue = try number(rows.arena[rows.categories[row]], prefix: 1) { text in
                self.file.source.revenue[text.isEmpty ? "default" : text]
            }
            sums.accounts[revenue, default: 0] -= rows.nets[row] + discount
        }
        if discount != 0 {
            let account = try accounts.required(accounts.discounts, .discounts)
            sums.accounts[account, default: 0] += discount
        }
        if rows.taxes[row] != 0 {
            let account = try number(rows.arena[rows.taxCodes[row]], prefix: 2) { text in
                self.books.taxes[text]?.account
            }
            sums.accounts[account, default: 0] -= rows.taxes[row]
        }
        if rows.tendered[row] != 0 {
            let account = try number(rows.arena[rows.tenders[row]], prefix: 3) { text in
                self.file.source.clearing[text.isEmpty ? "default" : text]
            }
            sums.accounts[account, default: 0] += rows.tendered[row]
        }
    }

    /// What belongs to the order as a whole: shipping, discount, tax, a tender without amount,
    /// and what is outstanding.
    private func addOrder(_ order: OrderFacts, _ sums: inout StoreDays.Sums) throws {
        let rows = order.rows
        var shipping: Int64 = 0
        var discount: Int64 = 0
        var tax: Int64 = 0
        var stated: Int64 = 0
        for row in order.range {
            shipping += rows.orderShipping[row]
            discount += rows.orderDiscount[row]
            tax += rows.orderTax[row]
            stated += rows.tendered[row]
        }
        if shipping != 0 {
            let account = try number(Array("shipping".utf8)[...], prefix: 1) { text in
                self.file.source.revenue[text] ?? self.file.source.revenue["default"]
            }
            sums.accounts[account, default: 0] -= shipping
        }
        if discount != 0 {
            let account = try accounts.required(accounts.discounts, .discounts)
            sums.accounts[account, default: 0] += discount
        }
        if tax != 0 {
            let account = try number(
                rows.arena[order.text(rows.taxCodes)], prefix: 2
            ) { text in self.books.taxes[text]?.account }
            sums.accounts[account, default: 0] -= tax
        }
        if stated == 0, order.tendered != 0 {
            let account = try number(rows.arena[order.text(rows.tenders)], prefix: 3) { text in
                self.file.source.clearing[text.isEmpty ? "default" : text]
            }
            sums.accounts[account, default: 0] += order.tendered
        }
        if order.outstanding != 0 {
            let control = try accounts.required(accounts.receivable, .receivable)
            sums.accounts[control, default: 0] += order.outstanding
            sums.receivables.append(
                (
                    rows.arena.text(order.text(rows.customers)), order.number, order.outstanding,
                    Int64(order.line)
                ))
        }
    }

    /// The number of the account that a text of a sales line stands for.
    private func number(
        _ text: ArraySlice<UInt8>, prefix: UInt8, _ code: (String) -> String?
    ) throws -> Int64 {
        let key = [prefix] + text
        if let known = file.storeDays.numbers[key] { return known }
        guard let account = code(String(decoding: text, as: UTF8.self)), books.chart.has(account)
        else {
            throw Failure(
                .configuration, "missing-key",
                ["key": "sources.\(file.source.name): " + String(decoding: text, as: UTF8.self)])
        }
        let id = try session.account(account)
        file.storeDays.numbers[key] = id
        return id
    }

    /// Posts one entry a store and business day for what this file has brought of it.
    func endStoreDays() throws {
        if file.storeDays.hasMoreThanSeen, let sales = file.storeDays.sales,
            let repeated = try session.repeatedOrder(in: sales.first...sales.last)
        {
            let finding = DocumentClash.finding(
                at: Place(file: file.path, line: Int(repeated.line)), found: repeated.order,
                ["party": file.source.name])
            return refuse(file.judge.ruling(DocumentClash.self, finding))
        }
        let days = file.storeDays.sums.sorted {
            ($0.key.day, String(decoding: $0.key.store, as: UTF8.self)) < (
                $1.key.day, String(decoding: $1.key.store, as: UTF8.self)
            )
        }
        for (key, sums) in days {
            let day = Day(number: key.day)
            let posting = file.facts.postingDay(day)
            let store = String(decoding: key.store, as: UTF8.self)
            var columns = EntryBatch.Columns()
            columns.begin(
                .storeDay, day: posting, documentDay: day, file: file.id, span: sums.span,
                party: "", reference: store, text: store)
            for (account, amount) in sums.accounts.sorted(by: { $0.key < $1.key })
            where amount != 0 {
                columns.post(account, signed: amount)
            }
            // A day whose orders cancel out still has its entry, for its lines to belong to.
            if columns.amounts.isEmpty { columns.post(accounts.suspense, signed: 0) }
            let entry = try session.append(try EntryBatch(columns))
            try session.appendSaleDay(
                id: sums.id, source: file.source.name, store: store, day: day, file: file.id,
                sales: sums.firstSale...sums.lastSale, entry: entry, orders: sums.orders,
                total: sums.total)
            for open in sums.receivables {
                let party = books.parties.find(open.party)
                _ = try session.append(
                    ItemRecord(
                        entry: entry,
                        account: try accounts.required(accounts.receivable, .receivable),
                        party: party?.id ?? open.party, document: open.order, kind: "invoice",
                        instalment: 1, day: posting, documentDay: day,
                        due: party?.termsDays.map { day + $0 } ?? day, amount: open.amount,
                        currency: books.currency.code, file: file.id, line: open.line))
            }
        }
    }
}
