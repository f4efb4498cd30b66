internal import Accounting
internal import Ledger

/// A store-day's amounts as the books take them: at the rate its orders state, else the table's of
/// its posting day, account by account; parts of an account add up to it.
struct StoreDayWorth {
    /// In the order of the accounts' numbers, debit positive; those that come to nothing left out.
    let amounts: [(account: Int64, value: BooksAmount)]
    let conversion: Conversion?
    private var exchange: Exchange
    private let rate: ExchangeRate?
    private let day: Day

    /// - Parameters:
    ///   - accounts: of `sums.amounts`, by place.
    ///   - source: the currency of a store-day that states no other.
    ///   - day: the posting day, for which every order has found its rate.
    /// - Throws: `Failure.refused` where a sum leaves all bounds.
    init(
        _ sums: StoreDays.Sums, accounts: [Int64], source: Currency, _ books: Books, on day: Day
    ) throws {
        exchange = Exchange(own: sums.money?.currency ?? source, books)
        rate = sums.money?.rate
        self.day = day
        var amounts: [(account: Int64, value: BooksAmount)] = []
        for (account, amount) in zip(accounts, sums.amounts).sorted(by: { $0.0 < $1.0 })
        where amount != 0 {
            guard let value = exchange.value(amount, at: rate, on: day) else {
                // Each order has its rate and its worth: only their sum can be beyond all amounts.
                throw Failure(.refused, "balance-overflow")
            }
            amounts.append((account, value))
        }
        self.amounts = amounts
        conversion = amounts.lazy.compactMap(\.value.conversion).first
    }

    /// A part of what stands on an account, by the own amounts before and after it.
    func part(of account: Int64?, from before: Int64, to after: Int64)
        -> (amount: Int64, original: Money?)
    {
        guard let value = amounts.first(where: { $0.account == account })?.value else {
            return (convert(after - before), nil)
        }
        let original = value.original.map { Money(after - before, $0.currency) }
        return (value.part(from: before, to: after), original)
    }

    /// An amount that stands on no account.
    func convert(_ amount: Int64) -> Int64 {
        var exchange = exchange
        return exchange.value(amount, at: rate, on: day)?.amount ?? amount
    }
}
