public import Accounting

/// V-123 · Every drop belongs to one declared source.
public enum SourceUnmatched: Rule {
    public static let code: Code = "V-123"
    public static let slug = "source-unmatched"
    public static let severity = Severity.error
    public static let effect = Effect.hold
}
