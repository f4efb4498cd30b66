public import Accounting

/// A-203 · The transactions of a batched entry give its amount, their number and their sum.
public enum BatchTotal: StatementRule {
    public static let code: Code = "A-203"
    public static let slug = "batch-total"
    public static let severity = Severity.warning
    public static let effect = Effect.none

    public static func judge(_ facts: StatementFacts) -> [Finding] {
        facts.tail.declared.filter {
            $0.name.hasPrefix("Ntry") && !$0.declared.equals($0.counted)
        }.map {
            finding(
                facts.facts.file, $0.line, found: $0.declared.text,
                ["what": String($0.name.dropFirst(5)), "counted": $0.counted.text])
        }
    }
}
