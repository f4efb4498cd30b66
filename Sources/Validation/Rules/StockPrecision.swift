public import Accounting

/// A-255 · A quantity is whole thousandths of the item's own unit.
public enum StockPrecision: StockRule {
    public static let code: Code = "A-255"
    public static let slug = "stock-precision"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ facts: StockFacts) -> [Finding] {
        facts.draft.rows.compactMap { row in
            guard let item = facts.products[row.item],
                facts.products.size(of: row.unit, for: item) != nil,
                facts.products.quantity(row.quantity, row.unit, of: item) == nil
            else { return nil }
            return finding(
                facts.facts.file, Int(row.span.line),
                found: decimalText(row.quantity, exponent: 3) + " " + row.unit,
                ["item": row.item, "own": item.unit])
        }
    }
}
