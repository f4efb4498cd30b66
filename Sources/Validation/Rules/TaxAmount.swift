public import Accounting

/// A-205 · Tax is base × rate, within the stated tolerance.
public enum TaxAmount: OrderRule, DocumentRule {
    public static let code: Code = "A-205"
    public static let slug = "tax-amount"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ order: OrderFacts) -> Finding? {
        let batch = order.batch
        let tolerance = batch.facts.taxTolerance
        for row in order.range {
            let (net, found) = (batch.rows.nets[row], batch.rows.taxes[row])
            if net &+ found != batch.rows.grosses[row] {
                return unfooted(
                    net, found, batch.rows.grosses[row], order.line(row),
                    order.facts.books.currency, order.facts)
            }
            // Tax that stands on the order belongs to no line.
            guard batch.rows.taxCodes[row].count > 0, batch.rows.orderTax[row] == 0,
                let tax = batch.taxes[Int(batch.numbers.taxes[row])]
            else { continue }
            // Discounts that the row states apart take from the tax too.
            let base = net &+ batch.discounts(row)
            let expected = tax.rate.tax(onNet: base)
            if !holds(found, expected, tax.kind, tolerance) {
                return wrong(
                    found, expected, base, tax, order.line(row), order.facts.books.currency,
                    order.facts)
            }
        }
        return nil
    }

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        // The tax of an e-invoice is that of its rates, not of its lines: A-219.
        guard facts.draft.declared == nil else { return [] }
        return facts.draft.lines.compactMap { line in
            if line.net &+ line.tax != line.gross {
                return unfooted(
                    line.net, line.tax, line.gross, Int(line.span.line), facts.currency,
                    facts.facts)
            }
            guard let tax = facts.facts.books.taxes[line.taxCode] else { return nil }
            // A reverse charge stands on no invoice: the buyer computes it.
            let expected = tax.kind == .reverse ? 0 : tax.rate.tax(onNet: line.net)
            guard !holds(line.tax, expected, tax.kind, facts.facts.taxTolerance) else {
                return nil
            }
            return wrong(
                line.tax, expected, line.net, tax, Int(line.span.line), facts.currency,
                facts.facts)
        }
    }

    /// An exempt line has no tax at all; any other may differ by the tolerance.
    private static func holds(
        _ found: Int64, _ expected: Int64, _ kind: TaxKind, _ tolerance: Int64
    ) -> Bool {
        let allowed = kind == .exempt ? 0 : tolerance
        return (found - expected).magnitude <= allowed.magnitude
    }

    private static func unfooted(
        _ net: Int64, _ tax: Int64, _ gross: Int64, _ line: Int, _ currency: Currency,
        _ facts: Facts
    ) -> Finding {
        let exponent = currency.exponent
        return finding(
            facts.file, line, found: decimalText(gross, exponent: exponent),
            [
                "expected": decimalText(gross &- net, exponent: exponent),
                "net": decimalText(net, exponent: exponent), "rate": "–",
                "tax": decimalText(tax, exponent: exponent),
            ])
    }

    private static func wrong(
        _ found: Int64, _ expected: Int64, _ net: Int64, _ tax: Tax, _ line: Int,
        _ currency: Currency, _ facts: Facts
    ) -> Finding {
        let exponent = currency.exponent
        return finding(
            facts.file, line, found: decimalText(found, exponent: exponent),
            [
                "expected": decimalText(expected, exponent: exponent),
                "net": decimalText(net, exponent: exponent), "rate": tax.rate.text,
                "tax": tax.code,
            ])
    }
}
