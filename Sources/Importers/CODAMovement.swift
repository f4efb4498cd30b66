internal import Accounting
internal import Formats

/// The version of a file, column 128 of its record 0. Version 1, of before the IBAN, knows Belgian
/// account numbers alone, and writes the counterparty's address where 2 goes on with the
/// communication (Odoo l10n_be_coda, which reads both).
enum CODAVersion: UInt8 {
    case one = 49
    case two = 50

    /// Where number and currency of the account end in record 1; in record 8 a column before.
    var lastOfAccount: Int { self == .one ? 21 : 42 }
}

/// The account of a record 1 by its structure: a Belgian number (0), a foreign one (1), a Belgian
/// IBAN (2), a foreign IBAN (3).
enum CODAAccount {
    static func read(_ record: FixedRecord, _ version: CODAVersion) -> (
        number: String, currency: String
    ) {
        if version == .one { return (record.string(6...17), record.string(19...21)) }
        switch record[2] {
        case UInt8(ascii: "0"): return (record.string(6...17), record.string(19...21))
        case UInt8(ascii: "2"):
            return (IBAN.normalized(record.string(6...36)), record.string(40...42))
        case UInt8(ascii: "3"):
            return (IBAN.normalized(record.string(6...39)), record.string(40...42))
        default: return (record.string(6...39), record.string(40...42))
        }
    }
}

extension FixedRecord {
    /// An amount with three decimals and its sign in a column before it: 0 credit, 1 debit.
    func signed(_ sign: Int, _ columns: ClosedRange<Int>) -> Exact? {
        guard let amount = amount(columns, scale: 3) else { return nil }
        switch self[sign] {
        case UInt8(ascii: "0"): return amount
        case UInt8(ascii: "1"): return -amount
        default: return nil
        }
    }
}

/// Records 2.1 to 3.3 of one movement, a sum or a detail.
struct CODADetail {
    /// Widths of the communication in records 2.1, 2.2 and 2.3.
    private static let widths = (53, 53, 43)

    let sequence: String
    /// Types 5 to 9, and any detail number: part of a sum that is booked elsewhere.
    let isDetail: Bool
    /// Type 9: part of a detail, not of the sum itself.
    let isNested: Bool
    var entry: BankEntry
    private let code: String
    private let isStructured: Bool
    /// Communication of the movement as it stands, each record's part at its full width.
    private var communication: [UInt8] = []
    private var customerReference: [UInt8] = []
    private var information: [[UInt8]] = []
    /// True where information record 3.1 is structured and names the counterparty (type 001).
    private var namesParty = false

    init(_ record: FixedRecord) {
        sequence = record.string(3...6)
        code = record.string(54...61)
        let type = record[54]
        isDetail = record.number(7...10) != 0 || type >= UInt8(ascii: "5")
        isNested = type == UInt8(ascii: "9")
        isStructured = record[62] == UInt8(ascii: "1")
        entry = BankEntry(span: record.span)
        entry.amount = record.signed(32, 33...47)
        if entry.amount == nil { entry.flaws.append(record.flaw(.amountMalformed, 32...47)) }
        if case .day(let day) = record.day(116...121, CODAImporter.dates) {
            entry.day = day
        } else {
            entry.flaws.append(record.flaw(.dateMalformed, 116...121))
        }
        if case .day(let day) = record.day(48...53, CODAImporter.dates) { entry.valueDay = day }
        entry.reference = entry.read(record, 11...31)
        add(record[63...115], CODADetail.widths.0)
    }

    private mutating func add(_ part: Bytes, _ width: Int) {
        communication.append(contentsOf: part)
        communication.append(contentsOf: repeatElement(32, count: max(0, width - part.count)))
    }

    mutating func complement(_ record: FixedRecord, _ version: CODAVersion) {
        entry.span.length = Int32(
            clamping: record.span.offset + Int64(record.span.length) - entry.span.offset)
        switch (record[1], record[2]) {
        case (UInt8(ascii: "2"), UInt8(ascii: "2")):
            add(record[11...63], CODADetail.widths.1)
            customerReference = entry.read(record, 64...98)
        case (UInt8(ascii: "2"), _) where version == .one:
            entry.counterparty = entry.read(record, 48...73)
        case (UInt8(ascii: "2"), _):
            let account = entry.read(record, 11...44).filter { $0 != 32 }
            if IBAN.looksLikeOne(account[...]) { entry.iban = account }
            entry.counterparty = entry.read(record, 48...82)
            add(record[83...125], CODADetail.widths.2)
        case (_, UInt8(ascii: "1")):
            namesParty =
                record[40] == UInt8(ascii: "1") && record[41...43].elementsEqual("001".utf8)
            if namesParty {
                if entry.counterparty.isEmpty {
                    entry.counterparty = entry.read(record, 44...113)
                }
            } else {
                information.append(entry.read(record, 41...113))
            }
        default:
            // Of a counterparty this is the address.
            if !namesParty {
                information.append(entry.read(record, record[2] == 50 ? 11...115 : 11...100))
            }
        }
    }

    /// The movement as a bank entry, its communication read.
    func read(_ texts: TextDecoder) -> BankEntry {
        var entry = entry
        if !customerReference.elementsEqual("NOTPROVIDED".utf8) {
            entry.payerReference = customerReference
        }
        guard let text = communication.withUnsafeBufferPointer({ texts.decode($0) }) else {
            entry.flaws.append(
                Flaw(.encoding, line: entry.line, ["encoding": texts.encoding.name]))
            return entry
        }
        if isStructured {
            CODAStructure.read(text, &entry)
        } else {
            entry.text.add(text)
        }
        for piece in information { entry.text.add(piece) }
        // Without any text the transaction code tells what it is, of a sum as of a single one.
        if entry.text.bytes.isEmpty, !isDetail { entry.text.add("CODA \(code)".utf8) }
        return entry
    }
}

/// Structured communications (Febelfin, annex III): three digits of a type, then its fields.
private enum CODAStructure {
    static func read(_ text: [UInt8], _ entry: inout BankEntry) {
        let fields = text.dropFirst(3)
        switch String(decoding: text.prefix(3), as: UTF8.self) {
        case "101", "102":
            // The Belgian payment reference, twelve digits: +++090/9337/55493+++.
            let digits = Array(fields.prefix(12))
            guard digits.count == 12, digits.allSatisfy({ $0 >= 48 && $0 <= 57 }) else {
                entry.text.add(fields)
                return
            }
            var reference = "+++"
            for (part, end) in [(digits[0..<3], "/"), (digits[3..<7], "/"), (digits[7...], "+++")] {
                reference += String(decoding: part, as: UTF8.self) + end
            }
            entry.payerReference = Array(reference.utf8)
            entry.text.add(entry.payerReference)
            entry.text.add(fields.dropFirst(12))
        case "100":
            // A creditor reference of ISO 11649.
            let reference = EntryText.single(fields.prefix(25))
            if !reference.isEmpty { entry.payerReference = reference }
            entry.text.add(fields)
        case "105":
            // Gross amount in the account's currency, in the original one, rate, currency.
            entry.original = original(fields, amount: 15..<30, rate: 30..<42)
            entry.text.add(fields)
        case "113":
            // A card payment: card, terminal and time; original amount, rate, currency.
            entry.original = original(fields, amount: 66..<81, rate: 81..<93)
            entry.text.add(fields)
        case "127":
            // Direct debit: date 6, type, scheme, reason, creditor 35, mandate 35, text 62.
            entry.text.add(fields.dropFirst(79).prefix(62))
            entry.text.add(fields.dropFirst(44).prefix(35))
            entry.text.add(fields.dropFirst(9).prefix(35))
        default: entry.text.add(fields)
        }
    }
}

extension CODAStructure {
    /// An amount with three decimals, a rate with eight, and behind them the currency; nil where
    /// there is none.
    private static func original(
        _ fields: ArraySlice<UInt8>, amount: Range<Int>, rate: Range<Int>
    ) -> EntryOriginal? {
        func part(_ range: Range<Int>) -> ArraySlice<UInt8> {
            fields.dropFirst(range.lowerBound).prefix(range.count)
        }
        let code = part(rate.upperBound..<rate.upperBound + 3)
        guard let value = Exact(digits: part(amount), scale: 3), value.mantissa != 0 else {
            return nil
        }
        let stated = Exact(digits: part(rate), scale: 8)
        return EntryOriginal(
            currency: String(decoding: code, as: UTF8.self), amount: value,
            rate: stated.flatMap { $0.mantissa > 0 ? $0 : nil })
    }
}

/// A movement that is booked, with the details that sum to it.
struct CODAMovement {
    /// The most details of one sum that are posted each against its own counterpart.
    private static let mostParts = 100_000

    let sequence: String
    private var sum: BankEntry?
    private var parts: [BankEntryPart] = []
    private var partSum = Exact.zero
    private var partCount = 0

    init(_ first: CODADetail) { sequence = first.sequence }

    /// Takes the movement itself first, then its details.
    mutating func take(_ detail: CODADetail, _ texts: TextDecoder) {
        let entry = detail.read(texts)
        guard var sum else {
            self.sum = entry
            return
        }
        sum.span.length = Int32(
            clamping: entry.span.offset + Int64(entry.span.length) - sum.span.offset)
        sum.flaws += entry.flaws.filter { $0.defect != .dateMalformed }
        self.sum = sum
        guard !detail.isNested else { return }
        partCount += 1
        guard let amount = entry.amount, partCount <= CODAMovement.mostParts else { return }
        partSum.add(amount)
        parts.append(
            BankEntryPart(
                amount: amount, payerReference: entry.payerReference,
                counterparty: entry.counterparty, iban: entry.iban, text: entry.text))
    }

    /// The entry, in parts where its details sum to it; else the sum stands alone.
    var entry: BankEntry? {
        guard var entry = sum, partCount > 0, let amount = entry.amount else { return sum }
        entry.detailSum = partSum
        guard partSum.equals(amount), parts.count == partCount else { return entry }
        if parts.count == 1 {
            if entry.counterparty.isEmpty { entry.counterparty = parts[0].counterparty }
            if entry.iban.isEmpty { entry.iban = parts[0].iban }
            if entry.payerReference.isEmpty { entry.payerReference = parts[0].payerReference }
            entry.text.add(parts[0].text.bytes)
            return entry
        }
        entry.parts = parts.map { part in
            var part = part
            if part.text.bytes.isEmpty { part.text = entry.text }
            return part
        }
        // Several parties: the sum is nobody's alone.
        entry.counterparty = []
        entry.iban = []
        return entry
    }
}
