public import Accounting

/// A-262 · No more goes to the bank than was counted.
public enum BankedBeyondCount: Rule {
    public static let code: Code = "A-262"
    public static let slug = "banked-beyond-count"
    public static let severity = Severity.error
    public static let effect = Effect.reject
}
