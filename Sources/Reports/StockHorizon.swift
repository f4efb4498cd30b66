internal import Accounting
internal import Inventory
internal import Ledger

/// Which moves a period's figures are made of.
struct StockHorizon {
    let locks: [(batch: Int64, through: Day)]
    let start: Day
    let period: Period

    /// The day a move counts from: its own, or the first that was open when it came.
    func counts(_ move: KnownStockMove) -> Day {
        if move.move.kind == .opening { return min(start, period.from) - 1 }
        let locked = locks.prefix { $0.batch < move.batch }.map(\.through).max()
        guard let locked, move.move.day <= locked else { return move.move.day }
        return locked + 1
    }

    /// An item's moves through the period's end, valued.
    func item(_ moves: [KnownStockMove], _ policy: StockPolicy) throws -> StockItem {
        let known = moves.map { (move: $0, day: counts($0)) }.filter { $0.day <= period.to }
        let valuation = try StockValuation(
            known.map { $0.move.move }, policy: policy)
        // Where nothing came late, what opens the period is how the whole begins.
        let isPlain = known.allSatisfy {
            ($0.day < period.from) == ($0.move.move.day < period.from)
        }
        let early =
            isPlain
            ? valuation.moves.filter { $0.move.day < period.from }
            : try StockValuation(
                known.filter { $0.day < period.from }.map { $0.move.move }, policy: policy
            ).moves
        return StockItem(
            policy: policy, valuation: valuation, early: early,
            places: Dictionary(
                known.map { ($0.move.move.id, ($0.move.place, $0.day)) },
                uniquingKeysWith: { first, _ in first }))
    }
}

/// An item's moves through the end of a period, and those before it.
struct StockItem {
    let policy: StockPolicy
    let valuation: StockValuation
    let early: [ValuedMove]
    /// Where a move stands and the day it counts from, by its number.
    let places: [Int64: (place: Place, day: Day)]

    /// The pool that a move was in.
    func pool(of move: StockMove) -> String { policy.isByLocation ? move.location : "" }

    /// A row a pool: what opened the period, what moved it, what closes it.
    func rows(_ code: String) -> [StockSummary.Row] {
        typealias Row = StockSummary.Row
        var (whole, before): ([String: Row], [String: Row]) = ([:], [:])
        func blank(_ location: String) -> Row {
            Row(item: code, product: nil, location: location, account: "")
        }
        for move in valuation.moves {
            let place = pool(of: move.move)
            whole[place, default: blank(place)].add(move)
        }
        for move in early {
            let place = pool(of: move.move)
            before[place, default: blank(place)].add(move)
            before[place]?.opening += .init(quantity: move.quantity, value: move.value)
        }
        return valuation.closings.map { closing in
            var row = whole[closing.location] ?? blank(closing.location)
            if let early = before[closing.location] { row.open(with: early) }
            row.closing = .init(quantity: closing.quantity, value: closing.value)
            row.layers = closing.layers.map {
                .init(day: $0.day, amount: .init(quantity: $0.quantity, value: $0.value))
            }
            (row.lastReceipt, row.lastIssue) = (closing.lastReceipt, closing.lastIssue)
            return row
        }
    }
}

extension StockSummary.Row {
    /// Leaves what moved it before the period to what opens it.
    fileprivate mutating func open(with early: StockSummary.Row) {
        opening = early.opening
        for path in [\Self.received, \.sold, \.used, \.shrinkage, \.transferred] {
            self[keyPath: path] -= early[keyPath: path]
        }
    }

    /// Adds a move to the columns it belongs to; what is opened with belongs to none.
    fileprivate mutating func add(_ move: ValuedMove) {
        let out = StockSummary.Amount(quantity: 0 - move.quantity)
        switch (move.move.kind, move.cause) {
        case (.opening, _): break
        case (.receipt, _), (.supplierReturn, _):
            received += .init(quantity: move.quantity, value: move.move.stated)
        case (.sale, _), (.customerReturn, _): sold += out
        case (.issue, _), (.waste, _): used += out
        case (.transfer, .sold):
            transferred += .init(quantity: move.quantity, value: move.value + move.cost)
        case (.transfer, _), (.count, _): shrinkage += out
        }
        let cost = StockSummary.Amount(value: move.cost)
        switch move.cause {
        case .sold: sold += cost
        case .waste, .ownUse: used += cost
        case .shrinkage: shrinkage += cost
        case .priceDifference: received -= cost
        }
    }
}
