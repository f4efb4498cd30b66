public import Accounting

/// A-260 · A drawer holds its float and what the day's sales took in cash.
public enum CashDifference: Rule {
    public static let code: Code = "A-260"
    public static let slug = "cash-difference"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
