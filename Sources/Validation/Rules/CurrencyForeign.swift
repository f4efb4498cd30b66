public import Accounting

/// V-113 · A pay journal is in the client's currency; a line of a voucher or of the opening in
/// another currency states its amount in both.
public enum CurrencyForeign: PayrollRule, VoucherRule {
    public static let code: Code = "V-113"
    public static let slug = "currency-foreign"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ facts: PayrollFacts) -> [Finding] {
        let code = facts.draft.currency
        let expected = facts.facts.books.currency.code
        guard !code.isEmpty, code != expected else { return [] }
        return [
            finding(facts.facts.file, facts.line, found: code, ["expected": expected])
        ]
    }

    public static func judge(_ voucher: VoucherDraft, isOpening: Bool, _ facts: Facts) -> [Finding]
    {
        voucher.lines.compactMap { line in
            if line.original != nil { return nil }
            // What stands on an account of another currency is that currency's.
            let held = facts.books.chart[line.account]?.currency?.code ?? ""
            let code = line.currency.isEmpty ? held : line.currency
            guard !code.isEmpty, code != facts.books.currency.code else { return nil }
            return finding(
                facts.file, Int(line.span.line), found: code,
                ["expected": facts.books.currency.code])
        }
    }
}
