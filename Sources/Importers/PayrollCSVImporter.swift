internal import Accounting
internal import Formats

/// Pay journals as CSV, a row an element of an employee or a total.
///
/// Rows of a journal (journal, pay date, period) may stand anywhere; a row that states none of
/// the three belongs to the row before. Columns `employee` and `description` are never read.
final class PayrollCSVImporter: Importer {
    /// Columns of a person are not among them.
    private enum Field: Int, CaseIterable {
        case journal, pay_date, period_from, period_to, element, agency, due_date, account
        case debit, credit, amount, currency
    }

    private struct Key: Hashable {
        var journal: String
        var payDay: Day?
        var from: Day?
        var to: Day?
    }

    private let table: Table
    private let layout: SourceLayout
    private let dates: DateReader
    private let amounts: AmountReader
    private var journals: [PayrollDraft] = []
    private var places: [Key: Int] = [:]
    private var last: Int?
    /// Journals that a row that could not be read names, with its line.
    private var spoiled: [(journal: String, line: Int)] = []

    init(_ layout: SourceLayout) {
        self.layout = layout
        table = Table(
            layout, fields: Field.allCases.map { "\($0)" }, required: ["element"])
        dates = layout.dates.flatMap { DateReader(pattern: $0) } ?? DateReader()
        amounts = AmountReader(layout.numbers)
        table.unitField = Field.journal.rawValue
        table.onSpoiled = { [weak self] name, line in self?.spoiled.append((name, line)) }
    }

    /// True for a table with our own columns.
    static func recognises(_ head: [UInt8]) -> Bool {
        let line = head.prefix { $0 != 10 && $0 != 13 }
        let names = Set(line.split(separator: UInt8(ascii: ",")).map { Array($0) })
        return ["journal", "pay_date", "element"].allSatisfy { names.contains(Array($0.utf8)) }
    }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        try table.feed(chunk, isLast: isLast, emit: emit) { row in take(row) }
        table.flushAsides(emit)
        guard isLast else { return }
        drain(emit)
        emit(.end(rows: table.rows))
    }

    func drain(_ emit: (Draft) -> Void) {
        table.flushAsides(emit)
        spoil()
        if !journals.isEmpty { emit(.payroll(journals)) }
        journals.removeAll()
        places.removeAll()
        last = nil
    }

    /// A row that cannot be read spoils the journal it names; one that names none, all of them.
    private func spoil() {
        for (name, line) in spoiled {
            let named = journals.indices.filter { journals[$0].journal == name }
            for index in named.isEmpty ? Array(journals.indices) : named {
                journals[index].flaws.append(Flaw(.unitSpoiled, line: line))
            }
        }
        spoiled.removeAll()
    }

    private func take(_ row: TableRow) {
        var flaws: [Flaw] = []
        let key = Key(
            journal: row.string(Field.journal.rawValue, &flaws),
            payDay: row.day(Field.pay_date.rawValue, dates, required: false, &flaws),
            from: row.day(Field.period_from.rawValue, dates, required: false, &flaws),
            to: row.day(Field.period_to.rawValue, dates, required: false, &flaws))
        let index = place(of: key, row, &flaws)
        let currency = row.string(Field.currency.rawValue, &flaws)
        if !currency.isEmpty {
            if journals[index].currency.isEmpty { journals[index].currency = currency }
            if journals[index].currency != currency {
                flaws.append(
                    row.flaw(
                        .currencyUnknown, Field.currency.rawValue,
                        row.bytes(Field.currency.rawValue)))
            }
        }
        journals[index].rows.append(line(row, &flaws))
        journals[index].flaws += flaws
    }

    private func place(of key: Key, _ row: TableRow, _ flaws: inout [Flaw]) -> Int {
        let isBare = key == Key(journal: "", payDay: nil, from: nil, to: nil)
        if isBare, let last { return last }
        if let known = places[key] {
            last = known
            return known
        }
        if key.payDay == nil, key.to == nil, flaws.isEmpty {
            flaws.append(row.missing(Field.pay_date.rawValue))
        }
        var draft = PayrollDraft()
        (draft.journal, draft.payDay, draft.from, draft.to) =
            (key.journal, key.payDay, key.from, key.to)
        places[key] = journals.count
        last = journals.count
        journals.append(draft)
        return journals.count - 1
    }

    private func line(_ row: TableRow, _ flaws: inout [Flaw]) -> PayrollRow {
        var line = PayrollRow(span: row.span)
        line.element = row.requiredString(Field.element.rawValue, &flaws)
        line.agency = row.string(Field.agency.rawValue, &flaws)
        line.due = row.day(Field.due_date.rawValue, dates, required: false, &flaws)
        line.account = row.string(Field.account.rawValue, &flaws)
        let before = flaws.count
        func amount(_ field: Field) -> Int64? {
            row.amount(field.rawValue, amounts, layout.currency, &flaws)
        }
        let (debit, credit) = (amount(.debit), amount(.credit))
        line.amount = amount(.amount)
        line.debit = debit ?? 0
        line.credit = credit ?? 0
        guard flaws.count == before else { return line }
        if debit == nil, credit == nil, line.amount == nil {
            flaws.append(row.missing(Field.amount.rawValue))
        } else if line.amount != nil, debit != nil || credit != nil {
            // Two statements of one amount.
            flaws.append(
                row.flaw(
                    .amountMalformed, Field.amount.rawValue, row.bytes(Field.amount.rawValue)))
        }
        return line
    }
}
