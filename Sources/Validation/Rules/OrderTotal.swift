public import Accounting

/// A-204 · The lines of an order sum to its total.
public enum OrderTotal: OrderRule {
    public static let code: Code = "A-204"
    public static let slug = "order-total"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ order: OrderFacts) -> Finding? {
        guard order.counted != order.total else { return nil }
        let exponent = order.facts.books.currency.exponent
        return finding(
            order.facts.file, order.line, found: decimalText(order.total, exponent: exponent),
            ["order": order.number, "counted": decimalText(order.counted, exponent: exponent)])
    }
}
