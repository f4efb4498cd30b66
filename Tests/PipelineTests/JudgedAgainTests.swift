import Foundation
import Testing

/// Rows that wait while months are closed, settings change and copies come: each counts once, in
/// one month.
@Suite struct JudgedAgainTests {
    private static let header =
        "kind,party,number,date,due_date,currency,account,description,net,tax_code,tax,gross,total,"
        + "instalments,applies_to\n"

    private func invoice(_ number: String, _ party: String) -> String {
        "invoice,\(party),\(number),2026-09-10,2026-10-10,EUR,700,Goods,100.00,S20,20.00,120.00,"
            + "120.00,,\n"
    }

    /// `read posted rejected duplicate ignored held` of a file's rows.
    private func rows(_ client: SmallClient, _ file: String, _ period: String = "2026-09") throws
        -> String?
    {
        try client.report("control", period: period).first {
            $0.hasPrefix(file + ",") && $0.contains(",rows,")
        }.map { $0.split(separator: ",").dropFirst(3).joined(separator: " ") }
    }

    @Test func heldRowPostsAfterItsMonthWasClosed() throws {
        let client = try SmallClient()
        try client.drop("invoices/a.csv", JudgedAgainTests.header + invoice("F1", "C9"))
        #expect(try client.run().exit == 1)
        #expect(try rows(client, "invoices/a.csv") == "1 0 0 0 0 1")
        let closed = try Program.run("monthend", ["close", client.path, "-p", "2026-09"])
        #expect(closed.exit == 0, "\(closed.err)")
        try client.scratch.write(
            "client/parties.csv",
            "id,name,kind,terms_days,iban,vat_number,alias\nC9,N,customer,,,,\n")
        let next = try Program.run("monthend", ["run", client.path, "-p", "2026-10"])
        #expect(next.exit == 0, "\(next.out)\(next.err)")
        #expect(try rows(client, "invoices/a.csv") == "0 0 0 0 0 0")
        #expect(try rows(client, "invoices/a.csv", "2026-10") == "1 1 0 0 0 0")
    }

    /// A zip archive of folders alone.
    @Test func emptyArchiveIsRefusedAsBefore() throws {
        let client = try SmallClient()
        let archive = Program.root + "/fixtures/rules/V-124-file-empty/inbox/banklist/folders.csv"
        let folder = client.path + "/inbox/invoices"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        var told: [[String]] = []
        for _ in 0..<2 {
            try FileManager.default.copyItem(atPath: archive, toPath: folder + "/a.csv")
            #expect(try client.run().exit == 1)
            told.append(try client.report("exceptions"))
        }
        #expect(told[0].contains { $0.contains(",V-124,") })
        #expect(told[0] == told[1])
    }

    /// The statement repeats half of a posted day (I-305), and goes on into October.
    @Test func heldStatementOverTwoMonthsThatAreClosed() throws {
        let client = try SmallClient()
        try client.drop(
            "camt/a.xml",
            camt(
                id: "S1", opening: "0.00", closing: "2.00",
                entries: [
                    ("1.00", false, "2026-09-13", "RENT"), ("1.00", false, "2026-09-13", "RENT"),
                ]))
        try client.drop(
            "camt/b.xml",
            camt(
                id: "S2", opening: "1.00", closing: "3.00",
                entries: [
                    ("1.00", false, "2026-09-13", "RENT"), ("1.00", false, "2026-10-06", "RENT"),
                ]))
        for period in ["2026-09", "2026-10"] {
            let outcome = try Program.run("monthend", ["run", client.path, "-p", period])
            #expect(outcome.exit == 1, "what lacks rows says so: \(outcome.out)")
            #expect(try rows(client, "camt/b.xml", period) == "1 0 0 0 0 1")
        }
        let closed = try Program.run(
            "monthend", ["close", client.path, "-p", "2026-10", "--accept", "the bank is asked"])
        #expect(closed.exit == 0, "\(closed.err)")
        #expect(try client.run().exit == 1)
        #expect(try rows(client, "camt/b.xml", "2026-10") == "1 0 0 0 0 1")
    }

    @Test func fileThatHasPostedInPartCannotBeReadAnyMore() throws {
        let client = try SmallClient()
        try client.drop(
            "invoices/a.csv", JudgedAgainTests.header + invoice("F1", "C9") + invoice("F2", "C1"))
        #expect(try client.run().exit == 1)
        let settings = try client.scratch.text("client/pipeline.yml")
        try client.scratch.write(
            "client/pipeline.yml",
            settings.replacingOccurrences(
                of: "path: invoices/*.csv", with: "path: invoices/*.csv, columns: {number: Nummer}")
        )
        for _ in 0..<2 {
            #expect(try client.run().exit == 1)
            #expect(try rows(client, "invoices/a.csv") == "2 1 0 0 0 1")
        }
        try client.scratch.write("client/pipeline.yml", settings)
        #expect(try client.run().exit == 1)
        #expect(try rows(client, "invoices/a.csv") == "2 1 0 0 0 1")
    }

    @Test func everyCopyCountsOnce() throws {
        let client = try SmallClient()
        for name in ["a", "b", "c", "d"] {
            try client.drop(
                "invoices/\(name).csv", JudgedAgainTests.header + invoice("F1", "C1"))
            #expect(try client.run().exit == 0)
        }
        #expect(try rows(client, "invoices/a.csv") == "1 1 0 0 0 0")
        for name in ["b", "c", "d"] {
            #expect(try rows(client, "invoices/\(name).csv") == "1 0 0 1 0 0")
        }
    }
}
