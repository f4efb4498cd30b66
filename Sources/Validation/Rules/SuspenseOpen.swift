public import Accounting

/// I-314 · A bank line that nothing explains waits in suspense, by name.
public enum SuspenseOpen: Rule {
    public static let code: Code = "I-314"
    public static let slug = "suspense-open"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
