public import Accounting

/// A-233 · A line is sold at the list price of its product (items.csv), before its discount.
///
/// A unit of the books' smallest coin a line is left to rounding. Lines in another currency, and
/// of products that are not on the list, are not compared.
public enum PriceOffList: OrderRule {
    public static let code: Code = "A-233"
    public static let slug = "price-off-list"
    public static let severity = Severity.warning
    public static let effect = Effect.none

    public static func judge(_ order: OrderFacts) -> Finding? {
        let (facts, rows) = (order.facts, order.batch.rows)
        guard !facts.books.products.isEmpty, order.currency == facts.books.currency else {
            return nil
        }
        for row in order.range where rows.products[row].count > 0 && rows.quantities[row] != 0 {
            let code = rows.arena.text(rows.products[row])
            guard let price = facts.books.products[code]?.listPrice else { continue }
            let quantity = Int128(rows.quantities[row].magnitude)
            let list = Int64(clamping: roundedHalfAway(Int128(price) * quantity, over: 1000))
            let sold = facts.pricesIncludeTax ? rows.grosses[row] : rows.nets[row]
            let full = Int64((sold &+ rows.discounts[row]).magnitude)
            guard abs(full - list) > 1 else { continue }
            let exponent = facts.books.currency.exponent
            return finding(
                facts.file, order.line(row), found: decimalText(full, exponent: exponent),
                [
                    "order": order.number, "product": code,
                    "expected": decimalText(list, exponent: exponent),
                ])
        }
        return nil
    }
}
