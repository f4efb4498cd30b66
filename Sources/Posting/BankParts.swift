internal import Accounting
internal import Ledger
internal import Reconciliation
internal import Validation

/// A statement while its rows are being posted.
struct StatementPosting {
    let head: StatementHead
    /// The chart's account and its number; nil where the statement's account is not mapped.
    let account: (code: String, id: Int64)?
    var hasSavepoint = false
    var ruling = Ruling()
    var identity: RowIdentity
    /// Rows read, rows that are ignored, rows that duplicate another file's, by month.
    var read: [Month?: RowTally] = [:]
    var ignored: [Month?: RowTally] = [:]
    var duplicate: [Month?: RowTally] = [:]
    var posted: [Month?: RowTally] = [:]
    var ignoredRows: [(span: Span, day: Day?, amount: Int64?, reason: IgnoredReason)] = []
    var covered: [Day: (rows: Int64, debits: Int64, credits: Int64)] = [:]
    var firstDay: Day?
    var lastDay: Day?
    /// The earliest and the latest row, with their lines.
    var extremes: (first: (day: Day, line: Int)?, last: (day: Day, line: Int)?)
    var outside: (line: Int, day: Day)?
    var findings: [(Finding, Day?)] = []
    var transitBefore: TransitMatcher
    /// True where the book holds the same statement and this one would post rows again.
    var isRepeated = false
    /// True where an amount could not be read: sums over the statement say nothing then.
    var hasUnreadAmount = false
    /// False where the file is judged again and this statement has nothing open.
    var isDue = true
}

/// A bank amount whose other side is sought.
struct BankContra {
    let amount: Int64
    let text: ArraySlice<UInt8>
    let payerReference: ArraySlice<UInt8>
    let counterparty: ArraySlice<UInt8>
    let iban: ArraySlice<UInt8>
}

/// The entries of a batch of bank rows while they are written.
struct BankBatch {
    var columns = EntryBatch.Columns()
    /// Payment rows cleared: by transit number, entry position and day.
    var clearings: [(transit: Int64, entry: Int, day: Day)] = []

    /// Transactions of batched entries that stand in suspense: entry position, ordinal, text.
    var suspense: [(entry: Int, ordinal: Int64, text: String)] = []

    init(arena: Arena) { columns.arena = arena }

    /// Names the party of the entry being written.
    mutating func setParty(_ party: String) {
        columns.parties[columns.count - 1] = columns.arena.append(party)
    }

    mutating func setRecipe(_ recipe: Recipe) {
        columns.recipes[columns.count - 1] = recipe.rawValue
    }
}

extension Defect {
    /// True where a flaw leaves the row without a usable amount.
    var spoilsAmount: Bool {
        switch self {
        case .amountMalformed, .amountAmbiguous, .amountTooLarge, .amountPrecision,
            .currencyUnknown:
            true
        default: false
        }
    }
}

extension StatementPosting {
    mutating func note(_ day: Day, line: Int) {
        if firstDay.map({ day < $0 }) ?? true { firstDay = day }
        if lastDay.map({ day > $0 }) ?? true { lastDay = day }
        if extremes.first.map({ day < $0.day }) ?? true { extremes.first = (day, line) }
        if extremes.last.map({ day > $0.day }) ?? true { extremes.last = (day, line) }
    }

    mutating func findOutside(_ from: Day, _ to: Day) {
        if let first = extremes.first, first.day < from { outside = (first.line, first.day) }
        if let last = extremes.last, last.day > to { outside = (last.line, last.day) }
    }

    mutating func cover(_ day: Day, _ amount: Int64) {
        var sums = covered[day] ?? (0, 0, 0)
        sums.rows += 1
        if amount >= 0 { sums.debits &+= amount } else { sums.credits &-= amount }
        covered[day] = sums
    }
}
