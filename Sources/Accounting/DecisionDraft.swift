/// What a person has written into a match list or an answered question.
public struct DecisionDraft: Sendable {
    public enum Kind: Sendable {
        /// `yes` or `no` on one candidate of a bank line.
        case match
        /// An answer to a question.
        case answer
    }

    public var span: Span
    public var kind: Kind
    /// The line or question it is about.
    public var question = ""
    /// The candidate's party, document and instalment; empty on an answer.
    public var party = ""
    public var document = ""
    public var instalment = ""
    /// Empty where nothing is decided.
    public var decision = ""
    public var flaws: [Flaw] = []

    public init(span: Span, kind: Kind) {
        self.span = span
        self.kind = kind
    }
}
