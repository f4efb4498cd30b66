public import Accounting

/// I-365 · What comes from a supplier, goes back to one or opens the stock states its value.
public enum ValueMissing: StockRule {
    public static let code: Code = "I-365"
    public static let slug = "value-missing"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ facts: StockFacts) -> [Finding] {
        guard [.opening, .receipt, .supplierReturn].contains(facts.draft.kind) else { return [] }
        return facts.draft.rows.filter { $0.value == nil }.map {
            finding(
                facts.facts.file, Int($0.span.line), found: $0.item,
                ["item": $0.item, "document": facts.draft.number])
        }
    }
}
