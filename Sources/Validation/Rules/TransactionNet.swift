public import Accounting

/// A-240 · What a payment service nets for a transaction is its gross amount less its fees.
public enum TransactionNet: FlawRule {
    public static let code: Code = "A-240"
    public static let slug = "transaction-net"
    public static let severity = Severity.error
    public static let effect = Effect.reject
    public static let defects: [Defect] = [.transactionNet]
}
