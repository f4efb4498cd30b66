/// What the drawer of a till was found to hold on a business day, in minor units.
public struct DrawerCount: Sendable, Hashable {
    public var store: String
    public var till: String
    public var day: Day
    /// What the day began with; nil = what the count before left.
    public var float: Int64?
    public var counted: Int64
    /// What was taken out of it for the bank after the count.
    public var banked: Int64

    public init(
        store: String, till: String, day: Day, float: Int64?, counted: Int64, banked: Int64
    ) {
        self.store = store
        self.till = till
        self.day = day
        self.float = float
        self.counted = counted
        self.banked = banked
    }

    /// What stays in the drawer.
    public var left: Int64 { counted - banked }
}

/// A store and a business day.
public struct StoreDay: Sendable, Hashable, Comparable {
    public var store: String
    public var day: Day

    public init(store: String, day: Day) {
        self.store = store
        self.day = day
    }

    public static func < (left: StoreDay, right: StoreDay) -> Bool {
        left.store == right.store
            ? left.day < right.day : left.store.utf8.lexicographicallyPrecedes(right.store.utf8)
    }
}

/// The drawers of a store counted on one day: what they should hold and what they held.
///
/// Takings are known by store, not by till: its drawers are reckoned together. In minor units.
public struct StoreCount: Sendable, Hashable {
    public var key: StoreDay
    /// Its drawers, by till.
    public var drawers: [DrawerCount]
    /// What the counts before left in these drawers; of a first count, the float it states.
    public var before: Int64
    /// What the day began with, as it is stated.
    public var float: Int64
    /// Cash taken by the store's sales since its last count.
    public var takings: Int64
    /// True where the store has sales since its last count.
    public var hasSales: Bool
    public var counted: Int64
    public var banked: Int64

    public var expected: Int64 { float + takings }
    /// Positive where more was found than expected.
    public var difference: Int64 { counted - expected }
    /// What was put into the drawers, or taken out, between two counts.
    public var floatDifference: Int64 { float - before }
    public var left: Int64 { counted - banked }
    /// What the books have in excess of what was left before and taken since.
    public var booked: Int64 { difference + floatDifference }
}

/// The counts of a source, store by store and day by day.
///
/// Takings count from the day after a store's last count; at its first, which states what the day
/// began with, those of the day alone.
/// - Parameter takings: what sales have posted on the cash takings' account.
/// - Complexity: sorts both.
public func storeCounts(
    _ counts: [DrawerCount], takings: [(key: StoreDay, amount: Int64)]
) -> [StoreCount] {
    let stores = Dictionary(grouping: counts, by: \.store)
    let sales = Dictionary(grouping: takings, by: \.key.store)
    return stores.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.flatMap {
        storeCounts(
            ofStore: $0.key, $0.value, (sales[$0.key] ?? []).map { ($0.key.day, $0.amount) })
    }
}

private func storeCounts(
    ofStore store: String, _ counts: [DrawerCount], _ takings: [(day: Day, amount: Int64)]
) -> [StoreCount] {
    let takings = takings.sorted { $0.day < $1.day }
    var (next, last) = (0, Day?.none)
    var left: [String: Int64] = [:]
    return Dictionary(grouping: counts, by: \.day).sorted { $0.key < $1.key }.map { day, counts in
        var count = StoreCount(
            key: StoreDay(store: store, day: day), drawers: counts.sorted { $0.till < $1.till },
            before: 0, float: 0, takings: 0, hasSales: false, counted: 0, banked: 0)
        while next < takings.count, takings[next].day <= day {
            if last != nil || takings[next].day == day {
                count.takings += takings[next].amount
                count.hasSales = true
            }
            next += 1
        }
        for drawer in counts {
            count.before += left[drawer.till] ?? drawer.float ?? 0
            count.float += drawer.float ?? left[drawer.till] ?? 0
            count.counted += drawer.counted
            count.banked += drawer.banked
            left[drawer.till] = drawer.left
        }
        last = day
        return count
    }
}
