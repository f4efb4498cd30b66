public import Accounting

/// I-311 · A statement in pages comes with all of them.
public enum PagesMissing: FlawRule {
    public static let code: Code = "I-311"
    public static let slug = "pages-missing"
    public static let severity = Severity.warning
    public static let effect = Effect.none
    public static let defects: [Defect] = [.pagesMissing]
}
