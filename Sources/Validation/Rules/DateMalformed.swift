public import Accounting

/// V-107 · A date is written as declared and exists in the calendar.
public enum DateMalformed: FlawRule {
    public static let code: Code = "V-107"
    public static let slug = "date-malformed"
    public static let severity = Severity.error
    public static let effect = Effect.reject
    public static let defects: [Defect] = [.dateMalformed]
}
