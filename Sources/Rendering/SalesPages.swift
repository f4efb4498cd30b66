internal import Accounting
internal import Ledger
public import Reports

extension Pages {
    /// Sales by store, channel, category, product, hour and weekday; `dimension` `total` is all.
    public func page(_ sales: SalesAnalysis) -> Report {
        let columns = [
            Column("dimension"), Column("value"), Column("name"), Column("days", right: true),
            Column("prior_days", right: true),
        ]
        var facts = sales.rows.map { row in
            [
                .text(row.dimension.rawValue),
                .text(row.value.isEmpty ? "unassigned" : SalesText.value(row)), .text(row.name),
                number(row.days?.now), number(row.days?.prior),
            ] + self.facts(row.sums, sales.prior.map { _ in row.prior }, sales)
        }
        facts.append(
            [.text("total"), .empty, .empty, .empty, .empty]
                + self.facts(sales.total, sales.prior, sales))
        return report(
            .salesAnalysis,
            facts: ReportTable(
                columns: columns + SalesText.columns, rows: facts.map { (.plain, $0) }),
            page: page(of: sales), footer: footer(sales.tie) + fees(sales.fees),
            priorDays(sales.priorPeriod))
    }

    /// The days of the period before, for definitions.
    func priorDays(_ prior: Period) -> [String: String] {
        ["prior_from": catalog.day(prior.from), "prior_to": catalog.day(prior.to)]
    }

    func number(_ value: Int?) -> Cell { value.map { .number(Int64($0)) } ?? .empty }

    func tenths(_ value: Int64?) -> Cell { value.map { .amount($0, 1) } ?? .empty }

    /// Units for people: thousandths only where there are some.
    func units(_ thousandths: Int64) -> Cell {
        thousandths % 1000 == 0 ? .amount(thousandths / 1000, 0) : .amount(thousandths, 3)
    }

    /// A value of a dimension for people.
    func label(_ value: String) -> String {
        value.isEmpty ? catalog.text("sales.unassigned") : value
    }

    private func facts(_ sums: SaleSums, _ prior: SaleSums?, _ sales: SalesAnalysis) -> [Cell] {
        [
            .number(sums.orders), .amount(sums.quantity, 3), amount(sums.gross),
            amount(sums.discounts), amount(sums.returns), amount(sums.net), amount(sums.tax),
            sums.averageBasket.map(amount) ?? .empty,
            tenths(tenthsOfPercent(sums.net, of: sales.total.net)),
            tenths(tenthsOfPercent(sums.discounts, of: sums.gross)),
            tenths(tenthsOfPercent(sums.returns, of: sums.gross)),
            prior.map { amount($0.net) } ?? .empty,
            prior.map { amount(sums.net - $0.net) } ?? .empty,
        ]
    }

    private func page(of sales: SalesAnalysis) -> ReportTable {
        var rows: [(LineStyle, [Cell])] = []
        for dimension in SalesAnalysis.Dimension.allCases {
            let cut = sales.rows(dimension)
            guard !cut.isEmpty else { continue }
            rows.append((.heading, [.text(catalog.text("sales." + dimension.rawValue))]))
            for row in cut { rows.append((.plain, cells(row, sales))) }
            rows += rounding(cut, sales)
            rows.append((.total, line(catalog.text("total"), sales.total, sales.prior, sales)))
        }
        return ReportTable(columns: [Column("dimension")] + SalesText.columns, rows: rows)
    }

    private func cells(_ row: SalesAnalysis.Row, _ sales: SalesAnalysis) -> [Cell] {
        var name = label(row.value)
        if row.dimension == .hour, !row.value.isEmpty { name = "\(row.value):00–\(row.value):59" }
        if row.dimension == .weekday {
            name = catalog.text(
                "sales.days",
                [
                    "weekday": catalog.text("weekday." + row.value),
                    "days": String(row.days?.now ?? 0), "prior": String(row.days?.prior ?? 0),
                ])
        }
        if !row.name.isEmpty { name += "  " + row.name }
        return line(name, row.sums, sales.prior.map { _ in row.prior }, sales)
    }

    private func line(
        _ name: String, _ sums: SaleSums, _ prior: SaleSums?, _ sales: SalesAnalysis
    ) -> [Cell] {
        var cells = facts(sums, prior, sales)
        cells[1] = units(sums.quantity)
        return [.text("  " + name)] + cells
    }

    /// What keeps a printed column from adding up: orders that count in several rows, and shares
    /// that are rounded one by one.
    private func rounding(_ cut: [SalesAnalysis.Row], _ sales: SalesAnalysis)
        -> [(LineStyle, [Cell])]
    {
        let orders = sales.total.orders - cut.reduce(0) { $0 + $1.sums.orders }
        let whole = tenthsOfPercent(sales.total.net, of: sales.total.net)
        let shares = whole.map { whole in
            whole - cut.reduce(0) { $0 + (tenthsOfPercent($1.sums.net, of: sales.total.net) ?? 0) }
        }
        func row(_ key: String, _ place: Int, _ cell: Cell) -> (LineStyle, [Cell]) {
            var cells = [Cell](repeating: .empty, count: SalesText.columns.count + 1)
            cells[0] = .text("  " + catalog.text(key))
            cells[place] = cell
            return (.plain, cells)
        }
        var rows: [(LineStyle, [Cell])] = []
        if orders != 0 { rows.append(row("sales.several", 1, .number(orders))) }
        if let shares, shares != 0 { rows.append(row("sales.rounding", 9, tenths(shares))) }
        return rows
    }

    /// Net sales and what leads from them to the ledger.
    func footer(_ tie: SalesTie) -> [String] {
        let besides = tie.besides.map {
            " + " + catalog.text("nature.\($0.nature)") + " " + money($0.amount)
        }
        var lines = [
            catalog.text(
                "footer.sales",
                [
                    "net": money(tie.net), "besides": besides.joined(),
                    "ledger": money(tie.ledger), "untold": money(tie.untold),
                ])
        ]
        if !tie.others.isEmpty {
            let others = tie.others.map {
                catalog.text("nature.\($0.nature)") + " " + money($0.amount)
            }
            lines.append(
                catalog.text("footer.no-sales", ["others": others.joined(separator: ", ")]))
        }
        return lines
    }
}

extension Pages {
    private func fees(_ fees: [PaymentFees]) -> [String] {
        fees.map { fee in
            let exponent = (fee.currency ?? currency).exponent
            let rate = tenthsOfPercent(fee.fees, of: fee.paid)
            return catalog.text(
                "footer.fees",
                [
                    "source": fee.source, "currency": (fee.currency ?? currency).code,
                    "fees": catalog.amount(fee.fees, exponent: exponent),
                    "paid": catalog.amount(fee.paid, exponent: exponent),
                    "rate": rate.map { catalog.amount($0, exponent: 1) } ?? "–",
                ])
        }
    }
}

/// What the pages of sales have in common.
private enum SalesText {
    static let columns = [
        "orders", "units", "gross", "discounts", "returns", "net", "tax", "average_basket",
        "share", "discount_rate", "refund_rate", "prior_net", "change",
    ].map { Column($0, right: true) }

    /// Days of the week by their English names, as columns are.
    static func value(_ row: SalesAnalysis.Row) -> String {
        guard row.dimension == .weekday, let number = Int(row.value), (1...7).contains(number)
        else { return row.value }
        return [
            "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        ][number - 1]
    }
}
