public import Accounting

/// A-257 · The opening balance of a stock account is what the opening stock is worth.
public enum OpeningStock: Rule {
    public static let code: Code = "A-257"
    public static let slug = "opening-stock"
    public static let severity = Severity.error
    public static let effect = Effect.none
}
