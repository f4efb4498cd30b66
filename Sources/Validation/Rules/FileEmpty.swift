public import Accounting

/// V-124 · A file holds at least one statement, header or row of its format.
public enum FileEmpty: FlawRule {
    public static let code: Code = "V-124"
    public static let slug = "file-empty"
    public static let severity = Severity.error
    public static let effect = Effect.hold
    public static let defects: [Defect] = [.empty]
}
