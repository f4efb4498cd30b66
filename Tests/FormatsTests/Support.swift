internal import Accounting
internal import Testing

@testable internal import Formats

/// The bytes as the readers take them.
func withBytes<R>(_ bytes: [UInt8], _ body: (Bytes) throws -> R) rethrows -> R {
    try bytes.withUnsafeBufferPointer(body)
}

/// A text's bytes in pieces of at most `size`, each with whether it is the last.
func pieces(_ bytes: [UInt8], of size: Int) -> [(piece: [UInt8], isLast: Bool)] {
    guard !bytes.isEmpty else { return [([], true)] }
    return stride(from: 0, to: bytes.count, by: size).map { start in
        let end = min(start + size, bytes.count)
        return (Array(bytes[start..<end]), end == bytes.count)
    }
}

/// The flaw a reading ended in; nil where it ended well.
func flaw(_ body: () throws -> Void) throws -> Flaw? {
    do {
        try body()
        return nil
    } catch let error as FormatError { return error.flaw }
}

func hex(_ text: String) -> [UInt8] {
    text.split(separator: " ").compactMap { UInt8($0, radix: 16) }
}
