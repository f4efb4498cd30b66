public import Accounting
public import Digest
internal import Glibc

/// Untouched originals by digest: `archive/<2 hex>/<digest>`.
public struct Archive: Sendable {
    public let folder: String

    public init(folder: String) { self.folder = folder }

    public func path(of digest: Digest) -> String {
        let name = digest.description
        return folder + "/" + name.prefix(2) + "/" + name
    }

    public func holds(_ digest: Digest) -> Bool { access(path(of: digest), F_OK) == 0 }

    /// Copies a drop in, synced to the disk with its folder; one that is there stays.
    ///
    /// - Returns: false where the bytes on disk are no longer those of `digest`.
    /// - Throws: `Failure.inputOutput`.
    @discardableResult
    public func store(_ drop: Drop, _ digest: Digest) throws -> Bool {
        if holds(digest) { return true }
        let target = path(of: digest)
        let parent = String(target.prefix(target.count - 65))
        try makeFolder(parent)
        let hash = SHA256Stream()
        let reader = try DropReader(drop)
        let plain = DropEntry(path: drop.path, member: nil, isGzip: false)
        let file = try DurableFile(target)
        try reader.read(plain) { chunk, _ in
            hash.update(UnsafeRawBufferPointer(chunk))
            try file.write(UnsafeRawBufferPointer(chunk))
        }
        guard hash.finish() == digest else { return false }
        try file.commit()
        return true
    }

    /// Removes a drop whose copy is safe, and syncs the folder it lay in.
    public func remove(_ drop: Drop) throws(Failure) {
        guard unlink(drop.location) == 0 else { throw ioFailure(drop.location) }
        try syncFolder(parentFolder(drop.location))
    }
}

/// A file that is complete and synced under its name, or absent.
///
/// Writes beside the target, then syncs, renames and syncs the folder.
public final class DurableFile {
    private let target: String
    private let temporary: String
    private var descriptor: Int32

    public init(_ path: String) throws(Failure) {
        target = path
        temporary = path + ".tmp"
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw ioFailure(temporary) }
    }

    deinit {
        if descriptor >= 0 {
            close(descriptor)
            unlink(temporary)
        }
    }

    public func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        try writeAll(descriptor, bytes, temporary)
    }

    public func commit() throws(Failure) {
        guard fsync(descriptor) == 0 else { throw ioFailure(temporary) }
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0, rename(temporary, target) == 0 else {
            let failure = ioFailure(target)
            unlink(temporary)
            throw failure
        }
        try syncFolder(parentFolder(target))
    }

    /// Writes a whole file; nothing is touched where it already holds the same bytes.
    public static func write(_ bytes: [UInt8], to path: String) throws {
        if let old = try? readFile(path), old == bytes { return }
        try makeFolder(parentFolder(path))
        let file = try DurableFile(path)
        try bytes.withUnsafeBytes { try file.write($0) }
        try file.commit()
    }
}

/// Writes every byte or throws; short writes and interrupts go on.
public func writeAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, _ path: String)
    throws(Failure)
{
    var position = 0
    while position < bytes.count {
        let count = write(
            descriptor, bytes.baseAddress.map { $0 + position }, bytes.count - position)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw ioFailure(path) }
        position += count
    }
}

/// A small file whole: settings, reports. Drops are streamed instead.
public func readFile(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ioFailure(path) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw ioFailure(path) }
        if count == 0 { return bytes }
        bytes.append(contentsOf: buffer[..<count])
    }
}

/// Makes a folder and those above it.
public func makeFolder(_ path: String) throws(Failure) {
    guard !path.isEmpty, access(path, F_OK) != 0 else { return }
    try makeFolder(parentFolder(path))
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw ioFailure(path) }
    try syncFolder(parentFolder(path))
}

public func parentFolder(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Makes the names in a folder durable.
public func syncFolder(_ path: String) throws(Failure) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ioFailure(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw ioFailure(path) }
}

/// Renames a file, durable with the folder it goes to.
public func moveFile(_ from: String, _ to: String) throws(Failure) {
    guard rename(from, to) == 0 else { throw ioFailure(to) }
    try syncFolder(parentFolder(to))
}

/// Removes a folder and everything in it; one that is not there is removed already.
public func removeFolder(_ path: String) throws(Failure) {
    guard let handle = opendir(path) else {
        if errno == ENOENT { return }
        throw ioFailure(path)
    }
    var names: [String] = []
    while let entry = readdir(handle) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    closedir(handle)
    for name in names {
        let inner = path + "/" + name
        var facts = stat()
        guard lstat(inner, &facts) == 0 else { continue }
        if facts.st_mode & S_IFMT == S_IFDIR {
            try removeFolder(inner)
        } else if unlink(inner) != 0 {
            throw ioFailure(inner)
        }
    }
    guard rmdir(path) == 0 else { throw ioFailure(path) }
}
