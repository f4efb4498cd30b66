public import Accounting

/// A-219 · The tax of an e-invoice is that of its rates: bases are the lines of the rate
/// (EN 16931 BR-S-08 and its likes), amounts are base × rate (BR-CO-17), and both sum to the
/// declared total (BR-CO-14).
///
/// EN 16931 lets base and tax of a rate be one unit of the currency off, since sellers
/// round by line or by rate. Within it the source's tolerance decides
/// (`validation.tax_tolerance`, once for each line of the rate); their sum has none.
public enum DeclaredTaxes: DocumentRule {
    public static let code: Code = "A-219"
    public static let slug = "declared-taxes"
    public static let severity = Severity.error
    public static let effect = Effect.reject

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        guard let sums = DocumentSums(facts), !sums.declared.taxes.isEmpty else { return [] }
        let stated = Dictionary(grouping: sums.declared.taxes) {
            DocumentSums.Rated($0.category, $0.rate)
        }
        var findings = total(sums, facts)
        for group in sums.groups {
            findings += judge(group, stated[group.key] ?? [], sums.hasLines, facts)
        }
        let known = Set(sums.groups.map(\.key))
        for tax in sums.declared.taxes where sums.hasLines {
            let key = DocumentSums.Rated(tax.category, tax.rate)
            if known.contains(key) { continue }
            findings += facts.difference(
                Self.self, "BR-\(tax.category)-08", "BT-116", tax.base, .zero, line: tax.line,
                ["rate": key.text])
        }
        return findings
    }

    /// One category and rate: its base is its lines', its tax is base × rate.
    private static func judge(
        _ group: (key: DocumentSums.Rated, base: Exact, lines: Int), _ taxes: [DeclaredTax],
        _ hasLines: Bool, _ facts: DocumentFacts
    ) -> [Finding] {
        let (category, exponent) = (group.key.category, facts.currency.exponent)
        let rated = ["rate": group.key.text]
        if taxes.isEmpty {
            // Lines without a category stand in documents outside of EN 16931.
            guard !category.isEmpty else { return [] }
            return facts.difference(
                Self.self, "BR-\(category)-08", "BT-116", .zero, group.base, rated)
        }
        var findings: [Finding] = []
        let allowed = allowed(facts, lines: group.lines)
        let line = taxes[0].line
        let bases = taxes.compactMap(\.base)
        let base = bases.isEmpty ? group.base : sum(bases)
        if hasLines, !isWithin(allowed, base, group.base, exponent) {
            findings += facts.difference(
                Self.self, "BR-\(category)-08", "BT-116", base, group.base, line: line, rated)
        }
        let amounts = taxes.compactMap(\.tax)
        let units = base.tax(percent: group.key.rate, exponent: exponent)
        let expected = Exact(mantissa: Int128(units ?? 0), scale: exponent)
        if !amounts.isEmpty, !isWithin(allowed, sum(amounts), expected, exponent) {
            findings += facts.difference(
                Self.self, "BR-CO-17", "BT-117", sum(amounts), expected, line: line, rated)
        }
        return findings
    }

    private static func total(_ sums: DocumentSums, _ facts: DocumentFacts) -> [Finding] {
        let amounts = sums.declared.taxes.compactMap(\.tax)
        guard amounts.count == sums.declared.taxes.count else { return [] }
        return facts.difference(
            Self.self, "BR-CO-14", "BT-110", sums.declared.tax, sum(amounts), ["rate": "–"])
    }

    private static func sum(_ amounts: [Exact]) -> Exact {
        amounts.reduce(into: Exact.zero) { $0.add($1) }
    }

    /// In minor units: the tolerance of the lines, and one unit of the currency at most.
    private static func allowed(_ facts: DocumentFacts, lines: Int) -> Int128 {
        let unit = (0..<facts.currency.exponent).reduce(Int128(1)) { unit, _ in unit * 10 }
        return min(unit, Int128(facts.facts.taxTolerance) * Int128(lines))
    }

    private static func isWithin(
        _ allowed: Int128, _ found: Exact, _ expected: Exact, _ exponent: Int
    ) -> Bool {
        let difference = found - expected
        let magnitude = Exact(
            mantissa: difference.mantissa < 0 ? -difference.mantissa : difference.mantissa,
            scale: difference.scale)
        let rest = Exact(mantissa: allowed, scale: exponent) - magnitude
        return rest.mantissa >= 0
    }
}
