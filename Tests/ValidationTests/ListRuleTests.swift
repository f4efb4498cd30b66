import Accounting
import Testing
import Validation

/// Prices and taxes of sold lines against items.csv: mug 10.00 without tax, 12.00 with, under S20.
@Suite struct ListRuleTests {
    /// - Parameters:
    ///   - quantity: thousandths.
    ///   - net: of the line, its discount taken off.
    private func judged(
        _ product: String = "MUG", quantity: Int64 = 1000, net: Int64 = 1000,
        discount: Int64 = 0, tax code: String = "S20", isGross: Bool = false,
        _ change: (inout SalesRows) throws -> Void = { _ in }
    ) throws -> [String] {
        let world = try World()
        var facts = world.facts
        let price: Int64 = isGross ? 1200 : 1000
        let books = world.books
        facts.books = Books(
            currency: books.currency, start: books.start, fiscalYear: books.fiscalYear,
            chart: books.chart, taxes: books.taxes, parties: books.parties,
            products: Products(items: [
                Product(
                    code: "MUG", name: "Mug", unit: "piece", category: "food",
                    listPrice: price, taxCode: "S20"),
                Product(code: "TEA", name: "Tea", unit: "piece", category: "food"),
            ]))
        facts.pricesIncludeTax = isGross
        facts.taxTolerance = 1_000_000
        let tax = net / 5
        var rows = sales(
            [
                SaleLine(
                    net: net, tax: tax, gross: net + tax, tendered: net + tax, total: net + tax,
                    taxCode: code, product: product, quantity: quantity, ownDiscount: discount)
            ], on: try day("2026-02-10"))
        try change(&rows)
        let order = OrderFacts(SalesVocabulary(facts).read(rows), 0..<1)
        return Judge(facts).order(order).findings.filter { $0.code.text.hasPrefix("A-23") }
            .map { "\($0.code) \($0.place.line) \($0.found) \($0.arguments["expected"] ?? "")" }
    }

    @Test func theListPriceIsQuiet() throws {
        #expect(try judged().isEmpty)
        #expect(try judged(quantity: 3000, net: 3000).isEmpty)
        // 0.333 of a mug is 3.33; a cent more is left to rounding.
        #expect(try judged(quantity: 333, net: 334).isEmpty)
        // Two given back.
        #expect(try judged(quantity: -2000, net: -2000).isEmpty)
        // 12.00 with tax; 10.00 before 2.00 was taken off.
        #expect(try judged(isGross: true).isEmpty)
        #expect(try judged(net: 800, discount: 200).isEmpty)
    }

    @Test func anotherPriceIsTold() throws {
        #expect(try judged(net: 990) == ["A-233 2 9.90 10.00"])
        #expect(try judged(quantity: 3000, net: 2900) == ["A-233 2 29.00 30.00"])
        #expect(try judged(net: 1000, discount: 200) == ["A-233 2 12.00 10.00"])
        #expect(try judged(net: 1100, isGross: true) == ["A-233 2 13.20 12.00"])
    }

    @Test func whatIsOnNoListIsNotCompared() throws {
        #expect(try judged("TEA", net: 5).isEmpty)
        #expect(try judged("CUP", net: 5).isEmpty)
        #expect(try judged("", net: 5).isEmpty)
        let dollar = try #require(Currency("USD"))
        #expect(
            try judged(net: 5) {
                $0.monies = [(0, SaleMoney(currency: dollar, rate: nil))]
            }.isEmpty)
    }

    @Test func anotherTaxIsTold() throws {
        #expect(try judged(tax: "OLD").contains("A-234 2 OLD S20"))
        #expect(try judged("TEA", tax: "OLD").isEmpty)
    }
}
