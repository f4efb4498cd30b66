internal import Accounting
internal import Formats

/// Invoices and credit notes as CSV, a row a line; rows of one document stand together.
///
/// Fields of the document (`kind, party, date, due_date, currency, rate, total, instalments,
/// applies_to`) stand on its first row; a later row may leave them empty. Amounts are positive and
/// in the document's currency, the source's where it states none; the kind directs them. A layout
/// that declares `net` and no `gross` gives lines net and tax; one that declares columns and no
/// `account` leaves it to the source or the party. A line for goods may name their `receipt` (or
/// order; several with `;`), the `item` and how much of it: `quantity` in `unit`.
final class DocumentsCSVImporter: Importer {
    private enum Field: Int, CaseIterable {
        case kind, party, number, date, due_date, currency, account, description, net, tax_code
        case tax, gross, total, instalments, applies_to, rate, status
        case receipt, item, quantity, unit
    }

    private let table: Table
    private let layout: SourceLayout
    private let dates: DateReader
    private let amounts: AmountReader
    /// The columns of a line that the layout must have.
    private let needed: [String]
    private var current: DocumentDraft?
    /// Of the document at hand.
    private var currency: Currency
    private var finished: [DocumentDraft] = []
    /// Rows whose status posts nothing.
    private var ignored: [IgnoredRow] = []
    /// Documents whose first row could not be read, with its line.
    private var spoiledNumbers: [String: Int] = [:]

    init(_ layout: SourceLayout) {
        self.layout = layout
        needed = DocumentsCSVImporter.required(layout)
        currency = layout.currency
        table = Table(
            layout, fields: Field.allCases.map { "\($0)" },
            required: ["number", "date", "party"] + needed)
        dates = layout.dates.flatMap { DateReader(pattern: $0) } ?? DateReader()
        amounts = AmountReader(layout.numbers)
        table.unitField = Field.number.rawValue
        table.onSpoiled = { [weak self] number, line in self?.spoil(number, line) }
    }

    func drain(_ emit: (Draft) -> Void) {
        finish()
        flush(emit)
    }

    /// The columns of a line that a layout must have.
    private static func required(_ layout: SourceLayout) -> [String] {
        let isNet = layout.columns["net"] != nil && layout.columns["gross"] == nil
        let isOfAccount = layout.columns["account"] != nil || layout.columns.isEmpty
        return (isNet ? ["net", "tax"] : ["gross"]) + (isOfAccount ? ["account"] : [])
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
        try table.feed(chunk, isLast: isLast, emit: emit) { row in
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
        if !ignored.isEmpty { emit(.ignored(ignored)) }
        ignored.removeAll()
        if !finished.isEmpty { emit(.documents(finished)) }
        finished.removeAll()
    }

    private func finish() {
        if let current { finished.append(current) }
        current = nil
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
        let number = row.requiredString(Field.number.rawValue, &flaws)
        let party = row.string(Field.party.rawValue, &flaws)
        let isSame = current.map { $0.number == number && (party.isEmpty || $0.party == party) }
        if isSame != true || number.isEmpty {
            finish()
            current = document(row, number: number, party: party, &flaws)
        }
        if isSame == true, row.currency(Field.currency.rawValue, currency, &flaws) != currency {
            var flaw = row.flaw(
                .currencyUnknown, Field.currency.rawValue, row.bytes(Field.currency.rawValue))
            flaw.arguments["expected"] = currency.code
            flaws.append(flaw)
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
        let own = layout.documentKinds
        if let known = own.isEmpty
            ? DocumentKind(rawValue: kind.isEmpty ? "invoice" : kind) : own[kind]
        {
            document.kind = known
        } else {
            flaws.append(
                row.flaw(.kindUnknown, Field.kind.rawValue, row.bytes(Field.kind.rawValue)))
        }
        document.day = row.day(Field.date.rawValue, dates, required: true, &flaws)
        document.due = row.day(Field.due_date.rawValue, dates, required: false, &flaws)
        currency = row.currency(Field.currency.rawValue, layout.currency, &flaws)
        document.currency = currency.code
        document.rate = row.rate(
            Field.rate.rawValue, amounts, of: currency, in: layout.booksCurrency, &flaws)
        document.total = row.amount(Field.total.rawValue, amounts, currency, &flaws)
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
                }), let amount = exact.minorUnits(exponent: currency.exponent)
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
            row.amount(field.rawValue, amounts, currency, &flaws)
        }
        let before = flaws.count
        let isNet = needed.contains("net")
        let whole = amount(isNet ? .net : .gross, &flaws)
        if whole == nil, flaws.count == before {
            flaws.append(row.missing((isNet ? Field.net : .gross).rawValue))
        }
        let stated = LineAmounts(
            net: isNet ? whole : amount(.net, &flaws), tax: amount(.tax, &flaws),
            gross: isNet ? nil : whole, quantity: nil, unitPrice: nil)
        let hasAccount = needed.contains("account")
        var line = DocumentLine(
            span: row.span,
            account: hasAccount
                ? row.requiredString(Field.account.rawValue, &flaws)
                : row.string(Field.account.rawValue, &flaws),
            text: row.string(Field.description.rawValue, &flaws),
            taxCode: row.string(Field.tax_code.rawValue, &flaws), net: stated.net ?? 0,
            tax: stated.tax ?? 0, gross: stated.gross ?? 0)
        line.receipts = row.string(Field.receipt.rawValue, &flaws).split(separator: ";")
            .map { String($0).trimmed }.filter { !$0.isEmpty }
        // Other programs have columns of these names that nothing here depends on.
        guard !line.receipts.isEmpty else { return line }
        line.item = row.string(Field.item.rawValue, &flaws)
        line.unit = row.string(Field.unit.rawValue, &flaws)
        line.quantity = row.amount(Field.quantity.rawValue, amounts, exponent: 3, &flaws)
        return line
    }
}
