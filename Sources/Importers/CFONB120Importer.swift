internal import Accounting
internal import Formats

/// CFONB 120, the French account statement (CFONB, "Relevé de compte sur support informatique",
/// July 2004; qualifiers of record 05: August 2007).
///
/// One statement a record 01 (old balance) to 07 (new balance), one bank row a record 04 with the
/// records 05 that complement it. The last character of an amount is its last digit and its sign.
/// The account is the bank, branch and account number of the RIB, 21 characters without the key.
/// A statement has no number; the file declares no totals and has no end mark: a file cut behind a
/// record 07 is a whole one.
final class CFONB120Importer: Importer {
    private static let length = 120
    private static let dates = DateReader(pattern: "DDMMYY") ?? DateReader()

    private let layout: SourceLayout
    private var records: FixedWidthReader
    private var statements = StatementBuilder()
    private var entry: CFONBEntry?
    /// Branch and account number of the open statement.
    private var account: [UInt8] = []
    private var isForeign = false

    init(_ layout: SourceLayout) {
        self.layout = layout
        records = FixedWidthReader(length: CFONB120Importer.length, encoding: layout.encoding)
    }

    /// True for a record 01: bank and branch in digits, an old balance with its sign.
    static func recognises(_ head: [UInt8]) -> Bool {
        var reader = FixedWidthReader(length: length, encoding: nil)
        var first: Bool?
        _ = try? Array(plainHead(head).prefix(2048)).withUnsafeBufferPointer { bytes in
            try reader.feed(bytes, isLast: true) { record in
                guard first == nil else { return }
                first =
                    record[1...2].elementsEqual("01".utf8) && record.number(3...7) != nil
                    && record.isBlank(8...11) && record.number(12...16) != nil
                    && record.count < 2 * length && record.overpunched(91...104, scale: 0) != nil
            }
        }
        return first ?? false
    }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        defer { statements.emit(emit) }
        try records.feed(chunk, isLast: isLast) { record in
            switch record.string(1...2) {
            case "01": begin(record)
            case "04": try add(record)
            case "05": try complement(record)
            case "07": try end(record)
            default: throw record.misplaced
            }
        }
        guard isLast else { return }
        let isCut = statements.isOpen
        endTruncated()
        try statements.endFile(missing: isCut ? "07" : nil, emit)
    }

    func drain(_ emit: (Draft) -> Void) {
        flush()
        statements.drain(emit)
    }

    // MARK: Balances

    private func begin(_ record: FixedRecord) {
        endTruncated()
        account = key(record)
        var tail = StatementTail(
            unit: 0, message: "CFONB120", account: number(record), id: "", line: record.line)
        tail.currency = record.string(17...19)
        let currency = Currency(tail.currency) ?? layout.currency
        if !tail.currency.isEmpty, Currency(tail.currency) == nil {
            tail.flaws.append(record.flaw(.currencyUnknown, 17...19))
        }
        if tail.account.isEmpty { tail.flaws.append(record.missing("account")) }
        switch record.day(35...40, CFONB120Importer.dates) {
        // The balance is that of the day's end: the statement goes from the day after.
        case .day(let day): tail.from = day + 1
        default: tail.flaws.append(record.flaw(.dateMalformed, 35...40))
        }
        let opening = amount(record, currency)
        if opening == nil { tail.flaws.append(record.flaw(.amountMalformed, 91...104)) }
        statements.begin(tail, opening: opening, exponent: currency.exponent)
    }

    private func end(_ record: FixedRecord) throws {
        guard statements.isOpen, let tail = statements.tail else { throw record.misplaced }
        flush()
        checkAccount(record)
        checkCurrency(record)
        let currency = Currency(tail.currency) ?? layout.currency
        let closing = amount(record, currency)
        if closing == nil { statements.flaw(record.flaw(.amountMalformed, 91...104)) }
        switch record.day(35...40, CFONB120Importer.dates) {
        case .day(let day):
            statements.change {
                $0.to = day
                $0.from = $0.from.map { min($0, day) }
            }
        default: statements.flaw(record.flaw(.dateMalformed, 35...40))
        }
        statements.end(closing: closing)
    }

    /// A statement that another one or the end of the file cuts off.
    private func endTruncated() {
        guard statements.isOpen, let tail = statements.tail else { return }
        flush()
        statements.flaw(Flaw(.truncated, line: tail.line, ["what": "07"]))
        statements.end(closing: nil)
    }

    /// The amount at 91 to 104, with the decimals that column 20 states, else the currency's.
    private func amount(_ record: FixedRecord, _ currency: Currency) -> Exact? {
        let scale = record.isBlank(20...20) ? currency.exponent : record.number(20...20)
        return scale.flatMap { record.overpunched(91...104, scale: $0) }
    }

    private func number(_ record: FixedRecord) -> String {
        record.string(3...7) + record.string(12...16) + record.string(22...32)
    }

    private func key(_ record: FixedRecord) -> [UInt8] {
        Array(record[12...16]) + Array(record[22...32])
    }

    /// The record is of the statement's account and currency, else the statement is not whole.
    private func checkAccount(_ record: FixedRecord) {
        if key(record) != account {
            statements.flaw(
                Flaw(
                    .malformed, line: record.line, found: number(record),
                    ["reason": "other account"]))
        }
    }

    private func checkCurrency(_ record: FixedRecord) {
        let stated = record.string(17...19)
        guard let tail = statements.tail, !stated.isEmpty, stated != tail.currency else { return }
        statements.flaw(record.flaw(.currencyUnknown, 17...19))
    }

    // MARK: Entries

    private func add(_ record: FixedRecord) throws {
        guard statements.isOpen else { throw record.misplaced }
        flush()
        checkAccount(record)
        let stated = record.string(17...19)
        statements.change { if $0.currency.isEmpty { $0.currency = stated } }
        let code = statements.tail?.currency ?? ""
        isForeign = !stated.isEmpty && stated != code
        var entry = CFONBEntry(record)
        if isForeign {
            entry.entry.flaws.append(record.flaw(.currencyUnknown, 17...19))
        }
        entry.entry.amount = amount(record, Currency(stated) ?? layout.currency)
        if entry.entry.amount == nil {
            entry.entry.flaws.append(record.flaw(.amountMalformed, 91...104))
        }
        switch record.day(35...40, CFONB120Importer.dates) {
        case .day(let day): entry.entry.day = day
        default: entry.entry.flaws.append(record.flaw(.dateMalformed, 35...40))
        }
        if case .day(let day) = record.day(43...48, CFONB120Importer.dates) {
            entry.entry.valueDay = day
        }
        self.entry = entry
    }

    private func complement(_ record: FixedRecord) throws {
        guard statements.isOpen else { throw record.misplaced }
        guard entry != nil else {
            statements.flaw(
                Flaw(.malformed, line: record.line, found: "05", ["reason": "record order"]))
            return
        }
        checkAccount(record)
        entry?.complement(record)
    }

    private func flush() {
        guard let whole = entry?.whole else { return }
        entry = nil
        statements.add(whole, isForeign: isForeign)
    }
}

/// A record 04 with the records 05 that complement it.
private struct CFONBEntry {
    var entry: BankEntry
    private var payer: [UInt8] = []
    private var beneficiary: [UInt8] = []
    private var account: [UInt8] = []
    /// True where the label before filled its columns: LC2 goes on in the middle of a word.
    private var goesOn = false

    init(_ record: FixedRecord) {
        entry = BankEntry(span: record.span)
        entry.payerReference = entry.read(record, 105...120)
        entry.text.add(entry.read(record, 49...79))
    }

    mutating func complement(_ record: FixedRecord) {
        entry.span.length = Int32(
            clamping: record.span.offset + Int64(record.span.length) - entry.span.offset)
        let qualifier = record.string(46...48)
        switch qualifier {
        case "NPY": payer = entry.read(record, 49...118)
        case "NBE": beneficiary = entry.read(record, 49...118)
        case "CBE": account = entry.read(record, 49...82)
        case "REF": entry.reference = entry.read(record, 49...118)
        case "RCN":
            let reference = entry.read(record, 49...83)
            if !reference.isEmpty, !reference.elementsEqual("NOTPROVIDED".utf8) {
                entry.payerReference = reference
            }
        // Identifiers of the parties, those behind them, original amount, fee: not text.
        case "IBE", "IPY", "NBU", "NPO", "MMO", "FEE": break
        default:
            entry.text.add(
                entry.read(record, 49...118), joined: qualifier == "LC2" && goesOn)
            goesOn = qualifier == "LCC" && record[118] != 32
        }
    }

    /// The entry with its counterparty: the payer of money in, the beneficiary of money out.
    var whole: BankEntry {
        var entry = entry
        let isOut = (entry.amount?.mantissa ?? 0) < 0
        let (named, other) = isOut ? (beneficiary, payer) : (payer, beneficiary)
        entry.counterparty = named.isEmpty ? other : named
        if isOut, IBAN.looksLikeOne(account[...]) { entry.iban = account }
        return entry
    }
}

extension FixedRecord {
    func flaw(_ defect: Defect, _ columns: ClosedRange<Int>) -> Flaw {
        Flaw(defect, line: line, column: columns.lowerBound, found: string(columns))
    }

    func missing(_ field: String) -> Flaw { Flaw(.fieldMissing, line: line, ["field": field]) }

    /// Digits of which the last one carries the sign: `{ABCDEFGHI` are +0 to +9, `}JKLMNOPQR` −0
    /// to −9. Files that were French EBCDIC once (code page 297) have `é` for `{`, `è` for `}`.
    func overpunched(_ columns: ClosedRange<Int>, scale: Int) -> Exact? {
        let last = columns.upperBound
        guard let text = text(last...last), let sign = text.first else { return nil }
        let digit: UInt8
        switch sign {
        case UInt8(ascii: "{"), UInt8(ascii: "}"): digit = 0
        case UInt8(ascii: "A")...UInt8(ascii: "I"): digit = sign - UInt8(ascii: "A") + 1
        case UInt8(ascii: "J")...UInt8(ascii: "R"): digit = sign - UInt8(ascii: "J") + 1
        case _ where text == Array("é".utf8) || text == Array("è".utf8): digit = 0
        default: return nil
        }
        let isDebit =
            sign >= UInt8(ascii: "J") && sign <= UInt8(ascii: "R") || sign == UInt8(ascii: "}")
            || text == Array("è".utf8)
        let digits = self[columns.lowerBound...last - 1]
        guard digits.count == columns.count - 1,
            let value = Exact(digits: Array(digits) + [digit + 48], scale: scale)
        else { return nil }
        return isDebit ? -value : value
    }
}

extension BankEntry {
    /// The text of columns; a flaw and nothing where it is not of the file's encoding.
    mutating func read(_ record: FixedRecord, _ columns: ClosedRange<Int>) -> [UInt8] {
        if let text = record.text(columns) { return text }
        if !flaws.contains(where: { $0.defect == .encoding }) {
            flaws.append(record.flaw(.encoding, columns))
        }
        return []
    }
}
