public import Accounting

/// V-151 · A decision or answer names a bank line in suspense, or another question the book has
/// asked.
public enum QuestionUnknown: Rule {
    public static let code: Code = "V-151"
    public static let slug = "question-unknown"
    public static let severity = Severity.warning
    public static let effect = Effect.hold
}
