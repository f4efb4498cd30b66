public import Accounting

/// A-209 · The debits of a voucher are its credits, and it has one date.
public enum VoucherBalance: VoucherRule {
    public static let code: Code = "A-209"
    public static let slug = "voucher-balance"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ voucher: VoucherDraft, isOpening: Bool, _ facts: Facts) -> [Finding]
    {
        guard let first = voucher.lines.first else { return [] }
        // In the opening, a control account counts by its stated figure or by its items, once.
        let lines = isOpening ? OpeningControl.counted(voucher, facts) : voucher.lines
        let debit = lines.reduce(Int128(0)) { $0 + Int128($1.debit) }
        let credit = lines.reduce(Int128(0)) { $0 + Int128($1.credit) }
        let exponent = facts.books.currency.exponent
        if debit != credit {
            return [
                finding(
                    facts.file, Int(first.span.line), found: voucher.number,
                    [
                        "debit": decimalText(Int64(clamping: debit), exponent: exponent),
                        "credit": decimalText(Int64(clamping: credit), exponent: exponent),
                    ])
            ]
        }
        if !isOpening, let odd = voucher.lines.first(where: { $0.day != first.day }) {
            return [
                finding(
                    facts.file, Int(odd.span.line), found: odd.day?.description ?? "",
                    [
                        "debit": first.day?.description ?? "",
                        "credit": odd.day?.description ?? "",
                    ])
            ]
        }
        return []
    }
}
