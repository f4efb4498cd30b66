/// Which sub-ledger a document or payment belongs to.
public enum Side: String, Sendable, CaseIterable {
    case receivable, payable

    /// +1 where the control account grows on the debit side.
    public var sign: Int64 { self == .receivable ? 1 : -1 }
}

public enum DocumentKind: String, Sendable, CaseIterable {
    case invoice
    case creditNote = "credit-note"
}

/// A part of a document that falls due on its own.
public struct Instalment: Sendable, Hashable {
    public var due: Day
    public var amount: Int64

    public init(due: Day, amount: Int64) {
        self.due = due
        self.amount = amount
    }
}

/// One line of an invoice or credit note; amounts positive, in minor units.
public struct DocumentLine: Sendable, Hashable {
    public var span: Span
    public var account: String
    public var text: String
    public var taxCode: String
    public var net: Int64
    public var tax: Int64
    public var gross: Int64

    public init(
        span: Span, account: String, text: String, taxCode: String, net: Int64, tax: Int64,
        gross: Int64
    ) {
        self.span = span
        self.account = account
        self.text = text
        self.taxCode = taxCode
        self.net = net
        self.tax = tax
        self.gross = gross
    }
}

/// An invoice or credit note with its lines, as a file states it.
public struct DocumentDraft: Sendable {
    public var kind: DocumentKind = .invoice
    public var party = ""
    public var number = ""
    public var day: Day?
    public var due: Day?
    public var currency = ""
    public var total: Int64?
    public var instalments: [Instalment] = []
    public var appliesTo = ""
    public var lines: [DocumentLine] = []
    public var flaws: [Flaw] = []

    public init() {}
}

/// Money received from a customer or paid to a supplier, as the business records it.
public struct PaymentDraft: Sendable {
    public var span: Span
    public var number = ""
    public var party = ""
    public var day: Day?
    /// Positive in the usual direction, negative when it comes back (bounced).
    public var amount: Int64 = 0
    public var currency = ""
    public var document = ""
    public var reference = ""
    public var flaws: [Flaw] = []

    public init(span: Span) { self.span = span }
}

/// One line of a voucher or of the opening balances; exactly one side is not zero.
///
/// Debit and credit are in the books' currency; `original` is the same in the line's own.
public struct JournalLine: Sendable {
    public var span: Span
    public var account = ""
    public var party = ""
    public var document = ""
    public var day: Day?
    public var due: Day?
    public var debit: Int64 = 0
    public var credit: Int64 = 0
    public var currency = ""
    /// Debit positive; nil where the line states no amount of its own currency.
    public var original: Money?
    public var text = ""

    public init(span: Span) { self.span = span }
}

/// A journal voucher: the lines that share a journal and a number.
public struct VoucherDraft: Sendable {
    public var journal = ""
    public var number = ""
    public var lines: [JournalLine] = []
    public var flaws: [Flaw] = []

    public init() {}
}
