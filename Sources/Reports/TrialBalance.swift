internal import Accounting
internal import Ledger

/// Opening, movement and closing of every account (DEFINITIONS §4).
///
/// Minor units; opening and closing net on one side, movements gross.
public struct TrialBalance: Sendable {
    public struct Row: Sendable, Hashable {
        public var account: String
        public var name: String
        public var openingDebit: Int64 = 0
        public var openingCredit: Int64 = 0
        public var debit: Int64 = 0
        public var credit: Int64 = 0
        public var closingDebit: Int64 = 0
        public var closingCredit: Int64 = 0

        var isZero: Bool {
            openingDebit == 0 && openingCredit == 0 && debit == 0 && credit == 0
                && closingDebit == 0 && closingCredit == 0
        }

        /// Debit less credit.
        public var closing: Int64 { closingDebit - closingCredit }
    }

    public var rows: [Row]
    public var entries: Int64

    /// A column's sum.
    public func total(_ column: KeyPath<Row, Int64>) -> Int64 {
        rows.reduce(0) { $0 &+ $1[keyPath: column] }
    }
}

extension Reporter {
    /// The trial balance of the period.
    /// - Throws: `Failure.configuration` where an earlier year's result has no account to stand on,
    ///   `Failure.refused` where a figure leaves Int64.
    public func trialBalance() throws -> TrialBalance {
        let carried: Set<EntryKind> = [.opening, .normal, .adjustment, .closing]
        let moving: Set<EntryKind> = [.normal, .adjustment]
        let yearStart = books.fiscalYear.start(containing: period.from)
        let before = try totals(from: Day(number: 0), to: period.from - 1, kinds: carried)
        let yearToDate = try openingOfYear(yearStart)
        let lastYear = try resultOfLastYear(yearStart)
        var ended: (last: Int128, older: Int128) = (0, 0)
        let opening = try totals(from: period.from, to: period.to, kinds: [.opening])
        let movement = try totals(from: period.from, to: period.to, kinds: moving)
        var results: [String: Int128] = [:]
        let numbers = Set(before.keys).union(yearToDate.keys).union(movement.keys)
            .union(opening.keys)
        var rows: [String: TrialBalance.Row] = [:]
        for number in numbers {
            let code = codes[number] ?? ""
            let account = books.chart[code]
            let isResult = account?.kind.isProfitAndLoss ?? false
            let net = net(isResult ? yearToDate[number] : before[number]) + net(opening[number])
            if isResult {
                let earlier = self.net(before[number]) - self.net(yearToDate[number])
                let last = self.net(lastYear[number])
                ended.last += last
                ended.older += earlier - last
            }
            var row = TrialBalance.Row(account: code, name: account?.name ?? "")
            try set(net, &row.openingDebit, &row.openingCredit)
            row.debit = try fit(movement[number]?.debit ?? 0)
            row.credit = try fit(movement[number]?.credit ?? 0)
            let closing = net + Int128(row.debit) - Int128(row.credit)
            try set(closing, &row.closingDebit, &row.closingCredit)
            rows[code] = row
        }
        try carry(ended.last, ended.last < 0 ? .resultProfit : .resultLoss, &results)
        try carry(ended.older, .retained, &results)
        try add(results, to: &rows)
        let sorted = rows.values.filter { !$0.isZero }.sorted {
            $0.account.utf8.lexicographicallyPrecedes($1.account.utf8)
        }
        return TrialBalance(
            rows: sorted, entries: try snapshot.entryCount(from: period.from, to: period.to))
    }

    /// What profit-and-loss accounts carry into the period: the fiscal year to date.
    ///
    /// The opening entry of the books' first year stands the day before they begin; its
    /// profit-and-loss figures are that year's, whatever the day.
    private func openingOfYear(_ yearStart: Day) throws
        -> [Int64: (debit: Int128, credit: Int128)]
    {
        var totals = try totals(
            from: yearStart, to: period.from - 1,
            kinds: [.opening, .normal, .adjustment, .closing])
        let bookStart = books.start - 1
        let belongs = books.fiscalYear.start(containing: books.start) == yearStart
        if belongs, bookStart < yearStart {
            for (account, sum) in try self.totals(from: bookStart, to: bookStart, kinds: [.opening])
            {
                var total = totals[account] ?? (0, 0)
                total.debit += sum.debit
                total.credit += sum.credit
                totals[account] = total
            }
        }
        return totals
    }

    /// Profit-and-loss sums of the last ended year; none where it began before the books.
    private func resultOfLastYear(_ yearStart: Day) throws
        -> [Int64: (debit: Int128, credit: Int128)]
    {
        let start = books.fiscalYear.start(containing: yearStart - 1)
        return try totals(
            from: start, to: yearStart - 1,
            kinds: [.opening, .normal, .adjustment, .closing])
    }

    /// An ended year's result stands on the result accounts for a year, then on retained.
    ///
    /// - Parameter amount: debit positive: a profit is a credit.
    private func carry(
        _ amount: Int128, _ role: AccountRole, _ results: inout [String: Int128]
    ) throws {
        guard amount != 0 else { return }
        guard let account = books.chart[role] ?? books.chart[.retained] else {
            throw Failure(.configuration, "role-missing", ["role": role.rawValue])
        }
        results[account.code, default: 0] += amount
    }

    private func add(_ results: [String: Int128], to rows: inout [String: TrialBalance.Row]) throws
    {
        for (code, amount) in results {
            var row =
                rows[code] ?? TrialBalance.Row(account: code, name: books.chart[code]?.name ?? "")
            let opening = Int128(row.openingDebit - row.openingCredit) + amount
            try set(opening, &row.openingDebit, &row.openingCredit)
            let closing = Int128(row.closing) + amount
            try set(closing, &row.closingDebit, &row.closingCredit)
            rows[code] = row
        }
    }

    func net(_ sum: (debit: Int128, credit: Int128)?) -> Int128 {
        guard let sum else { return 0 }
        return sum.debit - sum.credit
    }

    func fit(_ amount: Int128) throws -> Int64 {
        guard let value = Int64(exactly: amount) else {
            throw Failure(.refused, "balance-overflow")
        }
        return value
    }

    private func set(_ net: Int128, _ debit: inout Int64, _ credit: inout Int64) throws {
        debit = try fit(max(net, 0))
        credit = try fit(max(-net, 0))
    }
}
