public import Accounting

/// A-217 · The gross amount of an e-invoice is its net amount and its tax (EN 16931 BR-CO-15).
public enum DeclaredGross: DocumentRule {
    public static let code: Code = "A-217"
    public static let slug = "declared-gross"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        guard let sums = DocumentSums(facts) else { return [] }
        var expected = sums.net
        expected.add(sums.declared.tax ?? sums.tax)
        return facts.difference(
            Self.self, "BR-CO-15", "BT-112", sums.declared.gross, expected)
    }
}
