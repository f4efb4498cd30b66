public import Accounting

/// A-207 · The lines of a document sum to its stated total.
public enum DocumentTotal: DocumentRule {
    public static let code: Code = "A-207"
    public static let slug = "document-total"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        guard let total = facts.draft.total else { return [] }
        let counted = facts.draft.lines.reduce(Int64(0)) { $0 &+ $1.gross }
        guard counted != total else { return [] }
        let exponent = facts.currency.exponent
        return [
            finding(
                facts.facts.file, facts.line, found: decimalText(total, exponent: exponent),
                [
                    "document": facts.draft.number,
                    "counted": decimalText(counted, exponent: exponent),
                ])
        ]
    }
}
