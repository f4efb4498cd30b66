internal import Accounting
internal import Validation

/// Orders of one file as `inspect` tells them (DESIGN §4): by currency, in minor units.
struct InspectedSales {
    private struct Sums {
        var orders = 0
        var lines = 0
        var tax: Int64 = 0
        var gross: Int64 = 0

        var net: Int64 { gross &- tax }
    }

    private let currency: Currency
    private let vocabulary: SalesVocabulary
    private var sums: [Currency: Sums] = [:]

    /// - Parameters:
    ///   - currency: of orders that state none.
    ///   - facts: of nobody's books.
    init(_ currency: Currency, pricesIncludeTax: Bool, _ facts: Facts) {
        var facts = facts
        facts.pricesIncludeTax = pricesIncludeTax
        self.currency = currency
        vocabulary = SalesVocabulary(facts)
    }

    /// Adds a batch; whole orders only stand in one. Orders of every status count.
    mutating func add(_ rows: SalesRows) {
        let batch = vocabulary.read(rows)
        for range in rows.orderRanges {
            let order = OrderFacts(batch, range)
            var own = sums[order.money?.currency ?? currency] ?? Sums()
            own.orders += 1
            own.gross &+= order.total
            own.tax &+= order.orderTaxes
            for row in range {
                own.tax &+= rows.taxes[row]
                if !batch.isBare(row) { own.lines += 1 }
            }
            for part in batch.parts(range) where rows.parts[part].kind == .item { own.lines += 1 }
            sums[order.money?.currency ?? currency] = own
        }
    }

    private var sorted: [(currency: Currency, sums: Sums)] {
        sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    var json: String {
        let only = sums.count == 1 ? sorted.first : nil
        var text = "{\"kind\":\"sales\",\"count\":\(sorted.reduce(0) { $0 + $1.sums.orders })"
        text += ",\"lines\":\(sorted.reduce(0) { $0 + $1.sums.lines }),"
        text +=
            only.map { amounts($0.sums, $0.currency) }
            ?? "\"net\":null,\"tax\":null,\"gross\":null"
        text += ",\"currency\":" + (only.map { "\"\($0.currency.code)\"" } ?? "null")
        let each = sorted.map { currency, sums in
            "\"\(currency.code)\":{\"count\":\(sums.orders),\"lines\":\(sums.lines),"
                + amounts(sums, currency) + "}"
        }
        return text + ",\"by_currency\":{" + each.joined(separator: ",") + "}}"
    }

    private func amounts(_ sums: Sums, _ currency: Currency) -> String {
        [("net", sums.net), ("tax", sums.tax), ("gross", sums.gross)].map {
            "\"\($0)\":\"\(decimalText($1, exponent: currency.exponent))\""
        }.joined(separator: ",")
    }

    /// A line a currency.
    var lines: [String] {
        sorted.map { currency, sums in
            func amount(_ units: Int64) -> String {
                decimalText(units, exponent: currency.exponent)
            }
            return "  sales \(sums.orders)  \(currency.code)  "
                + "\(amount(sums.net)) + \(amount(sums.tax)) = \(amount(sums.gross)) (\(sums.lines))"
        }
    }
}
