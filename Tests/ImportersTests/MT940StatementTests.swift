internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

/// The flaws of each statement, one text a statement.
private func flaws(_ imported: Imported) -> [String] {
    imported.tails.map { tail in
        tail.flaws.map { "\($0.defect)" }.joined(separator: " ")
    }
}

/// How many totals are declared, and which of them the entries do not give.
private func differences(_ imported: Imported) -> String {
    let declared = imported.tails.flatMap(\.declared)
    let names = declared.filter { !$0.declared.equals($0.counted) }.map { " " + $0.name }
    return "\(declared.count):" + names.joined()
}

@Suite("MT940: statements, balances and pages")
struct MT940StatementTests {
    @Test(
        "what a statement lacks or states twice is its flaw; A opens it with 1, Z closes it so",
        arguments: textTable(
            """
            fields | flaws of each statement, ; between
            :20:X :25:1 A Z | ∅
            :25:1 A Z | ∅
            :20:X :25:1 :28C:0 :60F:D260101EUR1, :62F:D260101EUR1, | ∅
            :20:X A Z | fieldMissing
            :20:X :25:1 Z | fieldMissing
            :20:X :25:1 A | truncated
            :20:X | fieldMissing fieldMissing truncated
            :20:X :25:1 :25:2 A Z | malformed
            :20:X :25:1 A :62F:C260101USD1, | currencyUnknown
            :20:X :25:1 :60F:C260101XXX1, :62F:C260101XXX1, | currencyUnknown
            :20:X :25:1 :60F:C260230EUR1, Z | dateMalformed
            :20:X :25:1 A :62F:C261131EUR1, | dateMalformed
            :20:X :25:1 :60F:C260101EUR1.000 Z | amountAmbiguous
            :20:X :25:1 :60F:C260101KWD1.000 :62F:C260101KWD1, | ∅
            :20:X :25:1 :60F:C260101EUR1 :62F:C260101EUR1.0 | ∅
            :20:X :25:1 :60F:C260101EUR Z | malformed
            :20:X :25:1 :60F:C2601011, Z | malformed
            :20:X :25:1 :60F:X260101EUR1, Z | malformed
            :20:X :25:1 :60F:C260101EUR1x Z | malformed
            :20:X :25:1 A Z :20:Y | ∅; fieldMissing fieldMissing truncated
            :20:X :25:1 A :20:Y :25:1 A Z | truncated; ∅
            :20:X :25:1 A Z :61:260101C1,NMSC | ∅; fieldMissing fieldMissing truncated
            A :60F:C260102EUR2, | fieldMissing truncated; fieldMissing truncated
            """))
    func lacks(row: [String]) throws {
        let fields = row[0].split(separator: " ").map { field in
            field == "A" ? ":60F:C260101EUR1," : field == "Z" ? ":62F:C260101EUR1," : field
        }
        let imported = try importing(
            fields.joined(separator: "\n"), layout(.mt940, decimal: nil))
        let expected = row[1].split(separator: ";", omittingEmptySubsequences: false).map {
            $0.replacing(" ", with: "") == "∅" ? "" : String($0.drop { $0 == " " })
        }
        #expect(flaws(imported) == expected)
    }

    @Test("a point before three digits is a decimal mark once that is declared")
    func declaredPoint() throws {
        let text = MT940Sample.statement(":61:260131C10.000NMSC", closing: "C260131EUR110.000")
        let imported = try importing(text, layout(.mt940))
        #expect(imported.bank.map(\.amount) == [1000])
        #expect(imported.tails.map(\.addsUp) == [true])
        #expect(flaws(imported) == [""])
    }

    @Test(
        "accounts come without their currency, IBANs without blanks",
        arguments: textTable(
            """
            :25:                               | account
            12345678                           | 12345678
            NL91ABNA0417164300                 | NL91ABNA0417164300
            NL91 ABNA 0417 1643 00             | NL91ABNA0417164300
            NL91ABNA0417164300EUR              | NL91ABNA0417164300
            NL91ABNA0417164300 EUR             | NL91ABNA0417164300
            51210600/9223382012EUR             | 51210600/9223382012
            UBRTHUHB/123456789150/HUF          | UBRTHUHB/123456789150
            TRIODOSBANK/0390123456             | TRIODOSBANK/0390123456
            /PL61109010140000071219812874      | PL61109010140000071219812874
            /12345678                          | 12345678
            COBADEFFXXX/DE89370400440532013000 | DE89370400440532013000
            DE89370400440532013000/EUR         | DE89370400440532013000
            Acme 7                             | ACME7
            ACMEUSD                            | ACMEUSD
            1291.99.348XYZ                     | 1291.99.348XYZ
            """))
    func accounts(row: [String]) throws {
        let text = MT940Sample.statement("").replacing(":25:12345678", with: ":25:" + row[0])
        let imported = try importing(text, layout(.mt940))
        #expect(imported.tails.map(\.account) == [row[1]])
        #expect(imported.heads.map(\.account) == [row[1]])
    }

    @Test(
        "a statement is named by its number, where the bank numbers any",
        arguments: textTable(
            """
            :28C:       | name
            00017/00001 | 00017/00001
            17          | 17
            0           | X
            00000/001   | X
            0/32        | X
            0000⏎0      | X
            ∅           | X
            """))
    func names(row: [String]) throws {
        let text = MT940Sample.statement("")
            .replacing("1/1", with: row[0].replacing("⏎", with: "\n"))
        #expect(try importing(text, layout(.mt940)).tails.map(\.id) == [row[1]])
    }

    /// Pages of one statement: `1 10 20` opens at 10 and closes at 20, `M` before an amount makes
    /// the balance intermediate; a letter before the number is another account.
    private func pages(_ text: String, number: String = "7") -> String {
        var file = ""
        for page in text.split(separator: ";") {
            let cells = page.split(separator: " ")
            let account = cells[0].first?.isLetter == true ? String(cells[0].prefix(1)) : "1"
            let amounts = cells[1...].map { Int($0.filter(\.isNumber)) ?? 0 }
            let kinds = cells[1...].map { $0.hasPrefix("M") ? "M" : "F" }
            file += ":20:X\n:25:\(account)\n:28C:\(number)/\(cells[0].filter(\.isNumber))\n"
            file += ":60\(kinds[0]):C260101EUR\(amounts[0]),\n"
            let change = amounts[1] - amounts[0]
            if change != 0 {
                file += ":61:260101\(change < 0 ? "D" : "C")\(abs(change)),NMSC\n"
            }
            file += ":62\(kinds[1]):C260101EUR\(amounts[1]),\n-\n"
        }
        return file
    }

    @Test(
        "pages: missing and repeated ones are found",
        arguments: textTable(
            """
            pages                                    | flawed pages, R: repeated
            1 10 20                                  | ∅
            1 10 M20; 2 M20 30                       | ∅
            1 10 M20; 2 M20 M30; 3 M30 40            | ∅
            1 10 M20; 1 M20 30                       | ∅
            1 10 M20                                 | 1
            2 M20 30                                 | 1
            1 M20 30                                 | ∅
            1 10 M20; 3 M30 40                       | 2
            1 10 M20; 3 M20 40                       | 2
            1 10 M20; 2 M20 M30                      | 2
            1 10 M20; 2 M25 30                       | 2
            1 10 M20; 1 10 M20; 2 M20 30             | 2R
            1 10 M20; 2 M20 M30; 2 M20 M30; 3 M30 40 | 3R
            1 10 M20; 2 M20 30; 2 M20 30             | 3R
            1 10 M20; 2 M20 M20; 2 M20 M20; 3 M20 40 | 3R
            1 10 20; 1 10 20                         | ∅
            1 10 M20; 1 10 M20                       | 2R 2
            2 M20 30; 1 10 M20                       | 1 2
            1 10 M20; a2 M20 30                      | 1 2
            1 10 M20; a1 5 6                         | 1
            """))
    func pages(row: [String]) throws {
        let imported = try importing(pages(row[0]), layout(.mt940))
        let flawed = imported.tails.filter { !$0.flaws.isEmpty }
        let found = flawed.flatMap { tail in
            tail.flaws.map { "\(tail.unit)" + ($0.defect == .pageRepeated ? "R" : "") }
        }
        #expect(found.joined(separator: " ") == row[1])
        #expect(
            flawed.flatMap(\.flaws).allSatisfy {
                $0.defect == .pagesMissing || $0.defect == .pageRepeated
            })
        #expect(imported.tails.allSatisfy { $0.addsUp == true })
        // Heads and ends stay in order, whatever waits for what.
        var open: Int?
        for draft in imported.drafts {
            if case .statement(let head) = draft {
                #expect(open == nil)
                open = head.unit
            }
            if case .statementEnd(let tail) = draft {
                #expect(open == tail.unit)
                open = nil
            }
        }
    }

    @Test("where a bank numbers no statements, intermediate balances say nothing about pages")
    func unnumbered() throws {
        for text in ["32 M20 30", "32 M20 M30", "32 M20 M30; 35 M50 60"] {
            let imported = try importing(pages(text, number: "0"), layout(.mt940))
            #expect(imported.tails.allSatisfy { $0.flaws.isEmpty })
        }
    }

    @Test("between :62M: and :60M: of one message the statement goes on")
    func withinMessage() throws {
        for number in ["0/1", "7/1"] {
            let text = """
                :20:X
                :25:1
                :28C:\(number)
                :60F:C260101EUR10,
                :61:260101C5,NMSC
                :62M:C260101EUR15,
                :60M:C260102EUR15,
                :62M:C260102EUR15,
                :60M:C260103EUR15,
                :61:260103D1,NMSC
                :62F:C260103EUR14,
                -

                """
            let enveloped =
                "{1:F01X}{2:O940X}{4:\n" + text.replacing("\n-\n", with: "\n-}\n")
            #expect(flaws(try importing(enveloped, layout(.mt940))) == ["", "", ""])
            let imported = try importing(text, layout(.mt940))
            #expect(imported.tails.map(\.account) == ["1", "1", "1"])
            #expect(imported.tails.map(\.entries) == [1, 0, 1])
            #expect(imported.tails.map(\.addsUp) == [true, true, true])
            #expect(flaws(imported) == ["", "", ""])
            let broken = text.replacing(":60M:C260103EUR15,", with: ":60M:C260103EUR16,")
            #expect(flaws(try importing(broken, layout(.mt940))) == ["", "", "pagesMissing"])
        }
    }

    @Test("intermediate balances of daily numbers are joined by their amounts")
    func dailyNumbers() throws {
        let text = pages("1 10 M20", number: "7") + pages("1 M20 30", number: "8")
        #expect(flaws(try importing(text, layout(.mt940))) == ["", ""])
    }

    @Test(
        "the totals of an interim report are held against its entries",
        arguments: textTable(
            """
            fields                                                | differs      | flaws
            :61:260101C1,N :61:260101D2,N :90D:1EUR2, :90C:1EUR1, | 4:           | ∅
            :61:260101C1,NMSC :90C:2EUR1,                         | 2: 90C/count | ∅
            :61:260101C1,NMSC :90C:1EUR1,01                       | 2: 90C/sum   | ∅
            :61:260101RC1,NMSC :90D:1EUR1,                        | 2:           | ∅
            :90D:0EUR0, :90C:0EUR0,                               | 4:           | ∅
            :61:260101C1,NMSC                                     | 0:           | ∅
            :90D:xEUR0,                                           | 0:           | malformed
            :90D:1USD0,                                           | 2: 90D/count | currencyUnknown
            """))
    func interimTotals(row: [String]) throws {
        let text = ":20:X\n:25:1\n:34F:EUR0,\n" + row[0].replacing(" ", with: "\n") + "\n-\n"
        let imported = try importing(text, layout(.mt940))
        #expect(differences(imported) == row[1])
        #expect(flaws(imported) == [row[2]])
        #expect(imported.tails.map(\.message) == ["MT942"])
    }

    @Test(
        "ING's totals behind the closing balance are held against the entries",
        arguments: textTable(
            """
            :86:                     | differs
            /SUM/1/2/4,50/3,00/      | 4:
            /SUM/1/2/4,50/3,10/      | 4: 86C/sum
            /SUM/2/2/4,50/3,00/      | 4: 86D/count
            D000001C000002D4,50C3,00 | 4:
            D000001C000003D4,50C3,00 | 4: 86C/count
            Some random data         | 0:
            /SUM/1/2/4,50/           | 0:
            D1C2                     | 0:
            """))
    func statementTotals(row: [String]) throws {
        let entries = ":61:260101D4,5NMSC⏎:61:260101C1,NMSC⏎:61:260101C2,NMSC"
        var text = MT940Sample.statement(entries, closing: "C260131EUR98,50")
        text = text.replacing("\n-\n", with: "\n:64:C260131EUR98,50\n:86:\(row[0])\n-\n")
        let imported = try importing(text, layout(.mt940))
        #expect(differences(imported) == row[1])
        #expect(imported.tails.map(\.addsUp) == [true])
        #expect(imported.bank.map(\.text) == ["", "", ""], "it is not the last entry's text")
    }

    @Test(
        "message types",
        arguments: textTable(
            """
            before :20:           | message | posts
            ∅                     | MT940   | yes
            :940:␊                | MT940   | yes
            :942:␊                | MT942   | no
            {1:F01X}{2:O940X}{4:␊ | MT940   | yes
            {1:F01X}{2:I942X}{4:␊ | MT942   | no
            {1:F01X}{2:I941X}{4:␊ | MT941   | no
            {1:F01X}{2:I950X}{4:␊ | MT950   | yes
            {1:F01X}{2:E623X}{4:␊ | MT940   | yes
            """))
    func types(row: [String]) throws {
        let text = row[0].replacing("␊", with: "\n") + MT940Sample.statement("")
        let imported = try importing(text, layout(.mt940))
        #expect(imported.tails.map(\.message) == [row[1]])
        #expect(imported.tails.map(\.posts) == [row[2] == "yes"])
        #expect(imported.heads.map(\.posts) == [row[2] == "yes"])
    }
}
