internal import Accounting
internal import Ledger
internal import Validation

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
        return value(money, stated, on: day)
    }

    /// - Parameter stated: the rate that the row of a document or payment states itself.
    /// - Returns: nil where no rate is known.
    mutating func value(_ amount: Int64, at stated: ExchangeRate?, on day: Day) -> BooksAmount? {
        guard own != books else {
            return BooksAmount(
                own: amount, amount: amount, bankOriginal: nil, original: nil, conversion: nil)
        }
        let conversion = stated.map { Conversion(rate: $0, day: day, origin: .stated) }
        return value(Money(amount, own), conversion, on: day)
    }

    private mutating func value(_ money: Money, _ stated: Conversion?, on day: Day)
        -> BooksAmount?
    {
        let isOfPair = stated.map { $0.rate.isBetween(own, books) } ?? false
        guard let conversion = isOfPair ? stated : table(day),
            let converted = conversion.rate.convert(money.minorUnits, from: own)
        else { return nil }
        return BooksAmount(
            own: money.minorUnits, amount: converted, bankOriginal: money, original: money,
            conversion: conversion)
    }

    /// An amount of the books in this currency, at the table's rate; nil where none is known.
    mutating func own(_ amount: Int64, on day: Day) -> (amount: Int64, Conversion)? {
        table(day).flatMap { conversion in
            conversion.rate.convert(amount, from: books).map { ($0, conversion) }
        }
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

extension Poster {
    /// What an amount of a row is worth in the books on its posting day (DEFINITIONS §6).
    ///
    /// - Parameter ruling: held where no rate is known, told of one of an earlier day.
    func worth(
        _ amount: Int64, in own: Currency, at stated: ExchangeRate?, on day: Day, line: Int,
        _ ruling: inout Ruling
    ) -> BooksAmount? {
        var exchange = Exchange(own: own, books)
        let place = Place(file: file.path, line: line)
        guard let value = exchange.value(amount, at: stated, on: day) else {
            let finding = RateMissing.finding(
                at: place, found: day.description,
                [
                    "currency": own.code, "expected": books.currency.code,
                    "days": String(Rates.reach),
                ])
            ruling.add(RateMissing.self, finding, file.facts)
            return nil
        }
        if let conversion = value.conversion {
            tellEarlier(conversion, on: day, line: line, &ruling)
        }
        return value
    }

    /// Tells, once a currency and day of a file, that a rate of a day before had to do.
    func tellEarlier(
        _ conversion: Conversion, on day: Day, line: Int, _ ruling: inout Ruling
    ) {
        let rate = conversion.rate
        guard conversion.origin == .table, conversion.day < day,
            file.earlierRates.insert("\(rate.base)/\(rate.quote) \(day)").inserted
        else { return }
        let finding = RateEarlier.finding(
            at: Place(file: file.path, line: line), found: day.description,
            ["rate": rate.text, "day": conversion.day.description])
        ruling.add(RateEarlier.self, finding, file.facts)
    }

    /// Keeps the rate that an entry was converted at, where it was.
    func append(_ conversion: Conversion?, entry: Int64) throws {
        guard let conversion else { return }
        try session.append(
            ConversionRecord(
                entry: entry, rate: conversion.rate, day: conversion.day,
                origin: conversion.origin))
    }
}
