internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

@Suite("Currencies and rates of documents and payments")
struct DocumentCurrencyTests {
    private func euroBooks(_ format: SourceFormat, source: String = "EUR") throws -> SourceLayout {
        var layout = SourceLayout(
            format: format, numbers: .plain, currency: try #require(Currency(source)))
        layout.booksCurrency = Currency("EUR")
        return layout
    }

    @Test(
        "amounts have the decimals of the row's currency, the source's where it states none",
        arguments: textTable(
            """
            source | currency | gross  | result
            EUR    | ∅        | 12.00  | EUR 1200
            USD    | ∅        | 12.00  | USD 1200
            EUR    | JPY      | 1200   | JPY 1200
            EUR    | JPY      | 12.50  | amountPrecision
            EUR    | TND      | 12.345 | TND 12345
            EUR    | XYZ      | 12.00  | currencyUnknown
            EUR    | eur      | 12.00  | currencyUnknown
            """))
    func decimals(row: [String]) throws {
        let currency = row[1] == "∅" ? "" : row[1]
        let text =
            "party,number,date,currency,account,gross\nC1,F1,2026-09-01,\(currency),701,\(row[2])\n"
        let layout = try euroBooks(.documentsCSV, source: row[0])
        let document = try #require(try importing(text, layout).documents.first)
        let flaws = document.flaws.map(\.defect.rawValue)
        let told = flaws.isEmpty ? ["\(document.currency) \(document.lines[0].gross)"] : flaws
        #expect(told == [row[3]])
    }

    @Test(
        "a rate is of one unit of the row's currency, or names its pair",
        arguments: textTable(
            """
            currency | rate           | result
            USD      | 0.92           | USD/EUR 0.92
            USD      | EUR/USD 1.0873 | EUR/USD 1.0873
            USD      | ∅              | -
            EUR      | 1.0000         | -
            EUR      | EUR/USD 1.08   | EUR/USD 1.08
            EUR      | 1.08           | amountMalformed
            USD      | 0              | amountMalformed
            USD      | EUR/XYZ 1.08   | amountMalformed
            USD      | x              | amountMalformed
            """))
    func rates(row: [String]) throws {
        let rate = row[1] == "∅" ? "" : row[1]
        let text =
            "number,party,date,amount,currency,rate\nR1,C1,2026-09-01,5.00,\(row[0]),\(rate)\n"
        let payment = try #require(
            try importing(text, try euroBooks(.paymentsCSV)).payments.first)
        let flaws = payment.flaws.map(\.defect.rawValue)
        #expect((flaws.isEmpty ? [payment.rate?.text ?? "-"] : flaws) == [row[2]])
    }

    @Test("a document has one currency")
    func oneCurrency() throws {
        let text =
            "party,number,date,currency,account,gross\nC1,F1,2026-09-01,USD,701,1.00\n"
            + ",F1,2026-09-01,,701,2.00\n,F1,2026-09-01,EUR,701,3.00\n"
        let document = try #require(
            try importing(text, try euroBooks(.documentsCSV)).documents.first)
        #expect(document.currency == "USD")
        #expect(document.lines.map(\.gross) == [100, 200, 300])
        #expect(document.flaws.map(\.defect) == [.currencyUnknown])
        #expect(document.flaws.map(\.line) == [4])
    }

    @Test("what settles beside the money is in its currency, what it settles is exact")
    func beside() throws {
        let text =
            "number,party,date,amount,currency,document,discount,charges,write_off,original\n"
            + "R1,C1,2026-09-01,100,JPY,F1;F2,2,3,4,12.345\n"
        let payment = try #require(
            try importing(text, try euroBooks(.paymentsCSV)).payments.first)
        #expect(payment.flaws.isEmpty)
        #expect([payment.amount, payment.discount, payment.charges] == [100, 2, 3])
        #expect(payment.writtenOff == 4)
        #expect(payment.document == "F1;F2")
        #expect(payment.original == Exact(mantissa: 12345, scale: 3))
    }
}
