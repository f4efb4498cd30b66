public import Accounting

/// I-317 · A transaction that withdraws or replaces an earlier one is settled by hand.
public enum TransactionCorrected: FlawRule {
    public static let code: Code = "I-317"
    public static let slug = "transaction-corrected"
    public static let severity = Severity.error
    public static let effect = Effect.hold
    public static let defects: [Defect] = [.correction]
}
