public import Accounting

/// V-101 · A file is well formed to its end; a row is well formed by its own grammar.
public enum FileMalformed: FlawRule {
    public static let code: Code = "V-101"
    public static let slug = "file-malformed"
    public static let severity = Severity.error
    public static let effect = Effect.reject
    public static let defects: [Defect] = [.malformed]
}
