public import Accounting

/// V-133 · A file ends in a mark, a count or a balance of its own.
public enum EndUnproved: Rule {
    public static let code: Code = "V-133"
    public static let slug = "end-unproved"
    public static let severity = Severity.info
    public static let effect = Effect.none
}
