internal import Accounting
internal import Importers

extension SettingsLoader {
    /// What rows of a payroll source stand for; nil for a source of another format.
    func payroll(
        _ format: SourceFormat, _ node: SettingsNode, _ members: [String: SettingsNode],
        _ books: Books
    ) throws -> PayrollSettings? {
        guard format.isPayroll else {
            for key in ["elements", "agencies", "privacy", "accrual"] {
                if let stray = members[key] {
                    throw stray.fail("unknown-key", ["key": key])
                }
            }
            return nil
        }
        var settings = PayrollSettings()
        for (key, value) in try members["elements"]?.pairs() ?? [] {
            let element = try self.element(key)
            let parts = try value.members(["account", "payable", "names"])
            settings.elements[element] = try elementSettings(parts, books.chart)
        }
        for (key, value) in try members["agencies"]?.pairs() ?? [] {
            settings.agencies[key.text] = try agency(key.text, value, books)
        }
        if let privacy = members["privacy"] {
            let text = try privacy.text()
            guard text == "totals" || text == "full" else {
                throw try privacy.bad("totals | full")
            }
            settings.isPrivate = text == "totals"
        }
        if let accrual = members["accrual"] {
            settings.accrued = try accrued(accrual, books.chart)
        }
        return settings
    }

    private func element(_ key: (text: String, node: SettingsNode)) throws -> PayrollElement {
        guard let element = PayrollElement(rawValue: key.text) else {
            throw key.node.fail(
                "bad-value",
                [
                    "value": key.text,
                    "expected": PayrollElement.allCases.map(\.rawValue).joined(separator: " | "),
                ])
        }
        return element
    }

    private func elementSettings(_ parts: [String: SettingsNode], _ chart: Chart) throws
        -> PayrollSettings.Element
    {
        /// One account or a list of them.
        func accounts(_ name: String) throws -> [String] {
            guard let node = parts[name] else { return [] }
            guard let list = try? node.elements() else { return [try account(node, chart)] }
            return try list.map { try account($0, chart) }
        }
        var element = PayrollSettings.Element()
        element.accounts = try accounts("account")
        element.payables = try accounts("payable")
        element.names = try parts["names"]?.elements().map { try $0.text() } ?? []
        return element
    }

    private func agency(_ name: String, _ node: SettingsNode, _ books: Books) throws
        -> PayrollSettings.Agency
    {
        let parts = try node.members(["payable", "party", "due"])
        var agency = PayrollSettings.Agency(party: name)
        agency.payable = try parts["payable"].map { try account($0, books.chart) }
        if let party = parts["party"] {
            guard let known = books.parties.find(try party.text()) else {
                throw try party.bad("parties.csv")
            }
            agency.party = known.id
        }
        if let due = parts["due"] {
            let day = try due.integer()
            guard (1...31).contains(day) else { throw try due.bad("1 … 31") }
            agency.due = day
        }
        return agency
    }

    /// `accrual: {gross: "428600", employer_charge: "438600"}`; the charges stand with the pay
    /// where they have no account of their own.
    private func accrued(_ node: SettingsNode, _ chart: Chart) throws -> [PayrollElement: String] {
        let parts = try node.members(["gross", "employer_charge"])
        func accrued(_ node: SettingsNode) throws -> String {
            let code = try account(node, chart)
            // An accrual has no open items: it may not stand on a control account.
            let roles: [AccountRole?] = [.payroll, .payable, .receivable]
            if roles.contains(chart[code]?.role) { throw try node.bad("chart.csv: role ≠ payroll") }
            return code
        }
        let pay = try accrued(try parts.required("gross", in: node))
        return [
            .gross: pay, .employerCharge: try parts["employer_charge"].map(accrued) ?? pay,
        ]
    }
}
