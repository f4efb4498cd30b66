public import Accounting

/// V-180 · The kind of a payment service's transaction is one that the source names.
public enum TransactionKind: FlawRule {
    public static let code: Code = "V-180"
    public static let slug = "transaction-kind"
    public static let severity = Severity.error
    public static let effect = Effect.hold
    public static let defects: [Defect] = [.transactionKind]
}
