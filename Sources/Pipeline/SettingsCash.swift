internal import Accounting
internal import Importers
internal import Posting
internal import Reconciliation

extension SettingsLoader {
    /// Sources of drawer counts with their accounts: `account` what the drawers hold (else the
    /// chart's role `cash`), `clearing: {cash: …}` where sales post the cash they take (else the
    /// same).
    /// - Throws: `Failure.configuration` where the chart lacks an account that counts post on, or
    ///   a source counts another currency than the books'.
    func drawers(_ sources: [Source], _ books: Books) throws -> [DrawerSource] {
        let counted = sources.filter { $0.layout.format == .cashCSV }
        guard !counted.isEmpty else { return [] }
        for role in [AccountRole.cashDifferences, .transfers] where books.chart[role] == nil {
            throw Failure(.configuration, "role-missing", ["role": role.rawValue])
        }
        return try counted.map { source in
            let key = "sources.\(source.name)"
            guard let account = source.posting.account ?? books.chart[.cash]?.code else {
                throw Failure(.configuration, "missing-key", ["key": key + ".account"])
            }
            let takings = Set(source.posting.clearing.values).sorted()
            guard takings.count <= 1 else {
                throw Failure(
                    .configuration, "bad-value",
                    [
                        "key": key + ".clearing", "value": takings.joined(separator: ", "),
                        "expected": "{cash: …}",
                    ])
            }
            guard source.layout.currency == books.currency else {
                throw Failure(
                    .configuration, "bad-value",
                    [
                        "key": key + ".currency", "value": source.layout.currency.code,
                        "expected": books.currency.code,
                    ])
            }
            return DrawerSource(
                name: source.name, account: account, takings: takings.first ?? account)
        }
    }
}
