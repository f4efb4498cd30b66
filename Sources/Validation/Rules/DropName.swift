public import Accounting

/// I-320 · The name of a drop is text in UTF-8.
public enum DropName: Rule {
    public static let code: Code = "I-320"
    public static let slug = "drop-name"
    public static let severity = Severity.error
    public static let effect = Effect.none
}
