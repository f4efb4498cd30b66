internal import Accounting
public import Reports

extension Pages {
    /// What changed net sales since the period before; `level` is `product`, `category`, `total`.
    public func page(_ change: PriceVolumeMix) -> Report {
        let columns = [Column("level"), Column("category"), Column("product"), Column("name")]
        var facts: [[Cell]] = []
        for category in change.categories {
            facts += category.products.map { fact("product", $0) }
            facts.append(fact("category", category.total))
        }
        if change.isComparable { facts.append(fact("total", change.total)) }
        return report(
            .priceVolumeMix,
            facts: ReportTable(
                columns: columns + Pages.effectColumns, rows: facts.map { (.plain, $0) }),
            page: page(of: change), footer: footer(change), priorDays(change.priorPeriod))
    }

    private static let effectColumns = [
        "prior_units", "units", "prior_net", "net", "price_effect", "volume_effect", "mix_effect",
        "new", "lost", "other", "change",
    ].map { Column($0, right: true) }

    private func fact(_ level: String, _ row: PriceVolumeMix.Row) -> [Cell] {
        func value(_ text: String?) -> Cell {
            text.map { .text($0.isEmpty ? "unassigned" : $0) } ?? .empty
        }
        var cells = figures(row, amount)
        cells[0] = .amount(row.before.units, 3)
        cells[1] = .amount(row.after.units, 3)
        return [.text(level), value(row.category), value(row.product), .text(row.name)] + cells
    }

    /// - Parameter effect: how an effect is shown: people need no zeros.
    private func figures(_ row: PriceVolumeMix.Row, _ effect: (Int64) -> Cell) -> [Cell] {
        let effects = row.effects
        return [
            units(row.before.units), units(row.after.units), amount(row.before.net),
            amount(row.after.net), effect(effects.price), effect(effects.volume),
            effect(effects.mix), effect(effects.new), effect(effects.lost),
            effect(effects.other), amount(row.change),
        ]
    }

    private func page(of change: PriceVolumeMix) -> ReportTable {
        var rows: [(LineStyle, [Cell])] = []
        for category in change.categories {
            let name = label(category.total.category ?? "")
            // Without products the category is all that is known.
            if category.products.allSatisfy({ $0.product == "" }) {
                rows.append((.plain, [.text(name)] + figures(category.total, blankZero)))
                continue
            }
            rows.append((.heading, [.text(name)]))
            for row in category.products {
                let name = label(row.product ?? "") + (row.name.isEmpty ? "" : "  " + row.name)
                rows.append((.plain, [.text("  " + name)] + figures(row, blankZero)))
            }
            rows.append(
                (
                    .total,
                    [.text("  " + catalog.text("subtotal"))] + figures(category.total, blankZero)
                ))
        }
        if !rows.isEmpty {
            rows.append((.total, [.text(catalog.text("total"))] + figures(change.total, blankZero)))
        }
        return ReportTable(columns: [Column("product")] + Pages.effectColumns, rows: rows)
    }

    private func footer(_ change: PriceVolumeMix) -> [String] {
        guard change.isComparable else {
            return [catalog.text("footer.no-prior", priorDays(change.priorPeriod))]
        }
        let effects = change.total.effects
        return [
            catalog.text(
                "footer.price-volume-mix",
                [
                    "price": money(effects.price), "volume": money(effects.volume),
                    "mix": money(effects.mix), "new": money(effects.new),
                    "lost": money(effects.lost), "other": money(effects.other),
                    "change": money(change.total.change),
                    "difference": money(change.total.change - effects.sum),
                ])
        ]
    }
}
