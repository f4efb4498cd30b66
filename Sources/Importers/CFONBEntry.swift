internal import Accounting
internal import Formats

/// A record 04 with the records 05 that complement it.
struct CFONBEntry {
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
        case "MMO": entry.original = record.original
        // Identifiers of the parties, those behind them, fee: not text.
        case "IBE", "IPY", "NBU", "NPO", "FEE": break
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

    /// The amount before conversion of a record 05 MMO: currency, decimals, amount; decimals of
    /// the rate, rate (CFONB, August 2007).
    var original: EntryOriginal? {
        guard let scale = number(52...52), let amount = amount(53...66, scale: scale) else {
            return nil
        }
        let rate = number(67...67).flatMap { self.amount(68...78, scale: $0) }
        return EntryOriginal(
            currency: string(49...51), amount: amount,
            rate: rate.flatMap { $0.mantissa > 0 ? $0 : nil })
    }

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
