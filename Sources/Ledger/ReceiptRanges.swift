public import Accounting
internal import GRDB

/// Numbers of receipts, without a hole between them, that a file has brought of a till.
public struct ReceiptRange: Sendable, Hashable {
    public var source: String
    public var till: String
    /// What stands before the number: another prefix is another sequence.
    public var prefix: String
    public var numbers: ClosedRange<Int64>
    /// Digits that numbers are written with at least.
    public var digits: Int
    /// The first and the last business day of its receipts.
    public var days: ClosedRange<Day>
    public var file: Int64
    /// Where its lowest number stands.
    public var line: Int64

    public init(
        source: String, till: String, prefix: String, numbers: ClosedRange<Int64>, digits: Int,
        days: ClosedRange<Day>, file: Int64, line: Int64
    ) {
        self.source = source
        self.till = till
        self.prefix = prefix
        self.numbers = numbers
        self.digits = digits
        self.days = days
        self.file = file
        self.line = line
    }
}

extension BookSession {
    public func append(_ range: ReceiptRange) throws {
        try append(
            "receipt_range",
            [
                range.source.databaseValue, range.till.databaseValue,
                range.prefix.databaseValue, range.numbers.lowerBound.databaseValue,
                range.numbers.upperBound.databaseValue, Int64(range.digits).databaseValue,
                range.days.lowerBound.databaseValue, range.days.upperBound.databaseValue,
                range.file.databaseValue, range.line.databaseValue,
            ])
    }
}

extension Snapshot {
    /// Every range of receipts with the path of its file, sequence by sequence, by day and number.
    public func receiptRanges() throws -> [(range: ReceiptRange, path: String)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT r.*, f.path FROM receipt_range r LEFT JOIN file f ON f.id = r.file
                ORDER BY r.source, r.till, r.prefix, r.from_day, r.first, r.id
                """
        ).map { row in
            let (first, last): (Int64, Int64) = (row["first"], row["last"])
            let from = Day(number: row["from_day"])
            return (
                ReceiptRange(
                    source: row["source"], till: row["till"], prefix: row["prefix"],
                    numbers: first...max(first, last), digits: row["digits"],
                    days: from...max(from, Day(number: row["to_day"])), file: row["file"],
                    line: row["line"]),
                row["path"] ?? ""
            )
        }
    }
}
