public import Accounting

/// A-250 · A count is close to what the books hold: within a twentieth.
public enum CountDifference: Rule {
    public static let code: Code = "A-250"
    public static let slug = "count-difference"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
