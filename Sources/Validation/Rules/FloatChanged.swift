public import Accounting

/// A-261 · A drawer begins with what its last count left in it.
public enum FloatChanged: Rule {
    public static let code: Code = "A-261"
    public static let slug = "float-changed"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
