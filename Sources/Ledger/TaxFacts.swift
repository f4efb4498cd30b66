public import Accounting
internal import GRDB

/// Bases and taxes of a tax code that one kind of origin has posted in a span of days.
///
/// Minor units of the books' currency; positive for what is invoiced, billed or sold.
public struct TaxTotal: Sendable, Hashable {
    public enum Origin: String, Sendable { case document, sale, bank }

    public var origin: Origin
    public var code: String
    public var base: Int64
    public var tax: Int64
}

extension Snapshot {
    /// Recipes whose entries come of bank lines, by number.
    private static let bankRecipes = [Recipe.bankLine, .settlement, .transfer, .reclassified]
        .map { String($0.rawValue) }.joined(separator: ",")

    /// Bases and taxes by origin and code, in that order, of entries posted on the days.
    public func taxTotals(from: Day, to: Day) throws -> [TaxTotal] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT CASE WHEN e.recipe IN (\(Snapshot.bankRecipes)) THEN 'bank'
                    WHEN e.recipe = \(Recipe.storeDay.rawValue) THEN 'sale'
                    ELSE 'document' END AS origin,
                  t.code, sum(t.base) AS base, sum(t.tax) AS tax
                FROM tax_line t JOIN entry e ON e.id = t.entry
                WHERE e.day BETWEEN ? AND ? GROUP BY 1, 2 ORDER BY 1, 2
                """, arguments: [from.databaseValue, to.databaseValue]
        ).compactMap { row in
            TaxTotal.Origin(rawValue: row["origin"]).map {
                TaxTotal(origin: $0, code: row["code"], base: row["base"], tax: row["tax"])
            }
        }
    }

    /// The postings of an account whose entries have no tax lines, in order of day.
    public func untaxedLines(of account: Int64, from: Day, to: Day) throws -> [Line] {
        var found: [Line] = []
        let cursor = try Row.fetchCursor(
            db,
            sql: """
                SELECT \(Snapshot.lineColumns)
                WHERE p.account = ? AND p.day BETWEEN ? AND ? AND e.kind <> 0
                  AND NOT EXISTS (SELECT 1 FROM tax_line t WHERE t.entry = e.id)
                ORDER BY p.day, p.id
                """, arguments: [account, from.databaseValue, to.databaseValue])
        while let row = try cursor.next() { found.append(line(row)) }
        return found
    }
}
