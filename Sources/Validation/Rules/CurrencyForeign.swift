public import Accounting

/// V-113 · A document or payment is in the client's currency, or a rate for it is known.
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
        voucher.lines.compactMap { judge($0.currency, Int($0.span.line), facts) }
    }

    private static func judge(_ code: String, _ line: Int, _ facts: Facts) -> Finding? {
        guard !code.isEmpty, code != facts.books.currency.code else { return nil }
        return finding(facts.file, line, found: code, ["expected": facts.books.currency.code])
    }
}
