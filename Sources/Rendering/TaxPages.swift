internal import Accounting
internal import Ledger
public import Reports

extension Pages {
    /// Bases and taxes by code, and the tax accounts from opening to closing.
    ///
    /// `section` is `document`, `sale`, `bank` (a code's base and tax) or `opening`, `taxed`,
    /// `undetailed`, `due`, `settlement`, `adjustment`, `difference`, `closing` (of an account,
    /// debit positive).
    public func page(_ taxes: TaxSummary) -> Report {
        let columns = [
            Column("section"), Column("code"), Column("rate", right: true), Column("kind"),
            Column("account"), Column("base", right: true), Column("tax", right: true),
            Column("computed", right: true), Column("rounding", right: true),
        ]
        var facts: [[Cell]] = taxes.rows.map { row in
            [
                .text(row.origin.rawValue), .text(row.code), .text(row.tax?.rate.text ?? ""),
                .text(row.tax?.kind.rawValue ?? ""), .text(row.tax?.account ?? ""),
                amount(row.base), amount(row.amount), amount(row.computed), amount(row.rounding),
            ]
        }
        for account in taxes.accounts {
            for (section, value) in steps(account) {
                facts.append([
                    .text(section), .empty, .empty, .empty, .text(account.code), .empty,
                    amount(value), .empty, .empty,
                ])
            }
        }
        let difference = taxes.accounts.reduce(0) { $0 + abs($1.difference) }
        return report(
            .taxSummary, facts: ReportTable(columns: columns, rows: facts.map { (.plain, $0) }),
            page: page(of: taxes),
            footer: [catalog.text("footer.tax", ["difference": money(difference)])])
    }

    /// From what the account opened with to what it closes with.
    private func steps(_ account: TaxSummary.Account) -> [(section: String, value: Int64)] {
        [("opening", account.opening), ("taxed", account.taxed)]
            + TaxSummary.Movement.allCases.map { ($0.rawValue, account.movements[$0] ?? 0) }
            + [("difference", account.difference), ("closing", account.closing)]
    }

    private func page(of taxes: TaxSummary) -> ReportTable {
        let columns = [
            Column("code"), Column("tax_rate", right: true), Column("kind"),
            Column("base", right: true), Column("tax", right: true),
            Column("computed", right: true), Column("rounding", right: true),
        ]
        var rows: [(LineStyle, [Cell])] = []
        for (index, row) in taxes.rows.enumerated() {
            if index == 0 || taxes.rows[index - 1].origin != row.origin {
                rows.append((.heading, [.text(catalog.text("tax." + row.origin.rawValue))]))
            }
            let kind = row.tax.map { catalog.text("tax.kind." + $0.kind.rawValue) } ?? ""
            rows.append(
                (
                    .plain,
                    [
                        .text("  " + row.code), .text(row.tax.map { percent($0.rate) } ?? ""),
                        .text(kind), amount(row.base), amount(row.amount), amount(row.computed),
                        amount(row.rounding),
                    ]
                ))
        }
        for account in taxes.accounts {
            rows.append((.heading, [.text(account.code + "  " + name(of: account.code))]))
            for (section, value) in steps(account) where section != "difference" || value != 0 {
                let isShown = value != 0 || section == "opening" || section == "closing"
                guard isShown else { continue }
                rows.append(
                    (
                        section == "closing" ? .total : .plain,
                        [
                            .text("  " + catalog.text("tax." + section)), .empty, .empty, .empty,
                            amount(value), .empty, .empty,
                        ]
                    ))
            }
        }
        return ReportTable(columns: columns, rows: rows)
    }

    private func percent(_ rate: Rate) -> String {
        catalog.amount(rate.mantissa, exponent: rate.scale) + " %"
    }
}
