public import Accounting

/// I-319 · A file that was taken does not change any more.
public enum DropChanged: Rule {
    public static let code: Code = "I-319"
    public static let slug = "drop-changed"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
