import Foundation
import Testing

/// Locks, signals, closing, firms: what other processes see of a run.
@Suite struct ProcessTests {
    /// A receipt that nobody gets, or a file that may not grow: 74, and the next run goes on.
    @Test(arguments: [
        "exec \"$@\" >&-", "exec \"$@\" <&- >&- 2>&-", "exec \"$@\" >/dev/full",
        "ulimit -f 1; exec \"$@\"",
    ])
    func whatCannotBeWrittenIsAnErrorOfWriting(_ around: String) throws {
        let client = try SmallClient()
        try client.drop("list/a.csv", "date,amount,text\n2026-09-01,-5.00,RENT\n")
        let refused = try Program.run(
            "/usr/bin/env",
            [
                "sh", "-c", around, "sh", Program.products + "/monthend", "run", client.path, "-p",
                "2026-09",
            ])
        #expect(refused.exit == 74, "\(refused.err)")
        #expect(try client.run().exit == 0)
        #expect(try client.closing("500") == "-5.00")
    }

    @Test func aSecondRunSaysWhoHoldsTheBook() throws {
        let client = try SmallClient()
        #expect(try client.run().exit == 0)
        let path = client.path + "/book.sqlite.lock"
        let descriptor = open(path, O_RDWR | O_CREAT, 0o644)
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        let holder = "run pid 4711"
        _ = holder.withCString { write(descriptor, $0, strlen($0)) }
        let refused = try client.run()
        #expect(refused.exit == 75)
        #expect(refused.err.contains("run pid 4711"))
        close(descriptor)
        #expect(try client.run().exit == 0)
    }

    @Test(arguments: [0.02, 0.1, 0.25, 0.5])
    func aSignalLeavesTheBookAsBeforeOrAfter(_ delay: Double) throws {
        let client = try SmallClient()
        var rows = "date,amount,text\n"
        for number in 0..<120_000 { rows += "2026-09-0\(number % 9 + 1),1.00,RENT \(number)\n" }
        try client.scratch.write(
            "client/pipeline.yml",
            SmallClient.pipeline + "reports: {pack: [trial-balance, control]}\n")
        try client.drop("list/big.csv", rows)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.products + "/monthend")
        process.arguments = ["run", client.path, "-p", "2026-09", "-q"]
        process.standardError = FileHandle.nullDevice
        try process.run()
        usleep(useconds_t(delay * 1_000_000))
        process.terminate()
        process.waitUntilExit()
        // Gone at once while still starting, with our own code later, done when it was too late.
        let status = process.terminationStatus
        #expect([143, 15, 0].contains(status), "\(status)")
        let after = try client.run()
        #expect(after.exit == 0, "\(after.err)")
        #expect(try client.closing("500") == "120000.00")
        #expect(try Program.run("monthend", ["verify", client.path]).exit == 0)
    }

    @Test func aClosedPeriodTakesNoRowsAndLateOnesGoToTheNext() throws {
        let client = try SmallClient()
        try client.drop(
            "camt/a.xml",
            camt(
                opening: "100.00", closing: "90.00",
                entries: [("10.00", true, "2026-09-05", "WHO KNOWS")]))
        _ = try client.run()
        let refused = try Program.run("monthend", ["close", client.path, "-p", "2026-09"])
        #expect(refused.exit == 3, "\(refused.out)")
        let closed = try Program.run(
            "monthend", ["close", client.path, "-p", "2026-09", "--accept", "known to the owner"])
        #expect(closed.exit == 0, "\(closed.err)")
        let twice = try Program.run(
            "monthend", ["close", client.path, "-p", "2026-09", "--accept", "again"])
        #expect(twice.exit == 3)
        let before = try client.report("trial-balance")
        try client.drop(
            "journal/late.csv",
            """
            journal,voucher,line,date,account,party,debit,credit
            OD,9,1,2026-09-20,600,,3.00,0.00
            OD,9,2,2026-09-20,400,,0.00,3.00

            """)
        _ = try client.run()
        #expect(try client.report("trial-balance") == before)
        #expect(try client.closing("600", period: "2026-10") == "3.00")
        let journal = try client.report("journal", period: "2026-10")
        #expect(journal.allSatisfy { $0.contains(",2026-10-01,2026-09-20,voucher,") })
        #expect(journal.count == 2)
        #expect(try Program.run("monthend", ["verify", client.path]).exit == 0)
    }

    @Test func aFirmRunsEveryClientAndOneBrokenCostsOnlyItself() throws {
        let scratch = try Scratch()
        for name in ["a", "b", "c"] {
            let client = try SmallClient()
            try client.drop("list/x.csv", "date,amount,text\n2026-09-01,5.00,RENT \(name)\n")
            try FileManager.default.copyItem(
                atPath: client.path, toPath: scratch.path + "/" + name)
        }
        try scratch.write("b/pipeline.yml", "monthend: 2\n")
        let outcome = try Program.run(
            "monthend", ["run", scratch.path, "--all", "-j", "2", "-p", "2026-09"])
        #expect(outcome.exit == 78)
        let lines = outcome.out.split(separator: "\n")
        #expect(lines.count == 3)
        let failed = lines.filter { $0.dropFirst(scratch.path.count + 2).contains("78") }
        #expect(failed.count == 1 && failed[0].hasPrefix(scratch.path + "/b"))
        for name in ["a", "c"] {
            let pack = scratch.path + "/\(name)/reports/2026-09/trial-balance.csv"
            #expect(try Program.text(pack).contains("500,Bank,0.00,0.00,5.00"))
        }
    }

    @Test func aClientMayHaveLateRowsHeld() throws {
        let client = try SmallClient()
        try client.scratch.write(
            "client/pipeline.yml", SmallClient.pipeline + "posting: {late: held}\n")
        _ = try client.run()
        #expect(try Program.run("monthend", ["close", client.path, "-p", "2026-09"]).exit == 0)
        try client.drop("list/late.csv", "date,amount,text\n2026-09-02,-5.00,RENT\n")
        #expect(try client.run().exit == 0)
        let october = try client.report("exceptions", period: "2026-10")
        #expect(october.contains { $0.contains(",I-318,late-held,list/late.csv,2,") })
        #expect(try client.closing("500", period: "2026-10") == "0.00")
    }

    @Test func helpVersionAndUsage() throws {
        #expect(try Program.run("monthend", ["--help"]).exit == 0)
        #expect(try Program.run("monthend", ["--version"]).out.hasPrefix("0."))
        #expect(try Program.run("monthend", ["frobnicate"]).exit == 64)
        #expect(try Program.run("monthend", ["run", "/nonexistent", "-p", "2026-09"]).exit == 78)
        let client = try SmallClient()
        #expect(try Program.run("monthend", ["run", client.path, "-p", "2026-13"]).exit == 64)
    }

    @Test func stdoutFullIsAnError() throws {
        let client = try SmallClient()
        let outcome = try Program.run(
            "/bin/sh",
            ["-c", "\(Program.products)/monthend run \(client.path) -p 2026-09 > /dev/full"])
        #expect(outcome.exit == 74)
    }
}
