import Accounting
import Testing

@testable import Validation

/// Document and findings, a line a case.
private func table(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { line in
        let cells = line.split(separator: "|").map { cell in
            cell.split(separator: " ").joined(separator: " ")
        }
        return [cells[0], cells[1] == "∅" ? "" : cells[1]]
    }
}

/// Beans kept in kg (grams and sacks of 25), cups, and a tip that is no goods.
private func facts(_ text: String, clashes: Bool = false) throws -> StockFacts {
    var world = try World()
    func item(_ code: String, _ unit: String, stocked: Bool = true) -> Product {
        Product(code: code, name: code, unit: unit, category: "", isStocked: stocked)
    }
    let products = Products(
        policy: StockPolicy(system: .perpetual, cost: .weightedAverage),
        items: [item("BEANS", "kg"), item("CUP", "pc"), item("TIP", "", stocked: false)],
        units: ["BEANS": ["g": 1, "sack": 25_000]])
    world.facts.books = Books(
        currency: world.books.currency, start: world.books.start,
        fiscalYear: world.books.fiscalYear, chart: world.books.chart, taxes: world.books.taxes,
        parties: world.books.parties, products: products)
    var draft = StockDraft()
    let words = text.split(separator: " ").map(String.init)
    draft.kind = try #require(StockMoveKind(rawValue: words[0]))
    (draft.number, draft.day) = ("D1", try day("2026-02-10"))
    var row = StockRow(span: span(2))
    (row.item, row.unit) = (words[1], words[3] == "-" ? "" : words[3])
    row.quantity = try #require(Int64(words[2]))
    row.value = Int64(words[4])
    row.unitCost = Int128(words.count > 5 ? words[5] : "").map { Exact(mantissa: $0, scale: 4) }
    draft.rows = [row]
    draft.party = "C1"
    return StockFacts(draft: draft, facts: world.facts, clashes: clashes)
}

@Suite struct StockRuleTests {
    // kind item thousandths unit value [cost of a unit × 10 000]
    @Test(
        arguments: table(
            """
            receipt BEANS 10000 - 12000          | ∅
            receipt BEANS 10000 - 12000 120000   | ∅
            receipt BEANS 3000 - 100 3333        | ∅
            receipt BEANS 10000 - 12001 120000   | A-256
            receipt BEANS 10000 - -1             | A-256
            receipt BEANS 10000 - -              | I-365
            opening BEANS 10000 - -              | I-365
            supplier_return BEANS 10000 - -      | I-365
            issue BEANS 500 - -                  | ∅
            count BEANS 0 - -                    | ∅
            waste BEANS 7500 g -                 | A-255
            waste BEANS 8000 g -                 | ∅
            waste BEANS 40 sack -                | ∅
            waste CUP 1000 g -                   | V-197
            waste TEA 1000 g -                   | V-196
            waste TIP 1000 - -                   | V-196
            """))
    func judges(_ row: [String]) throws {
        let facts = try facts(row[0])
        let (ruling, accepted) = Judge(facts.facts).stock(facts)
        let code = row[1].split(separator: " ").first.map(String.init) ?? ""
        #expect(ruling.findings.map(\.code.text).joined(separator: " ") == code)
        #expect((accepted == nil) == !code.isEmpty)
    }

    @Test func saysWhatTheCostComesTo() throws {
        let facts = try facts("receipt BEANS 10000 - 12001 120000")
        let finding = try #require(Judge(facts.facts).stock(facts).0.findings.first)
        #expect(finding.found == "120.01")
        #expect(finding.arguments["expected"] == "120.00")
        #expect(finding.arguments["quantity"] == "10.000")
    }

    @Test func anotherContentUnderTheNumberClashes() throws {
        let facts = try facts("count BEANS 0 - -", clashes: true)
        #expect(Judge(facts.facts).stock(facts).0.findings.map(\.code.text) == ["I-308"])
    }

    @Test func aReceiptOfNobodyIsToldAndPosts() throws {
        var facts = try facts("receipt BEANS 10000 - 12000")
        facts.draft.party = "Nobody"
        let (ruling, accepted) = Judge(facts.facts).stock(facts)
        #expect(ruling.findings.map(\.code.text) == ["V-199"])
        #expect(accepted != nil)
        facts.draft.kind = .opening
        #expect(Judge(facts.facts).stock(facts).0.findings.isEmpty)
    }

    @Test func aDayBeforeTheBooksIsRejected() throws {
        var facts = try facts("count BEANS 0 - -")
        facts.draft.day = try day("2025-12-31")
        #expect(Judge(facts.facts).stock(facts).0.findings.map(\.code.text) == ["V-119"])
        // The opening stock stands beside the opening entry, and no earlier.
        facts.draft.kind = .opening
        facts.draft.rows[0].value = 0
        #expect(Judge(facts.facts).stock(facts).0.findings.isEmpty)
        facts.draft.day = try day("2025-12-30")
        #expect(Judge(facts.facts).stock(facts).0.findings.map(\.code.text) == ["V-119"])
    }
}
