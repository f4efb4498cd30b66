internal import Accounting
internal import Digest
internal import Intake

/// The places of a client: what lies in its folder, and what options put elsewhere.
struct ClientFolder {
    let root: String
    let inbox: String
    /// False where the inbox is read in place and nothing in it changes.
    let ownsInbox: Bool
    let book: String
    let archive: Archive
    let reports: String
    let runs: String
    let quarantine: String

    init(_ root: String, _ options: Options) throws {
        var path = root
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        self.root = path
        guard try exists(path + "/pipeline.yml") else {
            throw Failure(
                .configuration, "io",
                ["path": path + "/pipeline.yml", "reason": "No such file or directory"])
        }
        inbox = options.inbox ?? path + "/inbox"
        ownsInbox = options.inbox == nil
        book = options.book ?? path + "/book.sqlite"
        let beside = parentFolder(book)
        archive = Archive(folder: beside + "/archive")
        quarantine = beside + "/quarantine"
        runs = beside + "/runs"
        reports = options.out ?? beside + "/reports"
    }

    /// The archive's copy of a drop; where a run broke off before it was made, the drop, which
    /// still lies in the inbox. nil where neither is there.
    func original(_ path: String, _ digest: Digest) throws -> Drop? {
        let kept = archive.path(of: digest)
        if try exists(kept) { return Drop(path: path, location: kept, size: 0) }
        let outer = String(path.prefix { $0 != "!" })
        return try [path, outer].filter { !$0.isEmpty }
            .map { Drop(path: path, location: inbox + "/" + $0, size: 0) }
            .first { try exists($0.location) && DropReader($0).digested() == digest }
    }
}
