internal import Accounting
internal import Formats

/// A transaction of an OFX statement as it is read: `STMTTRN`, `STMTTRNP` or a trade.
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
    private var hasFitID = false
    private var hasPayee = false
    private var date: [UInt8]?
    private var memo: [UInt8] = []
    private var checkNumber: [UInt8] = []
    private var referenceNumber: [UInt8] = []
    private var corrects: [UInt8] = []
    private var action: [UInt8] = []
    private var original: [UInt8] = []
    private var rate: [UInt8] = []

    /// - Parameter name: the trade's tag, which is its text where it has no other.
    init(_ kind: OFXElement, name: String, line: Int, start: Int64) {
        self.kind = kind
        self.line = line
        self.start = start
        if kind == .trade { type = Array(name.utf8) }
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
        case (.originalCurrency, .curRate): rate = Array(text)
        case (kind, _): take(field, text)
        default: break
        }
    }

    private mutating func take(_ field: OFXElement, _ text: Bytes) {
        switch field {
        case .dtPosted, .dtTran, .dtTrade:
            once("the date", date != nil)
            date = Array(text)
        case .trnAmt, .total:
            once("the amount", amount != nil)
            amount = Array(text)
        case .fitID:
            once("FITID", hasFitID)
            hasFitID = true
            fitID = Array(text)
        case .trnType: type = Array(text)
        case .dtAvail: valueDay = Day(ofx: text)
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
        let field = kind == .pendingTransaction ? "DTTRAN" : "DTPOSTED"
        guard let date, !date.isEmpty else {
            if kind == .transaction { add(Flaw(.fieldMissing, line: line, ["field": field])) }
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
                .malformed, line: line, found: string(corrects),
                ["reason": "corrects an earlier row (CORRECTFITID, \(string(action)))"]))
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
    var status: EntryStatus {
        kind == .trade ? .information : kind == .pendingTransaction ? .pending : .booked
    }

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
        if text.isEmpty || kind == .trade { join(&text, type) }
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

/// Reads amounts as OFX files write them: signed, a point or a comma before the decimals.
///
/// The standard knows no groups (OFX §3.2.9), files do: `1.234` is read where the source
/// declares its mark, where an earlier amount of the file has shown that mark to be the decimal
/// one, where nothing but decimals can follow (`0.123`), or where the currency has three decimals.
struct OFXAmounts {
    private let declared: UInt8?
    private var proved: Set<UInt8> = []

    init(_ numbers: NumberFormat) { declared = numbers.decimal }

    mutating func read(_ text: [UInt8], exponent: Int) -> AmountReading {
        let reading = read(text, decimal: nil)
        switch reading {
        case .amount(let amount):
            if amount.scale > 0, let mark = text.last(where: { $0 == 44 || $0 == 46 }) {
                proved.insert(mark)
            }
            // More decimals would leave the range of exact sums.
            return amount.scale <= 13 ? reading : .malformed
        case .ambiguous:
            guard let mark = text.first(where: { $0 == 44 || $0 == 46 }) else { return reading }
            if let declared { return read(text, decimal: declared) }
            let digits = text.prefix { $0 != mark }.drop { $0 < 48 || $0 > 57 }
            let isDecimal = proved.contains(mark) || digits.first == 48 || exponent == 3
            return isDecimal ? read(text, decimal: mark) : reading
        default: return reading
        }
    }

    private func read(_ text: [UInt8], decimal: UInt8?) -> AmountReading {
        text.withUnsafeBufferPointer { AmountReader(NumberFormat(decimal: decimal)).read($0) }
    }
}

extension AmountReading {
    /// Why it is no amount.
    var defect: Defect {
        switch self {
        case .ambiguous: .amountAmbiguous
        case .tooLarge: .amountTooLarge
        default: .amountMalformed
        }
    }
}

/// The FITIDs of a statement: one that stands on rows that differ identifies none of them.
///
/// Rows already handed over cannot be changed any more: a FITID that comes again after them is a
/// flaw of the later row.
struct OFXIdentities {
    /// The most rows of one statement; their identities are held.
    static let mostRows = 2_000_000
    /// FITIDs of the rows being gathered; -1 where it identifies nothing.
    private var gathered: [[UInt8]: Int] = [:]
    private var handedOver: Set<UInt64> = []

    /// Gives the last row of `rows` its reference.
    mutating func identify(_ fitID: [UInt8], _ rows: inout BankRows, line: Int) -> Flaw? {
        let row = rows.count - 1
        guard !fitID.isEmpty else { return nil }
        if handedOver.contains(OFXIdentities.hash(fitID)) {
            return Flaw(
                .malformed, line: line, found: String(decoding: fitID, as: UTF8.self),
                ["reason": "its FITID stands on an earlier row"])
        }
        guard let first = gathered[fitID] else {
            gathered[fitID] = row
            rows.references[row] = rows.arena.append(fitID)
            return nil
        }
        if first >= 0, isSame(rows, first, row) {
            rows.references[row] = rows.references[first]
        } else {
            // Rows that are the same share one reference.
            let shared = first >= 0 ? rows.references[first] : .empty
            for twin in 0..<row where first >= 0 && rows.references[twin] == shared {
                rows.references[twin] = .empty
            }
            gathered[fitID] = -1
        }
        return nil
    }

    mutating func handOver() {
        for fitID in gathered.keys { handedOver.insert(OFXIdentities.hash(fitID)) }
        gathered.removeAll(keepingCapacity: true)
    }

    private func isSame(_ rows: BankRows, _ first: Int, _ second: Int) -> Bool {
        rows.days[first] == rows.days[second] && rows.amounts[first] == rows.amounts[second]
            && rows.arena[rows.texts[first]] == rows.arena[rows.texts[second]]
    }

    /// FNV-1a, 64 bits.
    private static func hash(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0100_0000_01B3 }
    }
}
