public import Accounting

/// V-152 · A decision or answer names accounts, parties and open documents that the book knows.
public enum AnswerUnclear: Rule {
    public static let code: Code = "V-152"
    public static let slug = "answer-unclear"
    public static let severity = Severity.error
    public static let effect = Effect.hold
}
