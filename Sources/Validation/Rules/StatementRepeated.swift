public import Accounting

/// I-302 · The same statement in another file is taken once.
public enum StatementRepeated: Rule {
    public static let code: Code = "I-302"
    public static let slug = "statement-repeated"
    public static let severity = Severity.info
    public static let effect = Effect.none
}
