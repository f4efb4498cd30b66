internal import Accounting
internal import Ledger
internal import Validation

extension Poster {
    /// Posts the good orders of a batch; whole orders only stand in one.
    func post(_ rows: SalesRows) throws {
        let vocabulary = file.vocabulary ?? SalesVocabulary(file.facts)
        file.vocabulary = vocabulary
        let batch = vocabulary.read(rows)
        var flawed: [Int: [Flaw]] = [:]
        for (row, flaw) in rows.flaws { flawed[row, default: []].append(flaw) }
        var days = file.storeDays
        file.storeDays = StoreDays()
        defer { file.storeDays = days }
        file.salesChecks.take(rows, numbersUnread: !flawed.isEmpty)
        for control in rows.controls {
            try ignore(IgnoredRow(span: control.span, reason: .controlFigure))
        }
        var columns = SaleColumns()
        columns.arena = rows.arena
        let nextSale = try session.nextSale()
        var first = 0
        while first < rows.count {
            let end = rows.endOfOrder(from: first)
            try post(
                OrderFacts(batch, first..<end), flawed, &columns, nextSale: nextSale, &days)
            first = end
        }
        try session.append(columns)
    }

    private func post(
        _ order: OrderFacts, _ flawed: [Int: [Flaw]], _ columns: inout SaleColumns,
        nextSale: Int64, _ days: inout StoreDays
    ) throws {
        let batch = order.batch
        let money = order.money
        if let money { file.currency = money.currency }
        defer { if money != nil { file.currency = file.source.currency } }
        let number = order.range.first { batch.rows.days[$0] != BankRows.missingDay }
        let day = number.map { Day(number: batch.rows.days[$0]) }
        let flaws = flawed.isEmpty ? [] : order.range.flatMap { flawed[$0] ?? [] }
        file.salesChecks.count(
            order, day, isOwn: file.currency == file.source.currency)
        guard count(order, flawed, day) else { return }
        if order.status == .ignored {
            for row in order.range {
                try verdict(
                    batch.rows.spans[row], day, batch.amount(row), .ignored,
                    IgnoredReason.voided.rawValue)
            }
            return
        }
        var ruling = judge(order, flaws, day)
        guard ruling.posts, let day else {
            return try settle(rows(order, flawed), day: day, ruling)
        }
        let news: News
        switch try standing(of: order, day, &days) {
        case .news(let found): news = found
        case .clash:
            clash(order, &ruling)
            return try settle(rows(order, [:]), day: day, ruling)
        case .moved(let other):
            moved(order, to: day, from: other, &ruling)
            return try settle(rows(order, [:]), day: day, ruling)
        }
        guard !news.isEmpty else { return try duplicates(rows(order, [:]), day, of: nil) }
        if news.order { try enter(order, day, &columns, nextSale, &days) }
        if news.refund != 0 {
            try enterRefund(news.refund, of: order, day, &columns, nextSale, &days)
        }
        if let day = news.reversalDay { try reverse(order, on: day, &columns, nextSale, &days) }
        try countPosted(order, day, ruling)
    }

    /// Counts the rows as read.
    /// - Returns: false where none of them is to be judged now.
    private func count(_ order: OrderFacts, _ flawed: [Int: [Flaw]], _ day: Day?) -> Bool {
        let batch = order.batch
        let month = file.month(day)
        var due = false
        var tally = RowTally()
        for row in order.range {
            tally.count(amount(row, of: batch, flawed))
            due = due || file.isDue(batch.rows.spans[row].line)
        }
        file.countRead(month: month, tally)
        return due
    }

    /// An order's rows with what of their amounts could be read.
    private func rows(_ order: OrderFacts, _ flawed: [Int: [Flaw]]) -> [(
        span: Span, amount: Int64?
    )] {
        order.range.map { row in
            (order.batch.rows.spans[row], amount(row, of: order.batch, flawed))
        }
    }

    /// A row's amount; nil where it could not be read.
    private func amount(_ row: Int, of batch: SalesBatch, _ flawed: [Int: [Flaw]]) -> Int64? {
        if !flawed.isEmpty, flawed[row]?.contains(where: \.defect.spoilsAmount) == true {
            return nil
        }
        return batch.amount(row)
    }

    private func judge(_ order: OrderFacts, _ flaws: [Flaw], _ day: Day?) -> Ruling {
        var ruling = flaws.isEmpty ? Ruling() : file.judge.flaws(flaws)
        if day == nil, flaws.isEmpty {
            ruling.add(
                file.judge.flaws([
                    Flaw(.fieldMissing, line: order.line, ["field": "business_day"])
                ]))
        }
        if ruling.posts { ruling.add(file.ruling(on: day, line: order.line)) }
        if ruling.posts, let day = order.reversalDay {
            ruling.add(file.judge.day(day, line: order.line))
        }
        if ruling.posts { ruling.add(file.judge.order(order)) }
        if file.currency != books.currency, ruling.posts, let day {
            for day in [day, order.reversalDay].compactMap({ $0 }) {
                _ = worth(
                    order.total, in: file.currency, at: order.money?.rate,
                    on: file.placed(day), line: order.line, &ruling)
            }
        }
        return ruling
    }

    private func countPosted(_ order: OrderFacts, _ day: Day, _ ruling: Ruling) throws {
        if file.again != nil || !ruling.findings.isEmpty {
            return try posted(rows(order, [:]), day: day, ruling)
        }
        var tally = RowTally()
        for row in order.range { tally.count(order.batch.amount(row)) }
        file.countPosted(month: file.month(day), tally)
    }

    private func clash(_ order: OrderFacts, _ ruling: inout Ruling) {
        let finding = DocumentClash.finding(
            at: Place(file: file.path, line: order.line), found: order.number,
            ["party": file.source.name])
        ruling.add(DocumentClash.self, finding, file.facts)
    }

    /// Adds an order to its store-day and its lines to the book's sales.
    ///
    /// - Parameter base: the number of the batch's first sales line.
    func enter(
        _ order: OrderFacts, _ day: Day, _ columns: inout SaleColumns, _ base: Int64,
        _ days: inout StoreDays
    ) throws {
        let batch = order.batch
        let place = try place(of: order, day, base + Int64(columns.count), &days)
        days.sums[place].orders += 1
        days.sums[place].total &+= order.total
        let taxes = order.includedTaxes
        for (index, row) in order.range.enumerated() {
            let included = taxes.isEmpty ? 0 : taxes[index]
            if !batch.isBare(row) { try add(row, of: batch, included, place, &days) }
            guard batch.isLine(row) else { continue }
            append(row, of: batch, included, days.sums[place].id, &columns)
            columns.natures.append(nature(row, of: batch, included, &days).rawValue)
            try appendWords(row, of: batch, &columns, &days)
        }
        try addParts(order, taxes, place, &columns, &days)
        try addOrder(order, taxes, place, &columns, &days)
        endTenders(of: order, place, &days)
        try countSold(order, place, &days)
        end(place, base + Int64(columns.count) - 1, &days)
    }

    /// The place of an order's store-day.
    /// - Parameter sale: the number of its next sales line.
    func place(of order: OrderFacts, _ day: Day, _ sale: Int64, _ days: inout StoreDays) throws
        -> Int
    {
        let rows = order.batch.rows
        let first = order.range.lowerBound
        let store = order.batch.numbers.stores[first]
        if days.sales == nil { days.sales = (sale, sale) }
        let money = order.money
        let place = days.place(ofMoney: money)
        return try days.place(.init(store: store, day: day.number, money: place)) {
            StoreDays.Sums(
                id: try session.reserveSaleDay(), money: money, firstSale: sale, lastSale: sale,
                span: rows.spans[first])
        }
    }

    /// Notes the last sales line of a store-day.
    func end(_ place: Int, _ sale: Int64, _ days: inout StoreDays) {
        days.sums[place].lastSale = sale
        days.sales = (days.sales?.first ?? sale, sale)
    }

    private func append(
        _ row: Int, of batch: SalesBatch, _ included: Int64, _ saleDay: Int64,
        _ columns: inout SaleColumns
    ) {
        appendPlace(row, of: batch, saleDay, &columns)
        columns.quantities.append(batch.rows.quantities[row])
        columns.nets.append(batch.rows.nets[row] &- included)
        columns.taxes.append(batch.rows.taxes[row] &+ included)
        columns.grosses.append(batch.rows.grosses[row])
        columns.discounts.append(batch.rows.discounts[row])
    }

    /// The line's category and tax code, as words of the book.
    private func appendWords(
        _ row: Int, of batch: SalesBatch, _ columns: inout SaleColumns, _ days: inout StoreDays
    ) throws {
        let rows = batch.rows
        let (category, tax) = (batch.numbers.categories[row], batch.numbers.taxes[row])
        let word =
            try days.categoryWords[category] ?? session.word(rows.arena[rows.categories[row]])
        let taxWord = try days.taxWords[tax] ?? session.word(rows.arena[rows.taxCodes[row]])
        if days.categoryWords[category] == nil { days.categoryWords[category] = word }
        if days.taxWords[tax] == nil {
            days.taxWords[tax] = taxWord
            days.taxCodes[tax] = batch.taxes[Int(tax)]?.code ?? ""
        }
        columns.categories.append(word)
        columns.taxCodes.append(taxWord)
        columns.products.append(try product(row, of: batch, &days))
    }

    /// What a row sold, as a word of the book; 0 where it names nothing.
    func product(_ row: Int, of batch: SalesBatch, _ days: inout StoreDays) throws -> Int64 {
        let number = batch.numbers.products[row]
        if let known = days.productWords[number] { return known }
        let slice = batch.rows.products[row]
        let word = slice.count == 0 ? 0 : try session.word(batch.rows.arena[slice])
        days.productWords[number] = word
        return word
    }

    /// One line: revenue (returns for a negative line), discount, tax, tender.
    ///
    /// - Parameter included: what of the order's tax the line's price includes.
    private func add(
        _ row: Int, of batch: SalesBatch, _ included: Int64, _ place: Int,
        _ days: inout StoreDays
    ) throws {
        let (net, tax) = (batch.rows.nets[row] &- included, batch.rows.taxes[row])
        let (discount, tendered) = (batch.rows.discounts[row], batch.rows.tendered[row])
        if net < 0, let returns = accounts.returns {
            days.sums[place].add(days.place(ofAccount: returns), -(net &+ discount))
        } else {
            let revenue = try revenue(row, of: batch, &days)
            days.sums[place].add(revenue, -(net &+ discount))
        }
        if discount != 0 {
            let account = try accounts.required(accounts.discounts, .discounts)
            days.sums[place].add(days.place(ofAccount: account), discount)
        }
        if tax != 0 { days.sums[place].add(try self.tax(row, of: batch, &days), -tax) }
        // A tax that stands on the order has the order for its base.
        if batch.rows.orderTax[row] == 0 {
            days.sums[place].add(
                taxCode: batch.numbers.taxes[row], net &+ batch.discounts(row), tax)
        }
        if tendered != 0 {
            addTender(tendered, on: try tender(row, of: batch, &days), place, &days)
        }
    }

    /// What belongs to the order as a whole: shipping, discount, tax, a tender without amount,
    /// and what is outstanding.
    private func addOrder(
        _ order: OrderFacts, _ taxes: [Int64], _ place: Int, _ columns: inout SaleColumns,
        _ days: inout StoreDays
    ) throws {
        let batch = order.batch
        let count = order.range.count
        let (shippingTax, discountTax) = taxes.isEmpty ? (0, 0) : (taxes[count], taxes[count + 1])
        var shipping: Int64 = 0
        var discount: Int64 = 0
        for row in order.range {
            shipping &+= batch.rows.orderShipping[row]
            discount &+= batch.rows.orderDiscount[row]
        }
        if shipping != 0 {
            let revenue = file.source.revenue
            let account = try self.place(
                "shipping", revenue["shipping"] ?? revenue["default"], &days)
            days.sums[place].add(account, -(shipping &- shippingTax))
            try append(
                .shipping, of: order, net: shipping &- shippingTax, tax: shippingTax, place,
                &columns, days)
        }
        if discount != 0 {
            let account = try accounts.required(accounts.discounts, .discounts)
            days.sums[place].add(days.place(ofAccount: account), discount &+ discountTax)
            try append(
                .discount, of: order, net: 0 &- discount &- discountTax, tax: discountTax, place,
                &columns, days)
        }
        let first = order.range.lowerBound
        if order.unnamedTax != 0 {
            let row = order.first(\.taxCodes) ?? first
            days.sums[place].add(try self.tax(row, of: batch, &days), -order.unnamedTax)
            if let tax = batch.taxes[Int(batch.numbers.taxes[row])] {
                days.sums[place].add(tax, order.base(of: tax, order.unnamedTax), order.unnamedTax)
            }
            // A tax that prices include is told by the lines that bear it.
            if taxes.isEmpty {
                try append(
                    .tax, of: order, net: 0, tax: order.unnamedTax, place, &columns, days)
            }
        }
        if !order.statesTender, order.tendered != 0 {
            let row = order.first(\.tenders) ?? first
            addTender(order.tendered, on: try tender(row, of: batch, &days), place, &days)
        }
        if order.outstanding != 0 { try addOutstanding(order, place, &days) }
    }

    /// What the customer of an order still owes.
    private func addOutstanding(
        _ order: OrderFacts, _ place: Int, _ days: inout StoreDays
    ) throws {
        let rows = order.batch.rows
        let control = try accounts.required(accounts.receivable, .receivable)
        days.sums[place].add(days.place(ofAccount: control), order.outstanding)
        let customer = order.first(\.customers).map { rows.arena.text(rows.customers[$0]) }
        days.sums[place].receivables.append(
            (customer ?? "", order.number, order.outstanding, Int64(order.line)))
    }

    // MARK: Accounts of texts

    private func revenue(_ row: Int, of batch: SalesBatch, _ days: inout StoreDays) throws -> Int {
        let number = batch.numbers.categories[row]
        if let known = days.categories[number] { return known }
        let text = batch.rows.arena.text(batch.rows.categories[row])
        let place = try place(text, batch.categories[Int(number)].account, &days)
        days.categories[number] = place
        return place
    }

    func tax(_ row: Int, of batch: SalesBatch, _ days: inout StoreDays) throws -> Int {
        let number = batch.numbers.taxes[row]
        if let known = days.taxes[number] { return known }
        let text = batch.rows.arena.text(batch.rows.taxCodes[row])
        let place = try place(text, batch.taxes[Int(number)]?.account, &days)
        days.taxes[number] = place
        return place
    }

    func tender(_ row: Int, of batch: SalesBatch, _ days: inout StoreDays) throws -> Int {
        let number = batch.numbers.tenders[row]
        if let known = days.tenders[number] { return known }
        let text = batch.rows.arena.text(batch.rows.tenders[row])
        let place = try place(text, batch.tenders[Int(number)].account, &days)
        days.tenders[number] = place
        return place
    }

    /// The place of the account that a text of a sales line stands for.
    func place(_ text: String, _ account: String?, _ days: inout StoreDays) throws -> Int {
        guard let account, books.chart.has(account) else {
            throw Failure(
                .configuration, "missing-key", ["key": "sources.\(file.source.name): " + text])
        }
        return days.place(ofAccount: try session.account(account))
    }

    /// Posts one entry a store and business day for what this file has brought of it.
    func endStoreDays() throws {
        let days = file.storeDays.ordered(file.stores)
        if file.storeDays.hasMoreThanSeen, let sales = file.storeDays.sales,
            let repeated = try session.repeatedOrder(in: sales.first...sales.last)
        {
            let finding = DocumentClash.finding(
                at: Place(file: file.path, line: Int(repeated.line)), found: repeated.order,
                ["party": file.source.name])
            return refuse(file.judge.ruling(DocumentClash.self, finding))
        }
        var entries: [Int64] = []
        while entries.count < days.count {
            var columns = EntryBatch.Columns()
            var next = entries.count
            while next < days.count, columns.amounts.count < Limits.batchRows {
                try begin(days[next], &columns)
                next += 1
            }
            let first = try session.append(try EntryBatch(columns))
            entries += first..<first + Int64(columns.count)
        }
        // Rows of the book are appended in the order of their numbers.
        for (end, entry) in zip(days, entries).sorted(by: { $0.0.sums.id < $1.0.sums.id }) {
            try session.appendSaleDay(
                id: end.sums.id, source: file.source.name, store: end.store, day: end.day,
                file: file.id, sales: end.sums.firstSale...end.sums.lastSale, entry: entry,
                orders: end.sums.orders, total: end.sums.total)
        }
        var worths: [Int64: (entry: Int64, worth: StoreDayWorth)] = [:]
        for (end, entry) in zip(days, entries) {
            let worth = try worth(of: end)
            if !end.sums.cleared.isEmpty { worths[end.sums.id] = (entry, worth) }
            try append(worth.conversion, entry: entry)
            try appendItems(end, worth, entry: entry)
            try appendTaxes(end.sums, worth, entry: entry)
        }
        try appendClearedSales(worths)
        try appendSold(zip(days, entries).map { ($0.store, $0.day, $0.sums, $1) })
    }

    /// The entry of a store and business day.
    private func begin(
        _ end: (store: String, day: Day, sums: StoreDays.Sums), _ columns: inout EntryBatch.Columns
    ) throws {
        columns.begin(
            .storeDay, day: file.placed(end.day), documentDay: end.day, file: file.id,
            span: end.sums.span, party: "", reference: end.store, text: end.store)
        let before = columns.amounts.count
        var rest: Int64 = 0
        for (account, value) in try worth(of: end).amounts {
            columns.post(account, signed: value.amount, original: value.original)
            rest -= value.amount
        }
        // The cents of conversion.
        if rest != 0 { columns.post(try account(.rounding), signed: rest) }
        // A day whose orders cancel out still has its entry, for its lines to belong to.
        if columns.amounts.count == before { columns.post(self.accounts.suspense, signed: 0) }
    }

    /// What a store-day comes to in the books' currency, account by account.
    private func worth(of end: (store: String, day: Day, sums: StoreDays.Sums)) throws
        -> StoreDayWorth
    {
        try StoreDayWorth(
            end.sums, accounts: file.storeDays.accounts, source: file.source.currency, books,
            on: file.placed(end.day))
    }

    /// What the customers of a store-day owe, order by order; whatever else its tenders and
    /// categories post on control accounts is one item of the day and account.
    private func appendItems(
        _ end: (store: String, day: Day, sums: StoreDays.Sums), _ worth: StoreDayWorth,
        entry: Int64
    ) throws {
        let day = file.placed(end.day)
        // Orders that payment services clear are items of their own.
        var told = Dictionary(
            end.sums.cleared.map { (file.storeDays.accounts[$0.key], $0.value) },
            uniquingKeysWith: +)
        func line(
            _ account: Int64, _ own: Int64, _ party: String, _ document: String, _ line: Int64
        )
            -> ControlLine
        {
            let before = told[account, default: 0]
            told[account] = before + own
            let value = worth.part(of: account, from: before, to: before + own)
            let terms = books.parties.find(party)?.termsDays
            return ControlLine(
                account: account, amount: value.amount, original: value.original, party: party,
                document: document, documentDay: end.day,
                due: terms.map { end.day + $0 } ?? end.day, line: line)
        }
        let lines = try end.sums.receivables.map { open in
            line(
                try accounts.required(accounts.receivable, .receivable), open.amount, open.party,
                open.order, open.line)
        }
        try appendControlItems(lines, entry: entry, kind: "invoice", day: day)
        let others = worth.amounts.filter {
            $0.value.own != told[$0.account, default: 0] && isControl($0.account)
        }.map { account, value in
            line(
                account, value.own - told[account, default: 0], "", end.store,
                Int64(end.sums.span.line))
        }
        try appendControlItems(others, entry: entry, kind: Recipe.storeDay.name, day: day)
    }

    /// Bases and taxes of a store-day by tax code, in the books' currency.
    private func appendTaxes(_ sums: StoreDays.Sums, _ worth: StoreDayWorth, entry: Int64) throws {
        var lines = sums.orderTaxes
        for (number, line) in sums.taxed.enumerated() {
            let code = file.storeDays.taxCodes[Int32(number)] ?? ""
            guard !code.isEmpty else { continue }
            lines[code, default: (0, 0)].base &+= line.base
            lines[code, default: (0, 0)].tax &+= line.tax
        }
        var told: [String: Int64] = [:]
        for (code, line) in lines.sorted(by: { $0.key < $1.key })
        where line.base != 0 || line.tax != 0 {
            let account = books.taxes[code]?.account ?? ""
            let before = told[account, default: 0]
            told[account] = before - line.tax
            let tax = worth.part(
                of: session.number(of: account), from: before, to: before - line.tax)
            try session.append(
                TaxLineRecord(
                    entry: entry, code: code, base: worth.convert(line.base),
                    tax: 0 - tax.amount))
        }
    }
}
