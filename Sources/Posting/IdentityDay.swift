internal import Accounting
internal import Ledger

/// What other files have posted on a day of an account, and what of it this file has found.
final class IdentityDay {
    enum Comparison {
        /// The day's rows must agree as a whole: amounts are ticked off.
        case whole
        /// Nothing proves the day: a row stands for itself.
        case single
        /// Whether the file repeats the day or goes on with it cannot be told: amounts alone
        /// are compared.
        case unclear
    }

    /// How much a row is like a posted one of the same amount.
    enum Likeness: Int {
        case amount
        case text
        /// The same text; the posted row has a reference, this one has none.
        case named
        case reference
    }

    /// Rows that were found in one other file.
    struct Found {
        let path: String
        let twin: String
        let line: Int
        var rows: Int
    }

    private(set) var posted: [PostedRow]
    /// How many rows other files have posted.
    private(set) var total: Int
    var comparison: Comparison
    /// True where a statement proves that the posted rows are the day's.
    private(set) var isProved: Bool
    /// Statements that begin or end on the day, while it is not known whether this one goes on
    /// from one of them.
    var adjoining: [StatementRecord] = []
    /// True where the statement's balances contradict that it repeats the day.
    var isOff = false
    var rows = 0
    var unmatched = 0
    var firstLine = 0
    private(set) var found: [Found] = []
    private var judged = 0
    /// Places in `posted` that no row of this file has taken, by amount, in posting order.
    private var left: [Int64: [Int]] = [:]

    init(_ posted: [PostedRow], isProved: Bool, comparison: Comparison) {
        self.posted = posted
        total = posted.count
        self.isProved = isProved
        self.comparison = comparison
        for (index, row) in posted.enumerated() { left[row.amount, default: []].append(index) }
    }

    var leftCount: Int { left.values.reduce(0) { $0 + $1.count } }

    /// A posted row that stands for the day's: the first not found, else the first found.
    var twin: String? {
        left.values.compactMap(\.first).min().map { posted[$0].place } ?? found.first?.twin
    }

    /// The amounts of the rows that a file has posted, or found posted.
    ///
    /// Their order is the file's where it has posted all of them itself.
    func amounts(ofFile file: Int64, twins: Set<Int64>) -> (all: [Int64], isOrdered: Bool) {
        let rows = posted.filter { $0.file == file || twins.contains($0.entry) }
        return (rows.map(\.amount), rows.allSatisfy { $0.file == file })
    }

    /// Leaves out the rows that a file has posted or found posted: they are of another part of
    /// the day.
    func leave(_ file: Int64, twins: Set<Int64>) {
        posted.removeAll { $0.file == file || twins.contains($0.entry) }
        total = posted.count
        left = [:]
        for (index, row) in posted.enumerated() { left[row.amount, default: []].append(index) }
        if posted.isEmpty { isProved = false }
    }

    /// The posted row most like a row, the first of several.
    func find(_ row: BankRowKey, of source: String, atLeast least: Likeness) -> Int? {
        var best: (index: Int, likeness: Likeness)?
        let most: Likeness =
            !row.reference.isEmpty ? .reference : comparison == .single ? .named : .text
        for index in left[row.amount] ?? [] {
            guard let likeness = likeness(row, of: source, to: posted[index]),
                likeness.rawValue >= max(least.rawValue, (best?.likeness.rawValue ?? -1) + 1)
            else { continue }
            best = (index, likeness)
            if likeness == most { break }
        }
        return best?.index
    }

    /// How much a row is like a posted one of its amount; nil where they are two events.
    func likeness(_ row: BankRowKey, of source: String, to known: PostedRow) -> Likeness? {
        let hasBoth = !row.reference.isEmpty && !known.reference.isEmpty
        if hasBoth, row.reference.elementsEqual(known.reference) { return .reference }
        // Two sources number and word the same event each in its own way.
        let isOwn = source == known.source
        if isOwn, hasBoth { return nil }
        let hasText = row.text.elementsEqual(known.text)
        if comparison != .single { return hasText ? .text : .amount }
        if !isOwn { return .amount }
        return !hasText ? nil : known.reference.isEmpty ? .text : .named
    }

    func take(_ index: Int) {
        let amount = posted[index].amount
        if let at = left[amount]?.firstIndex(of: index) { left[amount]?.remove(at: at) }
    }

    func giveBack(_ index: Int) {
        let amount = posted[index].amount
        left[amount] = ((left[amount] ?? []) + [index]).sorted()
    }

    /// Counts a row that a row of this file equals, or may equal; a day all found needs no memory.
    func count(_ index: Int, isFound: Bool, line: Int) {
        let known = posted[index]
        if let at = found.firstIndex(where: { $0.path == known.path }), isFound {
            found[at].rows += 1
        } else if isFound {
            found.append(Found(path: known.path, twin: known.place, line: line, rows: 1))
        }
        judged += 1
        if judged == total { (posted, left) = ([], [:]) }
    }
}

extension PostedRow {
    var place: String { Place(file: path, line: Int(line)).description }
}
