public import Accounting

/// A quantity in stock with what it cost.
public struct StockLayer: Sendable, Hashable {
    /// The day the last of it came.
    public var day: Day
    /// Thousandths, positive.
    public var quantity: Int64
    /// Minor units.
    public var value: Int64

    var unitCost: UnitCost { UnitCost(value: value, quantity: quantity) }
}

/// What of one item lies in one place of cost, or is owed to it.
///
/// A weighted average is one layer that every receipt joins; FIFO has a layer a receipt, oldest
/// first. What was issued beyond them is the shortage: a quantity with the cost it was assumed to
/// have, until a receipt says what it had. Layers and shortage never stand together.
struct StockPool: Sendable {
    private(set) var layers: ArraySlice<StockLayer> = []
    /// Thousandths on hand, and minor units; negative where more went than came.
    private(set) var quantity: Int64 = 0
    private(set) var value: Int64 = 0
    /// Thousandths that were issued and had not come, and what was posted for them.
    private var shortage: Int64 = 0
    private var assumed: Int64 = 0
    /// What the last of the stock had cost when it went.
    private var last: UnitCost?
    /// What the last goods sold had cost.
    private var sold: UnitCost?
    private let isAverage: Bool
    private let isHeld: Bool

    init(_ policy: StockPolicy) {
        isAverage = policy.cost == .weightedAverage
        isHeld = policy.belowZero == .held
    }

    /// The cost of the newest stock, else of the last there was; nil where none was ever known.
    var knownCost: UnitCost? { layers.last?.unitCost ?? last }

    /// What goods given back by a customer are worth: what the last ones sold had cost.
    var returnedCost: UnitCost? { sold ?? knownCost }

    /// What was taken, and what of it was not there.
    struct Taken {
        var value: Int64 = 0
        var short: Int64 = 0
        /// True where no cost was known for what was not there.
        var isUncosted = false
    }

    /// Takes a quantity out: value × quantity ÷ on hand, the emptying issue takes all; what is not
    /// there at the last cost known, or at none while the policy holds it.
    /// - Complexity: linear in the layers it empties.
    mutating func take(_ quantity: Int64, isSale: Bool) throws -> Taken {
        var taken = Taken(short: quantity)
        while taken.short > 0, var layer = layers.first {
            let isWhole = layer.quantity <= taken.short
            let part = isWhole ? layer.quantity : taken.short
            let cost = try isWhole ? layer.value : layer.unitCost.cost(of: part)
            if isWhole {
                layers.removeFirst()
                last = layer.unitCost
            } else {
                layer.quantity -= part
                layer.value -= cost
                layers[layers.startIndex] = layer
            }
            taken.short -= part
            taken.value = try StockLimits.checked(Int128(taken.value) + Int128(cost))
        }
        if taken.short > 0 {
            let cost = try isHeld ? 0 : last?.cost(of: taken.short) ?? 0
            taken.isUncosted = !isHeld && last == nil
            shortage = try StockLimits.checked(Int128(shortage) + Int128(taken.short))
            assumed = try StockLimits.checked(Int128(assumed) + Int128(cost))
            taken.value = try StockLimits.checked(Int128(taken.value) + Int128(cost))
        }
        if isSale { sold = UnitCost(value: taken.value, quantity: quantity) }
        try grow(by: -Int128(quantity), -Int128(taken.value))
        return taken
    }

    /// Puts a quantity in.
    ///
    /// - Parameter isReturned: true for what goes back to where it was taken from last.
    /// - Returns: what the goods that were issued before they came cost more than was assumed.
    mutating func put(_ quantity: Int64, value: Int64, on day: Day, isReturned: Bool = false)
        throws -> Int64
    {
        var layer = StockLayer(day: day, quantity: quantity, value: value)
        var difference: Int64 = 0
        if shortage > 0 {
            let covered = min(quantity, shortage)
            let actual = covered == quantity ? value : try layer.unitCost.cost(of: covered)
            let posted =
                covered == shortage
                ? assumed : try UnitCost(value: assumed, quantity: shortage).cost(of: covered)
            last = layer.unitCost
            shortage -= covered
            assumed -= posted
            layer.quantity -= covered
            layer.value -= actual
            difference = try StockLimits.checked(Int128(actual) - Int128(posted))
        }
        try grow(by: Int128(quantity), Int128(value) - Int128(difference))
        guard layer.quantity > 0 else { return difference }
        if isAverage, let held = layers.first {
            layer.day = max(held.day, day)
            layer.quantity = try StockLimits.checked(
                Int128(held.quantity) + Int128(layer.quantity))
            layer.value = try StockLimits.checked(Int128(held.value) + Int128(layer.value))
            layers[layers.startIndex] = layer
        } else if isReturned {
            layers.insert(layer, at: layers.startIndex)
        } else {
            layers.append(layer)
        }
        return difference
    }

    /// Adds to what the newest stock has cost (freight, a price corrected).
    /// - Returns: what there is no stock for.
    mutating func add(_ value: Int64) throws -> Int64 {
        guard var layer = layers.last else { return value }
        layer.value = try StockLimits.checked(Int128(layer.value) + Int128(value))
        layers[layers.endIndex - 1] = layer
        try grow(by: 0, Int128(value))
        return 0
    }

    private mutating func grow(by more: Int128, _ worth: Int128) throws {
        quantity = try StockLimits.checked(Int128(quantity) + more)
        value = try StockLimits.checked(Int128(value) + worth)
    }
}
