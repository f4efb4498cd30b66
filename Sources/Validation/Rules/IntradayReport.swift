public import Accounting

/// V-129 · Intraday reports (camt.052) and notifications (camt.054) are shown and never posted;
/// the statement follows.
public enum IntradayReport: Rule {
    public static let code: Code = "V-129"
    public static let slug = "intraday-report"
    public static let severity = Severity.info
    public static let effect = Effect.none
}
