public import Accounting

/// Two figures of one thing, from the book and from outside it, with what lies between.
public struct TieOut: Sendable, Hashable {
    /// Something dated that explains a part of the difference.
    public struct Item: Sendable, Hashable {
        public var day: Day
        public var text: String
        public var amount: Int64
        public var place: Place?

        public init(day: Day, text: String, amount: Int64, place: Place?) {
            self.day = day
            self.text = text
            self.amount = amount
            self.place = place
        }
    }

    /// The tie-out's name in the catalogue, e.g. `bank`, and what it is about.
    public var name: String
    public var subject: String
    public var book: Int64
    /// nil where no independent figure was dropped for the period.
    public var independent: Int64?
    public var items: [Item]
    /// What the figures are in; nil = the books' currency.
    public var currency: Currency?

    public init(
        name: String, subject: String, book: Int64, independent: Int64?, items: [Item],
        currency: Currency? = nil
    ) {
        self.name = name
        self.subject = subject
        self.book = book
        self.independent = independent
        self.items = items
        self.currency = currency
    }

    /// book − independent − Σ items; must be 0.
    public var unexplained: Int64 {
        guard let independent else { return 0 }
        return book &- independent &- items.reduce(0) { $0 &+ $1.amount }
    }
}
