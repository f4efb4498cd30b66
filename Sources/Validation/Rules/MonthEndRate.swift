public import Accounting

/// V-144 · What the books hold in another currency has a rate at the month's end.
public enum MonthEndRate: Rule {
    public static let code: Code = "V-144"
    public static let slug = "month-end-rate"
    public static let severity = Severity.error
    public static let effect = Effect.none
}
