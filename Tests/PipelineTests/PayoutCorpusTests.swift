import Foundation
import Testing

/// Files of payment services that nobody here wrote, read by our presets; their sums are those of
/// EXPECTED.md, or were taken from them by another reader (Python's csv and decimal). What pays
/// out is a line and in no sum.
@Suite(.enabled(if: Program.hasCorpus, "the corpus is not beside the repository"))
struct PayoutCorpusTests {
    struct File: Sendable {
        var preset: String
        var path: String
        var options: [String] = []
        var count: Int
        var lines: Int
        /// `currency lines net gross`, in the order of currencies.
        var sums: [String]
    }

    private static let paypal =
        "OCA__bank-statement-import/11.0@/account_bank_statement_import_paypal/tests/fixtures/"
    private static let adyen =
        "OCA__bank-statement-import/13.0@/account_bank_statement_import_adyen/test_files/"

    static let files = [
        // 19 rows, USD 11 and EUR 8; Σ gross + Σ fee (negative there) = Σ net.
        File(
            preset: "paypal-activity", path: paypal + "statement_en.csv", count: 19, lines: 19,
            sums: ["EUR 8 17346.31 17346.31", "USD 11 280.30 1096.80"]),
        File(
            preset: "paypal-activity", path: paypal + "activity_en.csv", count: 76, lines: 76,
            sums: ["AUD 2 0.00 0.00", "EUR 29 59427.02 59427.02", "USD 45 1.90 2927.78"]),
        File(
            preset: "paypal-activity",
            path: "simonmichael__hledger/examples/csv/other/paypal-custom.csv", count: 7, lines: 7,
            sums: ["USD 7 -6.58 -5.99"]),
        // What batch 237 left comes in, 0.09 of fees goes off, 454,331.90 goes over to batch 239.
        File(
            preset: "adyen-settlement", path: adyen + "settlement_detail_report_batch_238.csv",
            count: 1, lines: 3, sums: ["USD 3 0.00 0.00"]),
        File(
            preset: "amazon-settlement",
            path: "Juancho-BackToWin__aresstore-seller-hub/tests/fixtures/settlement.txt",
            count: 1, lines: 12, sums: ["EUR 12 676.33 676.33"]),
        File(
            preset: "stripe-balance", path: "simonmichael__hledger/examples/csv/other/stripe.csv",
            count: 2, lines: 2, sums: ["USD 2 11.23 11.23"]),
    ]

    @Test(arguments: files)
    func agrees(_ file: File) throws {
        let told = try inspected(file.preset, Program.corpus + "/sales/" + file.path)
        #expect(told.refused == nil)
        #expect(told.faults == 0)
        #expect(told.kind == "payouts")
        #expect(told.count == file.count)
        #expect(told.lines == file.lines)
        #expect(told.sums == file.sums)
    }

    /// What dbt's seed holds: nine rows in minor units, of which one pays out.
    @Test func aTableOfTheProgrammingInterfaceIsReadByItsColumns() throws {
        let preset = """
            format: payout-csv
            numbers: {decimal: "."}
            minor_units: true
            kinds: {sale: [charge], payout: [payout]}
            columns: {number: id, kind: type, date: created, currency: currency, gross: amount,
              fee: fee, net: net, payout: payout_id}
            """
        let told = try inspected(
            written: preset,
            Program.corpus
                + "/sales/fivetran__dbt_stripe/integration_tests/seeds/balance_transaction_data.csv"
        )
        #expect(told.faults == 0)
        #expect(told.lines == 9)
        #expect(told.count == 6)
        // 211,303.18 − 6,482.18 = 204,821.00
        #expect(told.sums == ["USD 9 204821.00 211303.18"])
    }

    /// A file without kinds, fees or payouts: every row is a payment of an order.
    @Test func aListOfPaymentsNeedsNoKinds() throws {
        let preset = """
            format: payout-csv
            numbers: {decimal: "."}
            kinds: {sale: ["*"]}
            statuses: {post: [succeeded]}
            columns: {number: transaction_id, date: settlement_date, reference: order_reference,
              currency: currency, gross: amount, status: status}
            """
        let told = try inspected(
            written: preset, Program.corpus + "/sales/ramareddy1__DRAS/samples/stripe_payments.csv")
        #expect(told.faults == 0)
        #expect(told.lines == 194)
        #expect(told.sums == ["USD 194 39399.97 39399.97"])
    }

    /// By their statuses: 62 settled, 14 under way, which the preset counts as the balance does.
    @Test func statusesOfTheActivityAreAllKnown() throws {
        let file = Program.corpus + "/sales/" + Self.paypal + "activity_en.csv"
        let yaml = try Program.text(Program.root + "/pipelines/shared/presets/paypal-activity.yml")
        let settled = yaml.replacing(
            try Regex("(?s)statuses: .*?\\nkinds:"),
            with: "statuses: {post: [Completed], pending: [Pending]}\nkinds:")
        #expect(settled != yaml)
        #expect(try inspected(written: settled, file).lines == 62)
        let strict = yaml.replacing(
            try Regex("(?s)statuses: .*?\\nkinds:"), with: "statuses: {post: [Completed]}\nkinds:")
        let told = try inspected(written: strict, file)
        #expect(told.lines == 76)
        #expect(told.faults == 14, "a status that nobody named is told")
    }

    private struct Told {
        var refused: String?
        var faults: Int?
        var kind: String?
        var count: Int?
        var lines: Int?
        var sums: [String] = []
    }

    private func inspected(written preset: String, _ path: String) throws -> Told {
        let scratch = try Scratch()
        try scratch.write("presets/own.yml", preset)
        return try inspected("own", path, ["--shared", scratch.path])
    }

    private func inspected(_ preset: String, _ path: String, _ options: [String] = []) throws
        -> Told
    {
        let outcome = try Program.run(
            "monthend", ["inspect", "--format", "json", "--preset", preset] + options + [path])
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.out.utf8)) as? [String: Any],
            "\(outcome.out)\(outcome.err)")
        let file = try #require((json["files"] as? [[String: Any]])?.first)
        var told = Told()
        told.refused = file["refused"] as? String
        told.faults = (file["preset"] as? [String: Any])?["faults"] as? Int
        let documents = try #require(file["documents"] as? [String: Any])
        told.kind = documents["kind"] as? String
        told.count = documents["count"] as? Int
        told.lines = documents["lines"] as? Int
        let currencies = documents["by_currency"] as? [String: [String: Any]] ?? [:]
        told.sums = currencies.keys.sorted().compactMap { code in
            guard let sum = currencies[code], let lines = sum["lines"] as? Int,
                let net = sum["net"] as? String, let gross = sum["gross"] as? String
            else { return nil }
            return "\(code) \(lines) \(net) \(gross)"
        }
        return told
    }
}
