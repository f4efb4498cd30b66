public import Accounting

/// V-116 · A document or payment names a party of parties.csv, by id, name or alias.
public enum PartyUnknown: DocumentRule, PaymentRule {
    public static let code: Code = "V-116"
    public static let slug = "party-unknown"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        [judge(facts.draft.party, facts.line, facts.facts)].compactMap { $0 }
    }

    public static func judge(_ payment: PaymentDraft, _ facts: Facts) -> Finding? {
        judge(payment.party, Int(payment.span.line), facts)
    }

    private static func judge(_ name: String, _ line: Int, _ facts: Facts) -> Finding? {
        guard facts.books.parties.find(name) == nil else { return nil }
        return finding(facts.file, line, found: name, ["party": name])
    }
}
