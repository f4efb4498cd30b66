internal import Accounting
internal import Ledger

/// Statements of other files that begin or end on a day on which this one has rows.
///
/// The balances place statements of a day one after the other: one that opens with another's
/// closing balance goes on from it.
struct Neighbours {
    /// A statement's amounts of the day, and whether they are in the bank's order.
    typealias Amounts = (all: [Int64], isOrdered: Bool)

    private let day: Day
    private let others: [StatementRecord]
    /// This statement's opening balance, where it begins on the day.
    private let opening: Int64?
    /// This statement's closing balance, where it ends on the day.
    private let closing: Int64?

    init(of extent: RowIdentity.Extent, on day: Day, among others: [StatementRecord]) {
        self.day = day
        self.others = others
        opening = day == extent.first ? extent.opening : nil
        closing = day == extent.last ? extent.closing : nil
    }

    /// Statements whose rows of the day come before this one's, the last first.
    var before: [StatementRecord] {
        follow(opening, at: (\.to, \.closing), from: (\.from, \.opening))
    }

    /// Statements whose rows of the day come after this one's, the first first.
    var after: [StatementRecord] {
        follow(closing, at: (\.from, \.opening), from: (\.to, \.closing))
    }

    /// True where this statement and another have rows that take the same amounts from the same
    /// balances: either may be a part of the other.
    ///
    /// - Parameters:
    ///   - own: this statement's amounts of the day, as the file has them.
    ///   - amounts: those of another.
    func mayShare(_ own: [Int64], _ amounts: (StatementRecord) -> Amounts) -> Bool {
        let start = opening ?? closing.map { $0 &- own.reduce(0, &+) }
        guard let start else { return false }
        let steps = Neighbours.steps(own, from: start)
        return others.contains { other in
            let amounts = amounts(other)
            guard amounts.isOrdered else { return !Set(own).isDisjoint(with: amounts.all) }
            return starts(other, amounts.all.reduce(0, &+)).contains { start in
                Neighbours.steps(amounts.all, from: start).contains { theirs in
                    steps.contains { Neighbours.overlap($0, theirs) }
                }
            }
        }
    }

    /// An amount and the balance before it.
    private struct Step: Hashable { let (balance, amount): (Int64, Int64) }

    /// Files are written from either end.
    private static func steps(_ amounts: [Int64], from start: Int64) -> [[Step]] {
        [amounts, amounts.reversed()].map { amounts in
            var balance = start
            return amounts.map { amount in
                defer { balance &+= amount }
                return Step(balance: balance, amount: amount)
            }
        }
    }

    /// True where one run begins within the other and agrees with it as far as both go.
    private static func overlap(_ left: [Step], _ right: [Step]) -> Bool {
        func begins(_ run: [Step], within other: [Step]) -> Bool {
            guard let first = run.first else { return false }
            return other.indices.contains { index in
                other[index] == first
                    && zip(run, other[index...]).allSatisfy { $0 == $1 }
            }
        }
        return begins(left, within: right) || begins(right, within: left)
    }

    /// The balances that another statement's rows of the day may begin with.
    private func starts(_ other: StatementRecord, _ sum: Int64) -> [Int64] {
        let first = other.from == day ? other.opening : nil
        let last = other.to == day ? other.closing.map { $0 &- sum } : nil
        return [first, last].compactMap { $0 }
    }

    private typealias End = (day: KeyPath<StatementRecord, Day?>, KeyPath<StatementRecord, Int64?>)

    /// From one statement to the next within the day.
    private func follow(_ balance: Int64?, at near: End, from far: End) -> [StatementRecord] {
        var balances = [balance].compactMap { $0 }
        var found: [StatementRecord] = []
        var rest = others
        while let balance = balances.popLast() {
            let next = rest.filter {
                $0[keyPath: near.day] == day && $0[keyPath: near.1] == balance
            }
            rest.removeAll { next.contains($0) }
            found += next
            balances += next.compactMap {
                $0[keyPath: far.day] == day ? $0[keyPath: far.1] : nil
            }
        }
        return found
    }

    /// True where this statement cannot repeat the day: its balance is not the one the others
    /// had before the day's rows, or had after them.
    ///
    /// - Parameter rows: what a statement's rows of the day come to.
    func contradicts(_ rows: (StatementRecord) -> Int64) -> Bool {
        let starts = others.flatMap { self.starts($0, rows($0)) }
        let ends = others.flatMap { other in
            let sum = rows(other)
            return self.starts(other, sum).map { $0 &+ sum }
        }
        let isOff = opening.map { !starts.isEmpty && !starts.contains($0) } ?? false
        return isOff || closing.map { !ends.isEmpty && !ends.contains($0) } ?? false
    }
}
