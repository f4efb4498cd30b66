internal import Accounting
internal import Formats

/// OFX 1.x (SGML) and 2.x (XML), also under the names QFX and QBO: bank, card and investment
/// statements.
///
/// One bank row a `STMTTRN`, signed as `TRNAMT` is (money in positive, also on cards: a purchase
/// is negative); its `FITID` is the bank's reference. `LEDGERBAL` closes, as of its own day; OFX
/// states no opening, so no statement proves itself. Of an investment statement the cash
/// transactions (`INVBANKTRAN`) are booked; trades are shown as information, positions passed
/// over. `STMTTRNP` is pending. `ORIGCURRENCY` says what an amount was converted from, `CURRENCY`
/// that it is in another currency than the account: such a row is not booked. A row that corrects
/// another (`CORRECTFITID`) is flawed. Source: OFX §11.4, §13.9.
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
                throw FormatError(Flaw(.empty, line: 1, found: complaint, ["what": "STMTRS"]))
            }
            drafts.append(.end(rows: rowCount))
        }
    }

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
        case let kind? where [.transaction, .pendingTransaction, .trade].contains(kind):
            try beginRow(kind, reader)
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
        case .transaction, .pendingTransaction, .trade: try endRow(reader)
        case .statement: endStatement()
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

    private func string(_ text: Bytes) -> String { String(decoding: text, as: UTF8.self) }

    // MARK: Statement

    private func begin(_ reader: OFXReader) {
        unit += 1
        response?.hasStatement = true
        let version = reader.version.isEmpty ? "" : reader.version + " "
        var tail = StatementTail(
            unit: unit, message: "OFX \(version)\(reader.name)", account: "", id: "",
            line: reader.line)
        // An investment account's cash has no ledger balance.
        tail.isStatement = reader.name != "INVSTMTRS"
        tail.closingDay = .unstated
        statement = OFXStatement(tail: tail)
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
        let tail = statement.tail
        drafts.append(
            .statement(
                StatementHead(
                    unit: tail.unit, account: tail.account, id: tail.id,
                    currency: Currency(tail.currency), isStatement: tail.isStatement,
                    provesDays: false,
                    line: tail.line)))
    }

    private func endStatement() {
        guard var statement else { return }
        announce(&statement, rowCurrency: "")
        flush()
        statement.close()
        drafts.append(.statementEnd(statement.tail))
        self.statement = nil
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
        let day = row.day()
        row.judgeCorrection()
        let amount = readAmount(&row, statement)
        append(&row, day: day, amount, statement, end: reader.offset)
        statement.count(row, amount: amount, day: day)
        if row.kind != .trade,
            let flaw = statement.identities.identify(row.identity, &rows, line: row.line)
        {
            rows.flaws.append((rows.count - 1, flaw))
        }
        self.statement = statement
        if rows.count >= Limits.batchRows || rows.arena.bytes.count > Limits.record { flush() }
    }

    /// The row's amount in the account's currency; nil where it cannot be read as one.
    private func readAmount(_ row: inout OFXRow, _ statement: OFXStatement) -> Exact? {
        let found = String(decoding: row.amount ?? [], as: UTF8.self)
        switch amounts.read(row.amount ?? [], exponent: exponent(statement)) {
        case .amount(let amount):
            let currency = statement.tail.currency
            if row.currency.isEmpty || row.currency == currency { return amount }
            row.add(
                Flaw(.currencyUnknown, line: row.line, found: row.currency, ["expected": currency]))
        case .empty: row.add(Flaw(.fieldMissing, line: row.line, ["field": "TRNAMT"]))
        case let reading:
            row.add(Flaw(reading.defect, line: row.line, found: found, ["field": "TRNAMT"]))
        }
        return nil
    }

    private func append(
        _ row: inout OFXRow, day: Day?, _ amount: Exact?, _ statement: OFXStatement, end: Int64
    ) {
        var minor: Int64 = 0
        if let amount {
            let exponent = exponent(statement)
            if let units = amount.minorUnits(exponent: exponent) {
                minor = units
            } else {
                row.add(
                    Flaw(
                        amount.unitsDefect(exponent: exponent), line: row.line, found: amount.text,
                        ["field": "TRNAMT"]))
            }
        }
        rows.spans.append(
            Span(
                line: Int32(clamping: row.line), offset: row.start,
                length: Int32(clamping: end - row.start)))
        rows.days.append(day?.number ?? BankRows.missingDay)
        rows.valueDays.append(row.valueDay?.number ?? BankRows.missingDay)
        rows.amounts.append(minor)
        rows.status.append(row.status)
        rows.references.append(.empty)
        rows.payerReferences.append(rows.arena.append(row.payerReference))
        rows.counterparties.append(rows.arena.append(row.counterparty))
        rows.ibans.append(rows.arena.append(row.iban))
        rows.texts.append(rows.arena.append(row.text))
        // A trade is shown as it is and never booked: nothing in it stops the statement.
        if row.kind == .trade { return }
        for flaw in row.flaws { rows.flaws.append((rows.count - 1, flaw)) }
    }

    private func flush() {
        guard rows.count > 0 else { return }
        drafts.append(.bank(rows))
        rows = BankRows()
        statement?.identities.handOver()
    }
}
