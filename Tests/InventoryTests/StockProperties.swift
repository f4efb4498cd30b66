import Accounting
import Chance
import Inventory
import Testing

/// What holds for any moves of an item, under every policy.
@Suite struct StockProperties {
    private static let policies: [StockPolicy] = {
        var all: [StockPolicy] = []
        for cost in [StockPolicy.Cost.weightedAverage, .fifo] {
            for below in StockPolicy.BelowZero.allCases {
                for isByLocation in [false, true] {
                    all.append(
                        StockPolicy(
                            system: .perpetual, cost: cost, belowZero: below,
                            isByLocation: isByLocation))
                }
            }
        }
        return all
    }()

    /// Random moves of a few days and places, transfers with both their sides.
    private static func moves(_ generator: inout SeededNumbers, counts: Bool = true) throws
        -> [StockMove]
    {
        let first = try day("2026-09-01")
        var moves: [StockMove] = []
        let places = generator.pick([[""], ["A", "B"]])
        for number in 0..<(3 + generator.below(30)) {
            let kinds = counts ? StockMoveKind.allCases : [.receipt, .sale, .waste, .issue]
            let kind = generator.pick(kinds)
            let quantity = Int64(1 + generator.below(9)) * generator.pick([1000, 1000, 250, 333])
            var move = StockMove(
                id: Int64(moves.count), kind: kind, day: first + generator.below(12),
                document: "D\(number)", location: generator.pick(places), quantity: quantity)
            if generator.below(3) == 0 { move.minute = Int64(generator.below(1440)) }
            switch kind {
            case .opening, .receipt:
                if generator.below(12) != 0 { move.value = Int64(generator.below(5000)) }
            case .supplierReturn:
                move.quantity = -quantity
                move.value = Int64(generator.below(2000))
            case .sale, .issue, .waste: move.quantity = -quantity
            case .count:
                move.quantity = 0
                move.counted = quantity
            case .customerReturn: break
            case .transfer:
                var other = move
                other.quantity = -quantity
                other.id += 1
                other.location = generator.pick(places)
                moves.append(move)
                move = other
            }
            moves.append(move)
        }
        return moves
    }

    /// Σ stated − Σ cost = Σ value of the pools, and so for the quantities.
    @Test func itFoots() throws {
        var generator = SeededNumbers(seed: 20_260_131)
        for _ in 0..<2000 {
            let moves = try Self.moves(&generator)
            for policy in Self.policies {
                let valuation = try StockValuation(moves, policy: policy)
                let stated = moves.reduce(0) { $0 + $1.stated }
                let cost = valuation.moves.reduce(0) { $0 + $1.cost }
                let closings = valuation.closings
                #expect(stated - cost == valuation.value)
                #expect(valuation.value == closings.reduce(0) { $0 + $1.value })
                let moved = valuation.moves.reduce(0) { $0 + $1.quantity }
                #expect(moved == closings.reduce(0) { $0 + $1.quantity })
                #expect(moved == valuation.quantities.values.reduce(0, +))
                for closing in closings where closing.quantity >= 0 {
                    #expect(closing.layers.reduce(0) { $0 + $1.value } == closing.value)
                    #expect(closing.layers.reduce(0) { $0 + $1.quantity } == closing.quantity)
                }
                // What is emptied holds nothing.
                for closing in closings where closing.quantity == 0 { #expect(closing.value == 0) }
            }
        }
    }

    /// The cost of a move is its own, whatever the order in which the moves are given.
    @Test func arrivalDecidesNothing() throws {
        var generator = SeededNumbers(seed: 7)
        for _ in 0..<1000 {
            let moves = try Self.moves(&generator)
            let policy = generator.pick(Self.policies)
            let given = try StockValuation(moves, policy: policy)
            let other = try StockValuation(generator.shuffled(moves), policy: policy)
            #expect(given.moves.map(\.move) == other.moves.map(\.move))
            #expect(given.moves.map(\.cost) == other.moves.map(\.cost))
            #expect(given.closings.map(\.value) == other.closings.map(\.value))
        }
    }

    /// What came first is valued as if what comes later had never come.
    @Test func laterMovesChangeNothingOfEarlierOnes() throws {
        var generator = SeededNumbers(seed: 11)
        for _ in 0..<500 {
            let moves = try Self.moves(&generator)
            let cut = try day("2026-09-07")
            let policy = generator.pick(Self.policies)
            let whole = try StockValuation(moves, policy: policy)
            let early = try StockValuation(moves.filter { $0.day <= cut }, policy: policy)
            let costs = whole.moves.filter { $0.move.day <= cut }.map(\.cost)
            #expect(costs == early.moves.map(\.cost))
        }
    }

    /// Once the shortages are covered, both methods have spent what was received but the stock.
    @Test func bothMethodsSpendTheSameOnceAllIsGone() throws {
        var generator = SeededNumbers(seed: 13)
        for _ in 0..<500 {
            var moves = try Self.moves(&generator, counts: false)
            let left = moves.reduce(0) { $0 + $1.quantity }
            let last = StockMove(
                id: 1000, kind: left > 0 ? .sale : .receipt, day: try day("2026-10-01"),
                quantity: -left, value: left > 0 ? nil : 999)
            if left != 0 { moves.append(last) }
            for index in moves.indices where moves[index].kind == .receipt {
                moves[index].value = moves[index].value ?? 100
            }
            let spent = moves.reduce(0) { $0 + $1.stated }
            for policy in Self.policies where !policy.isByLocation {
                let valuation = try StockValuation(moves, policy: policy)
                #expect(valuation.moves.reduce(0) { $0 + $1.cost } == spent)
                #expect(valuation.value == 0)
            }
        }
    }
}
