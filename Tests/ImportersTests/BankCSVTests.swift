internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

@Suite("Bank CSV by declared columns")
struct BankCSVTests {
    private static let columns = ["date": "Date", "amount": "Montant", "text": "Libellé"]
    private static let proved = columns.merging(["balance": "Solde"]) { first, _ in first }

    private static func french(_ columns: [String: String]) throws -> SourceLayout {
        var layout = try layout(.bankCSV, columns, decimal: ",", dates: "DD/MM/YYYY")
        layout.delimiter = UInt8(ascii: ";")
        return layout
    }

    @Test("rows of a French bank: semicolons, commas, windows-1252, a preamble and a total")
    func french() throws {
        var layout = try Self.french(Self.columns)
        layout.encoding = TextEncoding("WINDOWS-1252")
        layout.ignoredStarts = ["Total"]
        let text =
            "Compte 123\n\nDate;Libellé;Montant\r\n01/09/2026;\"Café; Noir\";-12,50\r\n"
            + "\r\n30/09/2026;Virement;1 234,56\r\nTotal;;1 222,06\r\n"
        let bytes = text.unicodeScalars.map { UInt8($0.value) }
        for size in [1 << 18, 1, 5] {
            let imported = try importing(bytes, layout, by: size)
            #expect(imported.refusal == nil)
            #expect(imported.bank.map(\.amount) == [-1250, 123_456])
            #expect(imported.bank.map(\.text) == ["Café; Noir", "Virement"])
            #expect(imported.bank.map(\.day) == ["2026-09-01", "2026-09-30"])
            #expect(
                imported.ignored.map { "\($0.span.line) \($0.reason)" } == [
                    "1 preamble", "2 preamble", "5 blank", "7 trailer",
                ])
            #expect(imported.rows == 6, "every line but the header is counted")
            #expect(imported.defects.isEmpty)
            #expect(imported.heads.map(\.isStatement) == [false])
            #expect(imported.tails.first?.opening == nil)
            let lines = imported.bank.map { slice(bytes, $0.span).prefix(10) }
            #expect(lines == ["01/09/2026", "30/09/2026"])
        }
    }

    @Test(
        "a column of balances proves the rows, in whatever order they stand",
        arguments: textTable(
            """
            amount and balance of each row        | opening | closing
            10,00 110,00 / -30,00 80,00 / 5 85    | 100.00  | 85.00
            5 85 / -30,00 80,00 / 10,00 110,00    | 100.00  | 85.00
            10,00 110,00                          | 100.00  | 110.00
            0 100 / 0 100                         | 100.00  | 100.00
            10 10 / -20 -10 / -5 -15              | 0.00    | -15.00
            10,00 110,00 / -30,00 80,01           | line 3  | ∅
            10,00 110,00 / -30,00 80,00 / 5 84,99 | line 4  | ∅
            5 85 / 10,00 110,00 / -30,00 80,00    | 100.00  | 85.00
            -30 80 / 10 110 / -5 75 / 9 84        | 100.00  | 84.00
            5 85 / 10,00 110,00 / -31,00 80,00    | line 3  | ∅
            5 85 / 10,00 110,00 / -30,00 60,00    | line 3  | ∅
            10 110 / 5 85 / -30 80 / 15 100       | line 3  | ∅
            """))
    func balances(row: [String]) throws {
        var text = "Date;Libellé;Montant;Solde\n"
        for line in row[0].split(separator: "/") {
            let cells = line.split(separator: " ")
            text += "01/09/2026;x;\(cells[0]);\(cells.count > 1 ? cells[1] : "")\n"
        }
        let imported = try importing(text, Self.french(Self.proved))
        let tail = try #require(imported.tails.first)
        #expect(imported.heads.map(\.isStatement) == [true])
        if row[1].hasPrefix("line") {
            #expect(tail.flaws.map { "line \($0.line)" } == [row[1]])
            #expect(tail.flaws.map(\.defect) == [.runningBalance])
            #expect(tail.opening == nil && tail.closing == nil)
        } else {
            #expect(tail.opening?.text == row[1])
            #expect(tail.closing?.text == row[2])
            #expect(tail.flaws.isEmpty)
            #expect(tail.addsUp == true)
        }
    }

    @Test(
        "debit and credit columns",
        arguments: textTable(
            """
            debit  | credit | negative debits | amount or flaw
            12,50  | ∅      | no              | -1250
            ∅      | 12,50  | no              | 1250
            0,00   | 12,50  | no              | 1250
            12,50  | 0      | no              | -1250
            5      | 7      | no              | 200
            ∅      | -3     | no              | -300
            -12,50 | ∅      | yes             | -1250
            ∅      | 12,50  | yes             | 1250
            -12,50 | ∅      | no              | amountAmbiguous
            ∅      | ∅      | no              | fieldMissing
            x      | ∅      | no              | amountMalformed
            1,234  | ∅      | no              | amountPrecision
            """))
    func sides(row: [String]) throws {
        var layout = try Self.french(["date": "Date", "debit": "Débit", "credit": "Crédit"])
        layout.negativeDebits = row[2] == "yes"
        let imported = try importing("Date;Débit;Crédit\n01/09/2026;\(row[0]);\(row[1])\n", layout)
        let line = try #require(imported.bank.first)
        let told = line.flaws.first.map { "\($0.defect)" } ?? "\(line.amount)"
        #expect(told == row[3])
        #expect(line.flaws.count <= 1)
    }

    @Test(
        "rows with something wrong are kept aside with line and column",
        arguments: textTable(
            """
            row                   | defect          | column
            01/09/2026;x;1,00     | none            | 0
            01/09/2026;x          | ragged          | 3
            01/09/2026;x;1,00;y   | ragged          | 4
            01/09/2026;x;1,00;    | none            | 0
            01/09/2026;"x"y;1,00  | malformed       | 1
            30/02/2026;x;1,00     | dateMalformed   | 1
            2026-09-01;x;1,00     | dateMalformed   | 1
            ∅;x;1,00              | fieldMissing    | 1
            01/09/2026;x;∅        | fieldMissing    | 3
            01/09/2026;x;1.000,0x | amountMalformed | 3
            01/09/2026;x;1,005    | amountPrecision | 3
            01/09/2026;x;10000000000001,00   | amountTooLarge | 3
            01/09/2026;x;9999999999999999999 | amountTooLarge | 3
            """))
    func wrong(row: [String]) throws {
        let line = row[0].replacing("∅", with: "")
        let imported = try importing(
            "Date;Libellé;Montant\n\(line)\n01/09/2026;ok;2,00\n", Self.french(Self.columns))
        let flaws = imported.bank.flatMap(\.flaws) + imported.spoiled.flatMap(\.flaws)
        #expect(flaws.map { "\($0.defect)" } == (row[1] == "none" ? [] : [row[1]]))
        #expect(flaws.allSatisfy { $0.line == 2 && $0.column == Int(row[2]) })
        #expect(imported.rows == 2)
        #expect(imported.bank.last?.amount == 200, "the next row is read")
    }

    @Test("a balance left empty is the row's own flaw and proves nothing")
    func emptyBalance() throws {
        let text = "Date;Libellé;Montant;Solde\n01/09/2026;x;10,00;110,00\n01/09/2026;x;-30,00;\n"
        let imported = try importing(text, Self.french(Self.proved))
        #expect(imported.defects == ["3 fieldMissing"])
        #expect(imported.tails.first?.opening == nil)
        #expect(imported.tails.first?.closing == nil)
    }

    @Test("one cent over the limit is too large, not too precise")
    func justOverTheLimit() throws {
        let imported = try importing(
            "date,amount\n2026-09-01,10000000000000.01\n", layout(.bankCSV))
        #expect(imported.defects == ["2 amountTooLarge"])
    }

    @Test("without declared marks nothing is guessed")
    func undeclared() throws {
        let layout = try layout(.bankCSV, decimal: nil)
        let imported = try importing("date,amount\n01/09/2026,1.000\n2026-09-01,1.00\n", layout)
        #expect(imported.defects == ["2 dateAmbiguous", "2 amountAmbiguous"])
        #expect(imported.bank.map(\.amount) == [0, 100])
    }

    @Test("bytes that are not of the encoding are the row's flaw, never replaced")
    func encoding() throws {
        let layout = try layout(.bankCSV)
        let bytes =
            Array("date,amount,text\n2026-09-01,1.00,Caf".utf8) + [0xE9]
            + Array("\n2026-09-01,1.00,a".utf8) + [0] + Array("b\n2026-09-01,2.00,Café\n".utf8)
        let imported = try importing(bytes, layout)
        #expect(imported.defects == ["2 encoding", "3 encoding"])
        #expect(imported.bank.last?.text == "Café")
    }

    @Test("a file of another currency is flawed row by row")
    func currency() throws {
        let imported = try importing(
            "date,amount,currency\n2026-09-01,1.00,EUR\n2026-09-01,1.00,USD\n2026-09-01,1.00,\n",
            layout(.bankCSV))
        #expect(imported.defects == ["3 currencyUnknown"])
    }

    @Test("columns by position, without a header")
    func positions() throws {
        var layout = try layout(.bankCSV, ["date": "1", "amount": "3", "text": "2"])
        layout.hasHeader = false
        let imported = try importing("2026-09-01,a,1.00\n2026-09-02,b,2.00\n", layout)
        #expect(imported.bank.map(\.amount) == [100, 200])
        #expect(imported.bank.map(\.text) == ["a", "b"])
        #expect(imported.rows == 2)
    }

    @Test(
        "files that cannot be read",
        arguments: textTable(
            #"""
            file                            | defect
            ∅                               | empty
            date,montant␊2026-09-01,1.00    | columnMissing
            nonsense                        | columnMissing
            date,amount␊2026-09-01,"1.00    | truncated
            """#))
    func refused(row: [String]) throws {
        let imported = try importing(row[0].replacing("␊", with: "\n"), layout(.bankCSV))
        #expect(imported.refusal.map { "\($0.defect)" } == row[1])
        #expect(imported.rows == nil)
    }

    @Test("UTF-16 with its mark is read, whatever the pieces", arguments: [1 << 18, 7, 2])
    func wide(size: Int) throws {
        let text = "\u{FEFF}date,amount,text\n2026-09-01,1.00,Café €\n"
        let bytes = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let imported = try importing(bytes, layout(.bankCSV), by: size)
        #expect(imported.bank.map(\.text) == ["Café €"])
        let span = try #require(imported.bank.first?.span)
        #expect(slice(bytes, span).hasPrefix("2\u{0}0\u{0}2\u{0}6\u{0}"))
    }

    @Test("UTF-16 whose first piece is one byte")
    func wideByteByByte() throws {
        let text = "\u{FEFF}date,amount\n2026-09-01,1.00\n"
        let bytes = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let imported = try importing(bytes, layout(.bankCSV), by: 1)
        #expect(imported.bank.map(\.amount) == [100])
    }

    @Test("ten thousand rows come in batches, in order, none lost")
    func batches() throws {
        var text = "date,amount,balance\n"
        for row in 1...10_000 { text += "2026-09-01,\(row).00,\(row * (row + 1) / 2).00\n" }
        let imported = try importing(text, layout(.bankCSV, ["balance": "balance"]))
        let batches = imported.drafts.count { draft in
            if case .bank = draft { return true }
            return false
        }
        #expect(batches == 3)
        #expect(imported.bank.map(\.amount) == (1...10_000).map { $0 * 100 })
        #expect(imported.tails.first?.addsUp == true)
        #expect(imported.rows == 10_000)
    }
}
