public import Accounting
internal import Digest
internal import Ledger

/// Open items of a sub-ledger by age (DEFINITIONS §3), with the tie to its control account.
///
/// Minor units, positive = owed to us (receivables) or by us (payables).
public struct Ageing: Sendable {
    public struct Row: Sendable {
        public var party: String
        public var partyName: String
        public var account: String
        public var document: String
        public var kind: String
        public var instalment: Int64
        public var documentDay: Day
        public var due: Day?
        public var ageDays: Int
        public var bucket: String
        public var currency: String
        public var amount: Int64
        public var open: Int64
        public var file: String
        public var line: Int64
        var digest: String
    }

    public var side: Side
    public var asOf: Day
    /// Column names in order: `unapplied`, `current`, `1-30` …
    public var buckets: [String]
    public var rows: [Row]
    /// The control accounts' balance, in the report's sign.
    public var control: Int64

    public var subledger: Int64 { rows.reduce(0) { $0 &+ $1.open } }
    public var difference: Int64 { control &- subledger }

    public func total(_ bucket: String, party: String? = nil) -> Int64 {
        rows.reduce(0) {
            $1.bucket == bucket && (party == nil || $1.party == party) ? $0 &+ $1.open : $0
        }
    }
}

extension Reporter {
    /// The ageing of a side as of a day, by default the period's last.
    public func ageing(_ side: Side, asOf day: Day? = nil) throws -> Ageing {
        let asOf = day ?? period.to
        let role: AccountRole = side == .receivable ? .receivable : .payable
        let accounts = codes.filter { books.chart[$0.value]?.role == role }.map(\.key).sorted()
        var rows: [Ageing.Row] = []
        if !accounts.isEmpty {
            for (open, path, digest) in try snapshot.openItems(accounts: accounts, on: asOf)
            where open.open != 0 {
                rows.append(row(open, side, asOf, path, digest?.description ?? ""))
            }
        }
        rows.sort(by: precedes)
        return Ageing(
            side: side, asOf: asOf, buckets: bucketNames, rows: rows,
            control: try control(accounts, asOf) * side.sign)
    }

    private func row(
        _ open: OpenItem, _ side: Side, _ asOf: Day, _ path: String, _ digest: String
    ) -> Ageing.Row {
        let item = open.item
        let party = books.parties[item.party]
        let due = item.due ?? party?.termsDays.map { item.documentDay + $0 } ?? item.documentDay
        let age = asOf - (settings.basis == .due ? due : item.documentDay)
        let amount = open.open * side.sign
        let isUnapplied = amount < 0 && !settings.agesCredits
        return Ageing.Row(
            party: item.party, partyName: party?.name ?? item.party,
            account: codes[item.account] ?? "", document: item.document, kind: item.kind,
            instalment: item.instalment, documentDay: item.documentDay, due: due, ageDays: age,
            bucket: isUnapplied ? "unapplied" : bucket(age), currency: item.currency,
            amount: item.amount * side.sign, open: amount, file: path, line: item.line,
            digest: digest)
    }

    /// Party name, due date, document number, source digest, line.
    private func precedes(_ left: Ageing.Row, _ right: Ageing.Row) -> Bool {
        func key(_ row: Ageing.Row) -> (String, String, Int32, String) {
            (row.partyName, row.party, row.due?.number ?? 0, row.document)
        }
        if key(left) != key(right) {
            let (a, b) = (key(left), key(right))
            if a.0 != b.0 { return a.0.utf8.lexicographicallyPrecedes(b.0.utf8) }
            if a.1 != b.1 { return a.1.utf8.lexicographicallyPrecedes(b.1.utf8) }
            if a.2 != b.2 { return a.2 < b.2 }
            return a.3.utf8.lexicographicallyPrecedes(b.3.utf8)
        }
        if left.digest != right.digest { return left.digest < right.digest }
        return (left.line, left.instalment) < (right.line, right.instalment)
    }

    /// `unapplied`, `current`, then one name a bucket from the edges.
    private var bucketNames: [String] {
        var names = ["unapplied", "current"]
        for (low, high) in zip(settings.buckets, settings.buckets.dropFirst()) {
            names.append("\(low + 1)-\(high)")
        }
        if let last = settings.buckets.last { names.append("\(last)+") }
        return names
    }

    private func bucket(_ age: Int) -> String {
        if age <= settings.buckets.first ?? 0 { return "current" }
        for (low, high) in zip(settings.buckets, settings.buckets.dropFirst()) where age <= high {
            return "\(low + 1)-\(high)"
        }
        return settings.buckets.last.map { "\($0)+" } ?? "current"
    }

    private func control(_ accounts: [Int64], _ day: Day) throws -> Int64 {
        let kinds: Set<EntryKind> = [.opening, .normal, .adjustment, .closing]
        var balance: Int128 = 0
        let totals = try totals(from: Day(number: 0), to: day, kinds: kinds)
        for account in accounts { balance += net(totals[account]) }
        return try fit(balance)
    }
}
