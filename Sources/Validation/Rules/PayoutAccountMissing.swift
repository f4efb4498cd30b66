public import Accounting

/// V-185 · Every kind of transaction of a payment service has its account.
public enum PayoutAccountMissing: PayoutRule {
    public static let code: Code = "V-185"
    public static let slug = "payout-account-missing"
    public static let severity = Severity.error
    public static let effect = Effect.hold

    public static func judge(_ facts: PayoutFacts) -> [Finding] {
        guard let service = facts.facts.service else { return [] }
        var told: Set<String> = []
        var findings: [Finding] = []
        func tell(_ row: PayoutRow, _ kind: String, _ setting: String) {
            guard told.insert(setting).inserted else { return }
            findings.append(
                finding(
                    facts.facts.file, Int(row.span.line), found: kind, ["setting": setting]))
        }
        for row in facts.unit.rows {
            if row.kind != .payout, row.kind != .conversion || !facts.unit.isOfBalance,
                service.account(of: row) == nil
            {
                let name = row.kind.rawValue
                tell(row, row.kindText.isEmpty ? name : row.kindText, "accounts.\(name)")
            }
            if row.fee != 0, service.fees == nil { tell(row, "fee", "accounts.fee") }
            if facts.unit.isOfBalance, service.balances[row.currency] == nil {
                tell(row, row.currency, "balance.\(row.currency)")
            }
        }
        return findings
    }
}
