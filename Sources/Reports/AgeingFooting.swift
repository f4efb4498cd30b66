internal import Accounting
public import Ledger

/// The tie of a whole sub-ledger to its control accounts, whatever part of it is shown.
///
/// Minor units of the books' currency, in the report's sign.
public struct Footing: Sendable {
    /// The control accounts, by code.
    public var accounts: [String]
    /// What is open of all items.
    public var subledger: Int64
    /// Month-end revaluations that stand on the control accounts, without items.
    public var revaluations: [StandingRevaluation]
    public var control: Int64
    /// The entries that make a difference; at most `listed`.
    public var unitemised: [UnitemisedEntry]

    /// The most entries that a report lists.
    public static let listed = 1000

    public var revaluation: Int64 { revaluations.reduce(0) { $0 &+ $1.amount } }
    public var difference: Int64 { control &- subledger &- revaluation }
}

/// How many days' invoicing is still open: DSO of receivables, DPO of payables.
///
/// The simple method at a closing date: closing balance ÷ invoices less credit notes of the days
/// before, both with tax, × those days (as the Banque de France measures `délais clients` and
/// `délais fournisseurs`, Bulletin 221, there over 360 days of a year).
public struct Turnover: Sendable {
    /// The days looked back on: a quarter, as short as the books are.
    public static let span = 90

    public var balance: Int64
    public var invoiced: Int64
    public var days: Int

    public init(balance: Int64, invoiced: Int64, days: Int) {
        self.balance = balance
        self.invoiced = invoiced
        self.days = days
    }

    /// Tenths of a day, half away from zero; nil where nothing was invoiced.
    public var tenths: Int64? {
        guard invoiced > 0 else { return nil }
        return Int64(
            clamping: roundedHalfAway(
                Int128(balance) * Int128(days) * 10, over: Int128(invoiced)))
    }
}

extension Reporter {
    func footing(
        _ accounts: [Int64], _ side: Side, _ day: Day, _ batch: Int64?, _ rows: [Ageing.Row]
    ) throws -> Footing {
        let codes = accounts.map { self.codes[$0] ?? "" }.sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        var footing = Footing(
            accounts: codes, subledger: rows.reduce(0) { $0 &+ $1.companyOpen }, revaluations: [],
            control: 0, unitemised: [])
        guard !accounts.isEmpty else { return footing }
        footing.control =
            try snapshot.balance(of: accounts, through: day, asKnownAt: batch) * side.sign
        footing.revaluations = try snapshot.revaluations(
            of: accounts, through: day, asKnownAt: batch
        ).map { revaluation in
            var shown = revaluation
            shown.amount *= side.sign
            return shown
        }
        if footing.difference != 0 {
            footing.unitemised = try snapshot.unitemised(
                of: accounts, through: day, asKnownAt: batch, limit: Footing.listed
            ).map { entry in
                var shown = entry
                shown.amount *= side.sign
                return shown
            }
        }
        return footing
    }

    func turnover(
        _ accounts: [Int64], _ side: Side, _ day: Day, _ batch: Int64?, _ balance: Int64
    ) throws -> Turnover {
        let from = max(day - (Turnover.span - 1), books.start)
        var invoiced: Int64 = 0
        if !accounts.isEmpty, from <= day {
            for sum in try snapshot.invoiced(
                accounts: accounts, from: from, to: day, asKnownAt: batch)
            {
                invoiced &+= sum.value * side.sign
            }
        }
        return Turnover(balance: balance, invoiced: invoiced, days: max(0, day - from + 1))
    }

    /// Values what is open of foreign items at the day's rate (DEFINITIONS §6).
    ///
    /// Row by row, as the month-end entry is: it is the sum of what its items gain or lose.
    func revalue(_ rows: inout [Ageing.Row], on day: Day) {
        for index in rows.indices where rows[index].currency != books.currency {
            let row = rows[index]
            let worth = books.rates.rate(row.currency, books.currency, on: day).flatMap {
                $0.rate.convert(row.open, from: row.currency)
            }
            rows[index].revaluation = worth.map { $0 &- row.companyOpen }
        }
    }
}
