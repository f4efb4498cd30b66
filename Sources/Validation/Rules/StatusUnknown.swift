public import Accounting

/// V-128 · The status of an order is one the source says to post or to ignore.
public enum StatusUnknown: OrderRule {
    public static let code: Code = "V-128"
    public static let slug = "status-unknown"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ order: OrderFacts) -> Finding? {
        let status = order.rows.arena.text(order.text(order.rows.statuses))
        let facts = order.facts
        if status.isEmpty || facts.postingStatuses.contains(status) { return nil }
        return finding(facts.file, order.line, found: status)
    }
}
