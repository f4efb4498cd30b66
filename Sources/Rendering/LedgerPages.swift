internal import Accounting
internal import Ledger
public import Reports

extension Pages {
    /// Every account with its opening, its postings and its running balance.
    ///
    /// Rows are read from the book while they are written; the reporter must outlive the report.
    public func generalLedger(_ reporter: Reporter, _ balance: TrialBalance) -> Report {
        let columns = [
            Column("account"), Column("name"), Column("day"), Column("entry"), Column("recipe"),
            Column("party"), Column("reference"), Column("text"), Column("debit", right: true),
            Column("credit", right: true), Column("balance", right: true), Column("file"),
            Column("line"), Column("currency"), Column("original", right: true), Column("rate"),
        ]
        let source = Unchecked(reporter)
        let facts = ReportTable(columns: columns) { [self] take in
            try source.value.ledger(balance) { account, opening, line, running in
                guard let line else { return }
                try take(
                    .plain,
                    [
                        .text(account), .text(name(of: account)), .day(line.day),
                        .number(line.entry), .text(line.recipe.name), .text(line.party),
                        .text(line.reference), .text(line.text), amount(line.debit),
                        amount(line.credit), amount(running), .text(line.path),
                        .number(line.line),
                    ] + exchanged(line))
            }
        }
        let pageColumns = [
            Column("day"), Column("recipe"), Column("party"), Column("text"),
            Column("debit", right: true), Column("credit", right: true),
            Column("balance", right: true),
        ]
        let page = ReportTable(columns: pageColumns) { [self] take in
            try source.value.ledger(balance) { account, opening, line, running in
                guard let line else {
                    try take(.heading, [.text(account + "  " + name(of: account))])
                    try take(
                        .plain,
                        [
                            .empty, .text(catalog.text("opening-balance")), .empty, .empty, .empty,
                            .empty, amount(opening),
                        ])
                    return
                }
                try take(
                    .plain,
                    [
                        .day(line.day), .text(catalog.text("recipe." + line.recipe.name)),
                        .text(line.party), .text(told(line)),
                        blankZero(line.debit), blankZero(line.credit), amount(running),
                    ])
            }
        }
        return report(.generalLedger, facts: facts, page: page, footer: [])
    }

    /// What a posting is in the currency it was agreed in, and the rate of its entry.
    private func exchanged(_ line: Snapshot.Line) -> [Cell] {
        guard let original = line.original else { return [.empty, .empty, .empty] }
        return [
            .text(original.currency.code), amount(original.minorUnits, in: original.currency),
            .text(line.rate),
        ]
    }

    /// A posting's text for people, with its original amount and rate.
    private func told(_ line: Snapshot.Line) -> String {
        let text = line.text.isEmpty ? line.reference : line.text
        guard let original = line.original else { return text }
        let amount = catalog.amount(original.minorUnits, exponent: original.currency.exponent)
        let rate = line.rate.isEmpty ? "" : ", " + line.rate
        return "\(text) (\(amount) \(original.currency)\(rate))"
    }

    /// The entries of the period in order, posting by posting.
    public func journal(_ reporter: Reporter) -> Report {
        let columns = [
            Column("entry"), Column("day"), Column("document_date"), Column("recipe"),
            Column("account"), Column("name"), Column("party"), Column("reference"),
            Column("text"), Column("debit", right: true), Column("credit", right: true),
            Column("file"), Column("line"), Column("currency"), Column("original", right: true),
            Column("rate"),
        ]
        let source = Unchecked(reporter)
        let facts = ReportTable(columns: columns) { [self] take in
            try source.value.journal { account, line in
                try take(
                    .plain,
                    [
                        .number(line.entry), .day(line.day), .day(line.documentDay),
                        .text(line.recipe.name), .text(account), .text(name(of: account)),
                        .text(line.party), .text(line.reference), .text(line.text),
                        amount(line.debit), amount(line.credit), .text(line.path),
                        .number(line.line),
                    ] + exchanged(line))
            }
        }
        let pageColumns = [
            Column("entry"), Column("day"), Column("recipe"), Column("account"), Column("name"),
            Column("text"), Column("debit", right: true), Column("credit", right: true),
        ]
        let page = ReportTable(columns: pageColumns) { [self] take in
            var last: Int64 = 0
            try source.value.journal { account, line in
                let isFirst = line.entry != last
                last = line.entry
                try take(
                    .plain,
                    [
                        isFirst ? .number(line.entry) : .empty,
                        isFirst ? .day(line.day) : .empty,
                        isFirst ? .text(catalog.text("recipe." + line.recipe.name)) : .empty,
                        .text(account), .text(name(of: account)),
                        .text(told(line)),
                        blankZero(line.debit), blankZero(line.credit),
                    ])
            }
        }
        return report(.journal, facts: facts, page: page, footer: [])
    }
}

/// A reporter lent to a report that is written before its snapshot ends, on one thread.
private struct Unchecked: @unchecked Sendable {
    let value: Reporter
    init(_ value: Reporter) { self.value = value }
}
