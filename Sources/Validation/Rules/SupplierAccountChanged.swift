public import Accounting

/// I-331 · A bill asks for payment on an account that its supplier is known by.
///
/// Mail that tells of a new account is the usual way of payment fraud: only parties.csv changes it.
public enum SupplierAccountChanged: DocumentRule {
    public static let code: Code = "I-331"
    public static let slug = "supplier-account-changed"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        let known = facts.knownAccounts
        guard !known.isEmpty else { return [] }
        return ([facts.draft.iban] + facts.draft.otherIBANs)
            .filter { !$0.isEmpty && !known.contains($0) }.prefix(1).map {
                finding(
                    facts.facts.file, facts.line, found: $0,
                    [
                        "party": facts.draft.party, "document": facts.draft.number,
                        "known": known.joined(separator: ", "), "iban": $0,
                    ])
            }
    }
}
