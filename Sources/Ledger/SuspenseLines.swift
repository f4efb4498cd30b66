public import Accounting
internal import Digest
internal import GRDB

/// A bank line, or a transaction of a batched one, that was posted to suspense.
public struct SuspenseLine: Sendable {
    /// What names the line in match lists and questions: `L` and 12 hexadecimal digits of what it
    /// was read from, the same in every book that has the file.
    public var id: String
    public var entry: Int64
    /// The posting on the suspense account.
    public var posting: Int64
    /// As the suspense account carries it, debit positive.
    public var amount: Int64
    /// The same in the currency it was agreed in.
    public var original: Money?
    /// True where the bank account itself is in that currency.
    public var isForeign: Bool
    /// Posting day.
    public var day: Day
    public var documentDay: Day
    public var text: [UInt8]
    /// Who it is from, as the bank states it.
    public var name: String
    public var iban: String
    public var payerReference: String
    /// The bank's own reference.
    public var reference: String
    public var file: Int64
    public var path: String
    /// The source of its file, by name.
    public var source: String
    public var line: Int64
    public var span: Span
    /// The entry that has taken it out of suspense.
    public var settled: Int64?

    /// As the bank account shows it, money in positive.
    public func shown(_ books: Currency) -> Money {
        if isForeign, let original { return Money(-original.minorUnits, original.currency) }
        return Money(-amount, books)
    }
}

extension BookSession {
    /// Bank lines of the suspense account, in posting order.
    ///
    /// - Parameter foreign: bank accounts that are not in the books' currency.
    public func suspenseLines(_ account: Int64, foreign: [Int64]) throws -> [SuspenseLine] {
        flushPostings()
        return try SuspenseLine.all(account, foreign: foreign, in: db)
    }

    /// What persons have decided, in the order it came.
    public func answers() throws -> [AnswerRecord] { try AnswerRecord.all(in: db) }
}

extension Snapshot {
    /// Bank lines of the suspense account, in posting order.
    ///
    /// - Parameter foreign: bank accounts that are not in the books' currency.
    public func suspenseLines(_ account: Int64, foreign: [Int64]) throws -> [SuspenseLine] {
        try SuspenseLine.all(account, foreign: foreign, in: db)
    }

    /// What persons have decided, in the order it came.
    public func answers() throws -> [AnswerRecord] { try AnswerRecord.all(in: db) }
}

extension AnswerRecord {
    fileprivate static func all(in db: Database) throws -> [AnswerRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM answer ORDER BY id").map {
            AnswerRecord(
                file: $0["file"], line: $0["line"], question: $0["question"],
                decision: $0["decision"], entry: $0["entry"])
        }
    }
}

extension SuspenseLine {
    /// A part of an entry that stands in suspense.
    private struct Part: Hashable {
        var entry: Int64
        var ordinal: Int64
    }

    /// - Complexity: linear in the postings of the suspense account.
    fileprivate static func all(_ account: Int64, foreign: [Int64], in db: Database) throws
        -> [SuspenseLine]
    {
        let recipes = Recipe.ofBankLines.map { String($0.rawValue) }.joined(separator: ",")
        let list = foreign.map(String.init).joined(separator: ",")
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT p.entry, p.id AS posting, p.day,
                  CASE p.side WHEN 0 THEN p.amount ELSE -p.amount END AS amount, p.currency,
                  CASE p.side WHEN 0 THEN p.original ELSE -p.original END AS original,
                  p.currency IS NOT NULL AND EXISTS (SELECT 1 FROM posting b
                    WHERE b.account IN (\(list)) AND b.day = p.day AND b.entry = p.entry)
                    AS is_foreign,
                  e.document_day, e.party, e.reference, e.text, e.file, e.line, e.offset, e.length,
                  f.path, f.digest, f.source
                FROM posting p JOIN entry e ON e.id = p.entry LEFT JOIN file f ON f.id = e.file
                WHERE p.account = ? AND e.recipe IN (\(recipes)) ORDER BY p.id
                """, arguments: [account])
        guard !rows.isEmpty else { return [] }
        let settled = try settledPostings(account, in: db)
        let (texts, parties) = (try texts(in: db), try parties(in: db))
        var last: Part?
        return rows.map { row in
            var part = Part(entry: row["entry"], ordinal: 0)
            if let last, last.entry == part.entry { part.ordinal = last.ordinal + 1 }
            last = part
            var line = SuspenseLine(row, part)
            if let text = texts[part] { line.text = Array(text.utf8) }
            if let party = parties[part] {
                (line.name, line.iban, line.payerReference) = party
            }
            line.settled = settled[line.posting]
            return line
        }
    }

    private init(_ row: Row, _ part: Part) {
        let text: String = row["text"]
        let digest: DatabaseValue = row["digest"]
        path = row["path"] ?? ""
        source = row["source"] ?? ""
        file = row["file"]
        line = row["line"]
        span = Span(
            line: Int32(truncatingIfNeeded: row["line"] as Int64), offset: row["offset"],
            length: Int32(truncatingIfNeeded: row["length"] as Int64))
        // A zip's digest is that of all its members.
        let member = path.split(separator: "!").dropFirst().joined(separator: "!")
        let hash = digest.isNull ? .zero : Digest(bytes: Blob.bytes(row, "digest"))
        id = "L" + questionID("\(hash) \(member) \(line) \(span.offset) \(part.ordinal)")
        entry = part.entry
        posting = row["posting"]
        amount = row["amount"]
        original = Snapshot.money(row["original"], row["currency"])
        isForeign = row["is_foreign"]
        day = Day(number: row["day"])
        documentDay = Day(number: row["document_day"])
        self.text = Array(text.utf8)
        name = row["party"]
        iban = ""
        payerReference = ""
        reference = row["reference"]
    }

    /// Postings on the suspense account by the entries that took them out of it.
    private static func settledPostings(_ account: Int64, in db: Database) throws
        -> [Int64: Int64]
    {
        var settled: [Int64: Int64] = [:]
        for row in try Row.fetchAll(
            db,
            sql: """
                SELECT e.id, e.reference FROM posting p JOIN entry e ON e.id = p.entry
                WHERE p.account = ? AND e.recipe = \(Recipe.reclassified.rawValue)
                """, arguments: [account])
        {
            // The posting's number, then where the decision stands.
            let reference: String = row["reference"]
            let number = reference.split(separator: " ").first.flatMap { Int64($0) }
            if let number { settled[number] = row["id"] }
        }
        return settled
    }

    private static func texts(in db: Database) throws -> [Part: String] {
        var texts: [Part: String] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT entry, ordinal, text FROM suspense_text") {
            texts[Part(entry: row["entry"], ordinal: row["ordinal"])] = row["text"]
        }
        return texts
    }

    private static func parties(in db: Database) throws
        -> [Part: (name: String, iban: String, reference: String)]
    {
        var parties: [Part: (name: String, iban: String, reference: String)] = [:]
        for row in try Row.fetchAll(
            db, sql: "SELECT entry, ordinal, name, iban, reference FROM suspense_party")
        {
            let part = Part(entry: row["entry"], ordinal: row["ordinal"])
            parties[part] = (row["name"], row["iban"], row["reference"])
        }
        return parties
    }
}

/// 12 hexadecimal digits of the SHA-256 of what a question is about.
public func questionID(_ subject: String) -> String {
    String(sha256(Array(subject.utf8)).description.prefix(12))
}
