public import Accounting

/// V-197 · The unit of a quantity is the item's own, or units.csv says what it is of it.
public enum UnitUnknown: StockRule {
    public static let code: Code = "V-197"
    public static let slug = "unit-unknown"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ facts: StockFacts) -> [Finding] {
        facts.draft.rows.compactMap { row in
            guard let item = facts.products[row.item],
                facts.products.size(of: row.unit, for: item) == nil
            else { return nil }
            return finding(
                facts.facts.file, Int(row.span.line), found: row.unit,
                ["item": row.item, "unit": row.unit, "own": item.unit])
        }
    }
}
