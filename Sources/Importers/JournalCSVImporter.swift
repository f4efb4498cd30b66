internal import Accounting
internal import Formats

/// Journal vouchers and opening balances as CSV, a row a line.
///
/// Rows of one voucher (journal, number) stand together; the opening balances are one unit.
final class JournalCSVImporter: Importer {
    private enum Field: Int, CaseIterable {
        case journal, voucher, line, date, account, party, debit, credit, currency, original
        case description, document, due_date
    }

    private let table: Table
    private let layout: SourceLayout
    private let isOpening: Bool
    private let dates: DateReader
    private let amounts: AmountReader
    private var current: VoucherDraft?
    /// Vouchers whose first row could not be read, with its line.
    private var spoiledNumbers: [String: Int] = [:]
    private var finished: [VoucherDraft] = []

    init(_ layout: SourceLayout, isOpening: Bool) {
        self.layout = layout
        self.isOpening = isOpening
        table = Table(
            layout, fields: Field.allCases.map { "\($0)" },
            required: isOpening
                ? ["account", "debit", "credit"]
                : ["journal", "voucher", "date", "account", "debit", "credit"])
        dates = layout.dates.flatMap { DateReader(pattern: $0) } ?? DateReader()
        amounts = AmountReader(layout.numbers)
        table.unitField = isOpening ? nil : Field.voucher.rawValue
        table.onSpoiled = { [weak self] number, line in self?.spoil(number, line) }
    }

    func drain(_ emit: (Draft) -> Void) {
        if let current { finished.append(current) }
        current = nil
        flush(emit)
    }

    /// A line of a voucher cannot be read: neither can the voucher; nor the opening balances.
    private func spoil(_ number: String, _ line: Int) {
        if isOpening || current == nil || number.isEmpty || current?.number == number {
            if current != nil {
                current?.flaws.append(Flaw(.unitSpoiled, line: line))
                return
            }
        }
        spoiledNumbers[number] = line
    }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        try table.feed(chunk, isLast: isLast, emit: emit) { row in
            take(row)
            if !isOpening, finished.count >= 512 { flush(emit) }
        }
        if isLast {
            if let current { finished.append(current) }
            current = nil
            flush(emit)
            emit(.end(rows: table.rows))
        }
    }

    private func flush(_ emit: (Draft) -> Void) {
        table.flushAsides(emit)
        if isOpening {
            if let opening = finished.first { emit(.opening(opening)) }
        } else if !finished.isEmpty {
            emit(.vouchers(finished))
        }
        finished.removeAll()
    }

    private func take(_ row: TableRow) {
        var flaws: [Flaw] = []
        let journal = row.string(Field.journal.rawValue, &flaws)
        let number = row.string(Field.voucher.rawValue, &flaws)
        if !isOpening, number.isEmpty { flaws.append(row.missing(Field.voucher.rawValue)) }
        if !isOpening, let voucher = current,
            voucher.journal != journal || voucher.number != number
        {
            finished.append(voucher)
            current = nil
        }
        if current == nil {
            current = VoucherDraft()
            current?.journal = journal
            current?.number = number
            let spoiled = spoiledNumbers[number] ?? (isOpening ? spoiledNumbers.values.min() : nil)
            if let spoiled { current?.flaws.append(Flaw(.unitSpoiled, line: spoiled)) }
        }
        current?.lines.append(line(row, &flaws))
        current?.flaws.append(contentsOf: flaws)
    }

    private func line(_ row: TableRow, _ flaws: inout [Flaw]) -> JournalLine {
        var line = JournalLine(span: row.span)
        line.account = row.requiredString(Field.account.rawValue, &flaws)
        line.party = row.string(Field.party.rawValue, &flaws)
        line.document = row.string(Field.document.rawValue, &flaws)
        line.day = row.day(Field.date.rawValue, dates, required: !isOpening, &flaws)
        line.due = row.day(Field.due_date.rawValue, dates, required: false, &flaws)
        let before = flaws.count
        let debit = row.amount(Field.debit.rawValue, amounts, layout.currency, &flaws)
        let credit = row.amount(Field.credit.rawValue, amounts, layout.currency, &flaws)
        if flaws.count == before, debit == nil, credit == nil {
            flaws.append(row.missing(Field.debit.rawValue))
        }
        line.debit = debit ?? 0
        line.credit = credit ?? 0
        line.currency = row.string(Field.currency.rawValue, &flaws)
        line.original = original(row, line, &flaws)
        line.text = row.string(Field.description.rawValue, &flaws)
        return line
    }

    /// The amount in the line's own currency, on the side of its debit or credit.
    private func original(
        _ row: TableRow, _ line: JournalLine, _ flaws: inout [Flaw]
    ) -> Money? {
        guard !row.bytes(Field.original.rawValue).isEmpty else { return nil }
        guard let currency = Currency(line.currency) else {
            flaws.append(row.missing(Field.currency.rawValue))
            return nil
        }
        return row.amount(Field.original.rawValue, amounts, currency, &flaws).map {
            Money(line.debit >= line.credit ? $0 : -$0, currency)
        }
    }
}
