public import Accounting

/// A-215 · The lines of an e-invoice sum to the sum it declares (EN 16931 BR-CO-10).
///
/// Exact: EN 16931 has amounts of two decimals, so a sum needs no rounding and has no tolerance.
public enum DeclaredLines: DocumentRule {
    public static let code: Code = "A-215"
    public static let slug = "declared-lines"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        guard let sums = DocumentSums(facts), sums.hasLines else { return [] }
        return facts.difference(Self.self, "BR-CO-10", "BT-106", sums.declared.lines, sums.lines)
    }
}
