public import Accounting

/// I-330 · A supplier's bill is in the books once: the same amount on the same day, or under a
/// number that differs in marks, zeros or capitals alone, is looked at by a person.
public enum BillLookalike: DocumentRule {
    public static let code: Code = "I-330"
    public static let slug = "bill-lookalike"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        guard let twin = facts.lookalike else { return [] }
        return [
            finding(
                facts.facts.file, facts.line, found: facts.draft.number,
                [
                    "party": facts.draft.party, "twin": twin.number, "place": twin.place,
                    "document": facts.draft.number,
                ])
        ]
    }

    /// A number without marks, leading zeros of its groups and the difference of capitals:
    /// `INV-0042/a` reads as `inv42a`.
    public static func key(_ number: String) -> String {
        var key = ""
        var isGroupStart = true
        for character in number.lowercased() {
            if character == "0", isGroupStart { continue }
            isGroupStart = !character.isNumber
            if character.isLetter || character.isNumber { key.append(character) }
        }
        return key
    }
}
