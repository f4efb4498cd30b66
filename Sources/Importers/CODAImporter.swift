internal import Accounting
internal import Formats

/// CODA, the Belgian coded statement of account in records of 128 characters, versions 1 and 2.
///
///     2100010000REFA000000000000000A10000000000363000040926001500001101090933755493 … 040926112
///
/// **Read.** One statement a record 1 (old balance) to 8 (new balance), one bank row a movement:
/// records 2.1 to 2.3 with the information records 3.1 to 3.3 behind them. A movement with a detail
/// number is part of the one before it that books their sum: it is no booking of its own. Amounts
/// have three decimals and a sign (0 credit, 1 debit) in a column before them. Files of a separate
/// application repeat the details of another file's sums: shown, never posted.
///
/// **Controls.** Old balance, movements and new balance; details against their sum; counts and sums
/// of record 9, set beside the file's last statement.
///
/// **Source.** Febelfin, "Coded statement of account", version 2.3 of July 2012 and later ones,
/// whose records are the same; version 1 as `CODAVersion` says.
final class CODAImporter: Importer {
    static let length = 128
    static let dates = DateReader(pattern: "DDMMYY") ?? DateReader()

    private let layout: SourceLayout
    private var records: FixedWidthReader
    private let texts: TextDecoder
    private var statements = StatementBuilder()
    private var movement: CODAMovement?
    /// The movement whose records are being read: `movement` or one of its details.
    private var detail: CODADetail?
    private var account: [UInt8] = []
    private var file: CODAFile?
    /// True where the last file said that another one follows.
    private var expectsMore = false

    init(_ layout: SourceLayout) {
        self.layout = layout
        records = FixedWidthReader(length: CODAImporter.length, encoding: layout.encoding)
        texts = TextLineReader.decoder(layout.encoding)
    }

    /// True for a header record: zeros, a creation date, application 05, version 1 or 2.
    static func recognises(_ head: [UInt8]) -> Bool {
        var reader = FixedWidthReader(length: length, encoding: nil)
        var first: Bool?
        _ = try? Array(plainHead(head).prefix(2048)).withUnsafeBufferPointer { bytes in
            try reader.feed(bytes, isLast: true) { record in
                guard first == nil else { return }
                first =
                    record[1...5].elementsEqual("00000".utf8) && record.count == length
                    && record[15...16].elementsEqual("05".utf8)
                    && ["1", "2"].contains(record.string(128...128))
                if case .day = record.day(6...11, dates) { return }
                first = false
            }
        }
        return first ?? false
    }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        defer { statements.emit(emit) }
        try records.feed(chunk, isLast: isLast) { record in
            try take(record)
        }
        guard isLast else { return }
        let isCut = file != nil || expectsMore
        endTruncated()
        try statements.endFile(missing: isCut ? "9" : nil, emit)
    }

    func drain(_ emit: (Draft) -> Void) {
        flush()
        statements.drain(emit)
    }

    private func take(_ record: FixedRecord) throws {
        switch (record[1], record[2]) {
        case (UInt8(ascii: "0"), _): try beginFile(record)
        case (UInt8(ascii: "1"), _): try begin(record)
        case (UInt8(ascii: "2"), UInt8(ascii: "1")): try move(record)
        case (UInt8(ascii: "2"), UInt8(ascii: "2")...UInt8(ascii: "3")),
            (UInt8(ascii: "3"), UInt8(ascii: "1")...UInt8(ascii: "3")):
            try complement(record)
        case (UInt8(ascii: "4"), _): break
        case (UInt8(ascii: "8"), _): try end(record)
        case (UInt8(ascii: "9"), _): try endFile(record)
        default: throw record.misplaced
        }
    }

    // MARK: File

    private func beginFile(_ record: FixedRecord) throws {
        guard file == nil else {
            throw FormatError(Flaw(.truncated, line: record.line, ["what": "9"]))
        }
        guard let version = CODAVersion(rawValue: record[128]) else {
            var flaw = record.flaw(.kindUnknown, 128...128)
            flaw.arguments["field"] = "version"
            throw FormatError(flaw)
        }
        file = CODAFile(version, isSeparate: (record.number(84...88) ?? 0) != 0)
        expectsMore = false
    }

    private func endFile(_ record: FixedRecord) throws {
        guard let file else { throw record.misplaced }
        endTruncated()
        self.file = nil
        guard let last = record[128...128].first else {
            throw FormatError(Flaw(.truncated, line: record.line, ["what": "9"]))
        }
        expectsMore = last == UInt8(ascii: "1")
        let stated = [
            ("9 records", record.amount(17...22, scale: 0), file.records, 17...22),
            ("9 debits", record.amount(23...37, scale: 3), file.debits, 23...37),
            ("9 credits", record.amount(38...52, scale: 3), file.credits, 38...52),
        ]
        for (name, declared, counted, columns) in stated {
            if declared == nil { statements.flaw(record.flaw(.amountMalformed, columns)) }
            statements.declare(name, declared, counted: counted, line: record.line)
        }
    }

    // MARK: Balances

    private func begin(_ record: FixedRecord) throws {
        guard let version = file?.version else { throw record.misplaced }
        endTruncated()
        file?.count()
        account = Array(record[6...version.lastOfAccount])
        let (number, currency) = CODAAccount.read(record, version)
        var tail = StatementTail(
            unit: 0, message: "CODA", account: number, id: record.string(126...128),
            line: record.line)
        tail.currency = currency
        tail.posts = file?.isSeparate != true
        if number.isEmpty { tail.flaws.append(record.missing("account")) }
        if Currency(currency) == nil { tail.flaws.append(record.flaw(.currencyUnknown, 40...42)) }
        // The balance is that of the day's end: the statement goes from the day after. Of a new
        // account there is no such day.
        if case .day(let day) = record.day(59...64, CODAImporter.dates) {
            tail.from = day + 1
        } else if record.number(59...64) != 0 {
            tail.flaws.append(record.flaw(.dateMalformed, 59...64))
        }
        let opening = record.signed(43, 44...58)
        if opening == nil { tail.flaws.append(record.flaw(.amountMalformed, 43...58)) }
        statements.begin(
            tail, opening: opening,
            exponent: (Currency(currency) ?? layout.currency).exponent)
    }

    private func end(_ record: FixedRecord) throws {
        guard statements.isOpen, let version = file?.version else { throw record.misplaced }
        flush()
        file?.count()
        if Array(record[5...version.lastOfAccount - 1]) != account {
            statements.flaw(
                Flaw(
                    .malformed, line: record.line, found: record.string(5...41),
                    ["reason": "other account"]))
        }
        if case .day(let day) = record.day(58...63, CODAImporter.dates) {
            statements.change {
                $0.to = day
                $0.from = $0.from.map { min($0, day) }
            }
        } else {
            statements.flaw(record.flaw(.dateMalformed, 58...63))
        }
        let closing = record.signed(42, 43...57)
        if closing == nil { statements.flaw(record.flaw(.amountMalformed, 42...57)) }
        statements.end(closing: closing)
    }

    /// A statement that another record or the end of the file cuts off.
    private func endTruncated() {
        guard statements.isOpen, let tail = statements.tail else { return }
        flush()
        statements.flaw(Flaw(.truncated, line: tail.line, ["what": "8"]))
        statements.end(closing: nil)
    }

    // MARK: Movements

    private func move(_ record: FixedRecord) throws {
        guard statements.isOpen else { throw record.misplaced }
        file?.count()
        let next = CODADetail(record)
        settleDetail()
        if next.isDetail, movement?.sequence == next.sequence {
            detail = next
            return
        }
        flush()
        detail = next
        movement = CODAMovement(next)
        if let amount = next.entry.amount, !next.isDetail { file?.add(amount) }
        guard next.isDetail else { return }
        // Details of a sum that stands nowhere: only a separate application has them.
        if file?.isSeparate == true {
            detail?.entry.status = .information
        } else {
            detail?.entry.flaws.append(
                Flaw(
                    .malformed, line: record.line, found: record.string(3...10),
                    ["reason": "detail without its sum"]))
        }
    }

    private func complement(_ record: FixedRecord) throws {
        guard statements.isOpen else { throw record.misplaced }
        file?.count()
        guard let detail, record.string(3...6) == detail.sequence else {
            statements.flaw(
                Flaw(
                    .malformed, line: record.line, found: record.string(1...10),
                    ["reason": "record order"]))
            return
        }
        self.detail?.complement(record, file?.version ?? .two)
    }

    /// Puts the movement read last where it belongs: it is the sum, or one of its details.
    private func settleDetail() {
        guard let detail else { return }
        self.detail = nil
        movement?.take(detail, texts)
    }

    private func flush() {
        settleDetail()
        if let entry = movement?.entry { statements.add(entry) }
        movement = nil
    }
}

/// What record 9 counts: records 1, 2, 3 and 8, and the movements that are booked.
private struct CODAFile {
    let version: CODAVersion
    let isSeparate: Bool
    private(set) var records = Exact.zero
    private(set) var debits = Exact.zero
    private(set) var credits = Exact.zero

    init(_ version: CODAVersion, isSeparate: Bool) {
        self.version = version
        self.isSeparate = isSeparate
    }

    mutating func count() { records.add(Exact(mantissa: 1, scale: 0)) }

    mutating func add(_ amount: Exact) {
        if amount.mantissa < 0 { debits.add(-amount) } else { credits.add(amount) }
    }
}
