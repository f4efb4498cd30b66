/// What a file of sales states of itself: the total of a till's day (a Z), or of the whole file.
public struct SalesControl: Sendable {
    public enum Scope: Sendable {
        /// A store's day, of one till where it names one.
        case day(store: String, till: String, Day)
        case file
    }

    public var span: Span
    public var scope: Scope
    /// Σ of the orders in minor units; nil where it is not stated.
    public var amount: Int64?
    /// The number of orders of the day, or of rows of the file.
    public var count: Int64?

    public init(span: Span, scope: Scope, amount: Int64?, count: Int64?) {
        self.span = span
        self.scope = scope
        self.amount = amount
        self.count = count
    }
}
