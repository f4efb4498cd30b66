public import Accounting
internal import Ledger
internal import Reconciliation

/// Bank accounts from what their statements say to what the books say, every step dated.
///
/// statement + booked after it ± unexplained = the account; account + receipts, payouts and own
/// transfers on their way − payments on their way = money at bank by the books. In minor units of
/// each account's currency; money on its way is in the books'.
public struct BankReconciliation: Sendable {
    /// What lies between statement and books.
    public enum Step: String, Sendable, CaseIterable {
        case statement
        /// Booked on the account after its last statement.
        case bookedAfter = "booked-after"
        case unexplained
        /// The account itself.
        case account
        case receipts = "receipts-in-transit"
        case payouts = "payouts-in-transit"
        case transfers = "transfers-in-transit"
        case payments = "payments-in-transit"
        /// What stands on an account in transit and no item explains.
        case untraced = "transit-unexplained"
        case books
    }

    public struct Line: Sendable {
        public var step: Step
        public var day: Day
        public var text: String
        public var amount: Int64
        public var place: Place?
    }

    public struct Account: Sendable {
        /// Empty for money on its way where several accounts may get it.
        public var code: String
        public var currency: Currency
        /// True where a statement tells the balance.
        public var hasStatement: Bool
        public var lines: [Line]

        /// Σ of the lines of some steps.
        public func total(_ steps: Set<Step>) -> Int64 {
            lines.reduce(0) { steps.contains($1.step) ? $0 &+ $1.amount : $0 }
        }

        public var unexplained: Int64 { total([.unexplained, .untraced]) }
    }

    public var accounts: [Account]
}

extension Reporter {
    /// The bank accounts at the period's end.
    public func bankReconciliation() throws -> BankReconciliation {
        let balance = try trialBalance()
        let statements = try snapshot.statements()
        var accounts = try banks(balance).map { tie in
            account(tie, statements.last { isLast($0.record, of: tie) })
        }
        let known = Set(accounts.map(\.code))
        let bare = books.chart.accounts.filter { $0.role == .bank && !known.contains($0.code) }
        accounts += bare.compactMap { account in
            let book = closing(account.code, balance)
            let own = books.currency(of: account.code)
            guard book != 0, own == books.currency else { return nil }
            return reconciled(
                TieOut(
                    name: "bank", subject: account.code, book: book, independent: nil, items: []),
                nil)
        }
        accounts.sort { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
        let transit = try inTransit(balance)
        if !transit.isEmpty { place(transit, &accounts) }
        for index in accounts.indices { close(&accounts[index]) }
        return BankReconciliation(accounts: accounts)
    }

    private func isLast(_ record: StatementRecord, of tie: TieOut) -> Bool {
        codes[record.account] == tie.subject && record.closing != nil
            && (record.to.map { $0 <= period.to } ?? false)
    }

    private func account(_ tie: TieOut, _ statement: (record: StatementRecord, path: String)?)
        -> BankReconciliation.Account
    {
        reconciled(
            tie,
            statement.map { statement in
                BankReconciliation.Line(
                    step: .statement, day: statement.record.to ?? period.to,
                    text: statement.record.name, amount: statement.record.closing ?? 0,
                    place: Place(file: statement.path, line: Int(statement.record.line)))
            })
    }

    /// From the statement to the account.
    private func reconciled(_ tie: TieOut, _ statement: BankReconciliation.Line?)
        -> BankReconciliation.Account
    {
        var lines = [statement].compactMap { $0 }
        if statement != nil {
            lines += tie.items.map {
                BankReconciliation.Line(
                    step: .bookedAfter, day: $0.day, text: $0.text, amount: $0.amount,
                    place: $0.place)
            }
            if tie.unexplained != 0 { lines.append(line(.unexplained, tie.unexplained)) }
        }
        lines.append(line(.account, tie.book))
        return BankReconciliation.Account(
            code: tie.subject, currency: tie.currency ?? books.currency,
            hasStatement: statement != nil, lines: lines)
    }

    private func line(_ step: BankReconciliation.Step, _ amount: Int64) -> BankReconciliation.Line {
        BankReconciliation.Line(step: step, day: period.to, text: "", amount: amount, place: nil)
    }

    /// Money on its way, of every account that keeps it, and what of them no item explains.
    private func inTransit(_ balance: TrialBalance) throws -> [BankReconciliation.Line] {
        let open = try snapshot.transit(on: period.to)
        let roles: [(AccountRole, BankReconciliation.Step)] = [
            (.receiptsInTransit, .receipts), (.payoutsInTransit, .payouts),
            (.paymentsInTransit, .payments),
        ]
        var lines: [BankReconciliation.Line] = []
        var untraced: Int64 = 0
        for (role, step) in roles {
            guard let account = books.chart[role] else { continue }
            let items = open.filter { codes[$0.record.account] == account.code }.map {
                BankReconciliation.Line(
                    step: step, day: $0.record.day,
                    text: [$0.record.number, books.parties[$0.record.party]?.name ?? ""]
                        .filter { !$0.isEmpty }.joined(separator: " "),
                    amount: $0.record.amount, place: Place(file: $0.path, line: Int($0.line)))
            }
            lines += items
            untraced += closing(account.code, balance) - items.reduce(0) { $0 + $1.amount }
        }
        for tie in try listed(.transfers, "transfers", balance) {
            lines += tie.items.map {
                BankReconciliation.Line(
                    step: .transfers, day: $0.day, text: $0.text, amount: $0.amount,
                    place: $0.place)
            }
            untraced += tie.unexplained
        }
        if untraced != 0 { lines.append(line(.untraced, untraced)) }
        return lines
    }

    /// The only account in the books' currency gets what is on its way; of several none is known.
    private func place(
        _ lines: [BankReconciliation.Line], _ accounts: inout [BankReconciliation.Account]
    ) {
        let own = accounts.indices.filter { accounts[$0].currency == books.currency }
        guard own.count == 1, let only = own.first else {
            return accounts.append(
                BankReconciliation.Account(
                    code: "", currency: books.currency, hasStatement: false, lines: lines))
        }
        accounts[only].lines += lines
    }

    private func close(_ account: inout BankReconciliation.Account) {
        let steps: Set<BankReconciliation.Step> = [
            .account, .receipts, .payouts, .transfers, .payments, .untraced,
        ]
        account.lines.append(line(.books, account.total(steps)))
    }
}
