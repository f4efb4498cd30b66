public import Accounting

/// A-251 · A receipt costs about what lies in stock: neither three times as much nor a third.
public enum ReceiptCost: Rule {
    public static let code: Code = "A-251"
    public static let slug = "receipt-cost"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
