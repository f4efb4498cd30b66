public import Accounting

/// I-360 · No item is below zero at the end of a day.
public enum StockNegative: Rule {
    public static let code: Code = "I-360"
    public static let slug = "stock-negative"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
