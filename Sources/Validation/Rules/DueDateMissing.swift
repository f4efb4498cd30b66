public import Accounting

/// V-118 · A document states when it is due; else its party's terms do, else it is due on its
/// own date.
public enum DueDateMissing: DocumentRule {
    public static let code: Code = "V-118"
    public static let slug = "due-date-missing"
    public static let severity = Severity.warning
    public static let effect = Effect.none

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        let draft = facts.draft
        guard draft.due == nil, draft.instalments.isEmpty, draft.kind == .invoice else { return [] }
        guard facts.facts.books.parties.find(draft.party)?.termsDays == nil else { return [] }
        return [
            finding(
                facts.facts.file, facts.line, found: draft.number)
        ]
    }
}
