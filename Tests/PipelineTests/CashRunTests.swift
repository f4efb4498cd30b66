import Foundation
import Testing

/// Drawer counts, the sales they are of and the bank lines they become, in any order.
@Suite("Cash counts")
struct CashRunTests {
    private static let sales = "store,order,business_day,gross,tender\n"
    private static let counts = "store,till,date,float,counted,banked,reference\n"

    /// - Parameter takings: the account sales post their cash to; 530 is the drawers' own.
    private func client(takings: String = "530") throws -> SmallClient {
        let client = try SmallClient()
        try client.scratch.write(
            "client/chart.csv",
            SmallClient.chart + "530,Drawers,asset,,cash,\n531,Cash takings,asset,,clearing,\n"
                + "658,Cash differences,expense,,cash_differences,\n")
        let drawers =
            "  drawers: {format: cash-csv, path: drawers/*, clearing: {cash: \"\(takings)\"}}\n"
        try client.scratch.write(
            "client/pipeline.yml",
            SmallClient.pipeline
                .replacing("{card: \"511\"}", with: "{card: \"511\", cash: \"\(takings)\"}")
                .replacing("mapping:\n", with: drawers + "mapping:\n"))
        return client
    }

    /// Drawers, cash takings, differences and own transfers at the period's end.
    private func told(_ client: SmallClient) throws -> String {
        try ["530", "531", "658", "580"].map { try client.closing($0) }.joined(separator: " ")
    }

    private func tie(_ client: SmallClient, _ name: String) throws -> [String] {
        try client.report("tie-out").filter { $0.hasPrefix(name + ",") }
    }

    @Test("sales first, counts first, or some of each: the same books", arguments: ["530", "531"])
    func anyOrder(_ takings: String) throws {
        // 3 Sept.: 100 + 40 = 140 expected, 139 counted, 39 banked; 4 Sept.: 100 + 20 + 5 = 125
        // expected and counted. Left 125, of it 100 was there before the books saw it.
        let drops = [
            "tills/a.csv": Self.sales
                + "Quay,1,2026-09-03,40.00,cash\nQuay,2,2026-09-03,9.00,card\n",
            "tills/b.csv": Self.sales + "Quay,3,2026-09-04,20.00,cash\n",
            "tills/c.csv": Self.sales + "Quay,4,2026-09-04,5.00,cash\n",
            "drawers/a.csv": Self.counts + "Quay,,2026-09-03,100.00,139.00,39.00,SLIP-1\n",
            "drawers/b.csv": Self.counts + "Quay,,2026-09-04,,125.00,,\n",
        ]
        let orders = [
            [["tills/a.csv", "tills/b.csv", "tills/c.csv", "drawers/a.csv", "drawers/b.csv"]],
            [
                ["drawers/a.csv"], ["drawers/b.csv"], ["tills/c.csv"], ["tills/b.csv"],
                ["tills/a.csv"],
            ],
            [
                ["tills/b.csv", "drawers/a.csv"], ["tills/a.csv"],
                ["drawers/b.csv", "tills/c.csv"],
            ],
        ]
        for order in orders {
            let client = try client(takings: takings)
            for names in order {
                for name in names { try client.drop(name, try #require(drops[name])) }
                try client.run()
            }
            #expect(try told(client) == "25.00 0.00 1.00 39.00", "\(order)")
            let codes = try client.findings().map { String($0.split(separator: ",")[1]) }
            #expect(codes == ["A-260"], "\(order)")
            #expect(try tie(client, "cash").contains("cash,530,unexplained,,,0.00,,"))
            #expect(try Program.run("monthend", ["verify", client.path]).exit == 0)
            // Nothing new is nothing posted.
            let before = try client.report("journal")
            try client.run()
            #expect(try client.report("journal") == before)
        }
    }

    @Test("counts come twice, or say something else the second time")
    func identity() throws {
        let client = try client()
        try client.drop("tills/a.csv", Self.sales + "Quay,1,2026-09-03,40.00,cash\n")
        let row = "Quay,,2026-09-03,100.00,140.00,40.00,SLIP-1\n"
        try client.drop("drawers/a.csv", Self.counts + row)
        try client.run()
        try client.drop("drawers/b.csv", Self.counts + row + "Quay,,2026-09-04,100.00,100.00,,\n")
        try client.run()
        #expect(try told(client) == "0.00 0.00 0.00 40.00")
        try client.drop(
            "drawers/c.csv", Self.counts + "Quay,,2026-09-03,100.00,141.00,40.00,SLIP-1\n")
        #expect(try client.run().exit == 1)
        #expect(try told(client) == "0.00 0.00 0.00 40.00")
        #expect(try client.findings().contains("error,I-308,document-clash,drawers/c.csv,2"))
    }

    @Test("a first count without a float waits for an earlier one")
    func firstFloat() throws {
        let client = try client()
        try client.drop("drawers/b.csv", Self.counts + "Quay,,2026-09-04,,100.00,60.00,\n")
        #expect(try client.run().exit == 1)
        #expect(try told(client) == "0.00 0.00 0.00 0.00")
        try client.drop("drawers/a.csv", Self.counts + "Quay,,2026-09-03,100.00,100.00,,\n")
        try client.run()
        try client.run()
        #expect(try told(client) == "-60.00 0.00 0.00 60.00")
    }

    @Test("the bank line with the slip's number clears what was banked")
    func banked() throws {
        let client = try client()
        try client.drop("tills/a.csv", Self.sales + "Quay,1,2026-09-03,40.00,cash\n")
        try client.drop(
            "drawers/a.csv",
            Self.counts + "Quay,,2026-09-03,100.00,140.00,30.00,SLIP-77\n"
                + "Quay,,2026-09-04,110.00,110.00,10.00,SLIP-78\n")
        try client.drop("list/a.csv", "date,amount,text\n2026-09-07,30.00,DEPOSIT SLIP-77\n")
        try client.run()
        #expect(try told(client) == "0.00 0.00 0.00 10.00")
        let steps = try client.report("bank-reconciliation").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        // 500 has 30; 10 are on their way: 40 by the books.
        #expect(
            steps.map { "\($0[1]) \($0[5])" } == [
                "account 30.00", "transfers-in-transit 10.00", "books 40.00",
            ])
    }

    @Test("a month that is locked keeps its figures: sales that come late post after it")
    func locked() throws {
        let client = try client()
        try client.drop("drawers/a.csv", Self.counts + "Quay,,2026-09-30,100.00,140.00,,\n")
        try client.run()
        #expect(try told(client) == "40.00 0.00 -40.00 0.00")
        try client.drop("tills/a.csv", Self.sales + "Quay,1,2026-09-30,40.00,cash\n")
        try client.run()
        #expect(try told(client) == "40.00 0.00 0.00 0.00")
    }
}
