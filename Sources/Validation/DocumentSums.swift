public import Accounting

/// What the lines of an e-invoice come to, beside what it declares (EN 16931 BG-22, BG-23).
public struct DocumentSums {
    /// A VAT category and rate.
    public struct Rated: Hashable {
        let category: String
        let rate: Exact

        public init(_ category: String, _ rate: Exact?) {
            self.category = category
            self.rate = (rate ?? .zero).shortened
        }

        /// As settings name it: `S 20`, `AE`.
        public var text: String { rate == .zero ? category : category + " " + rate.text }
    }

    let declared: DeclaredTotals
    /// Σ BT-131, BT-92, BT-99 as stated.
    private(set) var lines = Exact.zero
    private(set) var allowances = Exact.zero
    private(set) var charges = Exact.zero
    /// Σ tax of the lines.
    private(set) var tax = Exact.zero
    /// Base and number of lines by category and rate, in the order of the first line.
    private(set) var groups: [(key: Rated, base: Exact, lines: Int)] = []
    /// False for a document without lines: nothing to compare its bases with.
    private(set) var hasLines = false

    /// nil for a document that declares no totals of its own.
    init?(_ facts: DocumentFacts) {
        guard let declared = facts.draft.declared else { return nil }
        self.declared = declared
        var places: [Rated: Int] = [:]
        for line in facts.draft.lines {
            let amount =
                line.stated
                ?? Exact(mantissa: Int128(line.net), scale: facts.currency.exponent)
            switch line.kind {
            case .item: lines.add(amount)
            case .allowance: allowances.add(-amount)
            case .charge: charges.add(amount)
            case .summary: break
            }
            if line.kind != .summary { hasLines = true }
            tax.add(Exact(mantissa: Int128(line.tax), scale: facts.currency.exponent))
            let key = Rated(line.taxCategory, line.taxRate)
            if let place = places[key] {
                groups[place].base.add(amount)
                groups[place].lines += 1
            } else {
                places[key] = groups.count
                groups.append((key, amount, 1))
            }
        }
    }

    /// BT-109 as the document declares it, else as its parts give it.
    var net: Exact {
        if let net = declared.net { return net }
        var sum = declared.lines ?? lines
        sum.add(-(declared.allowances ?? allowances))
        sum.add(declared.charges ?? charges)
        return sum
    }
}

extension DocumentFacts {
    /// A finding of a rule of EN 16931, where a declared term is not what it must be.
    func difference(
        _ rule: any Rule.Type, _ name: String, _ term: String, _ found: Exact?, _ expected: Exact,
        line: Int? = nil, _ more: [String: String] = [:]
    ) -> [Finding] {
        guard let found, !found.equals(expected) else { return [] }
        var arguments = more
        arguments["rule"] = name
        arguments["term"] = term
        arguments["document"] = draft.number
        arguments["expected"] = text(expected)
        return [rule.finding(facts.file, line ?? self.line, found: text(found), arguments)]
    }

    /// With the decimals of the document's currency, or more where there are more.
    private func text(_ amount: Exact) -> String {
        amount.minorUnits(exponent: currency.exponent).map {
            decimalText($0, exponent: currency.exponent)
        } ?? amount.shortened.text
    }
}
