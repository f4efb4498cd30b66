internal import Accounting
internal import Formats

/// CFONB 120, the French account statement in records of 120 characters.
///
///     0418206000000210EUR2 65432198701B1020926  030926PRLV SEPA EDF …  0000000000879}
///
/// **Read.** One statement a record 01 (old balance) to 07 (new balance), one bank row a record 04
/// with the records 05 that complement it. The last character of an amount is its last digit and
/// its sign: `879}` is −87.90. The account is the bank, branch and account number of the RIB, 21
/// characters without the key. A statement has no number.
///
/// **Controls.** Old balance, entries and new balance. The file declares no totals and has no end
/// mark: one that is cut behind a record 07 is a whole one.
///
/// **Source.** CFONB, "Relevé de compte sur support informatique", July 2004; qualifiers of record
/// 05: August 2007.
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
