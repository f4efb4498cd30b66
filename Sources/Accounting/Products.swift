/// Something that is bought, kept, made or sold (items.csv).
public struct Product: Sendable, Hashable {
    /// The item code that drops name it by (SKU).
    public let code: String
    public let name: String
    /// The unit it is kept in; quantities of the book are thousandths of it.
    public let unit: String
    public let category: String
    /// Accounts of its own; nil = those of the roles `stock` and `cost_of_sales`.
    public let stockAccount: String?
    public let costAccount: String?
    /// What it is sold for, in minor units of the books' currency; nil = not on the list.
    public let listPrice: Int64?
    /// The tax code it is sold under; nil = not on the list.
    public let taxCode: String?
    /// False for what is made of others or no goods at all: it has no stock of its own.
    public let isStocked: Bool

    public init(
        code: String, name: String, unit: String, category: String, stockAccount: String? = nil,
        costAccount: String? = nil, listPrice: Int64? = nil, taxCode: String? = nil,
        isStocked: Bool = true
    ) {
        self.code = code
        self.name = name
        self.unit = unit
        self.category = category
        self.stockAccount = stockAccount
        self.costAccount = costAccount
        self.listPrice = listPrice
        self.taxCode = taxCode
        self.isStocked = isStocked
    }
}

/// What one unit of a product takes of another (recipes.csv): a coffee its beans and milk.
public struct Component: Sendable, Hashable {
    public let item: String
    /// Thousandths of the component's own unit for one unit of the product, waste included.
    public let quantity: Int64

    public init(item: String, quantity: Int64) {
        self.item = item
        self.quantity = quantity
    }
}

/// How stock is kept and costed, as the client declares it (`stock` in pipeline.yml).
public struct StockPolicy: Sendable, Hashable {
    /// Every move posts with its cost, or the month's end posts the change (French practice).
    public enum System: String, Sendable, CaseIterable { case perpetual, periodic }

    public enum Cost: String, Sendable, CaseIterable {
        case weightedAverage = "weighted-average"
        case fifo
    }

    /// What is sold beyond what the book holds: at the last cost known, or held.
    public enum BelowZero: String, Sendable, CaseIterable {
        case lastCost = "last-cost"
        case held
    }

    public var system: System
    public var cost: Cost
    public var belowZero: BelowZero
    /// True where each location has its own pool.
    public var isByLocation: Bool

    public init(
        system: System, cost: Cost, belowZero: BelowZero = .lastCost, isByLocation: Bool = false
    ) {
        self.system = system
        self.cost = cost
        self.belowZero = belowZero
        self.isByLocation = isByLocation
    }
}

/// A client's products: items, what they are made of, and the units they come in.
public struct Products: Sendable {
    /// nil where the client keeps no stock.
    public let policy: StockPolicy?
    private let items: [String: Product]
    private let recipes: [String: [Component]]
    /// Units by item (empty = of all) and name: thousandths of the item's own unit.
    private let units: [String: [String: Int64]]

    /// - Precondition: recipes name items and never each other in a circle (the reader of
    ///   recipes.csv has checked it).
    public init(
        policy: StockPolicy? = nil, items: [Product] = [], recipes: [String: [Component]] = [:],
        units: [String: [String: Int64]] = [:]
    ) {
        self.policy = policy
        self.items = Dictionary(
            items.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        self.recipes = recipes
        self.units = units
    }

    public var isEmpty: Bool { items.isEmpty }

    public subscript(code: String) -> Product? { items[code] }

    /// What a product is made of; nil where it is kept itself.
    public func components(of code: String) -> [Component]? { recipes[code] }

    /// Thousandths of an item's own unit in one of another; nil where no table says.
    public func size(of unit: String, for item: Product) -> Int64? {
        if unit.isEmpty || unit == item.unit { return 1000 }
        return units[item.code]?[unit] ?? units[""]?[unit]
    }

    /// Every item, in the order of codes.
    public var all: [Product] {
        items.values.sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
    }
}
