public import Accounting

/// I-341 · A refund names a sale that the file or the book has.
public enum RefundUnmatched: Rule {
    public static let code: Code = "I-341"
    public static let slug = "refund-unmatched"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
