public import Accounting

/// I-331 · The bank line that a decision is about is still in suspense.
public enum DecisionLate: Rule {
    public static let code: Code = "I-331"
    public static let slug = "decision-late"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
