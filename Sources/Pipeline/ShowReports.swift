public import Accounting
internal import Ledger
public import Rendering
internal import Reports
internal import Validation

/// `monthend report`: reports of the books as they stand, on standard output.
public struct ShowReports {
    private let client: String
    private let names: [String]
    private let form: String
    private let options: Options
    private let write: (ArraySlice<UInt8>) throws -> Void

    public init(
        client: String, names: [String], form: String, options: Options,
        write: @escaping (ArraySlice<UInt8>) throws -> Void
    ) {
        self.client = client
        self.names = names
        self.form = form
        self.options = options
        self.write = write
    }

    public func callAsFunction() throws -> Exit {
        let folder = try ClientFolder(client, options)
        let settings = try ClientSettings.load(folder.root, options)
        guard let form = Pack.Form(rawValue: form) else {
            throw Failure(
                .usage, "bad-value",
                ["key": "--format", "value": self.form, "expected": "txt | csv | json"])
        }
        let wanted = try (names.isEmpty ? ["trial-balance"] : names).map { name in
            guard let known = ReportName(rawValue: name) else {
                throw Failure(
                    .usage, "unknown-report",
                    [
                        "name": name,
                        "reports": ReportName.allCases.map(\.rawValue).joined(separator: ", "),
                    ])
            }
            return known
        }
        try options.ageing.check(for: wanted)
        let pack = Pack(
            folder: folder, settings: settings, options: options,
            period: try options.resolvedPeriod())
        let book = try Book(path: folder.book, creating: false)
        return try book.read { snapshot in
            let reporter = try pack.reporter(snapshot)
            var known: PackOutcome?
            for name in wanted {
                let report = try pack.report(name, reporter) {
                    let outcome = try known ?? pack.outcome(reporter)
                    known = outcome
                    return outcome
                }
                try pack.stream(report, form) { try write($0) }
            }
            return .done
        }
    }
}

/// `monthend rules`: the catalogue of validation, for people.
public struct RuleBook {
    private let catalog: Catalog

    public init(language: Language) { catalog = Catalog(language) }

    /// A rule a line: code, name, severity, effect, title.
    public func list() -> String {
        Catalogue.rules.map { rule in
            let title = catalog.text("rule.\(rule.slug).title")
            return "\(rule.code)  \(pad(rule.slug, 24))  \(pad(rule.severity.rawValue, 8))  "
                + "\(pad(rule.effect.rawValue, 7))  \(title)\n"
        }.joined()
    }

    /// What a rule checks, why, what it does and how its severity is set.
    public func explain(_ code: String) throws(Failure) -> String {
        guard let rule = Catalogue.rule(code) else {
            throw Failure(.usage, "unknown-rule", ["code": code])
        }
        let family = String(rule.code.text.prefix(1))
        let key = "rule.\(rule.slug)."
        return """
            \(rule.code) \(rule.slug) — \(catalog.text(key + "title"))
            \(catalog.text("explain.family." + family)) · \
            \(catalog.text("severity." + rule.severity.rawValue)) · \
            \(catalog.text("explain.effect." + rule.effect.rawValue))

            \(catalog.text(key + "explain"))

            \(catalog.text("fix")) \(catalog.text(key + "fix"))
            \(catalog.text("explain.setting", ["code": rule.code.text]))

            """
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
