public import Accounting

/// A-201 · Opening balance + booked entries = closing balance.
public enum StatementBalance: StatementRule {
    public static let code: Code = "A-201"
    public static let slug = "statement-balance"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: StatementFacts) -> [Finding] {
        let tail = facts.tail
        guard tail.addsUp == false, let opening = tail.opening, let closing = tail.closing
        else { return [] }
        var counted = opening
        counted.add(tail.booked)
        var difference = closing
        difference.add(-counted)
        return [
            finding(
                facts.facts.file, tail.line, found: closing.text,
                [
                    "opening": opening.text, "booked": tail.booked.text, "closing": closing.text,
                    "difference": difference.text, "statement": tail.id,
                ])
        ]
    }
}
