public import Accounting

/// I-309 · A pack that changes after it was made is kept and the change is named.
public enum PeriodRestated: Rule {
    public static let code: Code = "I-309"
    public static let slug = "period-restated"
    public static let severity = Severity.info
    public static let effect = Effect.none
}
