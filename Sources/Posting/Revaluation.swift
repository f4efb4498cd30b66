internal import Accounting
internal import Ledger

/// Foreign cash, receivables and payables at the rate of each month's last day (DEFINITIONS §6).
///
/// One adjustment a currency, account and month: what its items, or the account, are worth at the
/// rate less what the books hold them at, against unrealised gain or loss (FR 477, 476). Never
/// mixed with what settlements realise: items keep their booking rate, and what is settled by the
/// month's end is no part of it.
struct Revaluation {
    private struct Key: Hashable, Comparable {
        var currency: String
        var code: String

        static func < (left: Key, right: Key) -> Bool {
            (left.currency, left.code) < (right.currency, right.code)
        }
    }

    private var positions: ForeignPositions
    private let books: Books

    /// - Complexity: what the books hold in other currencies; nothing where they hold none.
    init(_ session: BookSession, _ books: Books) throws {
        positions = try session.foreignPositions(books)
        self.books = books
    }

    /// What the valuation of a month's end adds to each account, by currency and account; months
    /// are asked for in their order. A currency without a rate is left out: the exceptions of the
    /// month name it (V-144).
    mutating func differences(at month: Month, _ session: BookSession)
        -> [(subject: String, text: String, account: Int64, amount: Int64)]
    {
        guard !positions.isEmpty else { return [] }
        var sums: [Key: (account: Int64, rate: (day: Day, rate: ExchangeRate), amount: Int64)] = [:]
        for position in positions.standing(on: month.last) {
            guard let currency = Currency(position.currency),
                let rate = books.rates.rate(currency, books.currency, on: month.last),
                let value = rate.rate.convert(position.original, from: currency)
            else { continue }
            let key = Key(currency: currency.code, code: session.code(of: position.account))
            let difference = value - position.amount
            sums[key, default: (position.account, rate, 0)].amount += difference
        }
        return sums.filter { $0.value.amount != 0 }.sorted { $0.key < $1.key }.map { key, sum in
            (
                "\(key.currency) \(key.code)", "\(sum.rate.rate.text) \(sum.rate.day)",
                sum.account, sum.amount
            )
        }
    }
}

extension Poster {
    /// The valuation of a month's end as adjustments.
    func revaluations(_ month: Month, _ revaluation: inout Revaluation) throws
        -> [MonthEndAdjustment]
    {
        try revaluation.differences(at: month, session).map { difference in
            let contra = try account(
                difference.amount > 0 ? .unrealisedGain : .unrealisedLoss)
            return MonthEndAdjustment(
                recipe: .revaluation, subject: difference.subject, text: difference.text,
                amounts: [(difference.account, difference.amount), (contra, -difference.amount)])
        }
    }
}
