public import Accounting
internal import Ledger

/// The pay journals of a period, what they leave owed, and what is accrued; of no person.
///
/// Minor units of the books' currency.
public struct PayrollSummary: Sendable {
    /// A total of a journal.
    public struct Line: Sendable {
        public var element: PayrollElement
        public var account: String
        public var party: String
        /// Debit positive.
        public var amount: Int64
        /// True on an income or expense account.
        public var isCost: Bool
    }

    public struct Journal: Sendable {
        public var number: String
        public var source: String
        public var from: Day
        public var to: Day
        public var payDay: Day
        public var lines: [Line]

        public var debit: Int64 { lines.reduce(0) { $0 + max($1.amount, 0) } }
        public var credit: Int64 { lines.reduce(0) { $0 - min($1.amount, 0) } }

        /// An element's amount, positive as a payslip shows it: costs on their debit side, what is
        /// kept or paid on its credit side.
        public func amount(_ element: PayrollElement) -> Int64 {
            let own = lines.filter { $0.element == element }
            switch element {
            case .employerCharge: return own.reduce(0) { $1.isCost ? $0 + $1.amount : $0 }
            case .benefitInKind: return own.reduce(0) { $0 - min($1.amount, 0) }
            case .gross, .reimbursement, .rounding, .clearing:
                return own.reduce(0) { $0 + $1.amount }
            default: return own.reduce(0) { $0 - $1.amount }
            }
        }

        /// What its other elements leave to be paid.
        public var computedNet: Int64 {
            lines.reduce(0) { $1.element == .netPay ? $0 : $0 + $1.amount }
        }
    }

    /// Something owed: an open item of a payroll account, or one of the period.
    public struct Owed: Sendable {
        public var account: String
        public var party: String
        public var partyName: String
        public var document: String
        public var kind: String
        public var due: Day?
        /// Positive = we owe.
        public var owed: Int64
        public var open: Int64
        public var paid: Int64 { owed - open }
        public var place: Place
    }

    /// What a month's end accrues on an account, debit positive, and how it was worked out.
    public struct Accrued: Sendable {
        public var source: String
        public var account: String
        public var amount: Int64
        public var text: String
    }

    public var journals: [Journal]
    public var owed: [Owed]
    public var accrued: [Accrued]
    /// The payroll accounts' balance, positive = we owe.
    public var control: Int64

    public var open: Int64 { owed.reduce(0) { $0 + $1.open } }
    public var difference: Int64 { control - open }
}

extension Reporter {
    /// The payroll of the period, its items as of the period's end.
    public func payrollSummary() throws -> PayrollSummary {
        let journals = try snapshot.payrolls(from: period.from, to: period.to).map { row in
            let record = row.journal.record
            return PayrollSummary.Journal(
                number: record.number, source: record.source, from: record.from, to: record.to,
                payDay: record.payDay,
                lines: row.elements.compactMap { line in
                    guard let element = PayrollElement(rawValue: line.element) else { return nil }
                    let code = codes[line.account] ?? ""
                    return PayrollSummary.Line(
                        element: element, account: code, party: line.agency, amount: line.amount,
                        isCost: books.chart[code]?.kind.isProfitAndLoss ?? false)
                })
        }
        let accounts = payrollAccounts
        let accrued = try snapshot.accruals(on: period.to).map {
            PayrollSummary.Accrued(
                source: $0.source, account: codes[$0.account] ?? "", amount: $0.amount,
                text: $0.text)
        }
        let totals = try totals(
            from: Day(number: 0), to: period.to, kinds: [.opening, .normal, .adjustment, .closing])
        var control: Int128 = 0
        for account in accounts { control -= net(totals[account]) }
        return PayrollSummary(
            journals: journals, owed: try owed(accounts), accrued: accrued,
            control: try fit(control))
    }

    /// The accounts of role payroll that the book has postings or items on, by number.
    var payrollAccounts: [Int64] {
        codes.filter { books.chart[$0.value]?.role == .payroll }
            .sorted { $0.value.utf8.lexicographicallyPrecedes($1.value.utf8) }.map(\.key)
    }

    private func owed(_ accounts: [Int64]) throws -> [PayrollSummary.Owed] {
        guard !accounts.isEmpty else { return [] }
        return try snapshot.openItems(accounts: accounts, on: period.to).filter {
            $0.item.open != 0 || $0.item.item.kind == "payroll" && period.contains($0.item.item.day)
        }.map { open, path, _ in
            let item = open.item
            return PayrollSummary.Owed(
                account: codes[item.account] ?? "", party: item.party,
                partyName: books.parties[item.party]?.name ?? item.party,
                document: item.document, kind: item.kind, due: item.due, owed: -item.amount,
                open: -open.open, place: Place(file: path, line: Int(item.line)))
        }.sorted { left, right in
            let (a, b) = (left, right)
            if a.account != b.account { return a.account < b.account }
            if a.party != b.party { return a.party.utf8.lexicographicallyPrecedes(b.party.utf8) }
            return (a.due?.number ?? 0, a.document) < (b.due?.number ?? 0, b.document)
        }
    }
}
