internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

@Suite("Tills that write XML or fixed-width records")
struct SalesFormatsTests {
    private static func till() throws -> SourceLayout {
        var layout = try layout(
            .salesXML,
            [
                "store": "J/@store", "order": "J/T/@no", "business_day": "J/T/Day",
                "category": "J/T/L/Group", "net": "J/T/L/Net", "tax": "J/T/L/Tax",
                "order_total": "J/T/Total",
            ])
        layout.rowPath = "J/T/L"
        layout.parts = [
            PartColumn(kind: .tender, column: "J/T/Ps/P", nameColumn: "J/T/Ps/P/@by"),
            PartColumn(kind: .tip, column: "J/T/Tip"),
        ]
        return layout
    }

    private static let file = """
        <J store="Quay"><T no="1"><Day>2026-09-01</Day>
        <L><Group>food</Group><Net>10.00</Net><Tax>1.00</Tax></L>
        <L><Group>wine &amp; beer</Group><Net>5.00</Net></L>
        <Tip>2.00</Tip><Total>18.00</Total>
        <Ps><P by="CB">10.00</P><P by="ESP">8.00</P></Ps></T>
        <T no="2"><Day>2026-09-02</Day><Total>0.00</Total></T></J>
        """

    @Test("an order's own amounts count once, its payments are rows of their own")
    func xml() throws {
        for size in [1 << 18, 7, 1] {
            let imported = try importing(Self.file, Self.till(), by: size)
            #expect(
                SalesPartsTests.told(imported) == [
                    "1 1000 100 1100: tip 200", "1 500 0 500:", "1 0 0 0: tender CB 1000",
                    "1 0 0 0: tender ESP 800", "2 0 0 0: !fieldMissing",
                ])
            #expect(imported.rows == 5)
            guard case .sales(let rows)? = imported.drafts.first else { return }
            #expect(rows.arena.text(rows.stores[0]) == "Quay")
            #expect(rows.arena.text(rows.categories[1]) == "wine & beer")
            #expect(rows.totals.prefix(3) == [1800, 1800, 1800])
            let bytes = Array(Self.file.utf8)
            #expect(slice(bytes, rows.spans[2]).hasPrefix("<P by=\"CB\">10.00</P"))
        }
    }

    @Test("another root is another file; a cut one is refused")
    func otherXML() throws {
        let other = try importing("<Other/>", Self.till())
        #expect(other.refusal?.defect == .columnMissing)
        #expect(other.refusal?.arguments["columns"] == "J")
        let cut = String(Self.file.dropLast(4))
        #expect(try importing(cut, Self.till()).refusal?.defect == .truncated)
        #expect(try importing("<J store=\"Quay\"></J>", Self.till()).rows == 0)
    }

    private static let decimals = textTable(
        """
        places | record   | text
        1:5    | 12.50    | 12.50
        1:5:2  | 01250    | 012.50
        1:5:2  | -1250    | -12.50
        1:5:2  | 1250-    | 12.50-
        1:5:2  | ␠␠␠␠5    | 0.05
        1:5:3  | -0005    | -0.005
        3:2    | abXYcd   | XY
        6:2    | abc      | ∅
        """)

    @Test("columns by start and length, with the mark their digits leave out", arguments: decimals)
    func fixedColumn(row: [String]) throws {
        let column = try #require(FixedColumn(row[0]))
        var reader = FixedWidthReader(length: 8, encoding: nil)
        var found: [String] = []
        try Array((row[1] + "\n").utf8).withUnsafeBufferPointer { bytes in
            try reader.feed(bytes, isLast: true) { record in
                found.append(String(decoding: column.value(of: record) ?? [], as: UTF8.self))
            }
        }
        #expect(found == [row[2]])
    }

    @Test("places that are none", arguments: ["", "order", "0:3", "3:0", "3", "a:b"])
    func noColumn(text: String) { #expect(FixedColumn(text) == nil) }

    @Test("records between a header and a trailer that proves them")
    func fixed() throws {
        var layout = try layout(
            .salesFixed, ["order": "2:3", "business_day": "5:8", "gross": "13:6:2"],
            dates: "YYYYMMDD")
        layout.ignoredStarts = ["H"]
        layout.trailer = TrailerLayout(begins: "T", rows: "2:3", total: "5:6:2")
        let text = "H QUAY\r\nD00120260901001250\r\nD00220260902-01250\r\nT002000000\r\n"
        let imported = try importing(text, layout)
        #expect(SalesPartsTests.told(imported) == ["001 1250 0 1250:", "002 -1250 0 -1250:"])
        #expect(imported.ignored.map(\.reason) == [.trailer])
        #expect(imported.rows == 4)
        let cut = text.replacing("T002000000\r\n", with: "")
        #expect(try importing(cut, layout).refusal?.defect == .truncated)
        #expect(try importing("", layout).refusal != nil)
    }
}
