internal import Accounting
internal import Ledger
internal import Reconciliation
internal import Validation

/// A statement while its rows are being posted.
struct StatementPosting {
    let head: StatementHead
    /// The chart's account and its number; nil where the statement's account is not mapped.
    let account: (code: String, id: Int64)?
    /// How its amounts come into the books' currency.
    var exchange: Exchange
    var hasSavepoint = false
    var ruling = Ruling()
    var identity: RowIdentity
    /// Rows of batches that wait for the statement's end: only then is it known what they equal.
    var waiting: [(rows: BankRows, picked: [Int])] = []
    /// What stops the statement for rows that may be another file's.
    var lookalikes = Ruling()
    /// Rows read, rows that are ignored, rows that duplicate another file's, by month.
    var read = MonthTallies()
    var ignored = MonthTallies()
    var duplicate = MonthTallies()
    var posted = MonthTallies()
    var ignoredRows: [(span: Span, day: Day?, amount: Int64?, reason: IgnoredReason)] = []
    var covered = CoveredDays()
    var firstDay: Day?
    var lastDay: Day?
    /// The earliest and the latest row, with their lines.
    var extremes: (first: (day: Day, line: Int)?, last: (day: Day, line: Int)?)
    var outside: (line: Int, day: Day)?
    var findings: [(Finding, Day?)] = []
    /// Days told of for which the rate of a day before had to do.
    var earlierRates: Set<Day> = []
    var transitBefore: TransitMatcher
    var openItemsBefore: BankOpenItems?
    /// True where the book holds the same statement and this one would post rows again.
    var isRepeated = false
    /// True where an amount could not be read: sums over the statement say nothing then.
    var hasUnreadAmount = false
    /// False where the file is judged again and this statement has nothing open.
    var isDue = true

    /// Takes in what is ruled of one of its rows.
    mutating func take(_ ruling: Ruling, _ day: Day?) {
        for finding in ruling.findings { findings.append((finding, day)) }
        self.ruling.stopFrom(ruling)
    }
}

/// A bank amount whose other side is sought: a row's, or one transaction's of a batched entry.
struct BankContra {
    let amount: Int64
    let text: TextSlice
    let payerReference: TextSlice
    let counterparty: TextSlice
    let iban: TextSlice

    init(_ rows: BankRows, _ row: Int) {
        amount = rows.amounts[row]
        text = rows.texts[row]
        payerReference = rows.payerReferences[row]
        counterparty = rows.counterparties[row]
        iban = rows.ibans[row]
    }

    init(_ detail: BankDetail) {
        amount = detail.amount
        text = detail.text
        payerReference = detail.payerReference
        counterparty = detail.counterparty
        iban = detail.iban
    }
}

/// A bank amount as it comes into the books.
struct Contra {
    let line: BankContra
    /// In the books' currency, money in positive.
    let amount: Int64
    let original: Money?
    /// True where the bank account is in the original's currency.
    let isForeign: Bool
    let day: Day
    let documentDay: Day

    init(
        _ line: BankContra, _ amount: Int64, _ original: Money?, _ isForeign: Bool, _ day: Day,
        _ documentDay: Day
    ) {
        self.line = line
        self.amount = amount
        self.original = original
        self.isForeign = isForeign
        self.day = day
        self.documentDay = documentDay
    }
}

/// What stands on the other side of a bank amount.
enum Answer {
    case transit(WaitingPayment)
    case transfer(Int64)
    case items(ItemMatch)
    case rule(Int)
    case suspense
}

/// A mapping rule with the numbers of its accounts.
struct RuleAccounts {
    var account: Int64
    /// True where what posts on the account is an item.
    var isControl: Bool
    var party: String?
    var tax: Tax?
}

/// What a mapping rule has posted: on its own account, debit positive, and the base and tax by
/// code, positive for what is bought by a code of input tax and sold by one of output tax.
struct RulePosting {
    var net: Int64
    var tax: (code: String, base: Int64, tax: Int64)?
}

/// The entries of a batch of bank rows while they are written.
struct BankBatch {
    var columns = EntryBatch.Columns()
    /// Payment rows cleared: by transit number, entry position and day.
    var clearings: [(transit: Int64, entry: Int, day: Day)] = []
    /// Transactions of batched entries that stand in suspense: entry position, ordinal, text.
    var suspense: [(entry: Int, ordinal: Int64, text: String)] = []
    /// Who amounts in suspense are from, where the entry itself does not say it all.
    private(set) var unknown: [(entry: Int, ordinal: Int64, contra: BankContra)] = []
    /// What was posted on control accounts.
    private(set) var money: [ControlMoney] = []
    /// Bases and taxes of mapping rules, by entry position.
    var taxes: [(entry: Int, line: (code: String, base: Int64, tax: Int64))] = []
    /// Rates that entries were converted at, by entry position.
    var conversions: [(entry: Int, conversion: Conversion)] = []

    init(_ rows: BankRows) {
        columns.arena = rows.arena
        columns.reserve(entries: rows.count, postings: 2 * rows.count)
    }

    /// Begins the entry of a row; its postings follow.
    mutating func begin(_ row: Int, of rows: BankRows, file: Int64, day: Day, documentDay: Day) {
        columns.begin(
            .bankLine, day: day, documentDay: documentDay, file: file, span: rows.spans[row],
            party: rows.counterparties[row], reference: rows.references[row],
            text: rows.texts[row])
    }

    /// Posts a row's amount on its bank account.
    mutating func post(_ value: BooksAmount, on account: Int64) {
        columns.post(account, signed: value.amount, original: value.bankOriginal)
        if let conversion = value.conversion {
            conversions.append((columns.count - 1, conversion))
        }
    }

    /// Names the party of the entry being written.
    mutating func setParty(_ party: String) {
        columns.parties[columns.count - 1] = columns.arena.append(party)
    }

    mutating func setRecipe(_ recipe: Recipe) {
        columns.recipes[columns.count - 1] = recipe.rawValue
    }

    /// Keeps who an amount in suspense is from.
    ///
    /// - Parameter isDetail: false for a whole line, whose entry keeps the name itself and is
    ///   about to begin.
    mutating func keepParty(of contra: BankContra, ordinal: Int64, isDetail: Bool) {
        guard
            contra.iban.count > 0 || contra.payerReference.count > 0
                || isDetail && contra.counterparty.count > 0
        else { return }
        unknown.append((isDetail ? columns.count - 1 : columns.count, ordinal, contra))
    }

    /// Keeps what the entry being written has on a control account: an item once it has a number.
    ///
    /// - Parameter amount: debit positive.
    mutating func keepMoney(
        _ contra: Contra, _ amount: Int64, _ account: Int64, _ party: String,
        _ targets: [MatchableItem]
    ) {
        let entry = columns.count - 1
        let reference = columns.arena.text(columns.references[entry])
        let text = columns.arena.text(contra.line.text)
        money.append(
            ControlMoney(
                entry: entry, account: account, party: party,
                document: reference.isEmpty ? String(text.prefix(60)) : reference, amount: amount,
                original: contra.isForeign
                    ? contra.original.map { Money(-$0.minorUnits, $0.currency) } : nil,
                day: contra.day, documentDay: contra.documentDay, file: columns.files[entry],
                line: columns.lines[entry], targets: targets))
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

    /// What was read less what is ignored, by month.
    var judged: [(month: Month?, tally: RowTally)] {
        var judged = read
        for (month, tally) in ignored.sorted { judged.subtract(month, tally) }
        return judged.sorted
    }
}

/// Rows of a day of a bank account, debits and credits apart.
struct DaySums {
    var rows: Int64 = 0
    var debits: Int64 = 0
    var credits: Int64 = 0
}

/// The days a statement's posted rows lie on.
struct CoveredDays {
    private var days: [Day: DaySums] = [:]
    private var current: Day?
    private var sums = DaySums()

    @inline(__always) mutating func count(_ day: Day, _ amount: Int64) {
        if day != current { turn(to: day) }
        sums.rows &+= 1
        if amount >= 0 { sums.debits &+= amount } else { sums.credits &-= amount }
    }

    private mutating func turn(to day: Day?) {
        if let current {
            var known = days[current] ?? DaySums()
            known.rows &+= sums.rows
            known.debits &+= sums.debits
            known.credits &+= sums.credits
            days[current] = known
        }
        current = day
        sums = DaySums()
    }

    var byDay: [Day: DaySums] {
        var all = self
        all.turn(to: nil)
        return all.days
    }
}
