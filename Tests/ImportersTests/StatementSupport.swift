internal import Accounting
internal import Formats
import Foundation
internal import Testing

@testable internal import Importers

/// Sample files of banks: our own, and those that nobody here wrote.
enum BankFiles {
    static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    static let corpus = root + "/../shared/corpus/"
    static var hasCorpus: Bool { FileManager.default.fileExists(atPath: corpus + "README.md") }

    /// A file of a posting case: `coda/statement.cod`.
    static func fixture(_ name: String) throws -> [UInt8] {
        try bytes(root + "/fixtures/banks/" + name.replacing("/", with: "/inbox/bank/"))
    }

    static func corpusFile(_ name: String) throws -> [UInt8] { try bytes(corpus + name) }

    private static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// The names of the files below a folder of the corpus.
    static func corpusFiles(_ folder: String) throws -> [String] {
        let all = FileManager.default.enumerator(atPath: corpus + folder)
        return (all?.allObjects ?? []).compactMap { $0 as? String }.filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(
                atPath: corpus + folder + "/" + name, isDirectory: &isFolder)
                && !isFolder.boolValue
        }.map { folder + "/" + $0 }.sorted()
    }

    /// The figures of an independent reader, a row a statement.
    static func listed(_ prefix: String) throws -> [[String]] {
        String(decoding: try corpusFile("balances.share.tsv"), as: UTF8.self)
            .split(separator: "\n").filter { $0.hasPrefix(prefix) }
            .map {
                $0.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
            }
    }
}

extension Imported {
    /// What is wrong with the file by its own word: refusal, flaws, controls, balances.
    var complaints: [String] {
        var found = defects
        if let refusal { found.append("refused \(refusal.defect)") }
        for tail in tails {
            found += tail.flaws.map { "\($0.line) \($0.defect)" }
            found += tail.declared.filter { !$0.declared.equals($0.counted) }.map(\.name)
            if tail.addsUp == false { found.append("adds up") }
        }
        return found
    }

    /// Everything of the file that reaches the book.
    var posted: [String] {
        tails.map { "\($0.account) \($0.opening?.text ?? "") \($0.closing?.text ?? "")" }
            + bank.map { "\($0.day) \($0.amount) \($0.reference) \($0.text)" }
    }

    /// Pieces of any size give the same.
    var digest: [String] {
        complaints + posted + heads.map { "\($0)" } + tails.map { "\($0)" }
            + bank.map { "\($0)" } + ignored.map { "\($0)" } + ["\(rows ?? -1)"]
    }
}

/// Lengths at which a file's beginning passes for the whole: nothing is wrong with it, and yet it
/// does not give what the whole gives.
func silentPrefixes(_ bytes: [UInt8], _ layout: SourceLayout) throws -> [Int] {
    let whole = try importing(bytes, layout).posted
    return try (0..<bytes.count).filter { length in
        let part = try importing(Array(bytes[..<length]), layout)
        return part.complaints.isEmpty && part.posted != whole
    }
}

/// Positions of digits in a part of a file whose change by one nothing notices.
func silentDigits(_ bytes: [UInt8], _ layout: SourceLayout, in part: Range<Int>) throws -> [Int] {
    try part.filter { position in
        guard bytes[position] >= 48, bytes[position] <= 57 else { return false }
        var changed = bytes
        changed[position] = bytes[position] == 57 ? 48 : bytes[position] + 1
        return try importing(changed, layout).complaints.isEmpty
    }
}

/// Where a text stands in a file; the whole file where it stands nowhere.
func range(of text: String, in bytes: [UInt8]) throws -> Range<Int> {
    let sought = Array(text.utf8)
    let start = try #require(
        (0...(bytes.count - sought.count)).first { bytes[$0...].starts(with: sought) })
    return start..<start + sought.count
}
