public import Accounting

/// A-212 · An amount is at most 10¹⁵ minor units and 18 digits.
public enum AmountTooLarge: FlawRule {
    public static let code: Code = "A-212"
    public static let slug = "amount-too-large"
    public static let severity = Severity.error
    public static let effect = Effect.reject
    public static let defects: [Defect] = [.amountTooLarge]
}
