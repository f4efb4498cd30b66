internal import Accounting
internal import Ledger

/// Income and expense by section (DEFINITIONS §5); both print positive, contra items negative.
public struct ProfitAndLoss: Sendable {
    public struct Row: Sendable {
        public var account: String
        public var name: String
        /// One a column; nil = not available.
        public var amounts: [Int64?]
    }

    public struct Section: Sendable {
        public var id: String
        public var labels: [String: String]
        public var isTotal: Bool
        public var rows: [Row]
        public var totals: [Int64?]
    }

    public var columns: [ReportSettings.Column]
    public var sections: [Section]
    /// Income less expense, a column each.
    public var net: [Int64?]
}

extension Reporter {
    /// The profit and loss of the period in the client's layout.
    /// - Throws: `Failure.configuration` where the layout does not catch an account exactly once.
    public func profitAndLoss() throws -> ProfitAndLoss {
        var amounts: [[Int64: Int128]?] = []
        for column in settings.columns { amounts.append(try movements(column)) }
        var caught: [Int: [ProfitAndLoss.Row]] = [:]
        for account in books.chart.accounts where account.kind.isProfitAndLoss {
            guard let number = codes.first(where: { $0.value == account.code })?.key else {
                continue
            }
            let values = amounts.map { $0.map { $0[number] ?? 0 } }
            guard values.contains(where: { ($0 ?? 0) != 0 }) else { continue }
            guard let section = settings.layout.section(of: account) else {
                throw Failure(.configuration, "layout", ["account": account.code])
            }
            let sign: Int128 = settings.layout.sections[section].nature == .expense ? 1 : -1
            caught[section, default: []].append(
                ProfitAndLoss.Row(
                    account: account.code, name: account.name,
                    amounts: try values.map { try $0.map { try fit($0 * sign) } }))
        }
        return assemble(caught, available: amounts.map { $0 != nil })
    }

    private func assemble(_ caught: [Int: [ProfitAndLoss.Row]], available: [Bool])
        -> ProfitAndLoss
    {
        let count = settings.columns.count
        var sections: [ProfitAndLoss.Section] = []
        /// Signed as income: what a section adds to the result.
        var worth: [String: [Int64?]] = [:]
        for (index, section) in settings.layout.sections.enumerated() {
            let rows = (caught[index] ?? []).sorted {
                $0.account.utf8.lexicographicallyPrecedes($1.account.utf8)
            }
            var totals: [Int64?]
            if section.total.isEmpty {
                totals = (0..<count).map { column in
                    available[column] ? sum(rows.map { $0.amounts[column] }) : nil
                }
                worth[section.id] = totals.map { $0.map { section.nature == .expense ? -$0 : $0 } }
            } else {
                let parts = section.total.compactMap { worth[$0] }
                totals = (0..<count).map { column in sum(parts.map { $0[column] }) }
                worth[section.id] = totals
                if section.nature == .expense { totals = totals.map { $0.map { -$0 } } }
            }
            sections.append(
                ProfitAndLoss.Section(
                    id: section.id, labels: section.labels, isTotal: !section.total.isEmpty,
                    rows: rows, totals: totals))
        }
        let leaves = settings.layout.sections.filter(\.total.isEmpty).compactMap { worth[$0.id] }
        return ProfitAndLoss(
            columns: settings.columns, sections: sections,
            net: (0..<count).map { column in sum(leaves.map { $0[column] }) })
    }

    /// nil as soon as one part is not available.
    private func sum(_ parts: [Int64?]) -> Int64? {
        var total: Int64 = 0
        for part in parts {
            guard let part else { return nil }
            total &+= part
        }
        return parts.isEmpty ? 0 : total
    }

    /// Debits less credits by account over a column's days; nil before the books begin.
    private func movements(_ column: ReportSettings.Column) throws -> [Int64: Int128]? {
        let year = books.fiscalYear.start(containing: period.to)
        func net(_ from: Day, _ to: Day, opening: Bool) throws -> [Int64: Int128] {
            var kinds: Set<EntryKind> = [.normal, .adjustment]
            if opening { kinds.insert(.opening) }
            return try totals(from: from, to: to, kinds: kinds).mapValues { $0.debit - $0.credit }
        }
        switch column {
        case .month: return try net(period.from, period.to, opening: false)
        case .priorMonth:
            let prior = period.prior
            return prior.from < books.start
                ? nil : try net(prior.from, prior.to, opening: false)
        case .sameMonthLastYear:
            let from = (period.from.month + -12).first
            let to = (period.to.month + -12).last
            return from < books.start ? nil : try net(from, to, opening: false)
        case .yearToDate: return try yearToDate(year, period.to)
        case .priorYearToDate:
            let from = books.fiscalYear.start(containing: year - 1)
            let to = (period.to.month + -12).last
            return from < books.start ? nil : try net(from, to, opening: false)
        }
    }

    /// The fiscal year to a day, with what the opening states of the books' first year.
    private func yearToDate(_ year: Day, _ to: Day) throws -> [Int64: Int128] {
        var sums = try totals(from: year, to: to, kinds: [.opening, .normal, .adjustment])
            .mapValues { $0.debit - $0.credit }
        let bookStart = books.start - 1
        if books.fiscalYear.start(containing: books.start) == year, bookStart < year {
            for (account, sum) in try totals(from: bookStart, to: bookStart, kinds: [.opening]) {
                sums[account, default: 0] += sum.debit - sum.credit
            }
        }
        return sums
    }
}
