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
    ///   - chain: the statements of the period (`statementChain`).
    ///   - severities: those that the client sets.
    ///   - clearings: those of `clearings()`, where they are known already.
    public func exceptions(
        expected: [Expectation], chain: [StatementLink], severities: [Code: Severity],
        clearings: [Clearing]? = nil
    ) throws -> Exceptions {
        var findings = try snapshot.findings(
            from: period.from, to: period.to, opening: books.start - 1)
        var derived = try gaps(chain) + missing(expected) + unvalued() + openingStock()
        derived += try stockSummary()?.findings ?? []
        derived += clearingFindings(try clearings ?? self.clearings())
        derived += try cashFindings() + receiptGaps()
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

    /// Statements of an account that do not open where the one before closed, or the books open.
    private func gaps(_ chain: [StatementLink]) -> [Finding] {
        chain.compactMap { link in
            let code: Code = link.state == .gap ? "I-306" : "A-214"
            guard link.state == .gap || link.state == .opensOtherwise,
                let opening = link.opening, let expected = link.expected
            else { return nil }
            let exponent = link.currency.exponent
            var arguments = [
                "account": link.account, "expected": decimalText(expected, exponent: exponent),
                "difference": decimalText(link.difference, exponent: exponent),
            ]
            if link.state == .gap {
                arguments["from"] = link.since?.description ?? ""
                arguments["to"] = link.from?.description ?? ""
            }
            return Finding(
                code, .error, at: link.place, found: decimalText(opening, exponent: exponent),
                arguments)
        }
    }

    /// Currencies that the ends of the period's months have no rate for, or one of a day before.
    private func unvalued() throws -> [Finding] {
        var positions = try snapshot.foreignPositions(books)
        guard !positions.isEmpty else { return [] }
        var findings: [Finding] = []
        for number in period.from.month.number...period.to.month.number {
            let day = Month(number: number).last
            guard day <= period.to else { break }
            let standing = Dictionary(grouping: positions.standing(on: day), by: \.currency)
            for (code, open) in standing.sorted(by: { $0.key < $1.key }) {
                guard let currency = Currency(code) else { continue }
                let accounts = Set(open.compactMap { codes[$0.account] }).sorted()
                if let finding = unvalued(currency, accounts, on: day) { findings.append(finding) }
            }
        }
        return findings
    }

    private func unvalued(_ currency: Currency, _ accounts: [String], on day: Day) -> Finding? {
        let place = Place(file: "rates.csv")
        guard let known = books.rates.rate(currency, books.currency, on: day) else {
            return Finding(
                "V-144", .error, at: place, found: day.description,
                [
                    "currency": currency.code, "expected": books.currency.code,
                    "accounts": accounts.joined(separator: ", "), "days": String(Rates.reach),
                ])
        }
        guard known.day < day else { return nil }
        return Finding(
            "V-132", .info, at: place, found: day.description,
            ["rate": known.rate.text, "day": known.day.description])
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
