internal import Accounting
internal import Formats

/// MT940 customer statements and MT942 interim reports of SWIFT, in envelopes or bare.
///
///     :61:2601310131C1,56NTRFEREF//00000000001001
///     :86:/EREF/WEB-2026-0001//CNTP/NL39RABO0300065264/RABONL2U/J. Jansen///REMI/USTD//Order 1001/
///
/// **Read.** One statement a message (`:20:` … `:62F:`), so one a page where a bank writes pages;
/// one bank row a `:61:`, booked on its entry date, else its value date, money in positive. `:86:`
/// is read in three dialects (`MT940Information`). An interim report (`:34F:`, or type 942) is
/// shown and never posts. `:64:` and `:65:` are passed over.
///
/// **Controls.** Opening balance, booked rows and closing balance prove a statement; `:28C:`,
/// `:60M:` and `:62M:` its pages; `:90D:`, `:90C:` and ING's totals their counts and sums.
///
/// **Source.** SWIFT Standards Category 9; DFÜ-Abkommen Anlage 3 for the German dialect.
final class MT940Importer: Importer {
    private var reader: SWIFTReader
    private let decoder: FallbackDecoder
    /// True where the source declares it: `1.000` is one, not a thousand.
    private let pointIsDecimal: Bool
    private var statement: MT940Statement?
    /// A page that ended in `:62M:`: what follows says whether the next page is there.
    private var waiting: MT940Statement?
    /// The page read last.
    private var before: MT940Page?
    private var entry: MT940Entry?
    private var message: (type: Int?, isEnveloped: Bool)?
    /// True from a message's begin until its first field.
    private var isAwaited = false
    private var rows = BankRows()
    private var drafts: [Draft] = []
    private var unit = 0
    private var rowCount = 0

    init(_ layout: SourceLayout) {
        reader = SWIFTReader(encoding: layout.encoding)
        decoder = FallbackDecoder(declared: layout.encoding)
        pointIsDecimal = layout.numbers.decimal == UInt8(ascii: ".")
    }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        defer { hand(emit) }
        try reader.feed(chunk, isLast: isLast) { event in
            take(event)
            if drafts.count >= 64 { hand(emit) }
        }
        guard isLast else { return }
        endStatement(isCut: true)
        MT940Pages.checkLast(&waiting)
        release()
        if isAwaited { throw FormatError(Flaw(.truncated, line: 0, ["what": ":20:"])) }
        guard unit > 0 else { throw FormatError(Flaw(.empty, line: 1, ["what": ":20:"])) }
        drafts.append(.end(rows: rowCount))
    }

    func drain(_ emit: (Draft) -> Void) {
        reader.drain { take($0) }
        endEntry()
        if statement != nil { flush() }
        release()
        hand(emit)
    }

    private func hand(_ emit: (Draft) -> Void) {
        for draft in drafts { emit(draft) }
        drafts.removeAll(keepingCapacity: true)
    }

    // MARK: Messages

    private func take(_ event: SWIFTEvent) {
        switch event {
        case .begin(let type, let isEnveloped):
            endStatement(isCut: true)
            message = (type, isEnveloped)
            isAwaited = true
        case .end:
            endStatement(isCut: false)
            message = nil
        case .field(let field): take(field)
        }
    }

    private func begin(_ line: Int32) {
        endStatement(isCut: false)
        unit += 1
        isAwaited = false
        statement = MT940Statement(unit: unit, line: Int(line))
        statement?.type = message?.type
        statement?.isEnveloped = message?.isEnveloped ?? false
    }

    /// Begins a statement where the field cannot belong to the one that is open.
    private func prepare(_ field: SWIFTField) {
        let line = field.span.line
        guard let statement else { return begin(line) }
        switch field.tag {
        case .reference: begin(line)
        case .account, .number, .floorLimit, .created, .entry, .closing, .closingPage:
            if statement.closing != nil { begin(line) }
        case .opening, .openingPage:
            if statement.opening == nil, statement.closing == nil { return }
            begin(line)
            // Between :62M: and :60M: of one message the statement goes on.
            if field.tag == .openingPage, statement.closing?.isPage == true {
                self.statement?.goOn(from: statement)
            }
        default: break
        }
    }

    private func take(_ field: SWIFTField) {
        switch field.tag {
        case .information, .nonSWIFT: break
        case .other: endEntry()
        default:
            endEntry()
            prepare(field)
        }
        let line = Int(field.span.line)
        let first = field.line(0).trimmed.prefix(140)
        switch field.tag {
        case .reference: statement?.reference = text(first)
        case .account: statement?.setAccount(text(first), line: line)
        case .number: statement?.number = StatementNumber(field)
        case .created: statement?.hasReportFields = true
        case .floorLimit:
            statement?.hasReportFields = true
            statement?.floorCurrency = text(first.prefix(3))
        case .opening, .openingPage:
            statement?.opening = SWIFTBalance(field, pointIsDecimal: pointIsDecimal)
        case .closing, .closingPage:
            statement?.closing = SWIFTBalance(field, pointIsDecimal: pointIsDecimal)
        case .debitTotal, .creditTotal: statement?.addTotal(field)
        case .entry: beginEntry(field)
        case .information: takeInformation(field)
        case .nonSWIFT: takeNumbered(field)
        case .other: break
        }
    }

    private func endStatement(isCut: Bool) {
        endEntry()
        guard var ended = statement else { return }
        announce(&ended)
        flush()
        ended.close(isCut: isCut)
        statement = nil
        before = MT940Page(ended)
        waiting = ended
        if ended.closing?.isPage != true { release() }
    }

    /// Tells the end of the page that waited.
    private func release() {
        if let waiting { drafts.append(.statementEnd(waiting.tail)) }
        waiting = nil
    }

    /// Tells the statement's head before its first entry.
    private func announce(_ statement: inout MT940Statement) {
        guard !statement.isAnnounced else { return }
        statement.isAnnounced = true
        statement.settle()
        MT940Pages.check(&waiting, &statement, after: before)
        release()
        let tail = statement.tail
        drafts.append(
            .statement(
                StatementHead(
                    unit: tail.unit, account: tail.account, id: tail.id,
                    currency: Currency(tail.currency), opening: statement.opening?.amount,
                    posts: tail.posts, line: tail.line)))
    }

    // MARK: Entries

    private func beginEntry(_ field: SWIFTField) {
        let (lines, flaw) = decoded(field)
        entry = MT940Entry(lines, span: field.span)
        if let flaw { entry?.flaws.append(flaw) }
    }

    /// `:86:` is of the entry before it; behind the closing balance it is of the statement.
    private func takeInformation(_ field: SWIFTField) {
        guard entry != nil else {
            if statement?.closing != nil {
                statement?.totals += SWIFTTotal.ofInformation(field)
            }
            return
        }
        let (lines, flaw) = decoded(field)
        entry?.addInformation(lines)
        extend(field, flaw)
    }

    private func takeNumbered(_ field: SWIFTField) {
        guard entry != nil else { return }
        let (lines, flaw) = decoded(field)
        entry?.numbered += lines
        extend(field, flaw)
    }

    private func extend(_ field: SWIFTField, _ flaw: Flaw?) {
        if let flaw { entry?.flaws.append(flaw) }
        guard let start = entry?.span.offset else { return }
        let end = field.span.offset + Int64(field.span.length)
        entry?.span.length = Int32(clamping: end - start)
    }

    private func endEntry() {
        guard var entry, var open = statement else { return }
        // Held once, so that what it holds is not copied.
        self.entry = nil
        statement = nil
        announce(&open)
        rowCount += 1
        open.count(entry)
        let exponent = Currency(open.tail.currency)?.exponent ?? 2
        let minor = entry.minorUnits(
            exponent: exponent, pointIsDecimal: pointIsDecimal)
        append(entry, minor ?? 0)
        rows.add(
            MT940Original.read(entry), booked: minor == nil ? nil : entry.signed,
            of: Currency(open.tail.currency), isDebit: entry.isDebit)
        open.references.check(&rows)
        if rows.count >= Limits.batchRows {
            flush()
            open.references.endBatch()
        }
        statement = open
    }

    private func append(_ entry: MT940Entry, _ amount: Int64) {
        let texts = MT940Texts(entry)
        rows.spans.append(entry.span)
        rows.days.append(entry.bookingDay?.number ?? BankRows.missingDay)
        rows.valueDays.append(entry.valueDay?.number ?? BankRows.missingDay)
        rows.amounts.append(amount)
        rows.status.append(entry.status)
        rows.references.append(rows.arena.append(entry.bankReference))
        rows.payerReferences.append(rows.arena.append(texts.payerReference))
        rows.counterparties.append(rows.arena.append(texts.counterparty))
        rows.ibans.append(rows.arena.append(texts.iban))
        rows.texts.append(rows.arena.append(texts.text))
        for flaw in entry.flaws { rows.flaws.append((rows.count - 1, flaw)) }
    }

    private func flush() {
        guard rows.count > 0 else { return }
        drafts.append(.bank(rows))
        rows = BankRows()
    }

    // MARK: Texts

    /// The lines of a field as UTF-8; none, and a flaw, where they are not of the encoding.
    private func decoded(_ field: SWIFTField) -> (lines: [ArraySlice<UInt8>], flaw: Flaw?) {
        var lines: [ArraySlice<UInt8>] = []
        for index in 0..<field.lineCount {
            let line = field.line(index)
            if !line.contains(where: { $0 >= 0x80 || $0 == 0 }) {
                lines.append(line)
            } else if let text = decoder.decode(Array(line)) {
                lines.append(text[...])
            } else {
                let flaw = Flaw(
                    .encoding, line: Int(field.span.line),
                    found: String(decoding: line.prefix(40), as: UTF8.self),
                    ["encoding": decoder.name])
                return (lines, flaw)
            }
        }
        return (lines, nil)
    }

    private func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: decoder.decode(Array(bytes)) ?? Array(bytes), as: UTF8.self)
    }
}
