public import Accounting

/// V-161 · Every agency that a pay journal names is declared, or is a party.
public enum AgencyUnmapped: PayrollRule {
    public static let code: Code = "V-161"
    public static let slug = "agency-unmapped"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ facts: PayrollFacts) -> [Finding] {
        facts.journal.strangers.map {
            finding(facts.facts.file, $0.line, found: $0.text, ["agency": $0.text])
        }
    }
}
