internal import Accounting
internal import Formats

/// Makes drafts of what the reader tells of a camt message.
final class CamtReader: XMLHandler {
    /// Told one element after the other on one thread, so no access overlaps another.
    @exclusivity(unchecked) var message = CamtMessage()

    func begin(_ field: Int, _ attributes: XMLAttributes, _ reader: XMLReader) {
        guard let field = CamtField(rawValue: field) else { return }
        message.begin(field, attributes, reader)
    }

    func end(_ field: Int, text: Bytes, _ reader: XMLReader) {
        guard let field = CamtField(rawValue: field) else { return }
        message.end(field, text, reader)
    }
}

/// A camt message as it is read: what is open, and the drafts made since they were last taken.
///
/// One value, so that an element told costs one access to it and no more.
struct CamtMessage {
    private(set) var drafts: [Draft] = []
    /// Entries read so far.
    var rowCount = 0
    /// Statements begun so far.
    private(set) var unit = 0
    var statement: CamtStatement?
    var entry = CamtEntry()
    private var balance = CamtBalance()
    private var total = CamtTotal()
    var rows = BankRows()
    private var page: (number: String, isLast: String) = ("", "")

    /// Gives the drafts made since the last call.
    mutating func takeDrafts() -> [Draft] {
        defer { drafts = [] }
        return drafts
    }

    /// Turns the rows read so far into a draft, while a statement is open.
    mutating func flushOpen() {
        if statement != nil { flush() }
    }

    /// The currency of the open statement's account, once its head was told.
    var settledCurrency: String? {
        guard let statement, statement.isAnnounced else { return nil }
        return statement.tail.currency
    }

    /// Takes on a statement whose head was told elsewhere.
    mutating func resume(currency: String) {
        statement = CamtStatement(
            tail: StatementTail(unit: 0, message: "", account: "", id: "", line: 0))
        statement?.setCurrency(currency)
        statement?.isAnnounced = true
    }

    /// Gives what was read since `resume`.
    mutating func takePart(end: XMLPlace) -> CamtPart? {
        flush()
        guard let counts = statement?.counts else { return nil }
        let rows = takeDrafts().compactMap { draft -> BankRows? in
            guard case .bank(let rows) = draft else { return nil }
            return rows
        }
        return CamtPart(
            rows: rows, rowCount: rowCount, counts: counts, currency: entry.currency,
            end: end)
    }

    /// Goes on after a part of the open statement that was read elsewhere.
    mutating func append(_ part: CamtPart) {
        flush()
        drafts += part.rows.map { .bank($0) }
        rowCount += part.rowCount
        statement?.counts.merge(part.counts)
        entry.currency = part.currency
    }

    mutating func flush() {
        guard rows.count > 0 else { return }
        drafts.append(.bank(rows))
        rows = BankRows()
    }

    // MARK: Elements

    mutating func begin(
        _ field: CamtField, _ attributes: XMLAttributes, _ reader: XMLReader
    ) {
        switch field {
        case .statement, .report, .notification: beginStatement(field, reader)
        case .balance: balance = CamtBalance()
        case .total, .creditTotal, .debitTotal: total = CamtTotal(line: reader.line)
        case .entry: entry.begin(line: reader.line, start: reader.tagOffset)
        case .transaction: entry.beginDetails()
        case .balanceAmount: balance.currency = attributes.value("Ccy") ?? ""
        case .amount: entry.currency = attributes.value("Ccy") ?? ""
        case .transactionAmount: entry.details.currency = attributes.value("Ccy") ?? ""
        default: break
        }
    }

    mutating func end(_ field: CamtField, _ text: Bytes, _ reader: XMLReader) {
        switch field {
        case .entry: endEntry(reader)
        case .amount, .side, .status, .bookingDay, .valueDay, .reference, .information:
            endInEntry(field, text)
        case .transaction: entry.endDetails()
        case .endToEndID, .transactionReference, .transactionAmount, .transactionSide,
            .innerAmount, .debtor, .creditor, .debtorIBAN, .creditorIBAN, .remittance,
            .structuredReference:
            endInDetails(field, text)
        case .statement, .report, .notification: endStatement()
        case .messagePage: page.number = text.string
        case .messageIsLast: page.isLast = text.string
        case .balance: statement?.balances.append(balance)
        case .balanceType: balance.type = text.string.trimmed
        case .balanceAmount: balance.amount = text.amount
        case .balanceSide: balance.isDebit = text.isDebit
        case .total, .creditTotal, .debitTotal: statement?.totals.append((field, total))
        case .totalCount: total.count = text.amount
        case .totalSum: total.sum = text.amount
        case .totalNet: total.net = text.amount
        case .totalSide: total.isDebit = text.isDebit
        default: endInStatement(field, text)
        }
    }

    // MARK: Statement

    private mutating func beginStatement(_ field: CamtField, _ reader: XMLReader) {
        unit += 1
        var tail = StatementTail(
            unit: unit, message: CamtMessage.message(reader.namespace, field), account: "", id: "",
            line: reader.line)
        tail.posts = field == .statement
        statement = CamtStatement(tail: tail)
    }

    private static func message(_ namespace: String, _ field: CamtField) -> String {
        if let found = namespace.split(separator: ":").last, found.hasPrefix("camt.") {
            return String(found)
        }
        return field == .statement ? "camt.053" : field == .report ? "camt.052" : "camt.054"
    }

    private mutating func endInStatement(_ field: CamtField, _ text: Bytes) {
        switch field {
        case .id: statement?.setID(text.string)
        case .page: statement?.page.number = text.string
        case .isLast: statement?.page.isLast = text.string
        case .from: statement?.setRange(from: text.day)
        case .to: statement?.setRange(to: text.day)
        case .iban: statement?.setAccount(IBAN.normalized(text.string))
        case .otherAccount where statement?.tail.account.isEmpty == true:
            statement?.setAccount(text.string.trimmed)
        case .currency: statement?.setCurrency(text.string)
        default: break
        }
    }

    private mutating func endStatement() {
        flush()
        announce()
        guard var statement else { return }
        statement.close()
        if statement.tail.addsUp != true, isPart(statement.page) || isPart(page) {
            let number = page.number.isEmpty ? statement.page.number : page.number
            statement.flaw(Flaw(.pagesMissing, line: statement.tail.line, ["page": number]))
        }
        drafts.append(.statementEnd(statement.tail))
        self.statement = nil
    }

    private func isPart(_ page: (number: String, isLast: String)) -> Bool {
        page.isLast == "false" || (!page.number.isEmpty && Int(page.number) != 1)
    }

    /// Tells the statement's head before its first entry.
    mutating func announce() {
        guard let isAnnounced = statement?.isAnnounced, !isAnnounced else { return }
        statement?.isAnnounced = true
        statement?.settleCurrency(entry.currency)
        guard let statement else { return }
        let tail = statement.tail
        drafts.append(
            .statement(
                StatementHead(
                    unit: tail.unit, account: tail.account, id: tail.id,
                    currency: Currency(tail.currency), opening: statement.opening,
                    posts: tail.posts, line: tail.line)))
    }
}
