public import Accounting

/// V-170 · A refund that an order states without its day has a policy that says where it posts.
///
/// An export of orders tells what was given back in all, not when: the day is the gateway's to
/// tell (`refunds: elsewhere`), or the sale's is taken (`refunds: sale-day`), which divides the
/// tax in the order's proportion and so needs one tender to take the money from.
public enum RefundUndated: OrderRule {
    public static let code: Code = "V-170"
    public static let slug = "refund-undated"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ order: OrderFacts) -> Finding? {
        guard order.openRefund != 0 else { return nil }
        switch order.facts.refunds {
        case .elsewhere: return nil
        case .saleDay:
            let batch = order.batch
            let tenders = batch.parts(order.range).filter {
                batch.rows.parts[$0].kind == .tender
            }
            if Set(tenders.map { batch.numbers.parts[$0] }).count <= 1 { return nil }
        case nil: break
        }
        let exponent = order.facts.books.currency.exponent
        return finding(
            order.facts.file, order.line,
            found: decimalText(order.openRefund, exponent: exponent), ["order": order.number])
    }
}
