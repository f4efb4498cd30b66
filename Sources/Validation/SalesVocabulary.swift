public import Accounting

/// What the texts of a source's sales stand for in the client's books: each text is looked up
/// once, rows refer to it by number.
public final class SalesVocabulary {
    /// A text that should name an account of the chart.
    public struct Named: Sendable {
        /// The account the source gives it, where the chart has it.
        public var account: String?
        /// The account the source gives it, whether the chart has it or not.
        public var stated: String?
    }

    private let facts: Facts
    private var categoryTexts = TextNumbers()
    private var taxTexts = TextNumbers()
    private var tenderTexts = TextNumbers()
    private var statusTexts = TextNumbers()
    private var categories: [Named] = []
    private var taxes: [Tax?] = []
    private var tenders: [Named] = []
    private var statuses: [SalesBatch.Status] = []

    public init(_ facts: Facts) { self.facts = facts }

    /// The rows with what their texts stand for.
    public func read(_ rows: SalesRows) -> SalesBatch {
        let arena = rows.arena
        var numbers = SalesBatch.Numbers(count: rows.count)
        for row in 0..<rows.count {
            let category = categoryTexts.number(arena[rows.categories[row]])
            if category == categories.count {
                categories.append(named(arena.text(rows.categories[row]), facts.revenue))
            }
            let tax = taxTexts.number(arena[rows.taxCodes[row]])
            if tax == taxes.count { taxes.append(facts.books.taxes[taxTexts.text(tax)]) }
            let tender = tenderTexts.number(arena[rows.tenders[row]])
            if tender == tenders.count {
                tenders.append(named(arena.text(rows.tenders[row]), facts.clearing))
            }
            let status = statusTexts.number(arena[rows.statuses[row]])
            if status == statuses.count { statuses.append(meaning(statusTexts.text(status))) }
            numbers.categories.append(Int32(category))
            numbers.taxes.append(Int32(tax))
            numbers.tenders.append(Int32(tender))
            numbers.statuses.append(Int32(status))
        }
        return SalesBatch(
            rows: rows, facts: facts, numbers: numbers, categories: categories, taxes: taxes,
            tenders: tenders, statuses: statuses)
    }

    private func named(_ text: String, _ accounts: [String: String]) -> Named {
        let stated = accounts[text.isEmpty ? "default" : text]
        let isKnown = stated.map { facts.books.chart.has($0) } ?? false
        return Named(account: isKnown ? stated : nil, stated: stated)
    }

    private func meaning(_ text: String) -> SalesBatch.Status {
        if text.isEmpty { return .none }
        if facts.ignoredStatuses.contains(text) { return .ignored }
        return facts.postingStatuses.contains(text) ? .posting : .unknown
    }
}

/// A batch of sales lines with what their texts stand for.
public final class SalesBatch: Sendable {
    /// What a source does with orders of a status.
    public enum Status: Sendable { case none, posting, ignored, unknown }

    /// Numbers of the rows' texts, in the order the source has brought them.
    public struct Numbers: Sendable {
        public var categories: [Int32] = []
        public var taxes: [Int32] = []
        public var tenders: [Int32] = []
        public var statuses: [Int32] = []

        init(count: Int) {
            categories.reserveCapacity(count)
            taxes.reserveCapacity(count)
            tenders.reserveCapacity(count)
            statuses.reserveCapacity(count)
        }
    }

    public let rows: SalesRows
    public let facts: Facts
    public let numbers: Numbers
    /// By number of the category, the tax code, the tender, the status.
    public let categories: [SalesVocabulary.Named]
    public let taxes: [Tax?]
    public let tenders: [SalesVocabulary.Named]
    public let statuses: [Status]

    init(
        rows: SalesRows, facts: Facts, numbers: Numbers, categories: [SalesVocabulary.Named],
        taxes: [Tax?], tenders: [SalesVocabulary.Named], statuses: [Status]
    ) {
        self.rows = rows
        self.facts = facts
        self.numbers = numbers
        self.categories = categories
        self.taxes = taxes
        self.tenders = tenders
        self.statuses = statuses
    }
}

/// The rows of one order.
///
/// Rules read columns through `batch`: it is shared, the rows are not copied.
public struct OrderFacts {
    public let batch: SalesBatch
    public let range: Range<Int>
    /// Σ of the lines and of what the order adds to them.
    public let counted: Int64
    /// The order's stated total, else what is counted.
    public let total: Int64
    public let outstanding: Int64
    /// What the tenders add up to; a single tender without an amount pays all that is not open.
    public let tendered: Int64
    /// True where a row states an amount for its tender.
    public let statesTender: Bool

    public init(_ batch: SalesBatch, _ range: Range<Int>) {
        self.batch = batch
        self.range = range
        var (gross, tendered, total, outstanding) = (
            Int64(0), Int64(0), SalesRows.notStated, SalesRows.notStated
        )
        var (statesTender, namesTender) = (false, false)
        for row in range {
            gross &+= batch.rows.grosses[row] &+ batch.rows.orderShipping[row]
            gross &+= batch.rows.orderTax[row] &- batch.rows.orderDiscount[row]
            tendered &+= batch.rows.tendered[row]
            statesTender = statesTender || batch.rows.tendered[row] != 0
            namesTender = namesTender || batch.rows.tenders[row].count > 0
            if total == SalesRows.notStated { total = batch.rows.totals[row] }
            if outstanding == SalesRows.notStated { outstanding = batch.rows.outstanding[row] }
        }
        counted = gross
        self.total = total == SalesRows.notStated ? gross : total
        self.outstanding = outstanding == SalesRows.notStated ? 0 : outstanding
        self.statesTender = statesTender
        let paysAll = !statesTender && (namesTender || batch.facts.clearing["default"] != nil)
        self.tendered = paysAll ? self.total &- self.outstanding : tendered
    }

    public var line: Int { Int(batch.rows.spans[range.lowerBound].line) }
    public var number: String { batch.rows.arena.text(batch.rows.orders[range.lowerBound]) }
    public var facts: Facts { batch.facts }

    func line(_ row: Int) -> Int { Int(batch.rows.spans[row].line) }

    /// The first row that names a text of a column, nil where none does.
    public func first(_ column: KeyPath<SalesRows, [TextSlice]>) -> Int? {
        range.first { batch.rows[keyPath: column][$0].count > 0 }
    }

    /// The status the order's first stating row gives it.
    public var status: SalesBatch.Status {
        for row in range where batch.rows.statuses[row].count > 0 {
            return batch.statuses[Int(batch.numbers.statuses[row])]
        }
        return .none
    }
}
