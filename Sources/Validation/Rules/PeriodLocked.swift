public import Accounting

/// I-312 · A row of a locked period posts on the first open day with its own date kept, or is
/// held.
public enum PeriodLocked: DayRule {
    public static let code: Code = "I-312"
    public static let slug = "period-locked"
    public static let severity = Severity.warning
    public static let effect = Effect.none

    public static func judge(_ day: Day, _ facts: Facts) -> [String: String]? {
        guard let locked = facts.lockedThrough, day <= locked, facts.late == .nextOpenPeriod
        else { return nil }
        return ["posted": facts.postingDay(day).description, "locked": locked.description]
    }
}
