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
    var drafts: [Draft] = []
    /// Entries read so far.
    var rowCount = 0
    /// Statements begun so far, their pages joined.
    var unit = 0
    var statement: CamtStatement?
    /// A page of a statement that the next page is awaited of.
    var waiting: CamtStatement?
    var entry = CamtEntry()
    private var balance = CamtBalance()
    private var total = CamtTotal()
    /// Of the sum of a batch being read.
    private(set) var batchCurrency = ""
    var rows = BankRows()
    /// The page of the message, and the statements of the message so far.
    private(set) var page = CamtPage()
    var messageStatements = 0
    /// The message's definition as an application header names it.
    private var definition = ""

    /// Gives the drafts made since the last call.
    mutating func takeDrafts() -> [Draft] {
        defer { drafts = [] }
        return drafts
    }

    /// Hands over what is read of a file that goes no further.
    mutating func flushOpen() {
        if statement != nil { flush() }
        finishWaiting()
    }

    /// The account of the open statement, once its head was told.
    var settledAccount: CamtAccount? {
        guard let statement, statement.isAnnounced else { return nil }
        return CamtAccount(number: statement.tail.account, currency: statement.tail.currency)
    }

    /// Takes on a statement whose head was told elsewhere.
    mutating func resume(_ account: CamtAccount) {
        statement = CamtStatement(
            tail: StatementTail(unit: 0, message: "", account: "", id: "", line: 0))
        statement?.setAccount(account.number)
        statement?.setCurrency(account.currency)
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
        case .entry: entry.begin(line: reader.line, start: reader.tagOffset)
        case .transaction: entry.beginDetails()
        case .amount: entry.currency = attributes.value("Ccy") ?? ""
        case .transactionAmount: entry.beginAmount(.stated, attributes.value("Ccy") ?? "")
        case .transactedAmount: entry.beginAmount(.transacted, attributes.value("Ccy") ?? "")
        case .counterAmount: entry.beginAmount(.countervalue, attributes.value("Ccy") ?? "")
        case .instructedAmount: entry.beginAmount(.instructed, attributes.value("Ccy") ?? "")
        case .batchTotal: batchCurrency = attributes.value("Ccy") ?? ""
        case .charges: entry.charges.begin()
        case .chargesTotal, .chargeAmount:
            entry.charges.setCurrency(attributes.value("Ccy") ?? "")
        case .statement, .report, .notification: beginStatement(field, reader)
        case .header: (page, messageStatements) = (CamtPage(), 0)
        case .balance: balance = CamtBalance(line: reader.line)
        case .balanceAmount: balance.currency = attributes.value("Ccy") ?? ""
        case .total, .creditTotal, .debitTotal:
            total = CamtTotal(field: field, line: reader.line)
        default: break
        }
    }

    mutating func end(_ field: CamtField, _ text: Bytes, _ reader: XMLReader) {
        switch field {
        case .entry: endEntry(reader)
        case .transaction: entry.endDetails()
        case .amount, .side, .isReversal, .status, .bookingDay, .valueDay, .reference,
            .information, .code, .proprietaryCode, .batchCount, .batchTotal:
            endInEntry(field, text)
        case .endToEndID, .transactionReference, .transactionSide, .debtor, .creditor,
            .debtorAccount, .creditorAccount, .remittance, .referenceType, .structuredReference,
            .returnReason:
            endInDetails(field, text)
        case .transactionAmount, .instructedAmount, .transactedAmount, .counterAmount, .rate,
            .rateUnit, .charges, .chargesTotal, .chargeAmount, .chargeSide, .chargeIsIncluded,
            .chargeName:
            endInAmounts(field, text)
        case .statement, .report, .notification: endStatement()
        case .definition: definition = text.string.trimmed
        case .messagePage: page.setNumber(text.string)
        case .messageIsLast: page.setLast(text.string)
        case .header, .nothing: break
        default: endInStatement(field, text)
        }
    }

    // MARK: Statement

    private mutating func beginStatement(_ field: CamtField, _ reader: XMLReader) {
        let name =
            CamtMessage.name(in: reader.elementNamespace) ?? CamtMessage.name(in: definition)
        // Other messages have elements of these names too (`Ntfctn` of camt.057).
        if let name, !["camt.052", "camt.053", "camt.054"].contains(name.prefix(8)) { return }
        let kind =
            field == .statement ? "camt.053" : field == .report ? "camt.052" : "camt.054"
        var tail = StatementTail(
            unit: 0, message: name ?? kind, account: "", id: "", line: reader.line)
        tail.posts = field == .statement
        statement = CamtStatement(tail: tail)
    }

    /// The message that a namespace or a header names, such as `camt.053.001.08`, wherever in
    /// it: `urn:iso:std:iso:20022:tech:xsd:…`, `ISO:…:APC:STUZZA:payments:002`, `urn:swift:xsd:$…`.
    static func name(in text: String) -> String? {
        let parts = text.split { ":/$".contains($0) }
        return parts.first { part in
            let bytes = Array(part.utf8.prefix(9))
            return bytes.count > 7 && bytes[4] == 46 && (bytes.count == 8 || bytes[8] == 46)
                && bytes[..<4].allSatisfy { $0 >= 97 && $0 <= 122 }
                && bytes[5..<8].allSatisfy { $0 >= 48 && $0 <= 57 }
        }.map { String($0.prefix(15)) }
    }

    private mutating func endInStatement(_ field: CamtField, _ text: Bytes) {
        switch field {
        case .id: statement?.setID(text.string)
        case .sequence: statement?.sequence = text.string.trimmed
        case .page: statement?.page.setNumber(text.string)
        case .isLast: statement?.page.setLast(text.string)
        case .from: statement?.setRange(from: text.day)
        case .to: statement?.setRange(to: text.day)
        case .iban: statement?.setAccount(IBAN.normalized(text.string))
        case .otherAccount where statement?.tail.account.isEmpty == true:
            statement?.setAccount(text.string.trimmed)
        case .currency: statement?.setCurrency(text.string)
        case .balance: statement?.add(balance)
        case .balanceType: balance.type = text.string.trimmed
        case .balanceAmount:
            balance.amount = text.amount
            balance.found = String(text.string.prefix(40))
        case .balanceSide: balance.isDebit = text.isDebit
        case .total, .creditTotal, .debitTotal: statement?.add(total)
        case .totalCount: total.count = text.amount
        case .totalSum: total.sum = text.amount
        case .totalNet: total.net = text.amount
        case .totalSide: total.isDebit = text.isDebit
        default: break
        }
    }
}
