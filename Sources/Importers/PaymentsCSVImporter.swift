internal import Accounting
internal import Formats

/// Payments received or made as CSV, a row a payment, in its currency or else the source's.
///
/// `amount` is what the bank shows; `discount`, `charges` and `write_off` settled beside it.
/// `document` may name several (`F1;F2`); `original` is what the amount settles of them where they
/// are in another currency.
final class PaymentsCSVImporter: Importer {
    private enum Field: Int, CaseIterable {
        case number, party, date, amount, currency, document, reference
        case discount, charges, write_off, rate, original
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
        try table.feed(chunk, isLast: isLast, emit: emit) { row in
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
        let currency = row.currency(Field.currency.rawValue, layout.currency, &flaws)
        payment.currency = currency.code
        payment.rate = row.rate(
            Field.rate.rawValue, amounts, of: currency, in: layout.booksCurrency, &flaws)
        let before = flaws.count
        func amount(_ field: Field) -> Int64? {
            row.amount(field.rawValue, amounts, currency, &flaws)
        }
        let stated = amount(.amount)
        if stated == nil, flaws.count == before {
            flaws.append(row.missing(Field.amount.rawValue))
        }
        payment.amount = stated ?? 0
        payment.discount = amount(.discount) ?? 0
        payment.charges = amount(.charges) ?? 0
        payment.writtenOff = amount(.write_off) ?? 0
        payment.original = row.exact(Field.original.rawValue, amounts, &flaws)
        payment.document = row.string(Field.document.rawValue, &flaws)
        payment.reference = row.string(Field.reference.rawValue, &flaws)
        payment.flaws = flaws
        payments.append(payment)
    }
}
