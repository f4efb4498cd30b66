public import Accounting

/// What posts together of a payment service: a payout with its transactions, or one transaction
/// of its balance (the two sides of a conversion).
public struct PayoutUnit: Sendable {
    /// The payout's number; the transaction's own where it is of a balance.
    public var number: String
    public var rows: [PayoutRow]
    public var isOfBalance: Bool

    public init(number: String, rows: [PayoutRow], isOfBalance: Bool) {
        self.number = number
        self.rows = rows
        self.isOfBalance = isOfBalance
    }

    /// The rows that state the payout itself.
    public var paid: [PayoutRow] { isOfBalance ? [] : rows.filter { $0.kind == .payout } }
    public var transactions: [PayoutRow] {
        isOfBalance ? rows : rows.filter { $0.kind != .payout }
    }

    /// Σ net of its transactions: positive where the business is paid.
    public var net: Int64 { transactions.reduce(0) { $0 &+ $1.net } }

    /// The day it left the service: as it is stated, else of its last transaction.
    public var day: Day? {
        let last = rows.compactMap(\.day).max()
        if isOfBalance { return last }
        return paid.compactMap(\.day).max() ?? rows.compactMap(\.payoutDay).max() ?? last
    }

    public var line: Int { rows.first.map { Int($0.span.line) } ?? 0 }
}

/// A unit of a payment service with what the book knows of its number.
public struct PayoutFacts: Sendable {
    public var unit: PayoutUnit
    public var facts: Facts
    /// True where the book holds the number with other content.
    public var clashes: Bool
    /// True for one side of a conversion whose other side is not there.
    public var isUnpaired = false

    public init(unit: PayoutUnit, facts: Facts, clashes: Bool) {
        self.unit = unit
        self.facts = facts
        self.clashes = clashes
    }

    /// Decimals of its amounts.
    func text(_ amount: Int64, of row: PayoutRow) -> String {
        decimalText(
            amount, exponent: (Currency(row.currency) ?? facts.books.currency).exponent)
    }
}

/// A rule over one unit of a payment service.
public protocol PayoutRule: Rule {
    static func judge(_ facts: PayoutFacts) -> [Finding]
}

extension Judge {
    /// The ruling over a unit of a payment service: its flaws, its days, then its rules.
    public func payout(_ payout: PayoutFacts) -> (Ruling, Accepted<PayoutUnit>?) {
        var ruling = flaws(payout.unit.rows.flatMap(\.flaws))
        for row in payout.unit.rows where row.day == nil && row.flaws.isEmpty {
            ruling.add(
                flaws([Flaw(.fieldMissing, line: Int(row.span.line), ["field": "day"])]))
        }
        var judged: Set<Day> = []
        let days = payout.unit.rows.map { ($0.day, Int($0.span.line)) }
        for (stated, line) in days + [(payout.unit.day, payout.unit.line)] {
            guard let stated, judged.insert(stated).inserted else { continue }
            ruling.add(day(stated, line: line))
        }
        guard ruling.posts else { return (ruling, nil) }
        for rule in Catalogue.payoutRules {
            for finding in rule.judge(payout) { ruling.add(rule, finding, facts) }
        }
        return (ruling, ruling.posts ? Accepted(payout.unit) : nil)
    }
}
