internal import Accounting
internal import Formats
internal import Importers
internal import Intake
internal import Posting
internal import Rendering
internal import Reports
internal import Validation

/// Reads a client's settings; every file read is kept for the book's record.
final class SettingsLoader {
    private let folder: String
    private let shared: SharedFolder
    private var contents: [(name: String, content: [UInt8])] = []

    init(folder: String, shared: SharedFolder) {
        self.folder = folder
        self.shared = shared
    }

    private func read(_ name: String) throws -> [UInt8] {
        let bytes = try readFile(folder + "/" + name)
        contents.append((name, bytes))
        return bytes
    }

    /// The members of a preset, which a source's own take the place of.
    func preset(_ node: SettingsNode, _ keys: [String]) throws -> [String: SettingsNode] {
        guard let preset = try preset(try node.text()) else {
            throw try node.bad(shared.presets.joined(separator: " | "))
        }
        return try preset.members(keys)
    }

    /// The layout a preset declares, for a look at a file without a client.
    /// - Parameter currency: of amounts, where the preset names none.
    /// - Throws: `Failure.usage` for a preset that is not there.
    func layout(ofPreset name: String, currency: Currency) throws -> SourceLayout {
        guard let preset = try preset(name) else {
            let known = shared.presets.joined(separator: " | ")
            throw Failure(.usage, "usage", ["reason": "--preset \(name): \(known)"])
        }
        return try layout(preset, try preset.members(SettingsLoader.layoutKeys), currency)
    }

    private func preset(_ name: String) throws -> SettingsNode? {
        let file = "presets/\(name).yml"
        guard !name.contains("/"), let path = try shared.path(of: file) else { return nil }
        let bytes = try readFile(path)
        if !contents.contains(where: { $0.name == "shared/" + file }) {
            contents.append(("shared/" + file, bytes))
        }
        let text = String(decoding: bytes, as: UTF8.self)
        return try SettingsNode.parse(text, file: "shared/" + file)
    }

    func table(_ name: String, columns: [String]) throws -> SettingsTable {
        try SettingsTable(read(name), file: name, columns: columns)
    }

    private func yaml(_ name: String) throws -> SettingsNode {
        let bytes = try read(name)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(
                .configuration, "yaml", at: Place(file: name, line: 1), ["reason": "UTF-8"])
        }
        return try SettingsNode.parse(text, file: name)
    }

    func load() throws -> ClientSettings {
        let root = try yaml("pipeline.yml")
        let members = try root.members([
            "monthend", "client", "chart", "taxes", "parties", "rates", "stock", "sources",
            "mapping", "matching", "validation",
            "posting", "reports",
        ])
        let version = try members.required("monthend", in: root)
        guard try version.integer() == 1 else { throw try version.bad("1") }
        let client = try members.required("client", in: root)
        let identity = try self.client(client)
        let chart = try self.chart(try members.required("chart", in: root).text())
        let taxes = try members["taxes"].map { try self.taxes($0.text(), chart: chart) } ?? [:]
        let parties =
            try members["parties"].map { try self.parties($0.text(), chart, taxes) } ?? Parties([])
        let rates = try members["rates"].map { try self.rates($0.text()) } ?? Rates()
        var books = Books(
            currency: identity.currency, start: identity.start, fiscalYear: identity.fiscalYear,
            chart: chart, taxes: taxes, parties: parties, rates: rates,
            products: try products(members["stock"], identity.currency, chart, taxes))
        let posting = try self.posting(members["posting"])
        let sources = try self.sources(
            try members.required("sources", in: root), books, holdsFile: posting.holdsFile)
        books.services = try services(sources)
        let mapping = try self.mapping(members["mapping"], books)
        let validation = try self.validation(members["validation"], books.currency)
        var settings = PostingSettings(
            mapping: mapping.rules, ownAccounts: ownAccounts(sources),
            unmappedIsRejected: mapping.isRejected)
        settings.tolerance = try tolerance(members["matching"], identity.currency)
        settings.drawers = try drawers(sources, books)
        settings.accruals = sources.compactMap { source in
            guard let accrued = source.posting.payroll?.accrued, !accrued.isEmpty else {
                return nil
            }
            return (source.name, accrued)
        }
        return ClientSettings(
            name: identity.name, language: identity.language, books: books, sources: sources,
            posting: settings, late: posting.late, horizonDays: posting.horizon,
            taxTolerance: validation.tolerance, severities: validation.severities,
            reports: try reports(members["reports"], books, sources),
            contents: contents)
    }

    /// IBANs of the client's own accounts.
    private func ownAccounts(_ sources: [Source]) -> Set<[UInt8]> {
        let own = sources.flatMap { $0.posting.accounts.keys }.flatMap { key in
            // A key may end in the currency of its account.
            [key, String(key.dropLast(3))].filter { IBAN.isValid($0) }
        }
        return Set(own.map { Array($0.utf8) })
    }

    private struct Identity {
        var name: String
        var start: Day
        var currency: Currency
        var fiscalYear: FiscalYear
        var language: Language
    }

    private func client(_ node: SettingsNode) throws -> Identity {
        let members = try node.members([
            "name", "start", "currency", "fiscal_year_start", "timezone", "language",
        ])
        let start = try members.required("start", in: node)
        guard let day = Day(iso: try start.text()) else { throw try start.bad("YYYY-MM-DD") }
        let code = try members.required("currency", in: node)
        guard let currency = Currency(try code.text()) else { throw try code.bad("ISO 4217") }
        let year = try members.required("fiscal_year_start", in: node)
        guard let fiscalYear = FiscalYear(try year.text()) else { throw try year.bad("MM-DD") }
        let language = try members.required("language", in: node)
        return Identity(
            name: try members.required("name", in: node).text(), start: day, currency: currency,
            fiscalYear: fiscalYear, language: try language.choice(Language.self, ["en", "fr"]))
    }

    private func posting(_ node: SettingsNode?) throws
        -> (holdsFile: Bool, late: LatePolicy, horizon: Int)
    {
        let members = try node?.members(["on_reject", "late", "horizon"]) ?? [:]
        let reject = try members["on_reject"]?.text() ?? "post-good"
        guard ["post-good", "hold-file"].contains(reject) else {
            throw try members["on_reject"]?.bad("post-good | hold-file")
                ?? Failure(.configuration, "missing-key")
        }
        let late =
            try members["late"]?.choice(LatePolicy.self, ["next-open-period", "held"])
            ?? .nextOpenPeriod
        return (reject == "hold-file", late, try members["horizon"]?.integer() ?? 92)
    }

    private func mapping(_ node: SettingsNode?, _ books: Books) throws
        -> (rules: MappingRules, isRejected: Bool)
    {
        let members = try node?.members(["unmapped", "rules"]) ?? [:]
        let unmapped = try members["unmapped"]?.text() ?? "suspense"
        guard ["suspense", "reject"].contains(unmapped) else {
            throw try members["unmapped"]?.bad("suspense | reject")
                ?? Failure(.configuration, "missing-key")
        }
        let rules = try members["rules"]?.elements().map { try rule($0, books) } ?? []
        return (try MappingRules(rules), unmapped == "reject")
    }

    private func rule(_ node: SettingsNode, _ books: Books) throws -> MappingRule {
        let members = try node.members(["when", "account", "tax", "party"])
        let when = try members.required("when", in: node)
        let condition = try when.members(["text"])
        let text = try condition.required("text", in: when)
        let tax = try members["tax"]?.text()
        if let tax, books.taxes[tax] == nil {
            throw try members["tax"]?.bad("taxes.csv") ?? node.fail("bad-value")
        }
        return MappingRule(
            pattern: try text.text(),
            account: try account(try members.required("account", in: node), books.chart), tax: tax,
            party: try members["party"]?.text())
    }

    /// An account code that must stand in the chart.
    func account(_ node: SettingsNode, _ chart: Chart) throws -> String {
        let code = try node.account()
        guard chart.has(code) else { throw try node.bad("chart.csv") }
        return code
    }

    private func validation(_ node: SettingsNode?, _ currency: Currency) throws
        -> (tolerance: Int64, severities: [Code: Severity])
    {
        let members = try node?.members(["rules", "tax_tolerance"]) ?? [:]
        let tolerance = try members["tax_tolerance"].map { try units($0, currency, "0.02") } ?? 2
        var severities: [Code: Severity] = [:]
        for (key, value) in try members["rules"]?.pairs() ?? [] {
            guard let rule = Catalogue.rule(key.text) else {
                throw key.node.fail("unknown-rule", ["code": key.text])
            }
            let setting = try value.members(["severity"])
            if let severity = setting["severity"] {
                severities[rule.code] = try severity.choice(
                    Severity.self, ["info", "warning", "error"])
            }
        }
        return (tolerance, severities)
    }

    /// How far a settlement may be off its document; nothing where it is not said.
    private func tolerance(_ node: SettingsNode?, _ currency: Currency) throws -> Int64 {
        let members = try node?.members(["tolerance"]) ?? [:]
        return try members["tolerance"].map { try units($0, currency, "0.05") } ?? 0
    }

    /// An amount of the books that is not under zero, in minor units.
    private func units(_ node: SettingsNode, _ currency: Currency, _ example: String) throws
        -> Int64
    {
        let reading = Array(try node.text().utf8).withUnsafeBufferPointer {
            AmountReader(.plain).read($0)
        }
        guard case .amount(let exact) = reading,
            let units = exact.minorUnits(exponent: currency.exponent), units >= 0
        else { throw try node.bad(example) }
        return units
    }

    // MARK: Reports

    /// - Parameters: what the client has decides which reports the pack holds unasked.
    private func reports(_ node: SettingsNode?, _ books: Books, _ sources: [Source]) throws
        -> ReportSettings
    {
        var settings = ReportSettings()
        let counts = try drawers(sources, books)
        settings.drawers = counts
        settings.privateSources = Set(sources.filter(\.posting.isPrivate).map(\.name))
        for source in sources { settings.channels[source.name] = source.channel }
        let paysStaff =
            sources.contains { $0.posting.payroll != nil } || books.chart[.payroll] != nil
        settings.pack.removeAll {
            $0 == .payrollSummary && !paysStaff || $0 == .taxSummary && books.taxes.isEmpty
                || $0 == .clearing && books.services.isEmpty
                || $0 == .stockValuation && books.products.policy == nil
                || $0 == .bankReconciliation && !sources.contains { $0.layout.format.isBank }
                || $0 == .cashReconciliation && counts.isEmpty
        }
        removeSalesReports(from: &settings.pack, books, sources)
        let members =
            try node?.members(["aging", "profit_and_loss", "pack", "slow_stock"]) ?? [:]
        if let days = members["slow_stock"] {
            settings.slowStockDays = try days.integer()
            guard settings.slowStockDays > 0 else { throw try days.bad("60") }
        }
        if let aging = members["aging"] {
            let parts = try aging.members(["basis", "buckets", "age_credits", "allocate"])
            settings.basis =
                try parts["basis"]?.choice(ReportSettings.Basis.self, ["due", "document"]) ?? .due
            if let buckets = parts["buckets"] {
                let edges = try buckets.elements().map { try $0.integer() }
                guard edges.first == 0, zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else {
                    throw buckets.fail(
                        "bad-value", ["value": "\(edges)", "expected": "[0, 30, 60, 90]"])
                }
                settings.buckets = edges
            }
            settings.credits = try credits(parts)
        }
        if let result = members["profit_and_loss"] {
            let parts = try result.members(["layout", "columns"])
            if let columns = parts["columns"] {
                settings.columns = try columns.elements().map {
                    try $0.choice(
                        ReportSettings.Column.self,
                        ReportSettings.Column.allCases.map(\.rawValue))
                }
            }
            if let layout = parts["layout"] { settings.layout = try self.layout(layout.text()) }
        }
        if let pack = members["pack"] {
            settings.pack = try pack.elements().map {
                try $0.choice(ReportName.self, ReportName.allCases.map(\.rawValue))
            }
        }
        return settings
    }

    /// What becomes of credits: `age_credits: true`, or `allocate: oldest-due`, not both.
    private func credits(_ parts: [String: SettingsNode]) throws -> ReportSettings.Credits {
        let isAged = try parts["age_credits"]?.flag() ?? false
        guard let allocate = parts["allocate"] else { return isAged ? .aged : .unapplied }
        let text = try allocate.text()
        guard !isAged, text == "oldest-due" || text == "stated" else {
            throw try allocate.bad(isAged ? "age_credits: false" : "stated | oldest-due")
        }
        return text == "stated" ? .unapplied : .oldestDue
    }

    private func layout(_ file: String) throws -> Layout {
        let root = try yaml(file)
        let members = try root.members(["sections"])
        var sections: [Layout.Section] = []
        for node in try members.required("sections", in: root).elements() {
            let parts = try node.members(["id", "label", "nature", "accounts", "total"])
            var labels: [String: String] = [:]
            for (key, value) in try parts["label"]?.pairs() ?? [] {
                labels[key.text] = try value.text()
            }
            let total = try parts["total"]?.elements().map { try $0.text() } ?? []
            for name in total where !sections.contains(where: { $0.id == name }) {
                throw node.fail("layout-unknown", ["section": name])
            }
            let nature = try parts["nature"]?.choice(Layout.Nature.self, ["income", "expense"])
            if total.isEmpty, nature == nil {
                throw node.fail("missing-key", ["key": node.key + ".nature"])
            }
            sections.append(
                Layout.Section(
                    id: try parts.required("id", in: node).text(), labels: labels, nature: nature,
                    accounts: try parts["accounts"]?.elements().map { try $0.text() } ?? [],
                    total: total))
        }
        return Layout(sections: sections)
    }
}
