public import Accounting
public import Digest
internal import GRDB

/// One unchanging state of the book, for reports.
public final class Snapshot {
    let db: Database

    init(_ db: Database) { self.db = db }

    /// The last batch: what the book knows.
    public func lastBatch() throws -> (id: Int64, head: Digest?) {
        guard
            let row = try Row.fetchOne(
                db, sql: "SELECT id, head FROM batch ORDER BY id DESC LIMIT 1")
        else { return (0, nil) }
        return (row["id"], Digest(bytes: Blob.bytes(row, "head")))
    }

    public func accountCodes() throws -> [Int64: String] {
        var codes: [Int64: String] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT id, code FROM account") {
            codes[row["id"]] = row["code"]
        }
        return codes
    }

    /// Sums of an account in a month by kind of entry, debit and credit apart.
    public struct MonthSum: Sendable {
        public var account: Int64
        public var month: Month
        public var kind: EntryKind
        public var debit: Int64
        public var credit: Int64
        public var count: Int64
    }

    /// Every account's sums by calendar month, in key order.
    /// - Complexity: accounts × months; postings are not scanned.
    public func monthSums() throws -> [MonthSum] {
        try Row.fetchAll(db, sql: "SELECT * FROM balance ORDER BY account, month, kind").map {
            MonthSum(
                account: $0["account"], month: Month(number: $0["month"]),
                kind: EntryKind(rawValue: $0["kind"]) ?? .normal, debit: $0["debit"],
                credit: $0["credit"], count: $0["count"])
        }
    }

    /// The same sums over days that are no whole months: from `from` to `to` inclusive.
    public func sums(from: Day, to: Day) throws -> [MonthSum] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT p.account, e.kind, sum(CASE p.side WHEN 0 THEN p.amount ELSE 0 END) AS debit,
                  sum(CASE p.side WHEN 1 THEN p.amount ELSE 0 END) AS credit, count(*) AS count
                FROM account a CROSS JOIN posting p ON p.account = a.id AND p.day BETWEEN ? AND ?
                JOIN entry e ON e.id = p.entry
                GROUP BY p.account, e.kind ORDER BY p.account, e.kind
                """, arguments: [from.databaseValue, to.databaseValue]
        ).map {
            MonthSum(
                account: $0["account"], month: from.month,
                kind: EntryKind(rawValue: $0["kind"]) ?? .normal, debit: $0["debit"],
                credit: $0["credit"], count: $0["count"])
        }
    }

    /// A posting with its entry, for ledgers and journals.
    public struct Line: Sendable {
        public var account: Int64
        public var day: Day
        public var documentDay: Day
        public var entry: Int64
        public var recipe: Recipe
        public var kind: EntryKind
        public var debit: Int64
        public var credit: Int64
        /// The amount in the currency it was agreed in, debit positive.
        public var original: Money?
        /// The rate the entry was converted at, e.g. `EUR/USD 1.0873`.
        public var rate: String
        public var party: String
        public var reference: String
        public var text: String
        /// The file that brought it; 0 for none.
        public var file: Int64
        public var path: String
        public var line: Int64
    }

    static let lineColumns = """
        p.account, p.day, e.document_day, e.id AS entry, e.recipe, e.kind,
        CASE p.side WHEN 0 THEN p.amount ELSE 0 END AS debit,
        CASE p.side WHEN 1 THEN p.amount ELSE 0 END AS credit,
        e.party, e.reference, e.text, f.path, e.line, p.currency,
        CASE p.side WHEN 0 THEN p.original ELSE -p.original END AS original,
        c.base, c.quote, c.mantissa, c.scale, e.file
        FROM posting p JOIN entry e ON e.id = p.entry LEFT JOIN file f ON f.id = e.file
        LEFT JOIN conversion c ON p.currency IS NOT NULL AND c.entry = e.id
        """

    /// A line by the columns of `lineColumns`, in their order.
    func line(_ row: Row) -> Line {
        Line(
            account: row[0], day: Day(number: row[1]), documentDay: Day(number: row[2]),
            entry: row[3], recipe: Recipe(rawValue: row[4]) ?? .voucher,
            kind: EntryKind(rawValue: row[5]) ?? .normal, debit: row[6], credit: row[7],
            original: Snapshot.money(row[14], row[13]), rate: rate(row), party: row[8],
            reference: row[9], text: row[10], file: row[19] ?? 0, path: row[11] ?? "", line: row[12]
        )
    }

    private func rate(_ row: Row) -> String {
        guard let base: String = row[15], let quote: String = row[16] else { return "" }
        return "\(base)/\(quote) \(decimalText(row[17], exponent: row[18]))"
    }

    /// An amount and its currency as the book keeps them, where it has them.
    static func money(_ amount: Int64?, _ code: String?) -> Money? {
        guard let amount, let currency = code.flatMap({ Currency($0) }) else { return nil }
        return Money(amount, currency)
    }

    /// Debits less credits of an account in its own currency, over postings up to and including a
    /// day; what has no original is in the books' currency.
    public func ownBalance(of account: Int64, through day: Day) throws -> Int64 {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT coalesce(sum(CASE side WHEN 0 THEN 1 ELSE -1 END
                  * coalesce(original, amount)), 0)
                FROM posting WHERE account = ? AND day <= ?
                """, arguments: [account, day.databaseValue]) ?? 0
    }

    /// Debits less credits of an account over entries whose documents are of some days, whenever
    /// they were posted; in its own currency, or in the books'.
    /// - Complexity: every posting of the account.
    public func movement(of account: Int64, documentsFrom from: Day, to: Day, isForeign: Bool)
        throws -> Int64
    {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT coalesce(sum(CASE p.side WHEN 0 THEN 1 ELSE -1 END
                  * \(isForeign ? "coalesce(p.original, p.amount)" : "p.amount")), 0)
                FROM posting p JOIN entry e ON e.id = p.entry
                WHERE p.account = ? AND e.document_day BETWEEN ? AND ?
                """, arguments: [account, from.databaseValue, to.databaseValue]) ?? 0
    }

    /// The postings of one account in a period, in day and number order, one at a time.
    public func lines(of account: Int64, from: Day, to: Day, _ take: (Line) throws -> Void) throws {
        let cursor = try Row.fetchCursor(
            db,
            sql: """
                SELECT \(Snapshot.lineColumns)
                WHERE p.account = ? AND p.day BETWEEN ? AND ? ORDER BY p.day, p.id
                """, arguments: [account, from.databaseValue, to.databaseValue])
        while let row = try cursor.next() { try take(line(row)) }
    }

    /// The entries of a period in order of day and number, posting by posting.
    public func journal(from: Day, to: Day, _ take: (Line) throws -> Void) throws {
        let cursor = try Row.fetchCursor(
            db,
            sql: """
                SELECT \(Snapshot.lineColumns)
                WHERE p.day BETWEEN ? AND ? ORDER BY p.day, p.entry, p.id
                """, arguments: [from.databaseValue, to.databaseValue])
        while let row = try cursor.next() { try take(line(row)) }
    }

    /// Entries posted on the days of a span; whole months are counted without a scan.
    public func entryCount(from: Day, to: Day) throws -> Int64 {
        if from == from.month.first, to == to.month.last {
            return try Int64.fetchOne(
                db, sql: "SELECT sum(count) FROM entry_count WHERE month BETWEEN ? AND ?",
                arguments: [Int64(from.month.number), Int64(to.month.number)]) ?? 0
        }
        return try Int64.fetchOne(
            db,
            sql: "SELECT count(*) FROM entry WHERE day BETWEEN ? AND ?",
            arguments: [from.databaseValue, to.databaseValue]) ?? 0
    }

    /// Payment rows that no bank line had cleared by a day.
    public func transit(on day: Day) throws -> [(record: TransitRecord, path: String, line: Int64)]
    {
        try Row.fetchAll(
            db,
            sql: """
                SELECT t.*, f.path, e.line FROM transit t
                JOIN entry e ON e.id = t.entry LEFT JOIN file f ON f.id = e.file
                WHERE t.day <= :day AND NOT EXISTS (
                  SELECT 1 FROM clearing c WHERE c.transit = t.id AND c.day <= :day)
                ORDER BY t.day, t.id
                """, arguments: ["day": day.databaseValue]
        ).map {
            var record = TransitRecord(
                entry: $0["entry"], account: $0["account"], party: $0["party"],
                number: $0["number"], reference: $0["reference"],
                day: Day(number: $0["day"]), amount: $0["amount"])
            record.id = $0["id"]
            return (record, $0["path"] ?? "", $0["line"])
        }
    }

    /// Statements by account and end, for the chain of balances.
    public func statements() throws -> [(record: StatementRecord, path: String)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT s.*, f.path FROM statement s LEFT JOIN file f ON f.id = s.file
                ORDER BY s.account, s.to_day, s.from_day, s.id
                """
        ).map { (StatementRecord(row: $0), $0["path"] ?? "") }
    }

    public func lockedThrough() throws -> Day? {
        try Int32.fetchOne(db, sql: "SELECT max(through_day) FROM lock").map { Day(number: $0) }
    }

    /// A file with what was read, posted and not posted of it in a period.
    public struct FileControl: Sendable {
        public var number: Int64
        public var path: String
        public var digest: Digest
        public var currency: String
        public var read = RowTally()
        public var byOutcome: [Outcome: RowTally] = [:]
    }

    /// The control figures: per file the rows whose posting date lies in the period.
    ///
    /// Rows without a date count in the period of the file's first dated row; with `from` nil,
    /// the whole book.
    public func control(from: Day?, to: Day?, first: Month = Month(number: .min)) throws
        -> [FileControl]
    {
        var controls: [Int64: [String: FileControl]] = [:]
        var files: [Int64: (path: String, digest: Digest)] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT id, path, digest FROM file ORDER BY id") {
            files[row["id"]] = (row["path"], Digest(bytes: Blob.bytes(row, "digest")))
        }
        let home = try homeMonths()
        func month(_ row: Row) -> Month? {
            (row["month"] as Int32?).map { Month(number: $0) }
        }
        func take(_ row: Row, _ own: Month?, _ add: (inout FileControl, RowTally) -> Void) {
            let file: Int64 = row["file"]
            let month = own ?? home[file]
            // Rows dated before the books begin count with their first month.
            let shown = month.map { max($0, first) }
            if let from, let to, let shown, !(from.month <= shown && shown <= to.month) { return }
            guard let known = files[file] else { return }
            let currency: String = row["currency"] ?? ""
            var tally = RowTally()
            tally.rows = row["rows"]
            tally.ins = row["ins"]
            tally.outs = row["outs"]
            tally.bare = row["bare"]
            var control =
                controls[file]?[currency]
                ?? FileControl(
                    number: file, path: known.path, digest: known.digest, currency: currency)
            add(&control, tally)
            controls[file, default: [:]][currency] = control
        }
        for row in try Row.fetchAll(db, sql: "SELECT * FROM read_total ORDER BY id") {
            take(row, month(row)) { $0.read.add($1) }
        }
        for row in try Row.fetchAll(db, sql: "SELECT * FROM posted_total ORDER BY id") {
            take(row, month(row)) { $0.byOutcome[.posted, default: RowTally()].add($1) }
        }
        for (row, day, outcome) in try currentVerdicts() {
            take(row, day?.month) { $0.byOutcome[outcome, default: RowTally()].add($1) }
        }
        return controls.sorted { $0.key < $1.key }.flatMap { _, byCurrency in
            byCurrency.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    /// Month of a file's first dated row; what has no date counts there.
    func homeMonths() throws -> [Int64: Month] {
        var home: [Int64: Month] = [:]
        for row in try Row.fetchAll(
            db, sql: "SELECT file, min(month) AS month FROM read_total GROUP BY file")
        {
            home[row["file"]] = (row["month"] as Int32?).map { Month(number: $0) }
        }
        return home
    }

    /// Verdicts in force, summed by file, day, currency and outcome.
    private func currentVerdicts() throws -> [(row: Row, day: Day?, outcome: Outcome)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT file, day, currency, outcome, sum(rows) AS rows, sum(ins) AS ins,
                  sum(outs) AS outs, sum(bare) AS bare FROM verdict v
                WHERE v.outcome <> 'posted'
                  AND NOT EXISTS (SELECT 1 FROM verdict n WHERE n.previous = v.id)
                GROUP BY file, day, currency, outcome
                """
        ).map {
            (
                $0, ($0["day"] as Int32?).map { Day(number: $0) },
                Outcome(rawValue: $0["outcome"]) ?? .held
            )
        }
    }
}

extension Snapshot {
    /// Findings in force: those of verdicts that stand and those without one, of a period.
    ///
    /// A finding of a row belongs to the row's month; one without a day to the month of its file's
    /// first dated row, and where the file has none, to every period. What keeps a statement or a
    /// file from posting is told in every month that lacks rows of it.
    public func findings(from: Day, to: Day, opening: Day) throws -> [Finding] {
        let home = try homeMonths()
        let start = opening + 1 == from ? opening : from
        let lacking = try unitsLackingRows(from: start.month, to: to.month)
        return try Row.fetchAll(
            db,
            sql: """
                SELECT n.*, f.path, w.day AS verdict_day FROM finding n
                LEFT JOIN file f ON f.id = n.file LEFT JOIN verdict w ON w.id = n.verdict
                WHERE (n.verdict IS NULL
                   OR NOT EXISTS (SELECT 1 FROM verdict v WHERE v.previous = n.verdict))
                  AND NOT (n.code = 'I-314' AND (n.file, n.line) IN (SELECT file, line FROM entry
                    WHERE recipe = \(Recipe.reclassified.rawValue)))
                ORDER BY n.id
                """
        ).compactMap { row in
            // A misdated row lies in no period of the books: it shows until it is settled.
            let code: String = row["code"]
            if code == "V-119" || code == "V-121" { return Finding(row: row) }
            if row["verdict"] as Int64? != nil, lacking.contains([row["file"], row["unit"]]) {
                return Finding(row: row)
            }
            let verdict: Int32? = row["unit"] == 0 ? row["verdict_day"] : nil
            if let day = (verdict ?? row["day"] as Int32?).map({ Day(number: $0) }) {
                guard start <= day, day <= to else { return nil }
            } else if let month = home[row["file"]] {
                guard start.month <= month, month <= to.month else { return nil }
            }
            return Finding(row: row)
        }
    }

    /// File and ordinal of what did not post as a whole, though months have rows of it: a
    /// statement, or with −1 the file.
    private func unitsLackingRows(from: Month, to: Month) throws -> Set<[Int64]> {
        try Set(
            Row.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT file, unit FROM verdict v
                    WHERE unit <> 0 AND outcome IN ('rejected', 'held') AND rows > 0
                      AND day BETWEEN ? AND ?
                      AND NOT EXISTS (SELECT 1 FROM verdict n WHERE n.previous = v.id)
                    """, arguments: [from.first.number, to.last.number]
            ).map { [$0["file"], $0["unit"]] })
    }

    public func hasOpening() throws -> Bool {
        try Int.fetchOne(db, sql: "SELECT 1 FROM entry_count WHERE kind = 0") != nil
    }

    /// True where a source has brought rows of these months.
    public func hasRows(source: String, from: Day, to: Day) throws -> Bool {
        try Int.fetchOne(
            db,
            sql: """
                SELECT 1 FROM read_total r JOIN file f ON f.id = r.file
                WHERE f.source = ? AND r.month BETWEEN ? AND ? LIMIT 1
                """,
            arguments: [source, Int64(from.month.number), Int64(to.month.number)]) != nil
    }
}

extension Snapshot {
    /// A row that did not post and may still, with where its bytes lie.
    public struct OpenRow: Sendable {
        public var path: String
        public var digest: Digest
        public var span: Span
        public var outcome: Outcome
        public var code: String
        /// The source that the file was read by, and its format.
        public var source: String
        public var format: String
    }

    /// Rejected and held rows of a span of months, in file and line order; whole units left out.
    public func openRows(from: Day, to: Day) throws -> [OpenRow] {
        let home = try homeMonths()
        return try Row.fetchAll(
            db,
            sql: """
                SELECT v.*, f.path, f.digest, f.source, f.format FROM verdict v
                JOIN file f ON f.id = v.file
                WHERE v.outcome IN ('rejected', 'held') AND v.length > 0
                  AND NOT EXISTS (SELECT 1 FROM verdict n WHERE n.previous = v.id)
                ORDER BY f.path, v.file, v.line
                """
        ).compactMap { row in
            let verdict = VerdictRecord(row: row)
            let month = verdict.day?.month ?? home[verdict.file]
            guard month.map({ from.month <= $0 && $0 <= to.month }) ?? true else { return nil }
            return OpenRow(
                path: row["path"], digest: Digest(bytes: Blob.bytes(row, "digest")),
                span: verdict.span, outcome: verdict.outcome, code: verdict.code,
                source: row["source"], format: row["format"])
        }
    }

    /// Every file of the book with its digest, in path order.
    public func inputs() throws -> [(String, Digest)] {
        try Row.fetchAll(db, sql: "SELECT path, digest FROM file ORDER BY path, id").map {
            ($0["path"], Digest(bytes: Blob.bytes($0, "digest")))
        }
    }
}
