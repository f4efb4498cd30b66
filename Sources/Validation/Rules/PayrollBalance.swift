public import Accounting

/// A-220 · The net pay of a pay journal is its pay less what is kept; its debits are its credits.
public enum PayrollBalance: PayrollRule {
    public static let code: Code = "A-220"
    public static let slug = "payroll-balance"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: PayrollFacts) -> [Finding] {
        let journal = facts.journal
        guard journal.isWhole, journal.balance != 0 else { return [] }
        let exponent = facts.facts.books.currency.exponent
        return [
            finding(
                facts.facts.file, facts.line, found: decimalText(journal.net, exponent: exponent),
                [
                    "journal": facts.number,
                    "computed": decimalText(journal.net &+ journal.balance, exponent: exponent),
                    "difference": decimalText(journal.balance, exponent: exponent),
                ])
        ]
    }
}
