internal import Accounting
internal import Ledger
internal import Reconciliation

extension Reporter {
    /// Payroll payables = unpaid elements, each listed with its date.
    func payrollTies(_ balance: TrialBalance) throws -> [TieOut] {
        let accounts = payrollAccounts
        guard !accounts.isEmpty else { return [] }
        let open = try snapshot.openItems(accounts: accounts, on: period.to)
            .filter { $0.item.open != 0 }
        return accounts.map { account in
            let code = codes[account] ?? ""
            let items = open.filter { $0.item.item.account == account }.map { item, path, _ in
                TieOut.Item(
                    day: item.item.due ?? item.item.day,
                    text: [
                        books.parties[item.item.party]?.name ?? item.item.party,
                        item.item.document,
                    ].filter { !$0.isEmpty }.joined(separator: " "), amount: item.open,
                    place: path.isEmpty ? nil : Place(file: path, line: Int(item.item.line)))
            }
            return TieOut(
                name: "payroll", subject: code,
                book: balance.rows.first { $0.account == code }?.closing ?? 0, independent: 0,
                items: items)
        }
    }

    /// A tax account = what it opened with + the tax of documents and sales, and every other
    /// posting on it, listed.
    func taxTies() throws -> [TieOut] {
        try taxSummary().accounts.map { account in
            TieOut(
                name: "tax", subject: account.code, book: account.closing,
                independent: account.opening + account.taxed,
                items: account.lines.map { item($0.line) })
        }
    }
}
