public import Accounting

/// A-118 · An amount that reads two ways waits for the decimal mark to be declared.
public enum AmountAmbiguous: FlawRule {
    public static let code: Code = "A-118"
    public static let slug = "amount-ambiguous"
    public static let severity = Severity.error
    public static let effect = Effect.hold
    public static let defects: [Defect] = [.amountAmbiguous]
}
