public import Accounting

/// V-126 · Every tender of an order has a clearing account.
public enum TenderUnmapped: OrderRule {
    public static let code: Code = "V-126"
    public static let slug = "tender-unmapped"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ order: OrderFacts) -> Finding? {
        let rows = order.rows
        for row in order.range where rows.tenders[row].count > 0 || rows.tendered[row] != 0 {
            let named = rows.arena.text(rows.tenders[row])
            let tender = named.isEmpty ? "default" : named
            guard let account = order.facts.clearing[tender] else {
                return finding(order.facts.file, Int(rows.spans[row].line), found: tender)
            }
            if !order.facts.books.chart.has(account) {
                return finding(
                    order.facts.file, Int(rows.spans[row].line), found: tender,
                    ["account": account])
            }
        }
        return nil
    }
}
