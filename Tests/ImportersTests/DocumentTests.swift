internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

@Suite("Documents, payments, vouchers, openings as CSV")
struct DocumentTests {
    private static let header =
        "kind,party,number,date,due_date,currency,account,description,net,tax_code,tax,gross,total,"
        + "instalments,applies_to\n"

    @Test("rows of one number and party are one document; its fields stand on the first")
    func documents() throws {
        let text =
            Self.header
            + "invoice,C1,F1,2026-09-01,2026-09-30,EUR,701,Café,10.00,V20,2.00,12.00,24.00,,\n"
            + ",,F1,,,,702,Thé,10.00,V20,2.00,12.00,,,\n"
            + "credit-note,C1,A1,2026-09-02,,EUR,701,Retour,5.00,V20,1.00,6.00,6.00,,F1\n"
            + ",C2,A1,2026-09-02,,EUR,701,Autre,,,,7.00,,,\n"
        for size in [1 << 18, 1] {
            let imported = try importing(text, layout(.documentsCSV), by: size)
            #expect(imported.defects.isEmpty)
            let documents = imported.documents
            #expect(documents.map(\.number) == ["F1", "A1", "A1"])
            #expect(documents.map(\.party) == ["C1", "C1", "C2"])
            #expect(documents.map(\.kind) == [.invoice, .creditNote, .invoice])
            #expect(documents.map { $0.lines.map(\.gross) } == [[1200, 1200], [600], [700]])
            #expect(documents.map { $0.lines.map(\.net) } == [[1000, 1000], [500], [700]])
            #expect(documents.map(\.total) == [2400, 600, nil])
            #expect(documents.map(\.appliesTo) == ["", "F1", ""])
            #expect(documents.map { $0.due?.description ?? "-" } == ["2026-09-30", "-", "-"])
            #expect(documents[0].lines.map(\.text) == ["Café", "Thé"])
            #expect(imported.rows == 4)
            let bytes = Array(text.utf8)
            #expect(slice(bytes, documents[0].lines[1].span).hasPrefix(",,F1,"))
        }
    }

    @Test("a line for goods names receipts or orders, its item and how much of it")
    func goods() throws {
        let text =
            "party,number,date,account,gross,receipt,item,quantity,unit\n"
            + "S1,B1,2026-09-01,408,50.00,GR1; PO1,FLOUR,2.5,sack\n"
            + ",B1,,408,5.00,GR2,,,\n" + ",B1,,606,5.00,,FLOUR,1.23456,kg\n"
        let imported = try importing(text, layout(.documentsCSV))
        #expect(imported.defects.isEmpty)
        let lines = try #require(imported.documents.first).lines
        #expect(lines.map(\.receipts) == [["GR1", "PO1"], ["GR2"], []])
        #expect(lines.map(\.item) == ["FLOUR", "", ""])
        #expect(lines.map(\.unit) == ["sack", "", ""])
        #expect(lines.map(\.quantity) == [2500, nil, nil])
    }

    @Test(
        "instalments",
        arguments: textTable(
            """
            text                                     | instalments
            ∅                                        | ∅
            2026-08-31:500.00                        | 2026-08-31 50000
            2026-08-31:500.00;2026-09-30:499.99      | 2026-08-31 50000, 2026-09-30 49999
            2026-08-31:500.00;                       | 2026-08-31 50000
            2026-08-31                               | bad
            2026-08-31:                              | bad
            2026-08-31:5:6                           | bad
            31/08/2026:500.00                        | bad
            2026-02-30:500.00                        | bad
            2026-08-31:500.001                       | bad
            2026-08-31:x                             | bad
            2026-08-31:500.00;x                      | bad
            """))
    func instalments(row: [String]) throws {
        let text = Self.header + "invoice,C1,F1,2026-09-01,,EUR,701,,,,,12.00,,\(row[0]),\n"
        let document = try #require(try importing(text, layout(.documentsCSV)).documents.first)
        if row[1] == "bad" {
            #expect(document.flaws.map(\.defect) == [.amountMalformed])
            #expect(document.instalments.isEmpty)
        } else {
            #expect(document.flaws.isEmpty)
            let told = document.instalments.map { "\($0.due) \($0.amount)" }
            #expect(told.joined(separator: ", ") == row[1])
        }
    }

    @Test(
        "documents with something wrong",
        arguments: textTable(
            """
            row                                                    | defects
            invoice,C1,F1,2026-09-01,,,701,,,,,12.00,,,            | ∅
            facture,C1,F1,2026-09-01,,,701,,,,,12.00,,,            | kindUnknown
            invoice,,F1,2026-09-01,,,701,,,,,12.00,,,              | fieldMissing
            invoice,C1,,2026-09-01,,,701,,,,,12.00,,,              | fieldMissing
            invoice,C1,F1,,,,701,,,,,12.00,,,                      | fieldMissing
            invoice,C1,F1,2026-09-01,,,,,,,,12.00,,,               | fieldMissing
            invoice,C1,F1,2026-09-01,,,701,,,,,,,,                 | fieldMissing
            invoice,C1,F1,01/09/2026,,,701,,,,,12.00,,,            | dateAmbiguous
            invoice,C1,F1,2026-09-01,soon,,701,,,,,12.00,,,        | dateMalformed
            invoice,C1,F1,2026-09-01,,,701,,1x,,,12.00,,,          | amountMalformed
            invoice,C1,F1,2026-09-01,,,701,,,,,12.005,,,           | amountPrecision
            invoice,C1,F1,2026-09-01,,,701,,,,,12.00,1e3,,         | amountMalformed
            """))
    func wrong(row: [String]) throws {
        let imported = try importing(Self.header + row[0] + "\n", layout(.documentsCSV))
        let flaws = imported.documents.flatMap(\.flaws)
        #expect(flaws.map { "\($0.defect)" }.joined(separator: " ") == row[1])
        #expect(flaws.allSatisfy { $0.line == 2 })
    }

    @Test("payments, one a row")
    func payments() throws {
        let text =
            "number,party,date,amount,document,reference\nR1,C1,2026-09-05,12.00,F1,V 7\n"
            + "R2,C1,2026-09-06,-12.00,,\n"
            + ",C1,2026-09-06,1.00,,\nR4,,2026-09-06,1.00,,\nR5,C1,,1,,\n"
            + "R6,C1,2026-09-06,,,\nR7,C1,2026-09-06,x,,\n"
        let imported = try importing(text, layout(.paymentsCSV))
        #expect(imported.payments.map(\.amount) == [1200, -1200, 100, 100, 100, 0, 0])
        #expect(imported.payments.first?.document == "F1")
        #expect(imported.payments.first?.reference == "V 7")
        #expect(
            imported.defects == [
                "4 fieldMissing", "5 fieldMissing", "6 fieldMissing", "7 fieldMissing",
                "8 amountMalformed",
            ])
        #expect(imported.rows == 7)
    }

    @Test("rows of one journal and number are one voucher, as long as they stand together")
    func vouchers() throws {
        let text =
            "journal,voucher,date,account,debit,credit,description\n"
            + "OD,1,2026-09-30,641,100.00,,Paie\nOD,1,2026-09-30,421,,100.00,Paie\n"
            + "OD,2,2026-09-30,613,5.00,,\nAN,2,2026-09-30,401,,5.00,\nOD,1,2026-09-30,6,1,,\n"
        let vouchers = try importing(text, layout(.journalCSV)).vouchers
        #expect(vouchers.map { $0.journal + $0.number } == ["OD1", "OD2", "AN2", "OD1"])
        #expect(vouchers.map(\.lines.count) == [2, 1, 1, 1])
        #expect(vouchers[0].lines.map { $0.debit - $0.credit } == [10_000, -10_000])
        #expect(vouchers[0].lines.map(\.text) == ["Paie", "Paie"])
        #expect(vouchers.flatMap(\.flaws).isEmpty)
    }

    @Test(
        "voucher lines with something wrong",
        arguments: textTable(
            """
            row                      | defect
            OD,,2026-09-30,641,1,    | fieldMissing
            OD,1,,641,1,             | fieldMissing
            OD,1,2026-09-30,,1,      | fieldMissing
            OD,1,2026-09-30,641,,    | fieldMissing
            OD,1,2026-09-30,641,x,   | amountMalformed
            OD,1,2026-09-30,641,,1.5.| amountMalformed
            OD,1,30/09/2026,641,1,   | dateAmbiguous
            """))
    func wrongVoucher(row: [String]) throws {
        let text = "journal,voucher,date,account,debit,credit\n" + row[0] + "\n"
        #expect(try importing(text, layout(.journalCSV)).defects == ["2 " + row[1]])
    }

    @Test("an opening is one unit, whatever its vouchers; days are optional")
    func opening() throws {
        let text =
            "account,debit,credit,party,document,due_date\n512,100.00,,,,\n101,,100.00,,,\n"
            + "411,5,,C1,F0,2026-10-15\n\n"
        let imported = try importing(text, layout(.openingCSV))
        let opening = try #require(imported.openings.first)
        #expect(imported.openings.count == 1)
        #expect(opening.lines.map { $0.debit - $0.credit } == [10_000, -10_000, 500])
        #expect(opening.lines.last?.due?.description == "2026-10-15")
        #expect(opening.lines.allSatisfy { $0.day == nil })
        #expect(imported.defects.isEmpty)
        #expect(imported.ignored.map(\.reason) == [.blank])
        #expect(imported.rows == 4)
    }

    @Test("every format has its importer and its turn: openings first, banks then answers last")
    func formats() throws {
        let turns = SourceFormat.allCases.sorted { $0.turn < $1.turn }.map(\.rawValue)
        #expect(turns.first == "opening-csv")
        let banks: Set = [
            "camt", "ofx", "mt940", "bai2", "cfonb120", "coda", "norma43", "qif", "bank-csv",
        ]
        #expect(Set(turns.suffix(2)) == ["matches-csv", "questions-csv"])
        #expect(Set(turns.dropLast(2).suffix(banks.count)) == banks)
        for format in SourceFormat.allCases {
            let imported = try importing("nothing of ours", layout(format))
            #expect(imported.refusal != nil || !imported.spoiled.isEmpty, "\(format)")
        }
    }
}
