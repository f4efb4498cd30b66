import Foundation
import Testing

/// What `report` takes for ageings and statements, and what it refuses.
@Suite struct AgeingOptionTests {
    /// F1 of 120.00 due 2026-10-02 and a credit note of 12.00 of 2026-09-20 that names nothing.
    private func client(aging: String = "") throws -> SmallClient {
        let client = try SmallClient()
        try client.scratch.write(
            "client/pipeline.yml",
            SmallClient.pipeline.replacingOccurrences(
                of: "mapping:", with: "reports: {aging: {\(aging)}}\nmapping:"))
        try client.drop(
            "invoices/one.csv",
            """
            kind,party,number,date,due_date,currency,account,description,net,tax_code,tax,gross,\
            total
            invoice,C1,F1,2026-09-02,2026-10-02,EUR,700,Beans,100.00,S20,20.00,120.00,120.00
            credit-note,C1,A1,2026-09-20,2026-09-20,EUR,700,Beans,10.00,S20,2.00,12.00,12.00

            """)
        return client
    }

    private func report(_ client: SmallClient, _ options: String) throws -> Program.Outcome {
        try Program.run(
            "monthend",
            ["report", client.path, "-p", "2026-09"]
                + options.split(separator: " ").map(String.init))
    }

    /// Document, bucket and open amount of each row.
    private func rows(_ client: SmallClient, _ options: String) throws -> [String] {
        let outcome = try report(client, "aged-receivables --format csv " + options)
        #expect(outcome.exit == 0, "\(outcome.err)")
        return outcome.out.split(separator: "\n").dropFirst().map { row in
            let cells = row.split(separator: ",", omittingEmptySubsequences: false)
            return "\(cells[3]) \(cells[9]) \(cells[12])"
        }
    }

    @Test(arguments: [
        ("", "A1 unapplied -12.00, F1 current 120.00"),
        ("--age-credits", "A1 1-30 -12.00, F1 current 120.00"),
        ("--basis document", "A1 unapplied -12.00, F1 1-30 120.00"),
        ("--as-of 2026-09-19", "F1 current 120.00"), ("--as-of 2026-09-01", ""),
        ("--known 1 --party C1", "A1 unapplied -12.00, F1 current 120.00"),
    ])
    func aged(_ options: String, _ expected: String) throws {
        let client = try client()
        #expect(try client.run().exit == 0)
        #expect(try rows(client, options).joined(separator: ", ") == expected)
    }

    @Test(arguments: [
        ("allocate: oldest-due", "F1 current 108.00"),
        ("allocate: stated", "A1 unapplied -12.00, F1 current 120.00"),
        ("age_credits: true, buckets: [0, 5]", "A1 5+ -12.00, F1 current 120.00"),
    ])
    func settings(_ aging: String, _ expected: String) throws {
        let client = try client(aging: aging)
        #expect(try client.run().exit == 0)
        #expect(try rows(client, "").joined(separator: ", ") == expected)
    }

    @Test(arguments: ["allocate: newest", "allocate: oldest-due, age_credits: true"])
    func wrongSettings(_ aging: String) throws {
        let client = try client(aging: aging)
        let outcome = try client.run()
        #expect(outcome.exit == 78)
        #expect(outcome.err.contains("pipeline.yml"), "\(outcome.err)")
    }

    @Test(arguments: [
        "trial-balance --as-of 2026-09-15", "party-statements --as-of 2026-09-15",
        "aged-receivables --side payable", "party-statements --summary",
        "aged-receivables --basis value", "aged-receivables --as-of yesterday",
        "aged-receivables --known 0", "aged-receivables --known 2",
        "aged-receivables --party nobody", "party-statements --side both",
        "trial-balance --known 1", "statements",
    ])
    func refused(_ options: String) throws {
        let client = try client()
        #expect(try client.run().exit == 0)
        let outcome = try report(client, options)
        #expect(outcome.exit == 64, "\(outcome.out)")
        #expect(!outcome.err.isEmpty)
    }

    @Test func aSummaryHasNoItems() throws {
        let client = try client()
        #expect(try client.run().exit == 0)
        let whole = try report(client, "aged-receivables")
        #expect(whole.out.contains("F1 "))
        let summary = try report(client, "aged-receivables --summary")
        #expect(summary.out.contains("Customer One"))
        #expect(!summary.out.contains("F1 "))
    }

    @Test func statementsAreMadeWhenAskedFor() throws {
        let client = try client()
        #expect(try client.run().exit == 0)
        let packs = try FileManager.default.contentsOfDirectory(
            atPath: client.path + "/reports/2026-09")
        #expect(!packs.contains { $0.hasPrefix("party-statements") })
        let outcome = try report(client, "party-statements --party C1 --format csv")
        let closing = outcome.out.split(separator: "\n").first { $0.contains(",closing,") }
        #expect(closing == "C1,Customer One,EUR,closing,,,,,,,,,108.00,,")
        let none = try report(client, "party-statements --side payable --format csv")
        #expect(none.out.split(separator: "\n").count == 1)
    }
}
