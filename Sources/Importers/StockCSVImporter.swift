internal import Accounting
internal import Formats

/// Stock documents as CSV, a row an item: receipts, issues, waste, transfers, counts, openings.
///
/// Columns `document,kind,date,time,item,quantity,unit,location,to_location,unit_cost,value,party,
/// reference,text,status`. Rows of one document stand together; a row whose document, kind, date,
/// time, party and reference are all blank belongs to the row before. What one document holds of
/// several kinds or days is a document for each. Quantities are positive, in units of which
/// thousandths count; a negative receipt goes back to the supplier. With `quantities: signed` what
/// leaves stock is negative. A unit's cost keeps its decimals: cost × quantity is rounded once,
/// half away from zero. Amounts are in the source's currency.
final class StockCSVImporter: Importer {
    private enum Field: Int, CaseIterable {
        case document, kind, date, time, item, quantity, unit, location, to_location, unit_cost
        case value, party, reference, text, status
    }

    private let table: Table
    private let layout: SourceLayout
    private let dates: DateReader
    private let amounts: AmountReader
    /// What the document at hand comes to: of each kind and day one.
    private var current: [StockDraft] = []
    /// Of that document as the row before states it.
    private var last: StockDraft?
    private var finished: [StockDraft] = []
    /// Rows whose status posts nothing.
    private var ignored: [IgnoredRow] = []
    /// Documents of which a row could not be read before they began, with its line.
    private var spoiled: [String: Int] = [:]

    init(_ layout: SourceLayout) {
        self.layout = layout
        table = Table(
            layout, fields: Field.allCases.map { "\($0)" },
            required: ["document", "date", "item", "quantity"])
        dates = layout.dates.flatMap { DateReader(pattern: $0) } ?? DateReader()
        amounts = AmountReader(layout.numbers)
        table.unitField = Field.document.rawValue
        table.onSpoiled = { [weak self] number, line in self?.spoil(number, line) }
    }

    /// True for a table with our own columns.
    static func recognises(_ head: [UInt8]) -> Bool {
        let line = head.prefix { $0 != 10 && $0 != 13 }
        let names = Set(line.split(separator: UInt8(ascii: ",")).map { Array($0) })
        return ["document", "kind", "date", "item", "quantity"].allSatisfy {
            names.contains(Array($0.utf8))
        }
    }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        try table.feed(chunk, isLast: isLast, emit: emit) { row in
            take(row)
            if finished.count >= 512 { flush(emit) }
        }
        if isLast {
            drain(emit)
            emit(.end(rows: table.rows))
        }
    }

    func drain(_ emit: (Draft) -> Void) {
        finish()
        flush(emit)
    }

    private func flush(_ emit: (Draft) -> Void) {
        table.flushAsides(emit)
        if !ignored.isEmpty { emit(.ignored(ignored)) }
        ignored.removeAll()
        if !finished.isEmpty { emit(.stock(finished)) }
        finished.removeAll()
    }

    private func finish() {
        finished += current
        current.removeAll()
        last = nil
    }

    /// A row of a document cannot be read: neither can the document.
    private func spoil(_ number: String, _ line: Int) {
        let isCurrent = current.first.map { number.isEmpty || $0.number == number } ?? false
        guard isCurrent else { return spoiled[number] = line }
        for index in current.indices { current[index].flaws.append(Flaw(.unitSpoiled, line: line)) }
        // What follows of it is of it too.
        spoiled[current[0].number] = line
    }

    private func take(_ row: TableRow) {
        var flaws: [Flaw] = []
        let status = row.string(Field.status.rawValue, &flaws)
        if !status.isEmpty, !layout.postingStatuses.contains(status) {
            if layout.ignoredStatuses.contains(status) {
                return ignored.append(IgnoredRow(span: row.span, reason: .voided))
            }
            flaws.append(
                row.flaw(.kindUnknown, Field.status.rawValue, row.bytes(Field.status.rawValue)))
        }
        var head = head(row, &flaws)
        let line = line(row, &head, &flaws)
        var place = current.firstIndex { $0.kind == head.kind && $0.day == head.day }
        if place == nil {
            if let line = spoiled[head.number] { flaws.append(Flaw(.unitSpoiled, line: line)) }
            place = current.count
            current.append(head)
        }
        guard let place else { return }
        current[place].rows.append(line)
        current[place].flaws += flaws
    }

    /// What a row states of its document; what it leaves blank is as on the row before.
    ///
    /// A row of another document ends the one at hand.
    private func head(_ row: TableRow, _ flaws: inout [Flaw]) -> StockDraft {
        let stated: [Field] = [.document, .kind, .date, .time, .party, .reference]
        let isBare = stated.allSatisfy { row.bytes($0.rawValue).withoutBlanks.isEmpty }
        if isBare, let last { return last }
        let number = row.requiredString(Field.document.rawValue, &flaws)
        if last?.number != number || number.isEmpty { finish() }
        var draft = last ?? StockDraft()
        draft.number = number
        let kind = row.string(Field.kind.rawValue, &flaws)
        if !kind.isEmpty || last == nil { draft.kind = self.kind(kind, row, &flaws) ?? draft.kind }
        takeDay(row, &draft, &flaws)
        let party = row.string(Field.party.rawValue, &flaws)
        if !party.isEmpty { draft.party = party }
        let reference = row.string(Field.reference.rawValue, &flaws)
        if !reference.isEmpty { draft.reference = reference }
        last = draft
        return draft
    }

    private func kind(_ text: String, _ row: TableRow, _ flaws: inout [Flaw]) -> StockMoveKind? {
        let own = layout.stockKinds
        let word = text.isEmpty ? layout.defaults["kind"] ?? "" : text
        let isOurs = own.isEmpty || text.isEmpty
        if let known = isOurs ? StockMoveKind(rawValue: word) : own[word] { return known }
        flaws.append(
            word.isEmpty
                ? row.missing(Field.kind.rawValue)
                : row.flaw(.kindUnknown, Field.kind.rawValue, row.bytes(Field.kind.rawValue)))
        return nil
    }

    private func takeDay(_ row: TableRow, _ draft: inout StockDraft, _ flaws: inout [Flaw]) {
        let stamp = row.bytes(Field.date.rawValue)
        if stamp.withoutBlanks.isEmpty, draft.day != nil { return }
        let read = row.day(Field.date.rawValue, dates, required: true, &flaws)
        guard let day = read else { return draft.day = nil }
        let time = row.bytes(Field.time.rawValue)
        draft.minute = layout.clock.minute(day, stamp: stamp, time: time)
        draft.day = layout.clock.day(day, stamp: stamp, time: time)
        if draft.day == nil { flaws.append(row.missing(Field.time.rawValue)) }
    }

    /// - Parameter head: a receipt that is negative goes back to the supplier.
    private func line(
        _ row: TableRow, _ head: inout StockDraft, _ flaws: inout [Flaw]
    ) -> StockRow {
        var line = StockRow(span: row.span)
        line.item = row.requiredString(Field.item.rawValue, &flaws)
        line.unit = row.string(Field.unit.rawValue, &flaws)
        line.location = row.string(Field.location.rawValue, &flaws)
        if line.location.isEmpty { line.location = layout.defaults["location"] ?? "" }
        line.toLocation = row.string(Field.to_location.rawValue, &flaws)
        line.text = row.string(Field.text.rawValue, &flaws)
        let before = flaws.count
        let quantity = row.amount(Field.quantity.rawValue, amounts, exponent: 3, &flaws)
        if quantity == nil, flaws.count == before {
            flaws.append(row.missing(Field.quantity.rawValue))
        }
        line.quantity = direct(quantity ?? 0, &head, row, &flaws)
        if quantity == 0, head.kind != .count { flaws.append(row.missing(Field.quantity.rawValue)) }
        if head.kind == .transfer, line.toLocation.isEmpty {
            flaws.append(row.missing(Field.to_location.rawValue))
        }
        line.unitCost = row.exact(Field.unit_cost.rawValue, amounts, &flaws)
        line.value = row.amount(Field.value.rawValue, amounts, layout.currency, &flaws)
        // A movement that is signed may sign its value too.
        if layout.signsQuantities, let value = line.value { line.value = abs(value) }
        if line.value == nil, line.unitCost != nil {
            line.value = line.product(exponent: layout.currency.exponent)
            if line.value == nil {
                flaws.append(
                    row.flaw(
                        .amountTooLarge, Field.unit_cost.rawValue,
                        row.bytes(Field.unit_cost.rawValue)))
            }
        }
        return line
    }

    /// The quantity without its sign, which says what the row is; a count keeps it.
    private func direct(
        _ quantity: Int64, _ head: inout StockDraft, _ row: TableRow, _ flaws: inout [Flaw]
    ) -> Int64 {
        switch head.kind {
        case .count: return quantity
        case .receipt:
            if quantity < 0 { head.kind = .supplierReturn }
            return abs(quantity)
        case .opening, .customerReturn, .transfer: if quantity >= 0 { return quantity }
        case .supplierReturn, .issue, .waste, .sale:
            if quantity == 0 || layout.signsQuantities == (quantity < 0) { return abs(quantity) }
        }
        flaws.append(
            row.flaw(.signUnexpected, Field.quantity.rawValue, row.bytes(Field.quantity.rawValue)))
        return abs(quantity)
    }
}
