public import Accounting

/// V-113 · A document or payment is in the client's currency; a voucher's line states both.
public enum CurrencyForeign: DocumentRule, PaymentRule, VoucherRule {
    public static let code: Code = "V-113"
    public static let slug = "currency-foreign"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        [judge(facts.draft.currency, facts.line, facts.facts)].compactMap { $0 }
    }

    public static func judge(_ payment: PaymentDraft, _ facts: Facts) -> Finding? {
        judge(payment.currency, Int(payment.span.line), facts)
    }

    public static func judge(_ voucher: VoucherDraft, isOpening: Bool, _ facts: Facts) -> [Finding]
    {
        voucher.lines.compactMap { line in
            if line.original != nil { return nil }
            // What stands on an account of another currency is that currency's.
            let held = facts.books.chart[line.account]?.currency?.code ?? ""
            let code = line.currency.isEmpty ? held : line.currency
            return judge(code, Int(line.span.line), facts)
        }
    }

    private static func judge(_ code: String, _ line: Int, _ facts: Facts) -> Finding? {
        guard !code.isEmpty, code != facts.books.currency.code else { return nil }
        return finding(facts.file, line, found: code, ["expected": facts.books.currency.code])
    }
}
