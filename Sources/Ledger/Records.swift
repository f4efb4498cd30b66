public import Accounting
public import Digest
internal import GRDB

/// A drop as the book knows it.
public struct FileRecord: Sendable {
    public var id: Int64
    public var digest: Digest
    public var path: String
    public var source: String
    public var format: String
    public var size: Int64
    /// `posted` where the file was read to its end; else why it was not.
    public var outcome: Outcome

    public init(
        id: Int64, digest: Digest, path: String, source: String, format: String, size: Int64,
        outcome: Outcome
    ) {
        self.id = id
        self.digest = digest
        self.path = path
        self.source = source
        self.format = format
        self.size = size
        self.outcome = outcome
    }
}

/// The rate that an entry was converted at.
public struct ConversionRecord: Sendable {
    /// Who says so: the bank or the document itself, or the client's table.
    public enum Origin: String, Sendable { case stated, table }

    public var entry: Int64
    public var rate: ExchangeRate
    /// The day the rate is of.
    public var day: Day
    public var origin: Origin

    public init(entry: Int64, rate: ExchangeRate, day: Day, origin: Origin) {
        self.entry = entry
        self.rate = rate
        self.day = day
        self.origin = origin
    }
}

/// Rows counted with their money, of one month and currency.
///
/// Absolute amounts in minor units: `ins` money in, `outs` money out, `bare` rows without amount.
public struct RowTally: Sendable, Hashable {
    public var rows: Int64 = 0
    public var ins: Int64 = 0
    public var outs: Int64 = 0
    public var bare: Int64 = 0

    public init() {}

    /// The tally of a row; nil = it states no amount that could be read.
    public init(_ amount: Int64?) { count(amount) }

    /// The tally of rows that state no amount.
    public init(bare: Int64) { (rows, self.bare) = (bare, bare) }

    /// Counts a row; nil = it states no amount that could be read.
    public mutating func count(_ amount: Int64?) {
        rows &+= 1
        guard let amount else {
            bare &+= 1
            return
        }
        if amount >= 0 { ins &+= amount } else { outs &-= amount }
    }

    public mutating func add(_ other: RowTally) {
        rows &+= other.rows
        ins &+= other.ins
        outs &+= other.outs
        bare &+= other.bare
    }

    public mutating func subtract(_ other: RowTally) {
        rows &-= other.rows
        ins &-= other.ins
        outs &-= other.outs
        bare &-= other.bare
    }

    public var isZero: Bool { rows == 0 && ins == 0 && outs == 0 && bare == 0 }
}

/// What became of rows that did not post; one row, or the span of a refused unit.
public struct VerdictRecord: Sendable, Hashable {
    public var id: Int64 = 0
    public var file: Int64
    /// The statement's ordinal in the file; 0 for rows that stand for themselves.
    public var unit: Int64
    public var span: Span
    public var tally: RowTally
    public var currency: String
    public var day: Day?
    public var outcome: Outcome
    public var code: String
    /// The entry that already holds the row.
    public var twin: Int64?
    /// The verdict this one replaces.
    public var previous: Int64?

    public init(
        file: Int64, unit: Int64, span: Span, tally: RowTally, currency: String, day: Day?,
        outcome: Outcome, code: String, twin: Int64? = nil, previous: Int64? = nil
    ) {
        self.file = file
        self.unit = unit
        self.span = span
        self.tally = tally
        self.currency = currency
        self.day = day
        self.outcome = outcome
        self.code = code
        self.twin = twin
        self.previous = previous
    }
}

/// A statement that posted or is known.
public struct StatementRecord: Sendable, Hashable {
    public var file: Int64
    public var unit: Int64
    public var account: Int64
    public var name: String
    public var from: Day?
    public var to: Day?
    public var opening: Int64?
    public var closing: Int64?
    public var rows: Int64
    public var line: Int64

    public init(
        file: Int64, unit: Int64, account: Int64, name: String, from: Day?, to: Day?,
        opening: Int64?, closing: Int64?, rows: Int64, line: Int64
    ) {
        self.file = file
        self.unit = unit
        self.account = account
        self.name = name
        self.from = from
        self.to = to
        self.opening = opening
        self.closing = closing
        self.rows = rows
        self.line = line
    }
}

/// A payment row between the sub-ledger and the bank.
public struct TransitRecord: Sendable, Hashable {
    public var id: Int64 = 0
    public var entry: Int64
    public var account: Int64
    public var party: String
    public var number: String
    public var reference: String
    public var day: Day
    /// As the bank will show it: money in positive.
    public var amount: Int64

    public init(
        entry: Int64, account: Int64, party: String, number: String, reference: String, day: Day,
        amount: Int64
    ) {
        self.entry = entry
        self.account = account
        self.party = party
        self.number = number
        self.reference = reference
        self.day = day
        self.amount = amount
    }
}

/// The rows of one account-day that one file has brought.
public struct CoveredRecord: Sendable, Hashable {
    public var account: Int64
    public var day: Day
    public var file: Int64
    public var source: String
    public var rows: Int64
    public var debits: Int64
    public var credits: Int64
    /// True where a statement's balances prove that the day is complete.
    public var proved: Bool

    public init(
        account: Int64, day: Day, file: Int64, source: String, rows: Int64, debits: Int64,
        credits: Int64, proved: Bool
    ) {
        self.account = account
        self.day = day
        self.file = file
        self.source = source
        self.rows = rows
        self.debits = debits
        self.credits = credits
        self.proved = proved
    }
}

extension BookSession {
    /// The number the file being read will have.
    public func reserveFile() throws -> Int64 { try next("file") }

    public func append(_ file: FileRecord) throws {
        try append(
            "file", id: file.id,
            [
                Blob.data(file.digest.bytes).databaseValue, file.path.databaseValue,
                file.source.databaseValue, file.format.databaseValue, file.size.databaseValue,
                file.outcome.rawValue.databaseValue,
            ])
    }

    @discardableResult
    public func append(_ verdict: VerdictRecord) throws -> Int64 {
        try append(
            "verdict",
            [
                verdict.file.databaseValue, verdict.unit.databaseValue,
                Int64(verdict.span.line).databaseValue, verdict.span.offset.databaseValue,
                Int64(verdict.span.length).databaseValue, verdict.tally.rows.databaseValue,
                verdict.currency.databaseValue, verdict.tally.ins.databaseValue,
                verdict.tally.outs.databaseValue, verdict.tally.bare.databaseValue,
                verdict.day.databaseValue, verdict.outcome.rawValue.databaseValue,
                verdict.code.databaseValue, verdict.twin.databaseValue,
                verdict.previous.databaseValue,
            ])
    }

    public func append(_ statement: StatementRecord) throws {
        try append(
            "statement",
            [
                statement.file.databaseValue, statement.unit.databaseValue,
                statement.account.databaseValue, statement.name.databaseValue,
                statement.from.databaseValue, statement.to.databaseValue,
                statement.opening.databaseValue, statement.closing.databaseValue,
                statement.rows.databaseValue, statement.line.databaseValue,
            ])
    }

    public func appendDocument(
        side: Side, party: String, kind: String, number: String, day: Day, gross: Int64,
        entry: Int64, content: Digest
    ) throws -> Int64 {
        try append(
            "document",
            [
                side.rawValue.databaseValue, party.databaseValue, kind.databaseValue,
                number.databaseValue, day.databaseValue, gross.databaseValue, entry.databaseValue,
                Blob.data(content.bytes).databaseValue,
            ])
    }

    /// Tax that waits for a document's payment (positive), or that a payment made due (negative).
    public func moveTax(
        document: Int64, waiting: Int64, account: Int64, base: Int64, tax: Int64
    ) throws {
        try append(
            "tax_move",
            [
                document.databaseValue, waiting.databaseValue, account.databaseValue,
                base.databaseValue, tax.databaseValue,
            ])
    }

    public func append(_ transit: TransitRecord) throws -> Int64 {
        try append(
            "transit",
            [
                transit.entry.databaseValue, transit.account.databaseValue,
                transit.party.databaseValue, transit.number.databaseValue,
                transit.reference.databaseValue, transit.day.databaseValue,
                transit.amount.databaseValue,
            ])
    }

    public func clear(transit: Int64, entry: Int64, day: Day) throws {
        try append(
            "clearing", [transit.databaseValue, entry.databaseValue, day.databaseValue])
    }

    /// Keeps the rate an entry was converted at.
    public func append(_ conversion: ConversionRecord) throws {
        let rate = conversion.rate
        try append(
            "conversion",
            [
                conversion.entry.databaseValue, rate.base.code.databaseValue,
                rate.quote.code.databaseValue, rate.mantissa.databaseValue,
                rate.scale.databaseValue, conversion.day.databaseValue,
                conversion.origin.rawValue.databaseValue,
            ])
    }

    /// Keeps the text of one transaction of a batched entry that stands in suspense.
    ///
    /// - Parameter ordinal: which of the entry's suspense postings it is, from 0.
    public func appendSuspense(entry: Int64, ordinal: Int64, text: String) throws {
        try append(
            "suspense_text",
            [entry.databaseValue, ordinal.databaseValue, text.databaseValue])
    }

    public func append(_ covered: CoveredRecord) throws {
        try append(
            "covered",
            [
                covered.account.databaseValue, covered.day.databaseValue,
                covered.file.databaseValue, covered.source.databaseValue,
                covered.rows.databaseValue, covered.debits.databaseValue,
                covered.credits.databaseValue, Int64(covered.proved ? 1 : 0).databaseValue,
            ])
    }

    public func reserveSaleDay() throws -> Int64 { try next("sale_day") }

    public func appendSaleDay(
        id: Int64, source: String, store: String, day: Day, file: Int64,
        sales: ClosedRange<Int64>, entry: Int64, orders: Int64, total: Int64
    ) throws {
        try append(
            "sale_day", id: id,
            [
                source.databaseValue, store.databaseValue, day.databaseValue, file.databaseValue,
                sales.lowerBound.databaseValue, sales.upperBound.databaseValue,
                entry.databaseValue, orders.databaseValue, total.databaseValue,
            ])
    }

    public enum TallyKind: String { case read = "read_total", posted = "posted_total" }

    public func append(
        _ kind: TallyKind, file: Int64, month: Month?, currency: String, _ tally: RowTally
    ) throws {
        guard !tally.isZero else { return }
        try append(
            kind.rawValue,
            [
                file.databaseValue, month.databaseValue, currency.databaseValue,
                tally.rows.databaseValue, tally.ins.databaseValue, tally.outs.databaseValue,
                tally.bare.databaseValue,
            ])
    }

    public func lock(through day: Day, reason: String) throws {
        try append("lock", [day.databaseValue, reason.databaseValue])
    }

    /// Keeps a finding; `day` is the posting date of the row it stands on, if it has one.
    public func append(_ finding: Finding, file: Int64, unit: Int64, day: Day?, verdict: Int64?)
        throws
    {
        let arguments = finding.arguments.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value)" }.joined(separator: "\u{1F}")
        try append(
            "finding",
            [
                file.databaseValue, unit.databaseValue, Int64(finding.place.line).databaseValue,
                Int64(finding.place.column).databaseValue,
                finding.severity.rawValue.databaseValue, finding.code.text.databaseValue,
                finding.found.databaseValue, arguments.databaseValue, day.databaseValue,
                verdict.databaseValue,
            ])
    }

    /// True while this transaction has added nothing to the book.
    public var isEmpty: Bool { nothingAppended }
}

extension Day {
    var databaseValue: DatabaseValue { Int64(number).databaseValue }
}

extension Optional where Wrapped == Day {
    var databaseValue: DatabaseValue { self?.databaseValue ?? .null }
}

extension Optional where Wrapped == Month {
    var databaseValue: DatabaseValue { self.map { Int64($0.number).databaseValue } ?? .null }
}

extension Optional where Wrapped == Int64 {
    var databaseValue: DatabaseValue { self.map { $0.databaseValue } ?? .null }
}
