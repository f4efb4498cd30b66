/// What a product takes of an item that is kept in stock.
public struct Consumption: Sendable, Hashable {
    public let item: String
    /// Thousandths of the item's own unit, signed as what was sold.
    public let quantity: Int64

    public init(item: String, quantity: Int64) {
        self.item = item
        self.quantity = quantity
    }
}

extension Products {
    /// So many thousandths of a unit in thousandths of the item's own; nil where no table says
    /// what the unit is, or where a part of a thousandth would be left.
    public func quantity(_ quantity: Int64, _ unit: String, of item: Product) -> Int64? {
        guard let size = size(of: unit, for: item) else { return nil }
        let (own, rest) = (Int128(quantity) * Int128(size)).quotientAndRemainder(dividingBy: 1000)
        return rest == 0 ? Int64(exactly: own) : nil
    }

    /// What so much of a product takes out of stock: itself where it is kept, else what it is made
    /// of, through recipes in recipes; nothing for what is no goods.
    ///
    /// Amounts are carried in thousand-millionths of a unit and rounded half away from zero to
    /// thousandths at the end, an item once: parts of parts lose nothing on the way.
    /// - Parameter quantity: thousandths of the product's unit.
    /// - Returns: items in the order the recipes first name them.
    /// - Complexity: the ways from the product to its items (recipes.csv is held to a depth).
    public func consumption(of code: String, _ quantity: Int64) -> [Consumption] {
        var order: [String] = []
        var amounts: [String: Int128] = [:]
        func take(_ code: String, _ amount: Int128) {
            if let parts = components(of: code) {
                for part in parts {
                    take(part.item, roundedHalfAway(amount * Int128(part.quantity), over: 1000))
                }
            } else if self[code]?.isStocked == true {
                if amounts[code] == nil { order.append(code) }
                amounts[code, default: 0] += amount
            }
        }
        take(code, Int128(quantity) * 1_000_000)
        return order.compactMap { item in
            let rounded = roundedHalfAway(amounts[item] ?? 0, over: 1_000_000)
            return rounded == 0
                ? nil : Consumption(item: item, quantity: Int64(clamping: rounded))
        }
    }
}
