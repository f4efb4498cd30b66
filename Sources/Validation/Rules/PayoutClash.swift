public import Accounting

/// I-350 · A payout's number, or a transaction's of a balance, stands for one content.
public enum PayoutClash: PayoutRule {
    public static let code: Code = "I-350"
    public static let slug = "payout-clash"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: PayoutFacts) -> [Finding] {
        guard facts.clashes else { return [] }
        return [
            finding(facts.facts.file, facts.unit.line, found: facts.unit.number)
        ]
    }
}
