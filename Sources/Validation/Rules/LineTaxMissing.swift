public import Accounting

/// V-141 · The VAT category and rate of an e-invoice's line have one tax code: that of the
/// source's settings, of its party, or the only one of taxes.csv that fits.
public enum LineTaxMissing: DocumentRule {
    public static let code: Code = "V-141"
    public static let slug = "line-tax-missing"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ facts: DocumentFacts) -> [Finding] {
        var told: Set<String> = []
        return facts.draft.lines.compactMap { line in
            guard let key = facts.untaxed[line.span.line], told.insert(key).inserted else {
                return nil
            }
            return finding(
                facts.facts.file, Int(line.span.line), found: key,
                ["key": key, "document": facts.draft.number])
        }
    }
}
