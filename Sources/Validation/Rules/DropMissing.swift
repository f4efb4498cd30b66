public import Accounting

/// I-307 · Every source that is expected for the period has dropped.
public enum DropMissing: Rule {
    public static let code: Code = "I-307"
    public static let slug = "drop-missing"
    public static let severity = Severity.error
    public static let effect = Effect.none
}
