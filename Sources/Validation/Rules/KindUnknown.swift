public import Accounting

/// V-125 · The kind of a document is one of the published ones.
public enum KindUnknown: FlawRule {
    public static let code: Code = "V-125"
    public static let slug = "kind-unknown"
    public static let severity = Severity.error
    public static let effect = Effect.reject
    public static let defects: [Defect] = [.kindUnknown]
}
