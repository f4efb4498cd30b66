public import Accounting

/// V-132 · The table has a rate of the posting day itself.
public enum RateEarlier: Rule {
    public static let code: Code = "V-132"
    public static let slug = "rate-earlier"
    public static let severity = Severity.info
    public static let effect = Effect.none
}
