public import Accounting

/// A-213 · An amount has no more decimals than its currency, unless they are zero.
public enum AmountPrecision: FlawRule {
    public static let code: Code = "A-213"
    public static let slug = "amount-precision"
    public static let severity = Severity.error
    public static let effect = Effect.reject
    public static let defects: [Defect] = [.amountPrecision]
}
