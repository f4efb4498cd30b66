import Foundation
import Testing

/// Where the sample files stand: our own, and those that nobody here wrote.
enum Samples {
    static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    static let corpus = root + "/../shared/corpus/"
    static var hasCorpus: Bool { FileManager.default.fileExists(atPath: corpus + "README.md") }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Paths of the files below a folder, in the order of their bytes.
    static func files(_ folder: String) -> [String] {
        let all = FileManager.default.enumerator(atPath: folder)
        return (all?.allObjects ?? []).compactMap { $0 as? String }.filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(
                atPath: folder + "/" + name, isDirectory: &isFolder) && !isFolder.boolValue
        }.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
            .map { folder + "/" + $0 }
    }

    static func fixtures(_ folder: String) -> [String] { files(root + "/fixtures/" + folder) }

    static func corpusFiles(_ folder: String) -> [String] {
        files(corpus + folder).filter { !$0.hasSuffix(".md") }
    }
}

/// A counted harness: it says what it did, and fails where it did less than its floor.
struct Harness {
    /// `RELIABILITY=long` runs every case there is; else a sample that is the same every time.
    static let isLong = ProcessInfo.processInfo.environment["RELIABILITY"] == "long"

    let id: String
    let seed: UInt64
    private let start = ContinuousClock.now
    private(set) var cases = 0
    private(set) var violations: [String] = []

    init(_ id: String, seed: UInt64 = 0) {
        self.id = id
        self.seed = seed
    }

    mutating func count(_ more: Int = 1) { cases += more }
    mutating func violate(_ what: String) { violations.append(what) }

    func finish(floor: Int) {
        let took = start.duration(to: .now) / .milliseconds(1)
        let seconds = String(format: "%.1f", took / 1000)
        print(
            "RELIABILITY \(id) cases=\(cases) violations=\(violations.count)"
                + " seconds=\(seconds) seed=\(seed)")
        #expect(cases >= floor, "\(id) ran \(cases) of \(floor) cases")
        #expect(violations.isEmpty, "\(violations.prefix(20).joined(separator: "\n"))")
    }
}
