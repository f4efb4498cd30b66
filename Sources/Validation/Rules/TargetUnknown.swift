public import Accounting

/// I-313 · The document that a payment or credit note names is in the books.
public enum TargetUnknown: Rule {
    public static let code: Code = "I-313"
    public static let slug = "target-unknown"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
