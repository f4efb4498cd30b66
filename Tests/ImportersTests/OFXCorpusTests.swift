internal import Accounting
internal import Formats
internal import Foundation
internal import Testing

@testable internal import Importers

/// Real OFX files that nobody here wrote; skipped where they are not at hand.
private enum Corpus {
    static let folder: String = {
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return root + "/../shared/corpus"
    }()
    static var isThere: Bool { FileManager.default.fileExists(atPath: folder + "/README.md") }

    static func bytes(_ name: String) -> [UInt8] {
        [UInt8](FileManager.default.contents(atPath: folder + "/" + name) ?? Data())
    }

    static func files(_ format: String) -> [String] {
        let all = FileManager.default.enumerator(atPath: folder + "/" + format)
        return (all?.allObjects ?? []).compactMap { $0 as? String }.map { format + "/" + $0 }
            .filter {
                var isFolder: ObjCBool = false
                let path = folder + "/" + $0
                return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
                    && !isFolder.boolValue
            }.sorted()
    }
}

@Suite("OFX: the corpus", .enabled(if: Corpus.isThere, "the corpus is not beside the repository"))
struct OFXCorpusTests {
    /// Statements whose figures are not those of the table, and why ours are right.
    private static let explained = [
        // Three USD rows (`CURRENCY` USD) of a CAD account: the table adds them as CAD, we tell
        // each (currencyUnknown) and book none.
        "ofx/jseutter__ofxparse/tests/fixtures/investment_medium.ofx 1"
    ]

    /// Files of the table's `no statement` rows and of no row; each is refused, and so.
    private static let refused: [String: Defect] = [
        "avatar.gif": .malformed, "failing-ofx-file1.xml": .malformed,
        "failing-ofx-file2.xml": .malformed, "heap-buffer-overflow-2.ofx": .malformed,
        "null-ptr-deref-1.ofx": .malformed, "null-ptr-deref-2.ofx": .malformed,
        "use-after-free.ofx": .malformed,
    ]

    private struct Listed {
        var entries: String
        var sum: String
        var closing: String
        var note: String
    }

    private func listed() throws -> [String: [Listed]] {
        let text = try String(
            contentsOfFile: Corpus.folder + "/balances.share.tsv", encoding: .utf8)
        var table: [String: [Listed]] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("ofx/") {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(
                String.init)
            table[cells[0], default: []].append(
                Listed(entries: cells[4], sum: cells[5], closing: cells[6], note: cells[8]))
        }
        return table
    }

    private func exact(_ text: String) -> Exact? {
        var reader = OFXAmounts(.plain)
        guard case .amount(let amount) = reader.read(Array(text.utf8), exponent: 3) else {
            return nil
        }
        return amount
    }

    @Test("at least 95 % of the statements read as an independent reader read them")
    func figures() throws {
        var agreed = 0
        var all = 0
        for (file, statements) in try listed().sorted(by: { $0.key < $1.key }) {
            let imported = try importing(Corpus.bytes(file), layout(.ofx))
            if statements[0].note.hasPrefix("no statement") || statements[0].note == "no <OFX>" {
                let name = String(file.split(separator: "/").last ?? "")
                #expect(imported.refusal?.defect == Self.refused[name] ?? .empty, "\(file)")
                continue
            }
            #expect(imported.refusal == nil, "\(file)")
            #expect(imported.tails.count == statements.count, "\(file)")
            for (index, listed) in statements.enumerated() where index < imported.tails.count {
                let tail = imported.tails[index]
                all += 1
                let closing = exact(listed.closing)
                let agrees =
                    String(tail.entries) == listed.entries
                    && exact(listed.sum).map { tail.booked.equals($0) } ?? true
                    && closing.map { tail.closing?.equals($0) ?? false } ?? (tail.closing == nil)
                if agrees { agreed += 1 }
                let name = "\(file) \(index + 1)"
                #expect(agrees != Self.explained.contains(name), "\(name)")
            }
        }
        #expect(all >= 110)
        #expect(agreed * 100 >= all * 95)
        print("CORPUS ofx agreed=\(agreed) of=\(all)")
    }

    @Test("files that must be refused or reported are, and their rows with them")
    func reported() throws {
        let named = ["test_ofx_wrong.ofx", "downcast.ofx", "heap-buffer-overflow-1.ofx"]
        for file in Corpus.files("ofx") {
            let name = String(file.split(separator: "/").last ?? "")
            guard named.contains(name) || file.contains("fail_nice") else { continue }
            // A balance left empty is no balance, and nothing else is wrong with that file.
            if name == "empty_balance.ofx" { continue }
            let imported = try importing(Corpus.bytes(file), layout(.ofx))
            let flaws = imported.tails.flatMap(\.flaws) + imported.bank.flatMap(\.flaws)
            #expect(imported.refusal != nil || !flaws.isEmpty, "\(file)")
        }
    }

    @Test("every OFX file is recognised as one, and no file of another format is")
    func recognition() throws {
        for file in Corpus.files("ofx") {
            let name = String(file.split(separator: "/").last ?? "")
            let isOFX = Self.refused[name] == nil || Corpus.bytes(file).starts(with: "<OFX>".utf8)
            #expect(
                OFXImporter.recognises(Array(Corpus.bytes(file).prefix(65536))) == isOFX, "\(file)")
        }
        var others = 0
        for format in [
            "camt", "mt940", "bai2", "bankcsv", "fixedwidth", "fec", "saft", "invoices", "sales",
            "accounting", "payroll", "json", "csvtorture", "xmltorture", "inventory",
        ] {
            for file in Corpus.files(format) {
                let path = Corpus.folder + "/" + file
                guard let handle = FileHandle(forReadingAtPath: path) else { continue }
                defer { try? handle.close() }
                let head = [UInt8](try handle.read(upToCount: 65536) ?? Data())
                #expect(!OFXImporter.recognises(head), "\(file)")
                others += 1
            }
        }
        #expect(others >= 1000)
        print("CORPUS ofx-recognised others=\(others)")
    }

    @Test("real files cut anywhere are refused; in pieces they read the same")
    func cuts() throws {
        var cut = 0
        for file in Corpus.files("ofx") {
            let bytes = Corpus.bytes(file)
            let whole = try importing(bytes, layout(.ofx))
            guard whole.refusal == nil else { continue }
            let last = bytes.count - 1 - (bytes.reversed().firstIndex(of: UInt8(ascii: ">")) ?? 0)
            for step in 1...12 {
                let imported = try importing(Array(bytes[..<(last * step / 12)]), layout(.ofx))
                #expect(imported.refusal != nil, "\(file) cut at \(last * step / 12)")
                cut += 1
            }
            for size in [7] where bytes.count < 4000 {
                let imported = try importing(bytes, layout(.ofx), by: size)
                #expect(imported.bank == whole.bank && imported.tails == whole.tails, "\(file)")
            }
        }
        #expect(cut >= 1000)
        print("CORPUS ofx-cuts files=\(cut)")
    }

    @Test("real files with bytes changed never crash, and never give a row outside the file")
    func mutations() throws {
        var state: UInt64 = 88_172_645_463_325_252
        func random(_ limit: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(limit))
        }
        let marks = Array("<>/!?&;-[].,0 \0\n\u{FF}".utf8)
        let files = Corpus.files("ofx").map { Corpus.bytes($0) }.filter { $0.count < 4000 }
        for _ in 0..<1000 {
            var bytes = files[random(files.count)]
            for _ in 0...random(6) where bytes.count > 40 {
                let place = random(bytes.count)
                switch random(4) {
                case 0: bytes[place] = marks[random(marks.count)]
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(marks[random(marks.count)], at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + random(30)))
                }
            }
            let imported = try importing(bytes, layout(.ofx))
            for line in imported.bank {
                #expect(line.span.offset >= 0)
                #expect(Int(line.span.offset) + Int(line.span.length) <= bytes.count)
            }
            #expect((imported.refusal == nil) == (imported.rows != nil))
        }
    }
}
