public import Accounting

/// A payment row that waits for its bank line.
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

    public init(
        id: Int64, account: Int64, party: String, reference: [UInt8], day: Day, amount: Int64,
        original: Money? = nil
    ) {
        self.id = id
        self.account = account
        self.party = party
        self.reference = reference
        self.day = day
        self.amount = amount
        self.original = original
    }

    /// What the bank line that clears it shows.
    fileprivate var shown: Int64 { original?.minorUnits ?? amount }
}

/// Finds the payment row a bank line clears.
///
/// A payment waits in its own currency. First the row whose reference (4 characters or more) stands
/// in the line's text or payer reference, with the same amount; then the only row of the line's
/// party with that amount. Rows of one party with the same reference, account and amount are
/// alike: the oldest is taken, the postings cannot differ. Anything else that fits more than one
/// row matches none.
public struct TransitMatcher: Sendable {
    private static let shortestReference = 4
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
        let stated = candidates.filter { payment in
            payment.reference.count >= TransitMatcher.shortestReference
                && (text.holdsWhole(payment.reference)
                    || payerReference.holdsWhole(payment.reference))
        }
        let fitting: [WaitingPayment]
        if !stated.isEmpty {
            fitting = stated
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
}
