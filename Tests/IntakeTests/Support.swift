internal import Accounting
internal import Foundation
internal import Testing

@testable internal import Intake

/// A folder of its own for one test, removed with it.
final class Scratch {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/monthend-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func file(_ name: String, _ bytes: [UInt8]) throws -> Drop {
        let location = path + "/" + name
        try FileManager.default.createDirectory(
            atPath: parentFolder(location), withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: location))
        return Drop(path: name, location: location, size: Int64(bytes.count))
    }

    @discardableResult
    func file(_ name: String, _ text: String) throws -> Drop { try file(name, Array(text.utf8)) }

    /// Every path below the folder, in order.
    func contents() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
    }
}

/// A drop's entries with their bytes, and the container's flaw where it is refused.
func unpack(_ drop: Drop) throws -> (entries: [String: [UInt8]], flaw: Flaw?) {
    let reader = try DropReader(drop)
    var entries: [String: [UInt8]] = [:]
    do {
        for entry in try reader.entries() {
            var bytes: [UInt8] = []
            var ends = 0
            try reader.read(entry) { piece, isLast in
                bytes.append(contentsOf: piece)
                if isLast { ends += 1 }
            }
            #expect(ends == 1, "the last piece is told once")
            entries[entry.path] = bytes
        }
        return (entries, nil)
    } catch let error as ContainerError { return (entries, error.flaw) }
}

/// Builds containers byte by byte: stored (not deflated) gzip members and zip archives.
enum Container {
    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc = UInt32.max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }

    static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    /// One gzip member of one stored block; `name` goes to its name field.
    static func gzip(_ bytes: [UInt8], name: String? = nil) -> [UInt8] {
        var out: [UInt8] = [0x1F, 0x8B, 8, name == nil ? 0 : 8, 0, 0, 0, 0, 0, 255]
        if let name { out += Array(name.utf8) + [0] }
        out += [1] + little(bytes.count, 2) + little(~bytes.count, 2) + bytes
        return out + little(Int(crc32(bytes)), 4) + little(bytes.count, 4)
    }

    /// A zip archive of stored members.
    static func zip(_ members: [(name: String, bytes: [UInt8])], flags: Int = 0x800) -> [UInt8] {
        var (out, central) = ([UInt8](), [UInt8]())
        for (name, bytes) in members {
            let start = out.count
            let crc = little(Int(crc32(bytes)), 4)
            let sizes = little(bytes.count, 4) + little(bytes.count, 4)
            let common =
                little(flags, 2) + little(0, 2) + [0, 0, 0x21, 0x5A] + crc + sizes
                + little(name.utf8.count, 2) + [0, 0]
            out += [0x50, 0x4B, 3, 4, 20, 0] + common + Array(name.utf8) + bytes
            central +=
                [0x50, 0x4B, 1, 2, 20, 0, 20, 0] + common + [UInt8](repeating: 0, count: 10)
                + little(start, 4) + Array(name.utf8)
        }
        let end =
            [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + little(members.count, 2)
            + little(members.count, 2) + little(central.count, 4) + little(out.count, 4) + [0, 0]
        return out + central + end
    }
}
