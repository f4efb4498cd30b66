internal import Accounting
internal import Importers
internal import Posting

extension SettingsLoader {
    /// What a payout source posts to, beside its clearing account and the accounts of its kinds.
    static let payoutKeys = ["balance", "descriptor", "fee_tax", "unpaid_after"]

    /// The payment service of a payout source; nil for a source of another format.
    ///
    /// `clearing: "1120"`, `accounts: {fee: "6270", chargeback: "6280"}` by kind or by the file's
    /// own text of it, `balance: "1130"` or `{USD: "1130", EUR: "1131"}`, `descriptor: [STRIPE]`,
    /// `fee_tax: I20` (the code of the tax within its fees), `unpaid_after: 30` (days).
    func paymentService(
        _ format: SourceFormat, _ name: String, _ node: SettingsNode,
        _ members: [String: SettingsNode], _ books: Books
    ) throws -> PaymentService? {
        guard format == .payoutCSV else {
            for key in SettingsLoader.payoutKeys {
                if let stray = members[key] { throw stray.fail("unknown-key", ["key": key]) }
            }
            return nil
        }
        let chart = books.chart
        let clearing = try members.required("clearing", in: node)
        var service = PaymentService(name: name, clearing: try account(clearing, chart))
        if chart[service.clearing]?.role?.isControl ?? false {
            throw try clearing.bad("chart.csv: role ≠ receivable, payable, payroll")
        }
        for (key, value) in try members["accounts"]?.pairs() ?? [] {
            service.accounts[key.text] = try account(value, chart)
        }
        service.balances =
            try members["balance"].map { try balances($0, books, node, members) } ?? [:]
        service.descriptors = try descriptors(members["descriptor"])
        service.feeTax = try members["fee_tax"].map { tax in
            let code = try tax.text()
            guard books.taxes[code]?.kind == .input else { throw try tax.bad("taxes.csv: input") }
            return code
        }
        if let days = members["unpaid_after"] {
            service.unpaidAfter = try days.integer()
            guard service.unpaidAfter >= 0 else { throw try days.bad("0 …") }
        }
        guard chart[.payoutsInTransit] != nil else {
            throw node.fail("role-missing", ["role": AccountRole.payoutsInTransit.rawValue])
        }
        return service
    }

    /// One account of the source's currency, or accounts by currency, each held in it.
    private func balances(
        _ node: SettingsNode, _ books: Books, _ source: SettingsNode,
        _ members: [String: SettingsNode]
    ) throws -> [String: String] {
        func account(_ node: SettingsNode, in currency: Currency) throws -> String {
            let code = try self.account(node, books.chart)
            guard books.currency(of: code) == currency else {
                throw try node.bad("chart.csv: \(currency.code)")
            }
            return code
        }
        guard let pairs = try? node.pairs() else {
            let stated = try members["currency"].flatMap { Currency(try $0.text()) }
            let currency = stated ?? books.currency
            return [currency.code: try account(node, in: currency)]
        }
        var balances: [String: String] = [:]
        for (key, value) in pairs {
            guard let currency = Currency(key.text) else {
                throw key.node.fail(
                    "bad-value", ["value": key.text, "expected": "ISO 4217"])
            }
            balances[currency.code] = try account(value, in: currency)
        }
        return balances
    }

    /// One text or a list of them; a short one says too little of who pays.
    private func descriptors(_ node: SettingsNode?) throws -> [String] {
        guard let node else { return [] }
        let nodes = (try? node.elements()) ?? [node]
        return try nodes.map { node in
            let text = try node.text()
            guard text.utf8.count >= 3 else { throw try node.bad("STRIPE, PAYPAL …") }
            return text
        }
    }

    /// The payment services of the sources; each has a clearing account to itself.
    func services(_ sources: [Source]) throws -> [PaymentService] {
        let services = sources.compactMap(\.posting.service)
        for (index, service) in services.enumerated() {
            if let other = services[..<index].first(where: { $0.clearing == service.clearing }) {
                throw Failure(
                    .configuration, "two-services",
                    ["first": other.name, "second": service.name, "account": service.clearing])
            }
        }
        return services
    }
}
