import Chance
import Reports
import Testing

/// What changed sales, worked out by hand and over random months.
@Suite struct PriceVolumeMixTests {
    private typealias Sales = PriceVolumeMix.Sales

    /// Units → units, net → net, then price, volume, mix, new, lost, other. Of A, B and C 1+4+5 =
    /// 10 units became 2+4+9 = 15: volume is 5/10 of what each brought.
    ///
    ///     A  price 30 − 10×2/1 = 10   volume 10×5/10 = 5   mix 20 − 10 − 5 = 5
    ///     B  price 8 − 20×4/4 = −12   volume 20×5/10 = 10  mix −12 + 12 − 10 = −10
    ///     C  price 100 − 55×9/5 = 1   volume 55×5/10 = 27.5, in cents exact   mix 45 − 1 − 27.5
    @Test func byHand() {
        let table: [(String, Sales, Sales, [Int64])] = [
            ("A", .init(units: 1, net: 1000), .init(units: 2, net: 3000), [1000, 500, 500]),
            ("B", .init(units: 4, net: 2000), .init(units: 4, net: 800), [-1200, 1000, -1000]),
            ("C", .init(units: 5, net: 5500), .init(units: 9, net: 10000), [100, 2750, 1650]),
        ]
        let effects = PriceVolumeMix.effects(table.map { ($0.1, $0.2) })
        for (row, effects) in zip(table, effects) {
            #expect([effects.price, effects.volume, effects.mix] == row.3, "\(row.0)")
        }
    }

    /// A third of a cent is rounded once, half away from zero, and mix takes what is left.
    @Test func centsGoToTheMix() {
        let effects = PriceVolumeMix.effects([
            (.init(units: 3, net: 100), .init(units: 4, net: 150)),
            (.init(units: 4, net: 5), .init(units: 3, net: 5)),
        ])
        // 100 × 4 ÷ 3 = 133.33: price 16.67 → 150 − 133; no more units in all: volume 0.
        #expect(effects[0].price == 17 && effects[0].volume == 0 && effects[0].mix == 33)
        // 5 × 3 ÷ 4 = 3.75 → 4: price 1; mix −1.
        #expect(effects[1].price == 1 && effects[1].volume == 0 && effects[1].mix == -1)
    }

    @Test func wonLostAndWithoutUnits() {
        let none = Sales(units: 0, net: 0)
        let effects = PriceVolumeMix.effects([
            (none, .init(units: 2000, net: 700)), (.init(units: 1000, net: 300), none),
            (none, .init(units: 0, net: -250)),
            (.init(units: 1000, net: 90), .init(units: -1, net: -9)),
            (.init(units: 5, net: 0), .init(units: 5, net: 40)),
        ])
        #expect(effects.map(\.new) == [700, 0, 0, 0, 0])
        #expect(effects.map(\.lost) == [0, -300, 0, 0, 0])
        #expect(effects.map(\.other) == [0, 0, -250, -99, 0])
        #expect(effects[4].price == 40 && effects[4].volume == 0 && effects[4].mix == 0)
    }

    /// The effects of every product add up to its change, whatever the months.
    @Test func addsUpOverRandomMonths() {
        var random = SeededNumbers(seed: 20_260_907)
        for _ in 0..<2000 {
            func sales() -> Sales {
                switch random.below(6) {
                case 0: .init(units: 0, net: 0)
                case 1: .init(units: 0, net: Int64(random.within(-500...500)))
                default:
                    .init(
                        units: Int64(random.within(-2000...90_000)),
                        net: Int64(random.within(-3000...9_000_000)))
                }
            }
            let products = (0..<random.within(1...12)).map { _ in (before: sales(), after: sales())
            }
            let effects = PriceVolumeMix.effects(products)
            for (product, effects) in zip(products, effects) {
                #expect(effects.sum == product.after.net - product.before.net)
            }
            // No product's effects depend on where it stands among the others.
            let order = random.shuffled(Array(products.indices))
            #expect(
                PriceVolumeMix.effects(order.map { products[$0] }) == order.map { effects[$0] })
            // Twice as many of everything at the same prices is volume alone.
            let sold = products.filter { $0.before.units > 0 }.map(\.before)
            let doubled = sold.map {
                (before: $0, after: Sales(units: $0.units * 2, net: $0.net * 2))
            }
            for (product, effects) in zip(sold, PriceVolumeMix.effects(doubled)) {
                #expect(effects.volume == product.net)
                #expect(effects.price == 0 && effects.mix == 0)
            }
        }
    }

    /// The largest amounts and quantities a book holds.
    @Test func stateOfTheLargest() {
        let most: Int64 = 1_000_000_000_000_000
        let effects = PriceVolumeMix.effects([
            (.init(units: 1, net: most), .init(units: most, net: -most)),
            (.init(units: most, net: 1), .init(units: 1, net: 1)),
        ])
        #expect(effects[1].sum == 0)
    }
}
