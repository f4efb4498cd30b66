internal import Accounting
internal import Digest
internal import Intake
internal import Ledger
internal import Reconciliation
internal import Rendering
internal import Reports
internal import Validation

/// What the reports of a period show, for the exit code and the proof.
struct PackOutcome {
    var exceptions: Exceptions
    var control: Control
    var chain: [StatementLink]
    var whole: Control
    var ties: [TieOut]
    var batch: Int64
    var isOpen: Bool
    /// What this pack changes in one made before: the first account or party that differs.
    var restated: [Finding] = []
}

/// The month-end pack: every report in every form, and a MANIFEST of what made it.
struct Pack {
    let folder: ClientFolder
    let settings: ClientSettings
    let options: Options
    let period: Period
    var stop = StopFlag()

    private var language: Language { options.language ?? settings.language }

    /// The pack's folder.
    var place: String {
        options.out ?? folder.reports + "/" + period.name
    }

    /// Writes the pack of the snapshot, keeping one that it would change.
    func write(_ snapshot: Snapshot, writesFiles: Bool) throws -> PackOutcome {
        let reporter = try reporter(snapshot)
        var outcome = try outcome(reporter)
        guard writesFiles else { return outcome }
        let fresh =
            parentFolder(place) + "/." + (place.split(separator: "/").last ?? "pack") + ".new"
        // Whoever has lost the book's lock file under a run still has no other in its reports.
        try makeFolder(place)
        let lock = try FolderLock(place)
        defer { withExtendedLifetime(lock) {} }
        try removeFolder(fresh)
        let files: [String]
        do { files = try save(reporter, outcome, in: fresh) } catch {
            try? removeFolder(fresh)
            throw error
        }
        outcome.restated = try replace(with: fresh, files: files)
        return outcome
    }

    /// Writes every report in every form and the MANIFEST into a folder of their own.
    private func save(_ reporter: Reporter, _ outcome: PackOutcome, in fresh: String) throws
        -> [String]
    {
        try makeFolder(fresh)
        var digests: [(String, Digest)] = []
        for name in settings.reports.pack {
            let report = try report(name, reporter) { outcome }
            for form in Form.allCases {
                let file = "\(name.rawValue).\(form.rawValue)"
                digests.append((file, try save(report, form, fresh + "/" + file)))
            }
        }
        try save(Seal.sealed(try manifest(digests, reporter)), fresh + "/MANIFEST")
        return digests.map(\.0) + ["MANIFEST"]
    }

    func reporter(_ snapshot: Snapshot) throws -> Reporter {
        try Reporter(
            snapshot, books: settings.books, period: period,
            settings: options.ageing.applied(to: settings.reports))
    }

    func outcome(_ reporter: Reporter) throws -> PackOutcome {
        let expected = settings.sources.compactMap(\.expectation)
        let chain = try reporter.statementChain()
        let clearings = try reporter.clearings()
        return PackOutcome(
            exceptions: try reporter.exceptions(
                expected: expected, chain: chain, severities: settings.severities,
                clearings: clearings),
            control: try reporter.control(), chain: chain,
            whole: try Reporter.control(
                reporter.snapshot, from: nil, to: nil, opening: settings.books.start - 1),
            ties: try reporter.tieOuts(clearings), batch: reporter.batch, isOpen: !reporter.isClosed
        )
    }

    /// The forms a report is written in.
    enum Form: String, CaseIterable { case txt, csv, json }

    /// One report of the period.
    /// - Parameter outcome: asked only by reports that show it.
    func report(
        _ name: ReportName, _ reporter: Reporter, _ outcome: () throws -> PackOutcome
    ) throws -> Report {
        let pages = Pages(catalog(name), client: settings.name, reporter: reporter)
        switch name {
        case .trialBalance:
            return pages.page(try reporter.trialBalance(), batch: reporter.batch)
        case .profitAndLoss: return pages.page(try reporter.profitAndLoss())
        case .agedReceivables: return try aged(.receivable, reporter, pages)
        case .agedPayables: return try aged(.payable, reporter, pages)
        case .partyStatements: return try partyStatements(reporter, pages)
        case .bankReconciliation: return pages.page(try reporter.bankReconciliation())
        case .cashReconciliation: return pages.page(try reporter.cashReconciliation())
        case .payrollSummary: return pages.page(try reporter.payrollSummary())
        case .taxSummary: return pages.page(try reporter.taxSummary())
        case .clearing: return pages.page(try reporter.clearings())
        case .stockValuation:
            return pages.stock(try reporter.stockSummary())
        case .salesAnalysis: return pages.page(try reporter.salesAnalysis())
        case .priceVolumeMix: return pages.page(try reporter.priceVolumeMix())
        case .grossMargin: return pages.page(try reporter.grossMargin())
        case .stockTurns: return pages.page(try reporter.stockTurns())
        case .generalLedger:
            return pages.generalLedger(reporter, try reporter.trialBalance())
        case .journal: return pages.journal(reporter)
        case .tieOut: return pages.page(try outcome().ties)
        case .control:
            let outcome = try outcome()
            return pages.page(outcome.control, outcome.chain)
        case .exceptions: return pages.page(try outcome().exceptions) { Pack.slug($0) }
        case .matches: return pages.page(try reporter.matches())
        case .questions: return pages.page(try reporter.questions())
        }
    }

    /// Questions speak the client's language, whoever asks for them.
    private func catalog(_ name: ReportName?) -> Catalog {
        Catalog(name == .questions ? settings.language : language)
    }

    static func slug(_ code: Code) -> String { Catalogue.rule(code.text)?.slug ?? code.text }

    /// Streams a report in one form.
    func stream(_ report: Report, _ form: Form, _ sink: @escaping ByteSink) throws {
        switch form {
        case .txt:
            try TextWriter.write(report, catalog(ReportName(rawValue: report.name)), to: sink)
        case .csv: try CSVWriter.write(report, to: sink)
        case .json: try JSONWriter.write(report, to: sink)
        }
    }

    private func save(_ report: Report, _ form: Form, _ path: String) throws -> Digest {
        let hash = SHA256Stream()
        let file = try DurableFile(path)
        try stream(report, form) { bytes in
            try stop.check()
            try bytes.withUnsafeBytes { raw in
                hash.update(raw)
                try file.write(raw)
            }
        }
        try file.publish()
        return hash.finish()
    }

    private func save(_ bytes: [UInt8], _ path: String) throws {
        let file = try DurableFile(path)
        try bytes.withUnsafeBytes { try file.write($0) }
        try file.publish()
    }

    /// Digests of every report, input and setting, with what the books knew.
    private func manifest(_ reports: [(String, Digest)], _ reporter: Reporter) throws -> String {
        func list(_ pairs: [(String, Digest)]) -> String {
            pairs.map {
                "{\"name\":\(JSONWriter.string($0.0)),\"sha256\":\"\($0.1)\"}"
            }.joined(separator: ",\n  ")
        }
        let configuration = settings.contents.map { ($0.name, sha256($0.content)) }
        return """
            {"monthend":\(JSONWriter.string(Version.current)),"client":\(JSONWriter.string(settings.name)),
            "period":"\(period.name)","batch":\(reporter.batch),
            "head":"\(reporter.head?.description ?? "")","closed":\(reporter.isClosed),
            "reports":[
              \(list(reports))],
            "settings":[
              \(list(configuration))],
            "inputs":[
              \(list(try reporter.snapshot.inputs()))]}

            """
    }

    /// Puts a fresh pack in place, durable; one that it changes is kept under
    /// `superseded/<batch>`, and one that it does not change stays untouched.
    private func replace(with fresh: String, files: [String]) throws -> [Finding] {
        let hasOld = try exists(place + "/MANIFEST")
        if hasOld,
            try files.allSatisfy({ try haveSameBytes(place + "/" + $0, fresh + "/" + $0) })
        {
            try removeFolder(fresh)
            return []
        }
        try syncFiles(files, in: fresh)
        var restated: [Finding] = []
        if hasOld {
            restated = try changes(fresh)
            try keepOld(files)
        }
        try moveFiles(files, from: fresh, to: place)
        try removeFolder(fresh)
        return restated
    }

    /// The first account and the first party whose figures are not those of the pack before.
    private func changes(_ fresh: String) throws -> [Finding] {
        let names = ["trial-balance.csv", "aged-receivables.csv", "aged-payables.csv"]
        return try names.compactMap { name in
            guard try exists(place + "/" + name), try exists(fresh + "/" + name) else { return nil }
            let (old, new) = (try readFile(place + "/" + name), try readFile(fresh + "/" + name))
            guard old != new, let change = Difference.lines(of: name, was: old, is: new).first
            else { return nil }
            return PeriodRestated.finding(at: Place(file: place), found: change)
        }
    }

    /// Moves the pack to where it is kept, its MANIFEST last: a move that was broken off goes on,
    /// while a pack kept whole before, of the same batch, makes room.
    private func keepOld(_ files: [String]) throws {
        let text = String(decoding: try readFile(place + "/MANIFEST"), as: UTF8.self)
        let batch =
            text.split(separator: "\"batch\":").dropFirst().first?
            .prefix { $0.isNumber } ?? "0"
        let keep = place + "/superseded/" + batch
        if try exists(keep + "/MANIFEST") { try removeFolder(keep) }
        try makeFolder(keep)
        let kept = try files.filter { try exists(place + "/" + $0) }
        try moveFiles(kept, from: place, to: keep)
    }
}
