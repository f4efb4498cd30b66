public import Accounting
internal import Ledger

/// What is wrong, missing or waiting in a period, worst first.
public struct Exceptions: Sendable {
    public var findings: [Finding]

    public func count(_ severity: Severity) -> Int {
        findings.reduce(0) { $1.severity == severity ? $0 + 1 : $0 }
    }
}

/// What a source is expected to drop, and where what it drops is seen.
public struct Expectation: Sendable {
    public var source: String
    /// The accounts whose statements must reach the period's end; none = any dated row of it.
    public var accounts: [String]

    public init(source: String, accounts: [String]) {
        self.source = source
        self.accounts = accounts
    }
}

extension Reporter {
    /// Stored findings in force plus what the state of the book itself shows: gaps between
    /// statements, openings that do not agree, drops that are missing.
    ///
    /// - Parameters:
    ///   - expected: what must have dropped for the period.
    ///   - codes: code and severity of the rules for gaps, openings and missing drops.
    public func exceptions(expected: [Expectation], severities: [Code: Severity]) throws
        -> Exceptions
    {
        var findings = try snapshot.findings(
            from: period.from, to: period.to, opening: books.start - 1)
        var derived = try gaps() + missing(expected)
        for index in derived.indices {
            if let severity = severities[derived[index].code] { derived[index].severity = severity }
        }
        findings += derived
        var seen: Set<Finding> = []
        findings = findings.filter { seen.insert($0).inserted }
        findings.sort { left, right in
            if left.severity != right.severity { return left.severity > right.severity }
            let (a, b) = (left.place, right.place)
            if a.file != b.file { return a.file.utf8.lexicographicallyPrecedes(b.file.utf8) }
            if a.line != b.line { return a.line < b.line }
            if a.column != b.column { return a.column < b.column }
            if left.code != right.code { return left.code < right.code }
            return left.found.utf8.lexicographicallyPrecedes(right.found.utf8)
        }
        return Exceptions(findings: findings)
    }

    /// Statements of an account that do not open where the one before closed.
    private func gaps() throws -> [Finding] {
        var findings: [Finding] = []
        var previous: [Int64: StatementRecord] = [:]
        for (record, path) in try snapshot.statements() {
            defer {
                if record.closing != nil { previous[record.account] = record }
            }
            guard let opening = record.opening, let to = record.to, period.contains(to)
            else { continue }
            let account = codes[record.account] ?? ""
            let exponent = books.currency(of: account).exponent
            let place = Place(file: path, line: Int(record.line))
            if let last = previous[record.account] {
                // A statement that begins inside the one before was compared row by row.
                if let from = record.from, let end = last.to, from <= end, to <= end { continue }
                guard let closing = last.closing, closing != opening else { continue }
                if let from = record.from, let end = last.to, from <= end,
                    try agrees(record, from: from)
                {
                    continue
                }
                findings.append(
                    Finding(
                        "I-306", .error, at: place,
                        found: decimalText(opening, exponent: exponent),
                        [
                            "account": account,
                            "expected": decimalText(closing, exponent: exponent),
                            "difference": decimalText(opening &- closing, exponent: exponent),
                            "from": last.to?.description ?? "",
                            "to": record.from?.description ?? "",
                        ]))
            } else if try snapshot.hasOpening() {
                let stated = try openingBalance(record.account)
                if stated != opening {
                    findings.append(
                        Finding(
                            "A-214", .error, at: place,
                            found: decimalText(opening, exponent: exponent),
                            [
                                "account": account,
                                "expected": decimalText(stated, exponent: exponent),
                            ]))
                }
            }
        }
        return findings
    }

    /// True where the book's balance before a statement's first day is its opening, in the
    /// account's own currency.
    private func agrees(_ record: StatementRecord, from: Day) throws -> Bool {
        if isForeign(record.account) {
            return try snapshot.ownBalance(of: record.account, through: from - 1)
                == record.opening ?? 0
        }
        let totals = try totals(
            from: Day(number: 0), to: from - 1, kinds: [.opening, .normal, .adjustment])
        return net(totals[record.account]) == Int128(record.opening ?? 0)
    }

    private func isForeign(_ account: Int64) -> Bool {
        books.currency(of: codes[account] ?? "") != books.currency
    }

    private func openingBalance(_ account: Int64) throws -> Int64 {
        if isForeign(account) {
            return try snapshot.ownBalance(of: account, through: books.start - 1)
        }
        let totals = try totals(from: Day(number: 0), to: books.start - 1, kinds: [.opening])
        return try fit(net(totals[account]))
    }

    /// Expected drops that have not come: an account whose statements end before the period does.
    private func missing(_ expected: [Expectation]) throws -> [Finding] {
        let statements = try snapshot.statements()
        var findings: [Finding] = []
        for expectation in expected {
            for code in expectation.accounts {
                let reaches = statements.contains { record, _ in
                    codes[record.account] == code
                        && (record.to.map { period.contains($0) } ?? false)
                }
                guard !reaches else { continue }
                findings.append(
                    Finding(
                        "I-307", .error, at: Place(file: expectation.source), found: code,
                        [
                            "source": expectation.source, "account": code,
                            "period": period.name,
                        ]))
            }
            if expectation.accounts.isEmpty,
                try !snapshot.hasRows(source: expectation.source, from: period.from, to: period.to)
            {
                findings.append(
                    Finding(
                        "I-307", .error, at: Place(file: expectation.source), found: "",
                        [
                            "source": expectation.source, "account": "", "period": period.name,
                        ]))
            }
        }
        return findings
    }
}
