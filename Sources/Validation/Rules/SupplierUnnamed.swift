public import Accounting

/// V-199 · What comes from a supplier names one of parties.csv, so that its bill can settle it.
public enum SupplierUnnamed: StockRule {
    public static let code: Code = "V-199"
    public static let slug = "supplier-unnamed"
    public static let severity = Severity.warning
    public static let effect = Effect.none

    public static func judge(_ facts: StockFacts) -> [Finding] {
        guard facts.products.policy?.system == .perpetual,
            facts.draft.kind == .receipt || facts.draft.kind == .supplierReturn,
            facts.facts.books.parties.find(facts.draft.party) == nil
        else { return [] }
        return [
            finding(
                facts.facts.file, facts.line, found: facts.draft.party,
                ["document": facts.draft.number])
        ]
    }
}
