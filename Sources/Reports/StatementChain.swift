public import Accounting
internal import Ledger

/// A statement in the chain of its account: how its opening follows on the closing before it.
public struct StatementLink: Sendable, Hashable {
    public enum State: String, Sendable, CaseIterable {
        /// The first of the account; it opens as the books do, or they have no opening.
        case first
        /// The first of the account, and it opens with another balance than the books.
        case opensOtherwise = "opens-otherwise"
        case follows
        /// It begins inside the one before, with which its rows were compared.
        case within
        case gap
        /// It states no balance to follow on.
        case unproved
    }

    public var account: String
    public var name: String
    public var from: Day?
    public var to: Day?
    public var opening: Int64?
    public var closing: Int64?
    /// What the amounts are in.
    public var currency: Currency
    public var place: Place
    public var state: State
    /// The balance it should have opened with, and the day of that balance.
    public var expected: Int64?
    public var since: Day?

    /// Opening less the balance expected: what the missing entries come to.
    public var difference: Int64 { (opening ?? 0) &- (expected ?? opening ?? 0) }
}

extension Reporter {
    /// The statements of every account that end in the period, in the order of their days.
    public func statementChain() throws -> [StatementLink] {
        // Of each account the statement that goes furthest so far.
        var previous: [Int64: StatementRecord] = [:]
        var first: [Int64: StatementRecord] = [:]
        var links: [StatementLink] = []
        for (record, path) in try snapshot.statements().sorted(by: { $0.record < $1.record }) {
            let last = previous[record.account]
            if let to = record.to, period.contains(to) {
                links.append(try link(record, path, after: last, first: first[record.account]))
            }
            guard record.closing != nil else { continue }
            if last == nil { first[record.account] = record }
            if let end = last?.to, let to = record.to, to < end { continue }
            previous[record.account] = record
        }
        return links.sorted {
            ($0.account, $0.to ?? period.from, $0.from ?? period.from, $0.place.file)
                < ($1.account, $1.to ?? period.from, $1.from ?? period.from, $1.place.file)
        }
    }

    private func link(
        _ record: StatementRecord, _ path: String, after last: StatementRecord?,
        first: StatementRecord?
    ) throws -> StatementLink {
        let account = codes[record.account] ?? ""
        var link = StatementLink(
            account: account, name: record.name, from: record.from, to: record.to,
            opening: record.opening, closing: record.closing,
            currency: books.currency(of: account),
            place: Place(file: path, line: Int(record.line)), state: .follows)
        guard let opening = record.opening, let to = record.to else {
            link.state = .unproved
            return link
        }
        guard let last, let closing = last.closing else {
            link.state = .first
            guard try snapshot.hasOpening() else { return link }
            link.expected = try openingBalance(record.account)
            if link.expected != opening { link.state = .opensOtherwise }
            return link
        }
        (link.expected, link.since) = (closing, last.to)
        guard let from = record.from, let end = last.to, from <= end else {
            if closing != opening { link.state = .gap }
            return link
        }
        // A statement that begins inside the one before was compared row by row.
        if try to <= end || agrees(record, after: [last, first ?? last], from: from) {
            link.state = .within
            link.expected = nil
        } else if closing != opening {
            link.state = .gap
        }
        return link
    }

    /// True where the book's balance before a statement's first day is its opening, in the
    /// account's own currency; or where its rows lead from the opening of one before to this one,
    /// whatever the book began with and whenever they were posted.
    ///
    /// The one before may have begun within a day; then it is the account's first that tells.
    private func agrees(
        _ record: StatementRecord, after others: [StatementRecord], from: Day
    ) throws -> Bool {
        let opening = record.opening ?? 0
        if try balance(of: record.account, through: from - 1) == Int128(opening) { return true }
        return try others.contains { other in
            guard let start = other.from, let first = other.opening else { return false }
            let moved = try snapshot.movement(
                of: record.account, documentsFrom: start, to: from - 1,
                isForeign: isForeign(record.account))
            return moved == opening &- first
        }
    }

    private func balance(of account: Int64, through day: Day) throws -> Int128 {
        if isForeign(account) {
            return Int128(try snapshot.ownBalance(of: account, through: day))
        }
        let totals = try totals(
            from: Day(number: 0), to: day, kinds: [.opening, .normal, .adjustment])
        return net(totals[account])
    }

    private func isForeign(_ account: Int64) -> Bool {
        books.currency(of: codes[account] ?? "") != books.currency
    }

    private func openingBalance(_ account: Int64) throws -> Int64 {
        if isForeign(account) {
            return try snapshot.ownBalance(of: account, through: books.start - 1)
        }
        let totals = try totals(from: Day(number: 0), to: books.start - 1, kinds: [.opening])
        return try fit(net(totals[account]))
    }
}

extension StatementRecord {
    /// By their beginnings, then by their ends, then as they came.
    fileprivate static func < (one: StatementRecord, other: StatementRecord) -> Bool {
        func key(_ record: StatementRecord) -> (Int32, Int32, Int64, Int64) {
            let end = record.to?.number ?? .max
            return (record.from?.number ?? end, end, record.file, record.unit)
        }
        return key(one) < key(other)
    }
}
