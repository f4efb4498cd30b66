import Accounting
import Testing

/// Beans and milk in kg and l, one unit of flour in kg; quantities in thousandths.
private func products() -> Products {
    func item(_ code: String, _ unit: String, stocked: Bool = true) -> Product {
        Product(code: code, name: code, unit: unit, category: "", isStocked: stocked)
    }
    return Products(
        items: [
            item("BEANS", "kg"), item("MILK", "l"), item("CUP", "pc"), item("FLOUR", "kg"),
            item("COFFEE", "", stocked: false), item("LATTE", "", stocked: false),
            item("DOUGH", "kg", stocked: false), item("CAKE", "pc", stocked: false),
            item("SERVICE", "", stocked: false),
        ],
        recipes: [
            "COFFEE": [
                Component(item: "BEANS", quantity: 8), Component(item: "CUP", quantity: 1000),
            ],
            "LATTE": [
                Component(item: "COFFEE", quantity: 1000), Component(item: "MILK", quantity: 200),
                Component(item: "BEANS", quantity: 1), Component(item: "SERVICE", quantity: 1000),
            ],
            "DOUGH": [Component(item: "FLOUR", quantity: 333)],
            "CAKE": [Component(item: "DOUGH", quantity: 500)],
        ])
}

@Suite struct ConsumptionTests {
    // Worked by hand:
    // 3 coffees take 3 × 0.008 = 0.024 kg of beans and 3 cups.
    // A latte is a coffee, 0.200 l and 1 g more: 2 take 2 × 0.009 kg, 2 cups, 0.400 l.
    // A cake takes 0.5 × 0.333 = 0.1665 kg: one rounds up to 0.167, ten take 1.665, not 1.670.
    // Taken back, the same with the other sign. What is kept takes itself; a service nothing.
    @Test(
        arguments: textTable(
            """
            product | quantity | takes
            COFFEE  | 3000     | BEANS 24, CUP 3000
            LATTE   | 2000     | BEANS 18, CUP 2000, MILK 400
            CAKE    | 1000     | FLOUR 167
            CAKE    | 10000    | FLOUR 1665
            CAKE    | -1000    | FLOUR -167
            COFFEE  | -1000    | BEANS -8, CUP -1000
            BEANS   | 250      | BEANS 250
            COFFEE  | 0        | ∅
            SERVICE | 1000     | ∅
            UNKNOWN | 1000     | ∅
            """))
    func explodes(_ row: [String]) throws {
        let taken = products().consumption(of: row[0], try #require(Int64(row[1])))
        #expect(taken.map { "\($0.item) \($0.quantity)" }.joined(separator: ", ") == row[2])
    }
}
