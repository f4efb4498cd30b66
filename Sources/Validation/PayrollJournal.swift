public import Accounting

/// A pay journal as totals by element, account and whom it is owed to: nothing of a person.
public struct PayrollJournal: Sendable {
    /// A total; debit positive, in minor units of the books' currency.
    public struct Line: Sendable, Hashable {
        public var element: PayrollElement
        public var account: String
        /// A party's id; `staff` for what is owed to the employees, empty where nothing is owed.
        public var party: String
        public var due: Day?
        public var amount: Int64
    }

    /// Whom net pay is owed to.
    public static let staff = "staff"

    public private(set) var lines: [Line] = []
    /// Rows whose element, account or agency the settings do not tell, with what they name.
    private(set) var unmapped: [(line: Int, text: String)] = []
    private(set) var strangers: [(line: Int, text: String)] = []
    /// Accounts of rows that the chart does not have.
    private(set) var unknown: [(line: Int, account: String)] = []

    private let draft: PayrollDraft
    private let settings: PayrollSettings
    private let books: Books

    /// Reads a draft by the source's settings.
    public init(_ draft: PayrollDraft, _ settings: PayrollSettings, _ books: Books) {
        self.draft = draft
        self.settings = settings
        self.books = books
        for row in draft.rows { add(row) }
    }

    /// True where every row has its element, account and party.
    var isWhole: Bool { unmapped.isEmpty && strangers.isEmpty && unknown.isEmpty }

    /// Debits less credits.
    public var balance: Int64 { lines.reduce(0) { $0 &+ $1.amount } }

    /// What is paid out, credit positive.
    public var net: Int64 {
        lines.reduce(0) { $1.element == .netPay ? $0 &- $1.amount : $0 }
    }

    private func element(_ row: PayrollRow) -> PayrollElement? {
        if let known = PayrollElement(rawValue: row.element) { return known }
        let named = settings.elements.filter { $0.value.names.contains(row.element) }
        return named.count == 1 ? named.first?.key : nil
    }

    /// The element an account is declared for; nil for none and for several. What an agency is
    /// paid through holds charges, its employer's part with them.
    private func element(ofAccount account: String) -> PayrollElement? {
        let found = settings.elements.filter {
            $0.value.accounts.contains(account) || $0.value.payables.contains(account)
        }
        if found.count == 1 { return found.first?.key }
        let owed = settings.agencies.contains { $0.value.payable == account }
        return owed ? .employeeCharge : nil
    }

    private mutating func add(_ row: PayrollRow) {
        if !row.contra.isEmpty { return addPosting(row) }
        let line = Int(row.span.line)
        guard let element = element(row) else {
            unmapped.append((line, row.element))
            return
        }
        guard row.agency.isEmpty || agency(row.agency) != nil else {
            strangers.append((line, row.agency))
            return
        }
        guard let amount = row.amount else {
            let amount = row.debit - row.credit
            let isDebit = row.credit == 0
            return put(
                element, isDebit ? cost(element, row) : owed(element, row), amount, row)
        }
        if element.sides.debit { put(element, cost(element, row), amount, row) }
        if element.sides.credit { put(element, owed(element, row), -amount, row) }
    }

    /// A row that names both its accounts: each tells its element.
    private mutating func addPosting(_ row: PayrollRow) {
        let amount = row.debit - row.credit
        for (account, amount) in [(row.account, amount), (row.contra, -amount)] {
            guard let element = element(ofAccount: account) else {
                unmapped.append((Int(row.span.line), account))
                continue
            }
            put(element, account, amount, row)
        }
    }

    /// The account a debit stands on: the row's own, else the element's.
    private func cost(_ element: PayrollElement, _ row: PayrollRow) -> String? {
        if !row.account.isEmpty { return row.account }
        let accounts = settings.elements[element]
        return accounts?.accounts.first ?? accounts?.payables.first
    }

    /// The account a credit stands on: the row's own where it can only be that, its agency's,
    /// else the element's.
    private func owed(_ element: PayrollElement, _ row: PayrollRow) -> String? {
        if !row.account.isEmpty, row.amount == nil || !element.sides.debit { return row.account }
        if let payable = agency(row.agency)?.payable { return payable }
        let accounts = settings.elements[element]
        return accounts?.payables.first ?? accounts?.accounts.first
    }

    /// An agency by its name in the settings, else a party of the books.
    private func agency(_ name: String) -> PayrollSettings.Agency? {
        if name.isEmpty { return nil }
        if let known = settings.agencies[name] { return known }
        return books.parties.find(name).map { PayrollSettings.Agency(party: $0.id) }
    }

    private mutating func put(
        _ element: PayrollElement, _ account: String?, _ amount: Int64, _ row: PayrollRow
    ) {
        guard let account else {
            unmapped.append((Int(row.span.line), element.rawValue))
            return
        }
        guard books.chart.has(account) else {
            unknown.append((Int(row.span.line), account))
            return
        }
        let isOwed = books.chart[account]?.role == .payroll
        let agency = agency(row.agency) ?? agency(ofAccount: account)
        let party = agency?.party ?? (element == .netPay ? PayrollJournal.staff : element.rawValue)
        let due = row.due ?? agency.flatMap { dueDay($0) } ?? draft.day
        let line = Line(
            element: element, account: account,
            party: isOwed || !row.agency.isEmpty ? party : "", due: isOwed ? due : nil, amount: 0)
        add(line, amount)
    }

    /// The agency that is paid through an account, where it is the only one.
    private func agency(ofAccount account: String) -> PayrollSettings.Agency? {
        let found = settings.agencies.filter { $0.value.payable == account }
        return found.count == 1 ? found.first?.value : nil
    }

    private func dueDay(_ agency: PayrollSettings.Agency) -> Day? {
        guard let day = agency.due, let end = draft.worked?.to else { return nil }
        let month = end.month + 1
        return min(month.first + (day - 1), month.last)
    }

    private mutating func add(_ line: Line, _ amount: Int64) {
        let index = lines.firstIndex {
            ($0.element, $0.account, $0.party, $0.due)
                == (line.element, line.account, line.party, line.due)
        }
        if let index {
            lines[index].amount &+= amount
        } else {
            lines.append(line)
            lines[lines.count - 1].amount = amount
        }
    }
}

/// One pay journal with what the book knows of its number.
public struct PayrollFacts: Sendable {
    public var draft: PayrollDraft
    public var journal: PayrollJournal
    public var number: String
    public var facts: Facts
    /// True where the book holds this journal with other content.
    public var clashes: Bool

    public init(
        draft: PayrollDraft, journal: PayrollJournal, number: String, facts: Facts, clashes: Bool
    ) {
        self.draft = draft
        self.journal = journal
        self.number = number
        self.facts = facts
        self.clashes = clashes
    }

    var line: Int { draft.rows.first.map { Int($0.span.line) } ?? 0 }
}

extension Finding {
    /// What stands for a text or an amount that is not shown.
    public static let withheldMark = "•••"

    /// What a finding on a source with `privacy: totals` may say of itself: names of our fields,
    /// columns and settings, and counts; nothing that a row holds.
    private static let shown: Set<String> = [
        "source", "field", "fields", "columns", "encoding", "more", "rows", "twin", "locked",
        "start", "latest",
    ]

    /// The finding without what the file holds.
    public var withheld: Finding {
        var finding = self
        if !found.isEmpty { finding.found = Finding.withheldMark }
        for key in arguments.keys where !Finding.shown.contains(key) {
            // The number of columns is no amount.
            if code == RowRagged.code, key == "expected" { continue }
            finding.arguments[key] = Finding.withheldMark
        }
        return finding
    }
}
