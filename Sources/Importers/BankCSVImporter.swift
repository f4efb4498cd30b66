internal import Accounting
internal import Formats

/// Bank CSV by declared columns: `date, value_date, amount` or `debit` + `credit`, `sign, fee,
/// balance, text, counterparty, counterparty_iban, reference, payer_reference, currency, status`.
///
/// Where a `sign` column says which side an unsigned amount is on, its words are declared; a `fee`
/// is taken off the amount; rows of a `status` that is declared ignored are shown, not posted.
///
/// A declared `balance` column makes the file a statement: every row is proved against it, the
/// opening and closing balance follow from it, oldest or newest row first. Without one every row
/// stands for itself.
final class BankCSVImporter: Importer {
    private let table: Table
    private var entries: BankEntries
    /// Of rows that could not be read at all, where the file is a statement.
    private var unread: [Flaw] = []
    private var isOpen = false

    init(_ layout: SourceLayout) {
        let hasAmount = layout.columns["amount"] != nil || layout.columns["debit"] == nil
        table = Table(
            layout, fields: BankField.names,
            required: hasAmount ? ["date", "amount"] : ["date", "debit", "credit"])
        entries = BankEntries(layout)
        if entries.hasBalance {
            // A row of the statement cannot be read: neither can the statement.
            table.onSpoiled = { [weak self] _, line in
                self?.unread.append(Flaw(.runningBalance, line: line))
            }
        }
    }

    func drain(_ emit: (Draft) -> Void) { flush(&entries, emit) }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        if !isOpen { emit(.statement(entries.head)) }
        isOpen = true
        try read(chunk, isLast: isLast, into: &entries, emit)
        if isLast {
            flush(&entries, emit)
            emit(.statementEnd(entries.tail(unread)))
            emit(.end(rows: table.rows))
        }
    }

    private func read(
        _ chunk: Bytes, isLast: Bool, into entries: inout BankEntries, _ emit: (Draft) -> Void
    ) throws {
        try table.feed(chunk, isLast: isLast) { row in
            entries.append(row)
            if entries.rows.count >= Limits.batchRows { flush(&entries, emit) }
        }
    }

    private func flush(_ entries: inout BankEntries, _ emit: (Draft) -> Void) {
        table.flushAsides(emit)
        guard entries.rows.count > 0 else { return }
        emit(.bank(entries.takeRows()))
    }
}

private enum BankField: Int, CaseIterable {
    case date, value_date, amount, debit, credit, balance, text, counterparty
    case counterparty_iban, reference, payer_reference, currency
    case sign, fee, status, text_2, text_3, text_4

    static let names = allCases.map { "\($0)" }
}

/// The rows of a bank's table gathered into batches, with what their statement comes to.
private struct BankEntries {
    private(set) var rows = BankRows()
    /// True where a column of balances makes the file a statement.
    let hasBalance: Bool
    private let layout: SourceLayout
    private let exponent: Int
    private let dates: DateReader
    private let amounts: AmountReader
    private var tail: StatementTail
    private var balance = RunningBalance()
    /// True where a row's amount or balance could not be read: its own flaw says so.
    private var hasUnreadBalance = false
    /// Of the row at hand.
    private var flaws: [Flaw] = []

    init(_ layout: SourceLayout) {
        self.layout = layout
        hasBalance = layout.columns["balance"] != nil
        exponent = layout.currency.exponent
        dates = layout.dates.flatMap { DateReader(pattern: $0) } ?? DateReader()
        amounts = AmountReader(layout.numbers)
        tail = StatementTail(
            unit: 1, message: "bank-csv", account: layout.account ?? "", id: "", line: 1)
        tail.currency = layout.currency.code
        tail.isStatement = hasBalance
    }

    /// The statement before its first row.
    var head: StatementHead {
        StatementHead(
            unit: 1, account: layout.account ?? "", id: "", currency: layout.currency,
            isStatement: hasBalance, line: 1)
    }

    /// Hands over the rows gathered so far.
    mutating func takeRows() -> BankRows {
        defer { rows = BankRows() }
        return rows
    }

    mutating func append(_ row: TableRow) {
        let day = row.day(BankField.date.rawValue, dates, required: true, &flaws)
        let valueDay = row.day(BankField.value_date.rawValue, dates, required: false, &flaws)
        let amount = amount(row)
        rows.spans.append(row.span)
        rows.days.append(day?.number ?? BankRows.missingDay)
        rows.valueDays.append(valueDay?.number ?? BankRows.missingDay)
        rows.amounts.append(amount ?? 0)
        rows.status.append(status(row))
        rows.references.append(text(row, .reference))
        rows.payerReferences.append(text(row, .payer_reference))
        rows.counterparties.append(text(row, .counterparty))
        rows.ibans.append(text(row, .counterparty_iban))
        rows.texts.append(joinedText(row))
        checkCurrency(row)
        tail.entries += 1
        let isBooked = rows.status.last == .booked
        if let amount, isBooked { count(amount, row) }
        if let day, isBooked {
            tail.from = min(tail.from ?? day, day)
            tail.to = max(tail.to ?? day, day)
        }
        if !flaws.isEmpty {
            if hasBalance { hasUnreadBalance = true }
            for flaw in flaws { rows.flaws.append((rows.count - 1, flaw)) }
            flaws.removeAll(keepingCapacity: true)
        }
    }

    private mutating func text(_ row: TableRow, _ field: BankField) -> TextSlice {
        row.text(field.rawValue, &rows.arena, &flaws)
    }

    /// The texts of up to four columns, one blank between them.
    private mutating func joinedText(_ row: TableRow) -> TextSlice {
        let first = text(row, .text)
        guard row.has(BankField.text_2.rawValue) else { return first }
        var parts = [rows.arena.text(first)]
        for field in [BankField.text_2, .text_3, .text_4] where row.has(field.rawValue) {
            parts.append(row.string(field.rawValue, &flaws))
        }
        return rows.arena.append(parts.filter { !$0.isEmpty }.joined(separator: " "))
    }

    private mutating func status(_ row: TableRow) -> EntryStatus {
        guard row.has(BankField.status.rawValue) else { return .booked }
        let status = row.string(BankField.status.rawValue, &flaws)
        if layout.ignoredStatuses.contains(status) { return .information }
        if !layout.postingStatuses.contains(status) {
            let field = BankField.status.rawValue
            flaws.append(row.flaw(.kindUnknown, field, row.bytes(field)))
        }
        return .booked
    }

    /// An unsigned amount on the side its row names.
    private mutating func signed(_ amount: Int64, _ row: TableRow) -> Int64? {
        let field = BankField.sign.rawValue
        guard row.has(field) else { return amount }
        let sign = row.string(field, &flaws)
        let isCredit = layout.creditSigns.contains(sign)
        guard amount >= 0, isCredit != layout.debitSigns.contains(sign) else {
            flaws.append(row.flaw(.amountAmbiguous, field, row.bytes(field)))
            return nil
        }
        return isCredit ? amount : -amount
    }

    /// The amount less the bank's fee, where the row states one.
    private mutating func net(_ amount: Int64, _ row: TableRow) -> Int64? {
        let field = BankField.fee.rawValue
        guard row.has(field) else { return amount }
        let before = flaws.count
        let fee = row.amount(field, amounts, exponent: exponent, &flaws) ?? 0
        return flaws.count == before ? amount - fee : nil
    }

    /// Adds a row's amount to the statement's sums and proves it by the balance beside it.
    private mutating func count(_ amount: Int64, _ row: TableRow) {
        tail.booked.add(Exact(mantissa: Int128(amount), scale: exponent))
        tail.bookedCount += 1
        guard hasBalance else { return }
        let stated = required(.balance, row)
        balance.take(amount: amount, balance: stated, line: row.line)
    }

    /// An amount that must be stated.
    private mutating func required(_ field: BankField, _ row: TableRow) -> Int64? {
        let before = flaws.count
        let amount = row.amount(field.rawValue, amounts, exponent: exponent, &flaws)
        if amount == nil, flaws.count == before { flaws.append(row.missing(field.rawValue)) }
        return amount
    }

    private mutating func checkCurrency(_ row: TableRow) {
        guard row.has(BankField.currency.rawValue) else { return }
        let code = row.string(BankField.currency.rawValue, &flaws)
        if !code.isEmpty, code != layout.currency.code {
            flaws.append(
                Flaw(
                    .currencyUnknown, line: row.line,
                    column: row.column(BankField.currency.rawValue),
                    found: code, ["expected": layout.currency.code]))
        }
    }

    private mutating func amount(_ row: TableRow) -> Int64? {
        if row.has(BankField.amount.rawValue) {
            return required(.amount, row).flatMap { signed($0, row) }.flatMap { net($0, row) }
        }
        let before = flaws.count
        let field = BankField.debit.rawValue
        let debit = row.amount(field, amounts, exponent: exponent, &flaws)
        let credit = row.amount(BankField.credit.rawValue, amounts, exponent: exponent, &flaws)
        guard flaws.count == before else { return nil }
        if debit == nil, credit == nil {
            flaws.append(row.missing(field))
            return nil
        }
        if let debit, debit < 0, !layout.negativeDebits {
            flaws.append(row.flaw(.amountAmbiguous, field, row.bytes(field)))
            return nil
        }
        let out = layout.negativeDebits ? -(debit ?? 0) : debit ?? 0
        return (credit ?? 0) - out
    }

    /// The statement behind its last row.
    /// - Parameter unread: flaws of rows that are not among the entries.
    func tail(_ unread: [Flaw]) -> StatementTail {
        var tail = tail
        tail.flaws = unread
        guard hasBalance, tail.entries > 0, !hasUnreadBalance else { return tail }
        switch balance.verdict {
        case .holds(let opening, let closing):
            tail.opening = Exact(mantissa: Int128(opening), scale: exponent)
            tail.closing = Exact(mantissa: Int128(closing), scale: exponent)
        case .breaks(let line): tail.flaws.append(Flaw(.runningBalance, line: line))
        }
        return tail
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
