public import Accounting

/// A-245 · What a payout states to have paid is the sum of its transactions' nets.
public enum PayoutTotal: PayoutRule {
    public static let code: Code = "A-245"
    public static let slug = "payout-total"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: PayoutFacts) -> [Finding] {
        let unit = facts.unit
        guard let paid = unit.paid.first, !unit.number.isEmpty else { return [] }
        let stated = 0 &- unit.paid.reduce(0) { $0 &+ $1.net }
        guard stated != unit.net else { return [] }
        return [
            finding(
                facts.facts.file, Int(paid.span.line), found: facts.text(stated, of: paid),
                [
                    "payout": unit.number, "expected": facts.text(unit.net, of: paid),
                    "difference": facts.text(stated &- unit.net, of: paid),
                ])
        ]
    }
}
