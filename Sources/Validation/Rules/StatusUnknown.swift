public import Accounting

/// V-128 · The status of an order is one the source says to post or to ignore.
public enum StatusUnknown: OrderRule {
    public static let code: Code = "V-128"
    public static let slug = "status-unknown"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ order: OrderFacts) -> Finding? {
        guard order.status == .unknown, let row = order.first(\.statuses) else { return nil }
        let status = order.batch.rows.arena.text(order.batch.rows.statuses[row])
        return finding(order.facts.file, order.line, found: status)
    }
}
