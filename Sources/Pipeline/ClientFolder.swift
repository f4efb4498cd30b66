internal import Accounting
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
}
