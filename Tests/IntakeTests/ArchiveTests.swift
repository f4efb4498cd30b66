internal import Accounting
internal import Digest
internal import Foundation
internal import Glibc
internal import Testing

@testable internal import Intake

@Suite("The archive of originals")
struct ArchiveTests {
    @Test("a drop is copied under its digest, the drop stays, twice is once")
    func store() throws {
        let scratch = try Scratch()
        let bytes = Array("date,amount\n".utf8)
        let drop = try scratch.file("inbox/a.csv", bytes)
        let archive = Archive(folder: scratch.path + "/archive")
        let digest = sha256(bytes)
        let name = digest.description
        #expect(try archive.holds(digest) == false)
        for _ in 0..<2 {
            #expect(try archive.store(drop, digest))
            #expect(try archive.holds(digest))
            #expect(
                archive.path(of: digest) == "\(scratch.path)/archive/\(name.prefix(2))/\(name)")
            #expect(try readFile(archive.path(of: digest)) == bytes)
            #expect(try readFile(drop.location) == bytes)
            #expect(
                try scratch.contents() == [
                    "archive", "archive/\(name.prefix(2))", "archive/\(name.prefix(2))/\(name)",
                    "inbox", "inbox/a.csv",
                ])
        }
        #expect(try archive.remove(drop))
        #expect(access(drop.location, F_OK) != 0)
        #expect(try archive.holds(digest))
    }

    @Test("a gzip is archived packed, as it was dropped")
    func packed() throws {
        let scratch = try Scratch()
        let bytes = Container.gzip([1, 2, 3])
        let drop = try scratch.file("a.gz", bytes)
        let archive = Archive(folder: scratch.path + "/archive")
        #expect(try archive.store(drop, sha256(bytes)))
        #expect(try readFile(archive.path(of: sha256(bytes))) == bytes)
    }

    @Test("bytes that changed since they were digested are not archived, nothing half is left")
    func changed() throws {
        let scratch = try Scratch()
        let drop = try scratch.file("a.csv", "changed")
        let archive = Archive(folder: scratch.path + "/archive")
        let digest = sha256(Array("original".utf8))
        #expect(try archive.store(drop, digest) == false)
        #expect(try archive.holds(digest) == false)
        #expect(try scratch.contents().filter { $0.hasSuffix(".tmp") }.isEmpty)
    }

    @Test(
        "a reading that is broken off leaves a whole copy all the same",
        arguments: [1, 4095, 524_288, 524_289, 1_300_000], [0, 1, 2])
    func brokenOff(count: Int, pieces: Int) throws {
        struct Refused: Error {}
        let scratch = try Scratch()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let drop = try scratch.file("a.csv", bytes)
        let archive = Archive(folder: scratch.path + "/archive")
        let reader = try DropReader(drop)
        try reader.copies(to: archive, number: 7)
        let entry = try #require(try reader.entries().first)
        var told = 0
        try? reader.read(entry) { _, _ in
            if told == pieces { throw Refused() }
            told += 1
        }
        let digest = try reader.digested()
        #expect(digest == sha256(bytes))
        try reader.takeCopy()?.keep(as: digest)
        #expect(try readFile(archive.path(of: digest)) == bytes)
    }

    @Test(
        "a copy made while a drop is read: kept whole under its digest, or nothing is left",
        arguments: [0, 1, 4095, 4096, 524_287, 524_288, 524_289, 1_300_000])
    func copies(count: Int) throws {
        let scratch = try Scratch()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let drop = try scratch.file("a.csv", bytes)
        let archive = Archive(folder: scratch.path + "/archive")
        func read() throws -> DropReader {
            let reader = try DropReader(drop)
            try reader.copies(to: archive, number: 7)
            for entry in try reader.entries() { try reader.read(entry) { _, _ in } }
            return reader
        }
        #expect(try read().takeCopy() != nil)
        #expect(try scratch.contents() == ["a.csv", "archive"])
        let reader = try read()
        let digest = try reader.digested()
        try #require(reader.takeCopy()).keep(as: digest)
        #expect(digest == sha256(bytes))
        #expect(try readFile(archive.path(of: digest)) == bytes)
        #expect(try scratch.contents().filter { $0.contains("incoming") }.isEmpty)
    }

    @Test("copies that a killed run left are removed, originals stay")
    func unfinished() throws {
        let scratch = try Scratch()
        let archive = Archive(folder: scratch.path + "/archive")
        try archive.removeUnfinished()
        let drop = try scratch.file("a.csv", "kept")
        #expect(try archive.store(drop, sha256(Array("kept".utf8))))
        _ = try scratch.file("archive/incoming-3", "half")
        try archive.removeUnfinished()
        #expect(try archive.holds(sha256(Array("kept".utf8))))
        #expect(try scratch.contents().filter { $0.contains("incoming") }.isEmpty)
    }

    @Test("a drop that was only half read has no copy")
    func halfRead() throws {
        struct Enough: Error {}
        let scratch = try Scratch()
        let drop = try scratch.file("a.csv", [UInt8](repeating: 65, count: 2_000_000))
        let reader = try DropReader(drop)
        try reader.copies(to: Archive(folder: scratch.path + "/archive"), number: 1)
        let entry = try #require(try reader.entries().first)
        #expect(throws: Enough.self) { try reader.read(entry) { _, _ in throw Enough() } }
        #expect(reader.takeCopy() == nil)
    }

    @Test("a drop that somebody wrote to since it was found stays, and is not settled")
    func writtenToSince() throws {
        let scratch = try Scratch()
        let archive = Archive(folder: scratch.path + "/archive")
        for name in ["grown.csv", "other.csv"] {
            try scratch.file("inbox/" + name, "a,b\n")
            let drop = try #require(findDrops(in: scratch.path + "/inbox").first)
            let reader = try DropReader(drop)
            let isSettled = try reader.isSettled()
            #expect(isSettled)
            if name == "grown.csv" {
                let file = try #require(fopen(drop.location, "a"))
                fputs("1,2\n", file)
                fclose(file)
            } else {
                try scratch.file("other.csv", "c,d\n")
                #expect(rename(scratch.path + "/other.csv", drop.location) == 0)
            }
            let isStill = try reader.isSettled()
            let isNow = try DropReader(drop).isSettled()
            let isRemoved = try archive.remove(drop)
            #expect(!isStill && !isRemoved)
            #expect(!isNow, "it changed before it was opened")
            #expect(unlink(drop.location) == 0)
        }
    }

    @Test("a drop that is gone is not archived, and not missed")
    func gone() throws {
        let scratch = try Scratch()
        let drop = Drop(path: "a.csv", location: scratch.path + "/a.csv", size: 0)
        let archive = Archive(folder: scratch.path + "/archive")
        #expect(throws: Failure.self) { try archive.store(drop, sha256([])) }
        #expect(try archive.remove(drop))
        #expect(try archive.holds(sha256([])) == false)
    }
}

@Suite("Files that are whole or absent")
struct DurableFileTests {
    @Test("a folder has one holder, whatever becomes of its files")
    func folderLock() throws {
        let scratch = try Scratch()
        var first: FolderLock? = try FolderLock(scratch.path)
        #expect(throws: Failure.self) { _ = try FolderLock(scratch.path) }
        withExtendedLifetime(first) {}
        first = nil
        _ = try FolderLock(scratch.path)
        #expect(throws: Failure.self) { _ = try FolderLock(scratch.path + "/none") }
    }

    private static func write(_ file: DurableFile, _ text: String) throws {
        try Array(text.utf8).withUnsafeBytes { try file.write($0) }
    }

    @Test("nothing stands under the name before the commit, everything after it")
    func commit() throws {
        let scratch = try Scratch()
        let path = scratch.path + "/report.csv"
        let file = try DurableFile(path)
        try Self.write(file, "one\n")
        #expect(access(path, F_OK) != 0)
        try Self.write(file, "two\n")
        try file.commit()
        #expect(try readFile(path) == Array("one\ntwo\n".utf8))
        #expect(try scratch.contents() == ["report.csv"])
    }

    @Test("given up without a commit: the old file stands, nothing half is left")
    func givenUp() throws {
        let scratch = try Scratch()
        try scratch.file("report.csv", "old")
        do {
            let file = try DurableFile(scratch.path + "/report.csv")
            try Self.write(file, "half of the n")
        }
        #expect(try scratch.contents() == ["report.csv"])
        #expect(try readFile(scratch.path + "/report.csv") == Array("old".utf8))
    }

    @Test("a commit that cannot be named leaves nothing half")
    func cannotRename() throws {
        let scratch = try Scratch()
        try scratch.file("report.csv/inner", "x")
        let file = try DurableFile(scratch.path + "/report.csv")
        try Self.write(file, "new")
        #expect(throws: Failure.self) { try file.commit() }
        #expect(try scratch.contents() == ["report.csv", "report.csv/inner"])
    }

    @Test("what a run that died left beside the target is overwritten")
    func leftover() throws {
        let scratch = try Scratch()
        try scratch.file("report.csv.tmp", "a much longer leftover of a run that died")
        try DurableFile.write(Array("new".utf8), to: scratch.path + "/report.csv")
        #expect(try scratch.contents() == ["report.csv"])
        #expect(try readFile(scratch.path + "/report.csv") == Array("new".utf8))
    }

    @Test("the same bytes again do not touch the file")
    func untouched() throws {
        let scratch = try Scratch()
        let path = scratch.path + "/a/b/report.csv"
        try DurableFile.write([1, 2], to: path)
        var (before, after) = (stat(), stat())
        #expect(stat(path, &before) == 0)
        try DurableFile.write([1, 2], to: path)
        #expect(stat(path, &after) == 0)
        #expect(before.st_ino == after.st_ino)
        try DurableFile.write([1, 3], to: path)
        #expect(try readFile(path) == [1, 3])
    }

    @Test("no folder, no file: the failure names the path")
    func noFolder() throws {
        let failure = try #require(throws: Failure.self) {
            try DurableFile("/nonexistent/folder/a.csv")
        }
        #expect(failure.kind == .inputOutput)
        #expect(failure.arguments["path"]?.hasPrefix("/nonexistent/folder/a.csv") == true)
    }

    @Test("writing to a full disk is a failure, not a short file")
    func full() throws {
        let descriptor = open("/dev/full", O_WRONLY)
        defer { close(descriptor) }
        let failure = try #require(throws: Failure.self) {
            try [UInt8](repeating: 1, count: 10).withUnsafeBytes {
                try writeAll(descriptor, $0, "/dev/full")
            }
        }
        #expect(failure.arguments["reason"] == "No space left on device")
    }

    @Test("folders are made with those above, moved and removed with all they hold")
    func folders() throws {
        let scratch = try Scratch()
        let folder = scratch.path + "/a/b/c"
        try makeFolder(folder)
        try makeFolder(folder)
        try scratch.file("a/b/c/x", "x")
        #expect(symlink("/etc", folder + "/link") == 0)
        try moveFile(folder + "/x", folder + "/y")
        #expect(try scratch.contents().contains("a/b/c/y"))
        try removeFolder(scratch.path + "/a")
        try removeFolder(scratch.path + "/a")
        #expect(try scratch.contents().isEmpty)
        #expect(access("/etc/passwd", F_OK) == 0, "a link is removed, not what it points to")
        #expect(throws: Failure.self) { try moveFile(folder, scratch.path + "/z") }
    }

    @Test(
        "the folder a path lies in",
        arguments: [("a/b", "a"), ("/a", "/"), ("a", "."), ("/a/b/c", "/a/b"), ("", ".")])
    func parents(path: String, parent: String) { #expect(parentFolder(path) == parent) }
}
