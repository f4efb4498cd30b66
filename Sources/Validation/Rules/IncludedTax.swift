public import Accounting

/// V-171 · A tax that prices include can be told apart by category.
///
/// Stated for the order as a whole it is divided over the lines by their amounts. That is right
/// where one account takes them all, and where one rate is the rate of all: the tax is then what
/// the rate gives on their sum. Elsewhere nothing says which line bears which tax.
public enum IncludedTax: OrderRule {
    public static let code: Code = "V-171"
    public static let slug = "included-tax"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ order: OrderFacts) -> Finding? {
        guard order.facts.pricesIncludeTax, order.orderTaxes != 0, accounts(order).count > 1,
            !bearsOneRate(order)
        else { return nil }
        let exponent = order.facts.books.currency.exponent
        return finding(
            order.facts.file, order.line,
            found: decimalText(order.orderTaxes, exponent: exponent), ["order": order.number])
    }

    /// The accounts that the order's revenue posts on.
    private static func accounts(_ order: OrderFacts) -> Set<String> {
        let batch = order.batch
        var accounts: Set<String> = []
        for row in order.range where !batch.isBare(row) {
            accounts.insert(batch.categories[Int(batch.numbers.categories[row])].account ?? "")
        }
        for place in batch.parts(order.range) {
            let kind = batch.rows.parts[place].kind
            guard kind == .item || kind == .shipping else { continue }
            accounts.insert(batch.meaning(ofPart: place).named.account ?? "")
        }
        if order.range.contains(where: { batch.rows.orderShipping[$0] != 0 }) {
            let revenue = order.facts.revenue
            accounts.insert(revenue["shipping"] ?? revenue["default"] ?? "")
        }
        return accounts
    }

    /// True where one tax code's rate on all that the order sells gives the tax stated.
    private static func bearsOneRate(_ order: OrderFacts) -> Bool {
        let batch = order.batch
        var taxes: [String: Tax] = [:]
        for place in batch.parts(order.range) where batch.rows.parts[place].kind == .tax {
            guard let tax = batch.meaning(ofPart: place).tax else { return false }
            taxes[tax.code] = tax
        }
        if order.unnamedTax != 0 {
            guard let row = order.first(\.taxCodes),
                let tax = batch.taxes[Int(batch.numbers.taxes[row])]
            else { return false }
            taxes[tax.code] = tax
        }
        guard taxes.count == 1, let tax = taxes.first?.value else { return false }
        let expected = tax.rate.tax(insideGross: order.soldGross)
        return (expected - order.orderTaxes).magnitude <= order.facts.taxTolerance.magnitude
    }
}
