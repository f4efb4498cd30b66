internal import Accounting
internal import Formats

/// Transactions of a payment service as CSV, a row each, in its currency or else the source's.
final class PayoutCSVImporter: Importer {
    private enum Field: Int, CaseIterable {
        case number, kind, reference, related, date, currency, gross, fee, fee_tax, net, balance
        case payout, payout_date, party, text
    }

    private let table: Table
    private let layout: SourceLayout
    private let dates: DateReader
    private let amounts: AmountReader
    private var rows: [PayoutRow] = []

    init(_ layout: SourceLayout) {
        self.layout = layout
        table = Table(
            layout, fields: Field.allCases.map { "\($0)" }, required: ["kind", "date", "gross"])
        dates = layout.dates.flatMap { DateReader(pattern: $0) } ?? DateReader()
        amounts = AmountReader(layout.numbers)
    }

    func drain(_ emit: (Draft) -> Void) { flush(emit) }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        try table.feed(chunk, isLast: isLast) { row in
            take(row)
            if rows.count >= Limits.batchRows { flush(emit) }
        }
        if isLast {
            flush(emit)
            emit(.end(rows: table.rows))
        }
    }

    private func flush(_ emit: (Draft) -> Void) {
        table.flushAsides(emit)
        if !rows.isEmpty { emit(.payouts(rows)) }
        rows.removeAll()
    }

    private func take(_ row: TableRow) {
        var payout = PayoutRow(span: row.span)
        var flaws: [Flaw] = []
        func text(_ field: Field) -> String { row.string(field.rawValue, &flaws) }
        payout.kindText = row.requiredString(Field.kind.rawValue, &flaws)
        payout.kind = PayoutKind(rawValue: payout.kindText) ?? .adjustment
        (payout.number, payout.reference) = (text(.number), text(.reference))
        (payout.related, payout.payout) = (text(.related), text(.payout))
        (payout.party, payout.text) = (text(.party), text(.text))
        payout.day = row.day(Field.date.rawValue, dates, required: true, &flaws)
        payout.payoutDay = row.day(Field.payout_date.rawValue, dates, required: false, &flaws)
        let currency = row.currency(Field.currency.rawValue, layout.currency, &flaws)
        payout.currency = currency.code
        func amount(_ field: Field) -> Int64? {
            row.amount(field.rawValue, amounts, currency, &flaws)
        }
        payout.gross = amount(.gross) ?? 0
        payout.fee = amount(.fee) ?? 0
        payout.feeTax = amount(.fee_tax) ?? 0
        payout.net = amount(.net) ?? payout.gross - payout.fee
        payout.balance = amount(.balance)
        payout.flaws = flaws
        rows.append(payout)
    }
}
