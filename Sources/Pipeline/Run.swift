internal import Accounting
internal import Digest
internal import Dispatch
internal import Importers
internal import Intake
internal import Ledger
internal import Posting
internal import Rendering
internal import Reports
internal import Validation

/// What a run came to, for the proof on screen and the run record.
struct RunResult {
    var batch: Int64 = 0
    var head: Digest?
    var receipts: [FileReceipt] = []
    var settled: [Finding] = []
    var knownFiles = 0
    var captured: [(drop: Drop, digest: Digest, copy: ArchiveCopy?)] = []
    /// What stays in the inbox, and why.
    var left: [Finding] = []
    /// Drops whose copies only their owner may read: pay journals, and what no source matches.
    var closed: Set<String> = []
    /// What each stage took, those that run side by side without their waits for each other.
    var stages: [(name: String, nanoseconds: UInt64)] = []
}

/// `monthend run`: every settled drop into the book, then the pack.
public struct Run {
    private let client: String
    private let options: Options
    private let stop: StopFlag
    private let write: (String) throws -> Void

    /// - Parameter write: receives what is said on standard output.
    public init(
        client: String, options: Options, stop: StopFlag, write: @escaping (String) throws -> Void
    ) {
        self.client = client
        self.options = options
        self.stop = stop
        self.write = write
    }

    /// Drops ─▶ Intake ─▶ Formats ─▶ Importers ─▶ Validation ─▶ Reconciliation ─▶ Posting ─▶
    /// Ledger ─▶ Reports ─▶ Rendering, in this order.
    public func callAsFunction() throws -> Exit {
        let folder = try ClientFolder(client, options)
        let settings = try ClientSettings.load(folder.root, options)
        let period = try options.resolvedPeriod()
        try makeFolder(parentFolder(folder.book))
        let lock = try BookLock(book: folder.book, holder: options.holder("run"))
        defer { withExtendedLifetime(lock) {} }
        if !options.isDryRun { try folder.archive.removeUnfinished() }
        var odd: [Finding] = []
        let drops = try findDrops(in: folder.inbox) { path, oddity in
            let place = Place(file: path)
            odd.append(
                oddity == .name ? DropName.finding(at: place) : DropKind.finding(at: place))
        }

        let book = try Book(path: folder.book, creating: true)
        var result = try book.write { session in
            try post(drops, folder, settings, period, session)
        }
        let archived = DispatchTime.now().uptimeNanoseconds
        result.left += odd
        result.left += try archive(result, folder)
        result.stages.append(("archive", DispatchTime.now().uptimeNanoseconds - archived))

        let reported = DispatchTime.now().uptimeNanoseconds
        let pack = Pack(
            folder: folder, settings: settings, options: options, period: period, stop: stop)
        let outcome = try book.read { snapshot in
            if !options.isDryRun {
                try Quarantine(folder: folder, period: period, settings: settings).write(snapshot)
            }
            return try pack.write(snapshot, writesFiles: !options.isDryRun)
        }
        result.stages.append(("reports", DispatchTime.now().uptimeNanoseconds - reported))
        let proof = Proof(
            settings: settings, options: options, result: result, outcome: outcome,
            pack: options.isDryRun ? nil : pack.place)
        if !options.isDryRun {
            try RunRecord(folder: folder, options: options).write(proof, settings)
        }
        if !options.isQuiet { try write(proof.text) }
        return proof.exit
    }

    // MARK: The book thread

    private func post(
        _ drops: [Drop], _ folder: ClientFolder, _ settings: ClientSettings, _ period: Period,
        _ session: BookSession
    ) throws -> RunResult {
        var result = RunResult()
        let started = DispatchTime.now().uptimeNanoseconds
        try session.begin()
        let poster = try Poster(
            session: session, books: settings.books, settings: settings.posting)
        let locked = try session.lockedThrough()
        func facts(_ path: String, _ source: Source?) -> Facts {
            settings.facts(file: path, source: source, lockedThrough: locked, period: period)
        }
        try judgeAgain(folder, settings, session, poster, facts, &result)
        result.settled = try poster.settleSuspense { facts($0, nil) }

        var known: [Int64: [(digest: Digest, path: String)]] = [:]
        for (file, size) in try session.knownFiles() {
            known[size, default: []].append((file.digest, file.path))
        }
        let feed = DropFeed(
            settings: settings, drops: try ordered(drops, settings),
            archive: options.isDryRun ? nil : folder.archive, known: known)
        feed.start()
        do {
            try drain(feed, folder, settings, session, poster, facts, &result)
            feed.stop()
        } catch {
            feed.stop()
            throw error
        }
        // What has come may explain what stood in suspense before it.
        result.settled += try poster.settleSuspense { facts($0, nil) }
        try poster.adjustCounts(lockedThrough: locked)
        // Only a month that the pack closes has its end adjusted.
        let last = Month(number: (period.to + 1).month.number - 1)
        result.settled += try poster.adjustStock(through: last, lockedThrough: locked) {
            facts($0, nil)
        }
        try poster.adjustMonthEnds(through: last, lockedThrough: locked)
        let committed = DispatchTime.now().uptimeNanoseconds
        // Threads wait for each other: each stage is told by what it did itself.
        let waited = feed.awaited + session.writing.waited
        result.stages.append(("read", feed.nanoseconds))
        result.stages.append(("book", committed - started - waited))
        try stop.check()
        if session.isEmpty || options.isDryRun {
            result.batch = session.batch - 1
            try session.rollback()
            result.head = try session.head()
        } else {
            result.batch = session.batch
            result.head = try session.commit(settings: settings.contents)
        }
        let ended = DispatchTime.now().uptimeNanoseconds
        result.stages.append(("write", session.writing.written))
        result.stages.append(("commit", ended - committed))
        return result
    }

    /// Drops by kind — openings, documents, sales, journals, then bank — and by path bytes.
    private func ordered(_ drops: [Drop], _ settings: ClientSettings) throws -> [Drop] {
        try drops.map { drop in
            (drop, try settings.source(of: drop.path)?.layout.format.turn ?? 9)
        }.sorted { $0.1 < $1.1 }.map(\.0)
    }

    private func drain(
        _ feed: DropFeed, _ folder: ClientFolder, _ settings: ClientSettings,
        _ session: BookSession, _ poster: Poster, _ facts: (String, Source?) -> Facts,
        _ result: inout RunResult
    ) throws {
        var entry: FeedEntry?
        var file: Int64 = 0
        while let event = feed.next() {
            try stop.check()
            switch event {
            case .begin(let begun):
                entry = begun
                file = try session.reserveFile()
                let source = begun.source.map { settings.sources[$0] }
                try poster.begin(
                    id: file, source: source?.posting ?? unmatchedSource(settings),
                    facts: facts(begun.path, source))
            case .draft(let draft): try poster.take(draft)
            case .end(let digest, let copy):
                guard let ended = entry else { continue }
                let receipt = try poster.finish()
                let source = ended.source.map { settings.sources[$0] }
                try session.append(
                    FileRecord(
                        id: file, digest: digest, path: ended.path, source: source?.name ?? "",
                        format: source?.layout.format.rawValue ?? "", size: ended.drop.size,
                        outcome: receipt.outcome))
                result.receipts.append(receipt)
                result.captured.append((ended.drop, digest, copy))
                if source?.posting.isPrivate ?? true { result.closed.insert(ended.drop.path) }
            case .unsettled:
                // Nothing of it may stay: the next run reads it whole.
                poster.abandon()
                guard let ended = entry else { continue }
                result.left.append(DropUnsettled.finding(at: Place(file: ended.path)))
            case .known(let twin, let digest, let path):
                try takeKnown(twin, digest, path, settings, session, poster, facts, &result)
            case .unmatched(let stray, let digest, let copy):
                try takeUnmatched(stray, digest, settings, session, poster, facts, &result)
                result.captured.append((stray.drop, digest, copy))
                result.closed.insert(stray.drop.path)
            case .failed(let failure): throw failure
            }
        }
    }

    private func unmatchedSource(_ settings: ClientSettings) -> PostingSource {
        PostingSource(name: "", format: "", currency: settings.books.currency)
    }

    /// The same bytes again: passed over under the same path, a duplicate under another.
    private func takeKnown(
        _ entry: FeedEntry, _ digest: Digest, _ twin: String, _ settings: ClientSettings,
        _ session: BookSession, _ poster: Poster, _ facts: (String, Source?) -> Facts,
        _ result: inout RunResult
    ) throws {
        result.captured.append((entry.drop, digest, nil))
        let source = entry.source.map { settings.sources[$0] }
        if source?.posting.isPrivate ?? true { result.closed.insert(entry.drop.path) }
        let known = try session.knownFiles().filter { $0.file.digest == digest }
        if known.contains(where: {
            $0.file.path == entry.path || $0.file.path.hasPrefix(entry.path + "!")
        }) {
            result.knownFiles += 1
            return
        }
        let file = try session.reserveFile()
        try poster.begin(
            id: file, source: source?.posting ?? unmatchedSource(settings),
            facts: facts(entry.path, source))
        // Its first copy counts; the others are copies themselves.
        let first = known.first.map { $0.file.path.prefix { $0 != "!" } }
        let entries = known.filter { first == $0.file.path.prefix { $0 != "!" } }
        let receipt = try poster.finishDuplicate(of: entries.map(\.file.id), twin: twin)
        try session.append(
            FileRecord(
                id: file, digest: digest, path: entry.path, source: source?.name ?? "",
                format: source?.layout.format.rawValue ?? "", size: entry.drop.size,
                outcome: .duplicate))
        result.receipts.append(receipt)
    }

    /// No source says what it is: held, until one does.
    private func takeUnmatched(
        _ entry: FeedEntry, _ digest: Digest, _ settings: ClientSettings, _ session: BookSession,
        _ poster: Poster, _ facts: (String, Source?) -> Facts, _ result: inout RunResult
    ) throws {
        let file = try session.reserveFile()
        try poster.begin(
            id: file, source: unmatchedSource(settings), facts: facts(entry.path, nil))
        poster.refuseUnmatched()
        let receipt = try poster.finish()
        try session.append(
            FileRecord(
                id: file, digest: digest, path: entry.path, source: "", format: "",
                size: entry.drop.size, outcome: receipt.outcome))
        result.receipts.append(receipt)
    }

    // MARK: Judged again

    /// Rejected and held rows are judged again under today's settings, from their originals.
    private func judgeAgain(
        _ folder: ClientFolder, _ settings: ClientSettings, _ session: BookSession,
        _ poster: Poster, _ facts: (String, Source?) -> Facts, _ result: inout RunResult
    ) throws {
        let open = Dictionary(grouping: try session.openVerdicts(), by: \.file)
        guard !open.isEmpty else { return }
        let files = try session.knownFiles().map(\.file)
            .filter { open[$0.id] != nil }
            .map { file in (file, try settings.source(of: file.path)) }
            .sorted {
                ($0.1?.layout.format.turn ?? 9, $0.0.id) < ($1.1?.layout.format.turn ?? 9, $1.0.id)
            }
        for (file, source) in files {
            try stop.check()
            guard let source, let verdicts = open[file.id],
                let drop = try folder.original(file.path, file.digest)
            else { continue }
            let reader = try DropReader(drop)
            try poster.begin(
                id: file.id, source: source.posting, facts: facts(file.path, source),
                again: verdicts)
            do {
                let entry = try reader.entries().first {
                    $0.path == file.path
                        || $0.path.hasSuffix("!" + (file.path.split(separator: "!").last ?? ""))
                }
                if let entry {
                    try importEntry(entry, reader, source.layout) { try poster.take($0) }
                } else {
                    poster.refuseAsBefore()
                }
            } catch let error as ContainerError {
                try poster.take(.refused(error.flaw))
            }
            _ = try poster.finish()
        }
    }

    // MARK: After the commit

    /// Originals go to the archive, then leave the client's own inbox.
    /// - Returns: what is told of those that stay, because somebody has written to them since.
    private func archive(_ result: RunResult, _ folder: ClientFolder) throws -> [Finding] {
        guard !options.isDryRun else { return [] }
        var left: [Finding] = []
        var seen: Set<String> = []
        // A drop of several entries has its copy with the first of them.
        for (drop, digest, copy) in result.captured where seen.insert(drop.path).inserted {
            let isClosed = result.closed.contains(drop.path)
            try copy?.keep(as: digest, isPrivate: isClosed)
            let isSafe = try folder.archive.store(drop, digest, isPrivate: isClosed)
            guard folder.ownsInbox, try !isSafe || !folder.archive.remove(drop) else { continue }
            left.append(DropChanged.finding(at: Place(file: drop.path)))
        }
        return left
    }
}
