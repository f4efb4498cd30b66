internal import Accounting
internal import Testing

@testable internal import Formats

@Suite("Amounts as written, in three grammars")
struct AmountTests {
    /// What an amount reads as: the decimal itself, or the reason there is none.
    private static func read(_ text: String, _ decimal: Character?) -> String {
        let format = NumberFormat(decimal: decimal?.asciiValue)
        let reading = withBytes(Array(text.utf8)) { AmountReader(format).read($0) }
        switch reading {
        case .amount(let exact): return exact.text
        case .empty: return "empty"
        case .malformed: return "bad"
        case .ambiguous: return "ambiguous"
        case .tooLarge: return "too large"
        }
    }

    /// In the tables `⍽` is a no-break space, `⎵` a narrow one, `↹` a tab.
    private static func check(_ row: [String]) {
        let text = row[0].replacing("⍽", with: "\u{A0}").replacing("⎵", with: "\u{202F}")
            .replacing("↹", with: "\t")
        #expect(read(text, ".") == row[1], "decimal point")
        #expect(read(text, ",") == row[2], "decimal comma")
        #expect(read(text, nil) == row[3], "undeclared")
    }

    @Test(
        "marks and groups",
        arguments: textTable(
            """
            text            | point       | comma       | undeclared
            0               | 0           | 0           | 0
            1               | 1           | 1           | 1
            007             | 7           | 7           | 7
            1234            | 1234        | 1234        | 1234
            12.5            | 12.5        | bad         | 12.5
            12,5            | bad         | 12.5        | 12.5
            12.50           | 12.50       | bad         | 12.50
            12,50           | bad         | 12.50       | 12.50
            1.000           | 1.000       | 1000        | ambiguous
            1,000           | 1000        | 1.000       | ambiguous
            12.345          | 12.345      | 12345       | ambiguous
            123,456         | 123456      | 123.456     | ambiguous
            1234.567        | 1234.567    | bad         | 1234.567
            1234,567        | bad         | 1234.567    | 1234.567
            1.0000          | 1.0000      | bad         | 1.0000
            1.000.000       | bad         | 1000000     | 1000000
            1,000,000       | 1000000     | bad         | 1000000
            1.000,00        | bad         | 1000.00     | 1000.00
            1,000.00        | 1000.00     | bad         | 1000.00
            1,234.56        | 1234.56     | bad         | 1234.56
            1.234,56        | bad         | 1234.56     | 1234.56
            1.234.567,89    | bad         | 1234567.89  | 1234567.89
            1,234,567.89    | 1234567.89  | bad         | 1234567.89
            12,34,567.89    | bad         | bad         | bad
            1,2345.67       | bad         | bad         | bad
            1,23.45         | bad         | bad         | bad
            ,123.45         | bad         | bad         | bad
            1234,567.89     | bad         | bad         | bad
            1 234           | 1234        | 1234        | 1234
            1 234.56        | 1234.56     | bad         | 1234.56
            1 234,56        | bad         | 1234.56     | 1234.56
            1⍽234,56        | bad         | 1234.56     | 1234.56
            1⎵234,56        | bad         | 1234.56     | 1234.56
            1⎵234⎵567       | 1234567     | 1234567     | 1234567
            1 234⍽567,00    | bad         | 1234567.00  | 1234567.00
            1'234.50        | 1234.50     | bad         | 1234.50
            1'234'567       | 1234567     | 1234567     | 1234567
            1 234.567       | 1234.567    | bad         | 1234.567
            1 23            | bad         | bad         | bad
            1  234          | bad         | bad         | bad
            1 234'567       | bad         | bad         | bad
            1.2.3           | bad         | bad         | bad
            1,2,3           | bad         | bad         | bad
            1..000          | bad         | bad         | bad
            .5              | bad         | bad         | bad
            ,5              | bad         | bad         | bad
            5.              | bad         | bad         | bad
            5,              | bad         | bad         | bad
            .               | bad         | bad         | bad
            """))
    func marks(row: [String]) { Self.check(row) }

    @Test(
        "signs and currency marks",
        arguments: textTable(
            """
            text         | point     | comma   | undeclared
            -12          | -12       | -12     | -12
            +12          | 12        | 12      | 12
            12-          | -12       | -12     | -12
            −12          | -12       | -12     | -12
            (12)         | -12       | -12     | -12
            (12.00)      | -12.00    | bad     | -12.00
            (12,00)      | bad       | -12.00  | -12.00
            ( 12.00 )    | -12.00    | bad     | -12.00
            - 12.50      | -12.50    | bad     | -12.50
            -1.000       | -1.000    | -1000   | ambiguous
            (1.000)      | -1.000    | -1000   | ambiguous
            -0           | 0         | 0       | 0
            € 5          | 5         | 5       | 5
            €5           | 5         | 5       | 5
            5 €          | 5         | 5       | 5
            5,20⍽€       | bad       | 5.20    | 5.20
            -€5          | -5        | -5      | -5
            €-5          | -5        | -5      | -5
            €5-          | -5        | -5      | -5
            (€5)         | -5        | -5      | -5
            $1,750.06    | 1750.06   | bad     | 1750.06
            £ 12         | 12        | 12      | 12
            ¥1200        | 1200      | 1200    | 1200
            EUR 5.00     | 5.00      | bad     | 5.00
            5.00 EUR     | 5.00      | bad     | 5.00
            5EUR         | 5         | 5       | 5
            -5.00 CHF    | -5.00     | bad     | -5.00
            --1          | bad       | bad     | bad
            -1-          | bad       | bad     | bad
            +-1          | bad       | bad     | bad
            -+1          | bad       | bad     | bad
            (-1)         | bad       | bad     | bad
            −−1          | bad       | bad     | bad
            ((1))        | bad       | bad     | bad
            (1           | bad       | bad     | bad
            1)           | bad       | bad     | bad
            1+           | bad       | bad     | bad
            -            | bad       | bad     | bad
            €            | bad       | bad     | bad
            EUR          | bad       | bad     | bad
            ()           | bad       | bad     | bad
            €€5          | bad       | bad     | bad
            €5€          | bad       | bad     | bad
            XYZ 5        | bad       | bad     | bad
            eur 5        | bad       | bad     | bad
            5 EURO       | bad       | bad     | bad
            """))
    func signs(row: [String]) { Self.check(row) }

    @Test(
        "blanks around and nothing at all",
        arguments: textTable(
            """
            text       | point  | comma  | undeclared
            ∅          | empty  | empty  | empty
            ␠          | empty  | empty  | empty
            ␠␠␠        | empty  | empty  | empty
            ↹          | empty  | empty  | empty
            ⍽          | empty  | empty  | empty
            ⎵          | empty  | empty  | empty
            ␠12␠       | 12     | 12     | 12
            ⍽12⍽       | 12     | 12     | 12
            ⎵12⎵       | 12     | 12     | 12
            ↹12↹       | 12     | 12     | 12
            ␠-12.50␠   | -12.50 | bad    | -12.50
            """))
    func blanks(row: [String]) { Self.check(row) }

    @Test("a cell of several no-break spaces is empty, not malformed")
    func manyBlanks() {
        #expect(Self.read("\u{A0}\u{A0}\u{A0}", ".") == "empty")
    }

    @Test(
        "what is no amount in any grammar",
        arguments: [
            "1e5", "1E5", "1.5e3", "0x10", "0b1", "0o7", "NaN", "nan", "inf", "Infinity", "-inf",
            "٣", "١٢٣", "１２", "１2", "½", "1½", "Ⅳ", "四", "１２．５０", "12%", "12/5", "1=1", "=1+1",
            "1_000",
            "1;5", "1:5", "12abc", "abc", "12 00 EUR", "1\u{0}", "\u{0}", "1\n", "\n12", "1\r",
            "12\u{200B}",
            "\u{FEFF}12", "1\u{2009}234", "1’234", "−", "‐12", "–12", "12 -5", "1 2", "12 CR",
        ])
    func nothing(text: String) {
        for decimal in [".", ",", nil] as [Character?] {
            #expect(Self.read(text, decimal) == "bad")
        }
    }

    @Test("bytes that are no UTF-8 are no amount")
    func badBytes() {
        for bytes in [[0xA0], [0x31, 0xA0, 0x32], [0xE2, 0x80], [0xFF], [0xC2]] as [[UInt8]] {
            let reading = withBytes(bytes) { AmountReader(.plain).read($0) }
            #expect(reading == .malformed)
        }
    }

    @Test(
        "eighteen digits are read, nineteen are too many",
        arguments: textTable(
            """
            text                 | point                | comma               | undeclared
            999999999999999999   | 999999999999999999   | 999999999999999999  | 999999999999999999
            -999999999999999999  | -999999999999999999  | -999999999999999999 | -999999999999999999
            9999999999999999.99  | 9999999999999999.99  | bad                 | 9999999999999999.99
            -9999999999999999.99 | -9999999999999999.99 | bad                 | -9999999999999999.99
            1000000000000000000  | too large            | too large           | too large
            9223372036854775807  | too large            | too large           | too large
            9223372036854775808  | too large            | too large           | too large
            -9223372036854775808 | too large            | too large           | too large
            99999999999999999999 | too large            | too large           | too large
            0000000000000000001  | too large            | too large           | too large
            """))
    func large(row: [String]) { Self.check(row) }

    @Test(
        "straight into minor units, or the defect that says why not",
        arguments: textTable(
            """
            text               | cents              | yen               | thousandths
            ∅                  | empty              | empty             | empty
            ␠                  | empty              | empty             | empty
            12                 | 1200               | 12                | 12000
            -12.5              | -1250              | amountPrecision   | -12500
            12.50              | 1250               | amountPrecision   | 12500
            12.00              | 1200               | 12                | 12000
            12.000             | 1200               | 12                | 12000
            12.005             | amountPrecision    | amountPrecision   | 12005
            1,234.50           | 123450             | amountPrecision   | 1234500
            (5.00)             | -500               | -5                | -5000
            10000000000000.00  | 1000000000000000   | 10000000000000    | amountTooLarge
            10000000000000.01  | amountTooLarge     | amountPrecision   | amountTooLarge
            -1000000000000000  | amountTooLarge     | -1000000000000000 | amountTooLarge
            999999999999999999 | amountTooLarge     | amountTooLarge    | amountTooLarge
            1000000000000000000| amountTooLarge     | amountTooLarge    | amountTooLarge
            1,5                | amountMalformed    | amountMalformed   | amountMalformed
            x                  | amountMalformed    | amountMalformed   | amountMalformed
            """))
    func units(row: [String]) {
        let bytes = Array(row[0].utf8)
        for (exponent, expected) in zip([2, 0, 3], row.dropFirst()) {
            let reading = withBytes(bytes) { AmountReader(.plain).units($0, exponent: exponent) }
            let told =
                switch reading {
                case .units(let units): "\(units)"
                case .empty: "empty"
                case .defect(let defect): "\(defect)"
                }
            #expect(told == expected, "\(exponent) decimals")
        }
        let undeclared = withBytes(Array("1.000".utf8)) {
            AmountReader(NumberFormat(decimal: nil)).units($0, exponent: 2)
        }
        #expect(undeclared == .defect(.amountAmbiguous))
    }

    @Test("every amount in cents from -20,000 to 20,000, printed five ways, reads back")
    func thereAndBack() {
        var wrong: [String] = []
        for cents in -20_000...20_000 {
            let plain = decimalText(Int64(cents), exponent: 2)
            let magnitude = decimalText(Int64(abs(cents)), exponent: 2)
            let comma = String(plain.map { $0 == "." ? "," : $0 })
            var forms: [(String, Character?)] = [(plain, "."), (plain, nil), (comma, ",")]
            forms.append((comma, nil))
            if cents < 0 { forms.append(("(" + magnitude + ")", ".")) }
            for (text, decimal) in forms {
                let format = NumberFormat(decimal: decimal?.asciiValue)
                let reading = withBytes(Array(text.utf8)) { AmountReader(format).read($0) }
                if reading != .amount(Exact(mantissa: Int128(cents), scale: 2)) {
                    wrong.append(text)
                }
            }
        }
        #expect(wrong.prefix(5).isEmpty, "\(wrong.prefix(5))")
    }
}
