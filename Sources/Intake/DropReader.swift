public import Accounting
internal import CLibZip
internal import CZlib
public import Digest
internal import Glibc

/// One stream of unpacked bytes inside a drop.
public struct DropEntry: Hashable, Sendable {
    /// The drop's path, or `outer.zip!inner.csv`, `outer.pdf!factur-x.xml`.
    public let path: String
    /// The member's index in a zip; nil for a plain or gzip file.
    let member: UInt64?
    let isGzip: Bool
    /// True for the XML inside a PDF, and for a PDF whose XML cannot be had.
    var isPDF = false
}

/// The container cannot be read further; what it gave so far must be withdrawn.
public struct ContainerError: Error {
    public let flaw: Flaw
}

/// Reads one drop: its entries, their bytes, and the digest of the drop itself.
///
/// One descriptor is held from the first byte to the last: a file that changed meanwhile is
/// `unsettled`. Memory is one chunk, whatever the size.
public final class DropReader {
    private static let chunk = 512 << 10

    public let drop: Drop
    private let descriptor: Int32
    private let facts: stat
    private var digest: Digest?
    private var copy: ArchiveCopy?
    private var attachments: Result<PDFAttachments, ContainerError>?

    /// - Throws: `Failure.inputOutput` where the drop cannot be opened.
    public init(_ drop: Drop) throws(Failure) {
        self.drop = drop
        descriptor = open(drop.location, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw ioFailure(drop.location) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else {
            let failure = ioFailure(drop.location)
            close(descriptor)
            throw failure
        }
        self.facts = facts
    }

    deinit { close(descriptor) }

    /// Has the drop's bytes copied for the archive when they are first read whole.
    public func copies(to archive: Archive, number: Int) throws {
        guard digest == nil else { return }
        copy = try archive.copy(number)
    }

    /// The copy of a drop that was read whole; nil where none was made.
    public func takeCopy() -> ArchiveCopy? {
        defer { copy = nil }
        return digest == nil ? nil : copy
    }

    public var size: Int64 { Int64(facts.st_size) }

    /// True while the file is the one that was found: device, inode, size, time of change.
    /// - Throws: `Failure.inputOutput` where nobody can tell.
    public func isSettled() throws(Failure) -> Bool {
        var now = stat()
        var named = stat()
        guard fstat(descriptor, &now) == 0, stat(drop.location, &named) == 0 else {
            if errno == ENOENT { return false }
            throw ioFailure(drop.location)
        }
        let mark = drop.mark ?? FileMark(facts)
        return FileMark(now) == mark && FileMark(named) == mark
    }

    /// What the drop holds, in the container's order.
    /// - Throws: `ContainerError` for a container that is damaged or hostile.
    public func entries() throws -> [DropEntry] {
        let head = try readHead()
        if head.starts(with: [0x1F, 0x8B]) {
            return [DropEntry(path: drop.path, member: nil, isGzip: true)]
        }
        // The second mark is that of an archive without any entry.
        if [[0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6]].contains(head) { return try zipEntries() }
        if head.starts(with: [0x25, 0x50, 0x44, 0x46]) { return [pdfEntry()] }
        return [DropEntry(path: drop.path, member: nil, isGzip: false)]
    }

    /// The invoice inside a PDF; one without is the PDF itself, which is refused where a source
    /// takes it and is nobody's elsewhere.
    private func pdfEntry() -> DropEntry {
        let inner = try? pdf().invoice().name
        let path = drop.path + (inner.map { "!" + $0 } ?? "")
        return DropEntry(path: path, member: nil, isGzip: false, isPDF: true)
    }

    /// The drop as a PDF, which is opened once.
    private func pdf() throws(ContainerError) -> PDFAttachments {
        if let attachments { return try attachments.get() }
        let opened = Result { () throws(ContainerError) in try PDFAttachments(descriptor) }
        attachments = opened
        return try opened.get()
    }

    /// The first bytes of an entry, for telling its format; at most 64 KiB.
    public func head(of entry: DropEntry) throws -> [UInt8] {
        struct Enough: Error {}
        var head: [UInt8] = []
        do {
            try read(entry, hashing: false) { chunk, _ in
                head.append(contentsOf: chunk.prefix(65536 - head.count))
                if head.count >= 65536 { throw Enough() }
            }
        } catch is Enough {} catch let error as ContainerError {
            if head.isEmpty { throw error }
        }
        return head
    }

    /// Streams an entry's unpacked bytes; the last call has `isLast`.
    /// - Throws: `ContainerError`, `Failure.inputOutput`, and what `take` throws.
    public func read(
        _ entry: DropEntry, _ take: (UnsafeBufferPointer<UInt8>, _ isLast: Bool) throws -> Void
    ) throws {
        try read(entry, hashing: entry.member == nil && !entry.isPDF, take)
    }

    private func read(
        _ entry: DropEntry, hashing: Bool,
        _ take: (UnsafeBufferPointer<UInt8>, _ isLast: Bool) throws -> Void
    ) throws {
        if entry.isPDF {
            try pdf().read(pdf().invoice().index, take)
        } else if let member = entry.member {
            try readZip(member, take)
        } else if entry.isGzip {
            try readGzip(hashing: hashing, take)
        } else {
            try readRaw(hashing: hashing, take)
        }
    }

    /// SHA-256 of the drop's own bytes: of the reading that took place, else read now.
    public func digested() throws -> Digest {
        if let digest { return digest }
        try readRaw(hashing: true) { _, _ in }
        guard let digest else { throw ioFailure(drop.location, EIO) }
        return digest
    }

    private func readHead() throws(Failure) -> [UInt8] {
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 4, alignment: 1)
        defer { piece.deallocate() }
        let count = try readPiece(descriptor, piece, at: 0, drop.location)
        return Array(piece[..<count])
    }

    private func readRaw(
        hashing: Bool, _ take: (UnsafeBufferPointer<UInt8>, _ isLast: Bool) throws -> Void
    ) throws {
        let hash = hashing && digest == nil ? SHA256Stream() : nil
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: DropReader.chunk, alignment: ArchiveCopy.block)
        defer { buffer.deallocate() }
        // A reading that was broken off has copied its first bytes already.
        if hash != nil { try copy?.restart() }
        var position: Int64 = 0
        while true {
            // Never beyond the size at opening: a file that grows meanwhile would have no end.
            let room = min(buffer.count, Int(clamping: size - position))
            let count = pread(descriptor, buffer.baseAddress, room, Int(position))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw ioFailure(drop.location) }
            position += Int64(count)
            let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            if let hash {
                hash.update(piece)
                try copy?.write(piece)
            }
            try take(piece.bindMemory(to: UInt8.self), count == 0)
            if count == 0 { break }
        }
        if let hash {
            try copy?.end()
            digest = hash.finish()
        }
    }

    private func readGzip(
        hashing: Bool, _ take: (UnsafeBufferPointer<UInt8>, _ isLast: Bool) throws -> Void
    ) throws {
        let inflater = try GzipInflater(ratioFloor: 16 << 20)
        try readRaw(hashing: hashing) { piece, isLast in
            try inflater.feed(piece, isLast: isLast, take)
        }
    }

    private func zipEntries() throws -> [DropEntry] {
        let archive = try ZipArchive(drop.location)
        let members = try archive.members()
        // Folders alone are nothing to take, and nothing to pass over without a word.
        guard !members.isEmpty else { throw ContainerError(flaw: Flaw(.empty, line: 0)) }
        return members.map {
            DropEntry(path: drop.path + "!" + $0.name, member: $0.index, isGzip: false)
        }
    }

    private func readZip(
        _ member: UInt64, _ take: (UnsafeBufferPointer<UInt8>, _ isLast: Bool) throws -> Void
    ) throws {
        let archive = try ZipArchive(drop.location)
        try archive.read(member, chunk: DropReader.chunk, take)
    }
}

/// Inflates gzip, several members one after the other; refuses bombs, garbage and cut files.
private final class GzipInflater {
    private var stream = z_stream()
    private var output = [UInt8](repeating: 0, count: 256 << 10)
    private var atMemberStart = true
    private let ratioFloor: Int64
    private var total: (read: Int64, written: Int64) = (0, 0)

    init(ratioFloor: Int64) throws {
        self.ratioFloor = ratioFloor
        guard monthend_inflate_init_gzip(&stream) == Z_OK else {
            throw Failure(.defect, "zlib")
        }
    }

    deinit { inflateEnd(&stream) }

    func feed(
        _ piece: UnsafeBufferPointer<UInt8>, isLast: Bool,
        _ take: (UnsafeBufferPointer<UInt8>, _ isLast: Bool) throws -> Void
    ) throws {
        stream.next_in = UnsafeMutablePointer(mutating: piece.baseAddress)
        stream.avail_in = UInt32(piece.count)
        total.read += Int64(piece.count)
        while stream.avail_in > 0 { try step(take) }
        if isLast {
            guard atMemberStart else {
                throw ContainerError(flaw: Flaw(.truncated, line: 0, ["what": "gzip"]))
            }
            try take(UnsafeBufferPointer(start: nil, count: 0), true)
        }
    }

    private func step(
        _ take: (UnsafeBufferPointer<UInt8>, _ isLast: Bool) throws -> Void
    ) throws {
        let (status, count) = output.withUnsafeMutableBufferPointer { target in
            stream.next_out = target.baseAddress
            stream.avail_out = UInt32(target.count)
            let status = inflate(&stream, Z_NO_FLUSH)
            return (status, target.count - Int(stream.avail_out))
        }
        guard status == Z_OK || status == Z_STREAM_END else {
            let reason = stream.msg.map { String(cString: $0) } ?? "damaged"
            throw ContainerError(flaw: Flaw(.malformed, line: 0, ["reason": "gzip: " + reason]))
        }
        atMemberStart = false
        total.written += Int64(count)
        if total.written > Limits.file
            || total.written > ratioFloor && total.written / Limits.ratio > total.read
        {
            throw ContainerError(flaw: Flaw(.limit, line: 0, ["limit": "gzip ratio"]))
        }
        if count > 0 {
            try output.withUnsafeBufferPointer {
                try take(UnsafeBufferPointer(rebasing: $0[..<count]), false)
            }
        }
        if status == Z_STREAM_END {
            atMemberStart = true
            inflateReset(&stream)
        }
    }
}

/// A zip archive read through libzip; names are checked, sizes and ratios bounded.
private final class ZipArchive {
    private let handle: OpaquePointer

    init(_ path: String) throws {
        var code: Int32 = 0
        guard let handle = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code) else {
            var error = zip_error_t()
            zip_error_init_with_code(&error, code)
            let reason = String(cString: zip_error_strerror(&error))
            zip_error_fini(&error)
            throw ContainerError(flaw: Flaw(.malformed, line: 0, ["reason": "zip: " + reason]))
        }
        self.handle = handle
    }

    deinit { zip_discard(handle) }

    /// Regular members, in the archive's order.
    func members() throws -> [(name: String, index: UInt64)] {
        let count = zip_get_num_entries(handle, 0)
        guard count <= Limits.members else { throw refused("members \(Limits.members)") }
        var names: Set<String> = []
        var found: [(String, UInt64)] = []
        for index in 0..<UInt64(max(0, count)) {
            guard let raw = zip_get_name(handle, index, UInt32(ZIP_FL_ENC_GUESS)) else {
                throw refused("zip name")
            }
            let name = String(cString: raw)
            let parts = name.split(separator: "/", omittingEmptySubsequences: false)
            let isHostile =
                name.hasPrefix("/") || name.contains("\\") || parts.contains("..")
                || name.dropFirst().hasPrefix(":")
                || name.unicodeScalars.contains { $0.value < 32 }
            if isHostile || !names.insert(name.lowercased()).inserted { throw refused("zip name") }
            if name.hasSuffix("/") || name.hasPrefix("__MACOSX/") { continue }
            found.append((name, index))
        }
        return found
    }

    func read(
        _ member: UInt64, chunk: Int,
        _ take: (UnsafeBufferPointer<UInt8>, _ isLast: Bool) throws -> Void
    ) throws {
        var facts = zip_stat_t()
        guard zip_stat_index(handle, member, 0, &facts) == 0,
            let file = zip_fopen_index(handle, member, 0)
        else { throw refused("zip: " + String(cString: zip_strerror(handle))) }
        defer { zip_fclose(file) }
        var buffer = [UInt8](repeating: 0, count: chunk)
        var written: Int64 = 0
        while true {
            let count = zip_fread(file, &buffer, UInt64(chunk))
            guard count >= 0 else { throw refused("zip: damaged member") }
            written += Int64(count)
            if written > Limits.file
                || written > 16 << 20
                    && written / Limits.ratio > Int64(clamping: facts.comp_size)
            {
                throw ContainerError(flaw: Flaw(.limit, line: 0, ["limit": "zip ratio"]))
            }
            try buffer.withUnsafeBufferPointer {
                try take(UnsafeBufferPointer(rebasing: $0[..<Int(count)]), count == 0)
            }
            if count == 0 { return }
        }
    }

    private func refused(_ reason: String) -> ContainerError {
        ContainerError(flaw: Flaw(.malformed, line: 0, ["reason": reason]))
    }
}
