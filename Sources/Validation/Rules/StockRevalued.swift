public import Accounting

/// I-361 · A movement dated in a locked period revalues what went after it, in the open one.
public enum StockRevalued: Rule {
    public static let code: Code = "I-361"
    public static let slug = "stock-revalued"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
