public import Accounting

/// V-172 · A table has its header once: a second one says that exports were joined.
public enum HeaderRepeated: FlawRule {
    public static let code: Code = "V-172"
    public static let slug = "header-repeated"
    public static let severity = Severity.warning
    public static let effect = Effect.none
    public static let defects: [Defect] = [.headerRepeated]
}
