public import Accounting

/// A-256 · A stated value is not under zero, and is the cost of a unit × the quantity.
public enum StockValue: StockRule {
    public static let code: Code = "A-256"
    public static let slug = "stock-value"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: StockFacts) -> [Finding] {
        let exponent = facts.facts.books.currency.exponent
        return facts.draft.rows.compactMap { row in
            guard let value = row.value else { return nil }
            let expected = row.product(exponent: exponent) ?? value
            guard value < 0 || value != expected else { return nil }
            return finding(
                facts.facts.file, Int(row.span.line),
                found: decimalText(value, exponent: exponent),
                [
                    "item": row.item, "expected": decimalText(expected, exponent: exponent),
                    "quantity": decimalText(row.quantity, exponent: 3),
                ])
        }
    }
}
