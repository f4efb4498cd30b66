public import Accounting
internal import GRDB

/// The account a document asks to be paid on, as far as the book knows the party's.
public struct KnownBankAccount: Sendable, Hashable {
    public var iban: String
    public var document: String
    public var day: Day
}

/// Bases and amounts of a document by tax code, in the books' currency.
///
/// Positive for an invoice or bill, negative for what takes one back.
public struct TaxLineRecord: Sendable, Hashable {
    public var entry: Int64
    public var code: String
    public var base: Int64
    public var tax: Int64

    public init(entry: Int64, code: String, base: Int64, tax: Int64) {
        self.entry = entry
        self.code = code
        self.base = base
        self.tax = tax
    }
}

/// Entries that no row of a drop gave (`Recipe.isWorkedOut`): they are few.
enum WorkedOut {
    /// Their postings `p` with entries `e` and accounts `a`, as what a query reads from: by their
    /// own index and the postings' key, never through all postings.
    static let postings = """
        entry e INDEXED BY entry_worked_out CROSS JOIN account a CROSS JOIN posting p
        ON e.file = 0 AND p.account = a.id AND p.day = e.day AND p.entry = e.id
        """
}

/// What a month-end adjustment is of.
public struct AdjustmentKey: Hashable, Sendable, Comparable {
    public var recipe: Recipe
    public var subject: String

    public init(recipe: Recipe, subject: String) {
        self.recipe = recipe
        self.subject = subject
    }

    public static func < (left: AdjustmentKey, right: AdjustmentKey) -> Bool {
        (left.recipe.rawValue, left.subject) < (right.recipe.rawValue, right.subject)
    }
}

/// What a person has decided of a question or a match, and the entry it led to.
public struct AnswerRecord: Sendable, Hashable {
    public var file: Int64
    public var line: Int64
    public var question: String
    public var decision: String
    public var entry: Int64?

    public init(file: Int64, line: Int64, question: String, decision: String, entry: Int64?) {
        self.file = file
        self.line = line
        self.question = question
        self.decision = decision
        self.entry = entry
    }
}

/// A posted pay journal.
public struct PayrollRecord: Sendable, Hashable {
    public var id: Int64 = 0
    public var entry: Int64
    public var source: String
    public var number: String
    /// The days worked that it pays for.
    public var from: Day
    public var to: Day
    public var payDay: Day

    public init(
        entry: Int64, source: String, number: String, from: Day, to: Day, payDay: Day
    ) {
        self.entry = entry
        self.source = source
        self.number = number
        self.from = from
        self.to = to
        self.payDay = payDay
    }
}

/// The total of one element of a pay journal, of no person; debit positive.
public struct PayrollElementRecord: Sendable, Hashable {
    public var payroll: Int64
    public var element: String
    public var account: Int64
    /// Whom it is owed to, where it is owed.
    public var agency: String
    public var amount: Int64

    public init(payroll: Int64, element: String, account: Int64, agency: String, amount: Int64) {
        self.payroll = payroll
        self.element = element
        self.account = account
        self.agency = agency
        self.amount = amount
    }
}

extension BookSession {
    public func appendBank(of document: Int64, iban: String) throws {
        try append("document_bank", [document.databaseValue, iban.databaseValue])
    }

    public func append(_ line: TaxLineRecord) throws {
        try append(
            "tax_line",
            [
                line.entry.databaseValue, line.code.databaseValue, line.base.databaseValue,
                line.tax.databaseValue,
            ])
    }

    /// Keeps who a line in suspense is from.
    ///
    /// - Parameter ordinal: which of the entry's suspense postings it is, from 0.
    public func appendSuspenseParty(
        entry: Int64, ordinal: Int64, name: String, iban: String, reference: String
    ) throws {
        try append(
            "suspense_party",
            [
                entry.databaseValue, ordinal.databaseValue, name.databaseValue,
                iban.databaseValue, reference.databaseValue,
            ])
    }

    public func append(_ answer: AnswerRecord) throws {
        try append(
            "answer",
            [
                answer.file.databaseValue, answer.line.databaseValue,
                answer.question.databaseValue, answer.decision.databaseValue,
                answer.entry.databaseValue,
            ])
    }

    public func append(_ payroll: PayrollRecord) throws -> Int64 {
        try append(
            "payroll",
            [
                payroll.entry.databaseValue, payroll.source.databaseValue,
                payroll.number.databaseValue, payroll.from.databaseValue,
                payroll.to.databaseValue, payroll.payDay.databaseValue,
            ])
    }

    public func append(_ element: PayrollElementRecord) throws {
        try append(
            "payroll_element",
            [
                element.payroll.databaseValue, element.element.databaseValue,
                element.account.databaseValue, element.agency.databaseValue,
                element.amount.databaseValue,
            ])
    }

    /// The adjustments posted on a month's last day: sums by account, debit positive.
    public func adjustments(on day: Day) throws -> [AdjustmentKey: [Int64: Int64]] {
        flushPostings()
        var adjustments: [AdjustmentKey: [Int64: Int64]] = [:]
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT e.recipe, e.reference, p.account,
                  sum(CASE p.side WHEN 0 THEN p.amount ELSE -p.amount END) AS amount
                FROM \(WorkedOut.postings) WHERE e.day = ? AND e.recipe IN (?, ?)
                GROUP BY e.recipe, e.reference, p.account
                """,
            arguments: [
                day.databaseValue, Recipe.revaluation.rawValue, Recipe.accrual.rawValue,
            ])
        for row in rows {
            guard let recipe = Recipe(rawValue: row["recipe"]) else { continue }
            let key = AdjustmentKey(recipe: recipe, subject: row["reference"])
            adjustments[key, default: [:]][row["account"]] = row["amount"] as Int64
        }
        return adjustments
    }

    /// The last month's end that was ever adjusted.
    public func lastAdjustment() throws -> Day? {
        try Int32.fetchOne(
            db,
            sql: "SELECT max(day) FROM entry WHERE file = 0 AND recipe IN (?, ?)",
            arguments: [Recipe.revaluation.rawValue, Recipe.accrual.rawValue]
        ).map { Day(number: $0) }
    }

    /// The accounts that documents of a party have asked to be paid on, the latest last.
    public func bankAccounts(ofParty party: String, side: Side) throws -> [KnownBankAccount] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT b.iban, d.number, d.day FROM document d
                JOIN document_bank b ON b.document = d.id
                WHERE d.party = ? AND d.side = ? ORDER BY b.id
                """, arguments: [party, side.rawValue]
        ).map {
            KnownBankAccount(
                iban: $0["iban"], document: $0["number"], day: Day(number: $0["day"]))
        }
    }

    /// Documents of a party with an amount of a currency, in the order they were posted.
    ///
    /// - Parameter gross: in minor units of `currency`, signed as its items are.
    public func documents(
        ofParty party: String, kind: String, side: Side, gross: Int64, currency: String
    ) throws -> [(number: String, day: Day, entry: Int64)] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT d.number, d.day, d.entry FROM document d
                JOIN item i ON i.party = d.party AND i.document = d.number AND i.entry = d.entry
                WHERE d.party = ? AND d.kind = ? AND d.side = ? AND i.currency = ?
                GROUP BY d.id HAVING sum(i.original) = ? ORDER BY d.id
                """, arguments: [party, kind, side.rawValue, currency, gross]
        ).map { ($0["number"], Day(number: $0["day"]), $0["entry"]) }
    }
}
