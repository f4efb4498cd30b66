public import Accounting

/// V-104 · Text is what its encoding says; nothing is replaced by guess.
public enum EncodingInvalid: FlawRule {
    public static let code: Code = "V-104"
    public static let slug = "encoding-invalid"
    public static let severity = Severity.error
    public static let effect = Effect.reject
    public static let defects: [Defect] = [.encoding]
}
