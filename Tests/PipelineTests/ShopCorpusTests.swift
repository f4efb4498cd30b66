import Foundation
import Testing

/// Orders that shops have really exported: read to the cent, and posted.
@Suite("Shop exports of the corpus")
struct ShopCorpusTests {
    private static let folder = Program.corpus + "/sales/"
    private static let orders =
        folder + "ramkumar03ace__Shopify-Data-Ingestion-Insights-Service/orders_export_1.csv"

    /// True where the corpus is there; else the test says that it did not look.
    private func hasCorpus() -> Bool {
        if !Program.hasCorpus { print("corpus absent: shop exports are not read") }
        return Program.hasCorpus
    }

    /// A client whose one source of sales reads a file of the corpus.
    private func client(_ currency: String, start: String, _ source: String, _ file: String) throws
        -> SmallClient
    {
        let client = try SmallClient()
        let yaml = SmallClient.pipeline
            .replacing(
                "start: 2026-09-01, currency: EUR", with: "start: \(start), currency: \(currency)")
        let head = yaml.components(separatedBy: "  camt:")[0]
        try client.scratch.write("client/pipeline.yml", head + "  shop:\n" + source)
        try client.scratch.write("client/chart.csv", SmallClient.chart + "708,Shipping,income,,,\n")
        try client.scratch.write(
            "client/taxes.csv",
            "code,rate,from,to,kind,due,recoverable_percent,account,waiting_account\n"
                + "G9,9,,,output,invoice,100,447,\nG18,18,,,output,invoice,100,447,\n")
        let data = try Data(contentsOf: URL(fileURLWithPath: file))
        try client.scratch.write("client/inbox/shop/orders.csv", data)
        return client
    }

    @Test("Shopify: 121 rows, 51 orders, INR 590,683.29, of which 538,958.00 are outstanding")
    func shopify() throws {
        guard hasCorpus() else { return }
        let told = try Program.run(
            "monthend", ["inspect", "--preset", "shopify-orders", "--format", "json", Self.orders])
        #expect(
            told.out.contains(
                "\"documents\":{\"kind\":\"sales\",\"count\":51,\"lines\":121,"
                    + "\"net\":\"585942.00\",\"tax\":\"4741.29\",\"gross\":\"590683.29\","
                    + "\"currency\":\"INR\""), "\(told.out)")
        #expect(told.exit == 0)
        let client = try client(
            "INR", start: "2025-12-01",
            """
                preset: shopify-orders
                path: shop/*.csv
                clearing: {manual: "511", default: "511"}
                taxes: {CGST 9%: G9, SGST 9%: G9, IGST 18%: G18}
                revenue: {default: "700", shipping: "708"}

            """, Self.orders)
        let run = try Program.run("monthend", ["run", client.path, "-p", "2025-12"])
        #expect(run.exit == 0, "\(run.out)\(run.err)")
        // 590683.29 − 538958.00 = 51725.29 paid; 590683.29 − 4741.29 = 585942.00 sold.
        let closings = try ["511", "410", "447", "700"].map {
            try client.closing($0, period: "2025-12")
        }
        #expect(closings == ["51725.29", "538958.00", "-4741.29", "-585942.00"])
    }

    /// File, source, first day, orders, gross as the file's `Total` column adds up.
    private static let others = [
        (
            "BatManUtd__ltv-cohort-kit/tests/fixtures/shopify_orders.csv", "2025", "8", "995.00",
            "-995.00"
        ),
        (
            "BatManUtd__ltv-cohort-kit/samples/shopify_orders_sample.csv", "2025", "127",
            "15063.00", "-15063.00"
        ),
        (
            "ramareddy1__DRAS/samples/shopify_orders.csv", "2026", "200", "41134.27", "-41134.27"
        ),
    ]

    @Test("Shopify exports cut down to a few columns", arguments: others)
    func slim(_ file: String, _ year: String, _ count: String, _ gross: String, _ sold: String)
        throws
    {
        guard hasCorpus() else { return }
        let isDRAS = file.hasPrefix("ramareddy1")
        let source =
            isDRAS
            ? """
                format: sales-csv
                path: shop/*.csv
                columns: {order: order_id, business_day: order_date, gross: order_total}
                numbers: {decimal: "."}
                clearing: {default: "511"}
                revenue: {default: "700"}

            """
            : """
                format: sales-csv
                path: shop/*.csv
                columns: {order: Name, business_day: Created at, currency: Currency, \
            refunded: Refunded Amount}
                parts: [{kind: item, name: goods, column: Total}]
                numbers: {decimal: "."}
                refunds: elsewhere
                clearing: {default: "511"}
                revenue: {goods: "700", default: "700"}

            """
        let client = try client("USD", start: "\(year)-01-01", source, Self.folder + file)
        let run = try Program.run("monthend", ["run", client.path, "-p", year])
        #expect(run.exit == 0, "\(run.out)\(run.err)")
        #expect(try client.closing("700", period: year) == sold)
        #expect(try client.closing("511", period: year) == gross)
    }
}
