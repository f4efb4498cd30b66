internal import Accounting

/// The open items of the parties a session has asked for, kept in step with what it writes.
///
/// A party's items are read from the tables once; after that finding one by its amount or by the
/// document it names costs a look-up, however many the party has. Forgotten at every rollback.
struct OpenItemIndex {
    struct Key: Hashable {
        var party: String
        var account: Int64
    }

    private struct Amount: Hashable {
        var currency: String
        var open: Int64
    }

    private struct Shelf {
        var items: [Int64: OpenItem] = [:]
        var amounts: [Amount: Set<Int64>] = [:]
        var targets: [String: Set<Int64>] = [:]
    }

    private var shelves: [Key: Shelf] = [:]
    /// Where an open item stands.
    private var homes: [Int64: Key] = [:]

    var isEmpty: Bool { shelves.isEmpty }

    func holds(_ key: Key) -> Bool { shelves[key] != nil }

    func open(_ id: Int64) -> OpenItem? { homes[id].flatMap { shelves[$0]?.items[id] } }

    mutating func load(_ key: Key, _ items: [OpenItem]) {
        shelves[key] = Shelf()
        for item in items { put(item) }
    }

    /// Takes an item as it stands now; one that is settled is kept no longer.
    mutating func put(_ open: OpenItem) {
        let key = Key(party: open.item.party, account: open.item.account)
        guard shelves[key] != nil else { return }
        let id = open.item.id
        if let known = shelves[key]?.items.removeValue(forKey: id) {
            homes[id] = nil
            let amount = Amount(currency: known.item.currency, open: known.openOriginal)
            shelves[key]?.amounts[amount]?.remove(id)
            for target in known.item.targets { shelves[key]?.targets[target]?.remove(id) }
        }
        guard !open.isSettled else { return }
        homes[id] = key
        shelves[key]?.items[id] = open
        let amount = Amount(currency: open.item.currency, open: open.openOriginal)
        shelves[key]?.amounts[amount, default: []].insert(id)
        for target in open.item.targets { shelves[key]?.targets[target, default: []].insert(id) }
    }

    func all(_ key: Key) -> [OpenItem] {
        ordered((shelves[key]?.items).map { Array($0.values) } ?? [])
    }

    /// Items of a currency whose open amount lies in a range.
    func open(_ range: ClosedRange<Int64>, _ currency: String, _ key: Key) -> [OpenItem] {
        guard let shelf = shelves[key] else { return [] }
        if range.count > shelf.items.count {
            return ordered(
                shelf.items.values.filter {
                    $0.item.currency == currency && range.contains($0.openOriginal)
                })
        }
        return ordered(
            range.flatMap { open in
                (shelf.amounts[Amount(currency: currency, open: open)] ?? []).compactMap {
                    shelf.items[$0]
                }
            })
    }

    func naming(_ document: String, _ key: Key) -> [OpenItem] {
        guard let shelf = shelves[key] else { return [] }
        return ordered((shelf.targets[document] ?? []).compactMap { shelf.items[$0] })
    }

    private func ordered(_ items: [OpenItem]) -> [OpenItem] {
        items.sorted { left, right in
            let (a, b) = (left.item.age, right.item.age)
            return a != b ? a < b : left.item.id < right.item.id
        }
    }
}

extension ItemRecord {
    /// The day an item ages by, for its turn among others.
    fileprivate var age: Day { due ?? documentDay }

    /// The documents that a payment or credit note names.
    public var targets: [String] { ItemRecord.documents(target) }

    /// The documents that a text names: `F1`, or `F1;F2`.
    public static func documents(_ text: String) -> [String] {
        text.split(separator: ";").map { part in
            var part = part.drop { $0 == " " }
            while part.last == " " { part.removeLast() }
            return String(part)
        }.filter { !$0.isEmpty }
    }
}
