public import Accounting

/// A-248 · An exchange of one currency of a service's balance for another has both its sides.
public enum ConversionUnpaired: PayoutRule {
    public static let code: Code = "A-248"
    public static let slug = "conversion-unpaired"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ facts: PayoutFacts) -> [Finding] {
        guard facts.isUnpaired, let row = facts.unit.rows.first else { return [] }
        return [
            finding(
                facts.facts.file, Int(row.span.line), found: facts.text(row.net, of: row),
                ["transaction": row.number, "currency": row.currency])
        ]
    }
}
