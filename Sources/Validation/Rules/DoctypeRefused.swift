public import Accounting

/// V-103 · An XML file brings no document type definition: entities could read other files or
/// explode.
public enum DoctypeRefused: FlawRule {
    public static let code: Code = "V-103"
    public static let slug = "doctype-refused"
    public static let severity = Severity.error
    public static let effect = Effect.reject
    public static let defects: [Defect] = [.doctype]
}
