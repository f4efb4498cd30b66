public import Accounting

/// One stock document with what the book knows of its number.
public struct StockFacts: Sendable {
    public var draft: StockDraft
    public var facts: Facts
    /// True where the book holds this number and kind with other content.
    public var clashes: Bool

    public init(draft: StockDraft, facts: Facts, clashes: Bool) {
        self.draft = draft
        self.facts = facts
        self.clashes = clashes
    }

    var products: Products { facts.books.products }

    var line: Int { draft.rows.first.map { Int($0.span.line) } ?? 0 }
}

/// A rule over one stock document.
public protocol StockRule: Rule {
    static func judge(_ facts: StockFacts) -> [Finding]
}

extension Catalogue {
    static let stockRules: [any StockRule.Type] = rules.compactMap { $0 as? any StockRule.Type }
}

extension Judge {
    public func stock(_ stock: StockFacts) -> (Ruling, Accepted<StockDraft>?) {
        var ruling = flaws(stock.draft.flaws)
        // The opening stock may stand on the day of the opening entry.
        let isOpening =
            stock.draft.kind == .opening && stock.draft.day == facts.books.start - 1
        if !isOpening { ruling.add(day(stock.draft.day, line: stock.line)) }
        if ruling.posts {
            for rule in Catalogue.stockRules {
                for finding in rule.judge(stock) { ruling.add(rule, finding, facts) }
            }
        }
        return (ruling, ruling.posts ? Accepted(stock.draft) : nil)
    }
}
