/// Matches and tie-outs: what belongs to what, and whether two figures of one thing agree.
///
/// Input: bank lines, payment rows, open items, as values. Output: matches and tie-outs.
/// Entry: `TransitMatcher`, `OpenItemMatcher`, `allocate(_:over:)`, `TieOut`.
/// Architecture invariant: pure; a match is stated or unique, never the likeliest.

/// A part of an amount set against one open item.
public struct Share: Sendable, Hashable {
    /// Position among the items given.
    public let item: Int
    public let amount: Int64

    public init(item: Int, amount: Int64) {
        self.item = item
        self.amount = amount
    }
}

/// Sets an amount against open amounts of the same sign, in their order; the rest stays over.
///
/// Used with items oldest due first (DEFINITIONS §3).
public func allocate(_ amount: Int64, over open: [Int64]) -> [Share] {
    var rest = amount
    var shares: [Share] = []
    for (index, item) in open.enumerated() where rest != 0 {
        guard item != 0, (item > 0) == (rest > 0) else { continue }
        let part = item.magnitude < rest.magnitude ? item : rest
        shares.append(Share(item: index, amount: part))
        rest -= part
    }
    return shares
}
