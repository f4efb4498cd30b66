public import Accounting

/// I-342 · Cash that was counted has sales that it came from.
public enum CashWithoutSales: Rule {
    public static let code: Code = "I-342"
    public static let slug = "cash-without-sales"
    public static let severity = Severity.error
    public static let effect = Effect.none
}
