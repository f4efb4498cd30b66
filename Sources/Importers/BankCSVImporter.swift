internal import Accounting
internal import Formats

/// Bank CSV by declared columns: `date, value_date, amount` or `debit` + `credit`, `balance,
/// text, counterparty, counterparty_iban, reference`.
///
/// A declared `balance` column makes the file a statement: every row is proved against it, the
/// opening and closing balance follow from it, oldest or newest row first. Without one every row
/// stands for itself.
final class BankCSVImporter: Importer {
    private enum Field: Int, CaseIterable {
        case date, value_date, amount, debit, credit, balance, text, counterparty
        case counterparty_iban, reference, payer_reference, currency
    }

    private let table: Table
    private let layout: SourceLayout
    private let dates: DateReader
    private let amounts: AmountReader
    private var rows = BankRows()
    private var tail: StatementTail
    private var balance = RunningBalance()
    private let hasBalance: Bool
    private var isOpen = false
    /// True where a row's amount or balance could not be read: its own flaw says so.
    private var hasUnreadBalance = false

    init(_ layout: SourceLayout) {
        self.layout = layout
        hasBalance = layout.columns["balance"] != nil
        let hasAmount = layout.columns["amount"] != nil || layout.columns["debit"] == nil
        table = Table(
            layout, fields: Field.allCases.map { "\($0)" },
            required: hasAmount ? ["date", "amount"] : ["date", "debit", "credit"])
        dates = layout.dates.flatMap { DateReader(pattern: $0) } ?? DateReader()
        amounts = AmountReader(layout.numbers)
        tail = StatementTail(
            unit: 1, message: "bank-csv", account: layout.account ?? "", id: "", line: 1)
        tail.currency = layout.currency.code
        tail.isStatement = hasBalance
        if hasBalance {
            // A row of the statement cannot be read: neither can the statement.
            table.onSpoiled = { [weak self] _, line in
                self?.tail.flaws.append(Flaw(.runningBalance, line: line))
            }
        }
    }

    func drain(_ emit: (Draft) -> Void) { flush(emit) }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        open(emit)
        try table.feed(chunk, isLast: isLast) { row in
            take(row)
            if rows.count >= Limits.batchRows { flush(emit) }
        }
        if isLast {
            flush(emit)
            close()
            emit(.statementEnd(tail))
            emit(.end(rows: table.rows))
        }
    }

    private func open(_ emit: (Draft) -> Void) {
        guard !isOpen else { return }
        isOpen = true
        emit(
            .statement(
                StatementHead(
                    unit: 1, account: layout.account ?? "", id: "", currency: layout.currency,
                    isStatement: hasBalance, line: 1)))
    }

    private func flush(_ emit: (Draft) -> Void) {
        table.flushAsides(emit)
        guard rows.count > 0 else { return }
        emit(.bank(rows))
        rows = BankRows()
    }

    private func take(_ row: TableRow) {
        var flaws: [Flaw] = []
        let day = row.day(Field.date.rawValue, dates, required: true, &flaws)
        let valueDay = row.day(Field.value_date.rawValue, dates, required: false, &flaws)
        let amount = amount(row, &flaws)
        rows.spans.append(row.span)
        rows.days.append(day?.number ?? BankRows.missingDay)
        rows.valueDays.append(valueDay?.number ?? BankRows.missingDay)
        rows.amounts.append(amount ?? 0)
        rows.status.append(.booked)
        rows.references.append(row.text(Field.reference.rawValue, &rows.arena, &flaws))
        rows.payerReferences.append(row.text(Field.payer_reference.rawValue, &rows.arena, &flaws))
        rows.counterparties.append(row.text(Field.counterparty.rawValue, &rows.arena, &flaws))
        rows.ibans.append(row.text(Field.counterparty_iban.rawValue, &rows.arena, &flaws))
        rows.texts.append(row.text(Field.text.rawValue, &rows.arena, &flaws))
        checkCurrency(row, &flaws)
        tail.entries += 1
        if let amount {
            tail.booked.add(Exact(mantissa: Int128(amount), scale: layout.currency.exponent))
            tail.bookedCount += 1
            if hasBalance {
                let before = flaws.count
                let stated = row.amount(Field.balance.rawValue, amounts, layout.currency, &flaws)
                if stated == nil, flaws.count == before {
                    flaws.append(row.missing(Field.balance.rawValue))
                }
                balance.take(amount: amount, balance: stated, line: row.line)
            }
        }
        if let day {
            tail.from = min(tail.from ?? day, day)
            tail.to = max(tail.to ?? day, day)
        }
        if hasBalance, !flaws.isEmpty { hasUnreadBalance = true }
        for flaw in flaws { rows.flaws.append((rows.count - 1, flaw)) }
    }

    private func checkCurrency(_ row: TableRow, _ flaws: inout [Flaw]) {
        guard row.has(Field.currency.rawValue) else { return }
        let code = row.string(Field.currency.rawValue, &flaws)
        if !code.isEmpty, code != layout.currency.code {
            flaws.append(
                Flaw(
                    .currencyUnknown, line: row.line, column: row.column(Field.currency.rawValue),
                    found: code, ["expected": layout.currency.code]))
        }
    }

    private func amount(_ row: TableRow, _ flaws: inout [Flaw]) -> Int64? {
        if row.has(Field.amount.rawValue) {
            let before = flaws.count
            let amount = row.amount(Field.amount.rawValue, amounts, layout.currency, &flaws)
            if amount == nil, flaws.count == before {
                flaws.append(row.missing(Field.amount.rawValue))
            }
            return amount
        }
        let before = flaws.count
        let debit = row.amount(Field.debit.rawValue, amounts, layout.currency, &flaws)
        let credit = row.amount(Field.credit.rawValue, amounts, layout.currency, &flaws)
        guard flaws.count == before else { return nil }
        if debit == nil, credit == nil {
            flaws.append(row.missing(Field.debit.rawValue))
            return nil
        }
        if let debit, debit < 0, !layout.negativeDebits {
            flaws.append(
                row.flaw(.amountAmbiguous, Field.debit.rawValue, row.bytes(Field.debit.rawValue)))
            return nil
        }
        let out = layout.negativeDebits ? -(debit ?? 0) : debit ?? 0
        return (credit ?? 0) - out
    }

    private func close() {
        guard hasBalance, tail.entries > 0, !hasUnreadBalance else { return }
        switch balance.verdict {
        case .holds(let opening, let closing):
            let scale = layout.currency.exponent
            tail.opening = Exact(mantissa: Int128(opening), scale: scale)
            tail.closing = Exact(mantissa: Int128(closing), scale: scale)
        case .breaks(let line): tail.flaws.append(Flaw(.runningBalance, line: line))
        }
    }
}

/// Proves a column of balances against its amounts, oldest or newest row first.
struct RunningBalance {
    enum Verdict: Equatable {
        case holds(opening: Int64, closing: Int64)
        case breaks(line: Int)
    }

    private var first: (amount: Int64, balance: Int64)?
    private var last: (amount: Int64, balance: Int64)?
    private var oldestFirst = true
    private var newestFirst = true
    private var brokenAt: Int?

    mutating func take(amount: Int64, balance: Int64?, line: Int) {
        guard let balance else {
            brokenAt = brokenAt ?? line
            return
        }
        if let last {
            if last.balance &+ amount != balance { oldestFirst = false }
            if balance &+ last.amount != last.balance { newestFirst = false }
            if !oldestFirst, !newestFirst { brokenAt = brokenAt ?? line }
        } else {
            first = (amount, balance)
        }
        last = (amount, balance)
    }

    var verdict: Verdict {
        guard brokenAt == nil, let first, let last else { return .breaks(line: brokenAt ?? 0) }
        return oldestFirst
            ? .holds(opening: first.balance &- first.amount, closing: last.balance)
            : .holds(opening: last.balance &- last.amount, closing: first.balance)
    }
}
