internal import Accounting
internal import Ledger
internal import Validation

extension Poster {
    /// Posts an amount by a mapping rule: net to its account, the tax inside to the tax's.
    ///
    /// - Parameters:
    ///   - amount: debit positive.
    ///   - original: the same in the currency it was agreed in.
    /// - Returns: what was posted, for `appendTaxLines` once the entry has its number.
    func apply(
        _ rule: RuleAccounts, to amount: Int64, _ original: Money?,
        _ columns: inout EntryBatch.Columns
    ) throws -> RulePosting {
        guard let tax = rule.tax else {
            columns.post(rule.account, signed: amount, original: original)
            return RulePosting(net: amount)
        }
        let inside = tax.rate.tax(insideGross: amount)
        let insideOriginal = original.map {
            Money(tax.rate.tax(insideGross: $0.minorUnits), $0.currency)
        }
        let net = original.map {
            Money($0.minorUnits - (insideOriginal?.minorUnits ?? 0), $0.currency)
        }
        columns.post(rule.account, signed: amount - inside, original: net)
        if inside != 0 {
            let account = try session.account(tax.account)
            columns.post(account, signed: inside, original: insideOriginal)
        }
        let sign: Int64 = tax.kind == .output ? -1 : 1
        return RulePosting(
            net: amount - inside, tax: (tax.code, sign * (amount - inside), sign * inside))
    }

    /// Posts what an exchange has gained (positive) or lost against the amount first booked.
    func postExchange(_ gain: Int64, _ columns: inout EntryBatch.Columns) throws {
        guard gain != 0 else { return }
        let account = try account(gain > 0 ? .exchangeGain : .exchangeLoss)
        columns.post(account, signed: -gain)
    }
}
