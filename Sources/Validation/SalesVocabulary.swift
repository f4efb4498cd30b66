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

    /// Names of parts of a kind, and the numbers of what they stand for.
    private struct PartTexts {
        var texts = TextNumbers()
        var places: [Int32] = []
    }

    private let facts: Facts
    /// Stores and products in the order they have come.
    public private(set) var stores = TextNumbers()
    public private(set) var products = TextNumbers()
    private var categoryTexts = TextNumbers()
    private var taxTexts = TextNumbers()
    private var tenderTexts = TextNumbers()
    private var statusTexts = TextNumbers()
    /// Names of parts, by kind: what numbers of theirs stand for.
    private var partTexts: [SaleKind: PartTexts] = [:]
    private var parts: [SalesBatch.Meaning] = []
    private var categories: [Named] = []
    private var taxes: [Tax?] = []
    private var tenders: [Named] = []
    private var statuses: [SalesBatch.Status] = []

    public init(_ facts: Facts) { self.facts = facts }

    /// The rows with what their texts stand for.
    public func read(_ rows: SalesRows) -> SalesBatch {
        let arena = rows.arena
        let numbers = SalesBatch.Numbers(
            stores: places(rows.stores, arena, &stores) { _ in },
            products: places(rows.products, arena, &products) { _ in },
            categories: places(rows.categories, arena, &categoryTexts) {
                categories.append(named($0, facts.revenue))
            },
            taxes: places(rows.taxCodes, arena, &taxTexts) {
                taxes.append(facts.books.taxes[facts.taxNames[$0] ?? $0])
            },
            tenders: places(rows.tenders, arena, &tenderTexts) {
                tenders.append(named($0, facts.clearing))
            },
            statuses: places(rows.statuses, arena, &statusTexts) {
                statuses.append(meaning($0))
            },
            parts: rows.parts.map { number($0, arena) })
        return SalesBatch(
            rows: rows, facts: facts, numbers: numbers, categories: categories, taxes: taxes,
            tenders: tenders, statuses: statuses, meanings: parts)
    }

    /// The source's numbers of a batch's texts, row by row.
    /// - Parameter new: is told of each text that comes for the first time.
    private func places(
        _ column: RepeatedTexts, _ arena: Arena, _ texts: inout TextNumbers,
        new: (String) -> Void
    ) -> [Int32] {
        let places = column.texts.map { slice in
            let count = texts.count
            let number = texts.number(arena[slice])
            if number == count { new(arena.text(slice)) }
            return Int32(number)
        }
        return column.numbers.map { places[Int($0)] }
    }

    /// The number of what a part stands for.
    private func number(_ part: SalePart, _ arena: Arena) -> Int32 {
        let text = partTexts[part.kind, default: PartTexts()].texts.number(arena[part.name])
        if let known = partTexts[part.kind], text < known.places.count {
            return known.places[text]
        }
        let place = Int32(parts.count)
        partTexts[part.kind]?.places.append(place)
        parts.append(meaning(part.kind, arena.text(part.name)))
        return place
    }

    /// What a part of a name posts to: what the source says of its kind, else the kind's role.
    private func meaning(_ kind: SaleKind, _ name: String) -> SalesBatch.Meaning {
        switch kind {
        case .tender: return .init(named: named(name, facts.clearing))
        case .tax:
            let tax = facts.books.taxes[facts.taxNames[name] ?? name]
            return .init(named: Named(account: tax?.account, stated: nil), tax: tax)
        case .item: return .init(named: named(name, facts.revenue))
        default:
            let stated = facts.revenue[name] ?? facts.revenue[kind.rawValue]
            let role = kind.role.flatMap { facts.books.chart[$0]?.code }
            let isSale = kind == .shipping
            let account = stated ?? role ?? (isSale ? facts.revenue["default"] : nil)
            let isKnown = account.map { facts.books.chart.has($0) } ?? false
            return .init(named: Named(account: isKnown ? account : nil, stated: account))
        }
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
        public let stores: [Int32]
        public let products: [Int32]
        public let categories: [Int32]
        public let taxes: [Int32]
        public let tenders: [Int32]
        public let statuses: [Int32]
        /// Of the parts, by their places.
        public let parts: [Int32]
    }

    /// What a part posts to.
    public struct Meaning: Sendable {
        public var named: SalesVocabulary.Named
        public var tax: Tax?
    }

    public let rows: SalesRows
    public let facts: Facts
    public let numbers: Numbers
    /// By number of the category, the tax code, the tender, the status.
    public let categories: [SalesVocabulary.Named]
    public let taxes: [Tax?]
    public let tenders: [SalesVocabulary.Named]
    public let statuses: [Status]
    /// By number of the part.
    public let meanings: [Meaning]
    /// Where each row's parts begin, and where the last one's end; empty without parts.
    private let partStarts: [Int32]
    private let cancellations: [Int: Day]
    private let monies: [Int: SaleMoney]

    init(
        rows: SalesRows, facts: Facts, numbers: Numbers, categories: [SalesVocabulary.Named],
        taxes: [Tax?], tenders: [SalesVocabulary.Named], statuses: [Status],
        meanings: [Meaning]
    ) {
        self.rows = rows
        self.facts = facts
        self.numbers = numbers
        self.categories = categories
        self.taxes = taxes
        self.tenders = tenders
        self.statuses = statuses
        self.meanings = meanings
        partStarts = SalesBatch.starts(rows)
        monies = Dictionary(
            rows.monies.map { ($0.row, $0.money) }, uniquingKeysWith: { first, _ in first })
        cancellations = Dictionary(
            rows.cancellations.map { ($0.row, $0.day) }, uniquingKeysWith: { first, _ in first })
    }

    private static func starts(_ rows: SalesRows) -> [Int32] {
        if rows.parts.isEmpty { return [] }
        var starts = [Int32](repeating: 0, count: rows.count + 1)
        for part in rows.parts { starts[part.row + 1] += 1 }
        for row in 0..<rows.count { starts[row + 1] += starts[row] }
        return starts
    }

    /// The places of the parts of rows.
    @inline(__always) public func parts(_ range: Range<Int>) -> Range<Int> {
        if partStarts.isEmpty { return 0..<0 }
        return Int(partStarts[range.lowerBound])..<Int(partStarts[range.upperBound])
    }

    public func meaning(ofPart place: Int) -> Meaning { meanings[Int(numbers.parts[place])] }

    public func name(ofPart place: Int) -> String { rows.arena.text(rows.parts[place].name) }

    /// What a row adds to its order: its own line, and its parts that count.
    @inline(__always) public func amount(_ row: Int) -> Int64 {
        if partStarts.isEmpty { return rows.grosses[row] }
        var amount = rows.grosses[row]
        for place in parts(row..<row + 1) where isCounted(rows.parts[place].kind) {
            amount &+= rows.parts[place].amount
        }
        return amount
    }

    /// What a row states apart that it takes off its own price: negative.
    public func discounts(_ row: Int) -> Int64 {
        if partStarts.isEmpty { return 0 }
        return parts(row..<row + 1).reduce(0) { sum, place in
            rows.parts[place].kind == .discount ? sum &+ rows.parts[place].amount : sum
        }
    }

    /// True for a part that the order's total is made of: a tax that prices include is not.
    public func isCounted(_ kind: SaleKind) -> Bool {
        kind.counts && !(kind == .tax && facts.pricesIncludeTax)
    }

    /// True for a row that is nothing but its parts.
    public func isBare(_ row: Int) -> Bool {
        if partStarts.isEmpty || rows.grosses[row] != 0 { return false }
        return rows.nets[row] == 0 && rows.taxes[row] == 0 && !parts(row..<row + 1).isEmpty
    }

    /// True for a row that stands among the book's sales itself: where it has parts that count
    /// and no line of its own, they stand there.
    public func isLine(_ row: Int) -> Bool {
        !isBare(row) || !parts(row..<row + 1).contains { rows.parts[$0].kind.counts }
    }

    /// What an order is in that is not in its source's currency, or states its rate.
    func money(_ range: Range<Int>) -> SaleMoney? {
        if monies.isEmpty { return nil }
        return range.lazy.compactMap { self.monies[$0] }.first
    }

    /// The first day on which one of the rows is called off.
    func cancellation(_ range: Range<Int>) -> Day? {
        if cancellations.isEmpty { return nil }
        return range.lazy.compactMap { self.cancellations[$0] }.first
    }
}
