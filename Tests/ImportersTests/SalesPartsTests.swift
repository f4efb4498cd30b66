internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

@Suite("What rows of sales state beside their own lines")
struct SalesPartsTests {
    /// A row as `order net tax gross: kind name amount, …`, its flaws behind `!`.
    static func told(_ imported: Imported) -> [String] {
        batches(imported).flatMap { rows in
            (0..<rows.count).map { index in
                let parts = rows.parts.filter { $0.row == index }.map { part in
                    let name = rows.arena.text(part.name)
                    return " \(part.kind.rawValue)\(name.isEmpty ? "" : " " + name) \(part.amount)"
                }
                let flaws = rows.flaws.filter { $0.row == index }.map { " !\($0.flaw.defect)" }
                return "\(rows.arena.text(rows.orders[index])) \(rows.nets[index]) "
                    + "\(rows.taxes[index]) \(rows.grosses[index]):"
                    + parts.joined(separator: ",") + flaws.joined()
            }
        }
    }

    private static func batches(_ imported: Imported) -> [SalesRows] {
        imported.drafts.compactMap { draft in
            guard case .sales(let rows) = draft else { return nil }
            return rows
        }
    }

    private static func controls(_ imported: Imported) -> [String] {
        batches(imported).flatMap(\.controls).map { control in
            let sums =
                "\(control.amount.map(String.init) ?? "-") "
                + "\(control.count.map(String.init) ?? "-")"
            switch control.scope {
            case .file: return "file \(sums)"
            case .day(let store, let till, let day): return "\(store)/\(till) \(day) \(sums)"
            }
        }
    }

    private static let kinds = textTable(
        """
        kind      | net  | tax  | gross | the line, and its parts
        ∅         | 5.00 | 1.00 | 6.00  | 500 100 600:
        item      | 5.00 | 1.00 | 6.00  | 500 100 600:
        tip       | 5.00 | ∅    | 5.00  | 0 0 0: tip food 500
        shipping  | 5.00 | 1.00 | 6.00  | 0 0 0: shipping food 500, tax V20 100
        discount  | ∅    | ∅    | -1.00 | 0 0 0: discount food -100
        gift_card | ∅    | ∅    | 50.00 | 0 0 0: gift_card food 5000
        tender    | ∅    | ∅    | 6.00  | 0 0 0: tender card 600
        tax       | ∅    | ∅    | 1.00  | 0 0 0: tax V20 100
        rounding  | ∅    | ∅    | 0.02  | 0 0 0: rounding food 2
        voucher   | 5.00 | 1.00 | 6.00  | 500 100 600: !kindUnknown
        """)

    @Test("the kind of a row by the published words", arguments: kinds)
    func kind(row: [String]) throws {
        let text =
            "order,business_day,kind,category,tender,tax_code,net,tax,gross\n"
            + "O1,2026-09-01,\(row[0]),food,card,V20," + row[1..<4].joined(separator: ",") + "\n"
        #expect(Self.told(try importing(text, layout(.salesCSV))) == ["O1 " + row[4]])
    }

    @Test("words that a source declares, with any end; every other text is an item")
    func declaredWords() throws {
        var layout = try layout(.salesCSV, ["kind": "what"])
        layout.kinds = [
            KindWords(kind: .tip, texts: ["Tip"]),
            KindWords(kind: .giftCard, texts: ["Gift Card*"]),
        ]
        let text = """
            order,business_day,what,gross
            O1,2026-09-01,Tip,1.00
            O1,2026-09-01,Tipi tent,2.00
            O1,2026-09-01,Gift Card - 50,3.00
            O1,2026-09-01,gift_card,4.00

            """
        #expect(
            Self.told(try importing(text, layout)) == [
                "O1 0 0 0: tip 100", "O1 200 0 200:", "O1 0 0 0: gift_card 300", "O1 400 0 400:",
            ])
    }

    @Test("columns of parts: named, named by the row, negated, left out, empty")
    func columns() throws {
        var layout = try layout(.salesCSV, ["order": "No", "business_day": "Day"])
        layout.parts = [
            PartColumn(kind: .item, column: "Sales"),
            PartColumn(kind: .tax, column: "Tax", nameColumn: "Tax name"),
            PartColumn(kind: .discount, column: "Given", isNegated: true),
            PartColumn(kind: .tender, column: "Card", name: "card"),
            PartColumn(kind: .tender, column: "App", name: "app", isOptional: true),
        ]
        // `gross` and `store` are the file's own words here: no column is declared for them.
        let text = """
            No,Day,Sales,Tax name,Tax,Given,Card,gross,store
            1,2026-09-01,10.00,V20,2.00,1.00,11.00,99.00,x
            2,2026-09-01,$5.00,,$0.00,,-$5.00,,
            3,2026-09-01,,,,,,,

            """
        #expect(
            Self.told(try importing(text, layout)) == [
                "1 0 0 0: item 1000, tax V20 200, discount -100, tender card 1100",
                "2 0 0 0: item 500, tender card -500", "3 0 0 0:",
            ])
        let missing = text.replacing("Given", with: "Gave")
        let refusal = try importing(missing, layout).refusal
        #expect(refusal?.defect == .columnMissing)
        #expect(refusal?.arguments["columns"] == "Given")
    }

    @Test("an order may be in another currency; a code that is none is a flaw of the row")
    func currency() throws {
        let text =
            "order,business_day,gross,currency\nO1,2026-09-01,1.00,EUR\n"
            + "O2,2026-09-01,1.00,CAD\nO3,2026-09-01,1.00,\nO4,2026-09-01,1.00,C4D\n"
        #expect(
            Self.told(try importing(text, layout(.salesCSV))) == [
                "O1 100 0 100:", "O2 100 0 100:", "O3 100 0 100:",
                "O4 100 0 100: !currencyUnknown",
            ])
    }

    @Test("prices that include the tax: the price is the gross")
    func grossPrices() throws {
        var layout = try layout(.salesCSV, ["unit_price": "price"])
        layout.pricesIncludeTax = true
        let text =
            "order,business_day,quantity,price,tax\nO1,2026-09-01,3,4.00,2.00\n"
            + "O2,2026-09-01,-1,4.00,\n"
        #expect(
            Self.told(try importing(text, layout)) == ["O1 1000 200 1200:", "O2 -400 0 -400:"])
    }

    @Test("totals of days and of the file are no rows of sales")
    func controlRows() throws {
        let text = """
            order,business_day,store,till,kind,quantity,gross
            O1,2026-09-01,Main,2,item,1,4.00
            ,2026-09-01,Main,2,z_total,1,4.00
            ,2026-09-01,Main,,z_total,,4.00
            ,,,,file_total,4,
            ,,,,z_total,1,4.00
            ,,,,file_total,x,

            """
        for size in [1 << 18, 1] {
            let imported = try importing(text, layout(.salesCSV), by: size)
            #expect(Self.told(imported) == ["O1 400 0 400:"])
            #expect(
                Self.controls(imported) == [
                    "Main/2 2026-09-01 400 1", "Main/ 2026-09-01 400 -", "file - 4",
                ])
            #expect(
                imported.spoiled.map { "\($0.span.line) \($0.flaws.map(\.defect))" } == [
                    "6 [Accounting.Defect.fieldMissing]", "7 [Accounting.Defect.amountMalformed]",
                ])
            #expect(imported.rows == 6)
        }
    }

    @Test("a trailer's figures; without one the file was cut")
    func trailer() throws {
        var layout = try layout(.salesCSV)
        layout.trailer = TrailerLayout(begins: "END", rows: "2", total: "4")
        let text = "order,business_day,gross\nO1,2026-09-01,4.00\n"
        let whole = try importing(text + "END,1,rows,4.00\n", layout)
        #expect(Self.controls(whole) == ["file 400 1"])
        #expect(Self.told(whole) == ["O1 400 0 400:"])
        #expect(whole.rows == 2)
        #expect(try importing(text, layout).refusal?.defect == .truncated)
    }

    @Test("a header among the rows is passed over and told, one in other words is a row")
    func repeatedHeader() throws {
        let header = "order,business_day,gross\n"
        let row = "O1,2026-09-01,4.00\n"
        let imported = try importing(header + row + header + row, layout(.salesCSV))
        #expect(Self.told(imported) == ["O1 400 0 400:", "O1 400 0 400:"])
        #expect(
            imported.ignored.map { "\($0.span.line) \($0.flaw?.defect.rawValue ?? "-")" }
                == ["3 headerRepeated"])
        let other = try importing(header + row + "order,business_day,total\n", layout(.salesCSV))
        #expect(Self.told(other).last == "order 0 0 0: !dateMalformed !amountMalformed")
    }

    @Test("receipts, refunds of sales, cancellations stay with their rows in every batch")
    func sideColumns() throws {
        let header = "order,business_day,gross,till,receipt,refund_of,cancelled_on\n"
        let rows = (1...9000).map { number in
            let off = number == 8999 ? "2026-09-03" : ""
            return "O\(number),2026-09-01,1.00,T,\(number),\(number == 4500 ? "O1" : ""),\(off)\n"
        }
        let imported = try importing(header + rows.joined(), layout(.salesCSV))
        var receipts: [Int] = []
        for batch in Self.batches(imported) {
            for (row, till, number) in batch.receipts {
                #expect(batch.arena.text(till) == "T")
                let order = batch.arena.text(batch.orders[row])
                #expect(order == "O" + batch.arena.text(number))
                receipts.append(Int(batch.arena.text(number)) ?? 0)
            }
            for (row, order) in batch.givenBack {
                #expect(batch.arena.text(order) == "O1")
                #expect(batch.arena.text(batch.orders[row]) == "O4500")
            }
            for (row, day) in batch.cancellations {
                #expect(batch.arena.text(batch.orders[row]) == "O8999")
                #expect("\(day)" == "2026-09-03")
            }
        }
        #expect(receipts == Array(1...9000))
        #expect(Self.batches(imported).flatMap(\.givenBack).count == 1)
        #expect(Self.batches(imported).flatMap(\.cancellations).count == 1)
    }
}
