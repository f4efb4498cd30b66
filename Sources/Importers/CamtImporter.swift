internal import Accounting
internal import Formats

/// camt.052, camt.053 and camt.054 of ISO 20022, every version, with or without a namespace,
/// prefixed or wrapped (application header, envelope).
///
/// One bank row an `Ntry`, signed by its `CdtDbtInd` (a reversal already carries its own
/// direction, ISO 20022 `RvslInd`); texts and parties come from its details. Balances: OPBD or
/// PRCD opens, CLBD closes, ITBD where there is no other.
final class CamtImporter: Importer, XMLHandler {
    private lazy var reader = XMLReader(vocabulary: CamtElement.vocabulary, handler: self)
    private var path: [CamtElement] = []
    private var drafts: [Draft] = []
    private var statement: CamtStatement?
    private var entry = CamtEntry()
    private var details = CamtDetails()
    private var balance = CamtBalance()
    private var total = CamtTotal()
    private var rows = BankRows()
    private var rowCount = 0
    private var unit = 0
    private var posts = false
    private var page: (number: String, isLast: String) = ("", "")

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        defer {
            for draft in drafts { emit(draft) }
            drafts.removeAll(keepingCapacity: true)
        }
        try reader.feed(chunk, isLast: isLast)
        if isLast {
            if unit == 0 {
                throw FormatError(
                    Flaw(.empty, line: 1, found: reader.rootName, ["what": reader.namespace]))
            }
            drafts.append(.end(rows: rowCount))
        }
    }

    func drain(_ emit: (Draft) -> Void) {
        if statement != nil { flush() }
        for draft in drafts { emit(draft) }
        drafts.removeAll()
    }

    // MARK: Elements

    func start(_ name: Int, _ attributes: XMLAttributes, _ reader: XMLReader) throws
        -> XMLInterest
    {
        let element = CamtElement(rawValue: name) ?? .other
        let interest = element.interest(below: path.last ?? .other, isInside: statement != nil)
        if interest == .skip { return .skip }
        switch element {
        case .stmt, .rpt, .ntfctn:
            begin(element, reader)
        case .bal: balance = CamtBalance()
        case .ntry:
            entry = CamtEntry()
            entry.line = reader.line
            entry.start = reader.tagOffset
        case .txDtls: details = CamtDetails()
        case .ttlNtries, .ttlCdtNtries, .ttlDbtNtries:
            total = CamtTotal()
            total.line = reader.line
        case .amt where path.last == .ntry || path.last == .bal || path.last == .txDtls:
            let currency = attributes.value("Ccy") ?? ""
            if path.last == .ntry {
                entry.currency = currency
            } else if path.last == .bal {
                balance.currency = currency
            } else {
                details.currency = currency
            }
        default: break
        }
        path.append(element)
        return interest
    }

    func end(_ name: Int, text: Bytes, _ reader: XMLReader) throws {
        guard let element = path.popLast() else { return }
        let parent = path.last ?? .other
        switch parent {
        case .bal, .balTp, .cdOrPrtry: endInBalance(element, parent, text)
        case .ntry, .bookgDt, .valDt, .sts, .ntryDtls:
            endInEntry(element, parent, text)
        default:
            if path.contains(.ntry) {
                endInDetails(element, parent, text)
            } else {
                endInStatement(element, parent, text)
            }
        }
        switch element {
        case .bal where parent != .other: statement?.balances.append(balance)
        case .txDtls: endDetails()
        case .ntry: try endEntry(reader)
        case .stmt, .rpt, .ntfctn: endStatement()
        default: break
        }
    }

    private func begin(_ element: CamtElement, _ reader: XMLReader) {
        unit += 1
        posts = element == .stmt
        let message = CamtImporter.message(reader.namespace, element)
        statement = CamtStatement(
            tail: StatementTail(
                unit: unit, message: message, account: "", id: "", line: reader.line))
        statement?.tail.posts = posts
    }

    private static func message(_ namespace: String, _ element: CamtElement) -> String {
        if let found = namespace.split(separator: ":").last, found.hasPrefix("camt.") {
            return String(found)
        }
        return element == .stmt ? "camt.053" : element == .rpt ? "camt.052" : "camt.054"
    }

    // MARK: Statement

    private func endInStatement(_ element: CamtElement, _ parent: CamtElement, _ text: Bytes) {
        switch (parent, element) {
        case (.msgPgntn, .pgNb): page.number = string(text)
        case (.msgPgntn, .lastPgInd): page.isLast = string(text)
        case (.stmtPgntn, .pgNb): statement?.page.number = string(text)
        case (.stmtPgntn, .lastPgInd): statement?.page.isLast = string(text)
        case (.stmt, .id), (.rpt, .id), (.ntfctn, .id): statement?.tail.id = string(text)
        case (.frToDt, .frDtTm), (.frToDt, .frDt): statement?.tail.from = day(text)
        case (.frToDt, .toDtTm), (.frToDt, .toDt): statement?.tail.to = day(text)
        case (.id, .iban): statement?.tail.account = IBAN.normalized(string(text))
        case (.othr, .id) where path.contains(.acct):
            if statement?.tail.account.isEmpty == true {
                statement?.tail.account = string(text).trimmed
            }
        case (.acct, .ccy): statement?.setCurrency(string(text))
        case (.ttlNtries, .nbOfNtries), (.ttlCdtNtries, .nbOfNtries), (.ttlDbtNtries, .nbOfNtries):
            total.count = amount(text)
        case (.ttlNtries, .sum), (.ttlCdtNtries, .sum), (.ttlDbtNtries, .sum):
            total.sum = amount(text)
        case (.ttlNtries, .ttlNetNtryAmt), (.ttlNetNtry, .amt): total.net = amount(text)
        case (.ttlNtries, .cdtDbtInd), (.ttlNetNtry, .cdtDbtInd):
            total.isDebit = isDebit(text)
        case (.txsSummry, .ttlNtries): statement?.totals.append((.ttlNtries, total))
        case (.txsSummry, .ttlCdtNtries): statement?.totals.append((.ttlCdtNtries, total))
        case (.txsSummry, .ttlDbtNtries): statement?.totals.append((.ttlDbtNtries, total))
        default: break
        }
    }

    private func endInBalance(_ element: CamtElement, _ parent: CamtElement, _ text: Bytes) {
        switch (parent, element) {
        case (.cdOrPrtry, .cd), (.cdOrPrtry, .prtry): balance.type = string(text).trimmed
        case (.bal, .amt): balance.amount = amount(text)
        case (.bal, .cdtDbtInd): balance.isDebit = isDebit(text)
        case (.bal, .dt): break
        default: break
        }
    }

    private func endStatement() {
        flush()
        guard var statement else { return }
        announce(&statement)
        statement.close()
        if statement.tail.addsUp != true, isPart(statement.page) || isPart(page) {
            statement.tail.flaws.append(
                Flaw(
                    .pagesMissing, line: statement.tail.line,
                    ["page": page.number.isEmpty ? statement.page.number : page.number]))
        }
        drafts.append(.statementEnd(statement.tail))
        self.statement = nil
    }

    private func isPart(_ page: (number: String, isLast: String)) -> Bool {
        page.isLast == "false" || (!page.number.isEmpty && Int(page.number) != 1)
    }

    /// Tells the statement's head before its first entry.
    private func announce(_ statement: inout CamtStatement) {
        guard !statement.isAnnounced else { return }
        statement.isAnnounced = true
        statement.settleCurrency(entry.currency)
        let tail = statement.tail
        drafts.append(
            .statement(
                StatementHead(
                    unit: tail.unit, account: tail.account, id: tail.id,
                    currency: Currency(tail.currency), opening: statement.opening,
                    posts: tail.posts, line: tail.line)))
    }

    // MARK: Entries

    private func endInEntry(_ element: CamtElement, _ parent: CamtElement, _ text: Bytes) {
        switch (parent, element) {
        case (.ntry, .amt):
            entry.amount = amount(text)
            if entry.amount == nil { entry.badAmount = string(text) }
        case (.ntry, .cdtDbtInd):
            entry.isDebit = isDebit(text)
            entry.hasIndicator = text.elementsEqual("DBIT".utf8) || text.elementsEqual("CRDT".utf8)
        case (.ntry, .sts), (.sts, .cd):
            if !text.isEmpty { entry.setStatus(text) }
        case (.bookgDt, .dt), (.bookgDt, .dtTm):
            entry.bookingDay = day(text)
            if entry.bookingDay == nil { entry.badDay = string(text) }
        case (.valDt, .dt), (.valDt, .dtTm): entry.valueDay = day(text)
        case (.ntry, .acctSvcrRef): entry.reference = Array(text)
        case (.ntry, .addtlNtryInf): entry.add(text)
        default: break
        }
    }

    private func endInDetails(_ element: CamtElement, _ parent: CamtElement, _ text: Bytes) {
        switch (parent, element) {
        case (.refs, .endToEndId):
            if !text.elementsEqual("NOTPROVIDED".utf8) { details.payerReference = Array(text) }
        case (.refs, .acctSvcrRef):
            if entry.reference.isEmpty { entry.reference = Array(text) }
        case (.txDtls, .amt), (.txAmt, .amt):
            if details.amount == nil || parent == .txDtls { details.amount = amount(text) }
        case (.txDtls, .cdtDbtInd): details.isDebit = isDebit(text)
        case (.dbtr, .nm): details.debtor = Array(text)
        case (.cdtr, .nm): details.creditor = Array(text)
        case (.pty, .nm):
            if path.contains(.dbtr) {
                details.debtor = Array(text)
            } else {
                details.creditor = Array(text)
            }
        case (.id, .iban):
            if path.contains(.dbtrAcct) {
                details.debtorIBAN = Array(text)
            } else if path.contains(.cdtrAcct) {
                details.creditorIBAN = Array(text)
            }
        case (.rmtInf, .ustrd), (.txDtls, .addtlTxInf): details.add(text)
        case (.cdtrRefInf, .ref): details.structuredReference = Array(text)
        default: break
        }
    }

    private func endDetails() {
        entry.take(details, isDebit: entry.isDebit)
    }

    private func endEntry(_ reader: XMLReader) throws {
        guard var statement else { return }
        announce(&statement)
        rowCount += 1
        let exponent = Currency(statement.tail.currency)?.exponent ?? 2
        var flaws: [Flaw] = []
        let amount = entry.signed
        let isForeign =
            !entry.currency.isEmpty && !statement.tail.currency.isEmpty
            && entry.currency != statement.tail.currency
        var minor: Int64 = 0
        if let amount {
            if let units = amount.minorUnits(exponent: exponent) {
                minor = units
            } else {
                flaws.append(
                    Flaw(
                        amount.unitsDefect(exponent: exponent), line: entry.line,
                        found: amount.text,
                        ["field": "Amt"]))
            }
        } else {
            flaws.append(
                Flaw(.amountMalformed, line: entry.line, found: entry.badAmount, ["field": "Amt"]))
        }
        if !entry.hasIndicator {
            flaws.append(Flaw(.fieldMissing, line: entry.line, ["field": "CdtDbtInd"]))
        }
        if isForeign {
            flaws.append(
                Flaw(
                    .currencyUnknown, line: entry.line, found: entry.currency,
                    ["expected": statement.tail.currency]))
        }
        if entry.bookingDay == nil {
            flaws.append(
                entry.badDay.isEmpty
                    ? Flaw(.fieldMissing, line: entry.line, ["field": "BookgDt"])
                    : Flaw(
                        .dateMalformed, line: entry.line, found: entry.badDay, ["field": "BookgDt"])
            )
        }
        statement.count(entry, amount, isForeign: isForeign)
        append(minor, flaws, end: reader.offset)
        if !isForeign { appendParts(exponent) }
        self.statement = statement
        if rows.count >= Limits.batchRows { flush() }
    }

    private func append(_ amount: Int64, _ flaws: [Flaw], end: Int64) {
        rows.spans.append(
            Span(
                line: Int32(truncatingIfNeeded: entry.line), offset: entry.start,
                length: Int32(clamping: end - entry.start)))
        rows.days.append(entry.bookingDay?.number ?? BankRows.missingDay)
        rows.valueDays.append(entry.valueDay?.number ?? BankRows.missingDay)
        rows.amounts.append(amount)
        rows.status.append(entry.status)
        rows.references.append(rows.arena.append(entry.reference))
        rows.payerReferences.append(rows.arena.append(entry.payerReference))
        rows.counterparties.append(
            rows.arena.append(entry.isDebit ? entry.creditor : entry.debtor))
        rows.ibans.append(
            rows.arena.append(entry.isDebit ? entry.creditorIBAN : entry.debtorIBAN))
        rows.texts.append(rows.arena.append(entry.text))
        for flaw in flaws { rows.flaws.append((rows.count - 1, flaw)) }
    }

    private func appendParts(_ exponent: Int) {
        for (part, amount) in entry.postableParts(exponent: exponent) {
            let reference =
                part.structuredReference.isEmpty ? part.payerReference : part.structuredReference
            rows.details.append(
                BankDetail(
                    row: rows.count - 1, amount: amount,
                    payerReference: rows.arena.append(reference),
                    counterparty: rows.arena.append(amount < 0 ? part.creditor : part.debtor),
                    iban: rows.arena.append(amount < 0 ? part.creditorIBAN : part.debtorIBAN),
                    text: rows.arena.append(part.text)))
        }
    }

    private func flush() {
        guard rows.count > 0 else { return }
        drafts.append(.bank(rows))
        rows = BankRows()
    }

    // MARK: Values

    private func string(_ text: Bytes) -> String { String(decoding: text, as: UTF8.self) }

    private func isDebit(_ text: Bytes) -> Bool { text.first == UInt8(ascii: "D") }

    private static let amounts = AmountReader(.plain)

    private func amount(_ text: Bytes) -> Exact? {
        // Files carry up to 13 decimals; more would leave the range of exact sums.
        guard case .amount(let amount) = CamtImporter.amounts.read(text), amount.scale <= 13
        else { return nil }
        return amount
    }

    /// `Dt` or the date of `DtTm`.
    private func day(_ text: Bytes) -> Day? {
        guard text.count >= 10 else { return nil }
        if text.count > 10, !Array("TZ+-".utf8).contains(text[10]) { return nil }
        return Day(iso: Bytes(rebasing: text[..<10]))
    }
}
