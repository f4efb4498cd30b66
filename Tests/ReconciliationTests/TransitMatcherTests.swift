import Accounting
import Reconciliation
import Testing

/// Waiting payments, then a bank line, then the payment it must clear (or none).
///
/// `id party reference day amount [account]` … `| amount text / payer reference / party = id`.
private let cases = """
    1 C1 VIR-0001 1 100                    | 100 PAYMENT VIR-0001 ALBA / / = 1
    1 C1 VIR-0001 1 100                    | 100 NOTHING / VIR-0001 / = 1
    1 C1 VIR-0001 1 100                    | 101 VIR-0001 / / = -
    1 C1 VIR-0001 1 100                    | -100 VIR-0001 / / = -
    1 C1 VIR-0001 1 -100                   | -100 VIR-0001 / / = 1
    1 C1 VIR-0001 1 100                    | 100 XVIR-0001 / / = -
    1 C1 VIR-0001 1 100                    | 100 VIR-00012 / / = -
    1 C1 VIR-0001 1 100                    | 100 AVIR-0001 VIR-0001 / / = 1
    1 C1 VIR-0001 1 100                    | 100 (VIR-0001) / / = 1
    1 C1 R1 1 100                          | 100 R1 / / = -
    1 C1 R12 1 100                         | 100 R12 / R12 / = -
    1 C1 R123 1 100                        | 100 R123 / / = 1
    1 C1 - 1 100                           | 100 ANY / / C1 = 1
    1 C1 - 1 100                           | 100 ANY / / C2 = -
    1 C1 - 1 100                           | 100 ANY / / = -
    1 C1 - 1 100 ; 2 C1 - 2 100            | 100 ANY / / C1 = -
    1 C1 - 1 100 ; 2 C1 - 2 101            | 100 ANY / / C1 = 1
    1 C1 - 1 100 ; 2 C2 - 2 100            | 100 ANY / / C2 = 2
    1 C1 AAAA 1 100 ; 2 C2 BBBB 1 100      | 100 AAAA / / C2 = 1
    1 C1 AAAA 1 100 ; 2 C2 BBBB 1 100      | 100 AAAA BBBB / / = -
    1 C1 AAAA 1 100 ; 2 C1 AAAA-2 1 100    | 100 AAAA-2 / / = -
    2 C1 AAAA 2 100 ; 1 C1 AAAA 1 100      | 100 AAAA / / = 1
    2 C1 AAAA 1 100 ; 1 C1 AAAA 1 100      | 100 AAAA / / = 1
    1 C1 AAAA 1 100 ; 2 C2 AAAA 2 100      | 100 AAAA / / = -
    1 C1 AAAA 1 100 7 ; 2 C1 AAAA 2 100 8  | 100 AAAA / / = -
    """.split(separator: "\n").map(String.init)

@Suite struct TransitMatcherTests {
    private func payment(_ text: Substring) throws -> WaitingPayment {
        let words = text.split(separator: " ").map(String.init)
        return WaitingPayment(
            id: try #require(Int64(words[0])),
            account: words.count > 5 ? try #require(Int64(words[5])) : 5, party: words[1],
            reference: words[2] == "-" ? [] : Array(words[2].utf8),
            day: Day(number: try #require(Int32(words[3]))),
            amount: try #require(Int64(words[4])))
    }

    @Test(arguments: cases) func bankLineClears(_ line: String) throws {
        let halves = line.split(separator: "|")
        var matcher = TransitMatcher(
            try halves[0].split(separator: ";").map { try payment($0) })
        let sides = halves[1].split(separator: "=")
        let parts = sides[0].split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.split(separator: " ").map(String.init) }
        let amount = try #require(parts[0].first.flatMap { Int64($0) })
        let text = Array(parts[0].dropFirst().joined(separator: " ").utf8)
        let reference = Array((parts[1].first ?? "").utf8)
        let found = matcher.match(
            amount: amount, text: text[...], payerReference: reference[...],
            party: parts[2].first)
        let expected = sides[1].split(separator: " ").first.flatMap { Int64($0) }
        #expect(found?.id == expected)
    }

    @Test func paymentIsTakenOnce() throws {
        var matcher = TransitMatcher([
            try payment("1 C1 AAAA 1 100"), try payment("2 C1 AAAA 2 100"),
        ])
        func match() -> Int64? {
            let text = Array("AAAA".utf8)
            return matcher.match(
                amount: 100, text: text[...], payerReference: [], party: nil)?.id
        }
        #expect(match() == 1)
        #expect(match() == 2)
        #expect(match() == nil)
        #expect(matcher.isEmpty)
    }

    @Test func addedPaymentMatches() throws {
        var matcher = TransitMatcher([])
        #expect(matcher.isEmpty)
        matcher.add(try payment("9 C1 - 1 -55"))
        #expect(!matcher.isEmpty)
        let found = matcher.match(amount: -55, text: [], payerReference: [], party: "C1")
        #expect(found?.id == 9)
    }

    /// A payment of 100 dollars booked at 80 euros is cleared by 100 dollars alone.
    @Test func foreignPaymentWaitsInItsOwnCurrency() throws {
        let dollar = try #require(Currency("USD"))
        let payment = WaitingPayment(
            id: 1, account: 5, party: "C1", reference: Array("AAAA".utf8), day: Day(number: 1),
            amount: 80, original: Money(100, dollar))
        func match(_ amount: Int64, _ currency: Currency?) -> Int64? {
            var matcher = TransitMatcher([payment])
            let text = Array("AAAA".utf8)
            return matcher.match(
                amount: amount, in: currency, text: text[...], payerReference: [], party: nil)?.id
        }
        #expect(match(100, dollar) == 1)
        #expect(match(100, nil) == nil)
        #expect(match(80, nil) == nil)
        #expect(match(80, dollar) == nil)
    }

    @Test func textOutsideTheSliceDoesNotCount() throws {
        var matcher = TransitMatcher([try payment("1 C1 AAAA 1 100")])
        let arena = Array("xAAAAx".utf8)
        let found = matcher.match(
            amount: 100, text: arena[1..<5], payerReference: [], party: nil)
        #expect(found?.id == 1)
    }

    /// Payouts of services: `id reference amount descriptor…`, a line `| amount text = id`.
    @Test(arguments: [
        "1 po_1 100 STRIPE | 100 stripe payout = 1",
        "1 po_1 100 STRIPE | 100 PO_1 = 1",
        "1 po_1 100 STRIPE | 100 STRIPES = -",
        "1 po_1 100 STRIPE | 99 STRIPE = -",
        "1 po_1 100 | 100 STRIPE = -",
        "1 po_1 100 STRIPE ; 2 po_2 100 STRIPE | 100 STRIPE = -",
        "1 po_1 100 STRIPE ; 2 po_2 100 STRIPE | 100 STRIPE po_2 = 2",
        "1 po_1 100 STRIPE ; 2 po_2 100 PAYPAL | 100 PAYPAL INC = 2",
    ]) func payoutIsNamedOrDescribed(_ line: String) throws {
        let halves = line.split(separator: "|")
        var matcher = TransitMatcher(
            try halves[0].split(separator: ";").map { text in
                let words = text.split(separator: " ").map(String.init)
                return WaitingPayment(
                    id: try #require(Int64(words[0])), account: 5, party: "service",
                    reference: Array(words[1].utf8), day: Day(number: 1),
                    amount: try #require(Int64(words[2])),
                    descriptors: words.dropFirst(3).map { Array($0.utf8) })
            })
        let sides = halves[1].split(separator: "=")
        let words = sides[0].split(separator: " ")
        let found = matcher.match(
            amount: try #require(Int64(words[0])),
            text: Array(words.dropFirst().joined(separator: " ").utf8)[...],
            payerReference: [], party: nil)
        #expect(found?.id == sides[1].split(separator: " ").first.flatMap { Int64($0) })
    }

    @Test func payoutOfAnotherAmountIsNamed() {
        let matcher = TransitMatcher([
            WaitingPayment(
                id: 1, account: 5, party: "service", reference: Array("po_1".utf8),
                day: Day(number: 1), amount: 100, descriptors: []),
            WaitingPayment(
                id: 2, account: 5, party: "C1", reference: Array("VIR1".utf8),
                day: Day(number: 1), amount: 100),
        ])
        #expect(matcher.payout(namedBy: Array("PAID PO_1".utf8)[...], [])?.id == 1)
        #expect(matcher.payout(namedBy: Array("VIR1".utf8)[...], []) == nil)
    }
}
