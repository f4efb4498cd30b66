internal import Accounting
internal import Formats

/// A bank, card or investment statement as it is read.
struct OFXStatement {
    var tail: StatementTail
    var isAnnounced = false
    var identities = OFXIdentities()
    var rowCount = 0
    private var firstDay: Day?
    private var lastDay: Day?
    private var hasStart = false
    private var hasEnd = false
    private var hasNegative = false
    /// The line of the first `DEBIT` with a positive amount.
    private var positiveDebit: Int?

    /// - Parameter name: the statement's tag.
    init(unit: Int, name: String, version: String, line: Int) {
        let version = version.isEmpty ? "" : version + " "
        tail = StatementTail(
            unit: unit, message: "OFX \(version)\(name)", account: "", id: "", line: line)
        // An investment account's cash has no ledger balance.
        tail.isStatement = name != "INVSTMTRS"
        tail.closingDay = .unstated
    }

    var head: StatementHead {
        StatementHead(
            unit: tail.unit, account: tail.account, id: tail.id,
            currency: Currency(tail.currency), isStatement: tail.isStatement, provesDays: false,
            line: tail.line)
    }

    mutating func add(_ flaw: Flaw) {
        if tail.flaws.count < Limits.findings { tail.flaws.append(flaw) }
    }

    private mutating func malformed(_ reason: String, line: Int, found: String = "") {
        add(Flaw(.malformed, line: line, found: found, ["reason": reason]))
    }

    mutating func setCurrency(_ code: String, line: Int) {
        guard !code.isEmpty, code != tail.currency else { return }
        if isAnnounced || !tail.currency.isEmpty {
            return malformed("CURDEF stands twice or after the rows", line: line, found: code)
        }
        tail.currency = code
        if Currency(code) == nil {
            add(Flaw(.currencyUnknown, line: line, found: code, ["expected": "ISO 4217"]))
        }
    }

    mutating func takeAccount(_ text: String, line: Int) {
        let iban = IBAN.normalized(text)
        let account = IBAN.isValid(iban) ? iban : text
        guard !account.isEmpty, account != tail.account else { return }
        if isAnnounced || !tail.account.isEmpty {
            return malformed("ACCTID stands twice or after the rows", line: line, found: text)
        }
        tail.account = account
    }

    /// The ranges of several lists in one statement are one.
    mutating func takeStart(_ day: Day) {
        tail.from = hasStart ? tail.from.map { min($0, day) } : day
        hasStart = true
    }

    mutating func takeEnd(_ day: Day) {
        tail.to = hasEnd ? tail.to.map { max($0, day) } : day
        hasEnd = true
    }

    mutating func setClosing(_ amount: Exact, line: Int) {
        if let closing = tail.closing, !closing.equals(amount) {
            return malformed("two ledger balances", line: line, found: amount.text)
        }
        tail.closing = amount
    }

    /// Counts a row. The statement's own count and sum are those of its bank transactions: the
    /// cash that trades moved is booked beside them.
    mutating func count(_ row: OFXRow, amount: Exact?, day: Day?) {
        guard row.kind == .transaction || row.kind == .pendingTransaction else { return }
        tail.entries += 1
        guard row.kind == .transaction else { return }
        if let day {
            firstDay = min(firstDay ?? day, day)
            lastDay = max(lastDay ?? day, day)
        }
        guard let amount else { return }
        tail.booked.add(amount)
        tail.bookedCount += 1
        if amount.mantissa < 0 { hasNegative = true }
        if amount.mantissa > 0, row.isDebit { positiveDebit = positiveDebit ?? row.line }
    }

    mutating func close() {
        if tail.account.isEmpty { add(Flaw(.fieldMissing, line: tail.line, ["field": "ACCTID"])) }
        tail.statesRange = hasStart && hasEnd
        tail.from = tail.from ?? firstDay
        tail.to = tail.to ?? lastDay
        // Debits, and no amount is negative: the signs were lost, or mean nothing here.
        if let positiveDebit, !hasNegative {
            add(
                Flaw(
                    .amountAmbiguous, line: positiveDebit, found: "DEBIT", ["field": "TRNAMT"]))
        }
    }
}

/// What the server answered to the request for one account.
struct OFXResponse {
    let line: Int
    let start: Int64
    var hasStatement = false
    var hasFailed = false
}

/// A `STATUS` aggregate as it is read.
struct OFXStatus {
    var code = ""
    var severity = ""
    var message = ""

    var isError: Bool { severity.uppercased() == "ERROR" }
    var text: String { String((code + " " + message).prefix(80)) }
}
