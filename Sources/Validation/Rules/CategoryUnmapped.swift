public import Accounting

/// V-127 · Every category of a sale has a revenue account.
public enum CategoryUnmapped: OrderRule {
    public static let code: Code = "V-127"
    public static let slug = "category-unmapped"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ order: OrderFacts) -> Finding? {
        let rows = order.rows
        for row in order.range {
            let category = rows.arena.text(rows.categories[row])
            let account = order.facts.revenue[category.isEmpty ? "default" : category]
            if let account, order.facts.books.chart.has(account) { continue }
            return finding(
                order.facts.file, Int(rows.spans[row].line), found: category,
                ["account": account ?? ""])
        }
        return nil
    }
}
