import Foundation
import Glibc
import Testing

/// What a hostile or broken drop can do to a run: nothing but a finding of its own.
@Suite struct HostileDropTests {
    private static let strace = "/usr/bin/strace"
    private static let statement = camt(
        opening: "1250.00", closing: "1207.35",
        entries: [
            ("42.10", true, "2026-09-03", "CARD 1"), ("129.90", false, "2026-09-04", "INVOICE 7"),
            ("130.45", true, "2026-09-28", "RENT"),
        ])

    // MARK: D4, D6 through the whole program

    /// Every sixth beginning of a statement, dropped as a file of its own: none posts a row.
    @Test func beginningsOfAStatementPostNothing() throws {
        let client = try SmallClient()
        let bytes = Array(HostileDropTests.statement.utf8)
        let lengths = stride(from: 0, to: bytes.count - 2, by: 6)
        for length in lengths {
            try client.scratch.write(
                "client/inbox/camt/\(10_000 + length).xml", Data(bytes[..<length]))
        }
        try expectNothingPosted(client, "D4-run", files: lengths.underestimatedCount)
    }

    /// Every digit of an amount changed, dropped as a file of its own: none posts a row.
    @Test func changedDigitsPostNothing() throws {
        let client = try SmallClient()
        let bytes = Array(HostileDropTests.statement.utf8)
        var files = 0
        for amount in HostileDropTests.statement.ranges(of: /[0-9]+\.[0-9]{2}(?=<\/Amt)/) {
            let start = HostileDropTests.statement.utf8.distance(
                from: HostileDropTests.statement.startIndex, to: amount.lowerBound)
            let count = HostileDropTests.statement[amount].utf8.count
            for position in start..<start + count where bytes[position] != UInt8(ascii: ".") {
                for shift in [1, 4, 9] {
                    var changed = bytes
                    changed[position] = 48 + (bytes[position] - 48 + UInt8(shift)) % 10
                    try client.scratch.write(
                        "client/inbox/camt/\(position)-\(shift).xml", Data(changed))
                    files += 1
                }
            }
        }
        try expectNothingPosted(client, "D6-run", files: files)
    }

    private func expectNothingPosted(_ client: SmallClient, _ id: String, files: Int) throws {
        let start = ContinuousClock.now
        let outcome = try client.run("-q")
        #expect(outcome.exit == 1, "\(outcome.err)")
        let closing = try client.closing("500")
        #expect(closing == "0.00")
        let named = Set(
            try client.findings().filter { $0.hasPrefix("error,") }.map {
                $0.split(separator: ",")[3]
            })
        #expect(named.count == files)
        let seconds = start.duration(to: .now) / .seconds(1)
        let violations = files - named.count + (closing == "0.00" ? 0 : 1)
        print(
            "RELIABILITY \(id) cases=\(files) violations=\(violations)"
                + " seconds=\(String(format: "%.1f", seconds)) seed=0")
        #expect(files >= 75)
        // The whole one posts behind them.
        try client.drop("camt/whole.xml", HostileDropTests.statement)
        _ = try client.run("-q")
        #expect(try client.closing("500") == "-42.65")
        #expect(try Program.run("monthend", ["verify", client.path]).exit == 0)
    }

    // MARK: Odd drops

    /// Folders named as files, nothing, zeros, holes, bombs, links, names: one run takes them all.
    @Test func oddDropsHarmNothing() throws {
        let client = try SmallClient()
        let inbox = client.path + "/inbox/"
        try client.scratch.write(
            "client/pipeline.yml",
            SmallClient.pipeline.replacingOccurrences(
                of: "mapping:",
                with: "  quicken: {format: qif, path: qif/*, account: \"500\"}\nmapping:"))
        try client.drop("camt/good.xml", HostileDropTests.statement)
        try client.drop("camt/folder.xml/inner.xml", HostileDropTests.statement + " ")
        for name in [
            "new\nline.xml", "-rf.xml", "$(touch pwned).xml", "'; DROP TABLE entry;--.xml",
            "\u{1B}[31mred.xml", "right\u{202E}lmx.xml", "%s%n.xml", "a,b\"c.xml",
            String(repeating: "n", count: 240) + ".xml",
        ] {
            try client.drop("camt/" + name, "<Document/><!-- \(name.utf8.count) -->")
        }
        for folder in ["camt", "list", "vouchers", "journal", "invoices", "tills"] {
            try client.drop("\(folder)/empty.xml", "")
            try client.scratch.write("client/inbox/\(folder)/zeros.csv", Data(count: 5000))
            try client.scratch.write(
                "client/inbox/\(folder)/cut.csv.gz", Data([0x1F, 0x8B, 8, 0, 0]))
        }
        try Data().write(to: URL(fileURLWithPath: inbox + "camt/hole.xml"))
        #expect(truncate(inbox + "camt/hole.xml", 16 << 20) == 0)
        #expect(mkfifo(inbox + "camt/pipe.xml", 0o644) == 0)
        #expect(symlink("/etc/passwd", inbox + "camt/link.xml") == 0)
        #expect(symlink("loop.xml", inbox + "camt/loop.xml") == 0)
        #expect(symlink("/dev/zero", inbox + "camt/endless.xml") == 0)
        let bomb = try Program.run(
            "/bin/sh",
            ["-c", "head -c 50000000 /dev/zero | gzip -9 > \"$0\"", inbox + "camt/bomb.xml.gz"])
        #expect(bomb.exit == 0)
        try client.drop(
            "qif/sums.qif",
            "!Type:Bank\nD2026-09-01\nT0.00000000000000001\n^\n"
                + String(repeating: "D2026-09-01\nT999999999999999999\n^\n", count: 1800))
        let outcome = try client.run("-q")
        #expect(outcome.exit == 1, "\(outcome.exit) \(outcome.err)")
        #expect(try client.closing("500") == "-42.65")
        #expect(try Program.run("monthend", ["verify", client.path]).exit == 0)
        #expect(!FileManager.default.fileExists(atPath: Program.root + "/pwned"))
        #expect(!FileManager.default.fileExists(atPath: client.path + "/pwned"))
    }

    // MARK: D3, and what is opened

    /// Large attacks, each read by a process of its own: under 64 MiB, and soon.
    @Test func largeAttacksStaySmall() throws {
        let scratch = try Scratch()
        let start = ContinuousClock.now
        var violations = 0
        let attacks = HostileDropTests.largeAttacks
        for (name, head, unit, count, tail) in attacks {
            let path = scratch.path + "/attack.xml"
            try write(path, head, unit, count, tail)
            let used = try Usage.of([Program.products + "/monthend", "inspect", path])
            let isFine =
                (0...1).contains(used.exit) && used.kilobytes < 64 << 10 && used.seconds < 10
            if !isFine { violations += 1 }
            #expect(isFine, "\(name): \(used)")
        }
        let seconds = start.duration(to: .now) / .seconds(1)
        print(
            "RELIABILITY D3-run cases=\(attacks.count) violations=\(violations)"
                + " seconds=\(String(format: "%.1f", seconds)) seed=0")
        #expect(attacks.count >= 12)
    }

    private typealias Attack = (
        name: String, head: String, unit: String, count: Int, tail: String
    )

    private static let largeAttacks: [Attack] = {
        let open = "<Document><BkToCstmrStmt><Stmt>"
        let entry = open + "<Ntry><NtryDtls><TxDtls><RmtInf><Ustrd>"
        let x = String(repeating: "x", count: 1 << 16)
        return [
            ("text", entry, x, 1024, ""), ("text unread", open + "<a>", x, 1024, "</a>"),
            ("CDATA", open + "<a><![CDATA[", x, 1024, "]]></a>"),
            ("comment", open + "<!--", x, 1024, "-->"),
            ("instruction", open + "<?p ", x, 1024, "?>"),
            ("value", "<Document a='", x, 1024, "'/>"), ("name", "<", x, 1024, "/>"),
            ("attributes", "<Document ", "abcdefghi='' ", 1_000_000, "/>"),
            ("depth", "", "<a>", 1_000_000, ""), ("elements", open, "<a/>", 4_000_000, "</Stmt>"),
            ("blanks", open, String(repeating: " ", count: 1 << 16), 1024, "</Stmt>"),
            ("document type", "<!DOCTYPE a [", "<!ENTITY a 'x'>", 1_000_000, "]><a/>"),
            ("references", entry, "&amp;", 4_000_000, ""),
            ("OFX", "<OFX><STMTRS>", "<A>", 4_000_000, ""), ("MT940", ":20:A\n:86:", x, 256, ""),
            ("QIF", "!Type:Bank\n", "^\n", 4_000_000, ""),
            ("BAI2", "01,a,b,260101,,,,,2/\n", "88,", 4_000_000, ""),
        ]
    }()

    private func write(
        _ path: String, _ head: String, _ unit: String, _ count: Int, _ tail: String
    ) throws {
        try Data(head.utf8).write(to: URL(fileURLWithPath: path))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.seekToEnd()
        let block = max(1, min(count, (1 << 20) / unit.utf8.count))
        let data = Data(String(repeating: unit, count: block).utf8)
        for _ in 0..<(count / block) { try file.write(contentsOf: data) }
        try file.write(contentsOf: Data(tail.utf8))
        try file.close()
    }

    /// Every file that is opened while hostile ones are read: those, and what the system needs.
    @Test(
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: strace), "strace is not installed"))
    func nothingElseIsOpened() throws {
        let scratch = try Scratch()
        let secret = scratch.path + "/secret"
        try scratch.write("secret", "secret")
        let outside = [
            "<!DOCTYPE a SYSTEM 'file://\(secret)'><a/>", "<!DOCTYPE a SYSTEM '\(secret)'><a/>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM '\(secret)'>]><a>&x;</a>",
            "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1:1/'> %x;]><a/>",
            "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='\(secret)'/></a>",
            "<?xml-stylesheet href='\(secret)'?><a/>",
            "<OFX><!ENTITY x SYSTEM '\(secret)'><STMTRS><NAME>&x;</STMTRS></OFX>",
        ]
        var files: [String] = []
        for (index, text) in outside.enumerated() {
            try scratch.write("drop-\(index).xml", text)
            files.append(scratch.path + "/drop-\(index).xml")
        }
        if Program.hasCorpus {
            for folder in ["xmltorture", "ofx", "csvtorture"] {
                let root = Program.corpus + "/" + folder
                for name in FileManager.default.enumerator(atPath: root)?.allObjects ?? [] {
                    guard let name = name as? String, name.utf8.allSatisfy({ $0 < 128 }) else {
                        continue
                    }
                    var isFolder: ObjCBool = false
                    _ = FileManager.default.fileExists(
                        atPath: root + "/" + name, isDirectory: &isFolder)
                    if !isFolder.boolValue { files.append(root + "/" + name) }
                }
            }
        }
        let log = scratch.path + "/log"
        let outcome = try Program.run(
            HostileDropTests.strace,
            ["-f", "-s", "4096", "-e", "trace=open,openat,connect,socket,execve", "-o", log]
                + [Program.products + "/monthend", "inspect", "--format", "json"] + files)
        #expect(outcome.exit == 1, "\(outcome.err)")
        let opened = try opened(log)
        let allowed = Set(files + [Program.products + "/monthend"])
        let others = opened.filter { !allowed.contains($0) && !isOfTheSystem($0) }
        #expect(others.isEmpty, "\(others.prefix(10))")
        #expect(files.allSatisfy { opened.contains($0) })
        print(
            "RELIABILITY D1-run cases=\(files.count) violations=\(others.count)"
                + " seconds=0.0 seed=0")
        #expect(files.count >= (Program.hasCorpus ? 900 : 7))
    }

    /// Paths of the log's calls; a socket counts as one.
    private func opened(_ log: String) throws -> Set<String> {
        var opened: Set<String> = []
        for line in try Program.text(log).split(separator: "\n") {
            if line.contains("socket(") || line.contains("connect(") { opened.insert(String(line)) }
            let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
            if parts.count > 1, line.contains("open") { opened.insert(String(parts[1])) }
        }
        return opened
    }

    /// True for what the loader, the locale and the character sets of the system are read from.
    private func isOfTheSystem(_ path: String) -> Bool {
        path.contains(".so")
            || ["/lib", "/usr/lib", "/proc/", "/sys/", "/dev/null", "/etc/localtime"].contains {
                path.hasPrefix($0)
            }
    }
}

/// What a program took: its exit code, its largest memory, its processor time.
private struct Usage {
    var exit: Int
    var kilobytes: Int
    var seconds: Double

    /// Asked of a small process between: a child's memory counts from what its parent has.
    private static let script = """
        import resource, subprocess, sys
        null = subprocess.DEVNULL
        code = subprocess.run(sys.argv[1:], stdout=null, stderr=null).returncode
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(code, used.ru_maxrss, used.ru_utime + used.ru_stime)
        """

    static func of(_ arguments: [String]) throws -> Usage {
        let outcome = try Program.run("/usr/bin/env", ["python3", "-c", script] + arguments)
        let words = outcome.out.split { $0.isWhitespace }.map { String($0) }
        try #require(words.count == 3, "\(outcome.err)")
        return Usage(
            exit: try #require(Int(words[0])), kilobytes: try #require(Int(words[1])),
            seconds: try #require(Double(words[2])))
    }
}
