internal import Accounting
internal import Formats

/// Pay journals as a DATEV posting batch (EXTF or DTVF, category 21 "Buchungsstapel"), with or
/// without its header.
///
/// A row is a whole posting: the amount stands on account and contra account, `S` debits the
/// account, `H` credits it. Its date is day and month; the year is the one in which the date lies
/// in the fiscal year of the header (field 13), without a header the source's `year`. Rows of one
/// date are a journal, of the period that the header names (fields 15 and 16), else of the month.
/// Texts of rows are never read. Source: DATEV developer portal, format "EXTF Buchungsstapel".
final class DATEVImporter: Importer {
    private enum Field: Int, CaseIterable {
        case amount, side, currency, account, contra, date
        case category, fiscal_year, from, to, base_currency
    }

    /// Positions from 1, of posting rows and then of the header.
    private static let positions = [
        "amount": "1", "side": "2", "currency": "3", "account": "7", "contra": "8", "date": "10",
        "category": "3", "fiscal_year": "13", "from": "15", "to": "16", "base_currency": "22",
    ]

    private let table: Table
    private let layout: SourceLayout
    private let dates: DateReader?
    private let amounts: AmountReader
    private let headerDates = DateReader(pattern: "YYYYMMDD") ?? DateReader()
    private var records = 0
    private var hasHeader = false
    private var fiscalYear: Day?
    private var from: Day?
    private var to: Day?
    private var currency = ""
    private var preamble: [IgnoredRow] = []
    private var journals: [PayrollDraft] = []
    private var places: [Day?: Int] = [:]

    init(_ layout: SourceLayout) {
        var fixed = layout
        fixed.hasHeader = false
        fixed.columns = DATEVImporter.positions
        fixed.delimiter = UInt8(ascii: ";")
        // Account numbers are ASCII; texts in Windows-1252 or UTF-8 are not looked at.
        fixed.encoding = layout.encoding ?? TextEncoding("windows-1252")
        if fixed.numbers.decimal == nil { fixed.numbers.decimal = UInt8(ascii: ",") }
        self.layout = fixed
        table = Table(fixed, fields: Field.allCases.map { "\($0)" }, required: [])
        dates = layout.dates.flatMap { DateReader(pattern: $0) }
        amounts = AmountReader(fixed.numbers)
    }

    /// True for a file that begins with `EXTF` or `DTVF`.
    static func recognises(_ head: [UInt8]) -> Bool {
        let start = head.drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 == 0x22 }.prefix(4)
        return start.elementsEqual("EXTF".utf8) || start.elementsEqual("DTVF".utf8)
    }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        try table.feed(chunk, isLast: isLast, emit: emit) { row in try take(row) }
        flush(emit)
        guard isLast else { return }
        drain(emit)
        emit(.end(rows: table.rows))
    }

    func drain(_ emit: (Draft) -> Void) {
        flush(emit)
        if !journals.isEmpty { emit(.payroll(journals)) }
        journals.removeAll()
    }

    private func flush(_ emit: (Draft) -> Void) {
        if !preamble.isEmpty { emit(.ignored(preamble)) }
        preamble.removeAll()
        table.flushAsides(emit)
    }

    private func take(_ row: TableRow) throws {
        records += 1
        let first = row.bytes(Field.amount.rawValue)
        if records == 1, DATEVImporter.recognises(Array(first)) {
            hasHeader = true
            preamble.append(IgnoredRow(span: row.span, reason: .preamble))
            return try header(row)
        }
        // The headings: where an amount would stand, a word.
        if records <= 2, first.contains(where: { $0 | 0x20 >= 97 && $0 | 0x20 <= 122 }) {
            guard hasHeader || first.starts(with: "Umsatz".utf8) else {
                throw FormatError(Flaw(.columnMissing, line: 1, ["columns": "Umsatz"]))
            }
            preamble.append(IgnoredRow(span: row.span, reason: .preamble))
            return
        }
        posting(row)
    }

    private func header(_ row: TableRow) throws {
        guard row.bytes(Field.category.rawValue).elementsEqual("21".utf8) else {
            throw FormatError(
                row.flaw(
                    .kindUnknown, Field.category.rawValue, row.bytes(Field.category.rawValue)))
        }
        func day(_ field: Field) -> Day? {
            guard case .day(let day) = headerDates.read(row.bytes(field.rawValue)) else {
                return nil
            }
            return day
        }
        (fiscalYear, from, to) = (day(.fiscal_year), day(.from), day(.to))
        var flaws: [Flaw] = []
        currency = row.string(Field.base_currency.rawValue, &flaws)
    }

    private func posting(_ row: TableRow) {
        var flaws: [Flaw] = []
        var line = PayrollRow(span: row.span)
        line.account = row.requiredString(Field.account.rawValue, &flaws)
        line.contra = row.requiredString(Field.contra.rawValue, &flaws)
        let before = flaws.count
        let amount = row.amount(Field.amount.rawValue, amounts, layout.currency, &flaws)
        if amount == nil, flaws.count == before { flaws.append(row.missing(Field.amount.rawValue)) }
        let side = row.bytes(Field.side.rawValue)
        if side.elementsEqual("S".utf8) {
            line.debit = amount ?? 0
        } else if side.elementsEqual("H".utf8) {
            line.credit = amount ?? 0
        } else {
            flaws.append(row.flaw(.kindUnknown, Field.side.rawValue, side))
        }
        let day = date(row, &flaws)
        let own = row.string(Field.currency.rawValue, &flaws)
        let index = journal(of: day, own.isEmpty ? currency : own)
        if !own.isEmpty, journals[index].currency != own {
            flaws.append(
                row.flaw(
                    .currencyUnknown, Field.currency.rawValue, row.bytes(Field.currency.rawValue)))
        }
        journals[index].rows.append(line)
        journals[index].flaws += flaws
    }

    /// The journal of a date; the period is the header's where the date lies in it.
    private func journal(of day: Day?, _ currency: String) -> Int {
        if let known = places[day] { return known }
        var draft = PayrollDraft()
        draft.journal = day?.description ?? ""
        draft.payDay = day
        draft.currency = currency
        if let day, let from, let to, from <= day, day <= to {
            (draft.from, draft.to) = (from, to)
        } else {
            (draft.from, draft.to) = (day?.month.first, day?.month.last)
        }
        places[day] = journals.count
        journals.append(draft)
        return journals.count - 1
    }

    /// `3006`, `106`: day and month, of the year that the header or the source gives.
    private func date(_ row: TableRow, _ flaws: inout [Flaw]) -> Day? {
        if let dates { return row.day(Field.date.rawValue, dates, required: true, &flaws) }
        let bytes = row.bytes(Field.date.rawValue).withoutBlanks
        guard !bytes.isEmpty else {
            flaws.append(row.missing(Field.date.rawValue))
            return nil
        }
        guard bytes.count == 3 || bytes.count == 4, bytes.allSatisfy({ $0 >= 48 && $0 <= 57 })
        else {
            flaws.append(row.flaw(.dateMalformed, Field.date.rawValue, bytes))
            return nil
        }
        let number = bytes.reduce(0) { $0 * 10 + Int($1 - 48) }
        let years = candidates
        guard !years.isEmpty else {
            flaws.append(row.flaw(.yearMissing, Field.date.rawValue, bytes))
            return nil
        }
        let days = years.compactMap { Day(year: $0, month: number % 100, day: number / 100) }
        guard let day = days.first(where: { lies($0) }) else {
            flaws.append(row.flaw(.dateMalformed, Field.date.rawValue, bytes))
            return nil
        }
        return day
    }

    /// The years that a date may be of.
    private var candidates: [Int] {
        if let year = layout.year { return [year] }
        guard let start = fiscalYear ?? from else { return [] }
        return [start.civil.year, start.civil.year + 1]
    }

    /// True for a day of the fiscal year, or of the batch's own days.
    private func lies(_ day: Day) -> Bool {
        if layout.year != nil { return true }
        if let fiscalYear { return fiscalYear <= day && day - fiscalYear < 366 }
        guard let from else { return false }
        return from <= day && (to.map { day <= $0 } ?? true)
    }
}
