internal import Accounting
internal import Formats

/// Bank CSV by declared columns: `date, value_date, amount` or `debit` + `credit`, `sign, fee,
/// balance, text, counterparty, counterparty_iban, reference, payer_reference, currency, status,
/// account, detail`.
///
/// Where a `sign` column says which side an unsigned amount is on, its words are declared; a `fee`
/// is taken off the amount; rows of a `status` that is declared ignored are shown, not posted, as
/// are those that fill the `detail` column: parts of the entry above them.
///
/// A declared `balance` column makes the file a statement: every row is proved against it, the
/// opening and closing balance follow from it, in whatever order the rows stand. Without one
/// every row stands for itself. A declared `account` column makes a statement an account, and
/// balances in several currencies one a currency.
final class BankCSVImporter: Importer {
    private let table: Table
    private let layout: SourceLayout
    private let hasAccounts: Bool
    private var accounts: BankAccounts
    /// In order of their first rows: the first is handed over as it is read, the others wait.
    private var statements: [BankEntries] = []
    private var places: [BankAccount: Int] = [:]
    private var waiting = 0
    /// Of rows that could not be read at all, where the file is a statement.
    private var unread: [(account: String, flaw: Flaw)] = []

    init(_ layout: SourceLayout) {
        self.layout = layout
        let hasAmount = layout.columns["amount"] != nil || layout.columns["debit"] == nil
        table = Table(
            layout, fields: BankField.names,
            required: hasAmount ? ["date", "amount"] : ["date", "debit", "credit"])
        accounts = BankAccounts(layout)
        let (hasBalance, columns) = (layout.columns["balance"] != nil, layout.columns)
        hasAccounts = columns["account"] != nil || hasBalance && columns["currency"] != nil
        guard hasBalance else { return }
        table.unitField = BankField.account.rawValue
        // A row of the statement cannot be read: neither can the statement.
        table.standsOrFalls = true
        table.onSpoiled = { [weak self] account, line in
            self?.unread.append((account, Flaw(.runningBalance, line: line)))
        }
    }

    func drain(_ emit: (Draft) -> Void) {
        table.flushAsides(emit)
        if !statements.isEmpty { statements[0].flush(emit) }
        // Statements that wait have no end: only lists go on.
        for index in statements.indices.dropFirst() where layout.columns["balance"] == nil {
            emit(.statementEnd(statements[index - 1].tail([])))
            emit(.statement(statements[index].head))
            statements[index].flush(emit)
        }
    }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        if statements.isEmpty, !hasAccounts { _ = open(BankAccount(layout), line: 1, emit) }
        try table.feed(chunk, isLast: isLast, emit: emit) { row in
            var flaws: [Flaw] = []
            let account = hasAccounts ? accounts.account(of: row, &flaws) : nil
            let index = account.map { open($0, line: row.line, emit) } ?? 0
            statements[index].append(row, flaws)
            guard statements[index].rows.count >= Limits.batchRows else { return }
            table.flushAsides(emit)
            if index == 0 { return statements[0].flush(emit) }
            statements[index].wait()
            waiting += Limits.batchRows
            if waiting > BankAccount.mostWaiting { throw BankAccount.tooMany(line: row.line) }
        }
        if isLast { end(emit) }
    }

    /// The statement of an account, begun where the row is its first.
    private func open(_ account: BankAccount, line: Int, _ emit: (Draft) -> Void) -> Int {
        if let index = places[account] { return index }
        let index = statements.count
        places[account] = index
        statements.append(BankEntries(layout, account, unit: index + 1, line: line))
        if index == 0 { emit(.statement(statements[0].head)) }
        return index
    }

    private func end(_ emit: (Draft) -> Void) {
        if statements.isEmpty { _ = open(BankAccount(layout), line: 1, emit) }
        let known = Set(places.keys.map(\.text))
        table.flushAsides(emit)
        for index in statements.indices {
            if index > 0 { emit(.statement(statements[index].head)) }
            statements[index].flush(emit)
            let account = statements[index].account.text
            let flaws = unread.filter { $0.account == account || !known.contains($0.account) }
            emit(.statementEnd(statements[index].tail(flaws.map(\.flaw))))
        }
        emit(.end(rows: table.rows))
    }
}

/// The rows of a bank's table gathered into batches, with what their statement comes to.
private struct BankEntries {
    private(set) var rows = BankRows()
    /// Batches that wait until the file's first account is through.
    private var batches: [BankRows] = []
    let account: BankAccount
    /// True where a column of balances makes the file a statement.
    let hasBalance: Bool
    /// Of each field: what changes a row's amount or fate counts only where it is declared.
    private let isDeclared: [Bool]
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

    init(_ layout: SourceLayout, _ account: BankAccount, unit: Int, line: Int) {
        self.layout = layout
        self.account = account
        hasBalance = layout.columns["balance"] != nil
        isDeclared = BankField.names.map { layout.columns[$0] != nil }
        exponent = account.currency.exponent
        dates = layout.dates.flatMap { DateReader(pattern: $0) } ?? DateReader()
        amounts = AmountReader(layout.numbers)
        tail = StatementTail(
            unit: unit, message: "bank-csv", account: account.text, id: "", line: line)
        tail.currency = account.currency.code
        tail.isStatement = hasBalance
        tail.hasEndMark = false
    }

    /// The statement before its first row.
    var head: StatementHead {
        StatementHead(
            unit: tail.unit, account: account.text, id: "", currency: account.currency,
            isStatement: hasBalance, provesDays: hasBalance, line: tail.line)
    }

    /// Hands over the rows gathered so far.
    mutating func flush(_ emit: (Draft) -> Void) {
        wait()
        for batch in batches { emit(.bank(batch)) }
        batches.removeAll()
    }

    mutating func wait() {
        guard rows.count > 0 else { return }
        batches.append(rows)
        rows = BankRows()
    }

    /// - Parameter known: flaws of the row that are found already.
    mutating func append(_ row: TableRow, _ known: [Flaw]) {
        flaws.append(contentsOf: known)
        let status = status(row)
        let isBooked = status == .booked
        let day = row.day(BankField.date.rawValue, dates, required: isBooked, &flaws)
        let valueDay = row.day(BankField.value_date.rawValue, dates, required: false, &flaws)
        let amount = amount(row)
        rows.spans.append(row.span)
        rows.days.append(day?.number ?? BankRows.missingDay)
        rows.valueDays.append(valueDay?.number ?? BankRows.missingDay)
        rows.amounts.append(amount ?? 0)
        rows.status.append(status)
        rows.references.append(text(row, .reference))
        rows.payerReferences.append(text(row, .payer_reference))
        rows.counterparties.append(text(row, .counterparty))
        rows.ibans.append(text(row, .counterparty_iban))
        rows.texts.append(joinedText(row))
        appendOriginal(row, amount)
        checkCurrency(row)
        tail.entries += 1
        if let amount, isBooked { count(amount, row) }
        if let day, isBooked {
            tail.from = min(tail.from ?? day, day)
            tail.to = max(tail.to ?? day, day)
        }
        if !flaws.isEmpty {
            if hasBalance, isBooked { hasUnreadBalance = true }
            for flaw in flaws { rows.flaws.append((rows.count - 1, flaw)) }
            flaws.removeAll(keepingCapacity: true)
        }
    }

    private mutating func text(_ row: TableRow, _ field: BankField) -> TextSlice {
        row.text(field.rawValue, &rows.arena, &flaws)
    }

    /// The texts of up to four columns, one blank between them and between their lines.
    private mutating func joinedText(_ row: TableRow) -> TextSlice {
        guard row.has(BankField.text_2.rawValue) else {
            return rows.arena.oneLine(text(row, .text))
        }
        let fields = [BankField.text, .text_2, .text_3, .text_4].filter { row.has($0.rawValue) }
        let parts = fields.map { row.string($0.rawValue, &flaws) }
        return rows.arena.oneLine(
            rows.arena.append(parts.filter { !$0.isEmpty }.joined(separator: " ")))
    }

    private mutating func status(_ row: TableRow) -> EntryStatus {
        let detail = BankField.detail.rawValue
        if isDeclared[detail], !row.bytes(detail).isEmpty { return .information }
        guard isDeclared[BankField.status.rawValue] else { return .booked }
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
        guard isDeclared[field] else { return layout.positiveDebits ? -amount : amount }
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
        guard isDeclared[field] else { return amount }
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

    /// What was agreed in another currency, with the sign of the amount.
    private mutating func appendOriginal(_ row: TableRow, _ amount: Int64?) {
        let field = BankField.original.rawValue
        guard isDeclared[field], let amount,
            let currency = Currency(row.string(BankField.original_currency.rawValue, &flaws)),
            currency != account.currency,
            let stated = row.amount(field, amounts, currency, &flaws), stated != 0
        else { return }
        let units = amount < 0 ? -abs(stated) : abs(stated)
        rows.originals.append(
            BankOriginal(row: rows.count - 1, money: Money(units, currency), rate: nil))
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
        if !code.isEmpty, code.uppercased() != account.currency.code {
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
        guard hasBalance, tail.bookedCount > 0, !hasUnreadBalance else { return tail }
        switch balance.verdict {
        case .holds(let opening, let closing):
            tail.opening = Exact(mantissa: Int128(opening), scale: exponent)
            tail.closing = Exact(mantissa: Int128(closing), scale: exponent)
        case .breaks(let line): tail.flaws.append(Flaw(.runningBalance, line: line))
        }
        return tail
    }
}
