internal import Accounting
internal import Digest
internal import Dispatch
internal import Formats
internal import Importers
internal import Intake
internal import Ledger

/// What the reader thread tells the book thread, in order.
enum FeedEvent: Sendable {
    /// A drop entry begins; its drafts follow.
    case begin(FeedEntry)
    case draft(Draft)
    /// The entry was read to its end or refused; the drop's digest, and its copy if it has one.
    case end(Digest, ArchiveCopy?)
    /// The drop changed while it was read: it is left for another run.
    case unsettled
    /// The drop's bytes are those of a file in the book or of one read before.
    case known(FeedEntry, Digest, as: String)
    /// No source matches.
    case unmatched(FeedEntry, Digest, ArchiveCopy?)
    case failed(Failure)
}

/// One entry of a drop and its source.
struct FeedEntry: Sendable {
    var drop: Drop
    /// The entry's path: the drop's, or `outer.zip!inner`.
    var path: String
    /// Position of the source in the settings; nil for none.
    var source: Int?
}

/// Reads drops on its own thread: Intake, Formats and Importers.
final class DropFeed: @unchecked Sendable {
    private let channel = BoundedChannel<FeedEvent>(capacity: 3)
    private let finished = DispatchSemaphore(value: 0)
    private let settings: ClientSettings
    private let drops: [Drop]
    /// Where drops are copied to while they are read; nil on a dry run.
    private let archive: Archive?
    /// Digests by size: only a drop of a known size is hashed before it is read.
    private var known: [Int64: [(digest: Digest, path: String)]]
    /// Nanoseconds the thread spent reading, and the book thread waiting for it (for `run -v`);
    /// both are whole once the thread has ended.
    private(set) var nanoseconds: UInt64 = 0
    var awaited: UInt64 { channel.waited.receiver }

    init(
        settings: ClientSettings, drops: [Drop], archive: Archive?,
        known: [Int64: [(digest: Digest, path: String)]]
    ) {
        self.archive = archive
        self.settings = settings
        self.drops = drops
        self.known = known
    }

    /// Begins reading; events arrive by `next`.
    func start() {
        DispatchQueue(label: "reader").async { @Sendable [self] in
            let start = DispatchTime.now().uptimeNanoseconds
            for (number, drop) in drops.enumerated() {
                do { try read(drop, number) } catch let failure as Failure {
                    _ = channel.send(.failed(failure))
                    break
                } catch is Stopped {
                    break
                } catch {
                    _ = channel.send(.failed(Failure(.defect, "defect", ["reason": "\(error)"])))
                    break
                }
            }
            nanoseconds = DispatchTime.now().uptimeNanoseconds - start - channel.waited.sender
            channel.close()
            finished.signal()
        }
    }

    func next() -> FeedEvent? { channel.receive() }

    /// Waits for the thread to end; what it still has is dropped.
    func stop() {
        channel.close()
        finished.wait()
    }

    private struct Stopped: Error {}

    private func send(_ event: FeedEvent) throws {
        guard channel.send(event) else { throw Stopped() }
    }

    private func read(_ drop: Drop, _ number: Int) throws {
        let reader = try DropReader(drop)
        if let candidates = known[reader.size] {
            let digest = try reader.digested()
            if let twin = candidates.first(where: { $0.digest == digest }) {
                let source = try position(drop.path)
                let entry = FeedEntry(drop: drop, path: drop.path, source: source)
                try send(.known(entry, digest, as: twin.path))
                return
            }
        }
        if let archive { try reader.copies(to: archive, number: number) }
        let entries: [DropEntry]
        do { entries = try reader.entries() } catch let error as ContainerError {
            let source = try position(drop.path)
            try send(.begin(FeedEntry(drop: drop, path: drop.path, source: source)))
            try send(.draft(.refused(error.flaw)))
            try end(reader)
            return
        }
        for entry in entries {
            guard let source = try position(entry.path) else {
                let unmatched = FeedEntry(drop: drop, path: entry.path, source: nil)
                let digest = try reader.digested()
                try send(.unmatched(unmatched, digest, reader.takeCopy()))
                continue
            }
            try send(.begin(FeedEntry(drop: drop, path: entry.path, source: source)))
            try importEntry(entry, reader, settings.sources[source].layout) { try send(.draft($0)) }
            try end(reader)
        }
        let digest = try reader.digested()
        known[reader.size, default: []].append((digest, drop.path))
    }

    private func end(_ reader: DropReader) throws {
        let digest = try reader.digested()
        try send(reader.isSettled() ? .end(digest, reader.takeCopy()) : .unsettled)
    }

    private func position(_ path: String) throws -> Int? {
        guard let source = try settings.source(of: path) else { return nil }
        return settings.sources.firstIndex { $0.name == source.name }
    }
}

/// The layout with the number and date conventions that rows of the entry prove, where the source
/// declares none; the entry is read as far as its first proof, apart from the importer.
func provedLayout(_ entry: DropEntry, _ drop: Drop, _ layout: SourceLayout) throws
    -> SourceLayout
{
    guard let conventions = Conventions(layout) else { return layout }
    struct Settled: Error {}
    do {
        try DropReader(drop).read(entry) { chunk, isLast in
            try conventions.feed(chunk, isLast: isLast)
            if conventions.isSettled { throw Settled() }
        }
    } catch let failure as Failure {
        // A disk that fails proves nothing.
        throw failure
    } catch {
        // What is wrong with the data is told by the importer.
    }
    return conventions.settle(layout)
}

/// Runs the importer of a layout over one drop entry; a refusal is the last draft.
func importEntry(
    _ entry: DropEntry, _ reader: DropReader, _ layout: SourceLayout,
    _ emit: (Draft) throws -> Void
) throws {
    let importer = makeImporter(try provedLayout(entry, reader.drop, layout))
    // A batch goes on as soon as it is one; whom it could not be handed to is told then.
    var stop: (any Error)?
    func hand(_ draft: Draft) {
        guard stop == nil else { return }
        do { try emit(draft) } catch { stop = error }
    }
    func refuse(_ flaw: Flaw) throws {
        importer.drain(hand)
        if let stop { throw stop }
        try emit(.refused(flaw))
    }
    do {
        try reader.read(entry) { chunk, isLast in
            try importer.feed(chunk, isLast: isLast, emit: hand)
            if let stop { throw stop }
        }
    } catch let error as FormatError {
        try refuse(error.flaw)
    } catch let error as ContainerError {
        try refuse(error.flaw)
    }
}
