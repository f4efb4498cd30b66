public import Accounting

/// I-316 · A page of a statement comes once.
public enum PageRepeated: FlawRule {
    public static let code: Code = "I-316"
    public static let slug = "page-repeated"
    public static let severity = Severity.error
    public static let effect = Effect.hold
    public static let defects: [Defect] = [.pageRepeated]
}
