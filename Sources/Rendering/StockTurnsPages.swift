internal import Accounting
public import Reports

extension Pages {
    /// Turns, days on hand, slow stock and shrinkage, an item a row.
    public func page(_ stock: StockTurns) -> Report {
        let columns =
            [Column("item"), Column("name"), Column("category"), Column("unit")]
            + [
                "opening_units", "opening_value", "closing_units", "closing_value", "sold_units",
                "cost", "turns", "days_on_hand", "last_sale", "idle_days", "slow",
                "shrinkage_units", "shrinkage_value", "shrinkage_rate", "used_units",
                "used_value",
            ].map { Column($0, right: true) }
        let facts = stock.rows.map { row -> [Cell] in
            [.text(row.item), .text(row.name), .text(row.category), .text(row.unit)]
                + [
                    .amount(row.opening.quantity, 3), amount(row.opening.value),
                    .amount(row.closing.quantity, 3), amount(row.closing.value),
                    .amount(row.sold.quantity, 3), amount(row.sold.cost), turns(row, stock),
                    tenths(stock.daysOnHand(row)), row.lastSale.map { .day($0) } ?? .empty,
                    number(row.idleDays), .text(row.isSlow ? "yes" : "no"),
                    .amount(row.shrinkage.quantity, 3), amount(row.shrinkage.value),
                    tenths(tenthsOfPercent(row.shrinkage.value, of: row.net)),
                    .amount(row.used.quantity, 3), amount(row.used.value),
                ]
        }
        return report(
            .stockTurns, facts: ReportTable(columns: columns, rows: facts.map { (.plain, $0) }),
            page: page(of: stock), footer: footer(stock), ["slow": String(stock.slowDays)])
    }

    private func turns(_ row: StockTurns.Row, _ stock: StockTurns) -> Cell {
        stock.turns(row).map { .amount($0, 2) } ?? .empty
    }

    private func page(of stock: StockTurns) -> ReportTable {
        let columns =
            [Column("item")]
            + [
                "closing_units", "opening_value", "closing_value", "cost", "turns",
                "days_on_hand", "last_sale", "idle_days", "slow", "shrinkage_units",
                "shrinkage_value", "shrinkage_rate", "used_value",
            ].map { Column($0, right: true) }
        var rows = stock.rows.map { row -> (LineStyle, [Cell]) in
            let name = row.item + (row.name.isEmpty ? "" : "  " + row.name)
            return (
                .plain,
                [
                    .text(name), units(row.closing.quantity), amount(row.opening.value),
                    amount(row.closing.value), amount(row.sold.cost), turns(row, stock),
                    tenths(stock.daysOnHand(row)), row.lastSale.map { .day($0) } ?? .empty,
                    number(row.idleDays), .text(row.isSlow ? catalog.text("stock.slow") : ""),
                    units(row.shrinkage.quantity), amount(row.shrinkage.value),
                    tenths(tenthsOfPercent(row.shrinkage.value, of: row.net)),
                    amount(row.used.value),
                ]
            )
        }
        if !rows.isEmpty {
            let total = stock.total
            rows.append(
                (
                    .total,
                    [
                        .text(catalog.text("total")), .empty, amount(total.opening.value),
                        amount(total.closing.value), amount(total.sold.cost),
                        turns(total, stock), tenths(stock.daysOnHand(total)), .empty, .empty,
                        .empty, .empty, amount(total.shrinkage.value),
                        tenths(tenthsOfPercent(total.shrinkage.value, of: stock.net)),
                        amount(total.used.value),
                    ]
                ))
        }
        return ReportTable(columns: columns, rows: rows)
    }

    private func footer(_ stock: StockTurns) -> [String] {
        let slow = stock.rows.filter(\.isSlow)
        return [
            catalog.text(
                "footer.stock-turns",
                [
                    "value": money(stock.total.closing.value), "ledger": money(stock.ledgerStock),
                    "difference": money(stock.ledgerStock - stock.total.closing.value),
                ]),
            catalog.text(
                "footer.slow",
                [
                    "count": String(slow.count), "days": String(stock.slowDays),
                    "value": money(slow.reduce(0) { $0 + $1.closing.value }),
                ]),
        ]
    }
}
