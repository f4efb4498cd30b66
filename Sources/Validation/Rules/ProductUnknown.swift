public import Accounting

/// V-198 · What a sale sold stands in items.csv.
public enum ProductUnknown: Rule {
    public static let code: Code = "V-198"
    public static let slug = "product-unknown"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
