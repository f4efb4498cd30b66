public import Accounting

/// I-333 · The bank line that a decision is about is still in suspense.
public enum DecisionLate: Rule {
    public static let code: Code = "I-333"
    public static let slug = "decision-late"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
