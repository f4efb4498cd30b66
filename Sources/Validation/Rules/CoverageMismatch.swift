public import Accounting

/// I-305 · Rows on days another file has covered agree with it in number and sum.
public enum CoverageMismatch: Rule {
    public static let code: Code = "I-305"
    public static let slug = "coverage-mismatch"
    public static let severity = Severity.error
    public static let effect = Effect.hold
}
