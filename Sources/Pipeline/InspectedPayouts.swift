internal import Accounting
internal import Rendering

/// Transactions of a payment service's file as `inspect` tells them (DESIGN §4): what the service
/// settled, by currency, `gross` − fees = `net`; `tax` is the part of the fees that is tax.
///
/// Rows that pay out what was settled are lines, and in no sum. `count` is that of the payouts
/// named, of the lines where none is.
struct InspectedPayouts {
    private struct Sums {
        var payouts: Set<String> = []
        var lines = 0
        var gross: Int64 = 0
        var fee: Int64 = 0
        var feeTax: Int64 = 0
        var net: Int64 = 0

        var count: Int { payouts.isEmpty ? lines : payouts.count }

        mutating func add(_ row: PayoutRow) {
            lines += 1
            if !row.payout.isEmpty { payouts.insert(row.payout) }
            guard row.kind != .payout else { return }
            gross &+= row.gross
            fee &+= row.fee
            feeTax &+= row.feeTax
            net &+= row.net
        }
    }

    private var sums: [Currency: Sums] = [:]

    mutating func add(_ rows: [PayoutRow], _ fallback: Currency) {
        for row in rows {
            let currency = Currency(row.currency) ?? fallback
            sums[currency, default: Sums()].add(row)
        }
    }

    private var sorted: [(currency: Currency, sum: Sums)] {
        sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    var json: String {
        let all = sorted
        let only = all.count == 1 ? all.first : nil
        func amounts(_ sum: Sums, _ currency: Currency) -> String {
            [("net", sum.net), ("tax", sum.feeTax), ("gross", sum.gross)].map {
                "\"\($0)\":\"\(decimalText($1, exponent: currency.exponent))\""
            }.joined(separator: ",")
        }
        let each = all.map { currency, sum in
            "\"\(currency.code)\":{\"count\":\(sum.count),\"lines\":\(sum.lines),"
                + amounts(sum, currency) + "}"
        }
        return "{\"kind\":\"payouts\",\"count\":\(all.reduce(0) { $0 + $1.sum.count })"
            + ",\"lines\":\(all.reduce(0) { $0 + $1.sum.lines }),"
            + (only.map { amounts($0.sum, $0.currency) }
                ?? "\"net\":null,\"tax\":null,\"gross\":null")
            + ",\"currency\":" + (only.map { "\"\($0.currency.code)\"" } ?? "null")
            + ",\"by_currency\":{" + each.joined(separator: ",") + "}}"
    }

    /// A line a currency: `payouts 2  USD  gross − fees = net (lines)`.
    var lines: [String] {
        sorted.map { currency, sum in
            func amount(_ units: Int64) -> String {
                decimalText(units, exponent: currency.exponent)
            }
            let name = sum.payouts.isEmpty ? "transactions" : "payouts"
            return "  \(name) \(sum.count)  \(currency.code)  \(amount(sum.gross)) − "
                + "\(amount(sum.fee)) = \(amount(sum.net)) (\(sum.lines))"
        }
    }
}
