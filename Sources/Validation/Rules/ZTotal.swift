public import Accounting

/// A-230 · The orders of a store's day sum to the total that its till states (the Z).
public enum ZTotal: Rule {
    public static let code: Code = "A-230"
    public static let slug = "z-total"
    public static let severity = Severity.error
    public static let effect = Effect.reject
}
