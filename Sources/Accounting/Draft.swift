/// What the data itself got wrong in a row, before any client's settings are looked at.
///
/// Importers state defects; Validation gives each its code, severity and effect.
public enum Defect: String, Sendable, CaseIterable {
    case malformed, truncated, doctype, encoding, ragged, columnMissing
    case fieldMissing, dateMalformed, dateAmbiguous
    case amountMalformed, amountAmbiguous, amountTooLarge, amountPrecision
    case currencyUnknown, limit, pagesMissing, empty, kindUnknown
    case runningBalance, unitSpoiled
}

/// A defect with its place and what was found there.
public struct Flaw: Sendable, Hashable {
    public var defect: Defect
    public var line: Int
    public var column: Int
    public var found: String
    public var arguments: [String: String]

    public init(
        _ defect: Defect, line: Int, column: Int = 0, found: String = "",
        _ arguments: [String: String] = [:]
    ) {
        self.defect = defect
        self.line = line
        self.column = column
        self.found = found
        self.arguments = arguments
    }
}

/// The bytes of a file that a row was read from: line from 1, offset and length in bytes of the
/// unpacked file.
public struct Span: Sendable, Hashable {
    public var line: Int32
    public var offset: Int64
    public var length: Int32

    @inlinable public init(line: Int32, offset: Int64, length: Int32) {
        self.line = line
        self.offset = offset
        self.length = length
    }
}

/// A piece of a batch's text.
public struct TextSlice: Sendable, Hashable {
    public var start: Int32
    public var count: Int32

    @inlinable public init(start: Int32, count: Int32) {
        self.start = start
        self.count = count
    }

    public static let empty = TextSlice(start: 0, count: 0)
}

/// The texts of a batch, one after the other; slices of it are what its rows carry.
public struct Arena: Sendable {
    public var bytes: [UInt8] = []

    public init() {}

    @inlinable public mutating func append(_ text: some Collection<UInt8>) -> TextSlice {
        let start = bytes.count
        bytes.append(contentsOf: text)
        return TextSlice(start: Int32(truncatingIfNeeded: start), count: Int32(bytes.count - start))
    }

    public mutating func append(_ text: String) -> TextSlice { append(text.utf8) }

    /// The bytes of a slice, without a copy.
    @inlinable public subscript(_ slice: TextSlice) -> ArraySlice<UInt8> {
        bytes[Int(slice.start)..<Int(slice.start) + Int(slice.count)]
    }

    public func text(_ slice: TextSlice) -> String { String(decoding: self[slice], as: UTF8.self) }
}

/// How far the bank is with an entry: only booked ones post.
public enum EntryStatus: UInt8, Sendable { case booked, pending, information }

/// One transaction of a batched entry; the details of an entry sum to its amount.
public struct BankDetail: Sendable {
    /// The entry's index in its `BankRows`.
    public var row: Int
    public var amount: Int64
    public var payerReference: TextSlice
    public var counterparty: TextSlice
    public var iban: TextSlice
    public var text: TextSlice

    public init(
        row: Int, amount: Int64, payerReference: TextSlice, counterparty: TextSlice,
        iban: TextSlice, text: TextSlice
    ) {
        self.row = row
        self.amount = amount
        self.payerReference = payerReference
        self.counterparty = counterparty
        self.iban = iban
        self.text = text
    }
}

/// Bank entries in columns, about 4,096 at a time; amounts in minor units, money in positive.
public struct BankRows: Sendable {
    public var spans: [Span] = []
    /// Booking day; `missingDay` where the file states none.
    public var days: [Int32] = []
    public var valueDays: [Int32] = []
    public var amounts: [Int64] = []
    public var status: [EntryStatus] = []
    /// The bank's own reference of the entry.
    public var references: [TextSlice] = []
    /// The reference given by the payer (end-to-end id or structured creditor reference).
    public var payerReferences: [TextSlice] = []
    public var counterparties: [TextSlice] = []
    public var ibans: [TextSlice] = []
    public var texts: [TextSlice] = []
    public var arena = Arena()
    /// Transactions of batched entries, by row index, ascending.
    public var details: [BankDetail] = []
    /// Defects by row index, ascending; a row with one is not postable.
    public var flaws: [(row: Int, flaw: Flaw)] = []

    public static let missingDay = Int32.min

    public init() {
        spans.reserveCapacity(Limits.batchRows)
        days.reserveCapacity(Limits.batchRows)
        amounts.reserveCapacity(Limits.batchRows)
        texts.reserveCapacity(Limits.batchRows)
    }

    public var count: Int { spans.count }
}

/// A statement as it begins: what is known before its first entry.
public struct StatementHead: Sendable, Hashable {
    /// Ordinal within the file, from 1.
    public var unit: Int
    public var account: String
    public var id: String
    public var currency: Currency?
    /// The opening balance, where it is stated before the first entry.
    public var opening: Exact?
    /// False for a list of rows that proves nothing: every row stands for itself.
    public var isStatement: Bool
    /// False for camt.052 and 054, which are shown and never posted.
    public var posts: Bool
    public var line: Int

    public init(
        unit: Int, account: String, id: String, currency: Currency?, opening: Exact? = nil,
        isStatement: Bool = true, posts: Bool = true, line: Int
    ) {
        self.opening = opening
        self.isStatement = isStatement
        self.posts = posts
        self.unit = unit
        self.account = account
        self.id = id
        self.currency = currency
        self.line = line
    }
}

/// A statement as it ends: balances, totals declared by the bank and those counted by us.
public struct StatementTail: Sendable, Hashable {
    public var unit: Int
    public var message: String
    public var account: String
    public var id: String
    public var currency: String
    public var from: Day?
    public var to: Day?
    /// True where the range is the bank's own (FrToDt), not that of the entries.
    public var statesRange = false
    public var opening: Exact?
    public var closing: Exact?
    public var entries = 0
    public var booked = Exact.zero
    public var bookedCount = 0
    /// The bank's own sums over the entries (TxsSummry), where stated.
    public var declared: [DeclaredTotal] = []
    public var flaws: [Flaw] = []
    public var line: Int
    /// False for a running list of rows that states no balance.
    public var isStatement = true
    /// True for camt.053 and other end-of-day statements; false for 052 and 054.
    public var posts = true

    public init(unit: Int, message: String, account: String, id: String, line: Int) {
        self.unit = unit
        self.message = message
        self.account = account
        self.id = id
        self.line = line
        currency = ""
    }

    /// nil where an opening or closing balance is not stated.
    public var addsUp: Bool? {
        guard let opening, let closing else { return nil }
        var sum = opening
        sum.add(booked)
        return sum.equals(closing)
    }
}

/// One total declared by a file, beside what its rows give.
public struct DeclaredTotal: Sendable, Hashable {
    public var name: String
    public var declared: Exact
    public var counted: Exact
    public var line: Int

    public init(name: String, declared: Exact, counted: Exact, line: Int) {
        self.line = line
        self.name = name
        self.declared = declared
        self.counted = counted
    }
}

/// Lines of orders in columns; amounts in minor units, sales positive, refunds negative.
public struct SalesRows: Sendable {
    public var spans: [Span] = []
    public var days: [Int32] = []
    public var stores: [TextSlice] = []
    public var orders: [TextSlice] = []
    public var lines: [TextSlice] = []
    public var statuses: [TextSlice] = []
    public var categories: [TextSlice] = []
    public var taxCodes: [TextSlice] = []
    public var tenders: [TextSlice] = []
    public var customers: [TextSlice] = []
    public var texts: [TextSlice] = []
    /// Thousandths of a unit.
    public var quantities: [Int64] = []
    public var nets: [Int64] = []
    public var taxes: [Int64] = []
    public var grosses: [Int64] = []
    public var discounts: [Int64] = []
    public var tendered: [Int64] = []
    /// `notStated` where the row does not state it.
    public var totals: [Int64] = []
    public var outstanding: [Int64] = []
    /// Order-level amounts that belong to no line (shipping, tax, discount of an order export).
    public var orderShipping: [Int64] = []
    public var orderTax: [Int64] = []
    public var orderDiscount: [Int64] = []
    public var arena = Arena()
    public var flaws: [(row: Int, flaw: Flaw)] = []

    public static let notStated = Int64.min

    public init() {}
    public var count: Int { spans.count }

    /// Takes the rows of the last order out of the batch.
    public mutating func splitLastOrder() -> SalesRows {
        guard let last = orders.last else { return SalesRows() }
        var start = count - 1
        while start > 0, arena[orders[start - 1]].elementsEqual(arena[last]) { start -= 1 }
        var rest = self
        rest.keep(start..<count)
        keep(0..<start)
        return rest
    }

    /// Keeps a range of rows; the texts stay as they are.
    private mutating func keep(_ range: Range<Int>) {
        spans = Array(spans[range])
        for path in [
            \SalesRows.stores, \.orders, \.lines, \.statuses, \.categories, \.taxCodes,
            \.tenders, \.customers, \.texts,
        ] {
            self[keyPath: path] = Array(self[keyPath: path][range])
        }
        days = Array(days[range])
        for path in [
            \SalesRows.quantities, \.nets, \.taxes, \.grosses, \.discounts, \.tendered,
            \.totals, \.outstanding, \.orderShipping, \.orderTax, \.orderDiscount,
        ] {
            self[keyPath: path] = Array(self[keyPath: path][range])
        }
        flaws = flaws.filter { range.contains($0.row) }
            .map { ($0.row - range.lowerBound, $0.flaw) }
    }
}

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

/// Why a row of a file is no event: it is counted, shown and not posted.
public enum IgnoredReason: String, Sendable, CaseIterable {
    case preamble, trailer, blank, pending, information, intraday, voided, controlFigure
}

/// A row that is counted but posts nothing, with its reason.
public struct IgnoredRow: Sendable {
    public var span: Span
    public var reason: IgnoredReason

    public init(span: Span, reason: IgnoredReason) {
        self.span = span
        self.reason = reason
    }
}

/// A row that could not be read into a draft.
public struct SpoiledRow: Sendable {
    public var span: Span
    public var flaws: [Flaw]

    public init(span: Span, flaws: [Flaw]) {
        self.span = span
        self.flaws = flaws
    }
}

/// What the reader hands to the book, in file order.
public enum Draft: Sendable {
    case statement(StatementHead)
    case bank(BankRows)
    case statementEnd(StatementTail)
    case sales(SalesRows)
    case documents([DocumentDraft])
    case payments([PaymentDraft])
    case vouchers([VoucherDraft])
    case opening(VoucherDraft)
    case ignored([IgnoredRow])
    case spoiled([SpoiledRow])
    /// The file cannot be read further; everything it gave so far is withdrawn.
    case refused(Flaw)
    /// The file was read to its end.
    case end(rows: Int)
}
