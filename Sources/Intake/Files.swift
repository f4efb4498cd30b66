public import Accounting
internal import Glibc

/// A file that is complete and synced under its name, or absent.
///
/// Writes beside the target, then syncs, renames and syncs the folder.
public final class DurableFile {
    private let target: String
    private let temporary: String
    private var descriptor: Int32

    /// - Parameter isPrivate: true for a file that nobody but its owner may read.
    public init(_ path: String, isPrivate: Bool = false) throws(Failure) {
        target = path
        temporary = path + ".tmp"
        descriptor = open(
            temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, isPrivate ? 0o600 : 0o644)
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
        try publish()
        try syncFolder(parentFolder(target))
    }

    /// Puts the file under its name without syncing it: whoever needs it durable syncs it later.
    public func publish() throws(Failure) {
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0, rename(temporary, target) == 0 else {
            let failure = ioFailure(target)
            unlink(temporary)
            throw failure
        }
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

/// True where there is something under a name; false only where there surely is nothing.
/// - Throws: `Failure.inputOutput` where nobody can tell.
public func exists(_ path: String) throws(Failure) -> Bool {
    if access(path, F_OK) == 0 { return true }
    guard errno == ENOENT || errno == ENOTDIR else { throw ioFailure(path) }
    return false
}

/// Fills a piece from a file, as far as the file goes; short reads and interrupts go on.
/// - Returns: the bytes read, fewer than the piece has only at the file's end.
func readPiece(
    _ descriptor: Int32, _ piece: UnsafeMutableRawBufferPointer, at position: Int, _ path: String
) throws(Failure) -> Int {
    var filled = 0
    while filled < piece.count {
        let count = pread(
            descriptor, piece.baseAddress.map { $0 + filled }, piece.count - filled,
            position + filled)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw ioFailure(path) }
        if count == 0 { break }
        filled += count
    }
    return filled
}

/// True where two files hold the same bytes; false where either is not there.
///
/// Compared piece by piece: a ledger may be larger than memory.
/// - Throws: `Failure.inputOutput` where one cannot be read.
public func haveSameBytes(_ left: String, _ right: String) throws -> Bool {
    guard try exists(left), try exists(right) else { return false }
    let paths = [left, right]
    let descriptors = paths.map { open($0, O_RDONLY | O_CLOEXEC) }
    defer { for descriptor in descriptors where descriptor >= 0 { close(descriptor) } }
    for (descriptor, path) in zip(descriptors, paths) where descriptor < 0 {
        throw ioFailure(path)
    }
    var pieces = [[UInt8]](repeating: [UInt8](repeating: 0, count: 64 << 10), count: 2)
    var position = 0
    while true {
        var counts = [0, 0]
        for side in 0...1 {
            counts[side] = try pieces[side].withUnsafeMutableBytes {
                try readPiece(descriptors[side], $0, at: position, paths[side])
            }
        }
        guard counts[0] == counts[1], pieces[0][..<counts[0]] == pieces[1][..<counts[1]]
        else { return false }
        if counts[0] == 0 { return true }
        position += counts[0]
    }
}

/// Makes files of a folder durable, and their names.
public func syncFiles(_ names: [String], in folder: String) throws(Failure) {
    for name in names {
        let descriptor = open(folder + "/" + name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ioFailure(folder + "/" + name) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw ioFailure(folder + "/" + name) }
    }
    try syncFolder(folder)
}

/// Makes a folder and those above it.
public func makeFolder(_ path: String) throws(Failure) {
    guard !path.isEmpty, access(path, F_OK) != 0 else { return }
    try makeFolder(parentFolder(path))
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw ioFailure(path) }
    try syncFolder(parentFolder(path))
}

/// Keeps other runs out of a folder while it lives, whatever becomes of the files there.
public final class FolderLock {
    private let descriptor: Int32

    /// - Throws: `Failure.busy` where another has it, `Failure.inputOutput`.
    public init(_ path: String) throws(Failure) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ioFailure(path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let failure =
                errno == EWOULDBLOCK
                ? Failure(.busy, "folder-held", ["path": path]) : ioFailure(path)
            close(descriptor)
            throw failure
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
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

/// Renames a file or a folder, durable with the folder it goes to.
public func moveFile(_ from: String, _ to: String) throws(Failure) {
    guard rename(from, to) == 0 else { throw ioFailure(to) }
    try syncFolder(parentFolder(to))
}

/// Moves files from folder to folder, durable there; the last comes once the others are, so that
/// it tells of a whole set.
public func moveFiles(_ names: [String], from: String, to: String) throws(Failure) {
    for name in names {
        if name == names.last { try syncFolder(to) }
        guard rename(from + "/" + name, to + "/" + name) == 0 else {
            throw ioFailure(to + "/" + name)
        }
    }
    try syncFolder(to)
}

/// The names in a folder, in no order; none where it is not there. A name that is not UTF-8 cannot
/// be named in a report; it is left out.
/// - Parameter leavingOut: is told such a name, its bytes that are not ASCII as `\xE9`.
/// - Throws: `Failure.inputOutput`; a folder that cannot be read on has not ended.
public func fileNames(in path: String, leavingOut: (String) -> Void = { _ in })
    throws(Failure) -> [String]
{
    guard let handle = opendir(path) else {
        if errno == ENOENT { return [] }
        throw ioFailure(path)
    }
    defer { closedir(handle) }
    var names: [String] = []
    while true {
        errno = 0
        guard let entry = readdir(handle) else {
            guard errno == 0 else { throw ioFailure(path) }
            return names
        }
        withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { bytes in
                guard let name = String(validatingCString: bytes) else {
                    return leavingOut(escaped(bytes))
                }
                if name != ".", name != ".." { names.append(name) }
            }
        }
    }
}

/// A name as text: ASCII as it is, any other byte as `\xE9`.
private func escaped(_ name: UnsafePointer<CChar>) -> String {
    UnsafeBufferPointer(start: name, count: strlen(name)).reduce(into: "") { text, char in
        let byte = UInt8(bitPattern: char)
        text +=
            byte < 128
            ? String(UnicodeScalar(byte)) : "\\x" + String(byte, radix: 16, uppercase: true)
    }
}

/// Removes a folder and everything in it; one that is not there is removed already.
public func removeFolder(_ path: String) throws(Failure) {
    guard try exists(path) else { return }
    for name in try fileNames(in: path) {
        let inner = path + "/" + name
        var facts = stat()
        guard lstat(inner, &facts) == 0 else { throw ioFailure(inner) }
        if facts.st_mode & S_IFMT == S_IFDIR {
            try removeFolder(inner)
        } else if unlink(inner) != 0 {
            throw ioFailure(inner)
        }
    }
    guard rmdir(path) == 0 else { throw ioFailure(path) }
}
