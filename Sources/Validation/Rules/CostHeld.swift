public import Accounting

/// I-362 · What went below zero has its cost, which `below_zero: held` keeps back.
public enum CostHeld: Rule {
    public static let code: Code = "I-362"
    public static let slug = "cost-held"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
