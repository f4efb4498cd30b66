import Accounting
import Formats
import Testing

@testable import Importers

@Suite struct ConventionsTests {
    private func layout(_ columns: [String: String] = [:]) throws -> SourceLayout {
        var layout = SourceLayout(
            format: .bankCSV, numbers: NumberFormat(decimal: nil),
            currency: try #require(Currency("EUR")))
        layout.delimiter = UInt8(ascii: ";")
        layout.columns = ["date": "d", "amount": "a"].merging(columns) { $1 }
        return layout
    }

    private func conventions(_ text: String, _ layout: SourceLayout, piece: Int = 1 << 16) throws
        -> Conventions
    {
        let conventions = try #require(Conventions(layout))
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count, !conventions.isSettled {
            let end = min(index + piece, bytes.count)
            try bytes[index..<end].withUnsafeBufferPointer {
                try conventions.feed($0, isLast: end == bytes.count)
            }
            index = end
        }
        return conventions
    }

    /// Dates of rows, the pattern they prove, the line of the proof (0: none).
    @Test(arguments: [
        (["03/02/2026", "13/02/2026"], "D/M/YYYY", 3),
        (["02/03/2026", "02/13/2026"], "M/D/YYYY", 3),
        (["03/02/2026", "04/02/2026"], "-", 0), (["03.02.2026", "31.01.2026"], "D.M.YYYY", 3),
        (["2026-02-03"], "ISO", 2), (["2026/02/03"], "YYYY/M/D", 2), (["20260203"], "YYYYMMDD", 2),
        (["3 Feb 2026"], "D MMM YYYY", 2), (["10-Nov-25"], "D-MMM-YY", 2),
        (["13/02/26", "01/02/26"], "-", 0), (["31/12/99"], "D/M/YY", 2),
        (["Total", "13/02/2026"], "D/M/YYYY", 3), (["2026-02-03T10:00:00"], "ISO", 2),
        // The second row takes the year first; together only one order is left.
        (["13/02/26", "26/02/26", "32/01/05"], "YY/M/D", 4),
    ]) func datesAreProvedByARow(_ dates: [String], _ pattern: String, _ line: Int) throws {
        let text = "d;a\n" + dates.map { "\($0);100\n" }.joined()
        for piece in [1, 7, 1000] {
            let found = try conventions(text, try layout(), piece: piece)
            #expect(found.dates.map { $0.pattern ?? "ISO" } ?? "-" == pattern)
            #expect(found.dates?.witness.line ?? 0 == line)
        }
    }

    @Test(arguments: [
        (["1.000", "12,50"], ",", 3), (["1,000", "12.50"], ".", 3), (["1.000", "2.000"], "-", 0),
        (["1,234.00"], ".", 2), (["1.234,00"], ",", 2), (["100", "2"], "-", 0),
        (["-5,5"], ",", 2), (["x", "(1.000,00)"], ",", 3), (["1.000.000", "3"], ",", 2),
    ]) func theDecimalMarkIsProvedByARow(_ amounts: [String], _ mark: String, _ line: Int) throws {
        let text = "d;a\n" + amounts.map { "2026-01-01;\($0)\n" }.joined()
        for piece in [1, 7, 1000] {
            let found = try conventions(text, try layout(), piece: piece)
            let shown = found.decimal.map { String(UnicodeScalar($0.mark)) } ?? "-"
            #expect(shown == mark)
            #expect(found.decimal?.witness.line ?? 0 == line)
        }
    }

    @Test func aBalanceIsAWitnessToo() throws {
        let layout = try layout(["balance": "b"])
        let found = try conventions("d;a;b\n2026-01-01;1.000;12.345,10\n", layout)
        #expect(found.decimal?.mark == UInt8(ascii: ","))
        #expect(found.decimal?.witness.text == "12.345,10")
        let settled = found.settle(layout)
        #expect(settled.numbers.decimal == UInt8(ascii: ","))
        #expect(settled.dates == nil)
    }

    @Test func whatIsDeclaredIsNotSought() throws {
        var layout = try layout()
        layout.numbers = .plain
        layout.dates = "D/M/YYYY"
        #expect(Conventions(layout) == nil)
        layout.dates = nil
        let found = try conventions("d;a\n13/02/2026;1.000,00\n", layout)
        #expect(found.decimal == nil)
        #expect(found.settle(layout).dates == "D/M/YYYY")
        var sales = layout
        sales.format = .salesCSV
        #expect(Conventions(sales) == nil)
    }
}
