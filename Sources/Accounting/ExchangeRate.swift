/// The price of one unit of a currency in another: 1 `base` = `mantissa` × 10^-`scale` `quote`.
///
/// Named as in ISO 20022 (`UnitCcy`, `QtdCcy`, `XchgRate`); EUR/USD 1.0873 is one euro in dollars.
public struct ExchangeRate: Hashable, Sendable {
    public let base: Currency
    public let quote: Currency
    public let mantissa: Int64
    public let scale: Int

    /// nil for a rate that is not above zero, or has more than ten decimals.
    public init?(base: Currency, quote: Currency, mantissa: Int64, scale: Int) {
        guard mantissa > 0, (0...10).contains(scale), base != quote else { return nil }
        self.base = base
        self.quote = quote
        self.mantissa = mantissa
        self.scale = scale
    }

    /// A rate as a file writes it.
    public init?(base: Currency, quote: Currency, _ rate: Exact) {
        guard let mantissa = Int64(exactly: rate.mantissa) else { return nil }
        self.init(base: base, quote: quote, mantissa: mantissa, scale: rate.scale)
    }

    public func isBetween(_ one: Currency, _ other: Currency) -> Bool {
        (base == one && quote == other) || (base == other && quote == one)
    }

    /// An amount of one of the two currencies in the other, rounded half away from zero; minor
    /// units on both sides. nil for any other currency, and beyond `Limits.amount`.
    public func convert(_ amount: Int64, from source: Currency) -> Int64? {
        let isBase = source == base
        guard isBase || source == quote else { return nil }
        let target = isBase ? quote : base
        var numerator = Int128(amount)
        var denominator: Int128 = 1
        if isBase {
            numerator *= Int128(mantissa)
            denominator *= power(scale)
        } else {
            numerator *= power(scale)
            denominator *= Int128(mantissa)
        }
        let decimals = target.exponent - source.exponent
        if decimals > 0 { numerator *= power(decimals) } else { denominator *= power(-decimals) }
        let converted = roundedHalfAway(numerator, over: denominator)
        guard converted.magnitude <= Limits.amount.magnitude else { return nil }
        return Int64(converted)
    }

    private func power(_ exponent: Int) -> Int128 {
        (0..<exponent).reduce(Int128(1)) { value, _ in value * 10 }
    }

    /// `EUR/USD 1.0873`.
    public var text: String {
        "\(base)/\(quote) \(decimalText(mantissa, exponent: scale))"
    }
}

/// A client's table of exchange rates by day (rates.csv).
public struct Rates: Sendable {
    /// How many days a rate stands in for one that is missing (DEFINITIONS §6).
    public static let reach = 7

    private struct Pair: Hashable {
        let first: Currency
        let second: Currency

        init(_ one: Currency, _ other: Currency) {
            (first, second) = one < other ? (one, other) : (other, one)
        }
    }

    /// By pair in either direction, ascending by day.
    private var rates: [Pair: [(day: Day, rate: ExchangeRate)]] = [:]

    public init() {}

    /// - Returns: false where the day already has a rate of the pair.
    public mutating func add(_ rate: ExchangeRate, on day: Day) -> Bool {
        let pair = Pair(rate.base, rate.quote)
        var days = rates[pair] ?? []
        let index = days.firstIndex { $0.day >= day } ?? days.endIndex
        if index < days.endIndex, days[index].day == day { return false }
        days.insert((day, rate), at: index)
        rates[pair] = days
        return true
    }

    /// The rate between two currencies on a day, else the last one of the seven days before.
    /// - Complexity: logarithmic in the days of the pair.
    public func rate(_ one: Currency, _ other: Currency, on day: Day)
        -> (day: Day, rate: ExchangeRate)?
    {
        guard let days = rates[Pair(one, other)] else { return nil }
        var (low, high) = (0, days.count)
        while low < high {
            let middle = (low + high) / 2
            if days[middle].day <= day { low = middle + 1 } else { high = middle }
        }
        guard low > 0, day - days[low - 1].day <= Rates.reach else { return nil }
        return days[low - 1]
    }
}
