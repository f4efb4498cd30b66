public import Accounting

/// V-127 · Every category of a sale has a revenue account.
public enum CategoryUnmapped: OrderRule {
    public static let code: Code = "V-127"
    public static let slug = "category-unmapped"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ order: OrderFacts) -> Finding? {
        let batch = order.batch
        for row in order.range where !batch.isBare(row) {
            let category = batch.categories[Int(batch.numbers.categories[row])]
            if category.account != nil { continue }
            return finding(
                order.facts.file, order.line(row),
                found: batch.rows.arena.text(batch.rows.categories[row]),
                ["account": category.stated ?? ""])
        }
        for place in batch.parts(order.range) {
            let kind = batch.rows.parts[place].kind
            let posted = batch.meaning(ofPart: place).named
            if !kind.counts || kind == .tax || posted.account != nil { continue }
            let name = batch.name(ofPart: place)
            return finding(
                order.facts.file, order.line(batch.rows.parts[place].row),
                found: name.isEmpty ? kind.rawValue : name, ["account": posted.stated ?? ""])
        }
        return nil
    }
}
