/// What a client's stock is worth and what each of its moves costs (DEFINITIONS §6).
///
/// Input: the moves of one item, in any order, and the policy. Output: the moves in the order they
/// are valued, each with what it put into stock and what it cost; the closing pools.
/// Entry: `StockValuation`.
/// Architecture invariant: pure; what comes out depends on what has moved, never on the order in
/// which it came to the books.
internal import Accounting

/// What a quantity cost: a rate kept as its two whole numbers.
public struct UnitCost: Sendable, Hashable {
    /// Minor units for `quantity` thousandths.
    public let value: Int64
    public let quantity: Int64

    /// - Precondition: `quantity` is positive.
    public init(value: Int64, quantity: Int64) {
        self.value = value
        self.quantity = quantity
    }

    /// What another quantity costs at it, rounded half away from zero.
    /// - Throws: `Overflow` where it leaves `StockLimits.largest`.
    public func cost(of other: Int64) throws -> Int64 {
        let cost = roundedHalfAway(Int128(value) * Int128(other), over: Int128(quantity))
        return try StockLimits.checked(cost)
    }
}

/// How large the quantities and values of a pool may get: twice a product of two of them is still
/// far inside Int128.
enum StockLimits {
    static let largest: Int128 = 1_000_000_000_000_000_000

    /// - Throws: `Overflow` beyond `largest`.
    static func checked(_ number: Int128) throws -> Int64 {
        guard number.magnitude <= largest.magnitude else { throw Overflow() }
        return Int64(number)
    }
}
