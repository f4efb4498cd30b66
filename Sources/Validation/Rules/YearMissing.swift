public import Accounting

/// V-162 · A date has a year: its own, its file's, or the source's.
public enum YearMissing: FlawRule {
    public static let code: Code = "V-162"
    public static let slug = "year-missing"
    public static let severity = Severity.error
    public static let effect = Effect.hold
    public static let defects: [Defect] = [.yearMissing]
}
