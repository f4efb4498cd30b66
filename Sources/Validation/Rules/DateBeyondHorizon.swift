public import Accounting

/// V-121 · A row posts at most the horizon after the period asked for; later ones wait.
public enum DateBeyondHorizon: DayRule {
    public static let code: Code = "V-121"
    public static let slug = "date-beyond-horizon"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ day: Day, _ facts: Facts) -> [String: String]? {
        day > facts.latest ? ["latest": facts.latest.description] : nil
    }
}
