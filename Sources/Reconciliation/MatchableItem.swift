public import Accounting

/// An open item that a bank line may pay.
public struct MatchableItem: Sendable, Hashable {
    public let id: Int64
    /// Its control account.
    public let account: Int64
    public let party: String
    public let document: String
    /// The reference that the document asks to be paid with.
    public let reference: String
    public let instalment: Int64
    /// ISO 4217.
    public let currency: String
    public let documentDay: Day
    public let due: Day
    /// True for money that stands unapplied: it is known by its party and amount alone.
    public let isPayment: Bool
    /// In its own currency, debit positive: what money in pays is positive.
    public var open: Int64

    public init(
        id: Int64, account: Int64, party: String, document: String, reference: String = "",
        instalment: Int64 = 1, currency: String, documentDay: Day, due: Day,
        isPayment: Bool = false, open: Int64
    ) {
        self.id = id
        self.account = account
        self.party = party
        self.document = document
        self.reference = reference
        self.instalment = instalment
        self.currency = currency
        self.documentDay = documentDay
        self.due = due
        self.isPayment = isPayment
        self.open = open
    }
}

/// What a bank line says of whom and what it pays.
public struct MatchLine: Sendable {
    /// In the currency of the bank account, money in positive.
    public let amount: Int64
    /// ISO 4217.
    public let currency: String
    public let day: Day
    public let text: ArraySlice<UInt8>
    public let payerReference: ArraySlice<UInt8>

    public init(
        amount: Int64, currency: String, day: Day, text: ArraySlice<UInt8>,
        payerReference: ArraySlice<UInt8>
    ) {
        self.amount = amount
        self.currency = currency
        self.day = day
        self.text = text
        self.payerReference = payerReference
    }
}

/// Why an item is, or may be, what a line pays; the first that holds.
public enum Evidence: String, Sendable, Comparable, CaseIterable {
    /// The line names the document.
    case document
    case partyAndAmount = "party+amount"
    /// Items of the party add up to the amount.
    case partyAndSum = "party+sum"
    case amount, party

    private var rank: Int { Evidence.allCases.firstIndex(of: self) ?? 0 }
    public static func < (left: Evidence, right: Evidence) -> Bool { left.rank < right.rank }
}

/// The items a line pays, in the order it pays them; all of one party and control account.
public struct ItemMatch: Sendable, Hashable {
    public let evidence: Evidence
    public let items: [MatchableItem]
    /// True where the line pays them whole, within the tolerance.
    public let isWhole: Bool

    public init(evidence: Evidence, items: [MatchableItem], isWhole: Bool) {
        self.evidence = evidence
        self.items = items
        self.isWhole = isWhole
    }
}
