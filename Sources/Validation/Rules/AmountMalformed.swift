public import Accounting

/// V-109 · An amount is digits, one decimal mark and groups of three, nothing else.
public enum AmountMalformed: FlawRule {
    public static let code: Code = "V-109"
    public static let slug = "amount-malformed"
    public static let severity = Severity.error
    public static let effect = Effect.reject
    public static let defects: [Defect] = [.amountMalformed]
}
