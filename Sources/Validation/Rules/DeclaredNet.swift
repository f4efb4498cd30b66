public import Accounting

/// A-216 · The net amount of an e-invoice is its lines − allowances + charges, and these are what
/// the document lists (EN 16931 BR-CO-11, BR-CO-12, BR-CO-13).
///
/// Exact, as sums of stated amounts need no rounding.
public enum DeclaredNet: DocumentRule {
    public static let code: Code = "A-216"
    public static let slug = "declared-net"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        guard let sums = DocumentSums(facts) else { return [] }
        let declared = sums.declared
        var findings: [Finding] = []
        if sums.hasLines {
            findings += facts.difference(
                Self.self, "BR-CO-11", "BT-107", declared.allowances, sums.allowances)
            findings += facts.difference(
                Self.self, "BR-CO-12", "BT-108", declared.charges, sums.charges)
        } else if declared.lines == nil {
            return []
        }
        var expected = declared.lines ?? sums.lines
        expected.add(-(declared.allowances ?? sums.allowances))
        expected.add(declared.charges ?? sums.charges)
        return findings
            + facts.difference(Self.self, "BR-CO-13", "BT-109", declared.net, expected)
    }
}
