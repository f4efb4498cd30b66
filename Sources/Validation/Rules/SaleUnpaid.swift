public import Accounting

/// I-352 · A payment service reports a sale within the days that its source declares.
public enum SaleUnpaid: Rule {
    public static let code: Code = "I-352"
    public static let slug = "sale-unpaid"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
