public import Accounting

/// A-251 · Stock accounts open with the sum of their items' opening moves.
public enum StockOpening: Rule {
    public static let code: Code = "A-251"
    public static let slug = "stock-opening"
    public static let severity = Severity.error
    public static let effect = Effect.none
}
