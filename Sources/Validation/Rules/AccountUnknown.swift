public import Accounting

/// V-111 · Every account that a document, pay journal, voucher or opening names stands in the
/// chart.
public enum AccountUnknown: DocumentRule, PayrollRule, VoucherRule {
    public static let code: Code = "V-111"
    public static let slug = "account-unknown"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        // An e-invoice states no accounts: V-140 tells where none is declared.
        let stated = facts.draft.lines.filter {
            !($0.account.isEmpty && facts.draft.declared != nil)
        }
        return unknown(stated.map { ($0.account, $0.span) }, facts.facts)
    }

    public static func judge(_ voucher: VoucherDraft, isOpening: Bool, _ facts: Facts) -> [Finding]
    {
        unknown(voucher.lines.map { ($0.account, $0.span) }, facts)
    }

    public static func judge(_ facts: PayrollFacts) -> [Finding] {
        facts.journal.unknown.map {
            finding(facts.facts.file, $0.line, found: $0.account, ["account": $0.account])
        }
    }

    private static func unknown(_ lines: [(account: String, span: Span)], _ facts: Facts)
        -> [Finding]
    {
        lines.filter { !facts.books.chart.has($0.account) }.map {
            finding(facts.file, Int($0.span.line), found: $0.account, ["account": $0.account])
        }
    }
}
