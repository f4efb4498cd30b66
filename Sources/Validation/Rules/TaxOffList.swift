public import Accounting

/// A-234 · A line bears the tax that its product is sold under (items.csv).
public enum TaxOffList: OrderRule {
    public static let code: Code = "A-234"
    public static let slug = "tax-off-list"
    public static let severity = Severity.warning
    public static let effect = Effect.none

    public static func judge(_ order: OrderFacts) -> Finding? {
        let (facts, batch) = (order.facts, order.batch)
        let rows = batch.rows
        guard !facts.books.products.isEmpty else { return nil }
        for row in order.range where rows.products[row].count > 0 && rows.taxCodes[row].count > 0 {
            let code = rows.arena.text(rows.products[row])
            guard let listed = facts.books.products[code]?.taxCode,
                let stated = batch.taxes[Int(batch.numbers.taxes[row])]?.code, stated != listed
            else { continue }
            return finding(
                facts.file, order.line(row), found: stated,
                ["order": order.number, "product": code, "expected": listed])
        }
        return nil
    }
}
