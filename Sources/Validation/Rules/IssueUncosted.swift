public import Accounting

/// V-190 · Goods that go have a cost that is known.
public enum IssueUncosted: Rule {
    public static let code: Code = "V-190"
    public static let slug = "issue-uncosted"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
