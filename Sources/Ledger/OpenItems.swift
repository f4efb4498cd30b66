public import Accounting
public import Digest
internal import GRDB

/// An open item: one per instalment, payment, opening item or journal line on a control account.
///
/// `amount` is in the books' currency, `original` in the item's own (`currency`); both signed as
/// the control account sees them: debit positive.
public struct ItemRecord: Sendable, Hashable {
    public var id: Int64 = 0
    public var entry: Int64
    public var account: Int64
    public var party: String
    public var document: String
    public var kind: String
    public var instalment: Int64
    /// Posting day.
    public var day: Day
    public var documentDay: Day
    public var due: Day?
    public var amount: Int64
    public var currency: String
    public var original: Int64
    public var file: Int64
    public var line: Int64
    /// The document that a payment or credit note names.
    public var target: String

    /// - Parameter original: nil for an item in the books' currency.
    public init(
        entry: Int64, account: Int64, party: String, document: String, kind: String,
        instalment: Int64, day: Day, documentDay: Day, due: Day?, amount: Int64, currency: String,
        original: Int64? = nil, file: Int64, line: Int64, target: String = ""
    ) {
        self.entry = entry
        self.account = account
        self.party = party
        self.document = document
        self.kind = kind
        self.instalment = instalment
        self.day = day
        self.documentDay = documentDay
        self.due = due
        self.amount = amount
        self.currency = currency
        self.original = original ?? amount
        self.file = file
        self.line = line
        self.target = target
    }
}

/// An open item with what is still open of it, in the books' currency and in its own.
public struct OpenItem: Sendable {
    public var item: ItemRecord
    public var open: Int64
    public var openOriginal: Int64

    public init(item: ItemRecord, open: Int64, openOriginal: Int64) {
        self.item = item
        self.open = open
        self.openOriginal = openOriginal
    }

    /// An item that nothing is set against yet.
    public init(whole item: ItemRecord) {
        self.init(item: item, open: item.amount, openOriginal: item.original)
    }

    public var isSettled: Bool { open == 0 && openOriginal == 0 }

    /// How far the open amount falls in the books' currency when it falls by `original` in the
    /// item's own: what stays open stays at the booking rate, so the last part takes the
    /// remaining cents (DEFINITIONS §6).
    public func relief(_ original: Int64) -> Int64 {
        guard item.original != 0 else { return original == openOriginal ? open : 0 }
        let product = Int128(item.amount) * Int128(openOriginal - original)
        let isNegative = item.original < 0
        let stays = roundedHalfAway(
            isNegative ? -product : product, over: Int128(item.original.magnitude))
        return open - Int64(clamping: stays)
    }
}

extension BookSession {
    public func append(_ item: ItemRecord) throws -> Int64 {
        let id = try append(
            "item",
            [
                item.entry.databaseValue, item.account.databaseValue, item.party.databaseValue,
                item.document.databaseValue, item.kind.databaseValue,
                item.instalment.databaseValue, item.day.databaseValue,
                item.documentDay.databaseValue, item.due.databaseValue, item.amount.databaseValue,
                item.currency.databaseValue, item.original.databaseValue, item.file.databaseValue,
                item.line.databaseValue, item.target.databaseValue,
            ])
        var known = item
        known.id = id
        openItems.put(OpenItem(whole: known))
        return id
    }

    /// Sets `amount` of item `item` against item `counter`, effective on `day`.
    ///
    /// The open amount of `item` falls by `amount`, that of `counter` rises by it.
    /// - Parameter original: the same in the currency of both items; nil in the books' own.
    public func allocate(
        item: Int64, counter: Int64, day: Day, amount: Int64, original: Int64? = nil
    ) throws {
        let allocation = try append(
            "allocation",
            [
                item.databaseValue, counter.databaseValue, day.databaseValue,
                amount.databaseValue,
            ])
        if let original {
            try append(
                "allocation_original", [allocation.databaseValue, original.databaseValue])
        }
        guard !openItems.isEmpty else { return }
        for (id, sign) in [(item, Int64(-1)), (counter, 1)] {
            if var open = openItems.open(id) {
                open.open += sign * amount
                open.openOriginal += sign * (original ?? amount)
                openItems.put(open)
            } else if let open = try self.item(id) {
                // Settled until now, or of a party that nobody has asked for.
                openItems.put(open)
            }
        }
    }

    /// An item by its number, with what is open of it.
    public func item(_ id: Int64) throws -> OpenItem? {
        try items("WHERE i.id = ?", [id]).first
    }

    /// Items of a party on an account with their open amounts, oldest due first.
    public func items(party: String, account: Int64) throws -> [OpenItem] {
        try items("WHERE i.party = ? AND i.account = ?", [party, account])
    }

    /// Items of one document, settled ones too, oldest due first.
    public func items(party: String, account: Int64, document: String) throws -> [OpenItem] {
        try items(
            "WHERE i.party = ? AND i.account = ? AND i.document = ?", [party, account, document])
    }

    private func items(_ rest: String, _ arguments: StatementArguments) throws -> [OpenItem] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT \(ItemRecord.columns), \(OpenItem.amounts()) FROM item i \(rest)
                ORDER BY coalesce(i.due, i.document_day), i.id
                """)
        return try Row.fetchAll(statement, arguments: arguments).map(OpenItem.init(row:))
    }

    // MARK: Open items, by look-up

    /// Open items of a party on an account, oldest due first.
    /// - Complexity: reads the party's items the first time it is asked for.
    public func openItems(party: String, account: Int64) throws -> [OpenItem] {
        let key = try loaded(party, account)
        return openItems.all(key)
    }

    /// Open items of a currency whose open amount, in that currency, lies in a range.
    public func openItems(
        party: String, account: Int64, currency: String, open range: ClosedRange<Int64>
    ) throws -> [OpenItem] {
        let key = try loaded(party, account)
        return openItems.open(range, currency, key)
    }

    /// Open items that name a document: payments and credit notes that came before it.
    public func openItems(party: String, account: Int64, naming document: String) throws
        -> [OpenItem]
    {
        let key = try loaded(party, account)
        return openItems.naming(document, key)
    }

    private func loaded(_ party: String, _ account: Int64) throws -> OpenItemIndex.Key {
        let key = OpenItemIndex.Key(party: party, account: account)
        if !openItems.holds(key) {
            let items = try items(party: party, account: account)
            openItems.load(key, items)
        }
        return key
    }

    /// What an item stands against, the latest first: the other item, and the net amount set
    /// between them in their currency as the open amount of `item` has fallen by it.
    public func allocations(of item: Int64) throws -> [(other: OpenItem, original: Int64)] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT CASE a.item WHEN ?1 THEN a.counter ELSE a.item END AS other,
                  sum(CASE a.item WHEN ?1 THEN 1 ELSE -1 END
                    * coalesce(o.original, a.amount)) AS net
                FROM allocation a LEFT JOIN allocation_original o ON o.allocation = a.id
                WHERE a.item = ?1 OR a.counter = ?1
                GROUP BY other HAVING net <> 0 ORDER BY max(a.id) DESC
                """)
        return try Row.fetchAll(statement, arguments: [item]).compactMap { row in
            try self.item(row["other"]).map { ($0, row["net"]) }
        }
    }
}

extension Snapshot {
    /// Items of control accounts of which something is open on a day: posted and allocated by then.
    ///
    /// - Parameter batch: the last batch that counts (K); nil = all of the book.
    public func openItems(accounts: [Int64], on day: Day, asKnownAt batch: Int64? = nil) throws
        -> [(item: OpenItem, path: String, digest: Digest?)]
    {
        try items(accounts: accounts, on: day, asKnownAt: batch) { _, isSettled in !isSettled }
    }

    /// Items of control accounts as they stand on a day, those that are wanted, in number order.
    ///
    /// - Parameter isWanted: by posting day, and whether nothing is open of it.
    /// - Complexity: an index search for each item posted by then; what is not wanted is not read.
    public func items(
        accounts: [Int64], on day: Day, asKnownAt batch: Int64?,
        where isWanted: (_ day: Day, _ isSettled: Bool) -> Bool
    ) throws -> [(item: OpenItem, path: String, digest: Digest?)] {
        let cursor = try Row.fetchCursor(
            db,
            sql: """
                SELECT \(ItemRecord.columns),
                  \(OpenItem.amounts("AND a.day <= :day AND a.batch <= :batch")),
                  f.path, f.digest
                FROM item i LEFT JOIN file f ON f.id = i.file
                WHERE i.account IN (\(Snapshot.list(accounts))) AND i.day <= :day
                  AND i.batch <= :batch
                ORDER BY i.id
                """, arguments: ["day": day.databaseValue, "batch": batch ?? .max])
        var items: [(item: OpenItem, path: String, digest: Digest?)] = []
        var files: [Int64: (path: String, digest: Digest?)] = [:]
        while let row = try cursor.next() {
            guard isWanted(ItemRecord.day(row), OpenItem.isSettled(row)) else { continue }
            let item = OpenItem(row: row)
            let file = files[item.item.file] ?? Snapshot.file(row)
            files[item.item.file] = file
            items.append((item, file.path, file.digest))
        }
        return items
    }

    private static func file(_ row: Row) -> (path: String, digest: Digest?) {
        let digest: DatabaseValue = row["digest"]
        return (
            row["path"] ?? "", digest.isNull ? nil : Digest(bytes: Blob.bytes(row, "digest"))
        )
    }

    /// Numbers of accounts as SQL takes them in `IN (…)`.
    static func list(_ accounts: [Int64]) -> String {
        accounts.map(String.init).joined(separator: ",")
    }
}

extension OpenItem {
    /// What is open of item `i` in both currencies, after `ItemRecord.columns`.
    ///
    /// - Parameter limit: which allocations `a` count, beginning with `AND`.
    static func amounts(_ limit: String = "") -> String {
        """
        i.amount - coalesce((SELECT sum(CASE a.item WHEN i.id THEN a.amount ELSE -a.amount END)
            FROM allocation a WHERE (a.item = i.id OR a.counter = i.id) \(limit)), 0) AS open,
          i.original - coalesce((
            SELECT sum(CASE a.item WHEN i.id THEN 1 ELSE -1 END * coalesce(o.original, a.amount))
            FROM allocation a LEFT JOIN allocation_original o ON o.allocation = a.id
            WHERE (a.item = i.id OR a.counter = i.id) \(limit)), 0) AS open_original
        """
    }

    /// - Parameter row: `ItemRecord.columns`, then `amounts`.
    init(row: Row) {
        self.init(item: ItemRecord(row: row), open: row[16], openOriginal: row[17])
    }

    /// `isSettled` of a row that `init(row:)` takes, without the rest of it.
    static func isSettled(_ row: Row) -> Bool {
        let (open, original): (Int64, Int64) = (row[16], row[17])
        return open == 0 && original == 0
    }
}

extension ItemRecord {
    /// The columns of `item`, in the order `init(row:)` reads them.
    static let columns = """
        i.id, i.entry, i.account, i.party, i.document, i.kind, i.instalment, i.day,
        i.document_day, i.due, i.amount, i.currency, i.original, i.file, i.line, i.target
        """

    /// - Parameter row: `columns` first; by place, as ageings read them by the thousand.
    init(row: Row) {
        self.init(
            entry: row[1], account: row[2], party: row[3], document: row[4], kind: row[5],
            instalment: row[6], day: Day(number: row[7]), documentDay: Day(number: row[8]),
            due: (row[9] as Int32?).map { Day(number: $0) }, amount: row[10], currency: row[11],
            original: row[12], file: row[13], line: row[14], target: row[15])
        id = row[0]
    }

    /// The posting day of a row that `init(row:)` takes.
    static func day(_ row: Row) -> Day { Day(number: row[7]) }
}
