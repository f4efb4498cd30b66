internal import Accounting
internal import Formats

/// A transaction of an OFX statement as it is read: `STMTTRN`, `STMTTRNP`, or a trade of an
/// investment statement.
struct OFXRow {
    let kind: OFXElement
    let line: Int
    let start: Int64
    var amount: [UInt8]?
    /// The currency the amount is in, where the row states one.
    var currency = ""
    private(set) var flaws: [Flaw] = []
    private(set) var fitID: [UInt8] = []
    private(set) var type: [UInt8] = []
    private(set) var counterparty: [UInt8] = []
    private(set) var iban: [UInt8] = []
    private(set) var valueDay: Day?
    /// The currency an amount was converted from, where the row states one.
    private(set) var original: [UInt8] = []
    /// `CURRATE`: what one unit of either currency is in the account's.
    private(set) var rate: [UInt8] = []
    private var fund: [UInt8] = []
    private var hasFitID = false
    private var hasPayee = false
    private var date: [UInt8]?
    private var memo: [UInt8] = []
    private var checkNumber: [UInt8] = []
    private var referenceNumber: [UInt8] = []
    private var corrects: [UInt8] = []
    private var action: [UInt8] = []

    /// - Parameter name: the trade's tag, which is its text where it has no other.
    init(_ kind: OFXElement, name: String, line: Int, start: Int64) {
        self.kind = kind
        self.line = line
        self.start = start
        if kind == .trade || kind == .cashTrade { type = Array(name.utf8) }
    }

    mutating func add(_ flaw: Flaw) { if flaws.count < 16 { flaws.append(flaw) } }

    /// Takes a field of the row itself or of an aggregate in it.
    mutating func take(_ field: OFXElement, in parent: OFXElement, _ text: Bytes) {
        switch (parent, field) {
        case (.payee, .name), (kind, .payee): setPayee(text)
        case (.accountTo, .acctID):
            let account = IBAN.normalized(String(decoding: text, as: UTF8.self))
            if IBAN.looksLikeOne(Array(account.utf8)[...]) { iban = Array(account.utf8) }
        case (.currency, .curSym), (kind, .currency):
            currency = String(decoding: text, as: UTF8.self).uppercased()
        case (.originalCurrency, .curSym), (kind, .originalCurrency): original = Array(text)
        case (.currency, .curRate), (.originalCurrency, .curRate): rate = Array(text)
        case (kind, _): take(field, text)
        default: break
        }
    }

    private mutating func take(_ field: OFXElement, _ text: Bytes) {
        switch field {
        case .dtPosted, .dtTran, .dtTrade:
            once("the date", date != nil)
            date = Array(text)
        case .trnAmt, .total, .fracCash:
            once("the amount", amount != nil)
            amount = Array(text)
        case .fitID:
            once("FITID", hasFitID)
            hasFitID = true
            fitID = Array(text)
        case .trnType: type = Array(text)
        case .dtAvail, .dtSettle: valueDay = Day(ofx: text)
        case .subAcctFund: fund = Array(text)
        case .correctFitID: corrects = Array(text)
        case .correctAction: action = Array(text)
        case .checkNum: checkNumber = Array(text)
        case .refNum: referenceNumber = Array(text)
        case .name: if counterparty.isEmpty { counterparty = Array(text) }
        case .extdName: setPayee(text)
        case .memo: CamtEntry.join(&memo, text)
        default: break
        }
    }

    /// A field that stands twice shows two rows run together.
    private mutating func once(_ field: String, _ isThere: Bool) {
        guard isThere, kind != .trade else { return }
        add(Flaw(.malformed, line: line, ["reason": "\(field) stands twice in one row"]))
    }

    /// The full name of the other side, which outweighs the short `NAME`.
    private mutating func setPayee(_ text: Bytes) {
        guard !text.isEmpty, !hasPayee else { return }
        hasPayee = true
        counterparty = Array(text)
    }

    // MARK: What the row says

    /// The booking day as written, or why there is none.
    mutating func day() -> Day? {
        let field =
            switch kind {
            case .pendingTransaction: "DTTRAN"
            case .transaction: "DTPOSTED"
            default: "DTTRADE"
            }
        guard let date, !date.isEmpty else {
            if kind != .pendingTransaction {
                add(Flaw(.fieldMissing, line: line, ["field": field]))
            }
            return nil
        }
        if let day = date.withUnsafeBufferPointer({ Day(ofx: $0) }) { return day }
        add(Flaw(.dateMalformed, line: line, found: string(date), ["field": field]))
        return nil
    }

    /// A row that changes an earlier one is not posted: the earlier one has to be undone too.
    mutating func judgeCorrection() {
        guard !corrects.isEmpty || !action.isEmpty else { return }
        add(
            Flaw(
                .correction, line: line, found: string(fitID),
                [
                    "corrected": corrects.isEmpty ? "–" : string(corrects),
                    "action": action.isEmpty ? "–" : string(action),
                ]))
    }

    /// False for a movement of securities alone: one of a kind that moves no cash (but a split
    /// may pay fractions out), or one that the cash of the account does not pay for.
    var movesCash: Bool {
        switch kind {
        case .cashTrade: string(fund).uppercased() != "OTHER"
        case .trade: type.elementsEqual("SPLIT".utf8) && amount != nil
        default: true
        }
    }

    /// A purchase or a charge that brings money in, a sale that costs some: read two ways.
    mutating func judgeSign(_ amount: Exact) {
        let isOut = ["BUY", "INVEXPENSE", "MARGININTEREST"].contains { string(type).hasPrefix($0) }
        let isIn = string(type).hasPrefix("SELL")
        guard kind == .cashTrade, isOut && amount.mantissa > 0 || isIn && amount.mantissa < 0
        else { return }
        add(
            Flaw(
                .amountAmbiguous, line: line, found: amount.text,
                ["field": "\(string(type)) TOTAL"]))
    }

    /// The field that its amount stands in.
    var amountField: String {
        kind == .transaction || kind == .pendingTransaction ? "TRNAMT" : "TOTAL"
    }

    /// The bank's own id; nothing but zeros is none.
    var identity: [UInt8] { fitID.allSatisfy { $0 == 48 } ? [] : fitID }

    /// The cheque's number, else the reference number, where they are not the bank's own id.
    var payerReference: [UInt8] {
        let candidates =
            isCheque ? [checkNumber, referenceNumber] : [referenceNumber, checkNumber]
        return candidates.first { $0 != fitID && !$0.allSatisfy { $0 == 48 } } ?? []
    }

    private var isCheque: Bool { string(type).uppercased() == "CHECK" }
    /// Money out by its kind, whatever the sign.
    var isDebit: Bool { string(type).uppercased() == "DEBIT" }
    var status: EntryStatus { kind == .pendingTransaction ? .pending : .booked }

    /// Name, memo and cheque number, each once; the kind of transaction where there is nothing.
    var text: [UInt8] {
        var text: [UInt8] = []
        let parts = memo.starts(with: counterparty) ? [memo] : [counterparty, memo]
        for part in parts where text != part { join(&text, part) }
        if isCheque, !checkNumber.allSatisfy({ $0 == 48 }), checkNumber != fitID,
            !string(text).contains(string(checkNumber))
        {
            join(&text, checkNumber)
        }
        if text.isEmpty || kind == .cashTrade || kind == .trade { join(&text, type) }
        if !original.isEmpty {
            join(&text, original)
            join(&text, rate)
        }
        return text
    }

    private func join(_ text: inout [UInt8], _ piece: [UInt8]) {
        piece.withUnsafeBufferPointer { CamtEntry.join(&text, $0) }
    }

    private func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

extension BankRows {
    /// Adds a row of an OFX statement; its reference is given to it by `OFXIdentities`.
    /// - Parameter account: the account's currency; `exponent` are its decimals.
    mutating func append(
        _ row: inout OFXRow, _ span: Span, day: Day?, _ amount: OFXAmount, account: String,
        exponent: Int
    ) {
        let minor = amount.booked?.minorUnits(exponent: exponent)
        if let booked = amount.booked, minor == nil {
            row.add(
                Flaw(
                    booked.unitsDefect(exponent: exponent), line: row.line, found: booked.text,
                    ["field": row.amountField]))
        }
        spans.append(span)
        days.append(day?.number ?? BankRows.missingDay)
        valueDays.append(row.valueDay?.number ?? BankRows.missingDay)
        amounts.append(minor ?? 0)
        status.append(row.status)
        references.append(.empty)
        payerReferences.append(arena.append(row.payerReference))
        counterparties.append(arena.append(row.counterparty))
        ibans.append(arena.append(row.iban))
        texts.append(arena.append(row.text))
        for flaw in row.flaws { flaws.append((count - 1, flaw)) }
        add(
            amount.original, booked: amount.booked, of: Currency(account),
            isDebit: amount.isDebit)
    }
}
