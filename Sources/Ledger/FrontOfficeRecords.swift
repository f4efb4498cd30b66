public import Accounting
internal import GRDB

/// What a payment service has settled in one payout, or one transaction of its balance.
public struct PayoutRecord: Sendable, Hashable {
    public var id: Int64 = 0
    public var entry: Int64
    public var source: String
    /// The service's own number of it; empty for a transaction of its balance.
    public var number: String
    /// The day it left the service, else of the last of its lines.
    public var day: Day
    public var currency: Currency
    /// Σ of its lines in minor units of `currency`: positive where the business is paid.
    public var net: Int64
    public var file: Int64
    public var line: Int64

    public init(
        entry: Int64, source: String, number: String, day: Day, currency: Currency, net: Int64,
        file: Int64, line: Int64
    ) {
        self.entry = entry
        self.source = source
        self.number = number
        self.day = day
        self.currency = currency
        self.net = net
        self.file = file
        self.line = line
    }
}

/// One transaction of a payout, in minor units of its currency: `gross` − `fee` = `net`.
public struct PayoutLineRecord: Sendable, Hashable {
    public var payout: Int64
    /// The service's own number of the transaction; empty where it gives none.
    public var number: String
    /// `PayoutKind.rawValue`.
    public var kind: String
    /// The order or document it is of.
    public var reference: String
    public var day: Day
    /// Positive where the business is credited.
    public var gross: Int64
    /// Positive where the service keeps it.
    public var fee: Int64
    public var net: Int64
    public var line: Int64

    public init(
        payout: Int64, number: String, kind: String, reference: String, day: Day, gross: Int64,
        fee: Int64, net: Int64, line: Int64
    ) {
        self.payout = payout
        self.number = number
        self.kind = kind
        self.reference = reference
        self.day = day
        self.gross = gross
        self.fee = fee
        self.net = net
        self.line = line
    }
}

/// Something that came into stock, left it, or was counted there.
public struct StockMoveRecord: Sendable, Hashable {
    public var id: Int64 = 0
    /// The entry that the move posted with; 0 where it posts nothing itself.
    public var entry: Int64
    public var source: String
    /// The stock document, or the store of a day's sales.
    public var document: String
    public var kind: StockMoveKind
    public var day: Day
    /// Minutes after midnight; nil where it is not stated.
    public var minute: Int64?
    /// The item that moved, as a word of the book.
    public var product: Int64
    /// The product sold that it is a component of; nil where it was sold or moved itself.
    public var sold: Int64?
    public var location: String
    /// Thousandths of the item's own unit; positive into stock.
    public var quantity: Int64
    /// What a count found, in the same; `quantity` is 0 then.
    public var counted: Int64?
    /// What the whole move cost in minor units of the books' currency; nil where it is not stated.
    public var value: Int64?
    public var file: Int64
    public var line: Int64

    public init(
        entry: Int64, source: String, document: String, kind: StockMoveKind, day: Day,
        minute: Int64? = nil, product: Int64, sold: Int64? = nil, location: String = "",
        quantity: Int64, counted: Int64? = nil, value: Int64? = nil, file: Int64, line: Int64
    ) {
        self.entry = entry
        self.source = source
        self.document = document
        self.kind = kind
        self.day = day
        self.minute = minute
        self.product = product
        self.sold = sold
        self.location = location
        self.quantity = quantity
        self.counted = counted
        self.value = value
        self.file = file
        self.line = line
    }
}

/// What a drawer was found to hold, with the source it came by and the entry it posted with.
public struct CashCountRecord: Sendable, Hashable {
    public var entry: Int64
    public var source: String
    public var count: DrawerCount
    public var file: Int64
    public var line: Int64

    public init(entry: Int64, source: String, count: DrawerCount, file: Int64, line: Int64) {
        self.entry = entry
        self.source = source
        self.count = count
        self.file = file
        self.line = line
    }
}

extension BookSession {
    @discardableResult
    public func append(_ payout: PayoutRecord) throws -> Int64 {
        try append(
            "payout",
            [
                payout.entry.databaseValue, payout.source.databaseValue,
                payout.number.databaseValue, payout.day.databaseValue,
                payout.currency.code.databaseValue, payout.net.databaseValue,
                payout.file.databaseValue, payout.line.databaseValue,
            ])
    }

    public func append(_ line: PayoutLineRecord) throws {
        try append(
            "payout_line",
            [
                line.payout.databaseValue, line.number.databaseValue, line.kind.databaseValue,
                line.reference.databaseValue, line.day.databaseValue, line.gross.databaseValue,
                line.fee.databaseValue, line.net.databaseValue, line.line.databaseValue,
            ])
    }

    @discardableResult
    public func append(_ move: StockMoveRecord) throws -> Int64 {
        try append(
            "stock_move",
            [
                move.entry.databaseValue, move.source.databaseValue, move.document.databaseValue,
                move.kind.rawValue.databaseValue, move.day.databaseValue,
                move.minute.databaseValue, move.product.databaseValue, move.sold.databaseValue,
                move.location.databaseValue, move.quantity.databaseValue,
                move.counted.databaseValue, move.value.databaseValue, move.file.databaseValue,
                move.line.databaseValue,
            ])
    }

    /// What a move has cost, in minor units of the books' currency: positive out of stock. What
    /// is worked out again later adds its difference.
    public func appendCost(ofMove move: Int64, entry: Int64, amount: Int64) throws {
        try append(
            "stock_cost",
            [move.databaseValue, entry.databaseValue, amount.databaseValue])
    }

    public func append(_ record: CashCountRecord) throws {
        let count = record.count
        try append(
            "cash_count",
            [
                record.entry.databaseValue, record.source.databaseValue,
                count.store.databaseValue, count.till.databaseValue, count.day.databaseValue,
                count.float.databaseValue, count.counted.databaseValue,
                count.banked.databaseValue, record.file.databaseValue,
                record.line.databaseValue,
            ])
    }
}
