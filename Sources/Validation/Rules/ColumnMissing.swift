public import Accounting

/// V-110 · Every declared column stands in the header.
public enum ColumnMissing: FlawRule {
    public static let code: Code = "V-110"
    public static let slug = "column-missing"
    public static let severity = Severity.error
    public static let effect = Effect.hold
    public static let defects: [Defect] = [.columnMissing]
}
