public import Accounting

/// V-126 · Every tender of an order has a clearing account.
public enum TenderUnmapped: OrderRule {
    public static let code: Code = "V-126"
    public static let slug = "tender-unmapped"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ order: OrderFacts) -> Finding? {
        let batch = order.batch
        for row in order.range
        where batch.rows.tenders[row].count > 0 || batch.rows.tendered[row] != 0 {
            let tender = batch.tenders[Int(batch.numbers.tenders[row])]
            if tender.account != nil { continue }
            let named = batch.rows.arena.text(batch.rows.tenders[row])
            return finding(
                order.facts.file, order.line(row), found: named.isEmpty ? "default" : named,
                tender.stated.map { ["account": $0] } ?? [:])
        }
        for place in batch.parts(order.range) where batch.rows.parts[place].kind == .tender {
            let posted = batch.meaning(ofPart: place).named
            if posted.account != nil { continue }
            return finding(
                order.facts.file, order.line(batch.rows.parts[place].row),
                found: batch.name(ofPart: place), posted.stated.map { ["account": $0] } ?? [:])
        }
        return nil
    }
}
