public import Accounting

/// V-142 · What a document states of its party (VAT number, registration, account, name) names
/// one party of parties.csv.
public enum PartyAmbiguous: DocumentRule {
    public static let code: Code = "V-142"
    public static let slug = "party-ambiguous"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        guard facts.candidates.count > 1 else { return [] }
        return [
            finding(
                facts.facts.file, facts.line, found: facts.draft.party,
                [
                    "document": facts.draft.number,
                    "parties": facts.candidates.joined(separator: ", "),
                ])
        ]
    }
}
