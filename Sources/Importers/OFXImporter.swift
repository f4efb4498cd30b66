internal import Accounting
internal import Formats

/// OFX 1.x (SGML) and 2.x (XML), also under the names QFX and QBO: statements of banks, cards and
/// brokers.
///
///     <STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260902<TRNAMT>-84.30<FITID>17<NAME>Water</STMTTRN>
///
/// **Read.** One bank row a `STMTTRN`, signed as `TRNAMT` is (money in positive, also on cards: a
/// purchase is negative); its `FITID` is the bank's reference. `STMTTRNP` is pending. Of a broker's
/// statement the bank transactions and the cash of trades are booked; what moves securities alone
/// is ignored, positions are passed over. `ORIGCURRENCY` says what an amount was converted from,
/// `CURRENCY` that it is in another currency than the account: such a row is held, and so is one
/// that corrects another (`CORRECTFITID`). Loan statements are told and not read. A file may hold
/// several documents.
///
/// **Controls.** `LEDGERBAL` closes, as of its own day, and is held against the books; OFX states
/// no opening and no totals, so no statement proves itself. A file ends with `</OFX>`.
///
/// **Source.** Open Financial Exchange 2.2: §3.2.8–9 (dates, amounts), §5.2 (currency), §11.4
/// (statements), §13.9 (investments).
final class OFXImporter: Importer, OFXHandler {
    private let layout: SourceLayout
    private lazy var reader = OFXReader(
        vocabulary: OFXElement.vocabulary, encoding: layout.encoding, handler: self)
    private var drafts: [Draft] = []
    private var rows = BankRows()
    private var rowCount = 0
    private var unit = 0
    private var amounts: OFXAmounts
    private var response: OFXResponse?
    private var status = OFXStatus()
    /// What the server said went wrong, for a file without a statement.
    private var complaint = ""
    private var statement: OFXStatement?
    private var row: OFXRow?
    /// The loan statement that is passed over, or was last.
    private var unread: Flaw?
    private var isInLoan = false
    private var ignored: [IgnoredRow] = []

    init(_ layout: SourceLayout) {
        self.layout = layout
        amounts = OFXAmounts(layout.numbers)
    }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        defer {
            for draft in drafts { emit(draft) }
            drafts.removeAll(keepingCapacity: true)
        }
        try reader.feed(chunk, isLast: isLast)
        if isLast {
            if unit == 0 {
                throw FormatError(
                    unread ?? Flaw(.empty, line: 1, found: complaint, ["what": "STMTRS"]))
            }
            drafts.append(.end(rows: rowCount))
        }
    }

    private static let rowKinds: Set<OFXElement> = [
        .transaction, .pendingTransaction, .cashTrade, .trade,
    ]

    func drain(_ emit: (Draft) -> Void) {
        flush()
        for draft in drafts { emit(draft) }
        drafts.removeAll()
    }

    // MARK: Elements

    func start(_ id: Int, _ reader: OFXReader) throws {
        switch element(id) {
        case .response: response = OFXResponse(line: reader.line, start: reader.tagOffset)
        case .status: status = OFXStatus()
        case .statement: begin(reader)
        case .loan: beginLoan(reader)
        case let kind? where OFXImporter.rowKinds.contains(kind): try beginRow(kind, reader)
        default: break
        }
    }

    func field(_ id: Int, _ text: Bytes, _ reader: OFXReader) throws {
        guard let field = element(id), let parent = element(reader.parent) else { return }
        if row != nil {
            row?.take(field, in: parent, text)
            return
        }
        switch (parent, field) {
        case (.status, .code): status.code = string(text)
        case (.status, .severity): status.severity = string(text)
        case (.status, .message): status.message = string(text)
        case (.statement, .curDef):
            statement?.setCurrency(string(text).uppercased(), line: reader.line)
        case (.accountFrom, .acctID) where element(reader.grandparent) == .statement:
            statement?.takeAccount(string(text), line: reader.line)
        case (.list, .dtStart): takeDay(text, "DTSTART", reader) { $0.takeStart($1) }
        case (.list, .dtEnd): takeDay(text, "DTEND", reader) { $0.takeEnd($1) }
        case (.ledgerBalance, .balAmt): takeBalance(Array(text), reader)
        case (.ledgerBalance, .dtAsOf):
            takeDay(text, "DTASOF", reader) { $0.tail.closingDay = .day($1) }
        default: break
        }
    }

    func end(_ id: Int, _ reader: OFXReader) throws {
        switch element(id) {
        case let kind? where OFXImporter.rowKinds.contains(kind): try endRow(reader)
        case .statement: endStatement()
        case .loan: endLoan(reader)
        case .status:
            if status.isError {
                if complaint.isEmpty { complaint = status.text }
                response?.hasFailed = true
            }
        case .response: endResponse(reader)
        default: break
        }
    }

    func flawed(_ flaw: Flaw, _ reader: OFXReader) throws {
        if let kind = row?.kind, kind != .trade {
            row?.add(flaw)
        } else if statement != nil {
            statement?.add(flaw)
        } else {
            throw FormatError(flaw)
        }
    }

    private func element(_ id: Int?) -> OFXElement? { id.flatMap { OFXElement(rawValue: $0) } }

    private func string(_ text: some Collection<UInt8>) -> String {
        String(decoding: text, as: UTF8.self)
    }

    // MARK: Statement

    private func begin(_ reader: OFXReader) {
        unit += 1
        response?.hasStatement = true
        statement = OFXStatement(
            unit: unit, name: reader.name, version: reader.version, line: reader.line)
    }

    private func takeDay(
        _ text: Bytes, _ field: String, _ reader: OFXReader,
        _ set: (inout OFXStatement, Day) -> Void
    ) {
        guard var statement, !text.isEmpty else { return }
        if let day = Day(ofx: text) {
            set(&statement, day)
        } else if !text.allSatisfy({ $0 == 48 }) {
            statement.add(
                Flaw(.dateMalformed, line: reader.line, found: string(text), ["field": field]))
        }
        self.statement = statement
    }

    private func takeBalance(_ text: [UInt8], _ reader: OFXReader) {
        guard var statement else { return }
        switch amounts.read(text, exponent: exponent(statement)) {
        case .amount(let amount): statement.setClosing(amount, line: reader.line)
        case .empty: break
        case let reading:
            statement.add(
                Flaw(
                    reading.defect, line: reader.line, found: String(decoding: text, as: UTF8.self),
                    ["field": "BALAMT"]))
        }
        self.statement = statement
    }

    private func exponent(_ statement: OFXStatement) -> Int {
        Currency(statement.tail.currency)?.exponent ?? layout.currency.exponent
    }

    /// Tells the statement's head before its first row.
    private func announce(_ statement: inout OFXStatement, rowCurrency: String) {
        guard !statement.isAnnounced else { return }
        statement.isAnnounced = true
        if statement.tail.currency.isEmpty { statement.tail.currency = rowCurrency }
        drafts.append(.statement(statement.head))
    }

    private func endStatement() {
        guard var statement else { return }
        announce(&statement, rowCurrency: "")
        flush()
        statement.close()
        drafts.append(.statementEnd(statement.tail))
        self.statement = nil
    }

    // MARK: Loans

    /// A loan's statement is told and not read: what its amounts do to the principal is the
    /// lender's to say (interest, escrow, fees).
    private func beginLoan(_ reader: OFXReader) {
        response?.hasStatement = true
        isInLoan = true
        unread = Flaw(
            .kindUnknown, line: reader.line, found: reader.name, ["field": reader.name])
    }

    private func endLoan(_ reader: OFXReader) {
        isInLoan = false
        guard let unread else { return }
        rowCount += 1
        let start = response?.start ?? reader.offset
        let span = Span(
            line: Int32(clamping: unread.line), offset: start,
            length: Int32(clamping: reader.offset - start))
        drafts.append(.spoiled([SpoiledRow(span: span, flaws: [unread])]))
    }

    // MARK: Responses

    /// An account for which the server had an error instead of a statement is told.
    private func endResponse(_ reader: OFXReader) {
        guard let response else { return }
        self.response = nil
        guard !response.hasStatement, response.hasFailed else { return }
        rowCount += 1
        let span = Span(
            line: Int32(clamping: response.line), offset: response.start,
            length: Int32(clamping: reader.offset - response.start))
        let flaw = Flaw(.empty, line: response.line, found: complaint, ["what": "STMTRS"])
        drafts.append(.spoiled([SpoiledRow(span: span, flaws: [flaw])]))
    }

    // MARK: Rows

    private func beginRow(_ kind: OFXElement, _ reader: OFXReader) throws {
        guard statement != nil else {
            if isInLoan { return }
            throw FormatError(
                Flaw(
                    .malformed, line: reader.line, found: reader.name,
                    ["reason": "a transaction outside a statement"]))
        }
        row = OFXRow(kind, name: reader.name, line: reader.line, start: reader.tagOffset)
    }

    private func endRow(_ reader: OFXReader) throws {
        guard var row, var statement else { return }
        // Held once, so that what it holds is not copied.
        self.row = nil
        self.statement = nil
        announce(&statement, rowCurrency: row.currency)
        rowCount += 1
        statement.rowCount += 1
        if statement.rowCount > OFXIdentities.mostRows {
            throw FormatError(
                Flaw(.limit, line: row.line, ["limit": "rows \(OFXIdentities.mostRows)"]))
        }
        guard row.movesCash else {
            self.statement = statement
            return ignore(row, end: reader.offset)
        }
        let day = row.day()
        row.judgeCorrection()
        let exponent = exponent(statement)
        let account = statement.tail.currency
        let amount = amounts.read(&row, account: account, exponent: exponent)
        rows.append(
            &row, span(row, reader.offset), day: day, amount, account: account, exponent: exponent)
        statement.count(row, amount: amount.booked, day: day)
        if let flaw = statement.identities.identify(row.identity, &rows, line: row.line) {
            rows.flaws.append((rows.count - 1, flaw))
        }
        self.statement = statement
        if rows.count >= Limits.batchRows || rows.arena.bytes.count > Limits.record { flush() }
    }

    private func ignore(_ row: OFXRow, end: Int64) {
        ignored.append(IgnoredRow(span: span(row, end), reason: .security))
        if ignored.count >= Limits.batchRows { flushIgnored() }
    }

    private func span(_ row: OFXRow, _ end: Int64) -> Span {
        Span(
            line: Int32(clamping: row.line), offset: row.start,
            length: Int32(clamping: end - row.start))
    }

    private func flush() {
        flushIgnored()
        guard rows.count > 0 else { return }
        drafts.append(.bank(rows))
        rows = BankRows()
        statement?.identities.handOver()
    }

    private func flushIgnored() {
        if !ignored.isEmpty { drafts.append(.ignored(ignored)) }
        ignored.removeAll()
    }
}
