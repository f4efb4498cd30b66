public import Accounting

/// V-112 · A row is in the currency of its account or source.
public enum CurrencyUnexpected: FlawRule {
    public static let code: Code = "V-112"
    public static let slug = "currency-unexpected"
    public static let severity = Severity.error
    public static let effect = Effect.hold
    public static let defects: [Defect] = [.currencyUnknown]
}
