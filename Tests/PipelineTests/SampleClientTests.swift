import Foundation
import Testing

/// The sample clients: golden packs, an independent recomputation, drops that come from a seed.
@Suite struct SampleClientTests {
    private static let client = "pipelines/cafe-lumiere"
    private static let inbox = "fixtures/cafe-lumiere/inbox"
    private static let clients = ["cafe-lumiere", "atelier-nord", "harbor-goods"]

    @Test func everyFixtureCaseIsAsExpected() throws {
        let scratch = try Scratch()
        let junit = scratch.path + "/junit.xml"
        let outcome = try Program.run("monthend", ["check", "fixtures", "--junit", junit])
        #expect(outcome.exit == 0, "\(outcome.out)")
        let xml = try Program.text(junit)
        #expect(xml.contains("failures=\"0\""))
        #expect(xml.contains("fixtures/cafe-lumiere"))
    }

    @Test func acceptingWritesAndFails() throws {
        let scratch = try Scratch()
        let copy = scratch.path + "/case"
        try FileManager.default.copyItem(
            atPath: Program.root + "/fixtures/cafe-lumiere", toPath: copy)
        let caseText = "client: \(Program.root)/pipelines/cafe-lumiere\nperiods: [2026-07]\n"
        // A client path is taken relative to the case; an absolute one needs a way up.
        let up = String(repeating: "../", count: copy.split(separator: "/").count)
        try scratch.write(
            "case/case.yml", caseText.replacingOccurrences(of: "client: /", with: "client: " + up))
        let balance = "case/expected/2026-07/trial-balance.csv"
        let original = try scratch.text(balance)
        try scratch.write(balance, original.replacingOccurrences(of: "512100", with: "512199"))
        let differs = try Program.run("monthend", ["check", copy])
        #expect(differs.exit == 1)
        #expect(differs.out.contains("trial-balance.csv"))
        let accepted = try Program.run("monthend", ["check", copy, "--accept"])
        #expect(accepted.exit == 1)
        #expect(try scratch.text(balance) == original)
    }

    @Test(arguments: clients)
    func figuresAgreeWithAnIndependentRecomputation(_ client: String) throws {
        let scratch = try Scratch()
        try scratch.closeAll(client)
        let check = try Program.run(
            "/usr/bin/env",
            [
                "python3", "Tests/independent/recompute.py", "pipelines/\(client)",
                "fixtures/\(client)/inbox", scratch.path + "/pack",
            ])
        #expect(check.exit == 0, "\(check.out)")
        #expect(check.out.components(separatedBy: "differences=0").count == 4)
        #expect(check.out.components(separatedBy: " ok\n").count > 20)
    }

    @Test func aSecondRunPostsNothingAndWritesTheSameBytes() throws {
        let scratch = try Scratch()
        _ = try scratch.close("cafe-lumiere", "2026-09")
        let book = try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/book.sqlite"))
        let pack = try scratch.contents("pack")
        let again = try scratch.close("cafe-lumiere", "2026-09")
        #expect(again.exit == 1)
        #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/book.sqlite")) == book)
        #expect(try scratch.contents("pack") == pack)
        #expect(pack.count == 46)
    }

    @Test func theInboxOfAFixtureIsNeverTouched() throws {
        let scratch = try Scratch()
        let status = ["-C", Program.root, "status", "--porcelain", "fixtures/cafe-lumiere/inbox"]
        let before = try Program.run("/usr/bin/git", status)
        _ = try scratch.close("cafe-lumiere", "2026-07")
        let after = try Program.run("/usr/bin/git", status)
        #expect(before.out == after.out)
    }

    @Test(arguments: clients) func theDropsComeFromTheSeed(_ client: String) throws {
        let scratch = try Scratch()
        let made = try Program.run(
            "SampleData",
            ["client", "--of", client, "--seed", "7", "--out", scratch.path + "/inbox"])
        #expect(made.exit == 0, "\(made.err)")
        if client == "cafe-lumiere" {
            _ = try Program.run(
                "/bin/sh", ["-c", "gzip -n -9 \(scratch.path)/inbox/sales/caisse-*.csv"])
        }
        let drops = try scratch.contents("inbox")
        let folder = Program.root + "/fixtures/\(client)/inbox"
        #expect(drops.count > 30)
        for (name, bytes) in drops {
            let committed = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
            #expect(committed == bytes, "\(name)")
        }
    }

    @Test func verifyHoldsAndSeesAChange() throws {
        let scratch = try Scratch()
        _ = try scratch.close("cafe-lumiere", "2026-09")
        let book = ["verify", SampleClientTests.client, "--book", scratch.path + "/book.sqlite"]
        #expect(try Program.run("monthend", book).exit == 0)
        let edit = try Program.run(
            "/usr/bin/env",
            [
                "python3", "-c",
                "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute('UPDATE posting "
                    + "SET amount=amount+1 WHERE id=(SELECT max(id) FROM posting)'); c.commit()",
                scratch.path + "/book.sqlite",
            ])
        #expect(edit.exit == 0, "\(edit.err)")
        let seen = try Program.run("monthend", book)
        #expect(seen.exit == 4)
        #expect(seen.out.contains("1"))
    }

    @Test func dryRunLeavesNothing() throws {
        let scratch = try Scratch()
        let outcome = try Program.run(
            "monthend",
            [
                "run", SampleClientTests.client, "-p", "2026-09", "--inbox",
                SampleClientTests.inbox, "--book", scratch.path + "/book.sqlite", "--out",
                scratch.path + "/pack", "-n",
            ])
        #expect(outcome.exit <= 2)
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/pack"))
        let head = try Program.run(
            "monthend",
            ["verify", SampleClientTests.client, "--book", scratch.path + "/book.sqlite"])
        #expect(head.exit == 0)
        #expect(head.out.contains("0 lots"))
    }
}
