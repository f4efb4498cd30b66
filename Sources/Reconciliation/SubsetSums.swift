/// The sums that open amounts of one party make, for finding the one set that is an amount.
///
/// Meet in the middle: the sums of each half, sorted, at most 2^10 each.
/// - Complexity: n·2^(n/2) to make, 2^(n/2) to ask.
struct SubsetSums: Sendable {
    /// More items than these are not looked at.
    static let most = 20

    private var low: [(sum: Int64, set: UInt32)] = []
    private var high: [(sum: Int64, set: UInt32)] = []

    /// - Returns: nil for too many amounts, or ones whose sums could leave Int64.
    init?(_ amounts: [Int64]) {
        guard amounts.count <= SubsetSums.most,
            amounts.allSatisfy({ $0.magnitude < UInt64(Int64.max) / 64 })
        else { return nil }
        let half = amounts.count / 2
        low = SubsetSums.sums(amounts[..<half])
        high = SubsetSums.sums(amounts[half...])
    }

    private static func sums(_ amounts: ArraySlice<Int64>) -> [(sum: Int64, set: UInt32)] {
        var sums: [(sum: Int64, set: UInt32)] = [(0, 0)]
        for (index, amount) in zip(amounts.indices, amounts) {
            sums += sums.map { ($0.sum + amount, $0.set | 1 << UInt32(index)) }
        }
        return sums.sorted { $0.sum < $1.sum }
    }

    /// The positions of the only set whose amounts add up to `amount`; nil for none or several.
    func only(_ amount: Int64) -> [Int]? {
        var found: UInt32?
        var above = high.count - 1
        for one in low {
            while above >= 0, Int128(one.sum) + Int128(high[above].sum) > Int128(amount) {
                above -= 1
            }
            var same = above
            while same >= 0, one.sum + high[same].sum == amount {
                let set = one.set | high[same].set
                same -= 1
                guard set != 0 else { continue }
                guard found == nil else { return nil }
                found = set
            }
        }
        return found.map { set in (0..<32).filter { set & 1 << UInt32($0) != 0 } }
    }
}
