public import Accounting
public import Ledger

/// Bases and amounts of tax by code, and what moved the tax accounts; no tax return.
///
/// Minor units of the books' currency; positive for what is invoiced, billed or sold.
public struct TaxSummary: Sendable {
    /// What one kind of origin brought of a code.
    public struct Row: Sendable {
        public var origin: TaxTotal.Origin
        public var code: String
        /// nil for a code that the client no longer declares.
        public var tax: Tax?
        public var base: Int64
        public var amount: Int64
        /// Σ base × rate, rounded once; what documents rounded one by one is `rounding`.
        public var computed: Int64
        public var rounding: Int64 { amount - computed }
    }

    /// What else moved a tax account.
    public enum Movement: String, Sendable, CaseIterable {
        /// Of documents and sales whose tax lines the book does not keep: those that a version
        /// before them posted.
        case undetailed
        /// From the waiting account to the tax's own, with a payment.
        case due
        /// A bank line: the tax is paid to, or comes back from, the state.
        case settlement
        /// A voucher, a correction.
        case adjustment
    }

    /// A tax account over the period; debit positive.
    public struct Account: Sendable {
        public var code: String
        public var opening: Int64
        /// Of documents, sales and taxed bank lines, as their rows tell it.
        public var taxed: Int64
        public var movements: [Movement: Int64]
        public var closing: Int64
        public var lines: [(movement: Movement, line: Snapshot.Line)]

        /// Must be 0.
        public var difference: Int64 {
            closing - opening - taxed - movements.values.reduce(0, +)
        }
    }

    public var rows: [Row]
    public var accounts: [Account]
}

extension Reporter {
    /// The taxes of the period.
    public func taxSummary() throws -> TaxSummary {
        let totals = try snapshot.taxTotals(from: period.from, to: period.to)
            .filter { $0.base != 0 || $0.tax != 0 }
        let rows = totals.filter { !$0.code.isEmpty }.map { total in
            let tax = books.taxes[total.code]
            return TaxSummary.Row(
                origin: total.origin, code: total.code, tax: tax, base: total.base,
                amount: total.tax, computed: tax.map { computed($0, total.base) } ?? total.tax)
        }
        return TaxSummary(rows: rows, accounts: try taxAccounts(rows))
    }

    /// Base × rate, of an input tax the part that may be recovered.
    private func computed(_ tax: Tax, _ base: Int64) -> Int64 {
        guard tax.recoverablePercent != 100 else { return tax.rate.tax(onNet: base) }
        let part = Rate(
            mantissa: tax.rate.mantissa * Int64(tax.recoverablePercent), scale: tax.rate.scale + 2)
        return part.tax(onNet: base)
    }

    /// What a code's amount puts on its accounts, debit positive: output tax is owed, input tax
    /// comes back, reverse charge is both; tax due on payment waits.
    private func posted(_ row: TaxSummary.Row) -> [(account: String, amount: Int64)] {
        guard let tax = row.tax else { return [] }
        let waits = tax.dueOnPayment && row.origin == .document
        let account = waits ? tax.waitingAccount ?? tax.account : tax.account
        switch tax.kind {
        case .output: return [(account, -row.amount)]
        case .input: return [(account, row.amount)]
        case .reverse:
            return [(tax.account, row.amount), (tax.waitingAccount ?? "", -row.amount)]
        case .exempt: return []
        }
    }

    private func taxAccounts(_ rows: [TaxSummary.Row]) throws -> [TaxSummary.Account] {
        let named = books.taxes.values.flatMap { [$0.account, $0.waitingAccount ?? ""] }
        var taxed: [String: Int64] = [:]
        for (account, amount) in rows.flatMap(posted) { taxed[account, default: 0] += amount }
        let kinds: Set<EntryKind> = [.opening, .normal, .adjustment, .closing]
        let before = try totals(from: Day(number: 0), to: period.from - 1, kinds: kinds)
        let after = try totals(from: Day(number: 0), to: period.to, kinds: kinds)
        return try Set(named).filter { !$0.isEmpty }.sorted().compactMap { code in
            guard let number = codes.first(where: { $0.value == code })?.key else { return nil }
            let lines = try snapshot.untaxedLines(
                of: number, from: period.from, to: period.to
            ).map { (movement: movement($0.recipe), line: $0) }
            var movements: [TaxSummary.Movement: Int64] = [:]
            for (movement, line) in lines {
                movements[movement, default: 0] += line.debit - line.credit
            }
            let account = TaxSummary.Account(
                code: code, opening: try fit(net(before[number])), taxed: taxed[code] ?? 0,
                movements: movements, closing: try fit(net(after[number])), lines: lines)
            let isIdle = account.opening == 0 && account.taxed == 0 && account.closing == 0
            return isIdle && lines.isEmpty ? nil : account
        }
    }

    private func movement(_ recipe: Recipe) -> TaxSummary.Movement {
        switch recipe {
        case .taxDue: .due
        case .invoice, .creditNote, .bill, .supplierCreditNote, .storeDay: .undetailed
        case .bankLine, .settlement, .transfer, .reclassified: .settlement
        default: .adjustment
        }
    }
}
