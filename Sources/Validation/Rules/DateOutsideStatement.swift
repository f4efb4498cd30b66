public import Accounting

/// V-122 · Booking dates lie within the range the statement states.
public enum DateOutsideStatement: StatementRule {
    public static let code: Code = "V-122"
    public static let slug = "date-outside-statement"
    public static let severity = Severity.warning
    public static let effect = Effect.none

    public static func judge(_ facts: StatementFacts) -> [Finding] {
        guard let outside = facts.outside, let from = facts.tail.from, let to = facts.tail.to
        else { return [] }
        return [
            finding(
                facts.facts.file, outside.line, found: outside.day.description,
                ["from": from.description, "to": to.description])
        ]
    }
}
