import Accounting
import Foundation
import Pipeline
import Testing

/// The rows of a table written as text, without the line that names its columns.
private func table(_ text: String) -> [[String]] {
    text.split(separator: "\n").dropFirst().map { line in
        line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}

/// A small client whose stock block and tables a test writes.
private struct StockClient {
    var stock = "{items: items.csv, recipes: recipes.csv, units: units.csv, system: perpetual}"
    var items = """
        item,name,unit,category,stock_account,cost_account,list_price,tax_code,stocked
        BEANS,Beans,kg,coffee,,,,,
        MILK,Milk,l,coffee,1410,5010,,,true
        LATTE,Caffè latte,,coffee,,,4.50,OUT20,
        TIP,Tip,,,,,,,false
        """
    var recipes = """
        product,component,quantity,unit
        LATTE,BEANS,9,g
        LATTE,MILK,0.2,
        """
    var units = """
        item,unit,quantity
        BEANS,g,0.001
        ,dozen,12
        """
    var roles = ["stock": "1400", "goods_received": "2100", "cost_of_sales": "5000"]

    /// Reads the settings by a run over an empty inbox.
    func run() throws -> Program.Outcome {
        let scratch = try Scratch()
        try scratch.write(
            "pipeline.yml",
            """
            monthend: 1
            client: {name: A, start: 2026-01-01, currency: EUR,
                fiscal_year_start: 01-01, language: en}
            chart: chart.csv
            taxes: taxes.csv
            stock: \(stock)
            sources: {}
            """)
        try scratch.write(
            "chart.csv",
            """
            code,name,kind,parent,role,currency
            1410,Milk,asset,,,
            5010,Milk used,expense,,,
            2000,Suppliers,liability,,payable,
            2200,Tax,liability,,,
            1900,Suspense,asset,,suspense,
            3100,Retained,equity,,retained,
            3200,Profit,equity,,result_profit,
            3300,Loss,equity,,result_loss,

            """
                + roles.sorted { $0.key < $1.key }
                .map { "\($0.value),\($0.key),asset,,\($0.key)," }.joined(separator: "\n"))
        try scratch.write(
            "taxes.csv", "code,rate,kind,account\nOUT20,20,output,2200\n")
        try scratch.write("items.csv", items)
        try scratch.write("recipes.csv", recipes)
        try scratch.write("units.csv", units)
        try FileManager.default.createDirectory(
            atPath: scratch.path + "/inbox", withIntermediateDirectories: true)
        return try Program.run("monthend", ["run", scratch.path, "-p", "2026-01"])
    }
}

@Suite struct StockSettingsTests {
    @Test func readsItemsRecipesAndUnits() throws {
        let outcome = try StockClient().run()
        #expect(outcome.exit == 0, "\(outcome.err)")
    }

    @Test func aListOfPricesAloneKeepsNoStock() throws {
        var client = StockClient()
        client.stock = "{items: items.csv}"
        client.roles = [:]
        #expect(try client.run().exit == 0)
    }

    // A file, what takes the place of what in it, and the place that must be told.
    @Test(
        arguments: table(
            """
            file    | instead of        | stands                  | told
            items   | BEANS,Beans       | MILK,Beans              | items.csv:3: item: MILK
            items   | 1410,5010         | 9999,5010               | items.csv:3: stock_account: 9999
            items   | 1410,5010         | 1410,2000               | items.csv:3: cost_account: 2000
            items   | 4.50              | 4.505                   | items.csv:4: list_price: 4.505
            items   | 4.50              | four                    | items.csv:4: list_price: four
            items   | OUT20             | OUT21                   | items.csv:4: tax_code: OUT21
            items   | ,false            | ,perhaps                | items.csv:5: stocked: perhaps
            items   | OUT20,            | OUT20,true              | items.csv:4: stocked: true
            items   | item,name         | itm,name                | items.csv:1
            recipes | LATTE,MILK        | MOCHA,MILK              | recipes.csv:3: product: MOCHA
            recipes | LATTE,MILK        | LATTE,CREAM             | recipes.csv:3: component: CREAM
            recipes | LATTE,MILK        | LATTE,BEANS             | recipes.csv:3: component: BEANS
            recipes | 9,g               | 9,oz                    | recipes.csv:2: unit: oz
            recipes | 9,g               | 9.5,g                   | recipes.csv:2: quantity: 9.5 g
            recipes | 0.2,              | 0.2005,                 | recipes.csv:3: quantity: 0.2005
            recipes | 0.2,              | 0,                      | recipes.csv:3: quantity: 0
            recipes | LATTE,MILK        | LATTE,LATTE             | recipes.csv:2: LATTE → LATTE
            units   | BEANS,g           | TEA,g                   | units.csv:2: item: TEA
            units   | BEANS,g           | BEANS,kg                | units.csv:2: unit: kg
            units   | 0.001             | 0.0001                  | units.csv:2: quantity: 0.0001
            units   | 0.001             | -1                      | units.csv:2: quantity: -1
            """))
    func refusesWithThePlace(_ row: [String]) throws {
        var client = StockClient()
        let file: WritableKeyPath<StockClient, String> =
            row[0] == "items" ? \.items : row[0] == "recipes" ? \.recipes : \.units
        let changed = client[keyPath: file].replacingOccurrences(of: row[1], with: row[2])
        #expect(changed != client[keyPath: file])
        client[keyPath: file] = changed
        let outcome = try client.run()
        #expect(outcome.exit == 78)
        #expect(outcome.err.contains(row[3]), "\(outcome.err)")
    }

    @Test func refusesCircles() throws {
        var client = StockClient()
        client.items += "\nSYRUP,Syrup,l,,,,,,\nMIX,Mix,l,,,,,,"
        client.recipes += "\nSYRUP,MIX,1,\nMIX,SYRUP,0.5,"
        let outcome = try client.run()
        #expect(outcome.exit == 78)
        #expect(outcome.err.contains("recipes.csv:4: SYRUP → MIX → SYRUP"), "\(outcome.err)")
    }

    @Test func refusesRecipesTooDeep() throws {
        var client = StockClient()
        for step in 0...9 {
            client.items += "\nP\(step),P,,,,,,,"
            client.recipes += "\nP\(step),\(step == 9 ? "BEANS" : "P\(step + 1)"),1,"
        }
        let outcome = try client.run()
        #expect(outcome.exit == 78)
        #expect(outcome.err.contains("recipes.csv:4: P0 → > 8"), "\(outcome.err)")
    }

    @Test(
        arguments: table(
            """
            stock                                             | told
            {system: perpetual}                               | stock.items
            {items: items.csv, cost: fifo}                    | stock.system
            {items: items.csv, system: monthly}               | perpetual
            {items: items.csv, system: periodic, cost: lifo}  | weighted-average
            {items: items.csv, system: periodic}              | stock_change
            {items: items.csv, system: perpetual, fast: true} | fast
            """))
    func refusesTheBlock(_ row: [String]) throws {
        var client = StockClient()
        client.stock = row[0]
        let outcome = try client.run()
        #expect(outcome.exit == 78)
        #expect(outcome.err.contains(row[1]), "\(outcome.err)")
        #expect(outcome.err.contains("pipeline.yml:6"), "\(outcome.err)")
    }
}
