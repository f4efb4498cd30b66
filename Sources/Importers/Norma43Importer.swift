internal import Accounting
internal import Formats

/// Norma 43, the Spanish account statement in records of 80 characters: also Cuaderno 43, C43, N43.
///
///     22    0813260902260903020042000000000450000000000000000000000000FRA2026-031
///
/// **Read.** One statement a record 11 to 33, one bank row a record 22 with the records 23 that
/// complement it. Amounts have two decimals and a key of their own (1 debit, 2 credit). The account
/// is bank, office and number, 18 digits without check digits. Dates are YYMMDD unless the source
/// declares another pattern. The norm has no reference that identifies an entry.
///
/// **Controls.** Initial balance, entries and final balance; counts and sums of 33; the number of
/// records in 88, which some senders count with the record 88 itself, and some leave at zero: all
/// three are taken.
///
/// **Source.** AEB, "Serie normas y procedimientos bancarios nº 43", June 2012.
final class Norma43Importer: Importer {
    private static let length = 80

    private let layout: SourceLayout
    private let dates: DateReader
    private var records: FixedWidthReader
    private var statements = StatementBuilder()
    private var entry: Norma43Entry?
    private var account = ""
    private var currency = ""
    private var debits = EntrySums()
    private var credits = EntrySums()
    /// Records since the last record 88.
    private var count = 0

    init(_ layout: SourceLayout) {
        self.layout = layout
        dates = DateReader(pattern: layout.dates ?? "YYMMDD") ?? DateReader()
        records = FixedWidthReader(length: Norma43Importer.length, encoding: layout.encoding)
    }

    /// True for a record 11, a record 00 before it or not: digits and keys where it has them.
    static func recognises(_ head: [UInt8]) -> Bool {
        var reader = FixedWidthReader(length: length, encoding: nil)
        var answer: Bool?
        _ = try? Array(plainHead(head).prefix(2048)).withUnsafeBufferPointer { bytes in
            try reader.feed(bytes, isLast: true) { record in
                if answer != nil || record[1...2].elementsEqual("00".utf8) { return }
                answer =
                    record[1...2].elementsEqual("11".utf8) && record.count <= length
                    && record[3...32].allSatisfy { $0 >= 48 && $0 <= 57 }
                    && record.number(33...33).map { $0 <= 2 } == true
                    && record.amount(34...47, scale: 2) != nil && record.number(48...50) != nil
                    && (record.isBlank(51...51) || (1...3).contains(record.number(51...51) ?? 0))
            }
        }
        return answer ?? false
    }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        defer { statements.emit(emit) }
        try records.feed(chunk, isLast: isLast) { record in
            try take(record)
        }
        guard isLast else { return }
        endTruncated()
        try statements.endFile(missing: count > 0 ? "88" : nil, emit)
    }

    func drain(_ emit: (Draft) -> Void) {
        flush()
        statements.drain(emit)
    }

    private func take(_ record: FixedRecord) throws {
        let code = record.string(1...2)
        if code != "88" { count += 1 }
        switch code {
        case "00" where count == 1: break
        case "11": begin(record)
        case "22": try add(record)
        case "23":
            guard entry != nil else { throw record.misplaced }
            entry?.complement(record)
        // The amount in the currency of origin: the booked one stands in 22.
        case "24":
            guard entry != nil else { throw record.misplaced }
            if let origin = Norma43Currency.of(record.string(5...7)),
                let amount = record.amount(8...21, scale: 2)
            {
                entry?.entry.original = EntryOriginal(currency: origin.code, amount: amount)
            }
        case "33": try end(record)
        case "88": try endFile(record)
        default: throw record.misplaced
        }
    }

    // MARK: Statement

    private func begin(_ record: FixedRecord) {
        endTruncated()
        account = record.string(3...20)
        currency = record.string(48...50)
        (debits, credits) = (EntrySums(), EntrySums())
        var tail = StatementTail(
            unit: 0, message: "Norma 43", account: account, id: "", line: record.line)
        let known = Norma43Currency.of(currency)
        tail.currency = known?.code ?? currency
        if known == nil { tail.flaws.append(record.flaw(.currencyUnknown, 48...50)) }
        if account.isEmpty { tail.flaws.append(record.missing("account")) }
        tail.from = day(record, 21...26, &tail.flaws)
        tail.to = day(record, 27...32, &tail.flaws)
        let opening = amount(record, key: 33, 34...47, booked: nil)
        if opening == nil { tail.flaws.append(record.flaw(.amountMalformed, 33...47)) }
        statements.begin(
            tail, opening: opening, exponent: (known ?? layout.currency).exponent)
    }

    private func end(_ record: FixedRecord) throws {
        guard statements.isOpen, let tail = statements.tail else { throw record.misplaced }
        flush()
        if record.string(3...20) != account {
            statements.flaw(
                Flaw(
                    .malformed, line: record.line, found: record.string(3...20),
                    ["reason": "other account"]))
        }
        if record.string(74...76) != currency {
            statements.flaw(record.flaw(.currencyUnknown, 74...76))
        }
        declare("33 debits", record, 21...25, 26...39, debits)
        declare("33 credits", record, 40...44, 45...58, credits)
        var booked = tail.opening
        booked?.add(statements.tail?.booked ?? .zero)
        let closing = amount(record, key: 59, 60...73, booked: booked)
        if closing == nil { statements.flaw(record.flaw(.amountMalformed, 59...73)) }
        statements.end(closing: closing)
    }

    private func declare(
        _ name: String, _ record: FixedRecord, _ count: ClosedRange<Int>,
        _ sum: ClosedRange<Int>, _ counted: EntrySums
    ) {
        for (name, columns, scale, value) in [
            (name, count, 0, Exact(mantissa: Int128(counted.count), scale: 0)),
            (name + " sum", sum, 2, counted.sum),
        ] {
            let declared = record.amount(columns, scale: scale)
            if declared == nil { statements.flaw(record.flaw(.amountMalformed, columns)) }
            statements.declare(name, declared, counted: value, line: record.line)
        }
    }

    private func endFile(_ record: FixedRecord) throws {
        endTruncated()
        guard count > 0 else { throw record.misplaced }
        let declared = record.amount(21...26, scale: 0)
        if declared == nil { statements.flaw(record.flaw(.amountMalformed, 21...26)) }
        if let declared, declared.mantissa != 0 {
            let isWithItself = declared.mantissa == Int128(count + 1)
            statements.declare(
                "88 records", declared, counted: isWithItself ? count + 1 : count,
                line: record.line)
        }
        count = 0
    }

    /// A statement that another record or the end of the file cuts off.
    private func endTruncated() {
        guard statements.isOpen, let tail = statements.tail else { return }
        flush()
        statements.flaw(Flaw(.truncated, line: tail.line, ["what": "33"]))
        statements.end(closing: nil)
    }

    // MARK: Entries

    private func add(_ record: FixedRecord) throws {
        guard statements.isOpen else { throw record.misplaced }
        flush()
        var entry = Norma43Entry(record)
        entry.entry.day = day(record, 11...16, &entry.entry.flaws)
        if case .day(let day) = record.day(17...22, dates) { entry.entry.valueDay = day }
        entry.entry.amount = amount(record, key: 28, 29...42, booked: nil)
        if let amount = entry.entry.amount {
            // By the key: an amount of zero is a debit or a credit too.
            if record[28] == UInt8(ascii: "1") {
                debits.add(-amount)
            } else {
                credits.add(amount)
            }
        } else {
            entry.entry.flaws.append(record.flaw(.amountMalformed, 28...42))
        }
        self.entry = entry
    }

    private func flush() {
        guard let whole = entry?.whole else { return }
        entry = nil
        statements.add(whole)
    }

    // MARK: Values

    private func day(
        _ record: FixedRecord, _ columns: ClosedRange<Int>, _ flaws: inout [Flaw]
    ) -> Day? {
        if case .day(let day) = record.day(columns, dates) { return day }
        flaws.append(record.flaw(.dateMalformed, columns))
        return nil
    }

    /// An amount with its key: 1 debit, 2 credit.
    /// - Parameter booked: opening and entries; where the sender states no key, the sign is the
    ///   one that makes the balance theirs.
    private func amount(
        _ record: FixedRecord, key: Int, _ columns: ClosedRange<Int>, booked: Exact?
    ) -> Exact? {
        guard let amount = record.amount(columns, scale: 2) else { return nil }
        switch record[key] {
        case UInt8(ascii: "1"): return -amount
        case UInt8(ascii: "2"): return amount
        case UInt8(ascii: "0"), 32:
            if amount.mantissa == 0 { return amount }
            guard let booked else { return nil }
            return booked.equals(amount) ? amount : booked.equals(-amount) ? -amount : nil
        default: return nil
        }
    }
}

/// A record 22 with the records 23 that complement it.
private struct Norma43Entry {
    var entry: BankEntry
    private let concept: String
    private var goesOn = false

    init(_ record: FixedRecord) {
        concept = record.string(23...27)
        entry = BankEntry(span: record.span)
        // Reference 2 is the payer's, reference 1 what there is else; zeros are none.
        for columns in [65...80, 53...64] where entry.payerReference.isEmpty {
            let reference = entry.read(record, columns)
            if reference.contains(where: { $0 != 48 }) { entry.payerReference = reference }
        }
    }

    mutating func complement(_ record: FixedRecord) {
        entry.span.length = Int32(
            clamping: record.span.offset + Int64(record.span.length) - entry.span.offset)
        for columns in [5...42, 43...80] {
            entry.text.add(entry.read(record, columns), joined: goesOn)
            // A concept that fills its columns goes on in the next.
            goesOn = record[columns.upperBound] != 32
        }
    }

    /// Without any text the common and the bank's own concept tell what it is.
    var whole: BankEntry {
        var entry = entry
        if entry.text.bytes.isEmpty { entry.text.add("N43 \(concept)".utf8) }
        return entry
    }
}

/// Currencies by their number (ISO 4217), as statements of Spanish banks carry them.
private enum Norma43Currency {
    private static let codes = [
        "032": "ARS", "036": "AUD", "124": "CAD", "152": "CLP", "156": "CNY", "170": "COP",
        "203": "CZK", "208": "DKK", "344": "HKD", "348": "HUF", "352": "ISK", "356": "INR",
        "376": "ILS", "392": "JPY", "410": "KRW", "484": "MXN", "504": "MAD", "554": "NZD",
        "578": "NOK", "604": "PEN", "643": "RUB", "682": "SAR", "702": "SGD", "710": "ZAR",
        "724": "ESP", "752": "SEK", "756": "CHF", "764": "THB", "784": "AED", "788": "TND",
        "818": "EGP", "826": "GBP", "840": "USD", "858": "UYU", "901": "TWD", "946": "RON",
        "949": "TRY", "975": "BGN", "978": "EUR", "980": "UAH", "985": "PLN", "986": "BRL",
    ]

    static func of(_ number: String) -> Currency? { codes[number].flatMap { Currency($0) } }
}
