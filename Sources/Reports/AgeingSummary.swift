public import Accounting

extension Ageing {
    /// What is open of a party, or of all, by bucket; minor units of its block's currency.
    public struct Line: Sendable, Hashable {
        public var party: String
        public var partyName: String
        /// In the order of the ageing's buckets.
        public var amounts: [Int64]
        /// Company currency only; nil in blocks of a document currency.
        public var revaluation: Int64?

        public var total: Int64 { amounts.reduce(0, &+) }
    }

    /// Parties down, buckets across, in one currency; every row and column foots.
    public struct Block: Sendable {
        public var currency: Currency
        /// True for all items in the books' currency, false for those in one currency of documents.
        public var isCompany: Bool
        public var lines: [Line]
        public var total: Line
    }

    /// A block per document currency where there are several or a foreign one, by code; then all in
    /// the books' currency at booking rates.
    public func blocks(company: Currency) -> [Block] {
        let currencies = Set(rows.map(\.currency)).sorted()
        let own = currencies == [company] ? [] : currencies
        return own.map { currency in
            block(rows.filter { $0.currency == currency }, currency, isCompany: false)
        } + [block(rows, company, isCompany: true)]
    }

    private func block(_ rows: [Row], _ currency: Currency, isCompany: Bool) -> Block {
        var lines: [Line] = []
        var total = Line(
            party: "", partyName: "", amounts: buckets.names.map { _ in 0 },
            revaluation: isCompany ? 0 : nil)
        let nothing = total
        for row in rows {
            if lines.last?.party != row.party {
                lines.append(nothing)
                lines[lines.count - 1].party = row.party
                lines[lines.count - 1].partyName = row.partyName
            }
            let amount = isCompany ? row.companyOpen : row.open
            if let bucket = buckets.names.firstIndex(of: row.bucket) {
                lines[lines.count - 1].amounts[bucket] &+= amount
                total.amounts[bucket] &+= amount
            }
            if isCompany, let revaluation = row.revaluation {
                lines[lines.count - 1].revaluation = (lines.last?.revaluation ?? 0) &+ revaluation
                total.revaluation = (total.revaluation ?? 0) &+ revaluation
            }
        }
        return Block(currency: currency, isCompany: isCompany, lines: lines, total: total)
    }
}
