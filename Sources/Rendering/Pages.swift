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
        _ arguments: [String: String] = [:], annexes: [Report.Annex] = []
    ) -> Report {
        var all = arguments
        all["from"] = catalog.day(period.from)
        all["to"] = catalog.day(period.to)
        all["currency"] = currency.code
        return Report(
            name: name.rawValue, head: head,
            title: catalog.text("report." + name.rawValue) + " — " + client + " — " + period.name,
            definition: catalog.text("definition." + name.rawValue, all), facts: facts, page: page,
            footer: footer, annexes: annexes)
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

    func name(of account: String) -> String { names[account] ?? "" }
}
