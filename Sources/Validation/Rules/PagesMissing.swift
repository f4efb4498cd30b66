public import Accounting

/// I-311 · A statement in pages comes with all of them.
public enum PagesMissing: FlawRule {
    public static let code: Code = "I-311"
    public static let slug = "pages-missing"
    public static let severity = Severity.error
    public static let effect = Effect.hold
    public static let defects: [Defect] = [.pagesMissing]
}
