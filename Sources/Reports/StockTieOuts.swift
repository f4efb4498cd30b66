internal import Accounting
internal import Ledger
internal import Reconciliation

extension Reporter {
    /// Goods received = receipts that no bill has come for, each listed with its date; a bill that
    /// came before its goods stands on the other side.
    func goodsReceivedTies(_ balance: TrialBalance) throws -> [TieOut] {
        let declared = Set(books.chart.accounts.filter { $0.role == .goodsReceived }.map(\.code))
        let accounts = codes.filter { declared.contains($0.value) }.sorted { $0.value < $1.value }
        guard !accounts.isEmpty else { return [] }
        let open = try snapshot.openItems(accounts: accounts.map(\.key), on: period.to)
            .filter { $0.item.open != 0 }
        return accounts.map { number, code in
            let items = open.filter { $0.item.item.account == number }.map { item, path, _ in
                TieOut.Item(
                    day: item.item.documentDay,
                    text: [
                        books.parties[item.item.party]?.name ?? item.item.party,
                        item.item.document, item.item.target,
                    ].filter { !$0.isEmpty }.joined(separator: " "), amount: item.open,
                    place: path.isEmpty ? nil : Place(file: path, line: Int(item.item.line)))
            }
            return TieOut(
                name: "goods-received", subject: code,
                book: balance.rows.first { $0.account == code }?.closing ?? 0, independent: 0,
                items: items)
        }
    }

    /// Stock accounts whose opening balance is not what the opening stock is worth; of
    /// the first period of the books.
    func openingStock() throws -> [Finding] {
        guard books.products.policy != nil, period.contains(books.start) else { return [] }
        var worth: [String: Int64] = [:]
        for item in books.products.all where item.isStocked {
            guard let account = item.stockAccount ?? books.chart[.stock]?.code else { continue }
            worth[account, default: 0] += 0
        }
        for (item, value) in try snapshot.openingStock() {
            let own = books.products[item]?.stockAccount ?? books.chart[.stock]?.code
            guard let account = own else { continue }
            worth[account, default: 0] += value
        }
        let exponent = books.currency.exponent
        return try worth.sorted { $0.key < $1.key }.compactMap { account, worth in
            let numbers = codes.filter { $0.value == account }.map(\.key)
            let opening =
                numbers.isEmpty
                ? 0 : try snapshot.balance(of: numbers, through: books.start - 1)
            guard opening != worth else { return nil }
            return Finding(
                "A-257", .error, at: Place(file: "items.csv"),
                found: decimalText(opening, exponent: exponent),
                ["account": account, "expected": decimalText(worth, exponent: exponent)])
        }
    }
}
