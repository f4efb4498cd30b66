public import Accounting

/// I-315 · A suspense line that a rule now explains is reclassified by a linked entry.
public enum SuspenseSettled: Rule {
    public static let code: Code = "I-315"
    public static let slug = "suspense-settled"
    public static let severity = Severity.info
    public static let effect = Effect.none
}
