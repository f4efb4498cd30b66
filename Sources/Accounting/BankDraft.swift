/// One transaction of a batched entry; the details of an entry sum to its amount.
public struct BankDetail: Sendable {
    /// The entry's index in its `BankRows`.
    public var row: Int
    public var amount: Int64
    public var payerReference: TextSlice
    public var counterparty: TextSlice
    public var iban: TextSlice
    public var text: TextSlice

    public init(
        row: Int, amount: Int64, payerReference: TextSlice, counterparty: TextSlice,
        iban: TextSlice, text: TextSlice
    ) {
        self.row = row
        self.amount = amount
        self.payerReference = payerReference
        self.counterparty = counterparty
        self.iban = iban
        self.text = text
    }
}

/// An amount of an entry in another currency than its statement's, as the bank states it.
public struct BankOriginal: Sendable {
    /// The entry's index in its `BankRows`.
    public var row: Int
    /// With the entry's sign: money in positive.
    public var money: Money
    /// The rate the bank converted at, where stated.
    public var rate: ExchangeRate?

    public init(row: Int, money: Money, rate: ExchangeRate?) {
        self.row = row
        self.money = money
        self.rate = rate
    }
}

/// Bank entries in columns, about 4,096 at a time; amounts in minor units, money in positive.
public struct BankRows: Sendable {
    public var spans: [Span] = []
    /// Booking day; `missingDay` where the file states none.
    public var days: [Int32] = []
    public var valueDays: [Int32] = []
    public var amounts: [Int64] = []
    public var status: [EntryStatus] = []
    /// The bank's own reference of the entry.
    public var references: [TextSlice] = []
    /// The reference given by the payer (end-to-end id or structured creditor reference).
    public var payerReferences: [TextSlice] = []
    public var counterparties: [TextSlice] = []
    public var ibans: [TextSlice] = []
    public var texts: [TextSlice] = []
    public var arena = Arena()
    /// Transactions of batched entries, by row index, ascending.
    public var details: [BankDetail] = []
    /// Amounts in other currencies, by row index, ascending; at most one a row.
    public var originals: [BankOriginal] = []
    /// Defects by row index, ascending; a row with one is not postable.
    public var flaws: [(row: Int, flaw: Flaw)] = []

    public static let missingDay = Int32.min

    public init() {
        spans.reserveCapacity(Limits.batchRows)
        days.reserveCapacity(Limits.batchRows)
        valueDays.reserveCapacity(Limits.batchRows)
        amounts.reserveCapacity(Limits.batchRows)
        status.reserveCapacity(Limits.batchRows)
        references.reserveCapacity(Limits.batchRows)
        payerReferences.reserveCapacity(Limits.batchRows)
        counterparties.reserveCapacity(Limits.batchRows)
        ibans.reserveCapacity(Limits.batchRows)
        texts.reserveCapacity(Limits.batchRows)
    }

    public var count: Int { spans.count }
}

/// A statement as it begins: what is known before its first entry.
public struct StatementHead: Sendable, Hashable {
    /// Ordinal within the file, from 1.
    public var unit: Int
    public var account: String
    public var id: String
    public var currency: Currency?
    /// The opening balance, where it is stated before the first entry.
    public var opening: Exact?
    /// False for a list of rows that proves nothing: every row stands for itself.
    public var isStatement: Bool
    /// True where the statement holds every row of its days: balances on both sides prove it.
    public var provesDays: Bool
    /// False for camt.052 and 054, which are shown and never posted.
    public var posts: Bool
    public var line: Int

    public init(
        unit: Int, account: String, id: String, currency: Currency?, opening: Exact? = nil,
        isStatement: Bool = true, provesDays: Bool? = nil, posts: Bool = true, line: Int
    ) {
        self.provesDays = provesDays ?? (isStatement && opening != nil)
        self.opening = opening
        self.isStatement = isStatement
        self.posts = posts
        self.unit = unit
        self.account = account
        self.id = id
        self.currency = currency
        self.line = line
    }
}

/// A statement as it ends: balances, totals declared by the bank and those counted by us.
public struct StatementTail: Sendable, Hashable {
    public var unit: Int
    public var message: String
    public var account: String
    public var id: String
    public var currency: String
    public var from: Day?
    public var to: Day?
    /// True where the range is the bank's own (FrToDt), not that of the entries.
    public var statesRange = false
    public var opening: Exact?
    public var closing: Exact?
    /// The day of the closing balance, where it need not be the statement's end (OFX `DTASOF`).
    public var closingDay = ClosingDay.statementEnd
    public var entries = 0
    public var booked = Exact.zero
    public var bookedCount = 0
    /// The bank's own sums over the entries (TxsSummry), where stated.
    public var declared: [DeclaredTotal] = []
    public var flaws: [Flaw] = []
    public var line: Int
    /// False for a running list of rows that states no balance.
    public var isStatement = true
    /// False where the format has no end mark: cut behind a row, the file reads like a whole one.
    public var hasEndMark = true
    /// True for camt.053 and other end-of-day statements; false for 052 and 054.
    public var posts = true

    public init(unit: Int, message: String, account: String, id: String, line: Int) {
        self.unit = unit
        self.message = message
        self.account = account
        self.id = id
        self.line = line
        currency = ""
    }

    /// nil where an opening or closing balance is not stated.
    public var addsUp: Bool? {
        guard let opening, let closing else { return nil }
        var sum = opening
        sum.add(booked)
        return sum.equals(closing)
    }
}

extension StatementTail {
    /// True where the closing balance is that of the statement's last day: the books tie to it.
    public var endsBalanced: Bool {
        switch closingDay {
        case .statementEnd: true
        case .day(let day): day == to
        case .unstated: false
        }
    }
}

/// The day that a statement's closing balance is of.
public enum ClosingDay: Sendable, Hashable {
    /// After the statement's last entry.
    case statementEnd
    /// A day of the bank's own: entries after it are not in the balance, and entries that the
    /// statement does not list may be.
    case day(Day)
    /// The bank states a balance and no day.
    case unstated
}

/// One total declared by a file, beside what its rows give.
public struct DeclaredTotal: Sendable, Hashable {
    public var name: String
    public var declared: Exact
    public var counted: Exact
    public var line: Int

    public init(name: String, declared: Exact, counted: Exact, line: Int) {
        self.line = line
        self.name = name
        self.declared = declared
        self.counted = counted
    }
}
