public import Accounting
internal import Digest
internal import Ledger

/// The clearing account of a payment service: what is open of it, and what the service cost.
///
/// Debit positive: a sale that waits is positive, one that the service has paid and the books do
/// not have is negative.
public struct Clearing: Sendable {
    /// What an item of the account is to the service and the books; in the order of the report.
    public enum Section: String, Sendable, CaseIterable {
        /// Sales and refunds that the service has not reported yet.
        case unreported
        /// Net of transactions that a payout of another month pays.
        case underWay = "under_way"
        case reserve
        /// From one settlement to the next.
        case carried
        /// What the service has settled and the books have no sale or refund of.
        case unmatched
        /// Entered by hand, or by the bank.
        case other
        /// What no item stands for.
        case remainder
    }

    /// Something open on the account.
    public struct Item: Sendable {
        public var section: Section
        public var document: String
        /// `sale`, `refund` … as the books name it; a recipe's name for what is no item.
        public var kind: String
        public var day: Day
        public var ageDays: Int
        public var currency: Currency
        /// In its own currency, and in the books' at the rate it was booked at.
        public var open: Int64
        public var companyOpen: Int64
        public var file: String
        public var line: Int64
    }

    /// What the service has settled in the period, in a currency; all positive.
    public struct Figures: Sendable {
        public var currency: Currency
        public var gross: Int64
        public var fees: Int64
        public var refunds: Int64
        public var chargebacks: Int64

        /// An amount in hundredths of a percent of the gross sales; nil where there are none.
        public func share(_ amount: Int64) -> Int64? {
            guard gross > 0 else { return nil }
            return Int64(clamping: roundedHalfAway(Int128(amount) * 10_000, over: Int128(gross)))
        }
    }

    public var service: PaymentService
    public var items: [Item]
    public var figures: [Figures]
    /// The account on the period's last day, in the books' currency.
    public var balance: Int64
    /// What the service holds as its own accounts have it, in their currencies.
    public var held: [(account: String, currency: Currency, balance: Int64)]

    /// Must be 0.
    public var unexplained: Int64 { balance &- items.reduce(0) { $0 &+ $1.companyOpen } }

    public func total(_ section: Section) -> Int64 {
        items.reduce(0) { $1.section == section ? $0 &+ $1.companyOpen : $0 }
    }
}

extension Reporter {
    /// The clearing accounts of the payment services, in the order of their sources.
    /// - Complexity: one look at each item of the accounts; only what is open is kept.
    public func clearings() throws -> [Clearing] {
        guard !books.services.isEmpty else { return [] }
        let numbers = Dictionary(
            codes.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
        let accounts = books.services.compactMap { numbers[$0.clearing] }
        let open =
            accounts.isEmpty ? [] : try snapshot.openItems(accounts: accounts, on: period.to)
        let byAccount = Dictionary(grouping: open) { $0.item.item.account }
        return try books.services.map { service in
            var clearing = Clearing(
                service: service, items: [], figures: try figures(of: service), balance: 0,
                held: try service.balances.sorted { $0.key < $1.key }.compactMap {
                    try held($0.value, $0.key, numbers)
                })
            guard let account = numbers[service.clearing] else { return clearing }
            clearing.balance = try snapshot.balance(of: [account], through: period.to)
            clearing.items = (byAccount[account] ?? []).map { item($0.item, $0.path, service) }
            clearing.items += try remainder(of: account)
            clearing.items.sort { $0.isBefore($1) }
            return clearing
        }
    }

    private func item(_ open: OpenItem, _ path: String, _ service: PaymentService)
        -> Clearing.Item
    {
        let item = open.item
        let currency = Currency(item.currency) ?? books.currency
        return Clearing.Item(
            section: section(of: item), document: item.document, kind: item.kind,
            day: item.documentDay, ageDays: Int(period.to - item.documentDay), currency: currency,
            open: currency == books.currency ? open.open : open.openOriginal,
            companyOpen: open.open, file: path, line: item.line)
    }

    private func section(of item: ItemRecord) -> Clearing.Section {
        let isService = books.services.contains { $0.name == item.party }
        switch (isService, PayoutKind(rawValue: item.kind)) {
        case (false, .sale), (false, .refund): return .unreported
        case (false, _): return item.kind == Recipe.opening.name ? .unreported : .other
        case (true, .payout): return .underWay
        case (true, .reserve), (true, .reserveReleased): return .reserve
        case (true, .carried): return .carried
        case (true, _): return .unmatched
        }
    }

    /// What stands on an account that no item stands for: entries of before it was declared as a
    /// clearing account, and valuations.
    private func remainder(of account: Int64) throws -> [Clearing.Item] {
        let entries = try snapshot.unitemised(of: [account], through: period.to, limit: 1000).map {
            ($0.day, $0.text, $0.amount, $0.file, $0.line)
        }
        let valued = try snapshot.revaluations(of: [account], through: period.to).map {
            ($0.day, $0.text, $0.amount, "", Int64(0))
        }
        return (entries + valued).map { day, text, amount, file, line in
            Clearing.Item(
                section: .remainder, document: text, kind: "", day: day,
                ageDays: Int(period.to - day), currency: books.currency, open: amount,
                companyOpen: amount, file: file, line: line)
        }
    }

    private func held(_ code: String, _ currency: String, _ numbers: [String: Int64]) throws
        -> (account: String, currency: Currency, balance: Int64)?
    {
        guard let own = Currency(currency), let account = numbers[code] else { return nil }
        let balance =
            own == books.currency
            ? try snapshot.balance(of: [account], through: period.to)
            : try snapshot.ownBalance(of: account, through: period.to)
        return (code, own, balance)
    }

    private func figures(of service: PaymentService) throws -> [Clearing.Figures] {
        let totals = try snapshot.serviceTotals(
            source: service.name, from: period.from, to: period.to)
        return Dictionary(grouping: totals, by: \.currency).sorted { $0.key < $1.key }
            .compactMap { code, totals in
                guard let currency = Currency(code) else { return nil }
                func gross(_ kinds: [PayoutKind]) -> Int64 {
                    let names = kinds.map(\.rawValue)
                    return totals.reduce(0) { names.contains($1.kind) ? $0 + $1.gross : $0 }
                }
                return Clearing.Figures(
                    currency: currency, gross: gross([.sale]),
                    fees: totals.reduce(0) { $0 + $1.fee } - gross([.fee]),
                    refunds: -gross([.refund]),
                    chargebacks: -gross([.chargeback, .chargebackReversed]))
            }
    }
}

extension Clearing.Item {
    /// The report's order: section, day, document, place.
    fileprivate func isBefore(_ other: Clearing.Item) -> Bool {
        let sections = Clearing.Section.allCases
        let (a, b) = (sections.firstIndex(of: section) ?? 0, sections.firstIndex(of: other.section))
        if a != b ?? 0 { return a < b ?? 0 }
        if day != other.day { return day < other.day }
        if document != other.document {
            return document.utf8.lexicographicallyPrecedes(other.document.utf8)
        }
        if file != other.file { return file.utf8.lexicographicallyPrecedes(other.file.utf8) }
        return (line, companyOpen) < (other.line, other.companyOpen)
    }
}
