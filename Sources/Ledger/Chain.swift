internal import Digest

/// The canonical bytes of a batch, table by table, as digests that grow while rows are written.
///
/// H(n) = SHA-256("monthend/1/batch" ‖ H(n−1) ‖ settings ‖ for each table: name, rows, digest).
/// A field is a tag (0 null, 1 integer, 2 text, 3 blob), integers as 8 bytes big-endian, texts
/// and blobs as their length and bytes. RELIABILITY §4.5.
struct Chain {
    /// One table's rows so far.
    final class Table {
        private(set) var rows = 0
        private var stream = SHA256Stream()
        private var buffer: [UInt8] = []

        init() { buffer.reserveCapacity(1 << 16) }

        private init(rows: Int, stream: SHA256Stream) {
            self.rows = rows
            self.stream = stream
        }

        func copy() -> Table {
            flush()
            return Table(rows: rows, stream: stream.copy())
        }

        @inline(__always) func integer(_ value: Int64) {
            buffer.append(1)
            var bigEndian = value.bigEndian
            withUnsafeBytes(of: &bigEndian) { buffer.append(contentsOf: $0) }
        }

        @inline(__always) func null() { buffer.append(0) }

        @inline(__always) func text(_ bytes: UnsafeRawBufferPointer) {
            sized(2, bytes)
        }

        func blob(_ bytes: UnsafeRawBufferPointer) { sized(3, bytes) }

        @inline(__always) private func sized(_ tag: UInt8, _ bytes: UnsafeRawBufferPointer) {
            buffer.append(tag)
            var length = UInt64(bytes.count).bigEndian
            withUnsafeBytes(of: &length) { buffer.append(contentsOf: $0) }
            buffer.append(contentsOf: bytes)
        }

        @inline(__always) func endRow() {
            rows &+= 1
            if buffer.count >= 1 << 15 { flush() }
        }

        func digest() -> Digest {
            flush()
            return stream.finish()
        }

        private func flush() {
            stream.update(buffer)
            buffer.removeAll(keepingCapacity: true)
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
        stream.update(Array(name.utf8))
        var rows = UInt64(count).bigEndian
        withUnsafeBytes(of: &rows) { stream.update($0) }
        stream.update(digest.bytes)
    }
    return stream.finish()
}
