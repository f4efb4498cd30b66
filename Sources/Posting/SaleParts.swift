internal import Accounting
internal import Ledger
internal import Validation

extension Poster {
    /// What rows state beside their own lines: each part on its account, those of the order's
    /// total as lines of the book's sales.
    ///
    /// - Parameter taxes: `OrderFacts.includedTaxes`.
    func addParts(
        _ order: OrderFacts, _ taxes: [Int64], _ place: Int, _ columns: inout SaleColumns,
        _ days: inout StoreDays
    ) throws {
        let batch = order.batch
        let places = batch.parts(order.range)
        let first = order.range.count + 2
        for (index, part) in places.enumerated() {
            let kind = batch.rows.parts[part].kind
            if kind == .refund { continue }
            let included = taxes.isEmpty ? 0 : taxes[first + index]
            let amount = batch.rows.parts[part].amount &- included
            let account =
                kind == .item && amount < 0
                ? accounts.returns.map { days.place(ofAccount: $0) } : nil
            let posted = try account ?? self.account(ofPart: part, of: batch, &days)
            if kind == .tender {
                addTender(amount, on: posted, place, &days)
            } else {
                days.sums[place].add(posted, -amount)
            }
            if kind == .tax, let tax = batch.meaning(ofPart: part).tax {
                days.sums[place].add(tax, order.base(of: tax, amount), amount)
            }
            guard kind.counts else { continue }
            try append(part, of: batch, included, days.sums[place].id, &columns, &days)
        }
    }

    /// The place of the account that a part posts to.
    private func account(ofPart part: Int, of batch: SalesBatch, _ days: inout StoreDays) throws
        -> Int
    {
        let number = batch.numbers.parts[part]
        if let known = days.parts[number] { return known }
        let place = try place(
            batch.name(ofPart: part), batch.meaning(ofPart: part).named.account, &days)
        days.parts[number] = place
        return place
    }

    /// A part as a line of the book's sales.
    private func append(
        _ place: Int, of batch: SalesBatch, _ included: Int64, _ saleDay: Int64,
        _ columns: inout SaleColumns, _ days: inout StoreDays
    ) throws {
        let part = batch.rows.parts[place]
        let word = try word(ofPart: place, of: batch, &days)
        let isTax = part.kind == .tax
        // A tax that prices include is told by the lines that bear it.
        if isTax, !batch.isCounted(.tax) { return }
        appendPlace(part.row, of: batch, saleDay, &columns)
        columns.quantities.append(part.kind == .item ? 1000 : 0)
        columns.nets.append(isTax ? 0 : part.amount &- included)
        columns.taxes.append(isTax ? part.amount : included)
        columns.grosses.append(part.amount)
        columns.discounts.append(0)
        columns.categories.append(isTax ? try session.word([]) : word)
        columns.taxCodes.append(isTax ? word : try session.word([]))
        // What is taken off a line's price is taken off what it sold.
        let isOfProduct = part.kind == .item || part.kind == .discount
        columns.products.append(isOfProduct ? try product(part.row, of: batch, &days) : 0)
        columns.natures.append(nature(ofPart: place, of: batch, &days).rawValue)
    }

    /// What a part is called, as a word of the book: its name, else its kind; what is given off a
    /// line's price goes by the line's category.
    private func word(ofPart place: Int, of batch: SalesBatch, _ days: inout StoreDays) throws
        -> Int64
    {
        let part = batch.rows.parts[place]
        if part.kind == .discount {
            return try session.word(batch.rows.arena[batch.rows.categories[part.row]])
        }
        let number = batch.numbers.parts[place]
        if let known = days.partWords[number] { return known }
        let name = batch.name(ofPart: place)
        let word = try session.word(Array((name.isEmpty ? part.kind.rawValue : name).utf8)[...])
        days.partWords[number] = word
        return word
    }

    /// Where a sales line comes from.
    func appendPlace(
        _ row: Int, of batch: SalesBatch, _ saleDay: Int64, _ columns: inout SaleColumns
    ) {
        columns.days.append(saleDay)
        columns.files.append(file.id)
        columns.lines.append(Int64(batch.rows.spans[row].line))
        columns.offsets.append(batch.rows.spans[row].offset)
        columns.lengths.append(Int64(batch.rows.spans[row].length))
        columns.orders.append(batch.rows.orders[row])
        columns.orderLines.append(batch.rows.lines[row])
        columns.minutes.append(Int64(batch.rows.minutes[row]))
    }

    /// An order that was called off: all of it again on that day, with the other sign.
    func reverse(
        _ order: OrderFacts, on day: Day, _ columns: inout SaleColumns, _ base: Int64,
        _ days: inout StoreDays
    ) throws {
        guard let vocabulary = file.vocabulary else { return }
        let batch = order.batch
        let rows = batch.rows.reversed(order.range, parts: batch.parts(order.range), on: day)
        try enter(
            OrderFacts(vocabulary.read(rows), 0..<rows.count), day, &columns, base, &days)
    }

    /// What was given back of an order, on the day of the sale: returns, tax in the proportion of
    /// the order's, out of the account that its tenders went to (`RefundPolicy.saleDay`).
    func enterRefund(
        _ amount: Int64, of order: OrderFacts, _ day: Day, _ columns: inout SaleColumns,
        _ base: Int64, _ days: inout StoreDays
    ) throws {
        let place = try place(of: order, day, base + Int64(columns.count), &days)
        days.sums[place].total &-= amount
        let batch = order.batch
        var taxed: Int64 = 0
        for (account, code, tax) in try taxes(of: order, &days) {
            guard order.total != 0 else { break }
            let whole = Int128(order.total)
            let sign: Int128 = whole < 0 ? -1 : 1
            let share = Int64(
                clamping: roundedHalfAway(Int128(tax) * Int128(amount) * sign, over: whole * sign))
            days.sums[place].add(account, share)
            if let code {
                days.sums[place].add(code, code.rate.base(ofTax: 0 &- share), 0 &- share)
            }
            taxed &+= share
        }
        let returns = try accounts.required(accounts.returns, .returns)
        days.sums[place].add(days.place(ofAccount: returns), amount &- taxed)
        addTender(0 &- amount, on: try tenderAccount(of: order, &days), place, &days)
        endTenders(of: order, place, &days)
        let row = order.range.lowerBound
        appendPlace(row, of: batch, days.sums[place].id, &columns)
        columns.quantities.append(0)
        columns.nets.append(taxed &- amount)
        columns.taxes.append(0 &- taxed)
        columns.grosses.append(0 &- amount)
        columns.discounts.append(0)
        columns.categories.append(try session.word(Array(SaleKind.refund.rawValue.utf8)[...]))
        columns.taxCodes.append(try session.word([]))
        columns.products.append(0)
        columns.natures.append(SaleNature.refund.rawValue)
        end(place, base + Int64(columns.count) - 1, &days)
    }

    /// The taxes of an order by account.
    private func taxes(of order: OrderFacts, _ days: inout StoreDays) throws
        -> [(account: Int, tax: Tax?, amount: Int64)]
    {
        let batch = order.batch
        var taxes: [(Int, Tax?, Int64)] = []
        for row in order.range where batch.rows.taxes[row] != 0 {
            let code = batch.taxes[Int(batch.numbers.taxes[row])]
            taxes.append((try tax(row, of: batch, &days), code, batch.rows.taxes[row]))
        }
        for part in batch.parts(order.range) where batch.rows.parts[part].kind == .tax {
            let account = try account(ofPart: part, of: batch, &days)
            taxes.append((account, batch.meaning(ofPart: part).tax, batch.rows.parts[part].amount))
        }
        if order.unnamedTax != 0 {
            let row = order.first(\.taxCodes) ?? order.range.lowerBound
            let code = batch.taxes[Int(batch.numbers.taxes[row])]
            taxes.append((try tax(row, of: batch, &days), code, order.unnamedTax))
        }
        return taxes
    }

    /// The account of the order's one tender (`RefundUndated` has seen to it that it is one).
    private func tenderAccount(of order: OrderFacts, _ days: inout StoreDays) throws -> Int {
        let batch = order.batch
        let parts = batch.parts(order.range)
        if let part = parts.first(where: { batch.rows.parts[$0].kind == .tender }) {
            return try account(ofPart: part, of: batch, &days)
        }
        let row = order.first(\.tenders) ?? order.range.lowerBound
        return try tender(row, of: batch, &days)
    }
}
