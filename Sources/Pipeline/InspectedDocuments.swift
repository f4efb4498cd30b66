internal import Accounting
internal import Rendering

/// Invoices and credit notes of one file as `inspect` tells them (DESIGN §4): figures of the lines
/// beside what the file declares.
struct InspectedDocuments {
    private struct Sums {
        var count = 0
        var lines = 0
        var net: Int64 = 0
        var tax: Int64 = 0
        var gross: Int64 = 0

        mutating func add(_ other: Sums, _ sign: Int64 = 1) {
            count += other.count
            lines += other.lines
            net &+= sign &* other.net
            tax &+= sign &* other.tax
            gross &+= sign &* other.gross
        }
    }

    private var sums: [Currency: [DocumentKind: Sums]] = [:]
    private var declared: [(number: String, totals: DeclaredTotals)] = []
    private(set) var findings: [Finding] = []

    mutating func add(_ draft: DocumentDraft, _ fallback: Currency, _ said: [Finding]) {
        var sum = Sums()
        sum.count = 1
        sum.lines = draft.listedLines ?? draft.lines.count
        for line in draft.lines {
            sum.net &+= line.net
            sum.tax &+= line.tax
            sum.gross &+= line.gross
        }
        let currency = Currency(draft.currency) ?? fallback
        sums[currency, default: [:]][draft.kind, default: Sums()].add(sum)
        if let totals = draft.declared { declared.append((draft.number, totals)) }
        findings += said
    }

    private var kinds: Set<DocumentKind> { Set(sums.values.flatMap(\.keys)) }

    /// The kind of all, or nil; credit notes among invoices count against them.
    private var kind: DocumentKind? { kinds.count == 1 ? kinds.first : nil }

    private func total(_ kinds: [DocumentKind: Sums]) -> Sums {
        var total = Sums()
        for kind in DocumentKind.allCases {
            let isAgainst = self.kind == nil && kind == .creditNote
            if let sum = kinds[kind] { total.add(sum, isAgainst ? -1 : 1) }
        }
        return total
    }

    private var totals: [(currency: Currency, sum: Sums)] {
        sums.sorted { $0.key < $1.key }.map { ($0.key, total($0.value)) }
    }

    /// - Parameter line: a finding as one line of text.
    func json(_ line: (Finding) -> String) -> String {
        let totals = totals
        let only = totals.count == 1 ? totals.first : nil
        func amounts(_ sum: Sums, _ currency: Currency) -> String {
            [("net", sum.net), ("tax", sum.tax), ("gross", sum.gross)].map {
                "\"\($0)\":\"\(decimalText($1, exponent: currency.exponent))\""
            }.joined(separator: ",")
        }
        var text = "{\"kind\":" + (kind.map { "\"\($0.rawValue)\"" } ?? "null")
        text += ",\"count\":\(totals.reduce(0) { $0 + $1.sum.count })"
        text += ",\"lines\":\(totals.reduce(0) { $0 + $1.sum.lines }),"
        text +=
            only.map { amounts($0.sum, $0.currency) } ?? "\"net\":null,\"tax\":null,\"gross\":null"
        text += ",\"currency\":" + (only.map { "\"\($0.currency.code)\"" } ?? "null")
        let each = totals.map { total in
            "\"\(total.currency.code)\":{\"count\":\(total.sum.count),\"lines\":\(total.sum.lines),"
                + amounts(total.sum, total.currency) + "}"
        }
        text += ",\"by_currency\":{" + each.joined(separator: ",") + "}"
        text +=
            ",\"declared\":[" + declared.map { json($0.number, $0.totals) }.joined(separator: ",")
        let said = findings.map { JSONWriter.string(line($0)) }
        return text + "],\"findings\":[" + said.joined(separator: ",") + "]}"
    }

    private func json(_ number: String, _ totals: DeclaredTotals) -> String {
        let terms: [(String, Exact?)] = [
            ("lines", totals.lines), ("allowances", totals.allowances),
            ("charges", totals.charges), ("net", totals.net), ("tax", totals.tax),
            ("gross", totals.gross), ("prepaid", totals.prepaid), ("rounding", totals.rounding),
            ("due", totals.due),
        ]
        let values = terms.map { name, value in
            "\"\(name)\":" + (value.map { "\"\($0.text)\"" } ?? "null")
        }
        return "{\"number\":\(JSONWriter.string(number))," + values.joined(separator: ",") + "}"
    }

    /// A line a currency.
    var lines: [String] {
        totals.map { currency, sum in
            func amount(_ units: Int64) -> String {
                decimalText(units, exponent: currency.exponent)
            }
            let name = kind?.rawValue ?? "documents"
            return "  \(name) \(sum.count)  \(currency.code)  "
                + "\(amount(sum.net)) + \(amount(sum.tax)) = \(amount(sum.gross)) (\(sum.lines))"
        }
    }
}
