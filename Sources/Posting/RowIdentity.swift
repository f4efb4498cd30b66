internal import Accounting
internal import Ledger
internal import Validation

/// What identifies a bank row among those of its day.
struct BankRowKey {
    let day: Day
    let amount: Int64
    let reference: ArraySlice<UInt8>
    let text: ArraySlice<UInt8>
    let line: Int
}

/// Tells rows that another file has already brought from new ones (DEFINITIONS §1).
///
/// Rows are compared only on days that another file has covered. Where a statement proves the
/// day, or the rows come in a statement, the day's rows must agree as a whole; where neither
/// proves anything, a row equals another by the bank's reference, else by (day, amount, text,
/// ordinal), and then the source says how it exports.
struct RowIdentity {
    enum Judgement {
        case new
        case duplicate(entry: Int64)
        case lookalike(twin: String)
        /// A proved day does not have the row.
        case mismatch(Mismatch)
    }

    /// A day that the file's rows and the book disagree on.
    struct Mismatch {
        let day: Day
        let line: Int
        let rows: Int
        let posted: Int
        let twin: String
    }

    private final class DayState {
        /// Posted rows not yet found in this file.
        var left: [PostedRow]
        let total: Int
        let isProved: Bool
        var rows = 0
        var unmatched = 0
        var firstLine = 0
        var duplicates = 0
        var firstTwin = ""

        init(_ posted: [PostedRow], isProved: Bool) {
            left = posted
            total = posted.count
            self.isProved = isProved
        }
    }

    private let session: BookSession
    private let account: Int64
    private let file: Int64
    /// True where the rows come in a statement with balances.
    private let isProved: Bool
    private let exports: PostingSource.Exports?
    /// The day on which the statement before this one ended, when this one goes on from it.
    private let seam: Day?
    private var days: [Day: DayState?] = [:]
    /// Days of `coveredYears` that other files cover, and whether a statement proves them.
    private var coveredDays: [Day: Bool] = [:]
    private var coveredYears: Set<Int> = []
    private var lastNew: Day?
    private var lastIBAN: [UInt8] = []

    init(
        session: BookSession, account: Int64, file: Int64, isProved: Bool, opening: Int64?,
        exports: PostingSource.Exports?
    ) throws {
        self.session = session
        self.account = account
        self.file = file
        self.isProved = isProved
        self.exports = exports
        let last = try session.lastStatement(of: account, before: file)
        let goesOn = opening != nil && last?.closing == opening
        seam = goesOn ? last?.to : nil
    }

    /// True for the broken IBAN told of last (statements repeat their counterparties).
    mutating func isLastBroken(_ iban: ArraySlice<UInt8>) -> Bool {
        if iban.elementsEqual(lastIBAN) { return true }
        lastIBAN = Array(iban)
        return false
    }

    /// True for the day found last on which no other file has brought rows.
    func isUncovered(_ day: Day) -> Bool { day == lastNew }

    mutating func judge(_ row: BankRowKey) throws -> Judgement {
        if row.day == lastNew { return .new }
        guard let state = try state(row.day) else {
            lastNew = row.day
            return .new
        }
        if state.rows == 0 { state.firstLine = row.line }
        state.rows += 1
        if !row.reference.isEmpty,
            let twin = state.left.firstIndex(where: {
                row.reference.elementsEqual($0.reference) && row.amount == $0.amount
            })
        {
            return duplicate(state, twin)
        }
        if state.isProved || isProved { return whole(row, state) }
        return single(row, state)
    }

    /// Days on which this file's rows were compared with posted ones.
    var comparedDays: [Day] { days.compactMap { $0.value == nil ? nil : $0.key }.sorted() }

    /// Days whose rows do not agree as a whole.
    func mismatches() -> [Mismatch] {
        days.sorted { $0.key < $1.key }.compactMap { day, state in
            guard let state, state.isProved || isProved else { return nil }
            let lacks = state.isProved ? state.unmatched : 0
            let left = isProved ? state.left.count : 0
            guard lacks > 0 || left > 0 else { return nil }
            let twin = state.left.first.map { Place(file: $0.path, line: Int($0.line)).description }
            return Mismatch(
                day: day, line: state.firstLine, rows: state.rows, posted: state.total,
                twin: twin ?? state.firstTwin)
        }
    }

    /// Days with rows that were told to be duplicates.
    var duplicateDays: [(day: Day, line: Int, rows: Int, twin: String)] {
        days.sorted { $0.key < $1.key }.compactMap { day, state in
            guard let state, state.duplicates > 0 else { return nil }
            return (day, state.firstLine, state.duplicates, state.firstTwin)
        }
    }

    /// A day that must agree as a whole: amounts are ticked off against the posted rows.
    private func whole(_ row: BankRowKey, _ state: DayState) -> Judgement {
        let equal = state.left.firstIndex {
            $0.amount == row.amount && row.text.elementsEqual($0.text)
        }
        if let twin = equal ?? state.left.firstIndex(where: { $0.amount == row.amount }) {
            return duplicate(state, twin)
        }
        // A statement completes a day that a mere list had begun; a proved day is complete.
        if !state.isProved { return .new }
        state.unmatched += 1
        return .mismatch(
            Mismatch(
                day: row.day, line: row.line, rows: state.rows, posted: state.total,
                twin: state.firstTwin))
    }

    private func single(_ row: BankRowKey, _ state: DayState) -> Judgement {
        guard row.reference.isEmpty,
            let twin = state.left.firstIndex(where: {
                $0.amount == row.amount && row.text.elementsEqual($0.text)
            })
        else { return .new }
        switch exports {
        case .overlapping: return duplicate(state, twin)
        case .consecutive: return .new
        case nil:
            let known = state.left[twin]
            return .lookalike(twin: Place(file: known.path, line: Int(known.line)).description)
        }
    }

    private func duplicate(_ state: DayState, _ index: Int) -> Judgement {
        let twin = state.left.remove(at: index)
        state.duplicates += 1
        if state.firstTwin.isEmpty {
            state.firstTwin = Place(file: twin.path, line: Int(twin.line)).description
        }
        return .duplicate(entry: twin.entry)
    }

    /// What other files have posted on a day; nil where none has.
    private mutating func state(_ day: Day) throws -> DayState? {
        if let known = days[day] { return known }
        var state: DayState?
        if day != seam, let isProved = try covered(day) {
            state = DayState(
                try session.postedRows(account, day, before: file), isProved: isProved)
        }
        days[day] = .some(state)
        return state
    }

    /// Whether a statement proves a day that other files cover; nil for a day none covers.
    private mutating func covered(_ day: Day) throws -> Bool? {
        if coveredYears.insert(day.month.year).inserted {
            try coveredDays.merge(session.coveredDays(account, year: day.month.year, besides: file))
            {
                $0 || $1
            }
        }
        return coveredDays[day]
    }
}
