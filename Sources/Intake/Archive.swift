public import Accounting
internal import CFiles
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

    /// - Throws: `Failure.inputOutput` where nobody can tell.
    public func holds(_ digest: Digest) throws(Failure) -> Bool { try exists(path(of: digest)) }

    /// Copies a drop in, synced to the disk with its folder; one that is there stays.
    ///
    /// - Parameter isPrivate: true for a copy that nobody but its owner may read.
    /// - Returns: false where the bytes on disk are no longer those of `digest`.
    /// - Throws: `Failure.inputOutput`.
    @discardableResult
    public func store(_ drop: Drop, _ digest: Digest, isPrivate: Bool = false) throws -> Bool {
        if try holds(digest) {
            if isPrivate { try close(digest) }
            return true
        }
        let target = path(of: digest)
        let parent = String(target.prefix(target.count - 65))
        try makeFolder(parent)
        let hash = SHA256Stream()
        let reader = try DropReader(drop)
        let plain = DropEntry(path: drop.path, member: nil, isGzip: false)
        let file = try DurableFile(target, isPrivate: isPrivate)
        try reader.read(plain) { chunk, _ in
            hash.update(UnsafeRawBufferPointer(chunk))
            try file.write(UnsafeRawBufferPointer(chunk))
        }
        guard hash.finish() == digest else { return false }
        try file.commit()
        return true
    }

    /// Lets nobody but the owner read a copy.
    private func close(_ digest: Digest) throws(Failure) {
        guard chmod(path(of: digest), 0o600) == 0 else { throw ioFailure(path(of: digest)) }
    }

    /// Removes the copies that a run left which was killed; nobody else may be running.
    public func removeUnfinished() throws(Failure) {
        for name in try fileNames(in: folder) where name.hasPrefix("incoming-") {
            guard unlink(folder + "/" + name) == 0 else { throw ioFailure(folder + "/" + name) }
        }
    }

    /// A copy that a drop's reader fills; `number` tells it from the others of a run.
    func copy(_ number: Int) throws -> ArchiveCopy {
        try makeFolder(folder)
        return try ArchiveCopy(folder + "/incoming-\(number)", archive: self)
    }

    /// Removes a drop whose copy is safe, and syncs the folder it lay in; one that is gone already
    /// is not missed.
    ///
    /// - Returns: false where it is no longer the file that was found: it stays.
    public func remove(_ drop: Drop) throws(Failure) -> Bool {
        var facts = stat()
        guard lstat(drop.location, &facts) == 0 else {
            if errno == ENOENT { return true }
            throw ioFailure(drop.location)
        }
        if let mark = drop.mark, mark != FileMark(facts) { return false }
        guard unlink(drop.location) == 0 else { throw ioFailure(drop.location) }
        try syncFolder(parentFolder(drop.location))
        return true
    }
}

/// A copy of a drop made while it is read, so that its bytes are read once: kept in the archive
/// once the book knows them, else gone.
///
/// Written past the page cache: nobody reads the copy soon, and what is written is on its way to
/// the disk while the drop is still being read.
public final class ArchiveCopy: @unchecked Sendable {
    /// Bytes gathered before they are written.
    private static let piece = 256 << 10

    private let path: String
    private let archive: Archive
    private var descriptor: Int32
    private var isDirect: Bool
    private let buffer = UnsafeMutableRawPointer.allocate(
        byteCount: ArchiveCopy.piece, alignment: ArchiveCopy.block)
    private var filled = 0
    private var hasBytes = false
    /// What others may do with the copy once it is kept; while it is written, nothing.
    private let mode: mode_t
    /// What direct writes are aligned to and come in multiples of.
    static let block = 4096

    init(_ path: String, archive: Archive) throws(Failure) {
        self.path = path
        self.archive = archive
        var direct: Int32 = 0
        descriptor = monthend_create_direct(path, 0o644, &direct)
        isDirect = direct != 0
        var facts = stat()
        guard descriptor >= 0, fstat(descriptor, &facts) == 0, fchmod(descriptor, 0o600) == 0
        else { throw ioFailure(path) }
        mode = facts.st_mode & 0o777
    }

    deinit {
        buffer.deallocate()
        if descriptor >= 0 { close(descriptor) }
        unlink(path)
    }

    /// Forgets what was taken: the drop is read from its start again.
    func restart() throws(Failure) {
        guard hasBytes else { return }
        (filled, hasBytes) = (0, false)
        guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw ioFailure(path)
        }
    }

    /// Takes the next bytes; whole blocks at an aligned address are written where they lie.
    func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        hasBytes = true
        let isAligned =
            bytes.count % ArchiveCopy.block == 0
            && Int(bitPattern: bytes.baseAddress) % ArchiveCopy.block == 0
        if isDirect, filled == 0, isAligned { return try flush(bytes) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = rest.prefix(ArchiveCopy.piece - filled)
            (buffer + filled).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: part).baseAddress.unsafelyUnwrapped,
                byteCount: part.count)
            filled += part.count
            rest = rest.dropFirst(part.count)
            if filled == ArchiveCopy.piece { try flushBuffer() }
        }
    }

    private func flushBuffer() throws(Failure) {
        let piece = UnsafeRawBufferPointer(start: buffer, count: filled)
        filled = 0
        try flush(piece)
    }

    private func flush(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        var piece = bytes
        if isDirect, piece.count % ArchiveCopy.block == 0 {
            let count = Glibc.write(descriptor, piece.baseAddress, piece.count)
            if count == piece.count { return }
            guard count >= 0 || errno == EINVAL || errno == EINTR else { throw ioFailure(path) }
            piece = UnsafeRawBufferPointer(rebasing: piece[max(0, count)...])
        }
        // The last piece is of no block's length, and some file systems refuse direct writes.
        if isDirect {
            isDirect = false
            guard monthend_end_direct(descriptor) == 0 else { throw ioFailure(path) }
        }
        try writeAll(descriptor, piece, path)
    }

    /// The drop is read to its end; the copy waits without a descriptor.
    func end() throws(Failure) {
        try flushBuffer()
        let closed = close(descriptor)
        descriptor = -1
        guard closed == 0 else { throw ioFailure(path) }
    }

    /// Puts the copy under its digest, synced with its folder; one that is there stays.
    /// - Parameter isPrivate: true for a copy that nobody but its owner may read.
    /// - Throws: `Failure.inputOutput`.
    public func keep(as digest: Digest, isPrivate: Bool = false) throws(Failure) {
        guard try !archive.holds(digest) else { return }
        let target = archive.path(of: digest)
        try makeFolder(parentFolder(target))
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ioFailure(path) }
        defer { close(descriptor) }
        if !isPrivate, fchmod(descriptor, mode) != 0 { throw ioFailure(path) }
        guard fsync(descriptor) == 0 else { throw ioFailure(path) }
        try moveFile(path, target)
    }
}
