public import Accounting

/// V-160 · Every row of a pay journal is an element that has its accounts.
public enum ElementUnmapped: PayrollRule {
    public static let code: Code = "V-160"
    public static let slug = "element-unmapped"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ facts: PayrollFacts) -> [Finding] {
        facts.journal.unmapped.map {
            finding(facts.facts.file, $0.line, found: $0.text, ["element": $0.text])
        }
    }
}
