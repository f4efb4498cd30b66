public import Accounting

/// I-310 · A file is taken once nobody writes to it any more.
public enum DropUnsettled: Rule {
    public static let code: Code = "I-310"
    public static let slug = "drop-unsettled"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
