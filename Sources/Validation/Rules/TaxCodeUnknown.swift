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
                || $0.taxCode.isEmpty && $0.tax != 0 && facts.untaxed[$0.span.line] == nil
        }.map {
            finding(facts.facts.file, Int($0.span.line), found: $0.taxCode)
        }
    }

    public static func judge(_ order: OrderFacts) -> Finding? {
        let batch = order.batch
        let number = batch.rows.days[order.range.lowerBound]
        let day = number == BankRows.missingDay ? nil : Day(number: number)
        for row in order.range {
            if batch.rows.taxCodes[row].count == 0 {
                let owes =
                    batch.rows.taxes[row] != 0
                    || batch.rows.orderTax[row] != 0 && order.unnamedTax != 0
                if owes { return finding(order.facts.file, order.line(row)) }
                continue
            }
            let tax = batch.taxes[Int(batch.numbers.taxes[row])]
            if let tax, day.map({ tax.applies(on: $0) }) ?? true { continue }
            let code = batch.rows.arena.text(batch.rows.taxCodes[row])
            return finding(order.facts.file, order.line(row), found: code)
        }
        for place in batch.parts(order.range) where batch.rows.parts[place].kind == .tax {
            let tax = batch.meaning(ofPart: place).tax
            if let tax, day.map({ tax.applies(on: $0) }) ?? true { continue }
            return finding(
                order.facts.file, order.line(batch.rows.parts[place].row),
                found: batch.name(ofPart: place))
        }
        return nil
    }

    private static func isKnown(_ code: String, _ day: Day?, _ facts: Facts) -> Bool {
        if code.isEmpty { return true }
        guard let tax = facts.books.taxes[code] else { return false }
        return day.map { tax.applies(on: $0) } ?? true
    }
}
