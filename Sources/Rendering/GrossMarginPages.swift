internal import Accounting
public import Reports

extension Pages {
    /// Margins by category and product, then by store; `level` is `product`, `category`, `store`
    /// or `total`.
    public func page(_ margin: GrossMargin) -> Report {
        let columns = [
            Column("level"), Column("category"), Column("product"), Column("store"),
            Column("name"),
        ]
        var facts: [[Cell]] = []
        for category in margin.categories {
            facts += category.products.map { fact("product", $0) }
            facts.append(fact("category", category.total))
        }
        facts += margin.stores.map { fact("store", $0) }
        facts.append(fact("total", margin.total))
        return report(
            .grossMargin,
            facts: ReportTable(
                columns: columns + Pages.marginColumns, rows: facts.map { (.plain, $0) }),
            page: page(of: margin), footer: footer(margin))
    }

    private static let marginColumns = [
        "units", "net", "costed", "cost", "margin", "margin_rate", "unit_margin",
    ].map { Column($0, right: true) }

    private func fact(_ level: String, _ row: GrossMargin.Row) -> [Cell] {
        func value(_ text: String?) -> Cell {
            text.map { .text($0.isEmpty ? "unassigned" : $0) } ?? .empty
        }
        var cells = figures(row)
        cells[0] = .amount(row.units, 3)
        return [.text(level), value(row.category), value(row.product), value(row.store)]
            + [.text(row.name)] + cells
    }

    private func figures(_ row: GrossMargin.Row) -> [Cell] {
        [
            units(row.units), amount(row.net), amount(row.costed),
            row.cost.map(amount) ?? .empty, row.margin.map(amount) ?? .empty, tenths(row.rate),
            row.marginPerUnit.map(amount) ?? .empty,
        ]
    }

    private func page(of margin: GrossMargin) -> ReportTable {
        var rows: [(LineStyle, [Cell])] = []
        for category in margin.categories {
            let name = label(category.total.category ?? "")
            // Without products the category is all that is known.
            if category.products.allSatisfy({ $0.product == "" }) {
                rows.append((.plain, [.text(name)] + figures(category.total)))
                continue
            }
            rows.append((.heading, [.text(name)]))
            for row in category.products {
                let name = label(row.product ?? "") + (row.name.isEmpty ? "" : "  " + row.name)
                rows.append((.plain, [.text("  " + name)] + figures(row)))
            }
            rows.append(
                (.total, [.text("  " + catalog.text("subtotal"))] + figures(category.total)))
        }
        rows.append((.total, [.text(catalog.text("total"))] + figures(margin.total)))
        if !margin.stores.isEmpty {
            rows.append((.heading, [.text(catalog.text("sales.store"))]))
            for row in margin.stores {
                rows.append((.plain, [.text("  " + label(row.store ?? ""))] + figures(row)))
            }
        }
        return ReportTable(columns: [Column("product")] + Pages.marginColumns, rows: rows)
    }

    private func footer(_ margin: GrossMargin) -> [String] {
        let cost = margin.total.cost ?? 0
        var lines = [
            margin.isPeriodic
                ? catalog.text("footer.cost-periodic", ["cost": money(cost)])
                : catalog.text(
                    "footer.cost",
                    [
                        "cost": money(cost), "ledger": money(margin.ledgerCost),
                        "difference": money(margin.ledgerCost - cost),
                    ])
        ]
        let losses = margin.losses.map {
            " − " + catalog.text("loss.\($0.role.rawValue)") + " " + money($0.amount)
        }
        lines.append(
            catalog.text(
                "footer.contribution",
                [
                    "margin": money(margin.total.margin ?? 0), "losses": losses.joined(),
                    "contribution": money(margin.contribution),
                ]))
        if !margin.uncosted.isEmpty {
            lines.append(
                catalog.text(
                    "footer.uncosted",
                    [
                        "net": money(margin.total.net - margin.total.costed),
                        "products": margin.uncosted.joined(separator: ", "),
                    ]))
        }
        return lines
    }
}
