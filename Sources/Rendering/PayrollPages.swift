internal import Accounting
public import Reports

extension Pages {
    /// The pay journals of the period, what is owed of them and what is accrued.
    ///
    /// `section` is `element`, `owed` or `accrual`; a cell that does not belong to it is empty.
    public func page(_ payroll: PayrollSummary) -> Report {
        let columns = [
            Column("section"), Column("journal"), Column("period_from"), Column("period_to"),
            Column("pay_date"), Column("element"), Column("agency"), Column("account"),
            Column("debit", right: true), Column("credit", right: true), Column("due_date"),
            Column("owed", right: true), Column("paid", right: true), Column("open", right: true),
            Column("text"),
        ]
        let facts =
            payroll.journals.flatMap(facts) + payroll.owed.map(fact) + payroll.accrued.map(fact)
        return report(
            .payrollSummary,
            facts: ReportTable(columns: columns, rows: facts.map { (.plain, $0) }),
            page: page(of: payroll), footer: footer(payroll), ["as_of": catalog.day(period.to)],
            annexes: payroll.journals.isEmpty ? [] : [annex(payroll.journals)])
    }

    private func facts(_ journal: PayrollSummary.Journal) -> [[Cell]] {
        journal.lines.map { line in
            [
                .text("element"), .text(journal.number), .day(journal.from), .day(journal.to),
                .day(journal.payDay), .text(line.element.rawValue), .text(line.party),
                .text(line.account), amount(max(line.amount, 0)), amount(max(-line.amount, 0)),
                .empty, .empty, .empty, .empty, .empty,
            ]
        }
    }

    private func fact(_ owed: PayrollSummary.Owed) -> [Cell] {
        [
            .text("owed"), .text(owed.document), .empty, .empty, .empty, .text(owed.kind),
            .text(owed.party), .text(owed.account), .empty, .empty,
            owed.due.map { .day($0) } ?? .empty, amount(owed.owed), amount(owed.paid),
            amount(owed.open), .empty,
        ]
    }

    private func fact(_ accrued: PayrollSummary.Accrued) -> [Cell] {
        [
            .text("accrual"), .text(accrued.source), .empty, .empty, .empty, .empty, .empty,
            .text(accrued.account), amount(max(accrued.amount, 0)), amount(max(-accrued.amount, 0)),
            .empty, .empty, .empty, .empty, .text(accrued.text),
        ]
    }

    /// Journals with their elements, then what is owed by agency, then what is accrued.
    private func page(of payroll: PayrollSummary) -> ReportTable {
        let columns = [
            Column("element"), Column("account"), Column("agency"), Column("due_date"),
            Column("debit", right: true), Column("credit", right: true),
            Column("open", right: true),
        ]
        var rows: [(LineStyle, [Cell])] = []
        for journal in payroll.journals {
            rows.append((.heading, [.text(title(journal))]))
            for line in journal.lines {
                rows.append(
                    (
                        .plain,
                        [
                            .text("  " + label(line.element)), .text(line.account),
                            .text(name(line.party)), .empty, blankZero(max(line.amount, 0)),
                            blankZero(max(-line.amount, 0)), .empty,
                        ]
                    ))
            }
            rows.append(
                (
                    .total,
                    [
                        .text("  " + catalog.text("total")), .empty, .empty, .empty,
                        amount(journal.debit), amount(journal.credit), .empty,
                    ]
                ))
        }
        if !payroll.owed.isEmpty { rows += owedRows(payroll) }
        for (index, accrued) in payroll.accrued.enumerated() {
            if index == 0 || payroll.accrued[index - 1].source != accrued.source {
                rows.append(
                    (
                        .heading,
                        [
                            .text(
                                catalog.text("payroll.accrued") + " " + accrued.source + ": "
                                    + accrued.text)
                        ]
                    ))
            }
            rows.append(
                (
                    .plain,
                    [
                        .text("  " + name(of: accrued.account)), .text(accrued.account), .empty,
                        .empty, blankZero(max(accrued.amount, 0)),
                        blankZero(max(-accrued.amount, 0)), .empty,
                    ]
                ))
        }
        return ReportTable(columns: columns, rows: rows)
    }

    private func owedRows(_ payroll: PayrollSummary) -> [(LineStyle, [Cell])] {
        var rows: [(LineStyle, [Cell])] = [
            (.heading, [.text(catalog.text("payroll.owed", ["as_of": catalog.day(period.to)]))])
        ]
        for owed in payroll.owed {
            rows.append(
                (
                    .plain,
                    [
                        .text("  " + owed.document), .text(owed.account), .text(name(owed.party)),
                        owed.due.map { .day($0) } ?? .empty, blankZero(owed.paid),
                        amount(owed.owed), amount(owed.open),
                    ]
                ))
        }
        rows.append(
            (
                .total,
                [
                    .text("  " + catalog.text("total")), .empty, .empty, .empty,
                    amount(payroll.owed.reduce(0) { $0 + $1.paid }),
                    amount(payroll.owed.reduce(0) { $0 + $1.owed }), amount(payroll.open),
                ]
            ))
        return rows
    }

    private func title(_ journal: PayrollSummary.Journal) -> String {
        catalog.text(
            "payroll.journal",
            [
                "number": journal.number, "from": catalog.day(journal.from),
                "to": catalog.day(journal.to), "day": catalog.day(journal.payDay),
            ])
    }

    private func label(_ element: PayrollElement) -> String {
        catalog.text("element." + element.rawValue)
    }

    /// A party's name; staff and elements that are owed to nobody else by our own words.
    private func name(_ party: String) -> String {
        catalog.has("element." + party) ? catalog.text("element." + party) : party
    }

    /// Journals down, their elements across.
    private func annex(_ journals: [PayrollSummary.Journal]) -> Report.Annex {
        let elements = PayrollElement.allCases.filter { element in
            journals.contains { journal in journal.lines.contains { $0.element == element } }
        }
        let columns =
            [Column("journal"), Column("pay_date")]
            + elements.map { Column("element." + $0.rawValue, right: true) }
        var rows: [(LineStyle, [Cell])] = journals.map { journal in
            (
                .plain,
                [.text(journal.number), .day(journal.payDay)]
                    + elements.map { amount(journal.amount($0)) }
            )
        }
        let facts = rows
        rows.append(
            (
                .total,
                [.text(catalog.text("total")), .empty]
                    + elements.map { element in
                        amount(journals.reduce(0) { $0 + $1.amount(element) })
                    }
            ))
        return Report.Annex(
            key: "journals", title: catalog.text("payroll.elements"),
            facts: ReportTable(columns: columns, rows: facts),
            page: ReportTable(columns: columns, rows: rows))
    }

    private func footer(_ payroll: PayrollSummary) -> [String] {
        let debit = payroll.journals.reduce(0) { $0 + $1.debit }
        let credit = payroll.journals.reduce(0) { $0 + $1.credit }
        let net = payroll.journals.reduce(0) { $0 + $1.amount(.netPay) }
        let computed = payroll.journals.reduce(0) { $0 + $1.computedNet }
        return [
            catalog.text(
                "footer.payroll-debits",
                [
                    "debit": money(debit), "credit": money(credit),
                    "difference": money(debit - credit),
                ]),
            catalog.text(
                "footer.payroll-net",
                [
                    "computed": money(computed), "net": money(net),
                    "difference": money(computed - net),
                ]),
            catalog.text(
                "footer.payroll-owed",
                [
                    "control": money(payroll.control), "open": money(payroll.open),
                    "difference": money(payroll.difference),
                ]),
        ]
    }
}
