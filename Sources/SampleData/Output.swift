import Glibc

/// A failure the caller can act on.
struct SampleError: Error {
    let message: String
    init(_ message: String) { self.message = message }
}

/// Bytes kept for the life of the process, so that rows copy them without counting references.
struct Text: @unchecked Sendable {
    let base: UnsafePointer<UInt8>
    let count: Int

    init(_ string: String) {
        let bytes = Array(string.utf8)
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
        for (index, byte) in bytes.enumerated() { copy[index] = byte }
        base = UnsafePointer(copy)
        count = bytes.count
    }
}

/// A table of texts with raw storage.
struct TextTable: @unchecked Sendable {
    private let base: UnsafePointer<Text>
    let count: Int

    init(_ strings: [String]) {
        let copy = UnsafeMutablePointer<Text>.allocate(capacity: max(1, strings.count))
        for (index, string) in strings.enumerated() {
            (copy + index).initialize(to: Text(string))
        }
        base = UnsafePointer(copy)
        count = strings.count
    }

    @inline(__always)
    subscript(index: Int) -> Text { base[index] }
}

/// Buffered bytes to a file descriptor. Call `room` before each row of less than `slack` bytes;
/// every failed write throws.
final class Output {
    private static let limit = 1 << 20
    private static let slack = 8_192
    private let descriptor: Int32
    private let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: limit + slack)
    private var used = 0

    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { buffer.deallocate() }

    func flush() throws {
        var sent = 0
        while sent < used {
            let count = write(descriptor, buffer + sent, used - sent)
            if count > 0 {
                sent += count
            } else if errno != EINTR {
                throw SampleError("cannot write: \(String(cString: strerror(errno)))")
            }
        }
        used = 0
    }

    @inline(__always)
    func room() throws { if used >= Output.limit { try flush() } }

    @inline(__always)
    func put(_ byte: UInt8) {
        buffer[used] = byte
        used += 1
    }

    @inline(__always)
    func put(_ text: Text) {
        memcpy(buffer + used, text.base, text.count)
        used += text.count
    }

    @inline(__always)
    func put(_ text: StaticString) {
        memcpy(buffer + used, text.utf8Start, text.utf8CodeUnitCount)
        used += text.utf8CodeUnitCount
    }

    /// A number with leading zeros up to `width`.
    @inline(__always)
    func put(_ number: UInt64, width: Int = 1) {
        var length = 1
        var rest = number
        while rest >= 10 {
            rest /= 10
            length += 1
        }
        length = max(length, width)
        var at = used + length
        used = at
        rest = number
        for _ in 0..<length {
            at -= 1
            buffer[at] = UInt8(truncatingIfNeeded: 48 + rest % 10)
            rest /= 10
        }
    }

    @inline(__always)
    func put(cents: Int64) {
        if cents < 0 { put(45) }
        put(cents.magnitude / 100)
        put(46)
        put(cents.magnitude % 100, width: 2)
    }

    /// Bytes of any length.
    func put(all bytes: some Sequence<UInt8>) throws {
        for byte in bytes {
            try room()
            put(byte)
        }
    }
}

/// Makes the folder and those above it.
func makeFolder(_ path: String) throws {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
        made += part + "/"
        if mkdir(made, 0o755) != 0 && errno != EEXIST {
            throw SampleError("cannot make \(made): \(String(cString: strerror(errno)))")
        }
    }
}

/// Writes a whole file; the folder must exist.
func save(_ bytes: some Sequence<UInt8>, to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else {
        throw SampleError("cannot open \(path): \(String(cString: strerror(errno)))")
    }
    let output = Output(descriptor: descriptor)
    do {
        try output.put(all: bytes)
        try output.flush()
    } catch {
        _ = close(descriptor)
        throw error
    }
    guard close(descriptor) == 0 else {
        throw SampleError("cannot close \(path): \(String(cString: strerror(errno)))")
    }
}
