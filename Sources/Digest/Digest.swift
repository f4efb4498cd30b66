/// SHA-256, whole or in pieces, through libcrypto (its only home).
///
/// Input: bytes. Output: 32 bytes. Entry: `SHA256Stream` and `sha256(_:)`.
internal import CLibCrypto

/// A digest of 32 bytes.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
    public let bytes: [UInt8]

    /// - Precondition: 32 bytes.
    public init(bytes: [UInt8]) {
        precondition(bytes.count == 32, "a SHA-256 digest has 32 bytes")
        self.bytes = bytes
    }

    public static let zero = Digest(bytes: [UInt8](repeating: 0, count: 32))

    /// 64 lower-case hexadecimal digits.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// SHA-256 over bytes that arrive in pieces.
public final class SHA256Stream {
    private let context: OpaquePointer

    public init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
        else { preconditionFailure("libcrypto has no SHA-256") }
        self.context = context
    }

    private init(copying other: SHA256Stream) {
        guard let context = EVP_MD_CTX_new(), EVP_MD_CTX_copy_ex(context, other.context) == 1
        else { preconditionFailure("libcrypto cannot copy a digest") }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// The same state, to go back to.
    public func copy() -> SHA256Stream { SHA256Stream(copying: self) }

    public func update(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
        let done = EVP_DigestUpdate(context, base, bytes.count)
        precondition(done == 1, "libcrypto refused bytes")
    }

    public func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

    /// The digest of everything so far; the stream goes on.
    public func finish() -> Digest {
        let last = SHA256Stream(copying: self)
        var result = [UInt8](repeating: 0, count: 32)
        let done = result.withUnsafeMutableBufferPointer {
            EVP_DigestFinal_ex(last.context, $0.baseAddress, nil)
        }
        precondition(done == 1, "libcrypto gave no digest")
        return Digest(bytes: result)
    }
}

public func sha256(_ bytes: [UInt8]) -> Digest {
    let stream = SHA256Stream()
    stream.update(bytes)
    return stream.finish()
}
