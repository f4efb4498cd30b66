public import Accounting

/// A-214 · The first statement of a bank account opens with the balance the books open with.
public enum OpeningBank: Rule {
    public static let code: Code = "A-214"
    public static let slug = "opening-bank"
    public static let severity = Severity.error
    public static let effect = Effect.none
}
