internal import Accounting
internal import Digest
internal import Foundation
internal import Testing

@testable internal import Intake

@Suite("Plain and gzip drops")
struct GzipTests {
    private static let text = Array("date,amount\n2026-09-01,12.00\n".utf8)

    @Test(
        "a plain file is one entry, its bytes and digest are its own",
        arguments: [0, 1, 3, 700_001])
    func plain(size: Int) throws {
        let scratch = try Scratch()
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 3) }
        let drop = try scratch.file("a.csv", bytes)
        let (entries, flaw) = try unpack(drop)
        #expect(flaw == nil)
        #expect(entries == ["a.csv": bytes])
        #expect(try DropReader(drop).digested() == sha256(bytes))
        let reader = try DropReader(drop)
        let entry = try #require(try reader.entries().first)
        #expect(try reader.head(of: entry) == Array(bytes.prefix(65_536)))
        try reader.read(entry) { _, _ in }
        #expect(try reader.digested() == sha256(bytes))
    }

    @Test("a gzip file is unpacked under its own name; its digest is of the packed bytes")
    func gzip() throws {
        let scratch = try Scratch()
        for name in [nil, "x.csv", "../../etc/passwd"] {
            let packed = Container.gzip(Self.text, name: name)
            let drop = try scratch.file("a.csv.gz", packed)
            let (entries, flaw) = try unpack(drop)
            #expect(flaw == nil)
            #expect(entries == ["a.csv.gz": Self.text])
            #expect(try DropReader(drop).digested() == sha256(packed))
        }
    }

    @Test("several members are one text, an empty one among them")
    func members() throws {
        let scratch = try Scratch()
        let packed = Container.gzip(Self.text) + Container.gzip([]) + Container.gzip([1, 2, 3])
        let drop = try scratch.file("a.gz", packed)
        let (entries, flaw) = try unpack(drop)
        #expect(flaw == nil)
        #expect(entries == ["a.gz": Self.text + [1, 2, 3]])
    }

    @Test("cut at every byte: refused as truncated")
    func truncated() throws {
        let scratch = try Scratch()
        let first = Container.gzip(Self.text, name: "a")
        let both = first + Container.gzip(Self.text)
        for length in 2..<both.count where length != first.count {
            let (entries, flaw) = try unpack(scratch.file("a.gz", Array(both[..<length])))
            #expect(flaw?.defect == .truncated, "\(length) bytes")
            #expect(entries.isEmpty, "\(length) bytes")
        }
        #expect(try unpack(scratch.file("a.gz", both)).flaw == nil)
    }

    @Test("every bit of checksum and length counts")
    func checksum() throws {
        let scratch = try Scratch()
        let packed = Container.gzip(Self.text)
        for index in packed.count - 8..<packed.count {
            for bit in 0..<8 {
                var changed = packed
                changed[index] ^= 1 << UInt8(bit)
                let (_, flaw) = try unpack(scratch.file("a.gz", changed))
                #expect(flaw?.defect == .malformed, "byte \(index) bit \(bit)")
            }
        }
    }

    @Test(
        "something behind the last member is refused",
        arguments: ["x", "\0", "\n", "\u{1F}", "garbage"])
    func trailing(text: String) throws {
        let scratch = try Scratch()
        let drop = try scratch.file("a.gz", Container.gzip(Self.text) + Array(text.utf8))
        #expect(try unpack(drop).flaw != nil)
    }

    @Test("a gzip of a gzip is unpacked once")
    func nested() throws {
        let scratch = try Scratch()
        let inner = Container.gzip(Self.text)
        let drop = try scratch.file("a.gz", Container.gzip(inner))
        #expect(try unpack(drop).entries == ["a.gz": inner])
    }

    @Test("a bomb is refused before it fills anything")
    func bomb() throws {
        let scratch = try Scratch()
        // 100 MiB of zeroes through gzip: a thousand times smaller.
        try scratch.file("zeroes", [])
        #expect(truncate(scratch.path + "/zeroes", 100 << 20) == 0)
        let gzip = Process()
        gzip.executableURL = URL(fileURLWithPath: "/bin/gzip")
        gzip.arguments = ["-9", scratch.path + "/zeroes"]
        try gzip.run()
        gzip.waitUntilExit()
        #expect(gzip.terminationStatus == 0)
        let drop = Drop(path: "b.gz", location: scratch.path + "/zeroes.gz", size: 0)
        let reader = try DropReader(drop)
        let entry = try #require(try reader.entries().first)
        var written = 0
        #expect(throws: ContainerError.self) {
            try reader.read(entry) { piece, _ in written += piece.count }
        }
        let packed = Int(reader.size)
        #expect(written <= packed * Int(Limits.ratio) + (1 << 20))
    }
}

@Suite("Zip drops")
struct ZipTests {
    @Test("members in the archive's order, each under the archive's name")
    func members() throws {
        let scratch = try Scratch()
        let packed = Container.zip([
            ("b.csv", [1, 2]), ("sub/", []), ("sub/a.csv", []), ("é.csv", [3]),
            ("__MACOSX/._b.csv", [9]),
        ])
        let drop = try scratch.file("in/drop.zip", packed)
        let paths = try DropReader(drop).entries().map(\.path)
        #expect(
            paths == ["in/drop.zip!b.csv", "in/drop.zip!sub/a.csv", "in/drop.zip!é.csv"])
        let (entries, flaw) = try unpack(drop)
        #expect(flaw == nil)
        #expect(entries["in/drop.zip!b.csv"] == [1, 2])
        #expect(entries["in/drop.zip!sub/a.csv"] == [])
        #expect(try DropReader(drop).digested() == sha256(packed))
    }

    @Test(
        "hostile names are refused, whole archive",
        arguments: [
            "../a.csv", "a/../../b.csv", "..", "/etc/passwd", "\\\\host\\a", "a\\b.csv", "C:/a.csv",
            "c:a.csv", "a\nb.csv", "a\u{1B}[2J.csv", "a/..", "\u{1}",
        ])
    func names(name: String) throws {
        let scratch = try Scratch()
        let drop = try scratch.file("a.zip", Container.zip([("ok.csv", [1]), (name, [2])]))
        #expect(try unpack(drop).flaw?.defect == .malformed)
        #expect(try unpack(drop).entries.isEmpty)
    }

    @Test(
        "names that only look hostile are read",
        arguments: ["a..b.csv", "...csv", "ab:c.csv", "-x"])
    func harmless(name: String) throws {
        let scratch = try Scratch()
        let drop = try scratch.file("a.zip", Container.zip([(name, [2])]))
        #expect(try unpack(drop).entries == ["a.zip!" + name: [2]])
    }

    @Test("the same name twice, also in other case", arguments: ["a.csv", "A.CSV"])
    func twice(name: String) throws {
        let scratch = try Scratch()
        let drop = try scratch.file("a.zip", Container.zip([("a.csv", [1]), (name, [2])]))
        #expect(try unpack(drop).flaw?.defect == .malformed)
    }

    @Test("a thousand members are read, one more refused")
    func count() throws {
        let scratch = try Scratch()
        func archive(_ count: Int) throws -> Drop {
            try scratch.file("a.zip", Container.zip((0..<count).map { ("\($0).csv", []) }))
        }
        #expect(try DropReader(archive(Limits.members)).entries().count == Limits.members)
        #expect(try unpack(archive(Limits.members + 1)).flaw != nil)
    }

    @Test("cut at every byte: refused, or known to be no archive")
    func truncated() throws {
        let scratch = try Scratch()
        let packed = Container.zip([("a.csv", Array("one\n".utf8)), ("b.csv", [2])])
        for length in 4..<packed.count {
            let drop = try scratch.file("a.zip", Array(packed[..<length]))
            #expect(try unpack(drop).flaw?.defect == .malformed, "\(length) bytes")
        }
    }

    @Test("a member whose bytes are not those of its checksum is refused")
    func checksum() throws {
        let scratch = try Scratch()
        var packed = Container.zip([("a.csv", Array("one\n".utf8))])
        let at = try #require(packed.firstIndex(of: UInt8(ascii: "o")))
        packed[at] ^= 1
        #expect(try unpack(scratch.file("a.zip", packed)).flaw?.defect == .malformed)
    }

    @Test("an encrypted member is refused")
    func encrypted() throws {
        let scratch = try Scratch()
        let bytes = [UInt8](repeating: 7, count: 30)
        let packed = Container.zip([("a.csv", bytes)], flags: 0x801)
        #expect(try unpack(scratch.file("a.zip", packed)).flaw?.defect == .malformed)
    }

    @Test("a zip in a zip stays packed")
    func nested() throws {
        let scratch = try Scratch()
        let inner = Container.zip([("a.csv", [1])])
        let drop = try scratch.file("a.zip", Container.zip([("b.zip", inner)]))
        #expect(try unpack(drop).entries == ["a.zip!b.zip": inner])
    }

    @Test("a zip of no entry is told to be empty, a damaged one to be damaged")
    func nothing() throws {
        let scratch = try Scratch()
        let mark = Array("PK".utf8) + [5, 6]
        let whole = try scratch.file("a.zip", mark + [UInt8](repeating: 0, count: 18))
        #expect(try unpack(whole).flaw?.defect == .empty)
        #expect(try unpack(scratch.file("b.zip", mark + [0, 1, 2])).flaw?.defect == .malformed)
    }

    @Test("other archives are plain files to us")
    func others() throws {
        let scratch = try Scratch()
        let bytes: [UInt8] = [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 1, 2]
        #expect(try unpack(scratch.file("a.bin", bytes)).entries == ["a.bin": bytes])
    }
}
