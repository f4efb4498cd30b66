internal import Foundation
internal import GRDB

/// Bytes to and from SQLite blobs (GRDB speaks Foundation's Data; nothing else here does).
enum Blob {
    static func data(_ bytes: [UInt8]) -> Data { Data(bytes) }

    static func bytes(_ row: Row, _ column: String) -> [UInt8] {
        let data: Data = row[column]
        return Array(data)
    }
}
