public import Accounting

/// I-318 · A row of a locked period is held where the client says so.
public enum LateHeld: DayRule {
    public static let code: Code = "I-318"
    public static let slug = "late-held"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ day: Day, _ facts: Facts) -> [String: String]? {
        guard let locked = facts.lockedThrough, day <= locked, facts.late == .held
        else { return nil }
        return ["locked": locked.description]
    }
}
