public import Accounting
internal import GRDB

/// What the goods that one store sold of one product have cost, in minor units.
public struct SoldCost: Sendable, Hashable {
    public var source: String
    public var store: String
    public var product: String
    public var amount: Int64
}

/// What moved of an item by kind, before a span of days and in it.
///
/// Quantities in thousandths, positive into stock; costs and values in minor units, costs
/// positive out of stock. The value of the stock is Σ values − Σ costs.
public struct StockMovement: Sendable, Hashable {
    public var item: String
    public var kind: StockMoveKind
    public var quantityBefore: Int64
    public var quantity: Int64
    public var valueBefore: Int64
    public var value: Int64
    public var costBefore: Int64 = 0
    public var cost: Int64 = 0
    public var first: Day
    public var last: Day
}

/// What was found of an item on a day, and what had moved since the finding before, or ever.
public struct StockFinding: Sendable, Hashable {
    public var item: String
    public var location: String
    public var day: Day
    /// nil for the days after the last finding.
    public var counted: Int64?
    public var moved: Int64
}

extension Snapshot {
    /// Costs of goods sold that posted on the days of a span, by store and product sold; those of
    /// periodic books, which post none, on the days of their moves.
    public func soldCosts(from: Day, to: Day) throws -> [SoldCost] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT m.source, m.document, w.text, sum(c.amount) AS amount
                FROM stock_cost c JOIN stock_move m ON m.id = c.move
                LEFT JOIN entry e ON e.id = c.entry
                JOIN word w ON w.id = coalesce(m.sold, m.product)
                WHERE m.kind IN ('sale', 'customer_return')
                  AND coalesce(e.day, m.day) BETWEEN ? AND ?
                GROUP BY m.source, m.document, w.id ORDER BY m.source, m.document, w.text
                """, arguments: [from.databaseValue, to.databaseValue]
        ).map {
            SoldCost(
                source: $0["source"], store: $0["document"], product: $0["text"],
                amount: $0["amount"])
        }
    }

    /// What moved of every item through the last day of a span, in the order of items.
    public func stockMovements(from: Day, to: Day) throws -> [StockMovement] {
        var costs: [String: (before: Int64, within: Int64)] = [:]
        for row in try Row.fetchAll(
            db,
            sql: """
                SELECT w.text, m.kind,
                  sum(CASE WHEN coalesce(e.day, m.day) < ?1 THEN c.amount ELSE 0 END) AS before,
                  sum(CASE WHEN coalesce(e.day, m.day) < ?1 THEN 0 ELSE c.amount END) AS within
                FROM stock_cost c JOIN stock_move m ON m.id = c.move
                LEFT JOIN entry e ON e.id = c.entry JOIN word w ON w.id = m.product
                WHERE coalesce(e.day, m.day) <= ?2 GROUP BY w.id, m.kind
                """, arguments: [from.databaseValue, to.databaseValue])
        {
            let (item, kind): (String, String) = (row["text"], row["kind"])
            costs[item + "\n" + kind] = (row["before"], row["within"])
        }
        // What is stated of goods sent back leaves with them.
        let sign = "CASE WHEN m.quantity < 0 THEN -1 ELSE 1 END"
        return try Row.fetchAll(
            db,
            sql: """
                SELECT w.text, m.kind, min(m.day) AS first, max(m.day) AS last,
                  sum(CASE WHEN m.day < ?1 THEN m.quantity ELSE 0 END) AS quantity_before,
                  sum(CASE WHEN m.day < ?1 THEN 0 ELSE m.quantity END) AS quantity,
                  coalesce(sum(CASE WHEN m.day < ?1 THEN m.value * \(sign) END), 0)
                    AS value_before,
                  coalesce(sum(CASE WHEN m.day >= ?1 THEN m.value * \(sign) END), 0) AS value
                FROM stock_move m JOIN word w ON w.id = m.product WHERE m.day <= ?2
                GROUP BY w.id, m.kind ORDER BY w.text, m.kind
                """, arguments: [from.databaseValue, to.databaseValue]
        ).map { row in
            let (item, kind): (String, String) = (row["text"], row["kind"])
            let cost = costs[item + "\n" + kind] ?? (0, 0)
            return StockMovement(
                item: item, kind: StockMoveKind(rawValue: kind) ?? .issue,
                quantityBefore: row["quantity_before"], quantity: row["quantity"],
                valueBefore: row["value_before"], value: row["value"], costBefore: cost.before,
                cost: cost.within, first: Day(number: row["first"]),
                last: Day(number: row["last"]))
        }
    }

    /// Countings of items through a day, each with what had moved since the one before, in order
    /// of item, location and day; a day's moves come before its count.
    /// - Parameter byLocation: false where all locations are one.
    public func stockFindings(through day: Day, byLocation: Bool) throws -> [StockFinding] {
        let location = byLocation ? "location" : "''"
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT w.text, \(location) AS place, m.day, NULL AS counted,
                  sum(m.quantity) AS moved, 0 AS is_count, 0 AS minute, 0 AS id
                FROM stock_move m JOIN word w ON w.id = m.product
                WHERE m.kind <> 'count' AND m.day <= ?1
                  AND m.product IN (SELECT product FROM stock_move WHERE kind = 'count')
                GROUP BY w.id, place, m.day
                UNION ALL
                SELECT w.text, \(location), m.day, m.counted, 0, 1, coalesce(m.minute, 0), m.id
                FROM stock_move m JOIN word w ON w.id = m.product
                WHERE m.kind = 'count' AND m.day <= ?1
                ORDER BY 1, 2, 3, is_count, minute, id
                """, arguments: [day.databaseValue])
        var findings: [StockFinding] = []
        while let row = try rows.next() {
            var finding = StockFinding(
                item: row["text"], location: row["place"], day: Day(number: row["day"]),
                counted: row["counted"], moved: row["moved"])
            // What moved on days without a count goes with the next one.
            if let last = findings.last, last.counted == nil, last.item == finding.item,
                last.location == finding.location
            {
                finding.moved += last.moved
                findings.removeLast()
            }
            findings.append(finding)
        }
        return findings
    }

    /// What payment services kept of what they were paid, by source and currency.
    public func paymentFees(from: Day, to: Day) throws
        -> [(source: String, currency: String, paid: Int64, fees: Int64)]
    {
        try Row.fetchAll(
            db,
            sql: """
                SELECT p.source, p.currency,
                  sum(CASE l.kind WHEN 'sale' THEN l.gross ELSE 0 END) AS paid,
                  sum(CASE l.kind WHEN 'fee' THEN -l.net ELSE l.fee END) AS fees
                FROM payout_line l JOIN payout p ON p.id = l.payout
                WHERE l.day BETWEEN ? AND ? GROUP BY p.source, p.currency
                ORDER BY p.source, p.currency
                """, arguments: [from.databaseValue, to.databaseValue]
        ).map { ($0["source"], $0["currency"], $0["paid"], $0["fees"]) }
    }
}
