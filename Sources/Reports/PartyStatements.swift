public import Accounting
internal import Digest
internal import Ledger

/// A party's account over a period, in one currency of its documents.
///
/// Minor units of that currency, in the report's sign: positive = owed to us (customers) or by us
/// (suppliers).
public struct PartyStatement: Sendable {
    /// An item posted in the period.
    public struct Movement: Sendable {
        public var day: Day
        public var row: Ageing.Row
        /// What is owed with it.
        public var balance: Int64
    }

    /// What was set against what in the period; balances do not change by it.
    public struct Settlement: Sendable {
        public var day: Day
        /// What pays or reduces, and what is paid or reduced.
        public var document: String
        public var settles: String
        /// Positive where what is paid falls; negative where it is open again.
        public var amount: Int64
    }

    public var party: String
    public var partyName: String
    public var currency: Currency
    public var opening: Int64
    public var movements: [Movement] = []
    public var settlements: [Settlement] = []
    /// What is open at the period's end, as the ageing has it.
    public var open: [Ageing.Row] = []

    public var closing: Int64 { movements.last?.balance ?? opening }
    /// Opening and movements less what is open; must be 0.
    public var difference: Int64 { open.reduce(closing) { $0 &- $1.open } }
}

/// The statements of a side's parties, with the ageing they foot to.
public struct PartyStatements: Sendable {
    public var side: Side
    public var statements: [PartyStatement]
    public var ageing: Ageing
}

extension Reporter {
    /// Statements over the period of every party with a balance or a movement, as they stand at its
    /// end.
    ///
    /// - Parameters: as of `ageing`.
    public func partyStatements(_ side: Side, known batch: Int64? = nil, party: String? = nil)
        throws -> PartyStatements
    {
        let ageing = try ageing(side, known: batch, party: party)
        let accounts = controlAccounts(side)
        var all = StatementSet(parties: StandingParties(books.parties, period.to), only: party)
        if !accounts.isEmpty {
            for sum in try snapshot.itemSums(
                accounts: accounts, before: period.from, asKnownAt: batch)
            {
                all.change(sum.party, Currency(sum.currency) ?? books.currency) {
                    $0.opening += sum.original * side.sign
                }
            }
            try addMovements(accounts, side, batch, to: &all)
            for line in try snapshot.allocations(
                accounts: accounts, from: period.from, to: period.to, asKnownAt: batch)
            {
                let settlement = PartyStatement.Settlement(
                    day: line.day, document: line.counter, settles: line.document,
                    amount: line.original * side.sign)
                all.change(line.party, Currency(line.currency) ?? books.currency) {
                    $0.settlements.append(settlement)
                }
            }
        }
        for row in ageing.rows { all.change(row.party, row.currency) { $0.open.append(row) } }
        return PartyStatements(side: side, statements: all.sorted, ageing: ageing)
    }

    private func addMovements(
        _ accounts: [Int64], _ side: Side, _ batch: Int64?, to all: inout StatementSet
    ) throws {
        let from = period.from
        let items = try snapshot.items(accounts: accounts, on: period.to, asKnownAt: batch) {
            day, _ in day >= from
        }.sorted { ($0.item.item.day, $0.item.item.id) < ($1.item.item.day, $1.item.item.id) }
        for (open, path, digest) in items {
            let party = all.parties.party(open.item.party)
            let row = row(open, side, period.to, party, path, digest)
            // A difference of exchange is nothing in the party's own currency.
            guard row.amount != 0 else { continue }
            all.change(open.item.party, row.currency) {
                $0.movements.append(
                    PartyStatement.Movement(
                        day: open.item.day, row: row, balance: $0.closing &+ row.amount))
            }
        }
    }
}

/// Statements by party and currency while they are gathered.
private struct StatementSet {
    struct Key: Hashable {
        let party: String
        let currency: Currency
    }

    var parties: StandingParties
    let only: String?
    private var statements: [Key: PartyStatement] = [:]

    init(parties: StandingParties, only: String?) {
        self.parties = parties
        self.only = only
    }

    mutating func change(
        _ party: String, _ currency: Currency, _ body: (inout PartyStatement) -> Void
    ) {
        let standing = parties.party(party)
        guard only == nil || only == standing.id else { return }
        let key = Key(party: standing.id, currency: currency)
        body(
            &statements[
                key,
                default: PartyStatement(
                    party: standing.id, partyName: standing.name, currency: currency, opening: 0)])
    }

    /// By party name as ageings are, then by currency; without what neither stands nor moved.
    var sorted: [PartyStatement] {
        statements.values.filter {
            $0.opening != 0 || !$0.movements.isEmpty || !$0.open.isEmpty
                || !$0.settlements.isEmpty
        }.sorted { left, right in
            let (a, b) = (order(left), order(right))
            return a == b ? left.currency < right.currency : a.lexicographicallyPrecedes(b)
        }
    }

    /// Parts are parted by bytes lower than any of theirs.
    private func order(_ statement: PartyStatement) -> [UInt8] {
        collationKey(statement.partyName) + [0] + Array(statement.partyName.utf8) + [0]
            + Array(statement.party.utf8)
    }
}
