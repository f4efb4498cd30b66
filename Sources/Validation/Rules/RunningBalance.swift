public import Accounting

/// A-211 · Every row's balance is the one before it plus the row's amount.
public enum RunningBalance: FlawRule {
    public static let code: Code = "A-211"
    public static let slug = "running-balance"
    public static let severity = Severity.error
    public static let effect = Effect.reject
    public static let defects: [Defect] = [.runningBalance]
}
