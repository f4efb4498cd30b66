public import Accounting

/// A-246 · A transaction's net is its gross less its fee.
public enum PayoutNet: PayoutRule {
    public static let code: Code = "A-246"
    public static let slug = "payout-net"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: PayoutFacts) -> [Finding] {
        facts.unit.rows.filter { $0.gross &- $0.fee != $0.net }.map { row in
            finding(
                facts.facts.file, Int(row.span.line), found: facts.text(row.net, of: row),
                [
                    "transaction": row.number,
                    "expected": facts.text(row.gross &- row.fee, of: row),
                ])
        }
    }
}
