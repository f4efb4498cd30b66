internal import Accounting
internal import Formats
import Foundation
internal import Testing

@testable internal import Importers

/// A row as a line of text: element or accounts, agency, debit, credit, amount.
private func told(_ row: PayrollRow) -> String {
    let amount = row.amount.map { String($0) } ?? "\(row.debit)/\(row.credit)"
    let name = row.contra.isEmpty ? row.element : "\(row.account)-\(row.contra)"
    return [name, row.agency, amount].filter { !$0.isEmpty }.joined(separator: " ")
}

extension Imported {
    fileprivate var payroll: [PayrollDraft] {
        drafts.flatMap { draft -> [PayrollDraft] in
            guard case .payroll(let value) = draft else { return [] }
            return value
        }
    }
    fileprivate var payrollDefects: [String] {
        payroll.flatMap(\.flaws).map { "\($0.line) \($0.defect)" }
    }
}

@Suite("Pay journals as CSV")
struct PayrollCSVTests {
    private static let header =
        "journal,pay_date,period_from,period_to,employee,element,agency,due_date,account,debit,"
        + "credit,amount,currency,description\n"

    @Test("rows of a journal, pay date and period are one journal, wherever they stand")
    func journals() throws {
        let text =
            Self.header
            + "SAL,2026-09-28,2026-09-01,2026-09-30,Ann,gross,,,,,,2000.00,EUR,Ann\n"
            + "BON,2026-09-15,,,Ann,gross,,,641100,500.00,,,,\n"
            + "SAL,2026-09-28,2026-09-01,2026-09-30,Bob,gross,,,,,,3000.00,EUR,Bob\n"
            + ",,,,Bob,employee_charge,URSSAF,2026-10-15,,,,450.00,EUR,\n"
        for size in [1 << 18, 1] {
            let imported = try importing(text, layout(.payrollCSV), by: size)
            #expect(imported.payrollDefects.isEmpty)
            let journals = imported.payroll
            #expect(journals.map(\.journal) == ["SAL", "BON"])
            #expect(journals.map(\.period) == ["2026-09", "2026-09"])
            #expect(journals.map { $0.day?.description } == ["2026-09-28", "2026-09-15"])
            #expect(
                journals.map { $0.rows.map(told) } == [
                    ["gross 200000", "gross 300000", "employee_charge URSSAF 45000"],
                    ["gross 50000/0"],
                ])
            #expect(journals[0].rows[2].due?.description == "2026-10-15")
            #expect(imported.rows == 4)
        }
    }

    @Test("our own columns are recognised")
    func recognition() {
        #expect(recognisedFormats(Array(Self.header.utf8)) == [.payrollCSV])
        #expect(recognisedFormats(Array("journal,voucher,date,account\n".utf8)).isEmpty)
    }

    @Test("what a row gets wrong is told of its journal; its persons are never read")
    func defects() throws {
        let text =
            Self.header
            + "A,2026-09-28,,,Ann,gross,,,,,,12x,,\n" + "A,2026-09-28,,,Ann,,,,,,,1.00,,\n"
            + "A,2026-09-28,,,Ann,gross,,,,,,,,\n" + "A,2026-09-28,,,Ann,gross,,,,1.00,,1.00,,\n"
            + "A,28/09/2026,,,Ann,gross,,,,,,1.00,,\n" + "A,2026-09-28,,,Ann,gross\n"
            + "B,,,,\u{FF},gross,,,,,,1.00,,\n" + "C,2026-09-28,,,,gross,,,,,,1.00,USD,\n"
            + "C,2026-09-28,,,,net_pay,,,,,,1.00,EUR,\n"
        let imported = try importing(text, layout(.payrollCSV))
        #expect(
            imported.payrollDefects == [
                "2 amountMalformed", "3 fieldMissing", "4 fieldMissing", "5 amountMalformed",
                "7 unitSpoiled", "6 dateAmbiguous", "7 unitSpoiled", "8 fieldMissing",
                "10 currencyUnknown",
            ])
        #expect(imported.defects == ["7 ragged"])
        #expect(!"\(imported.drafts)".contains("Ann"))
    }
}

@Suite("Pay journals as DATEV postings")
struct DATEVTests {
    private static let header =
        "\"EXTF\";700;21;\"Buchungsstapel\";9;20210705140408955;;\"LO\";\"\";\"\";1;2;20210401;4;"
        + "20220101;20220131;\"Lohn\";\"LG\";1;0;0;\"EUR\"\r\nUmsatz;S/H\r\n"

    private func datev(_ text: String, year: Int? = nil) throws -> Imported {
        var layout = try layout(.datev)
        layout.numbers = NumberFormat(decimal: nil)
        layout.year = year
        return try importing(text, layout)
    }

    private func row(_ amount: String, _ side: String, _ date: String) -> String {
        "\(amount);\(side);;;;;6020;3790;;\(date);202201;;;Müller\r\n"
    }

    @Test("the year is the one in which the date lies in the header's fiscal year")
    func year() throws {
        // A fiscal year from April 2021: 31 January lies in 2022, 30 June in 2021.
        let imported = try datev(
            Self.header + row("1.234,50", "S", "3101") + row("10", "H", "3006")
                + row("5,5", "S", "106"))
        #expect(imported.payrollDefects.isEmpty)
        #expect(
            imported.payroll.map(\.journal) == ["2022-01-31", "2021-06-30", "2021-06-01"])
        #expect(imported.payroll.map(\.period) == ["2022-01", "2021-06", "2021-06"])
        #expect(
            imported.payroll.flatMap { $0.rows.map(told) } == [
                "6020-3790 123450/0", "6020-3790 0/1000", "6020-3790 550/0",
            ])
        #expect(imported.payroll.map(\.currency) == ["EUR", "EUR", "EUR"])
        #expect(imported.ignored.map(\.reason) == [.preamble, .preamble])
        #expect(imported.rows == 5)
    }

    @Test("without a header the source says the year; undeclared, the row is asked about")
    func headless() throws {
        #expect(try datev(row("10,00", "S", "3006")).payrollDefects == ["1 yearMissing"])
        let told = try datev(row("10,00", "S", "3006"), year: 2026)
        #expect(told.payrollDefects.isEmpty)
        #expect(told.payroll.map(\.period) == ["2026-06"])
    }

    @Test("what a row gets wrong")
    func defects() throws {
        let imported = try datev(
            row("10,00", "S", "3002") + row("1,0,0", "S", "3006") + row("10,00", "X", "3006")
                + row("", "S", "3006") + row("10,00", "S", ""), year: 2026)
        #expect(
            Set(imported.payrollDefects) == [
                "1 dateMalformed", "2 amountMalformed", "3 kindUnknown", "4 fieldMissing",
                "5 fieldMissing",
            ])
        let other = try datev(Self.header.replacingOccurrences(of: "700;21", with: "700;16"))
        #expect(other.refusal?.defect == .kindUnknown)
    }

    @Test("EXTF and DTVF are recognised, with a mark or a quote before them")
    func recognition() {
        #expect(recognisedFormats(Array("\"EXTF\";700".utf8)) == [.datev])
        #expect(recognisedFormats([0xEF, 0xBB, 0xBF] + Array("DTVF;700".utf8)) == [.datev])
        #expect(recognisedFormats(Array("10,00;S;;;;;".utf8)).isEmpty)
    }

    /// ../shared/corpus/EXPECTED.md: 06/2021, 12 rows, S 81,586.07, H 2,827.42.
    @Test(
        "the corpus: a batch of wages of kivitendo",
        .enabled(if: MT940Sample.hasCorpus, "the corpus is not beside the repository"))
    func corpus() throws {
        let path = "/payroll/kivitendo__kivitendo-erp/t/pay_posting_import/datev.csv"
        let bytes = try Data(contentsOf: URL(fileURLWithPath: MT940Sample.corpus + path))
        let imported = try datev(String(decoding: bytes, as: UTF8.self))
        #expect(imported.payrollDefects.isEmpty)
        let journal = try #require(imported.payroll.first)
        #expect(imported.payroll.count == 1)
        #expect(journal.day?.description == "2021-06-30")
        #expect(journal.period == "2021-06")
        #expect(journal.rows.count == 12)
        #expect(journal.rows.reduce(0) { $0 + $1.debit } == 8_158_607)
        #expect(journal.rows.reduce(0) { $0 + $1.credit } == 282_742)
        #expect(imported.rows == 14)
    }
}
