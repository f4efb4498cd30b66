public import Accounting

/// V-106 · A field that the posting needs is not empty.
public enum FieldMissing: FlawRule {
    public static let code: Code = "V-106"
    public static let slug = "field-missing"
    public static let severity = Severity.error
    public static let effect = Effect.reject
    public static let defects: [Defect] = [.fieldMissing]
}
