internal import Accounting
internal import Reconciliation
public import Reports

/// A figure of a stock row and its name in columns: `received_quantity`, `received_value`.
private typealias StockColumn = (key: String, path: KeyPath<StockSummary.Row, StockSummary.Amount>)

extension Pages {
    private var stockColumns: [StockColumn] {
        [
            ("opening", \.opening), ("received", \.received), ("sold", \.sold), ("used", \.used),
            ("shrinkage", \.shrinkage), ("transferred", \.transferred), ("closing", \.closing),
        ]
    }

    /// What lies in stock at the period's end, what moved it, and its account.
    ///
    /// CSV has a row an item, of one location where each has its own pool: quantities in the
    /// item's unit, values of what left stock positive.
    /// - Parameter stock: nil where the client keeps no stock.
    public func stock(_ stock: StockSummary?) -> Report {
        let columns =
            [
                Column("item"), Column("name"), Column("category"), Column("unit"),
                Column("location"), Column("account"),
            ]
            + stockColumns.flatMap {
                [
                    Column($0.key + "_quantity", right: true),
                    Column($0.key + "_value", right: true),
                ]
            } + [Column("unit_cost", right: true), Column("last_receipt"), Column("last_issue")]
        let facts: [(LineStyle, [Cell])] = (stock?.rows ?? []).map { row in
            let figures = stockColumns.flatMap { column in
                let figure = row[keyPath: column.path]
                return [quantity(figure.quantity), amount(figure.value)]
            }
            return (
                .plain,
                [
                    .text(row.item), .text(row.product?.name ?? ""),
                    .text(row.product?.category ?? ""), .text(row.product?.unit ?? ""),
                    .text(row.location), .text(row.account),
                ] + figures + [unitCost(row), day(row.lastReceipt), day(row.lastIssue)]
            )
        }
        return report(
            .stockValuation, facts: ReportTable(columns: columns, rows: facts),
            page: stock.map(closingPage) ?? ReportTable(columns: columns, rows: []),
            footer: (stock?.accounts ?? []).map(footing),
            [
                "as_of": catalog.day(period.to),
                "method": stock.map { catalog.text("stock." + $0.policy.cost.rawValue) } ?? "–",
                "below": stock.map { catalog.text("stock." + $0.policy.belowZero.rawValue) } ?? "–",
            ], annexes: stock.map(annexes) ?? [])
    }

    private func quantity(_ thousandths: Int64) -> Cell { .amount(thousandths, 3) }

    private func day(_ day: Day?) -> Cell { day.map { .day($0) } ?? .empty }

    private func unitCost(_ row: StockSummary.Row) -> Cell {
        row.unitCost.map { .amount($0, currency.exponent + 2) } ?? .empty
    }

    /// What lies there at the end of the period.
    private func closingPage(_ stock: StockSummary) -> ReportTable {
        let columns =
            places(stock, Column("location"), in: [Column("item"), Column("name")]) + [
                Column("quantity", right: true), Column("unit"), Column("unit_cost", right: true),
                Column("value", right: true), Column("last_receipt"), Column("last_issue"),
                Column("account"),
            ]
        var rows: [(LineStyle, [Cell])] = stock.rows.map { row in
            let head: [Cell] = [.text(row.item), .text(row.product?.name ?? "")]
            return (
                .plain,
                places(stock, .text(row.location), in: head) + [
                    quantity(row.closing.quantity), .text(row.product?.unit ?? ""),
                    unitCost(row), amount(row.closing.value), day(row.lastReceipt),
                    day(row.lastIssue), .text(row.account),
                ]
            )
        }
        if !rows.isEmpty {
            rows.append(
                (
                    .total,
                    places(stock, .empty, in: [.text(catalog.text("total")), .empty]) + [
                        .empty, .empty, .empty, amount(stock.total(\.closing)), .empty, .empty,
                        .empty,
                    ]
                ))
        }
        return ReportTable(columns: columns, rows: rows)
    }

    /// A row's head, with its location where each has its own pool.
    private func places<Part>(_ stock: StockSummary, _ location: Part, in head: [Part]) -> [Part] {
        stock.policy.isByLocation ? head + [location] : head
    }

    private func footing(_ account: StockSummary.Account) -> String {
        catalog.text(
            account.isDue ? "footer.stock" : "footer.stock-undue",
            [
                "account": account.code, "valuation": money(account.valuation),
                "ledger": money(account.ledger),
                "other": money(account.items.reduce(0) { $0 + $1.amount }),
                "difference": money(account.difference),
            ])
    }

    private func annexes(_ stock: StockSummary) -> [Report.Annex] {
        guard !stock.rows.isEmpty else { return [] }
        let moves = [
            Report.Annex(
                key: "quantities", title: catalog.text("stock.quantities"), facts: nil,
                page: movements(stock, totals: false) { quantity($0.quantity) }),
            Report.Annex(
                key: "values", title: catalog.text("stock.values"), facts: nil,
                page: movements(stock, totals: true) { amount($0.value) }),
        ]
        return stock.policy.cost == .fifo ? moves + [layers(stock)] : moves
    }

    /// Items down, what moved them across.
    private func movements(
        _ stock: StockSummary, totals: Bool, _ cell: (StockSummary.Amount) -> Cell
    ) -> ReportTable {
        let shown = stockColumns.filter { $0.key != "transferred" || stock.policy.isByLocation }
        var rows: [(LineStyle, [Cell])] = stock.rows.map { row in
            (
                .plain,
                places(stock, .text(row.location), in: [.text(row.item)])
                    + shown.map { cell(row[keyPath: $0.path]) }
            )
        }
        if totals {
            let sums = shown.map { amount(stock.total($0.path)) }
            let head: [Cell] = [.text(catalog.text("total"))]
            rows.append((.total, places(stock, .empty, in: head) + sums))
        }
        return ReportTable(
            columns: places(stock, Column("location"), in: [Column("item")])
                + shown.map { Column($0.key, right: true) }, rows: rows)
    }

    /// What FIFO still holds of each receipt.
    private func layers(_ stock: StockSummary) -> Report.Annex {
        let columns =
            places(stock, Column("location"), in: [Column("item")]) + [
                Column("day"), Column("quantity", right: true), Column("value", right: true),
            ]
        let rows: [(LineStyle, [Cell])] = stock.rows.flatMap { row in
            row.layers.map { layer in
                (
                    .plain,
                    places(stock, .text(row.location), in: [.text(row.item)]) + [
                        .day(layer.day), quantity(layer.amount.quantity),
                        amount(layer.amount.value),
                    ]
                )
            }
        }
        let table = ReportTable(columns: columns, rows: rows)
        return Report.Annex(
            key: "layers", title: catalog.text("stock.layers"), facts: table, page: table)
    }
}
