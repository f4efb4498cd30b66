public import Accounting

/// V-143 · What a document says was paid before (BT-113) stays open until a payment is known.
public enum PrepaidUntraced: DocumentRule {
    public static let code: Code = "V-143"
    public static let slug = "prepaid-untraced"
    public static let severity = Severity.warning
    public static let effect = Effect.none

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        guard facts.draft.prepaid != 0 else { return [] }
        let prepaid = decimalText(facts.draft.prepaid, exponent: facts.currency.exponent)
        return [
            finding(
                facts.facts.file, facts.line, found: prepaid,
                ["document": facts.draft.number, "prepaid": prepaid])
        ]
    }
}
