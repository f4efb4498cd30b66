import Foundation
import Testing

/// Books that earlier versions of the program wrote (RELIABILITY H7).
@Suite struct OldBookTests {
    /// The book opens, its figures are those it showed then, its chain holds, a run goes on.
    @Test(arguments: ["v2", "v3", "v4"]) func openAndVerify(_ version: String) throws {
        let old = Program.root + "/fixtures/ledgers/" + version
        let scratch = try Scratch()
        let book = scratch.path + "/book.sqlite"
        let packed = try Program.run("/usr/bin/env", ["cp", old + "/book.sqlite.gz", book + ".gz"])
        #expect(packed.exit == 0)
        #expect(try Program.run("/usr/bin/env", ["gunzip", book + ".gz"]).exit == 0)
        try scratch.write("inbox/banklist/later.csv", "Date,Amount,Text\n2026-10-02,5.00,CARD\n")
        let client = Program.root + "/fixtures/rules/client"
        let place = ["--book", book, "--inbox", scratch.path + "/inbox"]
        // A run that closes September values its dollars, which those versions did not.
        let run = try Program.run(
            "monthend",
            ["run", client, "-p", "2026-08", "--out", scratch.path + "/pack"] + place)
        #expect(run.exit <= 1, "\(run.out)\(run.err)")
        let verified = try Program.run("monthend", ["verify", client] + place)
        // Their originals were not kept; nothing else may be missed.
        let faults = verified.out.split(separator: "\n")
        #expect(verified.exit == 4 && !faults.isEmpty, "\(verified.out)\(verified.err)")
        #expect(faults.allSatisfy { $0.contains("not in the archive") }, "\(verified.out)")
        let shown = try Program.run(
            "monthend",
            ["report", client, "trial-balance", "-p", "2026-09", "--format", "csv"] + place)
        #expect(shown.out == (try Program.text(old + "/trial-balance.csv")))
    }
}
