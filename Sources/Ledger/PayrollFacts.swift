public import Accounting
internal import GRDB

/// A pay journal as the book holds it, with the day it posted on.
public struct PostedPayroll: Sendable {
    public var record: PayrollRecord
    public var day: Day

    init(row: Row) {
        record = PayrollRecord(
            entry: row["entry"], source: row["source"], number: row["number"],
            from: Day(number: row["from_day"]), to: Day(number: row["to_day"]),
            payDay: Day(number: row["pay_day"]))
        record.id = row["id"]
        day = Day(number: row["day"])
    }
}

extension PayrollElementRecord {
    init(row: Row) {
        self.init(
            payroll: row["payroll"], element: row["element"], account: row["account"],
            agency: row["agency"], amount: row["amount"])
    }
}

extension BookSession {
    /// The pay journals of a source, in the order they came.
    public func payrolls(source: String) throws -> [PostedPayroll] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT p.*, e.day FROM payroll p JOIN entry e ON e.id = p.entry
                WHERE p.source = ? ORDER BY p.id
                """, arguments: [source]
        ).map(PostedPayroll.init(row:))
    }

    /// The totals of pay journals by element and account, over their parties.
    public func payrollElements(of journals: [Int64]) throws -> [PayrollElementRecord] {
        let list = journals.map(String.init).joined(separator: ",")
        return try Row.fetchAll(
            db,
            sql: """
                SELECT 0 AS payroll, element, account, '' AS agency, sum(amount) AS amount
                FROM payroll_element WHERE payroll IN (\(list))
                GROUP BY element, account ORDER BY min(id)
                """
        ).map(PayrollElementRecord.init(row:))
    }
}

extension Snapshot {
    /// The pay journals posted on the days of a span, with their totals and where they came from.
    public func payrolls(from: Day, to: Day) throws
        -> [(journal: PostedPayroll, elements: [PayrollElementRecord], place: Place)]
    {
        try Row.fetchAll(
            db,
            sql: """
                SELECT p.*, e.day, e.line, f.path FROM payroll p JOIN entry e ON e.id = p.entry
                LEFT JOIN file f ON f.id = e.file
                WHERE e.day BETWEEN ? AND ? ORDER BY e.day, p.source, p.id
                """, arguments: [from.databaseValue, to.databaseValue]
        ).map { row in
            let journal = PostedPayroll(row: row)
            let line: Int64 = row["line"]
            let elements = try Row.fetchAll(
                db, sql: "SELECT * FROM payroll_element WHERE payroll = ? ORDER BY id",
                arguments: [journal.record.id]
            ).map(PayrollElementRecord.init(row:))
            return (journal, elements, Place(file: row["path"] ?? "", line: Int(line)))
        }
    }

    /// What accruals posted on a day, and what it was worked out from, by account.
    public func accruals(on day: Day) throws
        -> [(source: String, account: Int64, amount: Int64, text: String)]
    {
        try Row.fetchAll(
            db,
            sql: """
                SELECT e.reference, p.account, max(e.text) AS text,
                  sum(CASE p.side WHEN 0 THEN p.amount ELSE -p.amount END) AS amount
                FROM \(WorkedOut.postings) WHERE e.day = ? AND e.recipe = ?
                GROUP BY e.reference, p.account HAVING amount <> 0
                ORDER BY e.reference, p.account
                """, arguments: [day.databaseValue, Recipe.accrual.rawValue]
        ).map { ($0["reference"], $0["account"], $0["amount"], $0["text"]) }
    }
}
