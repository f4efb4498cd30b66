internal import Accounting
internal import Inventory
internal import Ledger

extension Reporter {
    /// How far a count may be off what the book holds before it is told: a twentieth.
    private static let countShare: Int128 = 20
    /// How many times the cost on hand a receipt may cost, or be a part of it.
    private static let costFactor: Int128 = 3

    /// What is wrong with an item in the period, by the rules of its stock.
    func findings(of code: String, _ item: StockItem, _ policy: StockPolicy) -> [Finding] {
        var findings = shortages(of: code, item, policy)
        // Where nothing else says what is used up, counts are how it is found.
        let isTracked =
            policy.system == .perpetual
            || item.valuation.moves.contains { $0.move.kind == .sale || $0.move.kind == .issue }
        for valued in item.valuation.moves {
            let move = valued.move
            guard let (place, day) = item.places[move.id], period.contains(day) else { continue }
            func tell(_ rule: Code, _ severity: Severity, _ arguments: [String: String] = [:]) {
                let all = ["day": move.day.description, "location": move.location]
                    .merging(arguments) { $1 }
                findings.append(Finding(rule, severity, at: place, found: code, all))
            }
            if valued.isUncosted, move.quantity < 0 { tell("V-190", .warning) }
            if let counted = move.counted, isTracked, isFar(valued) {
                tell(
                    "A-250", .warning,
                    [
                        "counted": quantity(counted, code),
                        "expected": quantity(counted - valued.quantity, code),
                        "amount": Money(valued.cost, books.currency).text,
                    ])
            }
            if let known = valued.known, isOdd(valued, known) {
                tell(
                    "A-251", .warning,
                    ["cost": unitCost(move.stated, move.quantity), "expected": unitCost(known)])
            }
        }
        return findings
    }

    private func isFar(_ count: ValuedMove) -> Bool {
        let held = (Int128(count.move.counted ?? 0) - Int128(count.quantity)).magnitude
        return Int128(count.quantity).magnitude * Self.countShare.magnitude > held
    }

    private func isOdd(_ receipt: ValuedMove, _ known: UnitCost) -> Bool {
        let move = receipt.move
        guard move.kind == .receipt, move.quantity > 0, let value = move.value, value > 0,
            known.value > 0
        else { return false }
        let cost = Int128(value) * Int128(known.quantity)
        let expected = Int128(known.value) * Int128(move.quantity)
        return cost > expected * Self.costFactor || cost * Self.costFactor < expected
    }

    /// Pools that were below zero at the end of a day of the period: the move that took them there.
    private func shortages(of code: String, _ item: StockItem, _ policy: StockPolicy) -> [Finding] {
        let pools = Dictionary(grouping: item.valuation.moves) { item.pool(of: $0.move) }
        return pools.sorted { $0.key < $1.key }.compactMap { location, moves in
            var since: ValuedMove?
            for (index, valued) in moves.enumerated() {
                let isLast =
                    index + 1 == moves.count || moves[index + 1].move.day != valued.move.day
                guard isLast else { continue }
                if valued.after < 0 {
                    since = since ?? valued
                } else if let began = since {
                    // Over before the period: it is another period's.
                    if valued.move.day > period.from { return shortage(began, code, item, policy) }
                    since = nil
                }
            }
            return since.flatMap { shortage($0, code, item, policy) }
        }
    }

    private func shortage(
        _ move: ValuedMove, _ code: String, _ item: StockItem, _ policy: StockPolicy
    ) -> Finding? {
        guard let place = item.places[move.move.id]?.place else { return nil }
        return Finding(
            policy.belowZero == .held ? "I-362" : "I-360", .warning, at: place, found: code,
            [
                "item": policy.isByLocation ? "\(code) (\(move.move.location))" : code,
                "day": move.move.day.description, "quantity": quantity(move.after, code),
            ])
    }

    /// A quantity as people write it, with its unit: `1.5 kg`.
    private func quantity(_ thousandths: Int64, _ code: String) -> String {
        let number = Exact(mantissa: Int128(thousandths), scale: 3).shortened.text
        guard let unit = books.products[code]?.unit, !unit.isEmpty else { return number }
        return number + " " + unit
    }

    private func unitCost(_ cost: UnitCost) -> String { unitCost(cost.value, cost.quantity) }

    /// What one unit costs, with two decimals more than the currency has.
    private func unitCost(_ value: Int64, _ quantity: Int64) -> String {
        let cost = roundedHalfAway(Int128(value) * 100_000, over: Int128(quantity))
        return Exact(mantissa: cost, scale: books.currency.exponent + 2).text
    }
}
