public import Accounting
public import Reconciliation
public import Reports

extension Pages {
    /// The proof that nothing is lost, file by file, and the statements it rests on.
    public func page(_ control: Control, _ chain: [StatementLink]) -> Report {
        let columns =
            [Column("file"), Column("digest"), Column("unit"), Column("read", right: true)]
            + Outcome.allCases.map { Column($0.rawValue, right: true) }
        func value(_ unit: String, _ number: Int64) -> Cell {
            unit.hasPrefix("rows") ? .number(number) : amount(number, in: Currency(unit.prefix(3)))
        }
        func cells(_ unit: String, _ read: Int64, _ outcome: (Outcome) -> Int64) -> [Cell] {
            [value(unit, read)] + Outcome.allCases.map { value(unit, outcome($0)) }
        }
        let facts = control.rows.map { row in
            (
                LineStyle.plain,
                [.text(row.file), .text(row.digest), .text(row.unit)]
                    + cells(row.unit, row.read) { row.outcomes[$0] ?? 0 }
            )
        }
        var page = control.rows.map { row in
            (
                LineStyle.plain,
                [.text(row.file), .text(row.unit)]
                    + cells(row.unit, row.read) { row.outcomes[$0] ?? 0 }
            )
        }
        for unit in control.units {
            page.append(
                (
                    unit == "rows" ? .total : .plain,
                    [.text(catalog.text("total")), .text(unit)]
                        + cells(unit, control.total(unit, \.read)) { control.total(unit, $0) }
                ))
        }
        let pageColumns = columns.filter { $0.key != "digest" }
        return report(
            .control, facts: ReportTable(columns: columns, rows: facts),
            page: ReportTable(columns: pageColumns, rows: control.rows.isEmpty ? [] : page),
            footer: [catalog.text(control.holds ? "proof.holds" : "proof.fails")],
            annexes: chain.isEmpty ? [] : [annex(chain)])
    }

    /// The chain of statements: each opens where the one before it closed.
    private func annex(_ chain: [StatementLink]) -> Report.Annex {
        let columns = [
            Column("account"), Column("statement"), Column("from"), Column("to"),
            Column("currency"), Column("opening", right: true), Column("closing", right: true),
            Column("link"), Column("difference", right: true), Column("file"), Column("line"),
        ]
        func cells(_ link: StatementLink, _ state: String) -> [Cell] {
            func balance(_ value: Int64?) -> Cell {
                value.map { amount($0, in: link.currency) } ?? .empty
            }
            return [
                .text(link.account), .text(link.name), link.from.map { .day($0) } ?? .empty,
                link.to.map { .day($0) } ?? .empty, .text(link.currency.code),
                balance(link.opening), balance(link.closing), .text(state),
                balance(link.difference == 0 ? nil : link.difference), .text(link.place.file),
                .number(Int64(link.place.line)),
            ]
        }
        let facts = chain.map { (LineStyle.plain, cells($0, $0.state.rawValue)) }
        let page = chain.map { link in
            (
                LineStyle.plain,
                Array(cells(link, catalog.text("chain." + link.state.rawValue)).dropLast())
            )
        }
        return Report.Annex(
            key: "statements", title: catalog.text("chain.title"),
            facts: ReportTable(columns: columns, rows: facts),
            page: ReportTable(columns: columns.dropLast(), rows: page))
    }

    /// Every tie-out with its two figures, what explains the difference, and what does not.
    public func page(_ ties: [TieOut]) -> Report {
        let columns = [
            Column("tie"), Column("account"), Column("kind"), Column("day"), Column("text"),
            Column("amount", right: true), Column("file"), Column("line"),
        ]
        var facts: [(LineStyle, [Cell])] = []
        var page: [(LineStyle, [Cell])] = []
        for tie in ties {
            func value(_ number: Int64) -> Cell {
                tie.name == "rows" ? .number(number) : amount(number, in: tie.currency)
            }
            func fact(_ kind: String, _ number: Int64) {
                facts.append(
                    (
                        .plain,
                        [
                            .text(tie.name), .text(tie.subject), .text(kind), .empty, .empty,
                            value(number), .empty, .empty,
                        ]
                    ))
            }
            fact("book", tie.book)
            if let independent = tie.independent { fact("independent", independent) }
            for item in tie.items {
                facts.append(
                    (
                        .plain,
                        [
                            .text(tie.name), .text(tie.subject), .text("item"), .day(item.day),
                            .text(item.text), amount(item.amount, in: tie.currency),
                            .text(item.place?.file ?? ""),
                            item.place.map { .number(Int64($0.line)) } ?? .empty,
                        ]
                    ))
            }
            fact("unexplained", tie.unexplained)
            page.append(
                (
                    .plain,
                    [
                        .text(catalog.label(tie)), value(tie.book),
                        tie.independent.map(value) ?? .empty,
                        value(tie.items.reduce(0) { $0 + $1.amount }), value(tie.unexplained),
                    ]
                ))
            for item in tie.items {
                let place = item.place.map { "  (\($0))" } ?? ""
                page.append(
                    (
                        .plain,
                        [
                            .text("    " + catalog.day(item.day) + "  " + item.text + place),
                            .empty, .empty, amount(item.amount, in: tie.currency), .empty,
                        ]
                    ))
            }
        }
        let pageColumns = [
            Column("tie"), Column("book", right: true), Column("independent", right: true),
            Column("items", right: true), Column("unexplained", right: true),
        ]
        return report(
            .tieOut, facts: ReportTable(columns: columns, rows: facts),
            page: ReportTable(columns: pageColumns, rows: page), footer: [],
            ["as_of": catalog.day(period.to)])
    }

    /// Findings, worst first, each with what to do.
    public func page(_ exceptions: Exceptions, slug: @escaping @Sendable (Code) -> String) -> Report
    {
        let columns = [
            Column("severity"), Column("code"), Column("slug"), Column("file"), Column("line"),
            Column("column"), Column("found"), Column("detail"), Column("fix"),
        ]
        let rows: [(LineStyle, [Cell])] = exceptions.findings.map { finding in
            let slug = slug(finding.code)
            func position(_ number: Int) -> Cell { number == 0 ? .empty : .number(Int64(number)) }
            return (
                .plain,
                [
                    .text(finding.severity.rawValue), .text(finding.code.text), .text(slug),
                    .text(finding.place.file), position(finding.place.line),
                    position(finding.place.column), .text(finding.found),
                    .text(catalog.detail(finding, slug: slug)),
                    .text(catalog.fix(finding, slug: slug)),
                ]
            )
        }
        let page: [(LineStyle, [Cell])] = exceptions.findings.flatMap { finding in
            catalog.block(finding, slug: slug(finding.code)).split(separator: "\n").map {
                (LineStyle.heading, [Cell.text(String($0))])
            }
        }
        let counts = catalog.text(
            "proof.findings",
            [
                "errors": String(exceptions.count(.error)),
                "warnings": String(exceptions.count(.warning)),
                "infos": String(exceptions.count(.info)),
            ])
        return report(
            .exceptions, facts: ReportTable(columns: columns, rows: rows),
            page: ReportTable(columns: [], rows: page), footer: [counts])
    }
}

extension Catalog {
    /// A tie-out's name for people; with its currency where that is not the books'.
    public func label(_ tie: TieOut) -> String {
        let name = text("tie." + tie.name, ["account": tie.subject])
        return tie.currency.map { "\(name) (\($0.code))" } ?? name
    }
}
