internal import Accounting
internal import Formats

/// Drawer counts as CSV, a row a drawer and business day.
///
/// `date` and `counted` must be there; `store`, `till`, `float` (what the day began with),
/// `banked` and `reference` (the bank's slip) may be. Amounts are what was found, never negative.
final class CashCSVImporter: Importer {
    private enum Field: Int, CaseIterable {
        case store, till, date, float, counted, banked, reference, currency
    }

    private let table: Table
    private let currency: Currency
    private let defaultStore: String
    private let dates: DateReader
    private let amounts: AmountReader
    private var counts: [CashCountDraft] = []

    init(_ layout: SourceLayout) {
        table = Table(
            layout, fields: Field.allCases.map { "\($0)" }, required: ["date", "counted"])
        currency = layout.currency
        defaultStore = layout.defaults["store"] ?? ""
        dates = layout.dates.flatMap { DateReader(pattern: $0) } ?? DateReader()
        amounts = AmountReader(layout.numbers)
        table.tellsHeaders = true
    }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        try table.feed(chunk, isLast: isLast, emit: emit) { row in
            if counts.count >= Limits.batchRows { drain(emit) }
            counts.append(read(row))
        }
        guard isLast else { return table.flushAsides(emit) }
        drain(emit)
        emit(.end(rows: table.rows))
    }

    func drain(_ emit: (Draft) -> Void) {
        table.flushAsides(emit)
        if !counts.isEmpty { emit(.cashCounts(counts)) }
        counts.removeAll()
    }

    private func read(_ row: TableRow) -> CashCountDraft {
        var count = CashCountDraft(span: row.span)
        var flaws: [Flaw] = []
        func amount(_ field: Field) -> Int64? {
            row.amount(field.rawValue, amounts, currency, &flaws)
        }
        count.store = row.string(Field.store.rawValue, &flaws)
        if count.store.isEmpty { count.store = defaultStore }
        count.till = row.string(Field.till.rawValue, &flaws)
        count.day = row.day(Field.date.rawValue, dates, required: true, &flaws)
        count.float = amount(.float)
        let before = flaws.count
        let counted = amount(.counted)
        if counted == nil, flaws.count == before {
            flaws.append(row.missing(Field.counted.rawValue))
        }
        count.counted = counted ?? 0
        count.banked = amount(.banked) ?? 0
        count.reference = row.string(Field.reference.rawValue, &flaws)
        let stated = row.currency(Field.currency.rawValue, currency, &flaws)
        if stated != currency {
            var flaw = row.flaw(
                .currencyUnknown, Field.currency.rawValue, row.bytes(Field.currency.rawValue))
            flaw.arguments["expected"] = currency.code
            flaws.append(flaw)
        }
        count.flaws = flaws
        return count
    }
}
