/// Drop folders in, settled drops and their unpacked bytes out; originals to the archive.
///
/// Input: a folder. Output: `Drop`s in path order, each with its entries (itself, or what its
/// gzip or zip container holds) as streams of bytes, and the digest of its own bytes.
/// Entry: `findDrops(in:)`, `DropReader`, `Archive`.
/// Architecture invariant: a drop is never changed; it is copied, synced, and only then removed.
public import Accounting
internal import Glibc

/// A file somebody dropped.
public struct Drop: Hashable, Sendable {
    /// Path relative to the inbox, `/` between folders; how rows name it.
    public let path: String
    /// Where it lies now.
    public let location: String
    public let size: Int64
    /// What it was when it was found; nil for a file that nobody else writes to.
    let mark: FileMark?

    public init(path: String, location: String, size: Int64) {
        self.init(path: path, location: location, size: size, mark: nil)
    }

    init(path: String, location: String, size: Int64, mark: FileMark?) {
        self.path = path
        self.location = location
        self.size = size
        self.mark = mark
    }
}

/// What tells a file from another, and from itself before somebody wrote to it.
struct FileMark: Hashable, Sendable {
    private let device: dev_t
    private let inode: ino_t
    private let size: Int64
    private let seconds: Int
    private let nanoseconds: Int

    init(_ facts: stat) {
        device = facts.st_dev
        inode = facts.st_ino
        size = Int64(facts.st_size)
        seconds = facts.st_mtim.tv_sec
        nanoseconds = facts.st_mtim.tv_nsec
    }
}

/// Why something that nobody hides is no drop.
public enum Oddity: Sendable {
    /// Its name, or that of its folder, is not UTF-8: no report could name it.
    case name
    /// A link, a pipe, a socket or a device.
    case kind
}

/// Every drop below a folder, in order of the path's bytes.
///
/// Hidden files, unfinished transfers (`.part .tmp .filepart .crdownload`), links, pipes and
/// devices are not drops. A folder that is not there holds none.
/// - Parameter passingOver: is told what is no drop and not hidden; bytes of a path that are no
///   text stand as `\xE9`.
/// - Throws: `Failure.inputOutput` where a folder cannot be listed.
public func findDrops(
    in folder: String, passingOver: (_ path: String, Oddity) -> Void = { _, _ in }
) throws(Failure) -> [Drop] {
    var drops: [Drop] = []
    try collect(folder, "", &drops, passingOver)
    return drops.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
}

private func collect(
    _ root: String, _ relative: String, _ drops: inout [Drop],
    _ passOver: (String, Oddity) -> Void
) throws(Failure) {
    let folder = relative.isEmpty ? root : root + "/" + relative
    func path(of name: String) -> String { relative.isEmpty ? name : relative + "/" + name }
    let names = try fileNames(in: folder) { name in
        if !name.hasPrefix("."), !isUnfinished(name) { passOver(path(of: name), .name) }
    }
    for name in names where !name.hasPrefix(".") {
        let path = path(of: name)
        var facts = stat()
        guard lstat(root + "/" + path, &facts) == 0 else {
            // Gone since the folder was read: whoever dropped it has taken it back.
            if errno == ENOENT { continue }
            throw ioFailure(root + "/" + path)
        }
        if facts.st_mode & S_IFMT == S_IFDIR {
            try collect(root, path, &drops, passOver)
        } else if !isUnfinished(name) {
            guard facts.st_mode & S_IFMT == S_IFREG else {
                passOver(path, .kind)
                continue
            }
            drops.append(
                Drop(
                    path: path, location: root + "/" + path, size: Int64(facts.st_size),
                    mark: FileMark(facts)))
        }
    }
}

private func isUnfinished(_ name: String) -> Bool {
    [".part", ".tmp", ".filepart", ".crdownload"].contains { name.hasSuffix($0) }
}

/// What the system said of a path.
public func ioFailure(_ path: String, _ code: Int32? = nil) -> Failure {
    let reason = String(cString: strerror(code ?? errno))
    return Failure(.inputOutput, "io", ["path": path, "reason": reason])
}
