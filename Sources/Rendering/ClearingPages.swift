internal import Accounting
public import Reports

extension Pages {
    /// Clearing accounts of payment services: open items, and what the services cost.
    ///
    /// `section` is that of an open item, or `balance`, `unexplained` (of the account, in the
    /// books' currency), `service_balance` (what a service holds), `gross_sales`, `fees`,
    /// `refunds`, `chargebacks` (of the period, with their percent of the gross sales).
    public func page(_ clearings: [Clearing]) -> Report {
        let columns = [
            Column("provider"), Column("account"), Column("section"), Column("document"),
            Column("kind"), Column("day"), Column("age_days", right: true), Column("currency"),
            Column("amount", right: true), Column("company_amount", right: true),
            Column("percent", right: true), Column("file"), Column("line"),
        ]
        let facts = clearings.flatMap { clearing in
            (items(clearing) + sums(clearing)).map { (LineStyle.plain, $0) }
        }
        return report(
            .clearing, facts: ReportTable(columns: columns, rows: facts), page: page(of: clearings),
            footer: clearings.map { clearing in
                catalog.text(
                    "footer.clearing",
                    [
                        "account": clearing.service.clearing, "balance": money(clearing.balance),
                        "difference": money(clearing.unexplained),
                    ])
            }, ["as_of": catalog.day(period.to)],
            annexes: clearings.contains { !$0.figures.isEmpty } ? [costs(clearings)] : [])
    }

    // MARK: Facts

    private func items(_ clearing: Clearing) -> [[Cell]] {
        clearing.items.map { item in
            [
                .text(clearing.service.name), .text(clearing.service.clearing),
                .text(item.section.rawValue), .text(item.document), .text(item.kind),
                .day(item.day), .number(Int64(item.ageDays)), .text(item.currency.code),
                amount(item.open, in: item.currency), amount(item.companyOpen), .empty,
                .text(item.file), item.line == 0 ? .empty : .number(item.line),
            ]
        }
    }

    private func sums(_ clearing: Clearing) -> [[Cell]] {
        func fact(
            _ section: String, _ account: String, _ own: Currency, _ value: Int64,
            company: Bool = false, percent: Int64? = nil
        ) -> [Cell] {
            [
                .text(clearing.service.name), .text(account), .text(section), .empty, .empty,
                .empty, .empty, .text(own.code), amount(value, in: own),
                company ? amount(value) : .empty, percent.map { .amount($0, 2) } ?? .empty,
                .empty, .empty,
            ]
        }
        let account = clearing.service.clearing
        var facts = [
            fact("balance", account, currency, clearing.balance, company: true),
            fact("unexplained", account, currency, clearing.unexplained, company: true),
        ]
        facts += clearing.held.map { fact("service_balance", $0.account, $0.currency, $0.balance) }
        for figures in clearing.figures {
            facts.append(fact("gross_sales", account, figures.currency, figures.gross))
            for (section, value) in figures.costs {
                facts.append(
                    fact(
                        section, account, figures.currency, value, percent: figures.share(value)))
            }
        }
        return facts
    }

    // MARK: Page

    private func page(of clearings: [Clearing]) -> ReportTable {
        let columns = [
            Column("document"), Column("kind"), Column("day"), Column("age_days", right: true),
            Column("currency"), Column("amount", right: true),
            Column("company_amount", right: true), Column("file"),
        ]
        var rows: [(LineStyle, [Cell])] = []
        for clearing in clearings {
            let account = clearing.service.clearing
            rows.append(
                (.heading, [.text("\(clearing.service.name)  \(account)  \(name(of: account))")]))
            for section in Clearing.Section.allCases { rows += lines(section, of: clearing) }
            rows.append(total("clearing.balance", amount(clearing.balance)))
            for held in clearing.held {
                let label = catalog.text(
                    "clearing.held", ["account": held.account, "currency": held.currency.code])
                rows.append(
                    (
                        .plain,
                        [
                            .text(label), .empty, .empty, .empty, .text(held.currency.code),
                            amount(held.balance, in: held.currency), .empty, .empty,
                        ]
                    ))
            }
        }
        return ReportTable(columns: columns, rows: rows)
    }

    private func lines(_ section: Clearing.Section, of clearing: Clearing)
        -> [(LineStyle, [Cell])]
    {
        let items = clearing.items.filter { $0.section == section }
        guard !items.isEmpty else { return [] }
        let heading = catalog.text("clearing." + section.rawValue)
        var rows: [(LineStyle, [Cell])] = [(.heading, [.text("  " + heading)])]
        for item in items {
            let kind = "clearing.kind." + item.kind
            let place = item.file.isEmpty ? "" : "\(item.file):\(item.line)"
            rows.append(
                (
                    .plain,
                    [
                        .text("    " + item.document),
                        .text(catalog.has(kind) ? catalog.text(kind) : item.kind),
                        .day(item.day), .number(Int64(item.ageDays)), .text(item.currency.code),
                        amount(item.open, in: item.currency), amount(item.companyOpen),
                        .text(place),
                    ]
                ))
        }
        rows.append(total("subtotal", amount(clearing.total(section)), indent: "  "))
        return rows
    }

    private func total(_ key: String, _ value: Cell, indent: String = "") -> (LineStyle, [Cell]) {
        (
            .total,
            [
                .text(indent + catalog.text(key)), .empty, .empty, .empty, .empty, .empty, value,
                .empty,
            ]
        )
    }

    /// What the services have settled in the period, and what they kept of it.
    private func costs(_ clearings: [Clearing]) -> Report.Annex {
        let columns = [
            Column("provider"), Column("currency"), Column("section"),
            Column("amount", right: true), Column("percent", right: true),
        ]
        var rows: [(LineStyle, [Cell])] = []
        for clearing in clearings {
            for figures in clearing.figures {
                rows.append(
                    (
                        .plain,
                        [
                            .text(clearing.service.name), .text(figures.currency.code),
                            .text(catalog.text("clearing.gross_sales")),
                            amount(figures.gross, in: figures.currency), .empty,
                        ]
                    ))
                for (section, value) in figures.costs {
                    rows.append(
                        (
                            .plain,
                            [
                                .empty, .empty, .text(catalog.text("clearing." + section)),
                                amount(value, in: figures.currency),
                                figures.share(value).map { .amount($0, 2) } ?? .empty,
                            ]
                        ))
                }
            }
        }
        return Report.Annex(
            key: "services", title: catalog.text("clearing.costs"), facts: nil,
            page: ReportTable(columns: columns, rows: rows))
    }
}

extension Clearing.Figures {
    /// What was kept or taken back of the gross sales, by its name in the report.
    fileprivate var costs: [(section: String, value: Int64)] {
        [("fees", fees), ("refunds", refunds), ("chargebacks", chargebacks)]
    }
}
