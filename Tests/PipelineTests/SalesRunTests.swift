import Foundation
import Testing

/// Exports of one shop that overlap: an order that a later one calls off or gives back.
@Suite("Sales over several exports")
struct SalesRunTests {
    private static let header =
        "order,business_day,status,net,tax_code,tax,gross,tender,order_total,refunded,"
        + "cancelled_on\n"

    /// An order of 12.00 (10.00 + 20 %) paid by card.
    private static func row(
        _ order: String, _ day: String = "2026-09-03", refunded: String = "0.00",
        cancelled: String = ""
    ) -> String {
        "\(order),\(day),paid,10.00,S20,2.00,12.00,card,12.00,\(refunded),\(cancelled)\n"
    }

    private func client(refunds: String = "") throws -> SmallClient {
        let client = try SmallClient()
        try client.scratch.write(
            "client/pipeline.yml",
            SmallClient.pipeline.replacing(
                "revenue: {default: \"700\"}}", with: "revenue: {default: \"700\"}\(refunds)}"))
        return client
    }

    /// Sales, returns, tax and card clearing at the period's end.
    private func told(_ client: SmallClient, _ period: String = "2026-09") throws -> String {
        try ["700", "709", "447", "511"].map { try client.closing($0, period: period) }
            .joined(separator: " ")
    }

    @Test("an order called off after it posted is undone once, on its own day")
    func cancelledLater() throws {
        let client = try client()
        try client.drop("tills/1.csv", Self.header + Self.row("1") + Self.row("2"))
        #expect(try client.run().exit == 0)
        #expect(try told(client) == "-20.00 0.00 -4.00 24.00")
        let off = Self.row("1", refunded: "12.00", cancelled: "2026-09-20")
        try client.drop("tills/2.csv", Self.header + off + Self.row("2"))
        #expect(try client.run().exit == 0)
        #expect(try told(client) == "-20.00 10.00 -2.00 12.00")
        // The same again, with an order more; then the first export under another name.
        try client.drop("tills/3.csv", Self.header + off + Self.row("2") + Self.row("3"))
        #expect(try client.run().exit == 0)
        #expect(try told(client) == "-30.00 10.00 -4.00 24.00")
        try client.drop("tills/4.csv", Self.header + Self.row("2") + Self.row("1"))
        #expect(try client.run().exit == 0)
        #expect(try told(client) == "-30.00 10.00 -4.00 24.00")
        let journal = try client.report("journal")
        #expect(journal.filter { $0.contains(",2026-09-20,") && $0.contains(",709,") }.count == 1)
        #expect(try Program.run("monthend", ["verify", client.path]).exit == 0)
    }

    @Test("called off in the next month, or on the day of the sale; dropped together or apart")
    func cancelledElsewhere() throws {
        let next = Self.row("1", "2026-09-30", refunded: "12.00", cancelled: "2026-10-01")
        let same = Self.row("2", refunded: "12.00", cancelled: "2026-09-03")
        for drops in [[next + same], [Self.row("1", "2026-09-30") + Self.row("2"), next + same]] {
            let client = try client()
            for (index, drop) in drops.enumerated() {
                try client.drop("tills/\(index).csv", Self.header + drop)
                #expect(try client.run().exit == 0)
            }
            #expect(try told(client) == "-20.00 10.00 -2.00 12.00")
            #expect(try told(client, "2026-10") == "-20.00 20.00 0.00 0.00")
            try client.drop("tills/again.csv", Self.header + next + same + Self.row("3"))
            #expect(try client.run().exit == 0)
            #expect(try told(client, "2026-10") == "-30.00 20.00 -2.00 12.00")
        }
    }

    @Test("what was given back since posts alone, on the day of the sale")
    func refundedLater() throws {
        let client = try client(refunds: ", refunds: sale-day")
        for (name, refunded, expected) in [
            ("1", "0.00", "-10.00 0.00 -2.00 12.00"), ("2", "6.00", "-10.00 5.00 -1.00 6.00"),
            ("3", "9.00", "-10.00 7.50 -0.50 3.00"), ("4", "9.00", "-10.00 7.50 -0.50 3.00"),
            ("5", "12.00", "-10.00 10.00 0.00 0.00"),
        ] {
            try client.drop("tills/\(name).csv", Self.header + Self.row("1", refunded: refunded))
            #expect(try client.run().exit == 0, "\(name)")
            #expect(try told(client) == expected, "\(name)")
        }
    }

    @Test("without a policy a refund waits for one, and then posts")
    func undated() throws {
        let client = try client()
        try client.drop("tills/1.csv", Self.header + Self.row("1", refunded: "6.00"))
        #expect(try client.run().exit == 1)
        #expect(try told(client) == "0.00 0.00 0.00 0.00")
        let yaml = try client.scratch.text("client/pipeline.yml")
        try client.scratch.write(
            "client/pipeline.yml",
            yaml.replacing("\"700\"}}", with: "\"700\"}, refunds: elsewhere}"))
        #expect(try client.run().exit == 0)
        #expect(try told(client) == "-10.00 0.00 -2.00 12.00")
    }

    @Test("two stores may give their orders the same numbers, line by line in one file")
    func numbersOfStores() throws {
        let header = "store,order,business_day,gross,tender\n"
        let rows = "A,1,2026-09-03,1.00,card\nB,1,2026-09-03,2.00,card\nA,2,2026-09-03,4.00,card\n"
        let client = try client()
        try client.drop("tills/1.csv", header + rows)
        _ = try client.run()
        try client.drop("tills/2.csv", header + rows + "A,3,2026-09-03,8.00,card\n")
        _ = try client.run()
        #expect(try client.closing("511") == "15.00")
    }
}
