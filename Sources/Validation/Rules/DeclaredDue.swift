public import Accounting

/// A-218 · What an e-invoice asks for is its gross amount − what was paid before + rounding
/// (EN 16931 BR-CO-16).
public enum DeclaredDue: DocumentRule {
    public static let code: Code = "A-218"
    public static let slug = "declared-due"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        guard let sums = DocumentSums(facts) else { return [] }
        let declared = sums.declared
        var gross = sums.net
        gross.add(declared.tax ?? sums.tax)
        var expected = (declared.gross ?? gross) - (declared.prepaid ?? .zero)
        expected.add(declared.rounding ?? .zero)
        return facts.difference(Self.self, "BR-CO-16", "BT-115", declared.due, expected)
    }
}
