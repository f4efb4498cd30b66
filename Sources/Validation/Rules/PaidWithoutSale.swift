public import Accounting

/// I-351 · What a payment service has settled is a sale, or a refund, of the books.
public enum PaidWithoutSale: Rule {
    public static let code: Code = "I-351"
    public static let slug = "paid-without-sale"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
