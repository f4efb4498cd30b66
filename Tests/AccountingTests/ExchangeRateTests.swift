import Testing

@testable import Accounting

@Suite struct ExchangeRateTests {
    private func currency(_ code: String) throws -> Currency { try #require(Currency(code)) }

    private func rate(_ base: String, _ quote: String, _ mantissa: Int64, _ scale: Int) throws
        -> ExchangeRate
    {
        try #require(
            ExchangeRate(
                base: try currency(base), quote: try currency(quote), mantissa: mantissa,
                scale: scale))
    }

    /// Base, quote, mantissa, scale, amount, its currency, the other amount; minor units.
    @Test(arguments: [
        ("EUR", "USD", 11_725, 4, 10_000, "EUR", 11_725),
        ("EUR", "USD", 11_725, 4, 11_725, "USD", 10_000),
        ("EUR", "USD", 11_725, 4, -1_000, "USD", -853),  // 8.52878…
        ("EUR", "USD", 2, 0, 1, "USD", 1), ("EUR", "USD", 2, 0, -1, "USD", -1),  // half away
        ("EUR", "JPY", 16_250, 2, 10_000, "EUR", 16_250),  // 100.00 € = 16 250 ¥
        ("EUR", "JPY", 16_250, 2, 16_250, "JPY", 10_000),
        ("KWD", "EUR", 2_80, 2, 1_000, "KWD", 280),  // 1.000 KWD = 2.80 €
        ("EUR", "KWD", 357, 3, 100, "EUR", 357), ("EUR", "USD", 1, 10, 100, "EUR", 0),
    ]) func converts(
        _ base: String, _ quote: String, _ mantissa: Int64, _ scale: Int, _ amount: Int64,
        _ source: String, _ other: Int64
    ) throws {
        let rate = try rate(base, quote, mantissa, scale)
        #expect(rate.convert(amount, from: try currency(source)) == other)
    }

    @Test func refusesWhatItDoesNotPrice() throws {
        let rate = try rate("EUR", "USD", 117, 2)
        #expect(rate.convert(100, from: try currency("CHF")) == nil)
        #expect(rate.convert(Limits.amount, from: try currency("EUR")) == nil)
        #expect(rate.convert(Limits.amount, from: try currency("USD")) == 854_700_854_700_855)
        let (euro, dollar) = (try currency("EUR"), try currency("USD"))
        #expect(ExchangeRate(base: euro, quote: dollar, mantissa: 0, scale: 0) == nil)
        #expect(ExchangeRate(base: euro, quote: dollar, mantissa: -1, scale: 0) == nil)
        #expect(ExchangeRate(base: euro, quote: dollar, mantissa: 1, scale: 11) == nil)
        #expect(ExchangeRate(base: euro, quote: euro, mantissa: 1, scale: 0) == nil)
        #expect(rate.text == "EUR/USD 1.17")
    }

    @Test func theLastRateOfSevenDaysStandsIn() throws {
        let (euro, dollar) = (try currency("EUR"), try currency("USD"))
        func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }
        var rates = Rates()
        let (early, late) = (try rate("EUR", "USD", 117, 2), try rate("USD", "EUR", 84, 2))
        #expect(rates.add(late, on: try day("2026-09-10")))
        #expect(rates.add(early, on: try day("2026-09-01")))
        #expect(!rates.add(late, on: try day("2026-09-01")))
        for (on, of) in [
            ("2026-08-31", nil), ("2026-09-01", "2026-09-01"), ("2026-09-08", "2026-09-01"),
            ("2026-09-09", nil), ("2026-09-10", "2026-09-10"), ("2026-09-17", "2026-09-10"),
            ("2026-09-18", nil),
        ] {
            let found = rates.rate(dollar, euro, on: try day(on))
            #expect(found?.day.description == of, "\(on)")
        }
        #expect(rates.rate(euro, try currency("CHF"), on: try day("2026-09-01")) == nil)
    }
}
