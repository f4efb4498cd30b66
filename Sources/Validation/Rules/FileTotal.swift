public import Accounting

/// A-232 · The rows of a file are as many, and sum to, what the file states of itself.
public enum FileTotal: Rule {
    public static let code: Code = "A-232"
    public static let slug = "file-total"
    public static let severity = Severity.error
    public static let effect = Effect.reject
}
