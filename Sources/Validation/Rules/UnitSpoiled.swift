public import Accounting

/// V-130 · A unit whose row cannot be read does not post in part: its readable rows share the
/// fate of the unreadable one.
public enum UnitSpoiled: FlawRule {
    public static let code: Code = "V-130"
    public static let slug = "unit-spoiled"
    public static let severity = Severity.error
    public static let effect = Effect.reject
    public static let defects: [Defect] = [.unitSpoiled]
}
