internal import Accounting
internal import Digest
internal import Intake
internal import Ledger
internal import Reconciliation
internal import Rendering
internal import Reports

/// `monthend verify`: the book against itself, the archive, the packs and a remembered head.
public struct VerifyBook {
    private let client: String
    private let options: Options
    private let head: String?
    private let write: (String) throws -> Void

    /// - Parameter head: a chain head that a run has printed, which the book must still have.
    public init(
        client: String, options: Options, head: String? = nil,
        write: @escaping (String) throws -> Void
    ) {
        self.client = client
        self.options = options
        self.head = head
        self.write = write
    }

    /// Exits 4 where anything does not agree.
    public func callAsFunction() throws -> Exit {
        let folder = try ClientFolder(client, options)
        let settings = try ClientSettings.load(folder.root, options)
        let catalog = Catalog(options.language ?? settings.language)
        let book = try Book(path: folder.book, creating: false)
        var (result, inputs) = try book.read {
            let result = try $0.verify()
            return (result, result.holds ? try $0.inputs() : [])
        }
        if result.holds {
            let records = KeptRecords(folder: folder, options: options, heads: result.heads)
            for fault in try records.faults() { result.faults.append((0, fault)) }
        }
        if let head, !result.heads.contains(where: { $0.description == head.lowercased() }) {
            result.faults.append((0, "head \(head): cut short, or another book"))
        }
        var seen: Set<Digest> = []
        for (path, digest) in inputs where seen.insert(digest).inserted {
            guard let original = try folder.original(path, digest) else {
                result.faults.append((0, "not in the archive: " + path))
                continue
            }
            if try DropReader(original).digested() != digest {
                result.faults.append((0, "archive: " + path))
            }
        }
        guard result.holds else {
            for fault in result.faults.prefix(100) {
                try write(
                    catalog.text(
                        "verify.fails", ["batch": String(fault.batch), "what": fault.what]) + "\n")
            }
            return .books
        }
        if !options.isQuiet {
            try write(
                catalog.text(
                    "verify.ok",
                    [
                        "batches": String(result.batches), "entries": String(result.entries),
                        "head": result.head?.description ?? "–",
                    ]) + "\n")
        }
        return .done
    }
}

/// `monthend close`: locks a period once everything ties out.
public struct ClosePeriod {
    private let client: String
    private let options: Options
    private let reason: String?
    private let write: (String) throws -> Void

    public init(
        client: String, options: Options, reason: String?,
        write: @escaping (String) throws -> Void
    ) {
        self.client = client
        self.options = options
        self.reason = reason
        self.write = write
    }

    /// - Throws: `Failure.refused` where a tie-out, suspense or a missing drop stands against it.
    public func callAsFunction() throws -> Exit {
        let folder = try ClientFolder(client, options)
        let settings = try ClientSettings.load(folder.root, options)
        let catalog = Catalog(options.language ?? settings.language)
        guard options.period != nil || options.from != nil else {
            throw Failure(.usage, "missing-key", ["key": "-p"])
        }
        let period = try options.resolvedPeriod()
        let lock = try BookLock(book: folder.book, holder: options.holder("close"))
        defer { withExtendedLifetime(lock) {} }
        let book = try Book(path: folder.book, creating: true)
        let pack = Pack(folder: folder, settings: settings, options: options, period: period)
        let against = try book.read { snapshot in
            if let locked = try snapshot.lockedThrough(), period.to <= locked {
                throw Failure(
                    .refused, "period-locked",
                    ["period": period.name, "through": locked.description])
            }
            return try obstacles(pack.outcome(try pack.reporter(snapshot)), catalog)
        }
        if !against.isEmpty, reason == nil {
            throw Failure(
                .refused, "close-refused", ["reason": against.joined(separator: "; ")])
        }
        try book.write { session in
            try session.begin()
            try session.lock(through: period.to, reason: reason ?? "")
            _ = try session.commit(settings: settings.contents)
        }
        _ = try book.read { try pack.write($0, writesFiles: true) }
        if !options.isQuiet {
            try write(
                catalog.text(
                    "close.done", ["period": period.name, "day": period.to.description]) + "\n")
        }
        return .done
    }

    /// What stands against a lock: unexplained amounts, open suspense, missing drops.
    private func obstacles(_ outcome: PackOutcome, _ catalog: Catalog) -> [String] {
        var obstacles: [String] = []
        for tie in outcome.ties {
            let name = catalog.text("tie." + tie.name, ["account": tie.subject])
            if tie.unexplained != 0 { obstacles.append(name) }
            if tie.name == "suspense", !tie.items.isEmpty { obstacles.append(name) }
        }
        for finding in outcome.exceptions.findings where finding.code == "I-307" {
            obstacles.append(catalog.detail(finding, slug: Pack.slug(finding.code)))
        }
        return obstacles
    }
}
