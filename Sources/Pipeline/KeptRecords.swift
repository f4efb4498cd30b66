internal import Accounting
internal import Digest
internal import Formats
internal import Intake

/// A JSON object that ends with the digest of its own bytes: `…,"digest":"<64 hex>"}`.
enum Seal {
    private static let mark = Array(",\"digest\":\"".utf8)

    /// The bytes of an object whose text ends with `}` and a line end, with its digest.
    static func sealed(_ object: String) -> [UInt8] {
        let bytes = Array(object.utf8.dropLast(2))
        return bytes + mark + Array("\(sha256(bytes))\"}\n".utf8)
    }

    /// True where the digest is that of the bytes before it.
    static func holds(_ bytes: [UInt8]) -> Bool {
        let length = mark.count + 64 + 3
        guard bytes.count > length else { return false }
        return bytes == sealed(String(decoding: bytes.dropLast(length), as: UTF8.self) + "}\n")
    }
}

/// The packs and the records of runs that lie beside a book: their own digests, those of their
/// reports, and the heads they state, against the book's chain.
///
/// What is not there is not missed: a move that was broken off is finished by the next run, and
/// packs may be kept elsewhere.
struct KeptRecords {
    let folder: ClientFolder
    let options: Options
    /// The head of every batch of the book, in their order.
    let heads: [Digest]

    /// What was changed, or is of another book.
    /// - Complexity: every byte of every report.
    func faults() throws -> [String] {
        var found: [String] = []
        for pack in try packs() { found += try faults(of: "MANIFEST", in: pack) }
        for run in try fileNames(in: folder.runs).sorted() {
            let place = folder.runs + "/" + run
            if try exists(place + "/run.json") { found += try faults(of: "run.json", in: place) }
        }
        return found
    }

    /// Folders with a MANIFEST, those of packs that were superseded among them.
    private func packs() throws -> [String] {
        let places =
            try options.out.map { [$0] }
            ?? fileNames(in: folder.reports).sorted().filter { !$0.hasPrefix(".") }
            .map { folder.reports + "/" + $0 }
        var packs: [String] = []
        for place in places where try isFolder(place) {
            packs.append(place)
            let kept = place + "/superseded"
            guard try isFolder(kept) else { continue }
            packs += try fileNames(in: kept).sorted().map { kept + "/" + $0 }
        }
        return try packs.filter { try exists($0 + "/MANIFEST") }
    }

    private func isFolder(_ path: String) throws -> Bool { try exists(path + "/.") }

    /// What was changed of a record and of the files that it seals.
    private func faults(of record: String, in place: String) throws -> [String] {
        let path = place + "/" + record
        let stated = Stated(try readFile(path))
        var found = faults(of: stated, path)
        for (name, digest) in stated.reports where try exists(place + "/" + name) {
            let drop = Drop(path: name, location: place + "/" + name, size: 0)
            if try DropReader(drop).digested().description != digest {
                found.append("report: \(place)/\(name)")
            }
        }
        return found
    }

    private func faults(of stated: Stated, _ path: String) -> [String] {
        guard stated.holds else { return ["record: " + path] }
        // Nothing was in the book then.
        if stated.batch == 0 { return [] }
        let isOurs =
            heads.indices.contains(stated.batch - 1)
            && heads[stated.batch - 1].description == stated.head
        return isOurs ? [] : ["head of batch \(stated.batch): \(path)"]
    }
}

/// What a MANIFEST or the record of a run states of the book and the reports beside it.
private struct Stated {
    var batch = 0
    var head = ""
    /// Name and digest.
    var reports: [(String, String)] = []
    /// False where the bytes were changed.
    private(set) var holds: Bool

    init(_ bytes: [UInt8]) {
        holds = Seal.holds(bytes)
        guard holds else { return }
        do { try read(bytes) } catch { holds = false }
    }

    private mutating func read(_ bytes: [UInt8]) throws {
        var (key, list, name) = ("", "", "")
        var depth = 0
        try bytes.withUnsafeBufferPointer { document in
            try JSONReader().walk(document) { event, text in
                let value = String(decoding: text, as: UTF8.self)
                switch event {
                case .objectStart: depth += 1
                case .objectEnd: depth -= 1
                case .arrayStart: list = key
                case .arrayEnd: list = ""
                case .key: key = value
                case .number where depth == 1 && key == "batch": batch = Int(value) ?? -1
                case .string where depth == 1 && key == "head": head = value
                case .string where list == "reports" && key == "name": name = value
                case .string where list == "reports" && key == "sha256":
                    reports.append((name, value))
                default: break
                }
            }
        }
    }
}
