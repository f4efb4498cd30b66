public import Accounting

/// A-210 · The open items of a control account sum to its stated opening figure.
public enum OpeningControl: VoucherRule {
    public static let code: Code = "A-210"
    public static let slug = "opening-control"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ voucher: VoucherDraft, isOpening: Bool, _ facts: Facts) -> [Finding]
    {
        guard isOpening else { return [] }
        var findings: [Finding] = []
        for (account, lines) in grouped(voucher, facts) {
            let items = lines.filter { !$0.party.isEmpty }
            let stated = lines.filter { $0.party.isEmpty }
            guard let line = stated.first, !items.isEmpty else { continue }
            let sum = items.reduce(Int64(0)) { $0 + $1.debit - $1.credit }
            let figure = stated.reduce(Int64(0)) { $0 + $1.debit - $1.credit }
            if sum != figure {
                let exponent = facts.books.currency.exponent
                findings.append(
                    finding(
                        facts.file, Int(line.span.line),
                        found: decimalText(figure, exponent: exponent),
                        ["account": account, "items": decimalText(sum, exponent: exponent)]))
            }
        }
        return findings
    }

    /// The lines that post: a control account's items, or its figure where it states no items.
    public static func counted(_ voucher: VoucherDraft, _ facts: Facts) -> [JournalLine] {
        let withItems = Set(
            grouped(voucher, facts).filter { $0.lines.contains { !$0.party.isEmpty } }.map(
                \.account))
        return voucher.lines.filter { !withItems.contains($0.account) || !$0.party.isEmpty }
    }

    private static func grouped(_ voucher: VoucherDraft, _ facts: Facts)
        -> [(account: String, lines: [JournalLine])]
    {
        let controls = voucher.lines.filter {
            facts.books.chart[$0.account]?.role?.isControl ?? false
        }
        return Set(controls.map(\.account)).sorted().map { account in
            (account, controls.filter { $0.account == account })
        }
    }
}
