internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

@Suite("Sales as CSV and as JSON lines")
struct SalesTests {
    /// A row as `order store day status net tax gross total qty`, `-` for what is not stated.
    private static func told(_ imported: Imported) -> [String] {
        imported.drafts.flatMap { draft -> [String] in
            guard case .sales(let rows) = draft else { return [] }
            return (0..<rows.count).map { index in
                func text(_ slice: TextSlice) -> String {
                    let text = rows.arena.text(slice)
                    return text.isEmpty ? "-" : text
                }
                let flaws = rows.flaws.filter { $0.row == index }.map { "!\($0.flaw.defect)" }
                let missing = BankRows.missingDay
                let day = rows.days[index] == missing ? "-" : "\(Day(number: rows.days[index]))"
                let total = rows.totals[index]
                return
                    ([
                        text(rows.orders[index]), text(rows.stores[index]), day,
                        text(rows.statuses[index]), "\(rows.nets[index])", "\(rows.taxes[index])",
                        "\(rows.grosses[index])", total == SalesRows.notStated ? "-" : "\(total)",
                        "\(rows.quantities[index])",
                    ] + flaws).joined(separator: " ")
            }
        }
    }

    private static let table = textTable(
        """
        net    | tax   | gross  | quantity | price | total | net tax gross total quantity, flaws
        10.00  | 2.00  | 12.00  | 1        | ∅     | 12.00 | 1000 200 1200 1200 1000
        10.00  | ∅     | 12.00  | 2.5      | ∅     | ∅     | 1000 200 1200 - 2500
        ∅      | 2.00  | 12.00  | ∅        | ∅     | ∅     | 1000 200 1200 - 1000
        10.00  | 2.00  | ∅      | ∅        | ∅     | ∅     | 1000 200 1200 - 1000
        ∅      | ∅     | 12.00  | ∅        | ∅     | ∅     | 1200 0 1200 - 1000
        -10.00 | -2.00 | -12.00 | -1       | ∅     | ∅     | -1000 -200 -1200 - -1000
        ∅      | 1.00  | ∅      | 3        | 3.33  | ∅     | 999 100 1099 - 3000
        ∅      | ∅     | ∅      | 1.5      | 0.33  | ∅     | 50 0 50 - 1500
        ∅      | ∅     | ∅      | -1.5     | 0.33  | ∅     | -50 0 -50 - -1500
        ∅      | ∅     | ∅      | ∅        | ∅     | ∅     | 0 0 0 - 1000 !fieldMissing
        x      | ∅     | 12.00  | ∅        | ∅     | ∅     | 1200 0 1200 - 1000 !amountMalformed
        ∅      | ∅     | 12.005 | ∅        | ∅     | ∅     | 0 0 0 - 1000 !amountPrecision
        ∅      | ∅     | 12.00  | 0.0001   | ∅     | ∅     | 1200 0 1200 - 1000 !amountPrecision
        """)

    @Test("amounts of a CSV line, completed from what is stated", arguments: table)
    func csv(row: [String]) throws {
        let layout = try layout(.salesCSV, ["unit_price": "price"])
        let text =
            "order,store,business_day,status,net,tax,gross,quantity,price,order_total\n"
            + "O1,S1,2026-09-01,paid," + row[0..<6].joined(separator: ",") + "\n"
        let imported = try importing(text, layout)
        #expect(Self.told(imported) == ["O1 S1 2026-09-01 paid " + row[6]])
        #expect(imported.rows == 1)
    }

    @Test("the same as JSON lines", arguments: table)
    func jsonl(row: [String]) throws {
        let names = ["net", "tax", "gross", "quantity", "unit_price", "order_total"]
        let members = zip(names, row).filter { !$0.1.isEmpty }.map { name, value in
            value == "x" ? "\"\(name)\":\"x\"" : "\"\(name)\":\(value)"
        }
        let text =
            "{\"order\":\"O1\",\"store\":\"S1\",\"business_day\":\"2026-09-01\","
            + "\"status\":\"paid\"" + members.map { "," + $0 }.joined() + "}\n"
        #expect(
            Self.told(try importing(text, layout(.salesJSONL)))
                == ["O1 S1 2026-09-01 paid " + row[6]])
    }

    @Test("a quantity that cannot be read is a flaw, not one unit")
    func badQuantity() throws {
        let imported = try importing(
            "order,business_day,quantity,price\nO1,2026-09-01,1O,2.00\n",
            layout(.salesCSV, ["unit_price": "price"]))
        let told = Self.told(imported)
        #expect(told == ["O1 - 2026-09-01 - 200 0 200 - 1000 !amountMalformed"])
    }

    @Test("a price times a quantity beyond every limit never stops the program")
    func hugeProduct() async {
        await #expect(processExitsWith: .success) {
            _ = LineAmounts(
                net: nil, tax: 1, gross: nil, quantity: Limits.amount, unitPrice: Limits.amount)
        }
    }

    @Test("an order's other fields, days left empty, an order missing")
    func fields() throws {
        let text =
            "order,business_day,gross,status\nO1,2026-09-01,1.00,paid\n"
            + "O1,,2.00,\n,2026-09-01,3.00,\n"
        #expect(
            Self.told(try importing(text, layout(.salesCSV))) == [
                "O1 - 2026-09-01 paid 100 0 100 - 1000", "O1 - - - 200 0 200 - 1000",
                "- - 2026-09-01 - 300 0 300 - 1000 !fieldMissing",
            ])
    }

    @Test("without its required columns a sales CSV is refused")
    func required() throws {
        for text in [
            "order,gross\nO1,1\n", "business_day,gross\n2026-09-01,1\n", "order,business_day\n",
        ] {
            #expect(try importing(text, layout(.salesCSV)).refusal?.defect == .columnMissing)
        }
    }

    @Test(
        "lines of JSON that are no row are spoiled one by one",
        arguments: [
            "[]", "[{\"order\":\"1\",\"gross\":1}", "\"x\"", "12", "null",
            "{\"order\":\"1\",\"gross\":1} x",
            "{\"order\":\"1\",\"order\":\"2\",\"gross\":1}", "{\"order\":\"1\",\"gross\":1,}",
            "order,gross",
            "{\"order\":\"1\",\"gross\":NaN}",
        ])
    func spoiled(line: String) throws {
        let good = "{\"order\":\"O1\",\"gross\":1.50}"
        let text = good + "\n" + line + "\n\n  \r\n" + good
        for size in [1 << 18, 1] {
            let imported = try importing(text, layout(.salesJSONL), by: size)
            #expect(
                imported.spoiled.map { "\($0.span.line) \($0.flaws.map(\.defect))" }
                    == ["2 [Accounting.Defect.malformed]"])
            #expect(Self.told(imported).count == 2)
            #expect(imported.rows == 3, "blank lines are no rows")
            let span = try #require(imported.spoiled.first?.span)
            #expect(slice(Array(text.utf8), span) == line)
        }
    }

    @Test("members of inner objects by dotted path, lists are passed over")
    func paths() throws {
        let text = """
            {"lines":[{"order":"no","gross":9}],"sale":{"id":"O7","sum":\
            {"gross":-2.50}},"at":{"d":"20260901"},\
            "order":"no","x":null,"y":true}
            """
        let layout = try layout(
            .salesJSONL,
            ["order": "sale.id", "gross": "sale.sum.gross", "business_day": "at.d"],
            dates: "YYYYMMDD")
        #expect(Self.told(try importing(text, layout)) == ["O7 - 2026-09-01 - -250 0 -250 - 1000"])
    }

    @Test("declared names of any length and spelling, in lists and beyond ASCII")
    func names() throws {
        let long = String(repeating: "long_", count: 9)
        let layout = try layout(
            .salesJSONL,
            [
                "order": "n", "gross": long + "a", "net": long + "b", "store": "r\u{E9}f",
                "status": "items[].items.state", "quantity": "",
            ])
        let text = """
            {"items":[{"state":"paid"}],"\(long)b":10,"n":"O1","\(long)a":12,"\(long)c":9,\
            "\("re\u{301}f")":"S1","":2,"business_day":"2026-09-01","business_daz":"x"}
            """
        let told = Self.told(try importing(text, layout))
        #expect(told == ["O1 S1 2026-09-01 paid 1000 200 1200 - 2000"])
    }

    @Test("an order of more lines than a batch holds stays whole, and takes no longer for it")
    func longOrder() throws {
        let count = 5 * Limits.batchRows
        let text = (0..<count).map { "{\"order\":\"O\($0 / (count - 1))\",\"gross\":1}" }
            .joined(separator: "\n")
        let batches = try importing(text, layout(.salesJSONL)).drafts.compactMap { draft in
            if case .sales(let rows) = draft { rows } else { nil }
        }
        #expect(batches.map(\.count).reduce(0, +) == count)
        let first = batches.map { rows in rows.arena.text(rows.orders[0]) }
        #expect(Set(first).count == first.count, "no order goes on in the next batch")
    }

    @Test(
        "JSON amounts are exact, numbers or texts; no exponents",
        arguments: textTable(
            """
            value                | gross
            12.50                | 1250
            "12.50"              | 1250
            "1,234.50"           | 123450
            0.1                  | 10
            1.000                | 100
            1e2                  | !amountMalformed
            0.1000000000000000055| !amountTooLarge
            ""                   | !fieldMissing
            null                 | !fieldMissing
            true                 | !fieldMissing
            """))
    func numbers(row: [String]) throws {
        let told = Self.told(
            try importing("{\"order\":\"1\",\"gross\":\(row[0])}", layout(.salesJSONL)))
        let last = row[1].hasPrefix("!") ? "0 0 0 - 1000 \(row[1])" : "\(row[1]) 0 \(row[1]) - 1000"
        #expect(told == ["1 - - - " + last])
    }
}
