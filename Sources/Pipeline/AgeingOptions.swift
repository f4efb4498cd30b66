internal import Accounting
internal import Rendering
internal import Reports

/// What ageings and party statements are asked for, besides the client's own settings.
public struct AgeingOptions: Sendable {
    public var asOf: String?
    public var basis: String?
    public var agesCredits = false
    public var isSummary = false
    /// The last batch that counts (K).
    public var known: Int64?
    /// An id, name or alias of parties.csv; empty for items of no party.
    public var party: String?
    public var side: String?

    public init() {}

    /// The client's settings with what is asked for otherwise.
    /// - Throws: `Failure.usage` for a basis that is none.
    func applied(to settings: ReportSettings) throws -> ReportSettings {
        var settings = settings
        if let basis {
            guard let known = ReportSettings.Basis(rawValue: basis) else {
                throw wrong("--basis", basis, "due | document")
            }
            settings.basis = known
        }
        if agesCredits { settings.credits = .aged }
        return settings
    }

    /// - Throws: `Failure.usage` for an option that none of the reports looks at.
    func check(for reports: [ReportName]) throws {
        let ageings: [ReportName] = [.agedReceivables, .agedPayables]
        let both = ageings + [.partyStatements]
        let options: [(String, Bool, [ReportName])] = [
            ("--as-of", asOf != nil, ageings), ("--summary", isSummary, ageings),
            ("--basis", basis != nil, both), ("--age-credits", agesCredits, both),
            ("--known", known != nil, both), ("--party", party != nil, both),
            ("--side", side != nil, [.partyStatements]),
        ]
        for (option, isGiven, takers) in options
        where isGiven && !reports.contains(where: takers.contains) {
            throw Failure(
                .usage, "option-of-reports",
                [
                    "option": option,
                    "reports": takers.map(\.rawValue).joined(separator: ", "),
                ])
        }
    }

    func day() throws -> Day? {
        guard let asOf else { return nil }
        guard let day = Day(iso: asOf) else { throw wrong("--as-of", asOf, "YYYY-MM-DD") }
        return day
    }

    func reportSide() throws -> Side {
        guard let side else { return .receivable }
        guard let known = Side(rawValue: side) else {
            throw wrong("--side", side, "receivable | payable")
        }
        return known
    }

    func batch(of reporter: Reporter) throws -> Int64? {
        guard let known else { return nil }
        guard known >= 1, known <= reporter.batch else {
            throw Failure(
                .usage, "unknown-batch",
                ["known": String(known), "last": String(reporter.batch)])
        }
        return known
    }

    /// The id that stands for the party asked for on a day.
    func party(of books: Books, on day: Day) throws -> String? {
        guard let party else { return nil }
        if party.isEmpty { return "" }
        guard let found = books.parties.find(party) else {
            throw Failure(.usage, "unknown-party", ["party": party])
        }
        return books.parties.standing(for: found.id, on: day)
    }

    private func wrong(_ key: String, _ value: String, _ expected: String) -> Failure {
        Failure(.usage, "bad-value", ["key": key, "value": value, "expected": expected])
    }
}

extension Pack {
    func aged(_ side: Side, _ reporter: Reporter, _ pages: Pages) throws -> Report {
        let day = try options.ageing.day()
        let ageing = try reporter.ageing(
            side, asOf: day, known: options.ageing.batch(of: reporter),
            party: options.ageing.party(of: settings.books, on: day ?? period.to))
        return pages.page(ageing, isSummary: options.ageing.isSummary)
    }

    func partyStatements(_ reporter: Reporter, _ pages: Pages) throws -> Report {
        pages.page(
            try reporter.partyStatements(
                options.ageing.reportSide(), known: options.ageing.batch(of: reporter),
                party: options.ageing.party(of: settings.books, on: period.to)))
    }
}
