public import Accounting

/// V-196 · Every item of a stock document stands in items.csv and is kept in stock.
public enum ItemUnknown: StockRule {
    public static let code: Code = "V-196"
    public static let slug = "item-unknown"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ facts: StockFacts) -> [Finding] {
        facts.draft.rows.filter { facts.products[$0.item]?.isStocked != true }.map {
            finding(
                facts.facts.file, Int($0.span.line), found: $0.item,
                ["item": $0.item, "name": facts.products[$0.item]?.name ?? ""])
        }
    }
}
