public import Accounting

/// V-102 · A file has its end: the last element, the closing quote, the last block of its
/// container.
public enum FileTruncated: FlawRule {
    public static let code: Code = "V-102"
    public static let slug = "file-truncated"
    public static let severity = Severity.error
    public static let effect = Effect.reject
    public static let defects: [Defect] = [.truncated]
}
