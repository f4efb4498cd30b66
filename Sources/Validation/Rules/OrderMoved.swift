public import Accounting

/// I-344 · An order of a store is of one business day.
public enum OrderMoved: Rule {
    public static let code: Code = "I-344"
    public static let slug = "order-moved"
    public static let severity = Severity.error
    public static let effect = Effect.hold
}
