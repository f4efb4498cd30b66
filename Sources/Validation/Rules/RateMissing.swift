public import Accounting

/// V-131 · A foreign amount has a rate: the bank's own, or the table's within seven days.
public enum RateMissing: Rule {
    public static let code: Code = "V-131"
    public static let slug = "rate-missing"
    public static let severity = Severity.error
    public static let effect = Effect.hold
}
