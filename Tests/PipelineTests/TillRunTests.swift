import Foundation
import Testing

/// Files of a till from day to day: receipts that go on, orders that come again, other currencies.
@Suite("Sales from day to day")
struct TillRunTests {
    private static let header = "order,business_day,till,receipt,gross,tender\n"

    /// A sale of 1.00 by card.
    private static func row(_ order: String, _ day: String, _ receipt: String) -> String {
        "\(order),2026-09-\(day),1,\(receipt),1.00,card\n"
    }

    private func gaps(_ client: SmallClient) throws -> [String] {
        try client.report("exceptions").filter { $0.contains(",I-340,") }.map {
            $0.split(separator: ",", omittingEmptySubsequences: false)[3...6]
                .joined(separator: ",")
        }
    }

    @Test("the file of the next day goes on; one that is missing is a gap until it comes")
    func receiptsGoOn() throws {
        let client = try SmallClient()
        try client.drop(
            "tills/1.csv", Self.header + Self.row("a", "01", "098") + Self.row("b", "01", "099"))
        #expect(try client.run().exit == 0)
        try client.drop("tills/2.csv", Self.header + Self.row("c", "02", "100"))
        #expect(try client.run().exit == 0)
        try client.drop(
            "tills/4.csv", Self.header + Self.row("g", "04", "104") + Self.row("h", "04", "103"))
        #expect(try client.run().exit == 1)
        #expect(try gaps(client) == ["tills/4.csv,3,,101–102"])
        try client.drop(
            "tills/3.csv", Self.header + Self.row("e", "03", "101") + Self.row("f", "03", "102"))
        #expect(try client.run().exit == 0)
        #expect(try gaps(client).isEmpty)
        #expect(try client.closing("511") == "7.00")
    }

    @Test("numbers that begin again on a later day leave no gap, within a file and between files")
    func receiptsBeginAgain() throws {
        let client = try SmallClient()
        let first =
            Self.row("a", "01", "1") + Self.row("b", "01", "2") + Self.row("c", "02", "1")
        try client.drop("tills/1.csv", Self.header + first)
        try client.drop(
            "tills/3.csv", Self.header + Self.row("d", "03", "1") + Self.row("e", "03", "3"))
        #expect(try client.run().exit == 1)
        #expect(try gaps(client) == ["tills/3.csv,3,,2"])
    }

    @Test("an export with the days moved posts nothing twice, in one run or in several")
    func moved() throws {
        for inOneRun in [true, false] {
            let client = try SmallClient()
            try client.drop(
                "tills/1.csv",
                Self.header + Self.row("a", "01", "") + Self.row("b", "01", ""))
            if !inOneRun { try client.run() }
            try client.drop(
                "tills/2.csv",
                Self.header + Self.row("a", "02", "") + Self.row("b", "02", "")
                    + Self.row("c", "02", ""))
            if !inOneRun { try client.run() }
            // The same once more: what was held is no order of that day.
            try client.drop(
                "tills/3.csv", Self.header + Self.row("a", "02", "") + Self.row("c", "02", ""))
            #expect(try client.run().exit == 1)
            #expect(try client.closing("511") == "3.00")
            let moved = try client.report("exceptions").filter { $0.contains(",I-344,") }
            #expect(moved.count == 3)
            // Said to begin again every day, they are orders of their own.
            let yaml = try client.scratch.text("client/pipeline.yml")
            try client.scratch.write(
                "client/pipeline.yml",
                yaml.replacing(
                    "revenue: {default: \"700\"}}",
                    with: "revenue: {default: \"700\"}, order_numbers: daily}"))
            #expect(try client.run().exit == 0)
            #expect(try client.closing("511") == "5.00")
        }
    }

    @Test("a return under the number of its sale posts on its own day, in one file or in two")
    func returned() throws {
        let header = "order,business_day,gross,tender\n"
        let sale = "a,2026-09-01,10.00,card\n"
        let back = "a,2026-09-05,-4.00,card\n"
        for files in [[header + sale + back], [header + sale, header + back]] {
            let client = try SmallClient()
            for (number, text) in files.enumerated() {
                try client.drop("tills/\(number).csv", text)
            }
            #expect(try client.run().exit == 0)
            try client.drop("tills/again.csv", header + sale + back)
            #expect(try client.run().exit == 0)
            #expect(try client.closing("511") == "6.00")
            #expect(try client.closing("709") == "4.00")
        }
    }

    @Test("two stores may number alike within one file")
    func stores() throws {
        let client = try SmallClient()
        let rows =
            "store,order,business_day,gross,tender\n"
            + "A,1,2026-09-01,1.00,card\nB,1,2026-09-01,1.00,card\nA,2,2026-09-01,1.00,card\n"
        try client.drop("tills/1.csv", rows)
        try client.drop("tills/2.csv", rows + "B,2,2026-09-01,1.00,card\n")
        #expect(try client.run().exit == 0)
        #expect(try client.closing("511") == "4.00")
        let days = try client.report("journal").filter { $0.contains(",511,") }
        #expect(
            days.map { $0.split(separator: ",", omittingEmptySubsequences: false)[9] } == [
                "2.00", "1.00", "1.00",
            ])
    }

    @Test("an order in another currency waits for its rate; its cents go to rounding")
    func waitsForItsRate() throws {
        let client = try SmallClient()
        let yaml = SmallClient.pipeline.replacing(
            "taxes: taxes.csv", with: "taxes: taxes.csv\nrates: rates.csv")
        try client.scratch.write("client/pipeline.yml", yaml)
        try client.scratch.write(
            "client/chart.csv", SmallClient.chart + "690,Rounding,expense,,rounding,\n")
        try client.scratch.write("client/rates.csv", "date,base,quote,rate\n")
        try client.drop(
            "tills/1.csv",
            "order,business_day,line,currency,net,tax_code,tax,gross,tender,order_total\n"
                + "1,2026-09-01,1,USD,3.33,S20,0.67,4.00,card,8.00\n1,2026-09-01,2,,3.33,S20,0.67,4.00,,\n"
                + "2,2026-09-01,1,,10.00,S20,2.00,12.00,card,12.00\n")
        #expect(try client.run().exit == 1)
        #expect(try client.closing("511") == "12.00")
        try client.scratch.write(
            "client/rates.csv", "date,base,quote,rate\n2026-08-31,EUR,USD,1.1000\n")
        #expect(try client.run().exit == 0)
        // 8.00 / 1.1 = 7.27; 6.66 / 1.1 = 6.05; 1.34 / 1.1 = 1.22: as much on both sides.
        #expect(try client.closing("511") == "19.27")
        #expect(try client.closing("700") == "-16.05")
        #expect(try client.closing("447") == "-3.22")
        #expect(try client.closing("690") == "0.00")
        let control = try client.report("control").map {
            $0.split(separator: ",")[2...4].joined(separator: " ")
        }
        #expect(control == ["rows 3 3", "EUR:in 12.00 12.00", "USD:in 8.00 8.00"])
        #expect(try client.report("exceptions").contains { $0.contains("V-132") })
    }

    @Test("inspect adds up orders by currency")
    func inspected() throws {
        let scratch = try Scratch()
        let header =
            "Name,Created at,Financial Status,Currency,Location,Billing Name,Lineitem name,"
            + "Lineitem quantity,Lineitem price,Discount Amount,Shipping,Taxes,Total,"
            + "Refunded Amount,Cancelled at,Outstanding Balance,Payment Method,"
            + "Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,"
            + "Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Lineitem sku\n"
        func row(_ text: String) -> String {
            let fields = text.split(separator: ",", omittingEmptySubsequences: false)
            return (fields.map(String.init) + Array(repeating: "", count: 28 - fields.count))
                .joined(separator: ",") + "\n"
        }
        // 2 × 10.00 + 5.00 − 3.00 + 4.00 + 5.20 = 31.20, and 7.00 with 1.00 of tax.
        try scratch.write(
            "orders.csv",
            header
                + row("#1,2026-09-01,paid,USD,,,Mug,2,10.00,3.00,4.00,5.20,31.20")
                + row("#1,,,,,,Tea,1,5.00,,,,")
                + row("#2,2026-09-02,paid,EUR,,,Tea,1,6.00,0.00,0.00,1.00,7.00"))
        let told = try Program.run(
            "monthend",
            [
                "inspect", "--preset", "shopify-orders", "--currency", "EUR", "--format", "json",
                scratch.path + "/orders.csv",
            ])
        #expect(
            told.out.contains(
                "\"documents\":{\"kind\":\"sales\",\"count\":2,\"lines\":3,\"net\":null,"
                    + "\"tax\":null,\"gross\":null,\"currency\":null,\"by_currency\":{"
                    + "\"EUR\":{\"count\":1,\"lines\":1,\"net\":\"6.00\",\"tax\":\"1.00\","
                    + "\"gross\":\"7.00\"},\"USD\":{\"count\":1,\"lines\":2,\"net\":\"26.00\","
                    + "\"tax\":\"5.20\",\"gross\":\"31.20\"}}}"), "\(told.out)")
    }
}
