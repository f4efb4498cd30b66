public import Accounting

/// A-206 · Tenders and what is outstanding sum to the order.
public enum TenderTotal: OrderRule {
    public static let code: Code = "A-206"
    public static let slug = "tender-total"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ order: OrderFacts) -> Finding? {
        let paid = order.tendered &+ order.outstanding
        guard paid != order.total else { return nil }
        let exponent = order.facts.books.currency.exponent
        return finding(
            order.facts.file, order.line, found: decimalText(paid, exponent: exponent),
            ["order": order.number, "total": decimalText(order.total, exponent: exponent)])
    }
}
