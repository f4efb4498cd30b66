public import Accounting

/// What the cost of a move is to the business.
public enum CostCause: Int, Sendable, Comparable, CaseIterable {
    /// Goods sold and given back; what goods that went before they came cost more than was
    /// assumed.
    case sold
    case waste
    case ownUse
    /// What a count found less or more; a transfer of one side.
    case shrinkage
    /// Goods without a value, goods sent back for another value than they had.
    case priceDifference

    public static func < (left: CostCause, right: CostCause) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// A move with what it did to the stock.
public struct ValuedMove: Sendable {
    public let move: StockMove
    /// Thousandths that came in (positive) or went; of a count what it found more or less.
    public let quantity: Int64
    /// What the value of the stock rose by, in minor units.
    public let value: Int64
    /// What the move cost beyond what its document states: `stated` − `value`, positive out of
    /// stock. A receipt costs only what it shows to have been assumed too low before it came.
    public let cost: Int64
    public let cause: CostCause
    /// Thousandths on hand before it, in the pool it moved.
    public let before: Int64
    /// What the goods on hand, else the last, had cost before it; nil where nothing was known.
    public let known: UnitCost?
    /// True where goods came without a value and went in at the last cost known, or where goods
    /// went that no cost was known of.
    public let isUncosted: Bool

    /// Thousandths on hand after it.
    public var after: Int64 { before + quantity }
}

/// What of an item lies in a place at the end of its moves.
public struct StockClosing: Sendable {
    /// Empty where the pools are the company's.
    public var location: String
    /// Thousandths; negative where more went than came.
    public var quantity: Int64
    /// Minor units.
    public var value: Int64
    /// Oldest first; none where nothing is on hand.
    public var layers: [StockLayer]
    /// The days something was last received, and last sold, used or wasted.
    public var lastReceipt: Day?
    public var lastIssue: Day?
}

/// The moves of one item, valued one after the other (DEFINITIONS §6).
///
/// Quantities in thousandths of the item's unit, values in minor units, both positive into stock.
/// Σ `value` of the moves = Σ `value` of the pools, to the cent. Transfers keep their value; a
/// customer's return comes back at what the goods last sold had cost; a count's surplus comes at
/// the cost of the newest stock. Supplier returns leave at the stock's cost, whatever the supplier
/// grants for them.
public struct StockValuation: Sendable {
    public private(set) var moves: [ValuedMove] = []
    private var pools: [String: StockPool] = [:]
    private var lastDays: [String: (receipt: Day?, issue: Day?)] = [:]
    /// Thousandths by location, whatever the pools are of.
    public private(set) var quantities: [String: Int64] = [:]
    private let policy: StockPolicy
    private let transfers: Transfers

    /// - Throws: `Overflow` where a quantity or value of the item leaves 10¹⁸.
    /// - Complexity: that of sorting the moves; linear where they come in their order.
    public init(_ moves: [StockMove], policy: StockPolicy) throws {
        self.policy = policy
        transfers = Transfers(moves)
        self.moves.reserveCapacity(moves.count)
        var under: [Transfers.Key: StockLayer] = [:]
        for move in moves.sorted(by: StockMove.precedes) { try take(move, &under) }
    }

    /// The closing pools, in the order of locations.
    public var closings: [StockClosing] {
        pools.map { location, pool in
            StockClosing(
                location: location, quantity: pool.quantity, value: pool.value,
                layers: Array(pool.layers), lastReceipt: lastDays[location]?.receipt,
                lastIssue: lastDays[location]?.issue)
        }.sorted { $0.location.utf8.lexicographicallyPrecedes($1.location.utf8) }
    }

    /// What the pools hold in all.
    public var value: Int64 { pools.values.reduce(0) { $0 + $1.value } }

    /// What a move did to its pool.
    private struct Effect {
        var value: Int64 = 0
        var cost: Int64 = 0
        var isUncosted = false
    }

    /// - Parameter under: what transfers have taken and not yet brought.
    private mutating func take(
        _ move: StockMove, _ under: inout [Transfers.Key: StockLayer]
    ) throws {
        let key = policy.isByLocation ? move.location : ""
        var pool = pools[key] ?? StockPool(policy)
        let (before, known) = (pool.quantity, pool.knownCost)
        var quantity = move.quantity
        if let counted = move.counted {
            let isWhole = move.location.isEmpty && !policy.isByLocation
            let held = isWhole ? before : quantities[move.location] ?? 0
            quantity = try StockLimits.checked(Int128(counted) - Int128(held))
        }
        _ = try StockLimits.checked(Int128(quantity))
        _ = try StockLimits.checked(Int128(move.value ?? 0))
        let effect: Effect
        let isMoved = move.kind == .transfer && transfers.isWhole(move)
        if isMoved {
            effect = try transfer(move, &pool, &under)
            if !policy.isByLocation { quantity = 0 }
        } else {
            effect = try self.effect(of: move, quantity, on: &pool)
        }
        pools[key] = pool
        let here = quantities[move.location] ?? 0
        let moved = move.kind == .transfer ? move.quantity : quantity
        quantities[move.location] = try StockLimits.checked(Int128(here) + Int128(moved))
        note(move, key)
        moves.append(
            ValuedMove(
                move: move, quantity: quantity, value: effect.value, cost: effect.cost,
                cause: isMoved ? .sold : move.cause, before: before, known: known,
                isUncosted: effect.isUncosted))
    }

    private func effect(of move: StockMove, _ quantity: Int64, on pool: inout StockPool) throws
        -> Effect
    {
        let stated = move.stated
        var effect = Effect()
        if quantity < 0 {
            let taken = try pool.take(0 - quantity, isSale: move.kind == .sale)
            effect.value = 0 - taken.value
            effect.isUncosted = taken.isUncosted
        } else if quantity > 0 {
            let worth: Int64
            switch move.kind {
            case .opening, .receipt, .supplierReturn:
                worth = try move.value == nil ? pool.knownCost?.cost(of: quantity) ?? 0 : stated
                effect.isUncosted = move.value == nil
            case .sale, .customerReturn:
                worth = try pool.returnedCost?.cost(of: quantity) ?? 0
            case .issue, .waste, .transfer, .count:
                worth = try pool.knownCost?.cost(of: quantity) ?? 0
            }
            let isReturned = move.kind == .sale || move.kind == .customerReturn
            effect.value =
                try worth
                - pool.put(quantity, value: worth, on: move.day, isReturned: isReturned)
        } else if stated != 0 {
            effect.value = try stated - pool.add(stated)
        }
        effect.cost = stated - effect.value
        return effect
    }

    /// One side of a transfer that has both: what leaves a pool comes to the other at its value.
    private func transfer(
        _ move: StockMove, _ pool: inout StockPool, _ under: inout [Transfers.Key: StockLayer]
    ) throws -> Effect {
        guard policy.isByLocation, move.quantity != 0 else { return Effect() }
        let key = Transfers.Key(move)
        var way = under[key] ?? StockLayer(day: move.day, quantity: 0, value: 0)
        var effect = Effect()
        if move.quantity < 0 {
            let taken = try pool.take(0 - move.quantity, isSale: false)
            way.quantity -= move.quantity
            way.value += taken.value
            effect.value = 0 - taken.value
            effect.isUncosted = taken.isUncosted
        } else {
            let part =
                move.quantity >= way.quantity
                ? way.value : try way.unitCost.cost(of: move.quantity)
            way.quantity -= move.quantity
            way.value -= part
            effect.cost = try pool.put(move.quantity, value: part, on: move.day)
            effect.value = part - effect.cost
        }
        under[key] = way
        return effect
    }

    private mutating func note(_ move: StockMove, _ key: String) {
        var days = lastDays[key] ?? (nil, nil)
        switch move.kind {
        case .opening, .receipt: days.receipt = move.day
        case .sale, .issue, .waste: days.issue = move.day
        case .supplierReturn, .customerReturn, .transfer, .count: break
        }
        lastDays[key] = days
    }
}

extension StockMove {
    /// What a cost of the move is, of a transfer where one side of it is missing.
    fileprivate var cause: CostCause {
        switch kind {
        case .opening, .sale, .customerReturn: .sold
        case .receipt: value == nil || quantity < 0 ? .priceDifference : .sold
        case .supplierReturn: .priceDifference
        case .waste: .waste
        case .issue: .ownUse
        case .transfer, .count: .shrinkage
        }
    }
}

/// Transfers by document line: what leaves one location and what comes to the other.
private struct Transfers: Sendable {
    struct Key: Hashable {
        var day: Day
        var source: String
        var document: String
        var line: Int64

        init(_ move: StockMove) {
            (day, source, document, line) = (move.day, move.source, move.document, move.line)
        }
    }

    private var open: [Key: Int128] = [:]

    init(_ moves: [StockMove]) {
        for move in moves where move.kind == .transfer {
            open[Key(move), default: 0] += Int128(move.quantity)
        }
    }

    /// True where both sides are there; one alone is goods lost, or found.
    func isWhole(_ move: StockMove) -> Bool { open[Key(move)] == 0 }
}
