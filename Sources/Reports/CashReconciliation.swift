public import Accounting
internal import Ledger
public import Reconciliation

/// Drawers by store and day: what each should hold, what it held, what went to the bank.
///
/// In minor units of the books' currency.
public struct CashReconciliation: Sendable {
    public struct Row: Sendable {
        public var source: String
        public var count: StoreCount
        /// Where its first count stands.
        public var place: Place
    }

    /// A store over the period: `before` of its first counts, `left` of its last.
    public struct Total: Sendable, Hashable {
        public var source: String
        public var store: String
        public var before: Int64
        public var floatDifference: Int64
        public var takings: Int64
        public var difference: Int64
        public var banked: Int64
        public var left: Int64

        /// before + put in + takings + over or short − banked − left; must be 0.
        public var unexplained: Int64 {
            before + floatDifference + takings + difference - banked - left
        }
    }

    public var rows: [Row]
    public var totals: [Total]
    /// The accounts of the drawers against what their last counts left.
    public var ties: [TieOut]
}

extension Reporter {
    /// The counts of the period.
    public func cashReconciliation() throws -> CashReconciliation {
        var rows: [CashReconciliation.Row] = []
        for source in settings.drawers {
            rows += try countedDays(source).filter { period.contains($0.count.key.day) }
        }
        let totals = Dictionary(grouping: rows) { [$0.source, $0.count.key.store] }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { key, rows in
                func sum(_ value: (StoreCount) -> Int64) -> Int64 {
                    rows.reduce(0) { $0 &+ value($1.count) }
                }
                // Drawer by drawer, what one count left is what the next begins with.
                let left = lastLeft(rows.map(\.count))
                return CashReconciliation.Total(
                    source: key[0], store: key[1],
                    before: left &+ sum { $0.before &- $0.left },
                    floatDifference: sum(\.floatDifference), takings: sum(\.takings),
                    difference: sum(\.difference), banked: sum(\.banked), left: left)
            }
        return CashReconciliation(
            rows: rows, totals: totals, ties: try cashTies(try trialBalance()))
    }

    private func lastLeft(_ counts: [StoreCount]) -> Int64 {
        var left: [String: Int64] = [:]
        for count in counts {
            for drawer in count.drawers { left[drawer.till] = drawer.left }
        }
        return left.values.reduce(0, &+)
    }

    /// Every store-day that a source has counted, with its place.
    private func countedDays(_ source: DrawerSource) throws -> [CashReconciliation.Row] {
        let known = try snapshot.cashCounts(source: source.name)
        guard !known.isEmpty, let account = number(of: source.takings) else { return [] }
        let places = Dictionary(
            known.map {
                (
                    StoreDay(store: $0.record.count.store, day: $0.record.count.day),
                    Place(file: $0.path, line: Int($0.record.line))
                )
            }, uniquingKeysWith: { first, _ in first })
        let takings = try snapshot.takings(on: account)
        return storeCounts(known.map(\.record.count), takings: takings).map {
            CashReconciliation.Row(
                source: source.name, count: $0, place: places[$0.key] ?? Place(file: ""))
        }
    }

    private func number(of code: String) -> Int64? {
        codes.first { $0.value == code }?.key
    }

    /// What the state of the period's counts shows; sales that come later take it back.
    func cashFindings() throws -> [Finding] {
        let exponent = books.currency.exponent
        func text(_ amount: Int64) -> String { decimalText(amount, exponent: exponent) }
        return try settings.drawers.flatMap { try countedDays($0) }
            .filter { period.contains($0.count.key.day) }
            .flatMap { row -> [Finding] in
                let count = row.count
                let arguments = [
                    "store": count.key.store.isEmpty ? row.source : count.key.store,
                    "day": count.key.day.description, "expected": text(count.expected),
                    "counted": text(count.counted), "before": text(count.before),
                    "source": row.source,
                ]
                func finding(_ code: Code, _ severity: Severity, _ found: Int64) -> Finding {
                    Finding(code, severity, at: row.place, found: text(found), arguments)
                }
                var found: [Finding] = []
                if !count.hasSales, count.difference != 0 {
                    found.append(finding("I-342", .error, count.counted))
                } else if count.difference != 0 {
                    found.append(finding("A-260", .warning, count.difference))
                }
                if count.floatDifference != 0 {
                    found.append(finding("A-261", .warning, count.float))
                }
                return found
            }
    }

    // MARK: Tie-outs

    /// Cash = what the last counts left + dated items; takings not counted = dated items.
    func cashTies(_ balance: TrialBalance) throws -> [TieOut] {
        let accounts = Dictionary(grouping: settings.drawers, by: \.account)
            .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        var ties: [TieOut] = []
        for (account, sources) in accounts {
            var counts: [StoreCount] = []
            for source in sources { counts += try postedCounts(source) }
            guard !counts.isEmpty else { continue }
            let floats = firstFloats(counts).map { day, store, float in
                TieOut.Item(day: day, text: store, amount: 0 - float, place: nil)
            }
            let left = Dictionary(grouping: counts) { $0.key.store }.values
                .reduce(0) { $0 &+ lastLeft($1) }
            ties.append(
                try tie("cash", account, left, floats, counted: counts, balance))
            for takings in Set(sources.map(\.takings)).subtracting([account]).sorted() {
                ties.append(try tie("takings", takings, 0, [], counted: counts, balance))
            }
        }
        return ties
    }

    /// The counts that have posted by the period's end.
    private func postedCounts(_ source: DrawerSource) throws -> [StoreCount] {
        let known = try snapshot.cashCounts(source: source.name)
            .filter { $0.posted <= period.to }
        return storeCounts(known.map(\.record.count), takings: [])
    }

    /// What each drawer is said to have held before its first count.
    private func firstFloats(_ counts: [StoreCount]) -> [(day: Day, store: String, Int64)] {
        var seen: Set<[String]> = []
        var floats: [(Day, String, Int64)] = []
        for count in counts {
            for drawer in count.drawers
            where seen.insert([drawer.store, drawer.till]).inserted {
                guard let float = drawer.float, float != 0 else { continue }
                floats.append((count.key.day, count.key.store, float))
            }
        }
        return floats
    }

    /// An account of drawers: what counts have not explained of it, pairs that cancel left out.
    private func tie(
        _ name: String, _ account: String, _ independent: Int64, _ own: [TieOut.Item],
        counted: [StoreCount], _ balance: TrialBalance
    ) throws -> TieOut {
        var items = own
        if let number = number(of: account) {
            let spans = Dictionary(grouping: counted) { $0.key.store }
                .mapValues { ($0.first?.key.day, $0.last?.key.day) }
            try snapshot.lines(of: number, from: Day(number: 0), to: period.to) { line in
                guard line.recipe != .cashCount else { return }
                if line.recipe == .storeDay, let (first, last) = spans[line.reference],
                    let first, let last, first <= line.documentDay, line.documentDay <= last
                {
                    return
                }
                items.append(item(line))
            }
        }
        return TieOut(
            name: name, subject: account,
            book: closing(account, balance),
            independent: independent, items: withoutPairs(items))
    }

    /// Items that no other of the opposite amount cancels, in their order.
    private func withoutPairs(_ items: [TieOut.Item]) -> [TieOut.Item] {
        var open: [TieOut.Item?] = []
        var waiting: [Int64: [Int]] = [:]
        for item in items where item.amount != 0 {
            if let pair = waiting[0 - item.amount]?.popLast() {
                open[pair] = nil
            } else {
                waiting[item.amount, default: []].append(open.count)
                open.append(item)
            }
        }
        return open.compactMap { $0 }
    }
}
