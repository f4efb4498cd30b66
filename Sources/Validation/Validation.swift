/// The rule catalogue: what is valid, accurate and whole, one rule a file.
///
/// Input: drafts and facts, both values. Output: rulings — findings, and whether a unit posts.
/// Entry: `Judge`. Posting takes only what a `Judge` has accepted.
/// Architecture invariant: pure; a rule sees values, never the book, a file or a clock.
public import Accounting

/// What a finding of a rule does to the unit it stands in.
public enum Effect: String, Sendable {
    /// It is told; the unit posts.
    case none
    /// The unit is damaged: rejected until corrected data arrives or the chart is mended.
    case reject
    /// A setting or a person can settle it: held and judged again by every run.
    case hold

    public var outcome: Outcome? {
        switch self {
        case .none: nil
        case .reject: .rejected
        case .hold: .held
        }
    }
}

/// One rule of the catalogue.
public protocol Rule: Sendable {
    static var code: Code { get }
    /// The rule's name in findings and settings, e.g. `statement-balance`.
    static var slug: String { get }
    static var severity: Severity { get }
    static var effect: Effect { get }
}

extension Rule {
    /// A finding of this rule.
    public static func finding(
        at place: Place, found: String = "", _ arguments: [String: String] = [:]
    ) -> Finding {
        Finding(code, severity, at: place, found: found, arguments)
    }

    static func finding(
        _ file: String, _ line: Int, found: String = "", _ arguments: [String: String] = [:]
    ) -> Finding {
        finding(at: Place(file: file, line: line), found: found, arguments)
    }
}

/// A rule whose finding is a flaw the reader has stated.
public protocol FlawRule: Rule {
    static var defects: [Defect] { get }
}

/// A rule over one statement at its end.
public protocol StatementRule: Rule {
    static func judge(_ facts: StatementFacts) -> [Finding]
}

/// A rule over one order.
public protocol OrderRule: Rule {
    static func judge(_ order: OrderFacts) -> Finding?
}

/// A rule over one invoice or credit note.
public protocol DocumentRule: Rule {
    static func judge(_ facts: DocumentFacts) -> [Finding]
}

/// A rule over one payment row.
public protocol PaymentRule: Rule {
    static func judge(_ payment: PaymentDraft, _ facts: Facts) -> Finding?
}

/// A rule over one pay journal.
public protocol PayrollRule: Rule {
    static func judge(_ facts: PayrollFacts) -> [Finding]
}

/// A rule over a voucher or the opening balances.
public protocol VoucherRule: Rule {
    static func judge(_ voucher: VoucherDraft, isOpening: Bool, _ facts: Facts) -> [Finding]
}

/// A rule over a posting date.
public protocol DayRule: Rule {
    static func judge(_ day: Day, _ facts: Facts) -> [String: String]?
}

/// What happens to rows whose period is locked.
public enum LatePolicy: String, Sendable { case nextOpenPeriod = "next-open-period", held }

/// What becomes of a refund that an order states without its day.
public enum RefundPolicy: String, Sendable, CaseIterable {
    /// It posts on the day of the sale, its tax in the proportion of the order's.
    case saleDay = "sale-day"
    /// Another source brings it (a gateway's own report): it posts nothing here.
    case elsewhere
}

/// What a judgement may look at besides the draft itself.
public struct Facts: Sendable {
    public var books: Books
    /// The drop's path, for places.
    public var file: String
    public var source: String
    public var lockedThrough: Day?
    /// The last day a row may post on: the end of the period asked for + the horizon.
    public var latest: Day
    public var late: LatePolicy
    /// How far a stated tax may be from base × rate, in minor units.
    public var taxTolerance: Int64
    /// Severities set in pipeline.yml.
    public var severities: [Code: Severity]
    /// Tender → account, category → account of a sales source.
    public var clearing: [String: String] = [:]
    public var revenue: [String: String] = [:]
    public var postingStatuses: Set<String> = []
    public var ignoredStatuses: Set<String> = []
    /// What the rows of a payroll source stand for.
    public var payroll = PayrollSettings()
    /// The payment service of a payout source.
    public var service: PaymentService?
    /// Names of taxes in its files → tax codes.
    public var taxNames: [String: String] = [:]
    /// Of the source's amounts; nil = the books'.
    public var currency: Currency?
    /// True where what a sale states includes the tax.
    public var pricesIncludeTax = false
    /// What becomes of refunds that its orders state without a day.
    public var refunds: RefundPolicy?

    public init(
        books: Books, file: String, source: String, lockedThrough: Day?, latest: Day,
        late: LatePolicy, taxTolerance: Int64, severities: [Code: Severity]
    ) {
        self.books = books
        self.file = file
        self.source = source
        self.lockedThrough = lockedThrough
        self.latest = latest
        self.late = late
        self.taxTolerance = taxTolerance
        self.severities = severities
    }

    /// The day a row of `day` posts on: its own, or the first day after the lock.
    public func postingDay(_ day: Day) -> Day {
        guard let lockedThrough, day <= lockedThrough else { return day }
        return lockedThrough + 1
    }
}

/// What was found in one unit and whether it posts.
public struct Ruling: Sendable {
    public private(set) var findings: [Finding] = []
    /// The rule that stopped the unit; nil while it posts.
    public private(set) var stop: (outcome: Outcome, code: Code)?

    public init() {}

    public var posts: Bool { stop == nil }

    /// Adds a finding of a rule, at the severity the settings give it.
    public mutating func add(_ rule: any Rule.Type, _ finding: Finding, _ facts: Facts) {
        var finding = finding
        finding.arguments["source"] = facts.source
        if let severity = facts.severities[finding.code] {
            // A severity is how loud the finding is; what it does to the unit stays.
            finding.severity = severity
        }
        findings.append(finding)
        guard let outcome = rule.effect.outcome else { return }
        // Damage outweighs a question.
        if stop == nil || (stop?.outcome == .held && outcome == .rejected) {
            stop = (outcome, finding.code)
        }
    }

    /// Adds a finding that rejects whatever its rule's own effect: a setting says so.
    public mutating func reject(_ finding: Finding) {
        findings.append(finding)
        stop = (.rejected, finding.code)
    }

    /// Adds another ruling's findings and, where it weighs more, its stop.
    public mutating func add(_ other: Ruling) {
        findings += other.findings
        stopFrom(other)
    }

    /// Takes over another ruling's stop where it weighs more.
    public mutating func stopFrom(_ other: Ruling) {
        if let stop = other.stop, self.stop == nil || self.stop?.outcome == .held {
            self.stop = stop
        }
    }
}

/// A unit that its rules let pass; only a `Judge` makes one.
public struct Accepted<Unit: Sendable>: Sendable {
    public let unit: Unit

    init(_ unit: Unit) { self.unit = unit }
}

/// Whether a file's savepoint is kept; only a `Judge` makes one.
public struct FileVerdict: Sendable {
    public let ruling: Ruling
    public var keeps: Bool { ruling.posts }

    init(_ ruling: Ruling) { self.ruling = ruling }
}

/// A statement at its end, with what the book knows of its account.
public struct StatementFacts: Sendable {
    public var tail: StatementTail
    public var facts: Facts
    /// First and last booking day of its rows.
    public var firstDay: Day?
    public var lastDay: Day?
    /// The line of the first row outside the bank's stated range.
    public var outside: (line: Int, day: Day)?

    public init(
        tail: StatementTail, facts: Facts, firstDay: Day?, lastDay: Day?,
        outside: (line: Int, day: Day)?
    ) {
        self.tail = tail
        self.facts = facts
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.outside = outside
    }
}

/// One invoice or credit note with what the book knows of its number.
public struct DocumentFacts: Sendable {
    public var draft: DocumentDraft
    public var facts: Facts
    /// True where the book holds this party, kind and number with other content.
    public var clashes: Bool
    /// Parties whom the stated identity names, where they are several: their ids.
    public var candidates: [String] = []
    /// The line for parties.csv where nobody is known by the stated identity.
    public var newParty: String?
    /// A bill of the same party and amount in the book: what it is alike in, and where it stands.
    public var lookalike: (number: String, place: String)?
    /// The accounts the party is paid on, as far as known; empty where it is not asked.
    public var knownAccounts: [String] = []
    /// Lines whose VAT category and rate have no one tax code: the key for the source's settings.
    public var untaxed: [Int32: String] = [:]

    public init(draft: DocumentDraft, facts: Facts, clashes: Bool) {
        self.draft = draft
        self.facts = facts
        self.clashes = clashes
    }

    /// Of the document's amounts.
    var currency: Currency { Currency(draft.currency) ?? facts.books.currency }

    var line: Int { (draft.span ?? draft.lines.first?.span).map { Int($0.line) } ?? 0 }
}
