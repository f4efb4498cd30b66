import Accounting
import Ledger
import Rendering
import Reports
import Testing

@testable import Posting

/// The page of `stock-valuation`, in both languages, and its rows for machines.
@Suite struct StockPageTests {
    private static let moves = """
        2026-09-01 BEANS receipt 10 200.00
        2026-09-05 BEANS sale -1.8
        2026-09-10 BEANS receipt 5 130.00
        2026-09-20 MUG receipt 4 20.00
        2026-09-25 BEANS waste -0.2
        """

    private func written(
        _ language: Language, _ write: (Report, Catalog, @escaping ByteSink) throws -> Void
    ) throws -> String {
        let stock = try StockBook(.init(system: .perpetual, cost: .fifo))
        try stock.run("2026-09", Self.moves)
        let books = try stock.client.books()
        return try stock.client.book.read { snapshot in
            let reporter = try Reporter(
                snapshot, books: books, period: try #require(Period("2026-09")),
                settings: ReportSettings())
            let catalog = Catalog(language)
            let report = Pages(catalog, client: "Shop", reporter: reporter)
                .stock(try reporter.stockSummary())
            var bytes: [UInt8] = []
            try write(report, catalog) { bytes += $0 }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    @Test func inEnglish() throws {
        let text = try written(.english) { try TextWriter.write($0, $1, to: $2) }
        #expect(text.hasPrefix("Stock valuation — Shop — 2026-09\n"))
        let page = [
            "Item   Name   Quantity  Unit   Unit cost   Value  Last receipt  Last issue  Account",
            "-----  -----  --------  -----  ---------  ------  ------------  ----------  -------",
            "BEANS  Beans    13.000  kg       22.3077  290.00  2026-09-10    2026-09-25  370",
            "MUG    Mug       4.000  piece     5.0000   20.00  2026-09-20                371",
            "                                          ------",
            "Total                                     310.00",
            "",
            "Account 370: valuation 290.00, ledger 290.00, posted by hand 0.00, difference 0.00",
            "Account 371: valuation 20.00, ledger 20.00, posted by hand 0.00, difference 0.00",
            "",
            "Movements in quantity",
            "---------------------",
            "Item   Opening  Received   Sold  Wasted, used  Shrinkage  Closing",
            "-----  -------  --------  -----  ------------  ---------  -------",
            "BEANS    0.000    15.000  1.800         0.200      0.000   13.000",
            "MUG      0.000     4.000  0.000         0.000      0.000    4.000",
            "",
            "Movements in value",
            "------------------",
            "Item   Opening  Received   Sold  Wasted, used  Shrinkage  Closing",
            "-----  -------  --------  -----  ------------  ---------  -------",
            "BEANS     0.00    330.00  36.00          4.00       0.00   290.00",
            "MUG       0.00     20.00   0.00          0.00       0.00    20.00",
            "       -------  --------  -----  ------------  ---------  -------",
            "Total     0.00    350.00  36.00          4.00       0.00   310.00",
            "",
            "Layers on hand",
            "--------------",
            "Item   Day         Quantity   Value",
            "-----  ----------  --------  ------",
            "BEANS  2026-09-01     8.000  160.00",
            "BEANS  2026-09-10     5.000  130.00",
            "MUG    2026-09-20     4.000   20.00",
        ]
        #expect(text.hasSuffix("\n\n" + page.joined(separator: "\n") + "\n"))
    }

    @Test func inFrench() throws {
        let text = try written(.french) { try TextWriter.write($0, $1, to: $2) }
        #expect(text.contains("Valorisation du stock — Shop — 2026-09"))
        #expect(text.contains("premier entré, premier sorti"))
        #expect(text.contains("écart 0,00"))
    }

    @Test func forMachines() throws {
        let text = try written(.english) { report, _, sink in
            try CSVWriter.write(report, to: sink)
        }
        let lines = text.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(
            lines[0].hasPrefix(
                "item,name,category,unit,location,account,opening_quantity,opening_value,"))
        #expect(
            lines[1] == "BEANS,Beans,coffee,kg,,370,0.000,0.00,15.000,330.00,1.800,36.00,0.200,"
                + "4.00,0.000,0.00,0.000,0.00,13.000,290.00,22.3077,2026-09-10,2026-09-25")
        #expect(lines[2].hasSuffix("4.000,20.00,5.0000,2026-09-20,"))
    }
}
