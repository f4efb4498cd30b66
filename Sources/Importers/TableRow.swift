internal import Accounting
internal import Formats

/// What the rows of a table have in common.
final class TableShape {
    let fields: [String]
    /// Of each field, from 0; under zero where the table does not have it.
    let columns: [Int]
    /// The number of columns where there is a header.
    let width: Int?
    /// The number of columns up to the last one that has a name.
    let named: Int
    let decoder: TextDecoder
    let isUTF8: Bool

    init(fields: [String], columns: [Int], width: Int?, named: Int, decoder: TextDecoder) {
        self.fields = fields
        self.columns = columns
        self.width = width
        self.named = named
        self.decoder = decoder
        isUTF8 = decoder.encoding.isUTF8
    }
}

/// One row of a table, asked by field position; flaws are collected as values are read.
struct TableRow {
    private let record: CSVRecord
    /// Where the row stands in the unpacked file.
    let span: Span
    private let shape: TableShape

    init(record: CSVRecord, span: Span, shape: TableShape) {
        self.record = record
        self.span = span
        self.shape = shape
    }

    var line: Int { Int(record.span.line) }

    func column(_ field: Int) -> Int { shape.columns[field] + 1 }

    /// The field's raw bytes; none where the column is absent.
    @inline(__always) func bytes(_ field: Int) -> Bytes {
        let column = shape.columns[field]
        guard column >= 0, column < record.count else { return Bytes(start: nil, count: 0) }
        return record[column]
    }

    func has(_ field: Int) -> Bool { shape.columns[field] >= 0 }

    /// The field's text in an arena, blanks around it taken off.
    func text(_ field: Int, _ arena: inout Arena, _ flaws: inout [Flaw]) -> TextSlice {
        let raw = bytes(field).withoutBlanks
        if raw.isEmpty { return .empty }
        let column = shape.columns[field]
        let isPlain = !record.hasDoubledQuotes(column)
        if isPlain, !record.hasHighBytes || (shape.isUTF8 && isUTF8(raw)) {
            return arena.append(raw)
        }
        return decoded(isPlain ? Array(raw) : record.unquoted(column), field, &arena, &flaws)
    }

    private func decoded(
        _ bytes: [UInt8], _ field: Int, _ arena: inout Arena, _ flaws: inout [Flaw]
    ) -> TextSlice {
        guard let text = bytes.withUnsafeBufferPointer({ shape.decoder.decode($0) }) else {
            flaws.append(
                Flaw(
                    .encoding, line: line, column: column(field),
                    found: String(decoding: bytes.prefix(40), as: UTF8.self),
                    ["encoding": shape.decoder.encoding.name]))
            return .empty
        }
        return arena.append(text)
    }

    func string(_ field: Int, _ flaws: inout [Flaw]) -> String {
        var arena = Arena()
        let slice = text(field, &arena, &flaws)
        return arena.text(slice)
    }

    /// A field that must not be empty.
    func requiredString(_ field: Int, _ flaws: inout [Flaw]) -> String {
        let text = string(field, &flaws)
        if text.isEmpty { flaws.append(missing(field)) }
        return text
    }

    func missing(_ field: Int) -> Flaw {
        Flaw(.fieldMissing, line: line, column: column(field), ["field": shape.fields[field]])
    }

    /// A date, nil where empty or unreadable (then with a flaw, unless empty and optional).
    func day(_ field: Int, _ reader: DateReader, required: Bool, _ flaws: inout [Flaw]) -> Day? {
        let raw = bytes(field)
        switch reader.read(raw) {
        case .day(let day): return day
        case .empty:
            if required { flaws.append(missing(field)) }
        case .malformed:
            flaws.append(flaw(.dateMalformed, field, raw))
        case .ambiguous:
            flaws.append(flaw(.dateAmbiguous, field, raw))
        }
        return nil
    }

    /// An amount in minor units, nil where empty or unreadable (then with a flaw).
    func amount(
        _ field: Int, _ reader: AmountReader, exponent: Int, _ flaws: inout [Flaw]
    ) -> Int64? {
        let raw = bytes(field)
        switch reader.units(raw, exponent: exponent) {
        case .units(let units): return units
        case .empty: return nil
        case .defect(let defect):
            flaws.append(flaw(defect, field, raw))
            return nil
        }
    }

    func amount(
        _ field: Int, _ reader: AmountReader, _ currency: Currency, _ flaws: inout [Flaw]
    ) -> Int64? {
        amount(field, reader, exponent: currency.exponent, &flaws)
    }

    /// An amount of a currency that the row does not know, nil where empty or unreadable.
    func exact(_ field: Int, _ reader: AmountReader, _ flaws: inout [Flaw]) -> Exact? {
        let raw = bytes(field).withoutBlanks
        if raw.isEmpty { return nil }
        let reading = reader.read(raw)
        if case .amount(let exact) = reading { return exact }
        flaws.append(flaw(reading.defect, field, raw))
        return nil
    }

    /// The currency a row states, `own` where it states none; no code of ISO 4217 is a flaw.
    func currency(_ field: Int, _ own: Currency, _ flaws: inout [Flaw]) -> Currency {
        let raw = bytes(field).withoutBlanks
        if raw.isEmpty { return own }
        if let currency = Currency(bytes: raw) { return currency }
        var flaw = flaw(.currencyUnknown, field, raw)
        flaw.arguments["expected"] = own.code
        flaws.append(flaw)
        return own
    }

    /// What one unit of `currency` is in the books' currency, or a pair with its rate:
    /// `0.92`, `EUR/USD 1.0873`.
    func rate(
        _ field: Int, _ reader: AmountReader, of currency: Currency, in books: Currency?,
        _ flaws: inout [Flaw]
    ) -> ExchangeRate? {
        switch StatedRate(string(field, &flaws), reader, of: currency, in: books) {
        case .none: return nil
        case .rate(let rate): return rate
        case .defect(let defect):
            flaws.append(flaw(defect, field, bytes(field)))
            return nil
        }
    }

    func flaw(_ defect: Defect, _ field: Int, _ raw: Bytes) -> Flaw {
        let text = shape.decoder.decode(raw) ?? Array(raw)
        return Flaw(
            defect, line: line, column: column(field),
            found: String(decoding: text.prefix(80), as: UTF8.self),
            ["field": shape.fields[field]])
    }
}
