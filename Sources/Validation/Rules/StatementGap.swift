public import Accounting

/// I-306 · A statement opens with the balance the one before it closed with.
public enum StatementGap: Rule {
    public static let code: Code = "I-306"
    public static let slug = "statement-gap"
    public static let severity = Severity.error
    public static let effect = Effect.none
}
