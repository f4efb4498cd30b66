public import Accounting

/// A-202 · The bank's own counts and sums over the entries (TxsSummry) are those of the
/// entries.
public enum StatementSummary: StatementRule {
    public static let code: Code = "A-202"
    public static let slug = "statement-summary"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: StatementFacts) -> [Finding] {
        facts.tail.declared.filter {
            !$0.name.hasPrefix("Ntry") && !$0.declared.equals($0.counted)
        }.map {
            finding(
                facts.facts.file, $0.line, found: $0.declared.text,
                ["what": $0.name, "counted": $0.counted.text])
        }
    }
}
