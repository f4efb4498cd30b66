import Testing

@testable import Accounting

@Suite struct ApportionTests {
    /// Parts add to the whole; each is what the rounded running sum grows by.
    @Test(
        arguments: [
            (100, [1, 1, 1], [33, 34, 33]), (0, [5, 5], [0, 0]), (7, [], []), (7, [0, 0], [0, 7]),
            (2000, [6000, 5000, -1000], [1200, 1000, -200]), (-10, [-1, -3], [-3, -7]),
            (5, [1, -1], [0, 5]),
        ] as [(Int64, [Int64], [Int64])])
    func parts(_ whole: Int64, _ weights: [Int64], _ parts: [Int64]) {
        #expect(apportion(whole, by: weights) == parts)
    }

    @Test(
        arguments: [
            (Exact(mantissa: 470_504, scale: 4), 4705), (Exact(mantissa: 5, scale: 3), 1),
            (Exact(mantissa: -5, scale: 3), -1), (Exact(mantissa: 4, scale: 3), 0),
            (Exact(mantissa: 12, scale: 0), 1200), (Exact(mantissa: 1, scale: 1), 10),
        ] as [(Exact, Int64)]) func roundsHalfAway(_ amount: Exact, _ units: Int64)
    {
        #expect(amount.roundedUnits(exponent: 2) == units)
    }

    @Test func tooLargeIsNothing() {
        let amount = Exact(mantissa: 10_000_000_000_000_001, scale: 0)
        #expect(amount.roundedUnits(exponent: 2) == nil)
        #expect(amount.tax(percent: Exact(mantissa: 20, scale: 0), exponent: 2) == nil)
    }

    /// 710.79 × 19 % = 135.0501; 100.00 × 5.5 % = 5.50; 0.025 rounds away.
    @Test(
        arguments: [
            (Exact(mantissa: 71079, scale: 2), Exact(mantissa: 19, scale: 0), 13505),
            (Exact(mantissa: 100, scale: 0), Exact(mantissa: 55, scale: 1), 550),
            (Exact(mantissa: 125, scale: 3), Exact(mantissa: 20, scale: 0), 3),
            (Exact(mantissa: -125, scale: 3), Exact(mantissa: 20, scale: 0), -3),
        ] as [(Exact, Exact, Int64)])
    func taxOfABase(_ base: Exact, _ rate: Exact, _ tax: Int64) {
        #expect(base.tax(percent: rate, exponent: 2) == tax)
    }

    @Test func ratesAreBounded() {
        #expect(Exact(mantissa: 55, scale: 1).isTaxRate)
        #expect(Exact(mantissa: 1000, scale: 0).isTaxRate)
        #expect(Exact(mantissa: 20_000_000_000, scale: 9).isTaxRate)
        #expect(!Exact(mantissa: 10001, scale: 1).isTaxRate)
        #expect(!Exact(mantissa: -1, scale: 0).isTaxRate)
        #expect(!Exact(mantissa: 1, scale: 7).isTaxRate)
    }
}

@Suite struct PartyMatchTests {
    private let parties: Parties = {
        var mill = Party(id: "MILL", name: "Paper Mill", kind: "supplier")
        mill.vatNumber = "FR 83 404833048"
        mill.legalIDs = ["404833048"]
        mill.ibans = ["FR7630006000011234567890189"]
        mill.aliases = ["The Mill"]
        var ink = Party(id: "INK", name: "Ink Works", kind: "supplier")
        ink.vatNumber = "DE811907980"
        return Parties([mill, ink])
    }()

    /// name; VAT number; registration; account | parties
    @Test(
        arguments: """
            Paper Mill;;;|MILL
            the  mill;;;|MILL
            Paper Mills;;;|
            ;FR83404833048;;|MILL
            ;fr 83 404.833.048;;|MILL
            ;FR83404833049;;|
            ;;404833048;|MILL
            ;;40483304800022;|MILL
            ;;0002:404833048;|MILL
            ;;0009:40483304800022;|MILL
            ;;404833049;|
            ;;40483304;|
            ;;;FR7630006000011234567890189|MILL
            Ink Works;FR83404833048;;|INK MILL
            Someone;DE811907980;;|INK
            ;;;|
            """.split(separator: "\n").map(String.init)) func isFoundBy(_ row: String)
    {
        let halves = row.split(separator: "|", omittingEmptySubsequences: false)
        let fields = halves[0].split(separator: ";", omittingEmptySubsequences: false)
        var identity = PartyIdentity()
        identity.name = String(fields[0])
        identity.vatNumber = String(fields[1])
        identity.legalIDs = fields[2].isEmpty ? [] : [String(fields[2])]
        let found = parties.matches(identity, iban: String(fields[3]))
        #expect(found.map(\.id).joined(separator: " ") == halves[1])
    }
}
