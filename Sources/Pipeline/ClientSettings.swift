internal import Accounting
internal import Formats
internal import Importers
internal import Intake
internal import Posting
internal import Rendering
internal import Reports
internal import Validation

/// A source of pipeline.yml.
struct Source {
    var name: String
    /// Glob over paths in the inbox.
    var path: String
    var layout: SourceLayout
    var posting: PostingSource
    /// The channel its sales are of; nil = its own name.
    var channel: String?
    /// The accounts whose statements are expected to reach the period's end.
    var expectation: Expectation?
}

/// Everything a client declares, read strictly and checked against itself.
struct ClientSettings {
    var name: String
    var language: Language
    var books: Books
    var sources: [Source]
    var posting: PostingSettings
    var late: LatePolicy
    var horizonDays: Int
    var taxTolerance: Int64
    var severities: [Code: Severity]
    var reports: ReportSettings
    /// The files that were read, by name, for the book's record.
    var contents: [(name: String, content: [UInt8])]

    /// Reads `pipeline.yml` of a client folder and the files it names.
    /// - Throws: `Failure.configuration` with file, line and column.
    static func load(_ folder: String, _ options: Options) throws -> ClientSettings {
        try SettingsLoader(
            folder: folder, shared: SharedFolder(beside: folder, options)
        ).load()
    }

    /// The source a path belongs to; nil for none.
    /// - Throws: `Failure.configuration` where two sources match.
    func source(of path: String) throws -> Source? {
        let matching = sources.filter { matches(path, $0.path) }
        guard matching.count <= 1 else {
            throw Failure(
                .configuration, "two-sources",
                ["path": path, "first": matching[0].name, "second": matching[1].name])
        }
        return matching.first
    }

    /// A path matches as it is, without its `.gz`, or (in a zip) as the member beside the archive.
    private func matches(_ path: String, _ pattern: String) -> Bool {
        var names = [path]
        if path.hasSuffix(".gz") { names.append(String(path.dropLast(3))) }
        if let mark = path.firstIndex(of: "!") {
            let outer = String(path[..<mark])
            let inner = path[path.index(after: mark)...]
            names.append(outer)
            names.append(parentFolder(outer) + "/" + (inner.split(separator: "/").last ?? ""))
        }
        return names.contains { globMatches($0, pattern) }
    }

    func facts(file: String, source: Source?, lockedThrough: Day?, period: Period?) -> Facts {
        var facts = Facts(
            books: books, file: file, source: source?.name ?? "", lockedThrough: lockedThrough,
            latest: (period?.to ?? Day(number: 3_600_000)) + horizonDays, late: late,
            taxTolerance: taxTolerance, severities: severities)
        facts.clearing = source?.posting.clearing ?? [:]
        facts.revenue = source?.posting.revenue ?? [:]
        facts.postingStatuses = source?.posting.postingStatuses ?? []
        facts.payroll = source?.posting.payroll ?? PayrollSettings()
        facts.ignoredStatuses = source?.posting.ignoredStatuses ?? []
        facts.service = source?.posting.service
        facts.taxNames = source?.posting.taxNames ?? [:]
        facts.pricesIncludeTax = source?.layout.pricesIncludeTax ?? false
        facts.currency = source?.posting.currency
        facts.refunds = source?.posting.refunds
        return facts
    }
}
