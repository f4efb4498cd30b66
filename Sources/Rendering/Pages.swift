internal import Accounting
internal import Ledger
internal import Reconciliation
public import Reports

/// Turns figures into reports of one language.
public struct Pages: Sendable {
    public let catalog: Catalog
    public let client: String
    let period: Period
    let currency: Currency
    let head: [(key: String, value: String)]
    private let names: [String: String]

    /// - Parameter reporter: where the figures come from; state and batch are printed of it.
    public init(_ catalog: Catalog, client: String, reporter: Reporter) {
        self.catalog = catalog
        self.client = client
        period = reporter.period
        currency = reporter.books.currency
        names = Dictionary(
            reporter.books.chart.accounts.map { ($0.code, $0.name) },
            uniquingKeysWith: { first, _ in first })
        head = [
            ("client", client), ("period", period.name), ("from", period.from.description),
            ("to", period.to.description), ("currency", currency.code),
            ("language", catalog.language.rawValue),
            ("state", catalog.text(reporter.isClosed ? "state.closed" : "state.open")),
            ("batch", String(reporter.batch)),
        ]
    }

    func amount(_ value: Int64) -> Cell { amount(value, in: nil) }
    /// - Parameter own: nil = the books' currency.
    func amount(_ value: Int64, in own: Currency?) -> Cell {
        .amount(value, (own ?? currency).exponent)
    }
    func blankZero(_ value: Int64) -> Cell { value == 0 ? .empty : amount(value) }
    func money(_ value: Int64) -> String { catalog.amount(value, exponent: currency.exponent) }

    func report(
        _ name: ReportName, facts: ReportTable, page: ReportTable, footer: [String],
        _ arguments: [String: String] = [:], annex: Report.Annex? = nil
    ) -> Report {
        var all = arguments
        all["from"] = catalog.day(period.from)
        all["to"] = catalog.day(period.to)
        all["currency"] = currency.code
        return Report(
            name: name.rawValue, head: head,
            title: catalog.text("report." + name.rawValue) + " — " + client + " — " + period.name,
            definition: catalog.text("definition." + name.rawValue, all), facts: facts, page: page,
            footer: footer, annex: annex)
    }

    // MARK: Trial balance

    public func page(_ balance: TrialBalance, batch: Int64) -> Report {
        let columns = [
            Column("account"), Column("name"), Column("opening_debit", right: true),
            Column("opening_credit", right: true), Column("debit", right: true),
            Column("credit", right: true), Column("closing_debit", right: true),
            Column("closing_credit", right: true),
        ]
        let paths: [KeyPath<TrialBalance.Row, Int64>] = [
            \.openingDebit, \.openingCredit, \.debit, \.credit, \.closingDebit, \.closingCredit,
        ]
        let facts = balance.rows.map { row in
            (
                LineStyle.plain,
                [.text(row.account), .text(row.name)] + paths.map { amount(row[keyPath: $0]) }
            )
        }
        var page = balance.rows.map { row in
            (
                LineStyle.plain,
                [.text(row.account), .text(row.name)] + paths.map { blankZero(row[keyPath: $0]) }
            )
        }
        page.append(
            (
                .total,
                [.text(catalog.text("total")), .empty] + paths.map { amount(balance.total($0)) }
            ))
        let footer = catalog.text(
            "footer.trial-balance",
            [
                "entries": String(balance.entries), "debit": money(balance.total(\.debit)),
                "credit": money(balance.total(\.credit)), "k": String(batch),
            ])
        return report(
            .trialBalance, facts: ReportTable(columns: columns, rows: facts),
            page: ReportTable(columns: columns, rows: page), footer: [footer])
    }

    // MARK: Profit and loss

    public func page(_ result: ProfitAndLoss) -> Report {
        let columns =
            [Column("section"), Column("account"), Column("name")]
            + result.columns.map { Column($0.rawValue, right: true) }
        func cells(_ amounts: [Int64?]) -> [Cell] { amounts.map { $0.map(amount) ?? .empty } }
        var facts: [(LineStyle, [Cell])] = []
        var page: [(LineStyle, [Cell])] = []
        for section in result.sections {
            for row in section.rows {
                facts.append(
                    (
                        .plain,
                        [.text(section.id), .text(row.account), .text(row.name)]
                            + cells(row.amounts)
                    ))
            }
            let label = section.labels[catalog.language.rawValue] ?? section.id
            let isEmpty = section.totals.allSatisfy { ($0 ?? 0) == 0 }
            if section.isTotal {
                page.append((.total, [.text(label), .empty] + cells(section.totals)))
            } else if !isEmpty || !section.rows.isEmpty {
                page.append((.heading, [.text(label)]))
                for row in section.rows {
                    page.append(
                        (.plain, [.text("  " + row.account), .text(row.name)] + cells(row.amounts)))
                }
                page.append(
                    (.total, [.text("  " + catalog.text("total")), .empty] + cells(section.totals)))
            }
        }
        page.append((.total, [.text(catalog.text("net-result")), .empty] + cells(result.net)))
        return report(
            .profitAndLoss, facts: ReportTable(columns: columns, rows: facts),
            page: ReportTable(columns: Array(columns.dropFirst()), rows: page), footer: [])
    }

    // MARK: Ageing

    public func page(_ ageing: Ageing, basis: ReportSettings.Basis) -> Report {
        let name: ReportName = ageing.side == .receivable ? .agedReceivables : .agedPayables
        let columns = [
            Column("party"), Column("party_name"), Column("account"), Column("document"),
            Column("kind"), Column("instalment"), Column("document_date"), Column("due_date"),
            Column("age_days"), Column("bucket"), Column("currency"), Column("amount"),
            Column("open"), Column("company_amount"), Column("company_open"),
            Column("revaluation"), Column("file"), Column("line"),
        ]
        let facts = ageing.rows.map { row in
            (
                LineStyle.plain,
                [
                    .text(row.party), .text(row.partyName), .text(row.account),
                    .text(row.document), .text(row.kind), .number(row.instalment),
                    .day(row.documentDay), row.due.map { .day($0) } ?? .empty,
                    .number(Int64(row.ageDays)), .text(row.bucket), .text(row.currency),
                    amount(row.amount), amount(row.open), amount(row.amount), amount(row.open),
                    amount(0), .text(row.file), .number(row.line),
                ] as [Cell]
            )
        }
        let footer = catalog.text(
            "footer.subledger",
            [
                "subledger": money(ageing.subledger), "control": money(ageing.control),
                "difference": money(ageing.difference),
            ])
        let names = ageing.buckets.map(bucketLabel).joined(separator: " | ")
        return report(
            name, facts: ReportTable(columns: columns, rows: facts), page: summary(ageing),
            footer: [footer],
            [
                "as_of": catalog.day(ageing.asOf), "buckets": names,
                "basis": catalog.text("basis." + basis.rawValue),
            ])
    }

    private func bucketLabel(_ bucket: String) -> String {
        catalog.has("bucket." + bucket) ? catalog.text("bucket." + bucket) : bucket
    }

    /// Parties down, buckets across, their items below each.
    private func summary(_ ageing: Ageing) -> ReportTable {
        var columns = [Column("party_name"), Column("document"), Column("due_date")]
        columns += ageing.buckets.map { Column("bucket." + $0, right: true) }
        columns.append(Column("total", right: true))
        var rows: [(LineStyle, [Cell])] = []
        var index = 0
        while index < ageing.rows.count {
            let party = ageing.rows[index].party
            let items = ageing.rows[index...].prefix { $0.party == party }
            let name = ageing.rows[index].partyName
            let title = name.isEmpty ? catalog.text("no-party") : name
            let totals = ageing.buckets.map { bucket in
                blankZero(items.reduce(0) { $1.bucket == bucket ? $0 + $1.open : $0 })
            }
            rows.append(
                (
                    .plain,
                    [.text(title), .empty, .empty] + totals + [
                        amount(items.reduce(0) { $0 + $1.open })
                    ]
                ))
            for item in items {
                let cells = ageing.buckets.map { $0 == item.bucket ? amount(item.open) : .empty }
                rows.append(
                    (
                        .plain,
                        [
                            .empty, .text(item.document), item.due.map { .day($0) } ?? .empty,
                        ] + cells + [.empty]
                    ))
            }
            index += items.count
        }
        let totals = ageing.buckets.map { amount(ageing.total($0)) }
        rows.append(
            (
                .total,
                [.text(catalog.text("total")), .empty, .empty] + totals + [
                    amount(ageing.subledger)
                ]
            ))
        return ReportTable(columns: columns, rows: ageing.rows.isEmpty ? [] : rows)
    }

    func name(of account: String) -> String { names[account] ?? "" }
}
