public import Accounting

/// V-181 · The status of a payment service's transaction is one that the source says to post, to
/// wait for or to leave out.
public enum TransactionStatus: FlawRule {
    public static let code: Code = "V-181"
    public static let slug = "transaction-status"
    public static let severity = Severity.error
    public static let effect = Effect.hold
    public static let defects: [Defect] = [.transactionStatus]
}
