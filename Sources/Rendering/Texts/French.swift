/// Every text of the program in French, by key; `{name}` stands for an argument.
///
/// English.swift has the same keys on the same lines.
enum French {
    static let texts: [String: String] = [rules, explanations, labels].reduce(into: [:]) {
        $0.merge($1) { first, _ in first }
    }

    /// Title, detail and fix of every rule: `rule.<slug>.title`, `.detail`, `.fix`.
    static let rules: [String: String] = [
        accuracyRules,
        integrityRules,
        validityRules,
        furtherValidityRules,
        eInvoiceRules,
        payoutFileRules,
        clearingRules,
        stockDocumentRules,
        stockRules,
        cashRules,
        orderRules,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    /// What `monthend rules explain CODE` says: `rule.<slug>.explain`.
    static let explanations: [String: String] = [
        accuracyExplanations,
        integrityExplanations,
        validityExplanations,
        eInvoiceExplanations,
        payoutFileExplanations,
        clearingExplanations,
        stockDocumentExplanations,
        stockExplanations,
        cashExplanations,
        orderExplanations,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    /// Headings, words and messages of reports, runs and failures.
    static let labels: [String: String] = [
        reportLabels,
        furtherReportLabels,
        columnLabels,
        sales,
        salesColumns,
        ageing,
        clearingLabels,
        stockLabels,
        cashLabels,
        messages,
        failures,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }
}
