public import Accounting

/// I-304 · Equal rows of two files that prove nothing wait until the source says how it
/// exports.
public enum RowLookalike: Rule {
    public static let code: Code = "I-304"
    public static let slug = "row-lookalike"
    public static let severity = Severity.error
    public static let effect = Effect.hold
}
