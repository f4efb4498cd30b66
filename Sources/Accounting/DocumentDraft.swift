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

/// What a line of a document is: an item, or an allowance or charge on the whole document
/// (EN 16931 BG-25, BG-20, BG-21); an allowance's amounts are negative.
///
/// A `summary` stands for all items of one rate where a document has no lines (Factur-X MINIMUM
/// and BASIC WL).
public enum DocumentLineKind: String, Sendable { case item, allowance, charge, summary }

/// One line of an invoice or credit note, in minor units of its currency.
///
/// Amounts are positive; a negative invoice, an allowance or a line taken back has them negative.
public struct DocumentLine: Sendable, Hashable {
    public var kind = DocumentLineKind.item
    public var span: Span
    /// The VAT category code (UNTDID 5305: S, Z, E, AE, K, G, O …) and rate in percent that an
    /// e-invoice states in place of a tax code.
    public var taxCategory = ""
    public var taxRate: Exact?
    /// The net amount with all its decimals where the file may state more than its currency has.
    public var stated: Exact?
    /// The receipts and orders that it is for, by their numbers (BT-15, 16, 13), the item and how
    /// much of it: thousandths of `unit`, positive as the amounts are; nil where not stated.
    public var receipts: [String] = []
    public var item = ""
    public var unit = ""
    public var quantity: Int64?
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

/// Who issued or received a document, as the document states it (EN 16931 BG-4, BG-7).
public struct PartyIdentity: Sendable, Hashable {
    public var name = ""
    public var vatNumber = ""
    /// Registration numbers and electronic addresses, without their schemes.
    public var legalIDs: [String] = []
    /// The two letters of ISO 3166.
    public var country = ""

    public init() {}
}

/// The base and amount of one VAT category and rate as a document states them (EN 16931 BG-23).
public struct DeclaredTax: Sendable, Hashable {
    public var category: String
    public var rate: Exact?
    public var base: Exact?
    public var tax: Exact?
    public var line: Int

    public init(category: String, rate: Exact?, base: Exact?, tax: Exact?, line: Int) {
        self.category = category
        self.rate = rate
        self.base = base
        self.tax = tax
        self.line = line
    }
}

/// The totals an e-invoice states (EN 16931 BG-22); compared with its lines, never copied.
public struct DeclaredTotals: Sendable, Hashable {
    /// BT-106, 107, 108: lines, allowances and charges on the document.
    public var lines: Exact?
    public var allowances: Exact?
    public var charges: Exact?
    /// BT-109, 110, 112: net, tax, gross.
    public var net: Exact?
    public var tax: Exact?
    public var gross: Exact?
    /// BT-113, 114, 115: paid before, rounding, due for payment.
    public var prepaid: Exact?
    public var rounding: Exact?
    public var due: Exact?
    public var taxes: [DeclaredTax] = []

    public init() {}
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
    /// How many lines the file lists, with those that others detail (Factur-X BT-X-8), where that
    /// is not the number of `lines`.
    public var listedLines: Int?
    /// What one unit of a currency is in another, as the document itself states it.
    public var rate: ExchangeRate?
    /// Paid before the document was issued, and rounding of what is due: minor units.
    public var prepaid: Int64 = 0
    public var rounding: Int64 = 0
    /// Both sides of an e-invoice; `party` is then found by them.
    public var seller: PartyIdentity?
    public var buyer: PartyIdentity?
    /// The account to pay on (BT-84) and the reference to give (BT-83): ISO 11649, QR, number.
    public var iban = ""
    /// Further accounts that it may be paid on.
    public var otherIBANs: [String] = []
    public var paymentReference = ""
    /// The document's element where it is one row of its file, as an e-invoice is; else its lines
    /// are its rows.
    public var span: Span?
    /// nil where the file states lines alone.
    public var declared: DeclaredTotals?
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
    /// The documents it pays, or the payment that comes back: `F1`, `F1;F2`.
    public var document = ""
    public var reference = ""
    /// What settled beside the money, in the payment's currency: cash discount, charges that a
    /// bank withheld, debt given up.
    public var discount: Int64 = 0
    public var charges: Int64 = 0
    public var writtenOff: Int64 = 0
    /// What one unit of a currency is in another, as the row itself states it.
    public var rate: ExchangeRate?
    /// What the amount settles of the documents it names, in their currency where that is another.
    public var original: Exact?
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
