import Accounting
import Inventory
import Testing

func day(_ text: some StringProtocol) throws -> Day {
    try #require(Day(iso: text), "no day: \(text)")
}

/// A number with so many decimals as whole units of the last: `1.5` with 3 is 1500.
func units(_ text: some StringProtocol, _ decimals: Int) throws -> Int64 {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let rest = parts.count > 1 ? String(parts[1]) : ""
    let padded = rest + String(repeating: "0", count: decimals - rest.utf8.count)
    return try #require(Int64(String(parts[0]) + padded), "no number: \(text)")
}

/// A stock card: a move a line, `day kind quantity [value] [@location] [hh:mm] [#document]`; a
/// count is written `=quantity`. Behind `|` stands what must come of it: what left stock (cost) and
/// what is on hand after it, `quantity value`.
struct StockCard {
    var moves: [StockMove] = []
    var expected: [String] = []

    init(_ text: String) throws {
        for line in text.split(separator: "\n") {
            let halves = line.split(separator: "|", omittingEmptySubsequences: false)
            let words = halves[0].split(separator: " ")
            let kind = try #require(StockMoveKind(rawValue: String(words[1])), "\(words[1])")
            var move = StockMove(
                id: Int64(moves.count), kind: kind, day: try day(words[0]), quantity: 0)
            if words[2].hasPrefix("=") {
                move.counted = try units(words[2].dropFirst(), 3)
            } else {
                move.quantity = try units(words[2], 3)
            }
            for word in words.dropFirst(3) {
                if word.hasPrefix("@") {
                    move.location = String(word.dropFirst())
                } else if word.hasPrefix("#") {
                    move.document = String(word.dropFirst())
                } else if word.contains(":") {
                    let time = word.split(separator: ":").compactMap { Int64($0) }
                    move.minute = time[0] * 60 + time[1]
                } else {
                    move.value = try units(word, 2)
                }
            }
            moves.append(move)
            if halves.count > 1 {
                expected.append(
                    halves[1].split(separator: " ").joined(separator: " "))
            }
        }
    }

    /// `cost  quantity value` after each move, in the order they are valued.
    static func shown(_ valuation: StockValuation) -> [String] {
        var (quantity, value): (Int64, Int64) = (0, 0)
        return valuation.moves.map { move in
            quantity += move.quantity
            value += move.value
            return [
                decimalText(move.cost, exponent: 2), decimalText(quantity, exponent: 3),
                decimalText(value, exponent: 2),
            ].joined(separator: " ")
        }
    }

    /// The valuation, once its lines are what the card expects.
    @discardableResult
    func check(_ policy: StockPolicy, sourceLocation: SourceLocation = #_sourceLocation) throws
        -> StockValuation
    {
        let valuation = try StockValuation(moves, policy: policy)
        #expect(StockCard.shown(valuation) == expected, sourceLocation: sourceLocation)
        return valuation
    }
}

extension StockPolicy {
    static let average = StockPolicy(system: .perpetual, cost: .weightedAverage)
    static let fifo = StockPolicy(system: .perpetual, cost: .fifo)
    static let held = StockPolicy(
        system: .perpetual, cost: .weightedAverage, belowZero: .held)
}
