public import Accounting

/// I-353 · A transaction names the payout it was paid with, where the service keeps no balance.
public enum PayoutUnnamed: PayoutRule {
    public static let code: Code = "I-353"
    public static let slug = "payout-unnamed"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ facts: PayoutFacts) -> [Finding] {
        guard facts.unit.number.isEmpty, !facts.unit.isOfBalance else { return [] }
        return facts.unit.rows.map { row in
            finding(
                facts.facts.file, Int(row.span.line), found: row.number,
                ["transaction": row.number])
        }
    }
}
