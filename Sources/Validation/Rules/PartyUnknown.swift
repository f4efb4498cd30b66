public import Accounting

/// V-116 · A document or payment names a party of parties.csv, by id, name or alias.
public enum PartyUnknown: DocumentRule, PaymentRule {
    public static let code: Code = "V-116"
    public static let slug = "party-unknown"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        // Two answers are told by V-142.
        guard facts.candidates.isEmpty else { return [] }
        return [judge(facts.draft.party, facts.line, facts.newParty, facts.facts)].compactMap { $0 }
    }

    public static func judge(_ payment: PaymentDraft, _ facts: Facts) -> Finding? {
        judge(payment.party, Int(payment.span.line), nil, facts)
    }

    /// - Parameter row: the line for parties.csv that a document's own statements give.
    private static func judge(
        _ name: String, _ line: Int, _ row: String?, _ facts: Facts
    ) -> Finding? {
        guard row != nil || facts.books.parties.find(name) == nil else { return nil }
        let row = row ?? "\(name),\(name),customer,,,,"
        return finding(facts.file, line, found: name, ["party": name, "row": row])
    }
}
