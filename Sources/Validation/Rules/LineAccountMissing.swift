public import Accounting

/// V-140 · A line of an e-invoice has an account: its party's, else its source's.
public enum LineAccountMissing: DocumentRule {
    public static let code: Code = "V-140"
    public static let slug = "line-account-missing"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        // Of an unknown party that is asked first.
        guard facts.draft.declared != nil, facts.newParty == nil, facts.candidates.isEmpty
        else { return [] }
        return facts.draft.lines.filter(\.account.isEmpty).prefix(1).map {
            finding(
                facts.facts.file, Int($0.span.line), found: $0.text,
                ["party": facts.draft.party, "document": facts.draft.number])
        }
    }
}
