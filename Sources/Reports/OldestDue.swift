internal import Accounting

extension Ageing {
    /// A party's items of one account and currency.
    private struct Group: Hashable {
        let party: String
        let account: String
        let currency: Currency
    }

    /// Sets the credits of each party against its oldest due items of the same account and
    /// currency, in the figure only (DEFINITIONS §3, `allocate: oldest-due`).
    ///
    /// Both sides give up the company amount at the rate the item due was booked at, so that sums
    /// stay: a difference of exchange stays on the credit, as no entry has booked it.
    /// - Parameter rows: sorted; what is used up leaves them.
    static func setCreditsAgainstOldest(_ rows: inout [Row]) {
        var owed: [Group: [Int]] = [:]
        var credits: [(Group, Int)] = []
        for (index, row) in rows.enumerated() {
            let group = Group(party: row.party, account: row.account, currency: row.currency)
            if row.isCredit {
                credits.append((group, index))
            } else {
                owed[group, default: []].append(index)
            }
        }
        // A party's rows stand in order of due date already.
        for (group, credit) in credits {
            for debit in owed[group] ?? [] where rows[credit].open < 0 {
                let part = min(rows[debit].open, -rows[credit].open)
                guard part > 0 else { continue }
                let company =
                    part == rows[debit].open
                    ? rows[debit].companyOpen
                    : Int64(
                        clamping: roundedHalfAway(
                            Int128(rows[debit].companyOpen) * Int128(part),
                            over: Int128(rows[debit].open)))
                rows[debit].open -= part
                rows[debit].companyOpen -= company
                rows[credit].open += part
                rows[credit].companyOpen += company
            }
        }
        rows.removeAll { $0.open == 0 && $0.companyOpen == 0 }
    }
}
