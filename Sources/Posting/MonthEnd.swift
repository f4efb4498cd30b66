public import Accounting
internal import Ledger

/// An adjustment of a month's last day that the next day takes back: a revaluation, an accrual.
struct MonthEndAdjustment {
    var recipe: Recipe
    /// What it is of, the same in every run: `USD 411000`, `payroll`.
    var subject: String
    var text: String
    /// What the month's end needs in all, by account, debit positive; sums to zero.
    var amounts: [(account: Int64, amount: Int64)]
}

extension Poster {
    /// Brings the adjustments of every open month through `last` to what the book asks for.
    ///
    /// What earlier runs have posted of the same subject and month counts: only the difference
    /// posts, on the month's last day, and its reversal on the next. A locked month stays. Months
    /// after `last` that an earlier run has adjusted are brought along: what came late may be of
    /// an earlier month, and no order of runs may leave another balance.
    /// A rate that is missing is told by the exceptions of the month (V-144).
    /// - Parameter lockedThrough: the last day of the locked periods.
    public func adjustMonthEnds(through last: Month, lockedThrough: Day?) throws {
        var revaluation = try Revaluation(session, books)
        let last = max(last, try session.lastAdjustment()?.month ?? last)
        var month = books.start.month
        while month <= last {
            defer { month = Month(number: month.number + 1) }
            if let lockedThrough, month.last <= lockedThrough { continue }
            // In the order they post.
            let wanted = try revaluations(month, &revaluation) + payrollAccruals(month)
            var posted = try session.adjustments(on: month.last)
            for adjustment in wanted {
                let key = AdjustmentKey(recipe: adjustment.recipe, subject: adjustment.subject)
                let known = posted.removeValue(forKey: key) ?? [:]
                try post(adjustment, month, known)
            }
            // What nothing asks for any more is taken back.
            for (key, known) in posted.sorted(by: { $0.key < $1.key }) {
                let nothing = MonthEndAdjustment(
                    recipe: key.recipe, subject: key.subject, text: key.subject, amounts: [])
                try post(nothing, month, known)
            }
        }
    }

    /// Posts what an adjustment lacks, and its reversal.
    private func post(
        _ adjustment: MonthEndAdjustment, _ month: Month, _ known: [Int64: Int64]
    ) throws {
        var open = known.mapValues { -$0 }
        for (account, amount) in adjustment.amounts { open[account, default: 0] += amount }
        let amounts = open.filter { $0.value != 0 }.sorted { $0.key < $1.key }
        guard !amounts.isEmpty else { return }
        let reversal: Recipe =
            adjustment.recipe == .revaluation ? .revaluationReversed : .accrualReversed
        var columns = EntryBatch.Columns()
        for (recipe, day, sign) in [
            (adjustment.recipe, month.last, Int64(1)), (reversal, month.last + 1, -1),
        ] {
            columns.begin(
                recipe, day: day, documentDay: month.last, file: 0,
                span: Span(line: 0, offset: 0, length: 0), party: "",
                reference: adjustment.subject, text: adjustment.text)
            for (account, amount) in amounts {
                // A foreign account keeps its own balance: its value alone changes.
                let own = books.currency(of: session.code(of: account))
                columns.post(
                    account, signed: sign * amount,
                    original: own == books.currency ? nil : Money(0, own))
            }
        }
        _ = try session.append(try EntryBatch(columns))
    }
}
