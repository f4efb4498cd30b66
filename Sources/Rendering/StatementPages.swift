internal import Accounting
internal import Ledger
public import Reports

extension Pages {
    /// The account of each party over the period: opening, movements, what settles what, closing,
    /// what is open and how old.
    public func page(_ all: PartyStatements) -> Report {
        let ageing = all.ageing
        let columns = [
            Column("party"), Column("party_name"), Column("currency"), Column("section"),
            Column("day"), Column("document"), Column("kind"), Column("settles"),
            Column("due_date"), Column("age_days"), Column("bucket"), Column("amount"),
            Column("balance"), Column("file"), Column("line"),
        ]
        let pageColumns = [
            Column("day"), Column("document"), Column("kind"), Column("settles"),
            Column("due_date"), Column("amount", right: true), Column("balance", right: true),
        ]
        var arguments = definition(ageing)
        arguments["side"] = catalog.text("statements." + all.side.rawValue)
        let report = report(
            .partyStatements,
            facts: ReportTable(columns: columns) { take in
                for statement in all.statements {
                    for (style, row) in facts(statement, ageing.buckets) { try take(style, row) }
                }
            },
            page: ReportTable(columns: pageColumns) { take in
                for (index, statement) in all.statements.enumerated() {
                    if index > 0 { try take(.heading, [.text("")]) }
                    for (style, row) in lines(statement, ageing.buckets) { try take(style, row) }
                }
            },
            footer: [footer(all)], arguments)
        return stated(report, at: ageing.known)
    }

    private func footer(_ all: PartyStatements) -> String {
        let differing = all.statements.filter { $0.difference != 0 }
        guard differing.isEmpty else {
            let parties = differing.map { "\($0.party) \($0.currency)" }
            return catalog.text(
                "footer.statements-differ", ["parties": parties.joined(separator: ", ")])
        }
        return catalog.text(
            "footer.statements",
            [
                "open": money(all.ageing.open), "currency": currency.code,
                "ageing": catalog.text("report.aged-\(all.side.rawValue)s"),
            ])
    }

    // MARK: For machines

    private func facts(_ statement: PartyStatement, _ buckets: Buckets) -> [(LineStyle, [Cell])] {
        func money(_ value: Int64) -> Cell { amount(value, in: statement.currency) }
        func row(_ section: String, _ cells: [Cell]) -> (LineStyle, [Cell]) {
            (
                .plain,
                [
                    .text(statement.party), .text(statement.partyName),
                    .text(statement.currency.code), .text(section),
                ] + cells
            )
        }
        func balance(_ section: String, _ value: Int64) -> (LineStyle, [Cell]) {
            row(section, Array(repeating: .empty, count: 8) + [money(value), .empty, .empty])
        }
        var rows = [balance("opening", statement.opening)]
        rows += statement.movements.map { movement in
            let item = movement.row
            return row(
                "movement",
                [
                    .day(movement.day), .text(item.document), .text(item.kind), .empty,
                    .day(item.due), .empty, .empty, money(item.amount), money(movement.balance),
                    .text(item.file), .number(item.line),
                ])
        }
        rows += statement.settlements.map {
            row(
                "settlement",
                [
                    .day($0.day), .text($0.document), .empty, .text($0.settles), .empty, .empty,
                    .empty, money($0.amount), .empty, .empty, .empty,
                ])
        }
        rows.append(balance("closing", statement.closing))
        rows += statement.open.map { item in
            row(
                "open",
                [
                    .empty, .text(item.document), .text(item.kind), .empty, .day(item.due),
                    .number(Int64(item.ageDays)), .text(item.bucket), money(item.open), .empty,
                    .text(item.file), .number(item.line),
                ])
        }
        rows += sums(statement, buckets).map { bucket, sum in
            row(
                "ageing",
                [
                    .empty, .empty, .empty, .empty, .empty, .empty, .text(bucket), money(sum),
                    .empty, .empty, .empty,
                ])
        }
        return rows
    }

    private func sums(_ statement: PartyStatement, _ buckets: Buckets) -> [(String, Int64)] {
        buckets.names.map { name in
            (name, statement.open.reduce(0) { $1.bucket == name ? $0 &+ $1.open : $0 })
        }
    }

    // MARK: For people

    private func lines(_ statement: PartyStatement, _ buckets: Buckets) -> [(LineStyle, [Cell])] {
        func money(_ value: Int64) -> Cell { amount(value, in: statement.currency) }
        let name =
            statement.partyName.isEmpty
            ? catalog.text("no-party") : "\(statement.partyName) (\(statement.party))"
        var lines: [(LineStyle, [Cell])] = [
            (.heading, [.text("\(name) · \(statement.currency)")]),
            (
                .plain,
                [
                    .day(period.from), .text(catalog.text("opening-balance")), .empty, .empty,
                    .empty, .empty, money(statement.opening),
                ]
            ),
        ]
        lines += movements(statement)
        lines.append(
            (
                .total,
                [
                    .day(period.to), .text(catalog.text("closing-balance")), .empty, .empty,
                    .empty, .empty, money(statement.closing),
                ]
            ))
        guard !statement.open.isEmpty else { return lines }
        lines.append((.heading, [.text(catalog.text("statements.open"))]))
        lines += statement.open.map { item in
            (
                .plain,
                [
                    .empty, .text(item.document), .text(catalog.kind(item.kind)), .empty,
                    .day(item.due), money(item.open), .empty,
                ]
            )
        }
        let parts = sums(statement, buckets).filter { $0.1 != 0 }.map { bucket, sum in
            bucketLabel(bucket) + " "
                + catalog.amount(sum, exponent: statement.currency.exponent)
        }
        let text = catalog.text("statements.ageing", ["buckets": parts.joined(separator: " · ")])
        return lines + [(.heading, [.text(text)])]
    }

    /// Movements in order of day; below those of a day what was settled on it.
    private func movements(_ statement: PartyStatement) -> [(LineStyle, [Cell])] {
        func money(_ value: Int64) -> Cell { amount(value, in: statement.currency) }
        let moves = statement.movements.map { movement in
            (
                movement.day, 0,
                [
                    .day(movement.day), .text(movement.row.document),
                    .text(catalog.kind(movement.row.kind)), .empty, .day(movement.row.due),
                    money(movement.row.amount), money(movement.balance),
                ] as [Cell]
            )
        }
        let settled = statement.settlements.map { settlement in
            let amount = catalog.amount(
                settlement.amount, exponent: statement.currency.exponent)
            return (
                settlement.day, 1,
                [
                    .empty, .text(settlement.document), .text(catalog.text("statements.settles")),
                    .text("\(settlement.settles): \(amount)"), .empty, .empty, .empty,
                ] as [Cell]
            )
        }
        return (moves + settled).enumerated().sorted {
            ($0.element.0, $0.element.1, $0.offset) < ($1.element.0, $1.element.1, $1.offset)
        }.map { (.plain, $0.element.2) }
    }
}
