internal import Accounting
internal import Inventory
internal import Ledger

/// The value of the stock on an account, month after month.
private struct StockLine {
    /// What moved it, by month.
    var months: [Month: Int128] = [:]
    var first = Month(number: .max)
}

extension Poster {
    /// Posts at every open month's end what the valuation lacks on the stock accounts, against
    /// `stock_change`, dated the month's last day.
    ///
    /// What stands on an account counts, whoever posted it: only the difference posts. A locked
    /// month stays, and months after `last` that an earlier run has adjusted are brought along.
    /// Before an account's first move there is no valuation of it, and nothing posts.
    /// - Complexity: linear in the moves of the book.
    func adjustStockChange(through last: Month, lockedThrough: Day?) throws {
        let lines = try stockLines()
        guard !lines.isEmpty else { return }
        guard let change = books.chart[.stockChange]?.code else {
            throw Failure(
                .configuration, "role-missing", ["role": AccountRole.stockChange.rawValue])
        }
        let counter = try session.account(change)
        let end = max(last, try session.lastStockChange()?.month ?? last)
        var columns = EntryBatch.Columns()
        for (code, line) in lines.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
        {
            for (month, difference) in try changes(
                of: code, line, through: end, lockedThrough: lockedThrough)
            {
                columns.begin(
                    .stockChange, day: month.last, documentDay: month.last, file: 0,
                    span: Span(line: 0, offset: 0, length: 0), party: "", reference: code,
                    text: "\(code) \(month)")
                columns.post(try session.account(code), signed: difference)
                columns.post(counter, signed: 0 - difference)
            }
        }
        guard columns.count > 0 else { return }
        _ = try session.append(try EntryBatch(columns))
    }

    /// What an account lacks of its valuation at the ends of the open months.
    private func changes(
        of code: String, _ line: StockLine, through end: Month, lockedThrough: Day?
    ) throws -> [(month: Month, amount: Int64)] {
        var posted = try session.dailySums(of: try session.account(code))[...]
        var value = line.months.reduce(Int128(0)) {
            $1.key < books.start.month ? $0 + $1.value : $0
        }
        var balance: Int128 = 0
        var changes: [(month: Month, amount: Int64)] = []
        var month = books.start.month
        while month <= end {
            defer { month = month + 1 }
            value += line.months[month] ?? 0
            while let sum = posted.first, sum.day <= month.last {
                balance += Int128(sum.amount)
                posted.removeFirst()
            }
            if let lockedThrough, month.last <= lockedThrough { continue }
            guard month >= line.first, value != balance else { continue }
            guard let difference = Int64(exactly: value - balance) else {
                throw Failure(.refused, "stock-overflow", ["item": code])
            }
            changes.append((month, difference))
            balance = value
        }
        return changes
    }

    /// What moved the stock accounts in value, by account and month.
    private func stockLines() throws -> [String: StockLine] {
        var lines: [String: StockLine] = [:]
        var accounts: [String: String] = [:]
        try session.stockValues { product, move, cost in
            let account =
                try accounts[product]
                ?? {
                    let number = try StockAccounts(product, self, .periodic).stock
                    return session.code(of: number)
                }()
            accounts[product] = account
            let month = move.day.month
            lines[account, default: StockLine()].months[month, default: 0] +=
                Int128(move.stated) - Int128(cost)
            if month < lines[account]?.first ?? month { lines[account]?.first = month }
        }
        return lines
    }
}
