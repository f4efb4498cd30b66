public import Accounting

/// V-120 · A file stays within the stated limits of depth, length, ratio and size.
public enum LimitExceeded: FlawRule {
    public static let code: Code = "V-120"
    public static let slug = "limit-exceeded"
    public static let severity = Severity.error
    public static let effect = Effect.reject
    public static let defects: [Defect] = [.limit]
}
