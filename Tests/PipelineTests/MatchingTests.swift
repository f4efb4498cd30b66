import Foundation
import Testing

/// Match lists and questions go out, come back with decisions, and are applied by the next run.
@Suite struct MatchingTests {
    private let invoices = """
        kind,party,number,date,due_date,currency,account,description,net,tax_code,tax,gross,total
        invoice,C1,F-0001,2026-09-01,2026-10-01,EUR,700,Beans,100.00,S20,20.00,120.00,120.00
        invoice,C1,F-0002,2026-09-02,2026-10-02,EUR,700,Beans,100.00,S20,20.00,120.00,120.00

        """
    private let bank = """
        date,amount,text
        2026-09-05,120.00,THANKS
        2026-09-06,-30.00,"INSURANCE, POLICY 7"
        2026-09-07,-31.00,INSURANCE POLICY 8

        """

    private func client() throws -> SmallClient {
        let client = try SmallClient()
        let sources = """
              matches: {format: matches-csv, path: matches/*.csv}
              questions: {format: questions-csv, path: questions/*.csv}
            mapping:
            """
        try client.scratch.write(
            "client/pipeline.yml",
            SmallClient.pipeline.replacingOccurrences(of: "mapping:", with: sources))
        return client
    }

    /// A report's CSV with a last field filled in on the rows that a text stands in.
    private func filled(
        _ client: SmallClient, _ name: String, _ text: String, _ decision: String
    ) throws -> String {
        let all = try client.scratch.text("client/reports/2026-09/\(name).csv")
        return all.split(separator: "\n").map {
            $0.contains(text) && $0.hasSuffix(",") ? $0 + decision : String($0)
        }.joined(separator: "\n") + "\n"
    }

    private let shown = ["470", "410", "500", "600"]

    @Test func decisionsThatComeBackAreApplied() throws {
        let client = try client()
        try client.drop("invoices/a.csv", invoices)
        try client.drop("list/a.csv", bank)
        #expect(try client.run().exit == 0)
        #expect(try shown.map { try client.closing($0) } == ["-59.00", "240.00", "59.00", "0.00"])

        let matches = try client.report("matches")
        #expect(matches.count == 3)
        let id = String(try #require(matches.first).prefix(13))
        #expect(id.hasPrefix("L"))
        let line = id + ",list/a.csv,2,2026-09-05,120.00,EUR,THANKS,"
        let rows = [",,,,,", "C1,F-0001,1,120.00,amount,", "C1,F-0002,1,120.00,amount,"]
        #expect(matches == rows.map { line + $0 })
        let questions = try client.report("questions").map { $0.dropFirst(13) }
        let (received, paid) = ("received for, and from whom", "What was this payment for")
        #expect(questions.count == 3)
        #expect(
            questions[0].hasPrefix(",bank-line,2026-09-05,120.00,EUR,THANKS,\"What was this money"))
        #expect(questions[0].contains(received))
        #expect(
            questions[1].hasPrefix(
                ",bank-line,2026-09-06,-30.00,EUR,\"INSURANCE, POLICY 7\",\"" + paid))
        #expect(questions.allSatisfy { $0.hasSuffix("?\",,") })

        try client.drop("matches/back.csv", try filled(client, "matches", "F-0002", "yes"))
        try client.drop("questions/back.csv", try filled(client, "questions", "POLICY 7", "600"))
        let second = try client.run()
        #expect(second.exit == 0, "\(second.out)")
        #expect(try shown.map { try client.closing($0) } == ["31.00", "120.00", "59.00", "30.00"])
        let items = try client.report("aged-receivables")
        #expect(items.count == 1 && items[0].contains("F-0001"))
        #expect(try client.report("matches").isEmpty)
        // What was answered for one policy is proposed for the next, and posts nothing by itself.
        let left = try client.report("questions")
        #expect(left.count == 1)
        #expect(left.first?.hasSuffix(",600,") == true, "\(left)")
        let control = try client.report("control").filter { $0.contains("back.csv") }
        #expect(control.filter { $0.contains(",rows,3,1,0,0,2,0") }.count == 2, "\(control)")
        #expect(try Program.run("monthend", ["verify", client.path]).exit == 0)
        #expect(try client.run().out.contains("batch 2"))
    }

    /// The drops of two runs in one run of a new book: the same figures, entry by entry.
    @Test func replayGivesTheSameBook() throws {
        let first = try client()
        try first.drop("invoices/a.csv", invoices)
        try first.drop("list/a.csv", bank)
        _ = try first.run()
        let matches = try filled(first, "matches", "F-0002", "yes")
        let questions = try filled(first, "questions", "POLICY 7", "600;S20")
        try first.drop("matches/back.csv", matches)
        try first.drop("questions/back.csv", questions)
        _ = try first.run()

        let second = try client()
        try second.drop("invoices/a.csv", invoices)
        try second.drop("list/a.csv", bank)
        try second.drop("matches/back.csv", matches)
        try second.drop("questions/back.csv", questions)
        _ = try second.run()
        for name in ["trial-balance", "aged-receivables", "journal", "questions", "control"] {
            #expect(try first.report(name) == second.report(name), "\(name)")
        }
    }

    /// A decision that comes before its statement waits for it.
    @Test func decisionWaitsForItsLine() throws {
        let asked = try client()
        try asked.drop("list/a.csv", bank)
        _ = try asked.run()
        let answers = try filled(asked, "questions", "POLICY 7", "600")

        let client = try client()
        try client.drop("questions/back.csv", answers)
        _ = try client.run()
        #expect(try client.findings() == ["warning,V-151,question-unknown,questions/back.csv,3"])
        try client.drop("list/a.csv", bank)
        _ = try client.run()
        let again = try client.run()
        #expect(again.exit == 0, "\(again.out)")
        #expect(try client.closing("600") == "30.00")
        #expect(try client.findings().allSatisfy { !$0.contains("V-151") })
    }

    /// A note answers the client's side: nothing posts, and the question shows it.
    @Test func noteIsKept() throws {
        let client = try client()
        try client.drop("list/a.csv", bank)
        _ = try client.run()
        try client.drop(
            "questions/back.csv", try filled(client, "questions", "POLICY 8", "private"))
        #expect(try client.run().exit == 0)
        #expect(try client.closing("470") == "-59.00")
        let questions = try client.report("questions")
        #expect(questions.count == 3)
        #expect(questions.filter { $0.hasSuffix(",private") }.count == 1)
    }

    @Test func questionsSpeakTheClientsLanguage() throws {
        let client = try client()
        try client.drop("list/a.csv", bank)
        _ = try client.run()
        for language in ["en", "fr"] {
            let text = try Program.run(
                "monthend",
                ["report", client.path, "questions", "-p", "2026-09", "--lang", language])
            #expect(text.out.contains("What was this payment for"), "\(text.out)")
            let list = try Program.run(
                "monthend", ["report", client.path, "matches", "-p", "2026-09", "--lang", language])
            #expect(list.out.contains("Rapprochements") == (language == "fr"))
        }
    }
}
