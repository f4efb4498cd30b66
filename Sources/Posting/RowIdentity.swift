internal import Accounting
internal import Ledger
internal import Validation

/// What identifies a bank row among those of its day.
struct BankRowKey {
    /// Its place in its batch.
    let row: Int
    let day: Day
    let amount: Int64
    let reference: ArraySlice<UInt8>
    let text: ArraySlice<UInt8>
    let line: Int
}

/// Tells rows that another file has already brought from new ones (DEFINITIONS §1).
///
/// Rows are compared only with rows of the same account, booking day and amount, and only on
/// days that another file has covered; n equal rows of one file are n rows. A posted row is the
/// twin of one row of a file at most, and of the likest: same reference, same text, same amount.
/// Two references of one source are two events, whatever else agrees. A *statement* here has
/// balances on both sides, a *list* has not. A day is *proved* where a statement covers it,
/// *listed* where lists alone do.
///
/// | the row is of       | the posted row of its amount            | day     | it becomes      |
/// |---------------------|-----------------------------------------|---------|-----------------|
/// | either              | none, and no file covers the day        | –       | new             |
/// | either              | has its reference                       | covered | duplicate       |
/// | a list              | is there                                | proved  | duplicate       |
/// | a list              | is not there                            | proved  | held, I-305     |
/// | a statement         | is there                                | covered | duplicate       |
/// | a statement         | is not there                            | listed  | new             |
/// | a statement         | is not there                            | proved  | all held, I-305 |
/// | a statement         | is there, and the statement lacks it    | covered | all held, I-305 |
/// | a list              | has another reference, same source      | listed  | new             |
/// | a list              | has another text, same source           | listed  | new             |
/// | a list              | has its text, same source               | listed  | open ¹          |
/// | a list              | is of another source                    | listed  | open ¹          |
/// | a statement that    | is another's whose part of the day ends | proved  | new             |
/// | goes on within      | where this begins, or begins where it   |         |                 |
/// | the day             | ends                                    |         |                 |
/// | the same            | takes the amount from the same balance  | proved  | open ¹          |
///
/// ¹ Nothing tells whether it is one event or two: a duplicate where the source's `exports` are
/// `overlapping`, new where they are `consecutive`, else held, I-304 – with its statement where
/// it comes in one. Rows beyond the number posted are new in any case.
///
/// Days between a statement's first and last row on which it has none are proved to be empty.
/// They disagree with rows of other files like any proved day, but for entries that a statement
/// going on from the other one has dated back.
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

    /// What a statement says of itself at its end.
    struct Extent {
        let opening: Int64?
        let closing: Int64?
        let first: Day?
        let last: Day?
    }

    private let session: BookSession
    private let account: Int64
    private let file: Int64
    private let source: String
    /// True where the rows come in a statement with balances.
    private let provesDays: Bool
    private let exports: PostingSource.Exports?
    private var days: [Day: IdentityDay?] = [:]
    /// Days of `coveredYears` that other files cover, and whether a statement proves them.
    private var coveredDays: [Day: Bool] = [:]
    private var coveredYears: Set<Int> = []
    /// Posted rows set aside for rows of the batch at hand.
    private var reserved: [Int: (state: IdentityDay, index: Int)] = [:]
    private var lastNew: Day?
    private var lastIBAN: [UInt8] = []

    init(
        session: BookSession, account: Int64, file: Int64, source: String, provesDays: Bool,
        exports: PostingSource.Exports?
    ) {
        self.session = session
        self.account = account
        self.file = file
        self.source = source
        self.provesDays = provesDays
        self.exports = exports
    }

    /// True for the broken IBAN told of last (statements repeat their counterparties).
    mutating func isLastBroken(_ iban: ArraySlice<UInt8>) -> Bool {
        if iban.elementsEqual(lastIBAN) { return true }
        lastIBAN = Array(iban)
        return false
    }

    /// True for the day found last on which no other file has brought rows.
    func isUncovered(_ day: Day) -> Bool { day == lastNew }

    // MARK: Rows

    /// True where the rows of a day wait for the statement's end: another one begins or ends on
    /// the day, and only the balances say whether this one goes on from it.
    mutating func waits(_ day: Day) throws -> Bool {
        guard provesDays, day != lastNew else { return false }
        return try state(day)?.adjoining.isEmpty == false
    }

    /// True where other files have covered the day.
    mutating func compares(_ day: Day) throws -> Bool {
        guard day != lastNew else { return false }
        return try state(day) != nil
    }

    /// Sets the likest posted rows aside for the rows of a batch, before any is judged.
    mutating func expect(_ rows: [BankRowKey]) throws {
        for (state, index) in reserved.values { state.giveBack(index) }
        reserved = [:]
        for likeness in [IdentityDay.Likeness.reference, .text] {
            for row in rows where reserved[row.row] == nil {
                guard let state = try state(row.day),
                    let index = state.find(row, of: source, atLeast: least(state, likeness))
                else { continue }
                state.take(index)
                reserved[row.row] = (state, index)
            }
        }
    }

    mutating func judge(_ row: BankRowKey) throws -> Judgement {
        if row.day == lastNew { return .new }
        guard let state = try state(row.day) else {
            lastNew = row.day
            return .new
        }
        if state.rows == 0 { state.firstLine = row.line }
        state.rows += 1
        let kept = reserved.removeValue(forKey: row.row)?.index
        guard let index = kept ?? state.find(row, of: source, atLeast: least(state, .amount))
        else { return try unmatched(row, state) }
        if kept == nil { state.take(index) }
        let twin = state.posted[index]
        let isKnown =
            state.comparison == .whole || exports == .overlapping
            || state.likeness(row, of: source, to: twin) == .reference
        state.count(index, isFound: isKnown, line: row.line)
        return isKnown ? .duplicate(entry: twin.entry) : .lookalike(twin: twin.place)
    }

    /// Where exports follow each other, rows without a common reference are never the same.
    private func least(_ state: IdentityDay, _ likeness: IdentityDay.Likeness)
        -> IdentityDay.Likeness
    {
        state.comparison != .whole && exports == .consecutive ? .reference : likeness
    }

    /// A row that no posted one is like. A statement's is judged with its whole day at the end.
    private func unmatched(_ row: BankRowKey, _ state: IdentityDay) throws -> Judgement {
        guard state.comparison == .whole, state.isProved else { return .new }
        state.unmatched += 1
        return provesDays ? .new : .mismatch(try mismatch(row.day, state, line: row.line))
    }

    // MARK: Days

    /// Days on which this file's rows were compared with posted ones.
    var comparedDays: [Day] { days.compactMap { $0.value == nil ? nil : $0.key }.sorted() }

    /// Rows that other files have brought: by day, and by file within the day.
    var duplicates: [(day: Day, found: IdentityDay.Found)] {
        days.sorted { $0.key < $1.key }.flatMap { day, state in
            (state?.found ?? []).map { (day, $0) }
        }
    }

    /// Decides, at the statement's end, how the days that waited for it are compared.
    ///
    /// - Parameter amounts: the amounts that wait, by day, as the file has them.
    func settleWaiting(_ extent: Extent, _ amounts: [Day: [Int64]]) throws {
        for case (let day, let state?) in days where !state.adjoining.isEmpty {
            let others = state.adjoining
            state.adjoining = []
            var twins: [Int64: Set<Int64>] = [:]
            for file in Set(others.map(\.file))
            where state.posted.contains(where: { $0.file != file }) {
                twins[file] = Set(try session.twins(ofFile: file))
            }
            func brought(_ other: StatementRecord) -> Neighbours.Amounts {
                state.amounts(ofFile: other.file, twins: twins[other.file] ?? [])
            }
            let neighbours = Neighbours(
                of: extent, on: day, among: others.filter { !brought($0).all.isEmpty })
            let chain = neighbours.before + neighbours.after
            if chain.isEmpty {
                state.isOff = neighbours.contradicts { brought($0).all.reduce(0, &+) }
            } else if neighbours.mayShare(amounts[day] ?? [], brought) {
                state.comparison = .unclear
            } else {
                for other in chain { state.leave(other.file, twins: twins[other.file] ?? []) }
            }
        }
    }

    /// Days whose rows do not agree as a whole.
    mutating func mismatches(_ extent: Extent) throws -> [Mismatch] {
        if provesDays, let first = extent.first, let last = extent.last {
            for day in try coveredDays(first, last) { _ = try state(day) }
        }
        var exempt: [ClosedRange<Day>]?
        var mismatches: [Mismatch] = []
        for case (let day, let state?) in days.sorted(by: { $0.key < $1.key })
        where state.comparison == .whole {
            let lacks = state.isProved ? state.unmatched : 0
            let isOff = state.isOff && !state.found.isEmpty
            guard lacks > 0 || isOff || (provesDays && state.leftCount > 0) else { continue }
            if provesDays, state.found.isEmpty {
                let ranges = try exempt ?? datedBack(extent)
                exempt = ranges
                if ranges.contains(where: { $0.contains(day) }) { continue }
            }
            mismatches.append(try mismatch(day, state, line: state.firstLine))
        }
        return mismatches
    }

    /// Days that the statement and its neighbours may both have entries of: the later one dates
    /// them back. Where the days come to nothing the balances do not tell which is the later.
    private func datedBack(_ extent: Extent) throws -> [ClosedRange<Day>] {
        guard let first = extent.first, let last = extent.last else { return [] }
        let neighbours = try session.statements(
            of: account, closing: extent.opening, opening: extent.closing, besides: file)
        return try neighbours.compactMap { neighbour in
            let days: ClosedRange<Day>
            if let to = neighbour.to, neighbour.closing == extent.opening, first <= to {
                days = first...to
            } else if let from = neighbour.from, neighbour.opening == extent.closing, from <= last {
                days = from...last
            } else {
                return nil
            }
            return try session.net(of: account, days, besides: file) == 0 ? nil : days
        }
    }

    private func mismatch(_ day: Day, _ state: IdentityDay, line: Int) throws -> Mismatch {
        let twin = try state.twin ?? session.prover(of: day, account, besides: file)
        return Mismatch(
            day: day, line: line, rows: state.rows, posted: state.total, twin: twin ?? "")
    }

    /// What other files have posted on a day; nil where none covers it.
    private mutating func state(_ day: Day) throws -> IdentityDay? {
        if let known = days[day] { return known }
        var state: IdentityDay?
        if let isProved = try covered(day) {
            let made = IdentityDay(
                try session.postedRows(account, day, besides: file), isProved: isProved,
                comparison: isProved || provesDays ? .whole : .single)
            if provesDays {
                made.adjoining = try session.statements(
                    of: account, touching: day, besides: file)
            }
            state = made
        }
        days[day] = .some(state)
        return state
    }

    /// Days between two that other files cover.
    private mutating func coveredDays(_ first: Day, _ last: Day) throws -> [Day] {
        for year in first.month.year...last.month.year { try loadCovered(year) }
        return coveredDays.keys.filter { first < $0 && $0 < last }.sorted()
    }

    /// Whether a statement proves a day that other files cover; nil for a day none covers.
    private mutating func covered(_ day: Day) throws -> Bool? {
        try loadCovered(day.month.year)
        return coveredDays[day]
    }

    private mutating func loadCovered(_ year: Int) throws {
        guard coveredYears.insert(year).inserted else { return }
        try coveredDays.merge(session.coveredDays(account, year: year, besides: file)) { $0 || $1 }
    }
}
