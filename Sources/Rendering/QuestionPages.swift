internal import Accounting
internal import Ledger
internal import Reconciliation
public import Reports

extension Pages {
    /// Bank lines in suspense with their candidates, a row each; `decision` is the reviewer's.
    public func page(_ list: MatchList) -> Report {
        let columns = [
            Column("id"), Column("file"), Column("line"), Column("date"),
            Column("amount", right: true), Column("currency"), Column("text"), Column("party"),
            Column("document"), Column("instalment"), Column("open", right: true),
            Column("evidence"), Column("decision"),
        ]
        let facts = list.rows.flatMap { row in
            [(LineStyle.plain, lineCells(row) + Array(repeating: Cell.empty, count: 6))]
                + row.candidates.map { (.plain, lineCells(row) + cells($0, row) + [.empty]) }
        }
        let pageColumns = [
            Column("id"), Column("date"), Column("amount", right: true), Column("currency"),
            Column("text"), Column("party"), Column("document"), Column("open", right: true),
            Column("evidence"),
        ]
        let page = list.rows.flatMap { row in
            let line = lineCells(row)
            return [(LineStyle.plain, [line[0]] + line[3...] + Array(repeating: .empty, count: 4))]
                + row.candidates.map { candidate in
                    let own = cells(candidate, row)
                    let evidence = catalog.text("evidence." + candidate.evidence.rawValue)
                    return (
                        .plain,
                        Array(repeating: .empty, count: 5)
                            + [own[0], own[1], own[3], .text(evidence)]
                    )
                }
        }
        var made = report(
            .matches, facts: ReportTable(columns: columns, rows: facts),
            page: ReportTable(columns: pageColumns, rows: page), footer: [])
        made.isForSpreadsheets = true
        return made
    }

    private func lineCells(_ row: MatchList.Row) -> [Cell] {
        [
            .text(row.line.id), .text(row.line.path), .number(row.line.line),
            .day(row.line.documentDay), amount(row.money.minorUnits, in: row.money.currency),
            .text(row.money.currency.code),
            .text(String(decoding: row.line.text, as: UTF8.self)),
        ]
    }

    private func cells(_ candidate: OpenItemMatcher.Candidate, _ row: MatchList.Row) -> [Cell] {
        [
            .text(candidate.item.party), .text(candidate.item.document),
            .number(candidate.item.instalment),
            amount(candidate.item.open, in: row.money.currency), .text(candidate.evidence.rawValue),
        ]
    }

    /// What the client is asked, a row each; `answer` is the client's.
    public func page(_ questions: [Question]) -> Report {
        let columns = [
            Column("id"), Column("kind"), Column("date"), Column("amount", right: true),
            Column("currency"), Column("text"), Column("question"), Column("proposal"),
            Column("answer"),
        ]
        let rows = questions.map { question in
            (
                LineStyle.plain,
                [
                    .text(question.id), .text(question.kind.rawValue),
                    question.day.map { .day($0) } ?? .empty,
                    question.money.map { amount($0.minorUnits, in: $0.currency) } ?? .empty,
                    .text(question.money?.currency.code ?? ""), .text(question.text),
                    .text(asked(question)), .text(question.proposal), .text(question.note),
                ] as [Cell]
            )
        }
        let table = ReportTable(columns: columns, rows: rows)
        var made = report(.questions, facts: table, page: table, footer: [])
        made.isForSpreadsheets = true
        return made
    }

    private func asked(_ question: Question) -> String {
        let isIn = (question.money?.minorUnits ?? 0) > 0
        let key =
            question.kind == .bankLine
            ? (isIn ? "bank-line-in" : "bank-line-out") : question.kind.rawValue
        return catalog.text("question." + key, ["party": question.party])
    }
}
