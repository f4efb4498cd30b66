internal import Accounting
internal import Formats

/// Invoices and credit notes as CSV, a row a line; rows of one document stand together.
///
/// Fields of the document (`kind, party, date, due_date, total, instalments, applies_to`) stand on
/// its first row; a later row may leave them empty. Amounts are positive; the kind directs them.
final class DocumentsCSVImporter: Importer {
    private enum Field: Int, CaseIterable {
        case kind, party, number, date, due_date, currency, account, description, net, tax_code
        case tax, gross, total, instalments, applies_to
    }

    private let table: Table
    private let layout: SourceLayout
    private let dates: DateReader
    private let amounts: AmountReader
    private var current: DocumentDraft?
    private var finished: [DocumentDraft] = []
    /// Documents whose first row could not be read, with its line.
    private var spoiledNumbers: [String: Int] = [:]

    init(_ layout: SourceLayout) {
        self.layout = layout
        table = Table(
            layout, fields: Field.allCases.map { "\($0)" },
            required: ["number", "date", "party", "account", "gross"])
        dates = layout.dates.flatMap { DateReader(pattern: $0) } ?? DateReader()
        amounts = AmountReader(layout.numbers)
        table.unitField = Field.number.rawValue
        table.onSpoiled = { [weak self] number, line in self?.spoil(number, line) }
    }

    func drain(_ emit: (Draft) -> Void) {
        finish()
        flush(emit)
    }

    /// A line of a document cannot be read: neither can the document.
    private func spoil(_ number: String, _ line: Int) {
        if let current, number.isEmpty || current.number == number {
            self.current?.flaws.append(Flaw(.unitSpoiled, line: line))
        } else {
            spoiledNumbers[number] = line
        }
    }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        try table.feed(chunk, isLast: isLast) { row in
            take(row)
            if finished.count >= 512 { flush(emit) }
        }
        if isLast {
            finish()
            flush(emit)
            emit(.end(rows: table.rows))
        }
    }

    private func flush(_ emit: (Draft) -> Void) {
        table.flushAsides(emit)
        if !finished.isEmpty { emit(.documents(finished)) }
        finished.removeAll()
    }

    private func finish() {
        if let current { finished.append(current) }
        current = nil
    }

    private func take(_ row: TableRow) {
        var flaws: [Flaw] = []
        let number = row.requiredString(Field.number.rawValue, &flaws)
        let party = row.string(Field.party.rawValue, &flaws)
        let isSame = current.map { $0.number == number && (party.isEmpty || $0.party == party) }
        if isSame != true || number.isEmpty {
            finish()
            current = document(row, number: number, party: party, &flaws)
        }
        current?.lines.append(line(row, &flaws))
        current?.flaws.append(contentsOf: flaws)
    }

    private func document(
        _ row: TableRow, number: String, party: String, _ flaws: inout [Flaw]
    ) -> DocumentDraft {
        var document = DocumentDraft()
        document.number = number
        if let line = spoiledNumbers[number] { flaws.append(Flaw(.unitSpoiled, line: line)) }
        document.party = party
        if party.isEmpty { flaws.append(row.missing(Field.party.rawValue)) }
        let kind = row.string(Field.kind.rawValue, &flaws)
        if let known = DocumentKind(rawValue: kind.isEmpty ? "invoice" : kind) {
            document.kind = known
        } else {
            flaws.append(
                row.flaw(.kindUnknown, Field.kind.rawValue, row.bytes(Field.kind.rawValue)))
        }
        document.day = row.day(Field.date.rawValue, dates, required: true, &flaws)
        document.due = row.day(Field.due_date.rawValue, dates, required: false, &flaws)
        document.currency = row.string(Field.currency.rawValue, &flaws)
        document.total = row.amount(Field.total.rawValue, amounts, layout.currency, &flaws)
        document.appliesTo = row.string(Field.applies_to.rawValue, &flaws)
        document.instalments = instalments(row, &flaws)
        return document
    }

    /// `2026-08-31:500.00;2026-09-30:500.00`
    private func instalments(_ row: TableRow, _ flaws: inout [Flaw]) -> [Instalment] {
        let text = row.string(Field.instalments.rawValue, &flaws)
        guard !text.isEmpty else { return [] }
        var instalments: [Instalment] = []
        for part in text.split(separator: ";") {
            let pieces = part.split(separator: ":")
            guard pieces.count == 2, let due = Day(iso: pieces[0]),
                case .amount(let exact) = Array(pieces[1].utf8).withUnsafeBufferPointer({
                    AmountReader(.plain).read($0)
                }), let amount = exact.minorUnits(exponent: layout.currency.exponent)
            else {
                flaws.append(
                    row.flaw(
                        .amountMalformed, Field.instalments.rawValue,
                        row.bytes(Field.instalments.rawValue)))
                return []
            }
            instalments.append(Instalment(due: due, amount: amount))
        }
        return instalments
    }

    private func line(_ row: TableRow, _ flaws: inout [Flaw]) -> DocumentLine {
        func amount(_ field: Field, _ flaws: inout [Flaw]) -> Int64? {
            row.amount(field.rawValue, amounts, layout.currency, &flaws)
        }
        let before = flaws.count
        let gross = amount(.gross, &flaws)
        let stated = LineAmounts(
            net: amount(.net, &flaws), tax: amount(.tax, &flaws), gross: gross, quantity: nil,
            unitPrice: nil)
        if gross == nil, flaws.count == before { flaws.append(row.missing(Field.gross.rawValue)) }
        return DocumentLine(
            span: row.span, account: row.requiredString(Field.account.rawValue, &flaws),
            text: row.string(Field.description.rawValue, &flaws),
            taxCode: row.string(Field.tax_code.rawValue, &flaws), net: stated.net ?? 0,
            tax: stated.tax ?? 0, gross: stated.gross ?? 0)
    }
}

/// Payments received or made as CSV, a row a payment.
final class PaymentsCSVImporter: Importer {
    private enum Field: Int, CaseIterable {
        case number, party, date, amount, currency, document, reference
    }

    private let table: Table
    private let layout: SourceLayout
    private let dates: DateReader
    private let amounts: AmountReader
    private var payments: [PaymentDraft] = []

    init(_ layout: SourceLayout) {
        self.layout = layout
        table = Table(
            layout, fields: Field.allCases.map { "\($0)" },
            required: ["number", "party", "date", "amount"])
        dates = layout.dates.flatMap { DateReader(pattern: $0) } ?? DateReader()
        amounts = AmountReader(layout.numbers)
    }

    func drain(_ emit: (Draft) -> Void) { flush(emit) }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        try table.feed(chunk, isLast: isLast) { row in
            take(row)
            if payments.count >= Limits.batchRows { flush(emit) }
        }
        if isLast {
            flush(emit)
            emit(.end(rows: table.rows))
        }
    }

    private func flush(_ emit: (Draft) -> Void) {
        table.flushAsides(emit)
        if !payments.isEmpty { emit(.payments(payments)) }
        payments.removeAll()
    }

    private func take(_ row: TableRow) {
        var payment = PaymentDraft(span: row.span)
        var flaws: [Flaw] = []
        payment.number = row.requiredString(Field.number.rawValue, &flaws)
        payment.party = row.requiredString(Field.party.rawValue, &flaws)
        payment.day = row.day(Field.date.rawValue, dates, required: true, &flaws)
        let before = flaws.count
        let amount = row.amount(Field.amount.rawValue, amounts, layout.currency, &flaws)
        if amount == nil, flaws.count == before {
            flaws.append(row.missing(Field.amount.rawValue))
        }
        payment.amount = amount ?? 0
        payment.currency = row.string(Field.currency.rawValue, &flaws)
        payment.document = row.string(Field.document.rawValue, &flaws)
        payment.reference = row.string(Field.reference.rawValue, &flaws)
        payment.flaws = flaws
        payments.append(payment)
    }
}

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
        try table.feed(chunk, isLast: isLast) { row in
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
