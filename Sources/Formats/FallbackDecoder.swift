internal import Accounting

/// Turns texts of files that seldom say their encoding into UTF-8, text by text: strict UTF-8,
/// else the declared encoding, else (none being declared) windows-1252, else ISO 8859-1.
///
/// Nothing is replaced: bytes that are not of a declared encoding, and NUL, are an answer of nil.
public final class FallbackDecoder {
    /// The declared encoding, else UTF-8.
    public let name: String
    private let decoders: [TextDecoder]

    public init(declared: TextEncoding?) {
        name = declared?.name ?? TextEncoding.utf8.name
        if let declared, !declared.isWide {
            decoders = [TextDecoder(.utf8), TextDecoder(declared)]
        } else {
            let fallbacks = ["WINDOWS-1252", "ISO-8859-1"].compactMap { TextEncoding($0) }
            decoders = [TextDecoder(.utf8)] + fallbacks.map { TextDecoder($0) }
        }
    }

    public func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        let decoded = text.withContiguousStorageIfAvailable { decode($0) }
        return decoded ?? Array(text).withUnsafeBufferPointer { decode($0) }
    }

    private func decode(_ bytes: Bytes) -> [UInt8]? {
        guard !bytes.contains(0) else { return nil }
        for decoder in decoders {
            if let text = decoder.decode(bytes) { return text }
        }
        return nil
    }
}
