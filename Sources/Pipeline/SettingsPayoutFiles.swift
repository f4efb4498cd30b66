internal import Accounting
internal import Formats
internal import Importers
internal import Posting

extension SettingsLoader {
    /// How a payment service's files are written, beside what any table says.
    static let payoutLayoutKeys = [
        "amounts", "optional", "negative_fees", "minor_units", "stamps", "sale_kinds",
    ]
    /// What else is taken from its files.
    static let payoutFileKeys = ["sales"]

    func payoutLayout(_ members: [String: SettingsNode], _ layout: inout SourceLayout) throws {
        for (key, _) in try members["columns"]?.pairs() ?? []
        where !PayoutLayout.fields.contains(key.text) {
            let known = PayoutLayout.fields.joined(separator: " | ")
            throw key.node.fail("bad-value", ["value": key.text, "expected": known])
        }
        var payouts = PayoutLayout()
        payouts.kinds = try payoutKinds(members["kinds"])
        payouts.amounts = try members["amounts"]?.elements().map { try payoutAmount($0) } ?? []
        payouts.optional = Set(try members["optional"]?.elements().map { try $0.text() } ?? [])
        payouts.negativeFees = try members["negative_fees"]?.flag() ?? false
        payouts.minorUnits = try members["minor_units"]?.flag() ?? false
        payouts.saleKinds = try saleKinds(members["sale_kinds"])
        payouts.givesSales = try members["sales"]?.flag() ?? false
        if payouts.givesSales, payouts.saleKinds.isEmpty, let sales = members["sales"] {
            throw sales.fail("missing-key", ["key": "sale_kinds"])
        }
        if let statuses = members["statuses"] {
            let parts = try statuses.members(["post", "ignore", "pending"])
            payouts.pendingStatuses = Set(
                try parts["pending"]?.elements().map { try $0.text() } ?? [])
        } else {
            layout.postingStatuses = ["paid", "completed"]
            layout.ignoredStatuses = ["failed", "voided"]
        }
        layout.clock = try clock(members)
        layout.payouts = payouts
    }

    /// What the sales of a settlement post to: their tender is the service itself.
    func settlementPosting(
        _ layout: SourceLayout, _ members: [String: SettingsNode],
        _ posting: inout PostingSource, _ chart: Chart
    ) throws {
        guard layout.format == .payoutCSV else {
            if let stray = members["sales"] { throw stray.fail("unknown-key", ["key": "sales"]) }
            return
        }
        guard layout.payouts.givesSales else { return }
        for (key, value) in try members["revenue"]?.pairs() ?? [] {
            posting.revenue[key.text] = try account(value, chart)
        }
        try salesPosting(members, &posting)
        if let clearing = members["clearing"] {
            posting.clearing[layout.defaults["tender"] ?? "default"] = try account(clearing, chart)
        }
    }

    /// `{sale: [charge], reserve: [-risk_reserved_funds]}`, in file order: the first that fits
    /// a row is its kind.
    private func payoutKinds(_ node: SettingsNode?) throws -> [PayoutWords] {
        try node?.pairs().map { key, value in
            guard let kind = PayoutKind(rawValue: key.text) else {
                let known = PayoutKind.allCases.map(\.rawValue).joined(separator: " | ")
                throw key.node.fail("bad-value", ["value": key.text, "expected": known])
            }
            return PayoutWords(kind: kind, texts: try value.elements().map { try $0.text() })
        } ?? []
    }

    private func payoutAmount(_ node: SettingsNode) throws -> PayoutAmount {
        let members = try node.members(["column", "label", "name_column"])
        return PayoutAmount(
            column: try members.required("column", in: node).text(),
            label: try members["label"]?.text() ?? "",
            nameColumn: try members["name_column"]?.text())
    }
}
