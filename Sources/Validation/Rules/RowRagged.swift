public import Accounting

/// V-105 · A row has as many fields as the header.
public enum RowRagged: FlawRule {
    public static let code: Code = "V-105"
    public static let slug = "row-ragged"
    public static let severity = Severity.error
    public static let effect = Effect.reject
    public static let defects: [Defect] = [.ragged]
}
