public import Accounting

/// V-174 · The first count of a drawer states what the day began with.
public enum FloatMissing: Rule {
    public static let code: Code = "V-174"
    public static let slug = "float-missing"
    public static let severity = Severity.error
    public static let effect = Effect.hold
}
