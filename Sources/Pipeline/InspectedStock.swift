internal import Accounting
internal import Rendering

/// How many documents and movements of stock a file states, and their quantities by unit.
struct InspectedStock {
    private var documents = 0
    private var movements = 0
    /// Thousandths by unit, what leaves stock negative; counts and transfers are in none.
    private var quantities: [String: Int64] = [:]

    mutating func add(_ drafts: [StockDraft]) {
        for draft in drafts {
            documents += 1
            movements += draft.rows.count
            let sign = InspectedStock.sign(draft.kind)
            guard sign != 0 else { continue }
            for row in draft.rows { quantities[row.unit, default: 0] &+= sign &* row.quantity }
        }
    }

    private static func sign(_ kind: StockMoveKind) -> Int64 {
        switch kind {
        case .opening, .receipt, .customerReturn: 1
        case .supplierReturn, .issue, .waste, .sale: -1
        case .transfer, .count: 0
        }
    }

    private var units: [(unit: String, quantity: String)] {
        quantities.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { ($0.key, decimalText($0.value, exponent: 3)) }
    }

    var json: String {
        let list = units.map { "\(JSONWriter.string($0.unit)):\"\($0.quantity)\"" }
        let only = units.count == 1 ? "\"\(units[0].quantity)\"" : "null"
        return "{\"kind\":\"stock\",\"count\":\(documents),\"movements\":\(movements)"
            + ",\"quantity\":\(only),\"by_unit\":{\(list.joined(separator: ","))}}"
    }

    func line(_ catalog: Catalog) -> String {
        let said = catalog.text(
            "inspect.stock", ["documents": String(documents), "movements": String(movements)])
        let sums = units.map { $0.unit.isEmpty ? $0.quantity : "\($0.quantity) \($0.unit)" }
        return "  " + ([said] + sums).joined(separator: "  ")
    }
}
