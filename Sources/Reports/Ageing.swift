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
        public var due: Day
        public var ageDays: Int
        public var bucket: String
        public var currency: Currency
        /// In the item's own currency.
        public var amount: Int64
        public var open: Int64
        /// In the books' currency, at the rate the item was booked at.
        public var companyAmount: Int64
        public var companyOpen: Int64
        /// What is open at the day's rate, less what it is booked at; nil where no rate is known.
        public var revaluation: Int64?
        public var file: String
        public var line: Int64
        var digest: Digest?

        /// True for what stands against the report's sign: a credit, a prepayment, an overpayment.
        var isCredit: Bool { (open == 0 ? companyOpen : open) < 0 }
    }

    public var side: Side
    public var asOf: Day
    /// The last batch that counts (K), and whether it was asked for.
    public var known: Int64
    public var isAsked: Bool
    /// The only party shown; nil = all.
    public var party: String?
    public var basis: ReportSettings.Basis
    public var credits: ReportSettings.Credits
    public var buckets: Buckets
    public var rows: [Row]
    public var footing: Footing
    public var turnover: Turnover

    /// What is open of the rows shown, in the books' currency.
    public var open: Int64 { rows.reduce(0) { $0 &+ $1.companyOpen } }
    /// The revaluation of the rows shown, as far as rates are known.
    public var revaluation: Int64 { rows.reduce(0) { $0 &+ ($1.revaluation ?? 0) } }
    /// Currencies of rows that no rate of the day or the week before is known for.
    public var unrated: [Currency] {
        Set(rows.filter { $0.revaluation == nil }.map(\.currency)).sorted()
    }

    public func total(_ bucket: String) -> Int64 {
        rows.reduce(0) { $1.bucket == bucket ? $0 &+ $1.companyOpen : $0 }
    }
}

extension Reporter {
    /// The ageing of a side as of a day, by default the period's last.
    ///
    /// - Parameters:
    ///   - batch: the last batch that counts (K); nil = all of the book. Chart, parties, rates and
    ///     settings are today's.
    ///   - party: the only party to show, by the id that stands for it on the day.
    public func ageing(
        _ side: Side, asOf day: Day? = nil, known batch: Int64? = nil, party: String? = nil
    ) throws -> Ageing {
        let asOf = day ?? period.to
        let accounts = controlAccounts(side)
        var rows: [Ageing.Row] = []
        if !accounts.isEmpty {
            var standing = StandingParties(books.parties, asOf)
            for (open, path, digest) in try snapshot.openItems(
                accounts: accounts, on: asOf, asKnownAt: batch)
            {
                let party = standing.party(open.item.party)
                rows.append(row(open, side, asOf, party, path, digest))
            }
        }
        Reporter.sort(&rows)
        if settings.credits == .oldestDue { Ageing.setCreditsAgainstOldest(&rows) }
        place(&rows)
        revalue(&rows, on: asOf)
        let footing = try footing(accounts, side, asOf, batch, rows)
        let turnover = try turnover(accounts, side, asOf, batch, footing.subledger)
        return Ageing(
            side: side, asOf: asOf, known: batch ?? self.batch, isAsked: batch != nil, party: party,
            basis: settings.basis, credits: settings.credits,
            buckets: Buckets(edges: settings.buckets),
            rows: party.map { id in rows.filter { $0.party == id } } ?? rows,
            footing: footing, turnover: turnover)
    }

    /// The accounts of a side's role, in number order.
    func controlAccounts(_ side: Side) -> [Int64] {
        let role: AccountRole = side == .receivable ? .receivable : .payable
        return codes.filter { books.chart[$0.value]?.role == role }.map(\.key).sorted()
    }

    func row(
        _ open: OpenItem, _ side: Side, _ asOf: Day, _ party: StandingParties.Standing,
        _ path: String, _ digest: Digest?
    ) -> Ageing.Row {
        let item = open.item
        let terms = books.parties[item.party]?.termsDays
        let due = item.due ?? terms.map { item.documentDay + $0 } ?? item.documentDay
        return Ageing.Row(
            party: party.id, partyName: party.name, account: codes[item.account] ?? "",
            document: item.document, kind: item.kind, instalment: item.instalment,
            documentDay: item.documentDay, due: due,
            ageDays: asOf - (settings.basis == .due ? due : item.documentDay), bucket: "",
            currency: Currency(item.currency) ?? books.currency,
            amount: item.original * side.sign, open: open.openOriginal * side.sign,
            companyAmount: item.amount * side.sign, companyOpen: open.open * side.sign,
            revaluation: 0, file: path, line: item.line, digest: digest)
    }

    /// Puts each row in its bucket.
    func place(_ rows: inout [Ageing.Row]) {
        let buckets = Buckets(edges: settings.buckets)
        for index in rows.indices {
            let isApart = rows[index].isCredit && settings.credits != .aged
            rows[index].bucket =
                isApart ? Buckets.unapplied : buckets.name(of: rows[index].ageDays)
        }
    }

    /// Party name (`collationKey`, then its bytes and the id), due date, document number, source
    /// digest, line, instalment.
    static func sort(_ rows: inout [Ageing.Row]) {
        var keys: [String: [UInt8]] = [:]
        for row in rows where keys[row.partyName] == nil {
            keys[row.partyName] = collationKey(row.partyName)
        }
        rows.sort { left, right in
            if left.partyName != right.partyName {
                let (a, b) = (keys[left.partyName] ?? [], keys[right.partyName] ?? [])
                return a == b
                    ? left.partyName.utf8.lexicographicallyPrecedes(right.partyName.utf8)
                    : a.lexicographicallyPrecedes(b)
            }
            if left.party != right.party {
                return left.party.utf8.lexicographicallyPrecedes(right.party.utf8)
            }
            if left.due != right.due { return left.due < right.due }
            if left.document != right.document {
                return left.document.utf8.lexicographicallyPrecedes(right.document.utf8)
            }
            if left.digest != right.digest {
                // What no file gave comes first.
                return (left.digest?.bytes ?? []).lexicographicallyPrecedes(
                    right.digest?.bytes ?? [])
            }
            return (left.line, left.instalment) < (right.line, right.instalment)
        }
    }
}

/// The parties that stand for those of items on a day: themselves, or what they were merged into.
struct StandingParties {
    struct Standing {
        var id: String
        /// Empty for no party.
        var name: String
    }

    private let parties: Parties
    private let day: Day
    private var known: [String: Standing] = [:]

    init(_ parties: Parties, _ day: Day) {
        self.parties = parties
        self.day = day
    }

    mutating func party(_ id: String) -> Standing {
        if let found = known[id] { return found }
        let standing = parties.standing(for: id, on: day)
        let found = Standing(id: standing, name: parties[standing]?.name ?? standing)
        known[id] = found
        return found
    }
}
