public import Accounting

/// A-249 · The bank receives of a payout what the service has paid out.
public enum PayoutPaidOtherwise: Rule {
    public static let code: Code = "A-249"
    public static let slug = "payout-paid-otherwise"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
