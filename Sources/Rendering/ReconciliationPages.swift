internal import Accounting
internal import Reconciliation
public import Reports

extension Pages {
    /// Bank accounts from statement to books.
    ///
    /// `step` is `statement`, `booked-after`, `unexplained`, `account`, `receipts-in-transit`,
    /// `payouts-in-transit`, `transfers-in-transit`, `payments-in-transit`,
    /// `transit-unexplained` or `books`; `account` is empty for money on its way where several
    /// accounts may get it.
    public func page(_ banks: BankReconciliation) -> Report {
        let columns = [
            Column("account"), Column("step"), Column("day"), Column("text"), Column("currency"),
            Column("amount", right: true), Column("file"), Column("line"),
        ]
        let facts = banks.accounts.flatMap { account in
            account.lines.map { line in
                (
                    LineStyle.plain,
                    [
                        .text(account.code), .text(line.step.rawValue), .day(line.day),
                        .text(line.text), .text(account.currency.code),
                        amount(line.amount, in: account.currency),
                        .text(line.place?.file ?? ""),
                        line.place.map { .number(Int64($0.line)) } ?? .empty,
                    ]
                )
            }
        }
        let unexplained = banks.accounts.filter { $0.currency == currency }
            .reduce(0) { $0 + $1.unexplained }
        return report(
            .bankReconciliation, facts: ReportTable(columns: columns, rows: facts),
            page: page(of: banks),
            footer: [catalog.text("footer.bank", ["unexplained": money(unexplained)])])
    }

    private func page(of banks: BankReconciliation) -> ReportTable {
        let columns = [
            Column("day"), Column("text"), Column("file"), Column("amount", right: true),
        ]
        var rows: [(LineStyle, [Cell])] = []
        for account in banks.accounts {
            let title =
                account.code.isEmpty
                ? catalog.text("bank.elsewhere")
                : [account.code, name(of: account.code), account.currency.code]
                    .joined(separator: "  ")
            rows.append((.heading, [.text(title)]))
            if !account.hasStatement, !account.code.isEmpty {
                rows.append((.plain, [.empty, .text(catalog.text("bank.no-statement"))]))
            }
            for (index, line) in account.lines.enumerated() {
                let isFirst = index == 0 || account.lines[index - 1].step != line.step
                rows += printed(line, isFirst: isFirst, account)
            }
        }
        return ReportTable(columns: columns, rows: rows)
    }

    /// A step's heading before its first line, then the line; sums stand alone.
    private func printed(
        _ line: BankReconciliation.Line, isFirst: Bool, _ account: BankReconciliation.Account
    ) -> [(LineStyle, [Cell])] {
        let value = amount(line.amount, in: account.currency)
        let label = catalog.text("bank." + line.step.rawValue)
        switch line.step {
        case .account, .books:
            return [(.total, [.day(line.day), .text(label), .empty, value])]
        case .statement, .unexplained, .untraced:
            let text = [label, line.text].filter { !$0.isEmpty }.joined(separator: " ")
            return [(.plain, [.day(line.day), .text(text), place(line), value])]
        default:
            let row: (LineStyle, [Cell]) = (
                .plain, [.day(line.day), .text("  " + line.text), place(line), value]
            )
            return isFirst ? [(.plain, [.empty, .text(label), .empty, .empty]), row] : [row]
        }
    }

    private func place(_ line: BankReconciliation.Line) -> Cell {
        line.place.map { .text("\($0.file):\($0.line)") } ?? .empty
    }

    /// Drawers by store and day, and what a store's month comes to.
    public func page(_ cash: CashReconciliation) -> Report {
        let figures = [
            "before", "put_in", "float", "takings", "expected", "counted", "over_short", "banked",
            "left",
        ]
        let columns =
            [Column("source"), Column("store"), Column("day"), Column("tills")]
            + figures.map { Column($0, right: true) } + [Column("file"), Column("line")]
        func cells(_ row: CashReconciliation.Row) -> [Cell] {
            let count = row.count
            return [
                count.before, count.floatDifference, count.float, count.takings, count.expected,
                count.counted, count.difference, count.banked, count.left,
            ].map { amount($0) }
        }
        func tills(_ row: CashReconciliation.Row) -> Cell {
            .text(row.count.drawers.map(\.till).filter { !$0.isEmpty }.joined(separator: " "))
        }
        let facts = cash.rows.map { row in
            (
                LineStyle.plain,
                [
                    .text(row.source), .text(row.count.key.store), .day(row.count.key.day),
                    tills(row),
                ] + cells(row) + [.text(row.place.file), .number(Int64(row.place.line))]
            )
        }
        var rows: [(LineStyle, [Cell])] = []
        for total in cash.totals {
            let own = cash.rows.filter {
                $0.source == total.source && $0.count.key.store == total.store
            }
            rows.append((.heading, [.text(total.store.isEmpty ? total.source : total.store)]))
            rows += own.map { (.plain, [.day($0.count.key.day), tills($0)] + cells($0)) }
            rows.append(
                (
                    .total,
                    [
                        .text(catalog.text("total")), .empty, amount(total.before),
                        amount(total.floatDifference), .empty, amount(total.takings), .empty,
                        .empty, amount(total.difference), amount(total.banked),
                        amount(total.left),
                    ]
                ))
        }
        return report(
            .cashReconciliation, facts: ReportTable(columns: columns, rows: facts),
            page: ReportTable(
                columns: [Column("day"), Column("tills")]
                    + figures.map { Column($0, right: true) }, rows: rows),
            footer: footer(of: cash))
    }

    private func footer(of cash: CashReconciliation) -> [String] {
        let foots = cash.totals.reduce(0) { $0 + $1.unexplained }
        return [catalog.text("footer.cash", ["difference": money(foots)])]
            + cash.ties.map { tie in
                catalog.text(
                    "footer.cash-tie",
                    [
                        "account": tie.subject, "book": money(tie.book),
                        "left": money(tie.independent ?? 0),
                        "items": money(tie.items.reduce(0) { $0 + $1.amount }),
                        "unexplained": money(tie.unexplained),
                    ])
            }
    }
}
