internal import Accounting
public import Ledger

extension Reporter {
    /// Tells every account of a trial balance: once without a line, then each posting in order.
    ///
    /// - Parameter take: account, its opening (debit positive), the posting, the running balance.
    public func ledger(
        _ balance: TrialBalance,
        _ take: (_ account: String, _ opening: Int64, Snapshot.Line?, _ running: Int64) throws
            -> Void
    ) throws {
        for row in balance.rows {
            guard let number = codes.first(where: { $0.value == row.account })?.key else {
                continue
            }
            let opening = row.openingDebit - row.openingCredit
            try take(row.account, opening, nil, opening)
            var running = opening
            try snapshot.lines(of: number, from: period.from, to: period.to) { line in
                guard line.kind != .opening else { return }
                running &+= line.debit &- line.credit
                try take(row.account, opening, line, running)
            }
        }
    }

    /// Tells every posting of the period in order of day and entry.
    public func journal(_ take: (_ account: String, Snapshot.Line) throws -> Void) throws {
        try snapshot.journal(from: period.from, to: period.to) { line in
            try take(codes[line.account] ?? "", line)
        }
    }
}
