internal import Accounting
internal import Formats

/// The sales and refunds of a marketplace's settlement as lines of their orders.
///
/// A transaction of kind `sale` or `refund` is a line, or, by `sale_kinds`, a part of its order
/// (its shipping, tax, discount). A refund is an order of its own, `ORDER/ADJUSTMENT`, which its
/// transaction then names too, so that both find each other; it says whose sale it gives back.
struct SettlementSales {
    private var rows = SalesRows()
    private let kinds: [KindWords]
    private let defaults: SalesDefaults
    private let taxCode: String
    /// Orders of which a transaction cannot be taken in, with its line: they post whole or not.
    private var spoiled: [String: Int] = [:]
    /// The line of a row that could not be read, until the order behind it is known.
    private var unread: Int?

    init(_ layout: SourceLayout) {
        kinds = layout.payouts.saleKinds
        defaults = SalesDefaults(layout.defaults)
        taxCode = layout.defaults["tax_code"] ?? ""
    }

    /// Takes a transaction in that is of an order; others are no sales.
    mutating func take(_ payout: inout PayoutRow, _ row: TableRow, _ reader: PayoutReader) {
        if let line = unread { spoil(payout.reference, line) }
        unread = nil
        guard payout.flaws.isEmpty else { return spoil(payout.reference, row.line) }
        guard payout.kind == .sale || payout.kind == .refund else { return }
        guard let kind = kinds.first(where: { $0.has(payout.kindText) })?.kind else {
            payout.flaws.append(
                reader.unknownKind(payout.kindText, row, setting: "sale_kinds"))
            return spoil(payout.reference, row.line)
        }
        if payout.kind == .refund {
            let sale = payout.reference
            payout.reference += "/" + (payout.related.isEmpty ? "refund" : payout.related)
            payout.related = sale
            rows.givenBack.append((rows.count, rows.arena.append(sale)))
        }
        var line = SalesLine(span: row.span)
        line.day = payout.day?.number ?? BankRows.missingDay
        line.store = row.text(PayoutField.store.rawValue, &rows.arena, &payout.flaws)
        line.product = row.text(PayoutField.product.rawValue, &rows.arena, &payout.flaws)
        line.order = rows.arena.append(payout.reference)
        line.line = rows.arena.append("\(payout.payout):\(row.line)")
        defaults.fill(&line, &rows.arena)
        if kind == .item {
            (line.net, line.gross) = (payout.gross, payout.gross)
            let cells = PayoutCells(row: row, reader: reader.amounts.reader, exponent: 3)
            let quantity = cells.amount(.quantity, &payout.flaws) ?? 1000
            line.quantity = payout.gross < 0 ? -abs(quantity) : abs(quantity)
        } else {
            (line.category, line.taxCode) = (.empty, .empty)
            let name = payout.kindText.split(separator: "/").last.map(String.init) ?? ""
            rows.parts.append(
                SalePart(
                    row: rows.count, kind: kind,
                    name: rows.arena.append(kind == .tax && !taxCode.isEmpty ? taxCode : name),
                    amount: payout.gross))
        }
        rows.append(line)
    }

    /// A row that could not be read stands between the last order and the next.
    mutating func spoilAround(line: Int) {
        unread = line
        guard let last = rows.orders.last else { return }
        spoil(order(rows.arena.text(last)), line)
    }

    private mutating func spoil(_ order: String, _ line: Int) {
        if !order.isEmpty, spoiled[order] == nil { spoiled[order] = line }
    }

    /// The sale's order of a refund's, any other's own.
    private func order(_ text: String) -> String {
        String(text.prefix { $0 != "/" })
    }

    /// The lines gathered so far; the last order's wait, as it may go on.
    mutating func take(isLast: Bool) -> SalesRows? {
        let rest = isLast ? SalesRows() : rows.splitLastOrder()
        defer { rows = rest }
        for row in 0..<rows.count where !spoiled.isEmpty {
            guard let line = spoiled[order(rows.arena.text(rows.orders[row]))] else { continue }
            rows.flaws.append((row, Flaw(.unitSpoiled, line: line)))
        }
        return rows.isEmpty ? nil : rows
    }
}
