internal import Accounting
internal import Ledger

/// Rows and money by month; rows of one month after the other cost no look-up.
struct MonthTallies {
    private var months: [Month?: RowTally] = [:]
    private var current: Month?
    private var tally = RowTally()
    private var hasCurrent = false

    /// Counts a row; nil = it states no date, or no amount that could be read.
    @inline(__always) mutating func count(_ month: Month?, _ amount: Int64?) {
        if month != current || !hasCurrent { turn(to: month) }
        tally.count(amount)
    }

    mutating func add(_ month: Month?, _ other: RowTally) {
        if month != current || !hasCurrent { turn(to: month) }
        tally.add(other)
    }

    mutating func add(_ other: MonthTallies) {
        for (month, tally) in other.sorted { add(month, tally) }
    }

    mutating func subtract(_ month: Month?, _ other: RowTally) {
        if month != current || !hasCurrent { turn(to: month) }
        tally.subtract(other)
    }

    private mutating func turn(to month: Month?) {
        if hasCurrent { months[current, default: RowTally()].add(tally) }
        current = month
        hasCurrent = true
        tally = RowTally()
    }

    var isEmpty: Bool { months.isEmpty && !hasCurrent }

    /// By month, rows without a date first.
    var sorted: [(month: Month?, tally: RowTally)] {
        var all = months
        if hasCurrent { all[current, default: RowTally()].add(tally) }
        return all.sorted { ($0.key?.number ?? .min) < ($1.key?.number ?? .min) }
            .map { ($0.key, $0.value) }
    }
}

/// Rows and money of a file by currency and month.
struct CurrencyTallies {
    private var currencies: [Currency: MonthTallies] = [:]

    /// The tallies of a currency.
    subscript(currency: Currency) -> MonthTallies {
        get { currencies[currency] ?? MonthTallies() }
        _modify { yield &currencies[currency, default: MonthTallies()] }
    }

    var isEmpty: Bool { currencies.values.allSatisfy(\.isEmpty) }

    /// By currency code, then by month.
    var sorted: [(currency: Currency, month: Month?, tally: RowTally)] {
        currencies.sorted { $0.key < $1.key }.flatMap { currency, months in
            months.sorted.map { (currency, $0.month, $0.tally) }
        }
    }
}
