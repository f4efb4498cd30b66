internal import Accounting
internal import Formats
internal import Foundation
internal import Testing

@testable internal import Importers

extension Imported {
    fileprivate var stock: [StockDraft] {
        drafts.flatMap { draft -> [StockDraft] in
            guard case .stock(let value) = draft else { return [] }
            return value
        }
    }

    /// `receipt GR1 2026-09-01: FLOUR 10000 5000, …`, and flaws behind `!`.
    fileprivate var shown: [String] {
        stock.map { draft in
            let rows = draft.rows.map { row in
                "\(row.item) \(row.quantity)" + (row.value.map { " \($0)" } ?? "")
            }
            let flaws = draft.flaws.map { " !\($0.line) \($0.defect)" }.joined()
            return "\(draft.kind.rawValue) \(draft.number) \(draft.day?.description ?? "-"): "
                + rows.joined(separator: ", ") + flaws
        }
    }
}

@Suite("Stock documents as CSV")
struct StockTests {
    private static let header =
        "document,kind,date,time,item,quantity,unit,location,to_location,unit_cost,value,party,"
        + "reference,text\n"

    @Test("rows of one number, kind and day are one document; its fields stand on the first")
    func documents() throws {
        let text =
            Self.header
            + "GR1,receipt,2026-09-01,10:30,FLOUR,10,kg,shop,,5.00,,S1,PO1,Spelt\n"
            + ",,,,MILK,4.5,l,shop,,,6.75,,,\n"
            + "WA1,waste,2026-09-02,,FLOUR,0.25,,,,,,,,\n"
            + "WA1,,2026-09-03,,FLOUR,0.5,,,,,,,,\n"
            + "TR1,transfer,2026-09-03,,FLOUR,2,,shop,van,,,,,\n"
            + "CO1,count,2026-09-30,,FLOUR,-1,,,,,,,,\n"
        for size in [1 << 18, 1] {
            let imported = try importing(text, layout(.stockCSV), by: size)
            #expect(
                imported.shown == [
                    "receipt GR1 2026-09-01: FLOUR 10000 5000, MILK 4500 675",
                    "waste WA1 2026-09-02: FLOUR 250", "waste WA1 2026-09-03: FLOUR 500",
                    "transfer TR1 2026-09-03: FLOUR 2000", "count CO1 2026-09-30: FLOUR -1000",
                ])
            let first = try #require(imported.stock.first)
            #expect(first.minute == 630)
            #expect(first.party == "S1")
            #expect(first.reference == "PO1")
            #expect(first.rows.map(\.unit) == ["kg", "l"])
            #expect(first.rows.map(\.location) == ["shop", "shop"])
            #expect(imported.stock[3].rows[0].toLocation == "van")
            #expect(imported.rows == 6)
            #expect(slice(Array(text.utf8), first.rows[1].span).hasPrefix(",,,,MILK"))
        }
    }

    // Cost × quantity is rounded once, half away from zero:
    // 3 × 0.333333 = 0.999999 → 1.00; 1.5 × 0.33 = 0.495 → 0.50; 0.001 × 4.99 = 0.00499 → 0.00;
    // 10000 × 0.000049 = 0.49, not 10000 × 0.00. A value that is stated stands beside the cost.
    @Test(
        "unit cost × quantity",
        arguments: textTable(
            """
            quantity | unit_cost | value | shown
            3        | 0.333333  | ∅     | 3000 100
            1.5      | 0.33      | ∅     | 1500 50
            0.001    | 4.99      | ∅     | 1 0
            10000    | 0.000049  | ∅     | 10000000 49
            2        | 1.00      | 2.01  | 2000 201
            2        | ∅         | 2.01  | 2000 201
            2        | ∅         | ∅     | 2000
            """))
    func values(row: [String]) throws {
        let text =
            Self.header + "GR1,receipt,2026-09-01,,A,\(row[0]),,,,\(row[1]),\(row[2]),S1,,\n"
        let imported = try importing(text, layout(.stockCSV))
        #expect(imported.shown == ["receipt GR1 2026-09-01: A \(row[3])"])
    }

    // What a sign means: undeclared a negative receipt goes back, any other negative is refused;
    // signed, what leaves must be negative.
    @Test(
        "signs",
        arguments: textTable(
            """
            signed | kind            | quantity | shown
            no     | receipt         | -2       | supplier_return GR1 2026-09-01: A 2000
            no     | supplier_return | 2        | supplier_return GR1 2026-09-01: A 2000
            no     | issue           | 2        | issue GR1 2026-09-01: A 2000
            no     | issue           | -2       | issue GR1 2026-09-01: A 2000 !2 signUnexpected
            no     | opening         | -2       | opening GR1 2026-09-01: A 2000 !2 signUnexpected
            no     | count           | -2       | count GR1 2026-09-01: A -2000
            no     | count           | 0        | count GR1 2026-09-01: A 0
            no     | waste           | 0        | waste GR1 2026-09-01: A 0 !2 fieldMissing
            no     | transfer        | 2        | transfer GR1 2026-09-01: A 2000 !2 fieldMissing
            yes    | receipt         | 2        | receipt GR1 2026-09-01: A 2000
            yes    | receipt         | -2       | supplier_return GR1 2026-09-01: A 2000
            yes    | supplier_return | -2       | supplier_return GR1 2026-09-01: A 2000
            yes    | waste           | -2       | waste GR1 2026-09-01: A 2000
            yes    | waste           | 2        | waste GR1 2026-09-01: A 2000 !2 signUnexpected
            yes    | count           | 2        | count GR1 2026-09-01: A 2000
            """))
    func signs(row: [String]) throws {
        var layout = try layout(.stockCSV)
        layout.signsQuantities = row[0] == "yes"
        let text = Self.header + "GR1,\(row[1]),2026-09-01,,A,\(row[2]),,,,,,,,\n"
        #expect(try importing(text, layout).shown == [row[3]])
    }

    /// A receipt of which a row goes back is two documents; a row without a head is of the first.
    @Test func rowsOfOneNumberThatGoBack() throws {
        let text =
            Self.header
            + "GR1,receipt,2026-09-01,,A,10,,,,,,S1,,\n" + ",,,,B,-2,,,,,,,,\n"
            + ",,,,C,1,,,,,,,,\n"
        #expect(
            try importing(text, layout(.stockCSV)).shown == [
                "receipt GR1 2026-09-01: A 10000, C 1000", "supplier_return GR1 2026-09-01: B 2000",
            ])
    }

    @Test(
        "flaws",
        arguments: textTable(
            """
            row                            | flaw
            ,receipt,2026-09-01,,A,1       | 2 fieldMissing
            GR1,,2026-09-01,,A,1           | 2 fieldMissing
            GR1,gift,2026-09-01,,A,1       | 2 kindUnknown
            GR1,waste,,,A,1                | 2 fieldMissing
            GR1,waste,2026-13-01,,A,1      | 2 dateMalformed
            GR1,waste,2026-09-01,,,1       | 2 fieldMissing
            GR1,waste,2026-09-01,,A,       | 2 fieldMissing
            GR1,waste,2026-09-01,,A,1.0005 | 2 amountPrecision
            GR1,waste,2026-09-01,,A,1x     | 2 amountMalformed
            """))
    func flaws(row: [String]) throws {
        let text = "document,kind,date,time,item,quantity\n" + row[0] + "\n"
        let flaws = try importing(text, layout(.stockCSV)).stock.flatMap(\.flaws)
        #expect(flaws.map { "\($0.line) \($0.defect)" }.first == row[1])
        #expect(flaws.count == 1)
    }

    /// A row that cannot be read spoils its document, before or after.
    @Test func spoiledRows() throws {
        let text =
            "document,kind,date,item,quantity\n" + "W1,waste,2026-09-01,A\n"
            + "W1,waste,2026-09-01,A,1\n" + "W2,waste,2026-09-01,A,1\n" + ",,,B,1,9\n"
            + "W3,waste,2026-09-01,A,1\n"
        let imported = try importing(text, layout(.stockCSV))
        #expect(
            imported.shown == [
                "waste W1 2026-09-01: A 1000 !2 unitSpoiled",
                "waste W2 2026-09-01: A 1000 !5 unitSpoiled", "waste W3 2026-09-01: A 1000",
            ])
        #expect(imported.spoiled.count == 2)
    }

    /// Another program's words, a status that posts nothing, a default kind.
    @Test func declaredWords() throws {
        var layout = try layout(.stockCSV)
        layout.columns = [
            "document": "No", "kind": "Type", "date": "Day", "item": "SKU", "quantity": "Qty",
            "status": "State",
        ]
        layout.stockKinds = ["In": .receipt, "Bin": .waste]
        layout.defaults["kind"] = "Bin"
        layout.postingStatuses = ["done"]
        layout.ignoredStatuses = ["draft"]
        let text =
            "No,Type,Day,SKU,Qty,State\n" + "1,In,2026-09-01,A,1,done\n"
            + "2,In,2026-09-01,A,1,draft\n" + "3,receipt,2026-09-01,A,1,done\n"
            + "4,In,2026-09-01,A,1,open\n"
        let imported = try importing(text, layout)
        #expect(
            imported.shown == [
                "receipt 1 2026-09-01: A 1000", "receipt 3 2026-09-01: A 1000 !4 kindUnknown",
                "receipt 4 2026-09-01: A 1000 !5 kindUnknown",
            ])
        #expect(imported.ignored.count == 1)
    }

    // MARK: Real files; passed over where the corpus is absent

    private static let inventory: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/") + "/../shared/corpus/inventory/"
    }()

    private static var hasCorpus: Bool {
        FileManager.default.fileExists(atPath: inventory + "fivetran__dbt_shopify")
    }

    private func corpus(_ name: String) throws -> String {
        String(
            decoding: try Data(contentsOf: URL(fileURLWithPath: Self.inventory + name)),
            as: UTF8.self)
    }

    /// iDempiere's material movement: 38 of an elm from one locator to another.
    @Test(.enabled(if: hasCorpus)) func iDempiereMovement() throws {
        var layout = try layout(.stockCSV)
        layout.columns = [
            "document": "DocumentNo", "kind": "DocTypeName", "date": "MovementDate",
            "item": "ProductKey", "quantity": "MovementQty", "location": "LocatorFrom",
            "to_location": "LocatorTo",
        ]
        layout.stockKinds = ["Material Movement": .transfer]
        layout.dates = "MMDDYYYY"
        let name = "idempiere__idempiere/org.adempiere.server-feature/data/import/"
        let imported = try importing(try corpus(name + "ExampleInventoryMove.csv"), layout)
        #expect(imported.shown == ["transfer 1000000 2010-06-24: Elm 38000"])
        #expect(imported.stock[0].rows[0].location == "Default HQ Locator")
        #expect(imported.stock[0].rows[0].toLocation == "Store East")
    }

    /// Shopify's quantities by state: what is available is a count, the others are passed over.
    @Test(.enabled(if: hasCorpus)) func shopifyQuantities() throws {
        var layout = try layout(.stockCSV)
        layout.columns = [
            "document": "id", "kind": "name", "status": "name", "date": "updated_at",
            "item": "inventory_item_id", "quantity": "quantity", "location": "inventory_level_id",
        ]
        layout.stockKinds = ["available": .count]
        layout.postingStatuses = ["available"]
        layout.ignoredStatuses = ["reserved", "committed", "damaged", "quality_control"]
        let name =
            "fivetran__dbt_shopify/integration_tests/seeds/shopify_inventory_quantity_data.csv"
        let imported = try importing(try corpus(name), layout)
        #expect(imported.shown == ["count 123 2025-01-25: 43985467768868 6000"])
        #expect(imported.ignored.count == 4)
    }

    /// iDempiere's physical inventory states no day: none of its rows is taken for today's.
    @Test(.enabled(if: hasCorpus)) func iDempiereInventoryHasNoDay() throws {
        var layout = try layout(.stockCSV)
        layout.hasHeader = false
        layout.columns = ["kind": "1", "text": "2", "item": "3", "location": "4", "quantity": "7"]
        layout.stockKinds = [
            "Material Physical Inventory": .count, "Internal Use Inventory": .issue,
        ]
        let name = "idempiere__idempiere/org.adempiere.server-feature/data/import/"
        let imported = try importing(try corpus(name + "ExampleInventory.csv"), layout)
        #expect(imported.stock.count == 3)
        #expect(
            imported.stock.allSatisfy { draft in draft.flaws.contains { $0.defect == .fieldMissing }
            })
    }
}
