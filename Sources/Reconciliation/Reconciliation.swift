/// Matches and tie-outs: what belongs to what, and whether two figures of one thing agree.
///
/// Input: bank lines, payment rows, open items, as values. Output: matches and tie-outs.
/// Entry: `TransitMatcher`, `allocate(_:over:)`, `TieOut`.
/// Architecture invariant: pure; a match is stated or unique, never the likeliest.
public import Accounting

/// A payment row that waits for its bank line.
public struct WaitingPayment: Sendable, Hashable {
    public let id: Int64
    /// The transit account it stands on.
    public let account: Int64
    public let party: String
    public let reference: [UInt8]
    public let day: Day
    /// As the bank shows it: money in positive.
    public let amount: Int64

    public init(
        id: Int64, account: Int64, party: String, reference: [UInt8], day: Day, amount: Int64
    ) {
        self.id = id
        self.account = account
        self.party = party
        self.reference = reference
        self.day = day
        self.amount = amount
    }
}

/// Finds the payment row a bank line clears.
///
/// First the row whose reference (4 characters or more) stands in the line's text or payer
/// reference, with the same amount; then the only row of the line's party with that amount. Rows
/// of one party with the same reference, account and amount are alike: the oldest is taken, the
/// postings cannot differ. Anything else that fits more than one row matches none.
public struct TransitMatcher: Sendable {
    private static let shortestReference = 4
    private var waiting: [Int64: [WaitingPayment]] = [:]

    public init(_ payments: [WaitingPayment]) {
        for payment in payments { add(payment) }
    }

    public var isEmpty: Bool { waiting.isEmpty }

    public mutating func add(_ payment: WaitingPayment) {
        waiting[payment.amount, default: []].append(payment)
    }

    /// Takes the matching payment out of the waiting ones.
    public mutating func match(
        amount: Int64, text: ArraySlice<UInt8>, payerReference: ArraySlice<UInt8>, party: String?
    ) -> WaitingPayment? {
        guard let candidates = waiting[amount] else { return nil }
        let stated = candidates.filter { payment in
            payment.reference.count >= TransitMatcher.shortestReference
                && (contains(text, payment.reference)
                    || contains(payerReference, payment.reference))
        }
        let fitting: [WaitingPayment]
        if !stated.isEmpty {
            fitting = stated
        } else if let party {
            fitting = candidates.filter { $0.party == party }
            guard fitting.count <= 1 else { return nil }
        } else {
            return nil
        }
        guard let first = fitting.min(by: { ($0.day, $0.id) < ($1.day, $1.id) }),
            fitting.allSatisfy({
                $0.party == first.party && $0.account == first.account
                    && $0.reference == first.reference
            })
        else { return nil }
        let rest = candidates.filter { $0.id != first.id }
        waiting[amount] = rest.isEmpty ? nil : rest
        return first
    }

    /// True where `part` stands in `text` with no letter or digit beside it.
    private func contains(_ text: ArraySlice<UInt8>, _ part: [UInt8]) -> Bool {
        guard text.count >= part.count, let first = part.first else { return false }
        func isWord(_ byte: UInt8) -> Bool {
            byte >= 48 && byte <= 57 || byte | 0x20 >= 97 && byte | 0x20 <= 122 || byte >= 0x80
        }
        var index = text.startIndex
        let last = text.endIndex - part.count
        while index <= last {
            if text[index] == first, text[index..<index + part.count].elementsEqual(part) {
                let end = index + part.count
                let isWhole =
                    (index == text.startIndex || !isWord(text[index - 1]))
                    && (end == text.endIndex || !isWord(text[end]))
                if isWhole { return true }
            }
            index += 1
        }
        return false
    }
}

/// A part of an amount set against one open item.
public struct Share: Sendable, Hashable {
    /// Position among the items given.
    public let item: Int
    public let amount: Int64

    public init(item: Int, amount: Int64) {
        self.item = item
        self.amount = amount
    }
}

/// Sets an amount against open amounts of the same sign, in their order; the rest stays over.
///
/// Used with items oldest due first (DEFINITIONS §3).
public func allocate(_ amount: Int64, over open: [Int64]) -> [Share] {
    var rest = amount
    var shares: [Share] = []
    for (index, item) in open.enumerated() where rest != 0 {
        guard item != 0, (item > 0) == (rest > 0) else { continue }
        let part = item.magnitude < rest.magnitude ? item : rest
        shares.append(Share(item: index, amount: part))
        rest -= part
    }
    return shares
}

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
