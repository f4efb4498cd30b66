internal import Accounting
internal import Ledger
public import Reports

extension Pages {
    /// An ageing: for people its summary by party, then every item; for machines both as rows.
    ///
    /// - Parameter isSummary: true leaves the items out of the page.
    public func page(_ ageing: Ageing, isSummary: Bool = false) -> Report {
        let blocks = ageing.blocks(company: currency)
        var annexes = [
            Report.Annex(
                key: "summary", title: "", facts: summaryFacts(blocks, ageing), page: nil),
            Report.Annex(key: "footing", title: "", facts: footingFacts(ageing.footing), page: nil),
            Report.Annex(
                key: "turnover", title: "", facts: turnoverFacts(ageing), page: nil),
        ]
        if !ageing.footing.unitemised.isEmpty { annexes.append(unitemised(ageing.footing)) }
        if !isSummary, !ageing.rows.isEmpty {
            annexes.append(
                Report.Annex(
                    key: "items", title: catalog.text("ageing.items"), facts: nil,
                    page: detail(blocks, ageing)))
        }
        let report = report(
            ageing.side == .receivable ? .agedReceivables : .agedPayables, facts: facts(ageing),
            page: summary(blocks, ageing), footer: footer(ageing), definition(ageing),
            annexes: annexes)
        return stated(report, at: ageing.known)
    }

    /// A report of what the books knew at a batch.
    func stated(_ report: Report, at batch: Int64) -> Report {
        var stated = report
        if let index = stated.head.firstIndex(where: { $0.key == "batch" }) {
            stated.head[index].value = String(batch)
        }
        return stated
    }

    // MARK: Items

    private func facts(_ ageing: Ageing) -> ReportTable {
        let columns = [
            Column("party"), Column("party_name"), Column("account"), Column("document"),
            Column("kind"), Column("instalment"), Column("document_date"), Column("due_date"),
            Column("age_days"), Column("bucket"), Column("currency"), Column("amount"),
            Column("open"), Column("company_amount"), Column("company_open"),
            Column("revaluation"), Column("file"), Column("line"),
        ]
        let rows = ageing.rows
        return ReportTable(columns: columns) { take in
            for row in rows {
                try take(
                    .plain,
                    [
                        .text(row.party), .text(row.partyName), .text(row.account),
                        .text(row.document), .text(row.kind), .number(row.instalment),
                        .day(row.documentDay), .day(row.due), .number(Int64(row.ageDays)),
                        .text(row.bucket), .text(row.currency.code),
                        amount(row.amount, in: row.currency), amount(row.open, in: row.currency),
                        amount(row.companyAmount), amount(row.companyOpen),
                        row.revaluation.map { amount($0) } ?? .empty, .text(row.file),
                        .number(row.line),
                    ])
            }
        }
    }

    /// A table per currency of documents: parties with their sums, their items below.
    private func detail(_ blocks: [Ageing.Block], _ ageing: Ageing) -> ReportTable {
        let shown = blocks.count > 1 ? blocks.dropLast() : blocks[...]
        var columns = [
            Column("party_name"), Column("document"), Column("kind"),
            Column(ageing.basis == .due ? "due_date" : "document_date"),
            Column("age_days", right: true),
        ]
        columns += amountColumns(ageing)
        let isForeign = blocks.count > 1
        if isForeign { columns += valueColumns }
        return ReportTable(columns: columns) { take in
            for (index, block) in shown.enumerated() {
                if isForeign {
                    for (style, row) in heading(block, isFirst: index == 0) { try take(style, row) }
                }
                try detail(block, ageing, isForeign, take)
            }
        }
    }

    private func detail(
        _ block: Ageing.Block, _ ageing: Ageing, _ isForeign: Bool,
        _ take: (LineStyle, [Cell]) throws -> Void
    ) throws {
        let rows = isForeign ? ageing.rows.filter { $0.currency == block.currency } : ageing.rows
        let blanks: [Cell] = [.empty, .empty, .empty, .empty]
        var items = rows[...]
        for line in block.lines {
            let own = items.prefix { $0.party == line.party }
            items = items.dropFirst(own.count)
            try take(
                .plain,
                [.text(name(of: line))] + blanks + sums(line, in: block.currency)
                    + (isForeign ? values(own) : []))
            for item in own { try take(.plain, cells(item, ageing, isForeign)) }
        }
        try take(
            .total,
            [.text(catalog.text("total"))] + blanks + amounts(block.total, in: block.currency)
                + (isForeign ? values(rows[...]) : []))
    }

    private func cells(_ item: Ageing.Row, _ ageing: Ageing, _ isForeign: Bool) -> [Cell] {
        let parts = ageing.buckets.names.map {
            $0 == item.bucket ? amount(item.open, in: item.currency) : .empty
        }
        return [
            .empty, .text(item.document), .text(catalog.kind(item.kind)),
            .day(ageing.basis == .due ? item.due : item.documentDay),
            .number(Int64(item.ageDays)),
        ] + parts + [.empty] + (isForeign ? values([item]) : [])
    }

    /// Booked and revalued, in the books' currency.
    private func values(_ rows: ArraySlice<Ageing.Row>) -> [Cell] {
        let isRated = rows.allSatisfy { $0.revaluation != nil }
        return [
            amount(rows.reduce(0) { $0 &+ $1.companyOpen }),
            isRated ? blankZero(rows.reduce(0) { $0 &+ ($1.revaluation ?? 0) }) : .empty,
        ]
    }

    // MARK: Summary

    /// Parties down, buckets across: a block per currency of documents, then company currency.
    private func summary(_ blocks: [Ageing.Block], _ ageing: Ageing) -> ReportTable {
        let isForeign = blocks.count > 1
        var columns = [Column("party_name")] + amountColumns(ageing)
        if isForeign { columns.append(Column("revaluation", right: true)) }
        var rows: [(LineStyle, [Cell])] = []
        for block in blocks where !block.lines.isEmpty {
            if isForeign { rows += heading(block, isFirst: rows.isEmpty) }
            func revaluation(_ line: Ageing.Line) -> [Cell] {
                isForeign ? [line.revaluation.map { blankZero($0) } ?? .empty] : []
            }
            for line in block.lines {
                rows.append(
                    (
                        .plain,
                        [.text(name(of: line))] + sums(line, in: block.currency)
                            + revaluation(line)
                    ))
            }
            rows.append(
                (
                    .total,
                    [.text(catalog.text("total"))] + amounts(block.total, in: block.currency)
                        + revaluation(block.total)
                ))
        }
        return ReportTable(columns: columns, rows: rows)
    }

    private func summaryFacts(_ blocks: [Ageing.Block], _ ageing: Ageing) -> ReportTable {
        let columns =
            [
                Column("block"), Column("currency"), Column("kind"), Column("party"),
                Column("party_name"),
            ] + ageing.buckets.names.map { Column($0) } + [Column("total"), Column("revaluation")]
        let rows = blocks.flatMap { block in
            (block.lines.map { ($0, "party") } + [(block.total, "total")]).map { line, kind in
                let head: [Cell] = [
                    .text(block.isCompany ? "company" : "document"), .text(block.currency.code),
                    .text(kind), .text(line.party), .text(line.partyName),
                ]
                return (
                    LineStyle.plain,
                    head + amounts(line, in: block.currency)
                        + [line.revaluation.map { amount($0) } ?? .empty]
                )
            }
        }
        return ReportTable(columns: columns, rows: rows)
    }

    private func amountColumns(_ ageing: Ageing) -> [Column] {
        ageing.buckets.names.map { Column("bucket." + $0, right: true) }
            + [Column("total", right: true)]
    }

    private var valueColumns: [Column] {
        [Column("company_open", right: true), Column("revaluation", right: true)]
    }

    /// A block's title, a blank line before all but the first.
    private func heading(_ block: Ageing.Block, isFirst: Bool) -> [(LineStyle, [Cell])] {
        let title = catalog.text(
            block.isCompany ? "ageing.company" : "ageing.currency",
            ["currency": block.currency.code])
        return (isFirst ? [] : [(.heading, [.text("")])]) + [(.heading, [.text(title)])]
    }

    private func name(of line: Ageing.Line) -> String {
        line.partyName.isEmpty ? catalog.text("no-party") : line.partyName
    }

    /// Buckets and total of a party, nothing where a bucket is empty.
    private func sums(_ line: Ageing.Line, in own: Currency) -> [Cell] {
        line.amounts.map { $0 == 0 ? .empty : amount($0, in: own) } + [amount(line.total, in: own)]
    }

    private func amounts(_ line: Ageing.Line, in own: Currency) -> [Cell] {
        (line.amounts + [line.total]).map { amount($0, in: own) }
    }
}

extension Catalog {
    /// What an item is, for people: a kind of document, or the recipe of a difference.
    func kind(_ kind: String) -> String {
        for key in ["kind." + kind, "recipe." + kind] where has(key) { return text(key) }
        return kind
    }
}
