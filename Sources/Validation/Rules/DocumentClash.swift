public import Accounting

/// I-308 · A party's document number, a pay journal's and a stock document's stand for one
/// content.
public enum DocumentClash: DocumentRule, PayrollRule, StockRule {
    public static let code: Code = "I-308"
    public static let slug = "document-clash"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        guard facts.clashes else { return [] }
        return [
            finding(
                facts.facts.file, facts.line, found: facts.draft.number,
                ["party": facts.draft.party])
        ]
    }

    public static func judge(_ facts: PayrollFacts) -> [Finding] {
        guard facts.clashes else { return [] }
        return [
            finding(
                facts.facts.file, facts.line, found: facts.number,
                ["party": facts.facts.source])
        ]
    }

    public static func judge(_ facts: StockFacts) -> [Finding] {
        guard facts.clashes else { return [] }
        return [
            finding(
                facts.facts.file, facts.line, found: facts.draft.number,
                ["party": facts.facts.source])
        ]
    }
}
