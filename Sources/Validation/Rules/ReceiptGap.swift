public import Accounting

/// I-340 · The receipts of a till are numbered without a hole.
public enum ReceiptGap: Rule {
    public static let code: Code = "I-340"
    public static let slug = "receipt-gap"
    public static let severity = Severity.error
    public static let effect = Effect.none
}
