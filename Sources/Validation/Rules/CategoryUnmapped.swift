public import Accounting

/// V-127 · Every category of a sale has a revenue account.
public enum CategoryUnmapped: OrderRule {
    public static let code: Code = "V-127"
    public static let slug = "category-unmapped"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ order: OrderFacts) -> Finding? {
        let batch = order.batch
        for row in order.range {
            let category = batch.categories[Int(batch.numbers.categories[row])]
            if category.account != nil { continue }
            return finding(
                order.facts.file, order.line(row),
                found: batch.rows.arena.text(batch.rows.categories[row]),
                ["account": category.stated ?? ""])
        }
        return nil
    }
}
