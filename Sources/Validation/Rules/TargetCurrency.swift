public import Accounting

/// I-332 · A payment or credit note is in the currency of the document it names, or says what it
/// settles of it.
public enum TargetCurrency: Rule {
    public static let code: Code = "I-332"
    public static let slug = "target-currency"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
