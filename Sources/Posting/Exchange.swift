internal import Accounting
internal import Ledger

/// The rate an entry was converted at, and whose it is.
struct Conversion {
    let rate: ExchangeRate
    let day: Day
    let origin: ConversionRecord.Origin
}

/// An amount of a statement as the books take it.
struct BooksAmount {
    /// As the statement has it.
    let own: Int64
    /// In the books' currency.
    let amount: Int64
    /// What stands beside the bank's posting: the own amount of a foreign account.
    let bankOriginal: Money?
    /// What stands beside the other side: the same, or what the bank exchanged.
    let original: Money?
    let conversion: Conversion?

    /// A part of it, by the own amounts before and after the part: parts add to the whole.
    func part(from before: Int64, to after: Int64) -> Int64 {
        guard amount != own else { return after - before }
        return share(after) - share(before)
    }

    private func share(_ cumulated: Int64) -> Int64 {
        guard own != 0 else {
            // Parts that cancel out: each at the rate itself.
            guard let conversion, let bankOriginal else { return cumulated }
            return conversion.rate.convert(cumulated, from: bankOriginal.currency) ?? 0
        }
        let product = Int128(amount) * Int128(cumulated)
        let isNegative = own < 0
        return Int64(
            clamping: roundedHalfAway(
                isNegative ? -product : product, over: isNegative ? -Int128(own) : Int128(own)))
    }
}

/// How amounts of a statement come into the books' currency (DEFINITIONS §6): at the bank's own
/// rate where it is stated, else at the client's table's of the posting day or a week before.
struct Exchange {
    /// The statement's currency.
    let own: Currency
    let books: Currency
    private let rates: Rates
    /// The day asked for last and what the table says of it.
    private var last: (day: Day, found: Conversion?)?

    init(own: Currency, _ books: Books) {
        self.own = own
        self.books = books.currency
        rates = books.rates
    }

    /// - Parameter original: what the bank states of the row in another currency.
    /// - Returns: nil where no rate is known.
    mutating func value(_ amount: Int64, _ original: BankOriginal?, on day: Day) -> BooksAmount? {
        let stated = original?.rate.map { Conversion(rate: $0, day: day, origin: .stated) }
        guard own != books else {
            return BooksAmount(
                own: amount, amount: amount, bankOriginal: nil, original: original?.money,
                conversion: stated)
        }
        let money = Money(amount, own)
        if let counter = original?.money, counter.currency == books {
            return BooksAmount(
                own: amount, amount: counter.minorUnits, bankOriginal: money, original: money,
                conversion: stated)
        }
        let isOfPair = stated.map { $0.rate.isBetween(own, books) } ?? false
        guard let conversion = isOfPair ? stated : table(day),
            let converted = conversion.rate.convert(amount, from: own)
        else { return nil }
        return BooksAmount(
            own: amount, amount: converted, bankOriginal: money, original: money,
            conversion: conversion)
    }

    private mutating func table(_ day: Day) -> Conversion? {
        if let last, last.day == day { return last.found }
        let found = rates.rate(own, books, on: day).map {
            Conversion(rate: $0.rate, day: $0.day, origin: .table)
        }
        last = (day, found)
        return found
    }
}
