public import Accounting

/// A-247 · What a payment service holds after a transaction is what it held before and the net.
public enum ServiceBalance: Rule {
    public static let code: Code = "A-247"
    public static let slug = "service-balance"
    public static let severity = Severity.error
    public static let effect = Effect.none
}
