public import Accounting
internal import Digest
public import Ledger
public import Reconciliation

extension Reporter {
    /// The tie-outs of DEFINITIONS §7 that the books have figures for, in a fixed order.
    ///
    /// - Parameter clearings: those of `clearings()`, where they are known already.
    public func tieOuts(_ clearings: [Clearing]? = nil) throws -> [TieOut] {
        var ties: [TieOut] = []
        let balance = try trialBalance()
        ties += try banks(balance)
        for side in Side.allCases {
            if let tie = try controlAccount(side) { ties.append(tie) }
        }
        ties += try payrollTies(balance)
        ties += try goodsReceivedTies(balance)
        ties += try taxTies()
        ties += try stockTies()
        ties += try transits(balance)
        ties += clearingTies(try clearings ?? self.clearings())
        ties += try cashTies(balance)
        ties += try listed(.transfers, "transfers", balance)
        ties += try listed(.suspense, "suspense", balance)
        ties.append(
            TieOut(
                name: "debits-credits", subject: "", book: balance.total(\.debit),
                independent: balance.total(\.credit), items: []))
        let rows = try control()
        ties.append(
            TieOut(
                name: "rows", subject: "", book: rows.accountedRows,
                independent: rows.readRows, items: []))
        return ties
    }

    /// Control accounts = their open items + the revaluations that stand on them.
    private func controlAccount(_ side: Side) throws -> TieOut? {
        let role: AccountRole = side == .receivable ? .receivable : .payable
        let declared = books.chart.accounts.filter { $0.role == role }.map(\.code)
        guard !declared.isEmpty else { return nil }
        let footing = try ageing(side).footing
        return TieOut(
            name: role.rawValue, subject: declared.joined(separator: " "), book: footing.control,
            independent: footing.subledger,
            items: footing.revaluations.map {
                TieOut.Item(day: $0.day, text: $0.text, amount: $0.amount, place: nil)
            })
    }

    func closing(_ code: String, _ balance: TrialBalance) -> Int64 {
        balance.rows.first { $0.account == code }?.closing ?? 0
    }

    /// Bank = closing of its last statement by the period's end + what is booked after it.
    func banks(_ balance: TrialBalance) throws -> [TieOut] {
        let statements = try snapshot.statements()
        let accounts = Set(statements.map(\.record.account)).compactMap { id in
            codes[id].map { (id: id, code: $0) }
        }.sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
        return try accounts.map { account in
            let last = statements.last {
                $0.record.account == account.id && $0.record.closing != nil
                    && ($0.record.to.map { $0 <= period.to } ?? false)
            }
            var items: [TieOut.Item] = []
            if let last = last?.record, let to = last.to {
                // One that goes on within the last day has its own rows of that day.
                let next = statements.first {
                    $0.record.account == account.id && $0.record.from == to
                        && $0.record.file != last.file && $0.record.opening == last.closing
                        && ($0.record.to.map { $0 > period.to } ?? false)
                }
                try snapshot.lines(of: account.id, from: to, to: period.to) { line in
                    guard line.day > to || line.file == next?.record.file else { return }
                    var item = item(line)
                    if let original = line.original { item.amount = original.minorUnits }
                    items.append(item)
                }
            }
            let own = books.currency(of: account.code)
            let isForeign = own != books.currency
            let isService = books.services.contains { $0.balances.values.contains(account.code) }
            return TieOut(
                name: isService ? "service-balance" : "bank", subject: account.code,
                book: isForeign
                    ? try snapshot.ownBalance(of: account.id, through: period.to)
                    : closing(account.code, balance),
                independent: last?.record.closing, items: items,
                currency: isForeign ? own : nil)
        }
    }

    func item(_ line: Snapshot.Line) -> TieOut.Item {
        TieOut.Item(
            day: line.day, text: line.text.isEmpty ? line.reference : line.text,
            amount: line.debit - line.credit, place: Place(file: line.path, line: Int(line.line)))
    }

    /// Transit = the payment rows that no bank line has cleared.
    private func transits(_ balance: TrialBalance) throws -> [TieOut] {
        let open = try snapshot.transit(on: period.to)
        let roles: [AccountRole] = [.receiptsInTransit, .paymentsInTransit, .payoutsInTransit]
        return roles.compactMap { role in
            guard let account = books.chart[role] else { return nil }
            if role == .payoutsInTransit, books.services.isEmpty { return nil }
            let items = open.filter { codes[$0.record.account] == account.code }.map {
                TieOut.Item(
                    day: $0.record.day,
                    text: $0.record.number + " "
                        + (role == .payoutsInTransit
                            ? $0.record.party : books.parties[$0.record.party]?.name ?? ""),
                    amount: $0.record.amount, place: Place(file: $0.path, line: Int($0.line)))
            }
            return TieOut(
                name: "transit", subject: account.code, book: closing(account.code, balance),
                independent: 0, items: items)
        }
    }

    /// An account that should be empty: what stands on it, row by row, pairs that cancel left out.
    func listed(_ role: AccountRole, _ name: String, _ balance: TrialBalance) throws
        -> [TieOut]
    {
        guard let account = books.chart[role],
            let number = codes.first(where: { $0.value == account.code })?.key
        else { return [] }
        var open: [TieOut.Item?] = []
        /// Items by amount that nothing has cancelled yet.
        var waiting: [Int64: [Int]] = [:]
        try snapshot.lines(of: number, from: Day(number: 0), to: period.to) { line in
            let item = item(line)
            if let pair = waiting[-item.amount]?.popLast() {
                open[pair] = nil
            } else if item.amount != 0 {
                waiting[item.amount, default: []].append(open.count)
                open.append(item)
            }
        }
        return [
            TieOut(
                name: name, subject: account.code, book: closing(account.code, balance),
                independent: 0, items: open.compactMap { $0 })
        ]
    }
}

/// The proof that nothing is lost: per file and unit of count, read = the five outcomes.
public struct Control: Sendable {
    public struct Row: Sendable {
        public var file: String
        public var digest: String
        /// `rows`, `<CCY>:in`, `<CCY>:out`, `rows:no-amount`.
        public var unit: String
        public var read: Int64
        public var outcomes: [Outcome: Int64]

        public var accounted: Int64 { outcomes.values.reduce(0, &+) }
        public var holds: Bool { read == accounted }
    }

    public var rows: [Row]

    public var readRows: Int64 { total("rows", \.read) }
    public var accountedRows: Int64 { total("rows", \.accounted) }
    public var holds: Bool { rows.allSatisfy(\.holds) }

    public func total(_ unit: String, _ column: KeyPath<Row, Int64>) -> Int64 {
        rows.reduce(0) { $1.unit == unit ? $0 &+ $1[keyPath: column] : $0 }
    }

    public func total(_ unit: String, _ outcome: Outcome) -> Int64 {
        rows.reduce(0) { $1.unit == unit ? $0 &+ ($1.outcomes[outcome] ?? 0) : $0 }
    }

    public var units: [String] {
        Set(rows.map(\.unit)).sorted { ($0 != "rows" ? 1 : 0, $0) < ($1 != "rows" ? 1 : 0, $1) }
    }
}

extension Reporter {
    /// The control figures of the period.
    public func control() throws -> Control {
        try Reporter.control(snapshot, from: period.from, to: period.to, opening: books.start - 1)
    }

    /// The control figures of a span of months; the opening's rows count with the first month.
    public static func control(_ snapshot: Snapshot, from: Day?, to: Day?, opening: Day) throws
        -> Control
    {
        let start = from
        var rows: [Control.Row] = []
        // Rows of a file in several currencies are counted together, their money apart.
        var places: [String: Int] = [:]
        for file in try snapshot.control(from: start, to: to, first: (opening + 1).month) {
            let columns: [(String, (RowTally) -> Int64)] = [
                ("rows", { $0.rows }), (file.currency + ":in", { $0.ins }),
                (file.currency + ":out", { $0.outs }), ("rows:no-amount", { $0.bare }),
            ]
            for (unit, value) in columns {
                var row = Control.Row(
                    file: file.path, digest: file.digest.description, unit: unit,
                    read: value(file.read), outcomes: file.byOutcome.mapValues(value))
                guard row.read != 0 || row.accounted != 0 || unit == "rows" else { continue }
                let key = "\(file.number) \(unit)"
                if let place = places[key] {
                    row.read += rows[place].read
                    row.outcomes.merge(rows[place].outcomes, uniquingKeysWith: +)
                    rows[place] = row
                } else {
                    places[key] = rows.count
                    rows.append(row)
                }
            }
        }
        rows.sort {
            ($0.file, $0.digest, $0.unit != "rows" ? 1 : 0, $0.unit)
                < ($1.file, $1.digest, $1.unit != "rows" ? 1 : 0, $1.unit)
        }
        return Control(rows: rows)
    }
}
