/// Accepted drafts become balanced entries: the recipes of DEFINITIONS §2, in one transaction.
///
/// Input: `Draft`s in file order. Output: entries, items and verdicts in the book; a
/// `FileReceipt` a file. Entry: `Poster`.
/// Architecture invariant: a unit posts only through what a `Judge` accepted and only as an
/// `EntryBatch`, which exists only balanced; whatever does not post leaves a verdict.
public import Accounting
public import Ledger
public import Reconciliation
public import Validation

/// How a source is posted, as its client declares it.
public struct PostingSource: Sendable {
    /// What equal rows of two files that prove nothing mean.
    public enum Exports: String, Sendable { case overlapping, consecutive }

    public var name: String
    public var format: String
    public var side: Side?
    /// Statement account (IBAN or number) → account of the chart; with its currency behind it
    /// (`… USD`, or `USD` alone) where one number has several.
    public var accounts: [String: String] = [:]
    /// The account of a file that names none.
    public var account: String?
    public var currency: Currency
    public var clearing: [String: String] = [:]
    public var revenue: [String: String] = [:]
    public var exports: Exports?
    /// Of e-invoices: the account of their lines, and tax codes by VAT category and rate (`S 20`).
    public var lineAccount: String?
    public var lineTaxCodes: [String: String] = [:]
    /// Bills by number that a person has found to be no copy of another.
    public var distinct: Set<String> = []
    public var postingStatuses: Set<String> = []
    public var ignoredStatuses: Set<String> = []
    /// What rows of pay journals stand for; nil for a source of no payroll.
    public var payroll: PayrollSettings?
    /// The payment service whose payouts it brings; nil for a source of none.
    public var service: PaymentService?
    /// Names of taxes in sales files → tax codes.
    public var taxNames: [String: String] = [:]
    public var refunds: RefundPolicy?
    /// True where order numbers begin again every business day (`order_numbers: daily`).
    public var restartsOrders = false
    /// False: a bad unit holds the whole file (`on_reject: hold-file`).
    public var postsGoodUnits = true

    public init(name: String, format: String, currency: Currency) {
        self.name = name
        self.format = format
        self.currency = currency
    }

    /// True where nothing that a row holds may be shown (`privacy: totals`).
    public var isPrivate: Bool { payroll?.isPrivate ?? false }

    /// The chart's account of a statement, by its number and currency, else its number.
    func account(of number: String, in currency: Currency) -> String? {
        let number = IBAN.normalized(number)
        return accounts[number + currency.code] ?? accounts[number] ?? account
    }
}

/// Settings of posting that are the client's, not a source's.
public struct PostingSettings: Sendable {
    /// Sources of pay journals whose unpaid days are accrued: by element the account they are
    /// owed on.
    public var accruals: [(source: String, accounts: [PayrollElement: String])] = []
    /// Sources of drawer counts.
    public var drawers: [DrawerSource] = []
    public var mapping: MappingRules
    /// IBANs of the client's own accounts.
    public var ownAccounts: Set<[UInt8]>
    public var unmappedIsRejected: Bool
    /// How far a settlement may be off its document, in minor units of the books' currency.
    public var tolerance: Int64 = 0

    public init(mapping: MappingRules, ownAccounts: Set<[UInt8]>, unmappedIsRejected: Bool) {
        self.mapping = mapping
        self.ownAccounts = ownAccounts
        self.unmappedIsRejected = unmappedIsRejected
    }

    /// True for the IBAN of one of the client's own accounts.
    func isOwn(_ iban: ArraySlice<UInt8>) -> Bool {
        ownAccounts.contains { $0.count == iban.count && iban.elementsEqual($0) }
    }
}

/// What a file came to.
public struct FileReceipt: Sendable {
    public var path: String
    public var outcome: Outcome
    public var read = RowTally()
    public var findings: [Finding] = []
}

/// Findings of a file: at most `Limits.findings` a code, the rest counted.
struct FindingLog {
    private(set) var kept: [(finding: Finding, unit: Int64, day: Day?, verdict: Int64?)] = []
    private var counts: [Code: Int] = [:]
    private let severities: [Code: Severity]
    private let isPrivate: Bool

    /// - Parameter isPrivate: true where findings may not say what rows hold.
    init(severities: [Code: Severity], isPrivate: Bool) {
        self.severities = severities
        self.isPrivate = isPrivate
    }

    mutating func add(_ finding: Finding, unit: Int64, day: Day?, verdict: Int64?) {
        var finding = isPrivate ? finding.withheld : finding
        if let severity = severities[finding.code] { finding.severity = severity }
        let count = counts[finding.code, default: 0] + 1
        counts[finding.code] = count
        if count <= Limits.findings {
            kept.append((finding, unit, day, verdict))
        }
    }

    /// What went uncounted in `kept`, as one finding a code.
    func rest(file: String) -> [Finding] {
        counts.filter { $0.value > Limits.findings }.sorted { $0.key < $1.key }.compactMap {
            code, n in
            guard var last = kept.last(where: { $0.finding.code == code })?.finding else {
                return nil
            }
            last.place = Place(file: file)
            last.found = ""
            last.arguments = ["more": String(n - Limits.findings)]
            return last
        }
    }
}
