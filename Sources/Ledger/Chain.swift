internal import Accounting
internal import Digest

/// The canonical bytes of a batch, table by table, as digests that grow while rows are written.
///
/// H(n) = SHA-256("monthend/1/batch" ‖ H(n−1) ‖ settings ‖ for each table: name, rows, digest);
/// tables of `Schema.chainedLater` only where they have rows.
/// A field is a tag (0 null, 1 integer, 2 text, 3 blob), integers as 8 bytes big-endian, texts
/// and blobs as their length and bytes. RELIABILITY §4.5.
struct Chain {
    /// One table's rows so far.
    final class Table {
        private(set) var rows = 0
        private let stream: SHA256Stream
        /// Bytes not yet in the stream; a row's values are written straight into it.
        private let buffer = UnsafeMutableRawPointer.allocate(
            byteCount: Table.capacity, alignment: 8)
        private var filled = 0
        private static let capacity = 1 << 15

        init() { stream = SHA256Stream() }

        private init(rows: Int, stream: SHA256Stream) {
            self.rows = rows
            self.stream = stream
        }

        deinit { buffer.deallocate() }

        func copy() -> Table {
            flush()
            return Table(rows: rows, stream: stream.copy())
        }

        @inline(__always) func integer(_ value: Int64) {
            if filled &+ 9 > Table.capacity { flush() }
            (buffer + filled).storeBytes(of: 1, as: UInt8.self)
            (buffer + filled + 1).storeBytes(of: value.bigEndian, as: Int64.self)
            filled &+= 9
        }

        func null() {
            if filled == Table.capacity { flush() }
            (buffer + filled).storeBytes(of: 0, as: UInt8.self)
            filled &+= 1
        }

        @inline(__always) func text(_ bytes: UnsafeRawBufferPointer) { sized(2, bytes) }

        @inline(__always) func text(_ slice: TextSlice, _ arena: borrowing Arena) {
            arena.bytes.withUnsafeBytes {
                sized(2, UnsafeRawBufferPointer(rebasing: $0[slice.range]))
            }
        }

        func blob(_ bytes: UnsafeRawBufferPointer) { sized(3, bytes) }

        @inline(__always) private func sized(_ tag: UInt8, _ bytes: UnsafeRawBufferPointer) {
            if filled &+ 9 &+ bytes.count > Table.capacity { flush() }
            (buffer + filled).storeBytes(of: tag, as: UInt8.self)
            (buffer + filled + 1).storeBytes(of: UInt64(bytes.count).bigEndian, as: UInt64.self)
            filled &+= 9
            if bytes.count > Table.capacity &- filled {
                flush()
                stream.update(bytes)
            } else if let base = bytes.baseAddress {
                (buffer + filled).copyMemory(from: base, byteCount: bytes.count)
                filled &+= bytes.count
            }
        }

        @inline(__always) func endRow() {
            rows &+= 1
        }

        func digest() -> Digest {
            flush()
            return stream.finish()
        }

        private func flush() {
            stream.update(UnsafeRawBufferPointer(start: buffer, count: filled))
            filled = 0
        }
    }

    private(set) var tables: [String: Table] = [:]

    init() { for name in Schema.chained { tables[name] = Table() } }

    func copy() -> Chain {
        var chain = Chain()
        for (name, table) in tables { chain.tables[name] = table.copy() }
        return chain
    }

    subscript(name: String) -> Table {
        guard let table = tables[name] else { preconditionFailure("\(name) is not in the chain") }
        return table
    }

    /// The head of the batch whose rows these are.
    func head(after previous: Digest, settings: [UInt8]) -> Digest {
        chainHead(after: previous, settings: settings) { (self[$0].rows, self[$0].digest()) }
    }
}

/// The chain's head over the digests of a batch's tables.
func chainHead(
    after previous: Digest, settings: [UInt8], _ table: (String) -> (rows: Int, digest: Digest)
) -> Digest {
    let stream = SHA256Stream()
    stream.update(Array("monthend/1/batch".utf8))
    stream.update(previous.bytes)
    stream.update(settings)
    for name in Schema.chained {
        let (count, digest) = table(name)
        if count == 0, Schema.chainedLater.contains(name) { continue }
        stream.update(Array(name.utf8))
        var rows = UInt64(count).bigEndian
        withUnsafeBytes(of: &rows) { stream.update($0) }
        stream.update(digest.bytes)
    }
    return stream.finish()
}
