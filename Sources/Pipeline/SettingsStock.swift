internal import Accounting
internal import Formats
internal import Importers

extension SettingsLoader {
    /// Products and how stock is kept: the `stock` block and the tables that it names.
    ///
    /// `items.csv`: item,name,unit,category,stock_account,cost_account,list_price,tax_code,
    /// stocked · `recipes.csv`: product,component,quantity,unit · `units.csv`: item,unit,quantity
    /// (one unit is so much of the item's own; no item = of all). Without `system` the items are
    /// a list of prices and no stock is kept.
    /// - Throws: `Failure.configuration` at the line that is at fault.
    func products(
        _ node: SettingsNode?, _ currency: Currency, _ chart: Chart, _ taxes: [String: Tax]
    ) throws -> Products {
        guard let node else { return Products() }
        let members = try node.members([
            "items", "recipes", "units", "system", "cost", "below_zero", "by_location",
        ])
        let policy = try stockPolicy(node, members)
        let list = ProductList(
            items: try table(
                try members.required("items", in: node).text(), columns: ProductList.itemColumns),
            units: try members["units"].map {
                try table($0.text(), columns: ["item", "unit", "quantity"])
            },
            recipes: try members["recipes"].map {
                try table($0.text(), columns: ["product", "component", "quantity", "unit"])
            })
        let products = try list.read(policy, currency, chart, taxes)
        if let policy { try requireRoles(node, policy, products, chart) }
        return products
    }

    /// What texts of stock documents stand for, and whether they sign what leaves stock:
    /// `{kinds: {receipt: [PO receipt]}, quantities: signed | absolute}`.
    func stockLayout(_ members: [String: SettingsNode], _ layout: inout SourceLayout) throws {
        for (key, value) in try members["kinds"]?.pairs() ?? [] {
            guard let kind = StockMoveKind(rawValue: key.text) else {
                let known = StockMoveKind.allCases.map(\.rawValue).joined(separator: " | ")
                throw key.node.fail("bad-value", ["value": key.text, "expected": known])
            }
            for text in try value.elements() { layout.stockKinds[try text.text()] = kind }
        }
        if let quantities = members["quantities"] {
            let text = try quantities.text()
            guard text == "signed" || text == "absolute" else {
                throw try quantities.bad("signed | absolute")
            }
            layout.signsQuantities = text == "signed"
        }
        layout.clock = try clock(members)
    }

    private func stockPolicy(_ node: SettingsNode, _ members: [String: SettingsNode]) throws
        -> StockPolicy?
    {
        guard let system = members["system"] else {
            for key in ["cost", "below_zero", "by_location"] where members[key] != nil {
                throw node.fail("missing-key", ["key": node.key + ".system"])
            }
            return nil
        }
        let cost = try members["cost"]?.choice(
            StockPolicy.Cost.self, StockPolicy.Cost.allCases.map(\.rawValue))
        let belowZero = try members["below_zero"]?.choice(
            StockPolicy.BelowZero.self, StockPolicy.BelowZero.allCases.map(\.rawValue))
        return StockPolicy(
            system: try system.choice(
                StockPolicy.System.self, StockPolicy.System.allCases.map(\.rawValue)),
            cost: cost ?? .weightedAverage, belowZero: belowZero ?? .lastCost,
            isByLocation: try members["by_location"]?.flag() ?? false)
    }

    /// The accounts that every month needs; those of waste, own use and counts are asked for when
    /// there is some.
    private func requireRoles(
        _ node: SettingsNode, _ policy: StockPolicy, _ products: Products, _ chart: Chart
    ) throws {
        let stocked = products.all.filter(\.isStocked)
        var roles: [AccountRole] = []
        if !stocked.allSatisfy({ $0.stockAccount != nil }) { roles.append(.stock) }
        switch policy.system {
        case .periodic: roles.append(.stockChange)
        case .perpetual:
            roles.append(.goodsReceived)
            if !stocked.allSatisfy({ $0.costAccount != nil }) { roles.append(.costOfSales) }
        }
        for role in roles where chart[role] == nil {
            throw node.fail("role-missing", ["role": role.rawValue])
        }
    }
}

/// The tables of products, read against one another.
struct ProductList {
    static let itemColumns = [
        "item", "name", "unit", "category", "stock_account", "cost_account", "list_price",
        "tax_code", "stocked",
    ]
    /// How deep recipes may stand in one another.
    static let depth = 8
    /// The most of a component that one unit of a product may take, in thousandths.
    static let most: Int64 = 1_000_000_000

    let items: SettingsTable
    let units: SettingsTable?
    let recipes: SettingsTable?

    /// - Throws: `Failure.configuration` for the first row that is at fault.
    func read(
        _ policy: StockPolicy?, _ currency: Currency, _ chart: Chart, _ taxes: [String: Tax]
    ) throws -> Products {
        let made = Set(recipes?.rows.compactMap { $0.fields["product"] } ?? [])
        var list: [Product] = []
        var codes: Set<String> = []
        for (line, row) in items.rows {
            let item = try product(line, row, made, currency, chart, taxes)
            guard codes.insert(item.code).inserted else {
                throw items.fail(line, "item: \(item.code)")
            }
            list.append(item)
        }
        let known = Products(policy: policy, items: list, units: try sizes(Products(items: list)))
        let recipes = try components(known)
        try refuseCircles(recipes)
        return Products(
            policy: policy, items: list, recipes: recipes, units: try sizes(known))
    }

    private func product(
        _ line: Int, _ row: [String: String], _ made: Set<String>, _ currency: Currency,
        _ chart: Chart, _ taxes: [String: Tax]
    ) throws -> Product {
        func optional(_ name: String) -> String? { row[name].flatMap { $0.isEmpty ? nil : $0 } }
        guard let code = optional("item") else { throw items.fail(line, "item") }
        func account(_ name: String) throws -> String? {
            guard let account = optional(name) else { return nil }
            // What stands on a control account is an item of its own, and stock is none.
            guard let known = chart[account], known.role?.isControl != true else {
                throw items.fail(line, "\(name): \(account)")
            }
            return account
        }
        let tax = optional("tax_code")
        if let tax, taxes[tax] == nil { throw items.fail(line, "tax_code: \(tax)") }
        return Product(
            code: code, name: optional("name") ?? code, unit: optional("unit") ?? "",
            category: optional("category") ?? "", stockAccount: try account("stock_account"),
            costAccount: try account("cost_account"), listPrice: try price(line, row, currency),
            taxCode: tax, isStocked: try isStocked(line, row, isMade: made.contains(code)))
    }

    private func price(_ line: Int, _ row: [String: String], _ currency: Currency) throws -> Int64?
    {
        guard let text = row["list_price"], !text.isEmpty else { return nil }
        guard let units = ProductList.decimal(text)?.minorUnits(exponent: currency.exponent),
            units >= 0
        else { throw items.fail(line, "list_price: \(text)") }
        return units
    }

    /// What is made of others has no stock of its own.
    private func isStocked(_ line: Int, _ row: [String: String], isMade: Bool) throws -> Bool {
        switch row["stocked"] ?? "" {
        case "": return !isMade
        case "false": return false
        case "true" where !isMade: return true
        case let text: throw items.fail(line, "stocked: \(text)")
        }
    }

    /// Thousandths of the item's own unit by item and unit.
    private func sizes(_ items: Products) throws -> [String: [String: Int64]] {
        var sizes: [String: [String: Int64]] = [:]
        guard let units else { return sizes }
        for (line, row) in units.rows {
            let (item, unit) = (row["item"] ?? "", row["unit"] ?? "")
            guard item.isEmpty || items[item] != nil else {
                throw units.fail(line, "item: \(item)")
            }
            guard !unit.isEmpty, unit != items[item]?.unit, sizes[item]?[unit] == nil else {
                throw units.fail(line, "unit: \(unit)")
            }
            sizes[item, default: [:]][unit] = try thousandths(units, line, row)
        }
        return sizes
    }

    /// A quantity over zero in thousandths, without rounding.
    private func thousandths(_ table: SettingsTable, _ line: Int, _ row: [String: String]) throws
        -> Int64
    {
        let text = row["quantity"] ?? ""
        guard let quantity = ProductList.decimal(text)?.minorUnits(exponent: 3), quantity > 0,
            quantity <= ProductList.most
        else { throw table.fail(line, "quantity: \(text)") }
        return quantity
    }

    private static func decimal(_ text: String) -> Exact? {
        let reading = Array(text.utf8).withUnsafeBufferPointer { AmountReader(.plain).read($0) }
        guard case .amount(let exact) = reading else { return nil }
        return exact
    }

    /// What products are made of, in the components' own units.
    private func components(_ items: Products) throws -> [String: [Component]] {
        var components: [String: [Component]] = [:]
        guard let recipes else { return components }
        for (line, row) in recipes.rows {
            let (product, item) = (row["product"] ?? "", row["component"] ?? "")
            guard items[product] != nil else { throw recipes.fail(line, "product: \(product)") }
            guard let component = items[item],
                components[product]?.contains(where: { $0.item == item }) != true
            else { throw recipes.fail(line, "component: \(item)") }
            let (text, unit) = (row["quantity"] ?? "", row["unit"] ?? "")
            guard let size = items.size(of: unit, for: component) else {
                throw recipes.fail(line, "unit: \(unit)")
            }
            // What is less than a thousandth of the own unit needs a smaller one.
            guard let exact = ProductList.decimal(text), exact.scale <= 9,
                let quantity = Exact(
                    mantissa: exact.mantissa * Int128(size), scale: exact.scale + 3
                ).minorUnits(exponent: 3), quantity > 0, quantity <= ProductList.most
            else { throw recipes.fail(line, "quantity: \(text) \(unit)") }
            components[product, default: []].append(Component(item: item, quantity: quantity))
        }
        return components
    }

    /// - Throws: at the first row of a product that is made of itself, by whatever way, or whose
    ///   recipes stand deeper in one another than `depth`.
    private func refuseCircles(_ components: [String: [Component]]) throws {
        guard let recipes else { return }
        var depths: [String: Int] = [:]
        /// The depth of a product's recipes; nil in a circle or beyond the limit.
        func depth(of code: String, below path: Int) -> Int? {
            if let known = depths[code] { return known }
            guard path <= ProductList.depth else { return nil }
            var deepest = 0
            for component in components[code] ?? [] {
                guard let below = depth(of: component.item, below: path + 1) else { return nil }
                deepest = max(deepest, below + 1)
            }
            depths[code] = deepest
            return deepest
        }
        for (line, row) in recipes.rows {
            let product = row["product"] ?? ""
            let known = depth(of: product, below: 0)
            guard let known, known <= ProductList.depth else {
                let way = circle(from: product, components) ?? [product, "> \(ProductList.depth)"]
                throw recipes.fail(line, way.joined(separator: " → "))
            }
        }
    }

    /// The way from a product to itself, its first by the order of rows.
    private func circle(from product: String, _ components: [String: [Component]]) -> [String]? {
        var seen: Set<String> = []
        func way(_ path: [String]) -> [String]? {
            for component in components[path[path.count - 1]] ?? [] {
                if component.item == product { return path + [product] }
                guard seen.insert(component.item).inserted else { continue }
                if let found = way(path + [component.item]) { return found }
            }
            return nil
        }
        return way([product])
    }
}
