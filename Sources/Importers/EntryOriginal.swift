internal import Accounting

/// What an entry was converted from, or is in: an amount in another currency than the account's.
struct EntryOriginal {
    /// ISO 4217, as the file writes it.
    var currency: String
    /// The sign does not count: it is the entry's.
    var amount: Exact
    /// The bank's rate, whichever way round it states it.
    var rate: Exact?

    /// The one amount that a rate turns into what was booked; nil where several would, or none.
    ///
    /// - Parameters:
    ///   - booked: in the account's currency.
    ///   - rate: what one unit of `currency` is in the account's.
    static func converted(
        into booked: Exact, of account: Currency, from currency: String, at rate: Exact
    ) -> EntryOriginal? {
        guard let foreign = Currency(currency),
            let price = ExchangeRate(base: foreign, quote: account, rate),
            let units = booked.minorUnits(exponent: account.exponent), units != 0,
            let near = price.convert(abs(units), from: account)
        else { return nil }
        let fitting = (max(0, near - 2)...near + 2).filter {
            price.convert($0, from: foreign) == abs(units)
        }
        guard fitting.count == 1, let only = fitting.first else { return nil }
        return EntryOriginal(
            currency: currency, amount: Exact(mantissa: Int128(only), scale: foreign.exponent),
            rate: rate)
    }
}

extension BankRows {
    /// Adds what the row added last was converted from, or is in.
    ///
    /// A rate is kept where it turns the one amount into the other: which way round a bank states
    /// it seldom stands in the file.
    /// - Parameters:
    ///   - original: in another currency than the account's.
    ///   - booked: the row's amount, nil where it is not known in the account's currency.
    mutating func add(
        _ original: EntryOriginal?, booked: Exact?, of account: Currency?, isDebit: Bool
    ) {
        guard let original, let currency = Currency(original.currency), currency != account,
            let units = original.amount.minorUnits(exponent: currency.exponent)
        else { return }
        let money = Money(isDebit ? -abs(units) : abs(units), currency)
        let rate = original.rate.flatMap { rate in
            account.flatMap { proved(rate, from: money, into: booked, of: $0) }
        }
        originals.append(BankOriginal(row: count - 1, money: money, rate: rate))
    }

    /// The rate, whichever way round it turns one amount into the other; nil where neither does.
    private func proved(
        _ rate: Exact, from money: Money, into booked: Exact?, of account: Currency
    ) -> ExchangeRate? {
        let price = ExchangeRate(base: money.currency, quote: account, rate)
        guard let booked else { return price }
        guard let units = booked.minorUnits(exponent: account.exponent).map(abs) else { return nil }
        let original = abs(money.minorUnits)
        if price?.convert(original, from: money.currency) == units { return price }
        let inverse = ExchangeRate(base: account, quote: money.currency, rate)
        let isProved =
            inverse?.convert(units, from: account) == original
            || inverse?.convert(original, from: money.currency) == units
        return isProved ? inverse : nil
    }
}
