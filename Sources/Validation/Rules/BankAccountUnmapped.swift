public import Accounting

/// V-115 · A statement's account is mapped to an account of the chart.
public enum BankAccountUnmapped: Rule {
    public static let code: Code = "V-115"
    public static let slug = "bank-account-unmapped"
    public static let severity = Severity.error
    public static let effect = Effect.hold
}
