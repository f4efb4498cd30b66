public import Accounting

/// V-119 · Nothing posts before the client's books begin.
public enum DateBeforeStart: DayRule {
    public static let code: Code = "V-119"
    public static let slug = "date-before-start"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ day: Day, _ facts: Facts) -> [String: String]? {
        day < facts.books.start ? ["start": facts.books.start.description] : nil
    }
}
