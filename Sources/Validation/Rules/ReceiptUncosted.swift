public import Accounting

/// V-190 · A receipt states what it cost.
public enum ReceiptUncosted: Rule {
    public static let code: Code = "V-190"
    public static let slug = "receipt-uncosted"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
