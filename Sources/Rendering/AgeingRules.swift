internal import Accounting
internal import Ledger
internal import Reports

/// What an ageing says of itself: the rules it is made by, and what it foots to.
extension Pages {
    /// The places of the definition's text.
    func definition(_ ageing: Ageing) -> [String: String] {
        let edges = ageing.buckets.edges
        let names = ageing.buckets.names.map { name in
            if name == Buckets.current { return bucketLabel(name) + " (≤ \(edges.first ?? 0))" }
            if let last = edges.last, name == "\(last)+" { return name + " (≥ \(last + 1))" }
            return bucketLabel(name)
        }
        return [
            "as_of": catalog.day(ageing.asOf), "buckets": names.joined(separator: " | "),
            "basis": catalog.text("basis." + ageing.basis.rawValue),
            "rules": rules(ageing).joined(separator: "\n"),
        ]
    }

    private func rules(_ ageing: Ageing) -> [String] {
        var rules: [String] = []
        switch ageing.credits {
        case .unapplied: rules.append(catalog.text("ageing.credits-apart"))
        case .aged: rules.append(catalog.text("ageing.credits-aged"))
        case .oldestDue: rules.append(catalog.text("ageing.credits-oldest"))
        }
        if ageing.rows.contains(where: { $0.currency != currency }) {
            rules.append(
                catalog.text(
                    "ageing.foreign",
                    ["currency": currency.code, "as_of": catalog.day(ageing.asOf)]))
        }
        if ageing.isAsked {
            rules.append(catalog.text("ageing.known", ["k": String(ageing.known)]))
        }
        if let party = ageing.party {
            rules.append(catalog.text("ageing.party", ["party": party]))
        }
        return rules
    }

    func bucketLabel(_ bucket: String) -> String {
        catalog.has("bucket." + bucket) ? catalog.text("bucket." + bucket) : bucket
    }

    /// Sub-ledger, control account, difference; revaluation; how long invoices stay open.
    func footer(_ ageing: Ageing) -> [String] {
        let footing = ageing.footing
        let tie = catalog.text(
            footing.revaluation == 0 ? "footer.subledger" : "footer.subledger-revalued",
            [
                "accounts": footing.accounts.joined(separator: " + "),
                "subledger": money(footing.subledger), "control": money(footing.control),
                "revaluation": money(footing.revaluation),
                "whole": money(footing.subledger &+ footing.revaluation),
                "difference": money(footing.difference),
            ])
        var lines = [
            ageing.party == nil ? tie : catalog.text("footer.all-parties", ["tie": tie])
        ]
        if footing.difference != 0 {
            let key = footing.unitemised.isEmpty ? "footer.unexplained" : "footer.unitemised"
            lines.append(catalog.text(key))
        }
        let asOf = catalog.day(ageing.asOf)
        if ageing.party == nil, ageing.rows.contains(where: { $0.currency != currency }) {
            lines.append(
                catalog.text(
                    "footer.revaluation",
                    [
                        "as_of": asOf, "shown": money(ageing.revaluation),
                        "posted": money(footing.revaluation),
                    ]))
        }
        if !ageing.unrated.isEmpty {
            let codes = ageing.unrated.map(\.code).joined(separator: ", ")
            lines.append(
                catalog.text(
                    "footer.no-rate",
                    ["as_of": asOf, "currencies": codes, "days": String(Rates.reach)]))
        }
        if ageing.party == nil { lines.append(turnover(ageing)) }
        return lines
    }

    private func turnover(_ ageing: Ageing) -> String {
        let turnover = ageing.turnover
        var key = ageing.side == .receivable ? "footer.dso" : "footer.dpo"
        if turnover.tenths == nil { key += "-none" }
        return catalog.text(
            key,
            [
                "days": catalog.amount(turnover.tenths ?? 0, exponent: 1),
                "balance": money(turnover.balance), "invoiced": money(turnover.invoiced),
                "span": String(turnover.days),
            ])
    }

    // MARK: For machines

    func footingFacts(_ footing: Footing) -> ReportTable {
        let columns = [
            Column("accounts"), Column("subledger"), Column("revaluation_posted"),
            Column("control"), Column("difference"),
        ]
        return ReportTable(
            columns: columns,
            rows: [
                (
                    .plain,
                    [
                        .text(footing.accounts.joined(separator: " ")), amount(footing.subledger),
                        amount(footing.revaluation), amount(footing.control),
                        amount(footing.difference),
                    ]
                )
            ])
    }

    func turnoverFacts(_ ageing: Ageing) -> ReportTable {
        let columns = [
            Column("measure"), Column("days"), Column("balance"), Column("invoiced"),
            Column("trailing_days"),
        ]
        let turnover = ageing.turnover
        return ReportTable(
            columns: columns,
            rows: [
                (
                    .plain,
                    [
                        .text(ageing.side == .receivable ? "dso" : "dpo"),
                        turnover.tenths.map { .amount($0, 1) } ?? .empty, amount(turnover.balance),
                        amount(turnover.invoiced), .number(Int64(turnover.days)),
                    ]
                )
            ])
    }

    /// The entries that make a difference, with their places.
    func unitemised(_ footing: Footing) -> Report.Annex {
        let columns = [
            Column("day"), Column("entry"), Column("text"), Column("amount", right: true),
            Column("file"), Column("line"),
        ]
        let rows = footing.unitemised.map { entry in
            (
                LineStyle.plain,
                [
                    .day(entry.day), .number(entry.entry), .text(entry.text),
                    amount(entry.amount), .text(entry.file), .number(entry.line),
                ] as [Cell]
            )
        }
        let table = ReportTable(columns: columns, rows: rows)
        let isCut = rows.count == Footing.listed
        return Report.Annex(
            key: "unitemised",
            title: catalog.text(
                isCut ? "ageing.unitemised-first" : "ageing.unitemised",
                ["limit": String(Footing.listed)]),
            facts: table, page: table)
    }
}
