internal import Accounting
internal import Ledger
internal import Validation

extension Poster {
    /// What a line of sales is to the figures, by the account that it posts on.
    ///
    /// - Parameter included: what of the order's tax the line's price includes.
    func nature(
        _ row: Int, of batch: SalesBatch, _ included: Int64, _ days: inout StoreDays
    ) -> SaleNature {
        // A row that only says how it was paid.
        if batch.isBare(row) { return .other }
        if batch.rows.nets[row] &- included < 0, accounts.returns != nil { return .goods }
        let number = batch.numbers.categories[row]
        if let known = days.natures[number] { return known }
        let account = batch.categories[Int(number)].account
        let nature = SaleNature(.item, on: account.flatMap { books.chart[$0] })
        days.natures[number] = nature
        return nature
    }

    /// The same of an amount that a row states beside its own line.
    func nature(ofPart place: Int, of batch: SalesBatch, _ days: inout StoreDays) -> SaleNature {
        let part = batch.rows.parts[place]
        if part.kind == .item, part.amount < 0, accounts.returns != nil { return .goods }
        let number = batch.numbers.parts[place]
        if let known = days.partNatures[number] { return known }
        let account = batch.meaning(ofPart: place).named.account
        let nature = SaleNature(part.kind, on: account.flatMap { books.chart[$0] })
        days.partNatures[number] = nature
        return nature
    }

    /// An amount of the order as a whole as a line of the book's sales.
    ///
    /// Its `gross` is 0: orders are told apart by what their own lines add up to, as ever.
    func append(
        _ kind: SaleKind, of order: OrderFacts, net: Int64, tax: Int64, _ place: Int,
        _ columns: inout SaleColumns, _ days: StoreDays
    ) throws {
        appendPlace(order.range.lowerBound, of: order.batch, days.sums[place].id, &columns)
        columns.quantities.append(0)
        columns.nets.append(net)
        columns.taxes.append(tax)
        columns.grosses.append(0)
        columns.discounts.append(0)
        let isShipping = kind == .shipping
        columns.categories.append(
            try session.word(isShipping ? Array(kind.rawValue.utf8)[...] : []))
        columns.taxCodes.append(try session.word([]))
        columns.products.append(0)
        columns.natures.append(nature(of: kind, file.source.revenue).rawValue)
    }

    /// What an order's own shipping, discount or tax is, by the account that it posts on.
    private func nature(of kind: SaleKind, _ revenue: [String: String]) -> SaleNature {
        let account =
            switch kind {
            case .shipping: (revenue["shipping"] ?? revenue["default"]).flatMap { books.chart[$0] }
            default: books.chart[.discounts]
            }
        return SaleNature(kind, on: account)
    }
}
