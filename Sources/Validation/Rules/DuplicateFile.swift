public import Accounting

/// I-301 · The same bytes under another name are taken once.
public enum DuplicateFile: Rule {
    public static let code: Code = "I-301"
    public static let slug = "duplicate-file"
    public static let severity = Severity.info
    public static let effect = Effect.none
}
