/// What the data itself got wrong in a row, before any client's settings are looked at.
///
/// Importers state defects; Validation gives each its code, severity and effect.
public enum Defect: String, Sendable, CaseIterable {
    case malformed, truncated, doctype, encoding, ragged, columnMissing
    case fieldMissing, dateMalformed, dateAmbiguous, yearMissing
    case amountMalformed, amountAmbiguous, amountTooLarge, amountPrecision
    case currencyUnknown, limit, pagesMissing, pageRepeated, empty, kindUnknown
    case runningBalance, unitSpoiled, correction, headerRepeated, signUnexpected
    case transactionNet, transactionKind, transactionStatus
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

    /// The slice's bytes in its arena.
    @inlinable public var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
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

    @inlinable public mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> TextSlice {
        if text.isEmpty { return .empty }
        let start = bytes.count
        bytes.append(contentsOf: text)
        return TextSlice(start: Int32(truncatingIfNeeded: start), count: Int32(text.count))
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

/// Why a row of a file is no event: it is counted, shown and not posted.
public enum IgnoredReason: String, Sendable, CaseIterable {
    case preamble, trailer, blank, pending, information, intraday, voided, controlFigure
    /// A movement of securities that moves no cash.
    case security
    /// A question or candidate that nobody has decided.
    case unanswered
}

/// Rows that are counted but post nothing, with their reason: one, or the blank ones of a batch.
public struct IgnoredRow: Sendable {
    /// Of the first of them.
    public var span: Span
    public var reason: IgnoredReason
    public var rows = 1
    /// What is told of it; nil where nothing is.
    public var flaw: Flaw?

    public init(span: Span, reason: IgnoredReason, flaw: Flaw? = nil) {
        self.span = span
        self.reason = reason
        self.flaw = flaw
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
    case payroll([PayrollDraft])
    case payouts([PayoutRow])
    case stock([StockDraft])
    case cashCounts([CashCountDraft])
    case vouchers([VoucherDraft])
    case opening(VoucherDraft)
    case decisions([DecisionDraft])
    case ignored([IgnoredRow])
    case spoiled([SpoiledRow])
    /// The file cannot be read further; everything it gave so far is withdrawn.
    case refused(Flaw)
    /// The file was read to its end.
    case end(rows: Int)
}
