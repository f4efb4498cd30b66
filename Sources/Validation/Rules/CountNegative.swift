public import Accounting

/// V-175 · What is counted, banked or left in a drawer is never below zero.
public enum CountNegative: Rule {
    public static let code: Code = "V-175"
    public static let slug = "count-negative"
    public static let severity = Severity.error
    public static let effect = Effect.reject
}
