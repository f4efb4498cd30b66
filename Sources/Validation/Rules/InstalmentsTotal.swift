public import Accounting

/// A-208 · The instalments of a document sum to the document.
public enum InstalmentsTotal: DocumentRule {
    public static let code: Code = "A-208"
    public static let slug = "instalments-total"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        guard !facts.draft.instalments.isEmpty else { return [] }
        let total = facts.draft.lines.reduce(facts.draft.rounding) { $0 &+ $1.gross }
        let counted = facts.draft.instalments.reduce(Int64(0)) { $0 &+ $1.amount }
        guard counted != total else { return [] }
        let exponent = facts.currency.exponent
        return [
            finding(
                facts.facts.file, facts.line, found: decimalText(counted, exponent: exponent),
                [
                    "document": facts.draft.number,
                    "total": decimalText(total, exponent: exponent),
                ])
        ]
    }
}
