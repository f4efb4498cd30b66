@testable import Formats

/// The document reader, asked whether it accepts.
enum JSONProbe {
    static func accepts(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            do {
                try JSONReader().walk(buffer) { _, _ in }
                return true
            } catch { return false }
        }
    }
}

/// The CSV reader's cells as text.
enum CSVProbe {
    static func rows(_ bytes: [UInt8]) throws -> [[String]] {
        var reader = CSVReader(delimiter: UInt8(ascii: ","))
        var rows: [[String]] = []
        try bytes.withUnsafeBufferPointer { buffer in
            try reader.feed(buffer, isLast: true) { record in
                if record.isBlank { return }
                rows.append(
                    (0..<record.count).map { String(decoding: record.unquoted($0), as: UTF8.self) })
            }
        }
        return rows
    }
}
