internal import Accounting
internal import Formats

/// BAI2 cash management reports of North American banks (version 3, BTRS, has the same records).
///
///     16,195,250000,V,260831,,WT8800123,INV-2026-081,NORDWIND LLC WIRE
///
/// **Read.** One statement a 03 record, one bank row a 16 record (type code, amount in minor units,
/// funds, the bank's reference, the customer's, text), signed by its type code; 88 records go on
/// the one before. Balances: 010 opens, 015 closes. The booking day is the group's as-of date. The
/// currency is the account's, else its group's; where the file states none, the statement's
/// currency stays empty and its amounts have the decimals of the source's declared currency.
/// Interim groups (as-of-date modifier 1 and 3) are shown and never posted.
///
/// **Controls.** Totals and counts of the records 49 (account), 98 (group) and 99 (file), and the
/// totals 100 and 400. Those of a group and of the file stand in its last statement.
///
/// **Source.** BAI, Cash Management Balance Reporting Specifications, version 2; X9.121 (BTRS).
final class BAI2Importer: Importer {
    private let layout: SourceLayout
    private var reader: BAI2Reader
    private var statements = StatementBuilder()
    private let texts: TextDecoder
    private var file: BAI2Level?
    private var group: BAI2Group?
    private var account: BAI2Account?

    init(_ layout: SourceLayout) {
        self.layout = layout
        reader = BAI2Reader(layout.encoding)
        texts = TextLineReader.decoder(layout.encoding)
    }

    /// True for a 01 record of version 2 or 3 with a 02 record behind it.
    static func recognises(_ head: [UInt8]) -> Bool {
        var reader = BAI2Reader(nil)
        var codes: [Int] = []
        var isHeader = false
        // The first two records tell, whatever may be cut or wrong behind them.
        let start = Array(plainHead(head).prefix(4096))
        _ = try? start.withUnsafeBufferPointer { bytes in
            try reader.feed(bytes, isLast: true) { record in
                if codes.isEmpty { isHeader = BAI2Header(record).isOne }
                codes.append(record.code)
            }
        }
        return isHeader && (codes.count < 2 || codes[1] == 2)
    }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        defer { statements.emit(emit) }
        try reader.feed(chunk, isLast: isLast) { record in
            try take(record)
        }
        guard isLast else { return }
        let isCut = file != nil
        if account != nil { endAccount(truncatedAt: "49") }
        try statements.endFile(missing: isCut ? "99" : nil, emit)
    }

    func drain(_ emit: (Draft) -> Void) { statements.drain(emit) }

    private func take(_ record: BAI2Record) throws {
        switch record.code {
        case 1: try beginFile(record)
        case 2: try beginGroup(record)
        case 3: try beginAccount(record)
        case 16: try addTransaction(record)
        case 49: try endAccount(record)
        case 98: try endGroup(record)
        default: try endFile(record)
        }
    }

    /// The record stands where none of its kind may.
    private func misplaced(_ record: BAI2Record) -> FormatError {
        let code = record.code < 10 ? "0\(record.code)" : "\(record.code)"
        return FormatError(
            Flaw(.malformed, line: record.line, found: code, ["reason": "record order"]))
    }

    // MARK: File and group

    private func beginFile(_ record: BAI2Record) throws {
        guard file == nil else {
            throw FormatError(Flaw(.truncated, line: record.line, ["what": "99"]))
        }
        let header = BAI2Header(record)
        guard header.isVersionKnown else {
            throw FormatError(
                Flaw(.kindUnknown, line: record.line, found: header.version, ["field": "version"]))
        }
        file = BAI2Level(records: record.records)
    }

    private func beginGroup(_ record: BAI2Record) throws {
        guard file != nil else { throw misplaced(record) }
        if account != nil { endAccount(truncatedAt: "49") }
        if group != nil { endGroup(missingAt: record) }
        file?.add(record.records)
        group = BAI2Group(record)
    }

    private func endGroup(_ record: BAI2Record) throws {
        guard group != nil else { throw misplaced(record) }
        if account != nil { endAccount(truncatedAt: "49") }
        count(record)
        guard let ending = group else { return }
        group = nil
        file?.addMember(try trailer(record, ending.level, members: "accounts"))
    }

    /// The group has no 98 record: its last statement says so.
    private func endGroup(missingAt record: BAI2Record) {
        statements.flaw(Flaw(.truncated, line: record.line, ["what": "98"]))
        file?.addMember(nil)
        group = nil
    }

    private func endFile(_ record: BAI2Record) throws {
        guard file != nil else { throw misplaced(record) }
        if account != nil { endAccount(truncatedAt: "49") }
        if group != nil { endGroup(missingAt: record) }
        file?.add(record.records)
        guard let ending = file else { return }
        var fields = record
        for _ in 0..<2 { _ = fields.next() }
        if fields.next().isEmpty, !record.hasEnd {
            throw FormatError(Flaw(.truncated, line: record.line, ["what": "99"]))
        }
        _ = try trailer(record, ending, members: "groups")
        file = nil
    }

    /// Sets what a 98 or 99 record declares beside what was counted.
    /// - Returns: the declared total.
    private func trailer(_ record: BAI2Record, _ level: BAI2Level, members: String) throws
        -> Exact?
    {
        var fields = record
        let total = number(fields.next(), record)
        let stated = [
            ("\(record.code) control total", total, level.total),
            ("\(record.code) \(members)", number(fields.next(), record), level.members),
            ("\(record.code) records", number(fields.next(), record), level.records),
        ]
        for (name, declared, counted) in stated {
            if statements.tail == nil, let declared, !declared.equals(counted) {
                throw FormatError(
                    Flaw(
                        .malformed, line: record.line, found: declared.text,
                        ["reason": name, "counted": counted.text]))
            }
            statements.declare(name, declared, counted: counted, line: record.line)
        }
        return total
    }

    /// A total or count; blank is none stated.
    private func number(_ field: ArraySlice<UInt8>, _ record: BAI2Record) -> Exact? {
        if field.isEmpty { return nil }
        let value = Exact(signedDigits: field, scale: 0)
        if value == nil { statements.flaw(record.flaw(.amountMalformed, field)) }
        return value
    }

    // MARK: Account

    private func beginAccount(_ record: BAI2Record) throws {
        guard group != nil else { throw misplaced(record) }
        if account != nil { endAccount(truncatedAt: "49") }
        var fields = record
        let number = string(fields.next())
        let stated = string(fields.next())
        let code = stated.isEmpty ? group?.currency ?? "" : stated
        let currency = Currency(code) ?? layout.currency
        var beginning = BAI2Account(record, exponent: currency.exponent)
        var tail = StatementTail(
            unit: 0, message: "BAI2", account: number,
            id: group?.statementID(of: number) ?? "", line: record.line)
        tail.currency = code
        tail.from = group?.asOf
        tail.to = group?.asOf
        tail.posts = group?.isInterim != true
        tail.flaws = group?.flaws ?? []
        if number.isEmpty { tail.flaws.append(record.missing("account")) }
        if !code.isEmpty, Currency(code) == nil {
            tail.flaws.append(record.flaw(.currencyUnknown, Array(code.utf8)[...]))
        }
        tail.flaws += beginning.takeSummaries(&fields)
        statements.begin(tail, opening: beginning.opening, exponent: currency.exponent)
        count(record)
        account = beginning
    }

    /// Adds a record to the counts of the file and the group.
    private func count(_ record: BAI2Record) {
        file?.add(record.records)
        group?.level.add(record.records)
    }

    private func addTransaction(_ record: BAI2Record) throws {
        guard var account else { throw misplaced(record) }
        count(record)
        account.level.add(record.records)
        let transaction = BAI2Transaction(record, exponent: account.exponent)
        account.total.add(transaction.stated)
        self.account = account
        statements.add(transaction.entry(day: group?.asOf, texts))
    }

    private func endAccount(_ record: BAI2Record) throws {
        guard account != nil else { throw misplaced(record) }
        count(record)
        account?.level.add(record.records)
        var fields = record
        let total = number(fields.next(), record)
        let records = number(fields.next(), record)
        guard let account else { return }
        statements.declare(
            "49 control total", total, counted: account.total, line: record.line)
        statements.declare(
            "49 records", records, counted: account.level.records, line: record.line)
        endAccount(truncatedAt: nil)
        group?.level.addMember(total)
    }

    private func endAccount(truncatedAt trailer: String?) {
        guard let account else { return }
        for total in account.totals {
            let counted = total.isDebit ? statements.debits : statements.credits
            statements.declare(total.name, total.amount, counted: counted.sum, line: account.line)
            statements.declare(
                total.name + " items", total.items, counted: counted.count, line: account.line)
        }
        if let trailer {
            statements.flaw(Flaw(.truncated, line: account.line, ["what": trailer]))
            group?.level.addMember(nil)
        }
        statements.end(closing: account.closing)
        self.account = nil
    }

    private func string(_ field: ArraySlice<UInt8>) -> String {
        String(decoding: field, as: UTF8.self)
    }
}

extension BAI2Record {
    func flaw(_ defect: Defect, _ found: ArraySlice<UInt8>, field: String = "") -> Flaw {
        let text = String(decoding: found.prefix(40), as: UTF8.self)
        return Flaw(defect, line: line, found: text, field.isEmpty ? [:] : ["field": field])
    }

    func missing(_ field: String) -> Flaw { Flaw(.fieldMissing, line: line, ["field": field]) }
}
