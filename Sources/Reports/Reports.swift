/// Figures from one state of the book: trial balance, profit and loss, ageings, tie-outs, proof.
///
/// Input: a `Snapshot`, the client's books, a period. Output: figures as values, never text.
/// Entry: `Reporter`.
/// Architecture invariant: a report reads, and reads one snapshot; no clock, no locale, no order
/// that a dictionary chose.
public import Accounting
public import Digest
public import Ledger
public import Reconciliation

/// Makes the figures of one period.
public struct Reporter {
    public let snapshot: Snapshot
    public let books: Books
    public let period: Period
    public let settings: ReportSettings
    /// The last batch: what the book knew (K) and the head of its chain.
    public let batch: Int64
    public let head: Digest?
    public let lockedThrough: Day?
    let codes: [Int64: String]
    let sums: [Snapshot.MonthSum]
    let stock = Once<StockSummary>()
    let salesKnown = SalesKnown()

    /// - Precondition: the period is of whole months, or of any days (then postings are scanned).
    public init(_ snapshot: Snapshot, books: Books, period: Period, settings: ReportSettings)
        throws
    {
        self.snapshot = snapshot
        self.books = books
        self.period = period
        self.settings = settings
        (batch, head) = try snapshot.lastBatch()
        lockedThrough = try snapshot.lockedThrough()
        codes = try snapshot.accountCodes()
        sums = try snapshot.monthSums()
    }

    /// True where the whole period is locked.
    public var isClosed: Bool { lockedThrough.map { period.to <= $0 } ?? false }

    /// Sums of every account over days, by number; kinds as asked.
    func totals(from: Day, to: Day, kinds: Set<EntryKind>) throws
        -> [Int64: (debit: Int128, credit: Int128)]
    {
        var totals: [Int64: (debit: Int128, credit: Int128)] = [:]
        guard from <= to else { return totals }
        func add(_ sum: Snapshot.MonthSum) {
            guard kinds.contains(sum.kind) else { return }
            var total = totals[sum.account] ?? (0, 0)
            total.debit += Int128(sum.debit)
            total.credit += Int128(sum.credit)
            totals[sum.account] = total
        }
        let isWhole =
            (from.number == 0 || from.month.first == from) && to.month.last == to
        if isWhole {
            for sum in sums where from.month <= sum.month && sum.month <= to.month { add(sum) }
        } else {
            for sum in try snapshot.sums(from: from, to: to) { add(sum) }
        }
        return totals
    }
}

/// How reports are cut, as the client declares it.
public struct ReportSettings: Sendable {
    public enum Basis: String, Sendable { case due, document }
    /// Where an ageing shows what stands against its sign.
    public enum Credits: Sendable {
        /// Apart from the buckets, the default.
        case unapplied
        /// In the bucket of its own age (`age_credits`, `--age-credits`).
        case aged
        /// Against the party's oldest due items, in the figure only (`allocate: oldest-due`).
        case oldestDue
    }
    public enum Column: String, Sendable, CaseIterable {
        case month
        case priorMonth = "prior_month"
        case sameMonthLastYear = "same_month_last_year"
        case yearToDate = "year_to_date"
        case priorYearToDate = "prior_year_to_date"
    }

    public var basis = Basis.due
    /// Lower edges in days: 0, 30, 60, 90 cut Current | 1–30 | 31–60 | 61–90 | 90+.
    public var buckets = [0, 30, 60, 90]
    public var credits = Credits.unapplied
    public var columns: [Column] = [.month, .priorMonth, .yearToDate]
    public var layout = Layout.byNature
    /// Days without a sale from which stock is slow.
    public var slowStockDays = 60
    /// The reports of the pack, in order.
    public var pack = ReportName.defaultPack
    /// Sources of which no person's name or amount is shown.
    public var privateSources: Set<String> = []
    /// What channel a source's sales are of, where that is not the source's own name.
    public var channels: [String: String] = [:]
    /// Sources of drawer counts.
    public var drawers: [DrawerSource] = []

    public init() {}
}

/// The reports by their file names.
public enum ReportName: String, Sendable, CaseIterable {
    case trialBalance = "trial-balance"
    case profitAndLoss = "profit-and-loss"
    case agedReceivables = "aged-receivables"
    case agedPayables = "aged-payables"
    case bankReconciliation = "bank-reconciliation"
    case cashReconciliation = "cash-reconciliation"
    case payrollSummary = "payroll-summary"
    case taxSummary = "tax-summary"
    case clearing
    case stockValuation = "stock-valuation"
    case salesAnalysis = "sales-analysis"
    case priceVolumeMix = "price-volume-mix"
    case grossMargin = "gross-margin"
    case stockTurns = "stock-turns"
    case generalLedger = "general-ledger"
    case journal
    case tieOut = "tie-out"
    case control
    case exceptions
    case matches
    case questions
    case partyStatements = "party-statements"

    /// What a pack holds where the settings name nothing else; the rest is made when asked for.
    public static let defaultPack: [ReportName] = [
        .trialBalance, .profitAndLoss, .agedReceivables, .agedPayables, .bankReconciliation,
        .cashReconciliation, .payrollSummary, .taxSummary, .salesAnalysis, .priceVolumeMix,
        .grossMargin, .clearing, .stockValuation, .stockTurns, .generalLedger, .journal, .tieOut,
        .control, .exceptions, .matches, .questions,
    ]
}

/// The tree of a profit and loss: sections that catch accounts, and totals of sections.
public struct Layout: Sendable {
    public enum Nature: String, Sendable { case income, expense }

    public struct Section: Sendable {
        public var id: String
        /// By language code.
        public var labels: [String: String]
        public var nature: Nature?
        /// Account code prefixes; the longest that fits wins.
        public var accounts: [String]
        /// Sections this one adds up (then it catches no accounts).
        public var total: [String]

        public init(
            id: String, labels: [String: String], nature: Nature?, accounts: [String],
            total: [String]
        ) {
            self.id = id
            self.labels = labels
            self.nature = nature
            self.accounts = accounts
            self.total = total
        }
    }

    public var sections: [Section]
    /// True where accounts are caught by their kind, not by code.
    public var isByKind = false

    public init(sections: [Section]) { self.sections = sections }

    /// Income less expense, accounts by their kind.
    public static let byNature: Layout = {
        var layout = Layout(sections: [
            Section(
                id: "income", labels: ["en": "Income", "fr": "Produits"], nature: .income,
                accounts: [], total: []),
            Section(
                id: "expense", labels: ["en": "Expenses", "fr": "Charges"], nature: .expense,
                accounts: [], total: []),
            Section(
                id: "result", labels: ["en": "Profit or loss", "fr": "Résultat"], nature: nil,
                accounts: [], total: ["income", "expense"]),
        ])
        layout.isByKind = true
        return layout
    }()

    /// The section that catches an account: by kind, or by the longest prefix.
    func section(of account: Account) -> Int? {
        if isByKind {
            return sections.firstIndex {
                $0.total.isEmpty && $0.nature == (account.kind == .income ? .income : .expense)
            }
        }
        var best: (length: Int, section: Int)?
        for (index, section) in sections.enumerated() {
            for prefix in section.accounts where account.code.hasPrefix(prefix) {
                if prefix.utf8.count > best?.length ?? -1 { best = (prefix.utf8.count, index) }
            }
        }
        return best?.section
    }
}
