public import Accounting

/// V-117 · A tax code stands in taxes.csv and applies on the day.
public enum TaxCodeUnknown: DocumentRule, OrderRule {
    public static let code: Code = "V-117"
    public static let slug = "tax-code-unknown"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        facts.draft.lines.filter {
            !isKnown($0.taxCode, facts.draft.day, facts.facts)
                || $0.taxCode.isEmpty && $0.tax != 0
        }.map {
            finding(facts.facts.file, Int($0.span.line), found: $0.taxCode)
        }
    }

    public static func judge(_ order: OrderFacts) -> Finding? {
        let rows = order.rows
        var last = TextSlice(start: -1, count: 0)
        for row in order.range {
            let owes = rows.taxes[row] != 0 || rows.orderTax[row] != 0
            if owes, rows.taxCodes[row].count == 0 {
                return finding(order.facts.file, Int(rows.spans[row].line))
            }
            guard rows.taxCodes[row].count > 0 else { continue }
            let slice = rows.taxCodes[row]
            if last.start >= 0, rows.arena[last].elementsEqual(rows.arena[slice]) { continue }
            last = slice
            let code = rows.arena.text(slice)
            let number = rows.days[order.range.lowerBound]
            let day = number == BankRows.missingDay ? nil : Day(number: number)
            if !isKnown(code, day, order.facts) {
                return finding(order.facts.file, Int(rows.spans[row].line), found: code)
            }
        }
        return nil
    }

    private static func isKnown(_ code: String, _ day: Day?, _ facts: Facts) -> Bool {
        if code.isEmpty { return true }
        guard let tax = facts.books.taxes[code] else { return false }
        return day.map { tax.applies(on: $0) } ?? true
    }
}
