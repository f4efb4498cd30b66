public import Accounting

/// V-173 · No few orders of a file stand far from all its other days.
public enum DayOutlier: Rule {
    public static let code: Code = "V-173"
    public static let slug = "day-outlier"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
