import Foundation
import Testing

/// Bank CSVs that nobody here wrote, declared in pipeline.yml alone; the sums were taken from the
/// files by a spreadsheet-like reader of another kind (Python's csv and decimal).
@Suite(.enabled(if: Program.hasCorpus, "the corpus is not beside the repository"))
struct BankCSVCorpusTests {
    struct Layout: Sendable {
        var file: String
        var currency: String
        var settings: String
        /// The bank account's balance after every row, from nothing.
        var sum: String
    }

    static let layouts = [
        Layout(
            file: "cantino__reckon/spec/data_fixtures/danish_kroner_nordea_example.csv",
            currency: "DKK",
            settings: "delimiter: \";\", header: false, encoding: ISO-8859-1, "
                + "numbers: {decimal: \",\"}, dates: DD-MM-YYYY, "
                + "columns: {date: \"1\", text: \"2\", amount: \"4\"}",
            sum: "-4732.00"),
        Layout(
            file: "bank2ynab__bank2ynab/test/test-data/2019-03-02_11-50-46_bunq-statement.csv",
            currency: "EUR",
            settings: "numbers: {decimal: \",\"}, columns: {date: Date, amount: Amount, "
                + "counterparty: Name, text: Description}",
            sum: "-23.82"),
        Layout(
            file: "bank2ynab__bank2ynab/test/test-data/test_raiffeisen_01.csv",
            currency: "EUR",
            settings: "delimiter: \";\", header: false, numbers: {decimal: \",\"}, "
                + "dates: DD.MM.YYYY, columns: {date: \"1\", text: \"2\", value_date: \"3\", "
                + "amount: \"4\"}",
            sum: "-4580.70"),
        Layout(
            file: "cantino__reckon/spec/data_fixtures/french_example.csv", currency: "EUR",
            settings: "delimiter: \";\", header: false, numbers: {decimal: \",\"}, "
                + "dates: DD/MM/YYYY, columns: {date: \"2\", text: \"3\", amount: \"5\"}",
            sum: "-337.44"),
        Layout(
            file: "cantino__reckon/spec/data_fixtures/suntrust.csv", currency: "USD",
            settings: "header: false, numbers: {decimal: \".\"}, dates: MM/DD/YYYY, columns: "
                + "{date: \"1\", text: \"3\", debit: \"4\", credit: \"5\", balance: \"6\"}",
            sum: "700.00"),
    ]

    @Test(arguments: layouts)
    func postsToItsSum(_ layout: Layout) throws {
        let client = try SmallClient()
        let source =
            "  list: {format: bank-csv, path: list/*.csv, account: \"500\", "
            + "numbers: {decimal: \".\"}}"
        try client.scratch.write(
            "client/pipeline.yml",
            SmallClient.pipeline
                .replacingOccurrences(of: "start: 2026-09-01", with: "start: 2000-01-01")
                .replacingOccurrences(of: "currency: EUR", with: "currency: \(layout.currency)")
                .replacingOccurrences(
                    of: source,
                    with: "  list: {format: bank-csv, path: list/*.csv, account: \"500\", "
                        + layout.settings + "}"))
        let data = try Data(
            contentsOf: URL(fileURLWithPath: Program.corpus + "/bankcsv/" + layout.file))
        try client.scratch.write("client/inbox/list/bank.csv", data)
        let outcome = try client.run()
        #expect(outcome.exit == 0, "\(outcome.out)\(outcome.err)")
        #expect(try client.closing("500") == layout.sum)
    }
}
