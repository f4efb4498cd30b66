public import Accounting

/// A payment row, or a payout of a payment service, that waits for its bank line.
public struct WaitingPayment: Sendable, Hashable {
    public let id: Int64
    /// The transit account it stands on.
    public let account: Int64
    public let party: String
    public let reference: [UInt8]
    public let day: Day
    /// In the books' currency, as the bank shows it: money in positive.
    public let amount: Int64
    /// The same in its own currency; nil for the books'.
    public let original: Money?
    /// What the bank prints of the payment service that pays it out; nil for a payment row.
    public let descriptors: [[UInt8]]?

    public init(
        id: Int64, account: Int64, party: String, reference: [UInt8], day: Day, amount: Int64,
        original: Money? = nil, descriptors: [[UInt8]]? = nil
    ) {
        self.id = id
        self.account = account
        self.party = party
        self.reference = reference
        self.day = day
        self.amount = amount
        self.original = original
        self.descriptors = descriptors
    }

    /// True where a text of the bank names it by its reference; a payout in any case of letters.
    fileprivate func isNamed(in text: ArraySlice<UInt8>) -> Bool {
        guard reference.count >= TransitMatcher.shortestReference else { return false }
        return text.holdsWhole(reference)
            || descriptors != nil && text.map(folded)[...].holdsWhole(reference.map(folded))
    }

    /// True where a text of the bank shows the service that pays it out.
    fileprivate func isDescribed(in text: ArraySlice<UInt8>) -> Bool {
        guard let descriptors, !descriptors.isEmpty else { return false }
        let text = text.map(folded)[...]
        return descriptors.contains { text.holdsWhole($0.map(folded)) }
    }

    /// What the bank line that clears it shows.
    fileprivate var shown: Int64 { original?.minorUnits ?? amount }
}

/// Finds the payment row a bank line clears.
///
/// A payment waits in its own currency. First the row whose reference (4 characters or more) stands
/// in the line's text or payer reference, with the same amount; then the only payout of a payment
/// service with that amount whose descriptor the line shows; then the only row of the line's party
/// with that amount. Rows of one party with the same reference, account and amount are
/// alike: the oldest is taken, the postings cannot differ. Anything else that fits more than one
/// row matches none.
public struct TransitMatcher: Sendable {
    fileprivate static let shortestReference = 4
    private var waiting: [Int64: [WaitingPayment]] = [:]

    public init(_ payments: [WaitingPayment]) {
        for payment in payments { add(payment) }
    }

    public var isEmpty: Bool { waiting.isEmpty }

    public mutating func add(_ payment: WaitingPayment) {
        waiting[payment.shown, default: []].append(payment)
    }

    /// Takes the matching payment out of the waiting ones.
    ///
    /// - Parameters:
    ///   - amount: of the line, in the currency of its account.
    ///   - currency: of the line's account; nil for the books' own.
    public mutating func match(
        amount: Int64, in currency: Currency? = nil, text: ArraySlice<UInt8>,
        payerReference: ArraySlice<UInt8>, party: @autoclosure () -> String?
    ) -> WaitingPayment? {
        guard let alike = waiting[amount] else { return nil }
        let candidates = alike.filter { $0.original?.currency == currency }
        let stated = candidates.filter {
            $0.isNamed(in: text) || $0.isNamed(in: payerReference)
        }
        let described = stated.isEmpty ? candidates.filter { $0.isDescribed(in: text) } : []
        let fitting: [WaitingPayment]
        if !stated.isEmpty {
            fitting = stated
        } else if !described.isEmpty {
            fitting = described
            guard fitting.count == 1 else { return nil }
        } else if !candidates.isEmpty, let party = party() {
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
        let rest = alike.filter { $0.id != first.id }
        waiting[amount] = rest.isEmpty ? nil : rest
        return first
    }

    /// A payout of another amount that a line names.
    /// - Complexity: linear in what waits.
    public func payout(namedBy text: ArraySlice<UInt8>, _ payerReference: ArraySlice<UInt8>)
        -> WaitingPayment?
    {
        waiting.values.joined().filter {
            $0.descriptors != nil && ($0.isNamed(in: text) || $0.isNamed(in: payerReference))
        }.min { $0.id < $1.id }
    }
}
