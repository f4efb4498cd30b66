internal import Accounting
internal import Digest
internal import Foundation
internal import Glibc
internal import Testing

@testable internal import Intake

@Suite("Drop folders: what is a drop and what is not")
struct FolderTests {
    @Test("files of all folders, in order of the path's bytes, with their sizes")
    func order() throws {
        let scratch = try Scratch()
        for name in ["b.csv", "a/z.csv", "a.csv", "B.csv", "a/b/c.xml", "é.csv", "a b.csv", "a-1"] {
            try scratch.file(name, "x,\(name)")
        }
        let drops = try findDrops(in: scratch.path)
        #expect(
            drops.map(\.path) == [
                "B.csv", "a b.csv", "a-1", "a.csv", "a/b/c.xml", "a/z.csv", "b.csv", "é.csv",
            ])
        #expect(drops.allSatisfy { $0.size == Int64($0.path.utf8.count + 2) })
        #expect(drops.allSatisfy { $0.location == scratch.path + "/" + $0.path })
    }

    @Test("names that are no trouble of ours are taken as they are")
    func oddNames() throws {
        let scratch = try Scratch()
        let names = [
            "-rf", "$(touch x)", "a\"b.csv", "a'b.csv", "new\nline.csv", "two..dots.csv",
            "part.csv",
            "a.part.csv", String(repeating: "n", count: 255), "\u{202E}vsc.exe", "x.tmpl",
            "..x".uppercased(),
        ].filter { !$0.hasPrefix(".") }
        for name in names { try scratch.file(name, "x") }
        #expect(Set(try findDrops(in: scratch.path).map(\.path)) == Set(names))
    }

    @Test(
        "hidden files and unfinished transfers wait",
        arguments: [
            ".hidden", ".DS_Store", "a.csv.part", "a.tmp", "a.filepart", "a.crdownload",
            ".git/config",
            "sub/.x.csv", "sub/b.csv.part",
        ])
    func ignored(name: String) throws {
        let scratch = try Scratch()
        try scratch.file(name, "x")
        try scratch.file("real.csv", "x")
        #expect(try findDrops(in: scratch.path).map(\.path) == ["real.csv"])
    }

    @Test("links, pipes, sockets and folders are no drops, and nothing waits for them")
    func noFiles() throws {
        let scratch = try Scratch()
        let outside = try Scratch()
        try outside.file("secret.csv", "x")
        #expect(symlink(outside.path + "/secret.csv", scratch.path + "/link.csv") == 0)
        #expect(symlink(outside.path, scratch.path + "/folder") == 0)
        #expect(symlink("nowhere", scratch.path + "/dangling.csv") == 0)
        #expect(symlink("loop.csv", scratch.path + "/loop.csv") == 0)
        #expect(mkfifo(scratch.path + "/pipe.csv", 0o644) == 0)
        #expect(mkdir(scratch.path + "/empty.csv", 0o755) == 0)
        try scratch.file("real.csv", "x")
        var odd: Set<String> = []
        let drops = try findDrops(in: scratch.path) { odd.insert("\($0) \($1)") }
        #expect(drops.map(\.path) == ["real.csv"])
        #expect(
            odd == [
                "link.csv kind", "folder kind", "dangling.csv kind", "loop.csv kind",
                "pipe.csv kind",
            ])
    }

    @Test("a file name that is no UTF-8 is not taken, but told")
    func badName() throws {
        let scratch = try Scratch()
        var name = Array((scratch.path + "/bad").utf8CString.dropLast())
        name += [-1, -2, 0]
        let descriptor = open(name, O_CREAT | O_WRONLY, 0o644)
        #expect(descriptor >= 0)
        close(descriptor)
        var odd: [String] = []
        let drops = try findDrops(in: scratch.path) { odd.append("\($0) \($1)") }
        #expect(drops.isEmpty)
        #expect(odd == ["bad\\xFF\\xFE name"])
    }

    @Test("a folder that is not there holds nothing; a file is no folder")
    func noFolder() throws {
        let scratch = try Scratch()
        #expect(try findDrops(in: scratch.path + "/none").isEmpty)
        try scratch.file("a.csv", "x")
        #expect(throws: Failure.self) { try findDrops(in: scratch.path + "/a.csv") }
    }

    @Test("a link put in the drop's place is not followed")
    func replacedByLink() throws {
        let scratch = try Scratch()
        let drop = try scratch.file("a.csv", "x")
        try scratch.file("b.csv", "y")
        unlink(drop.location)
        #expect(symlink(scratch.path + "/b.csv", drop.location) == 0)
        let failure = try #require(throws: Failure.self) { try DropReader(drop) }
        #expect(failure.kind == .inputOutput)
        #expect(failure.slug == "io")
        #expect(failure.arguments["path"] == drop.location)
    }

    @Test("a drop that is gone cannot be opened")
    func gone() throws {
        let drop = Drop(path: "a.csv", location: "/nonexistent/a.csv", size: 1)
        let failure = try #require(throws: Failure.self) { try DropReader(drop) }
        #expect(failure.arguments["reason"] == "No such file or directory")
    }

    @Test(
        "a drop that changed while it was read is not settled",
        arguments: ["nothing", "grown", "shrunk", "rewritten", "replaced", "removed", "touched"])
    func settled(change: String) throws {
        let scratch = try Scratch()
        let drop = try scratch.file("a.csv", "one,two\n")
        let reader = try DropReader(drop)
        #expect(try reader.isSettled())
        #expect(reader.size == 8)
        switch change {
        case "grown":
            let handle = try #require(FileHandle(forWritingAtPath: drop.location))
            handle.seekToEndOfFile()
            handle.write(Data("x".utf8))
        case "shrunk": #expect(truncate(drop.location, 3) == 0)
        case "rewritten":
            usleep(20_000)
            let descriptor = open(drop.location, O_WRONLY)
            #expect(pwrite(descriptor, "X", 1, 0) == 1)
            close(descriptor)
        case "replaced":
            try scratch.file("b.csv", "one,two\n")
            #expect(rename(scratch.path + "/b.csv", drop.location) == 0)
        case "removed": #expect(unlink(drop.location) == 0)
        case "touched":
            var times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
            #expect(utimensat(AT_FDCWD, drop.location, &times, 0) == 0)
        default: break
        }
        #expect(try reader.isSettled() == (change == "nothing"))
    }
}

@Suite("SHA-256")
struct DigestTests {
    @Test(
        "published digests (FIPS 180-4)",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func vectors(text: String, digest: String) {
        #expect(sha256(Array(text.utf8)).description == digest)
    }

    @Test("in pieces as at once; a copy goes its own way")
    func stream() {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        for size in [1, 7, 64, 65, 999] {
            let stream = SHA256Stream()
            for start in stride(from: 0, to: bytes.count, by: size) {
                stream.update(Array(bytes[start..<min(start + size, bytes.count)]))
                let copy = stream.copy()
                copy.update([1, 2, 3])
            }
            #expect(stream.finish() == sha256(bytes))
            #expect(stream.finish() == sha256(bytes), "finishing changes nothing")
            stream.update([0])
            #expect(stream.finish() == sha256(bytes + [0]))
        }
    }
}
