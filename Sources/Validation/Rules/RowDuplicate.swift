public import Accounting

/// I-303 · A row that another file has already brought is posted once and names its twin.
public enum RowDuplicate: Rule {
    public static let code: Code = "I-303"
    public static let slug = "row-duplicate"
    public static let severity = Severity.info
    public static let effect = Effect.none
}
