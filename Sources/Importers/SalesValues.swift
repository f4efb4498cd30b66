internal import Accounting
internal import Formats

/// A sales line as texts by position (`SalesColumns`): of JSON, XML and fixed-width tills.
struct SalesValues: SalesFields {
    /// Empty where the row does not state a field; they live until the reader's next row.
    let values: [Bytes]
    /// What each position is called in the file, for findings.
    let headers: [String]
    let span: Span

    func raw(_ field: SalesField) -> Bytes { values[field.rawValue] }

    func text(_ field: SalesField, _ arena: inout Arena, _ flaws: inout [Flaw]) -> TextSlice {
        arena.append(values[field.rawValue])
    }

    func partName(_ position: Int, _ arena: inout Arena, _ flaws: inout [Flaw]) -> TextSlice {
        arena.append(values[position])
    }

    func day(_ field: SalesField, _ notation: SalesNotation, _ flaws: inout [Flaw]) -> Day? {
        let text = values[field.rawValue]
        switch notation.dates.read(text) {
        case .day(let day): return day
        case .empty: break
        case .malformed: flaws.append(flaw(.dateMalformed, field.rawValue, text))
        case .ambiguous: flaws.append(flaw(.dateAmbiguous, field.rawValue, text))
        }
        return nil
    }

    func amount(
        _ field: SalesField, _ notation: SalesNotation, _ flaws: inout [Flaw]
    ) -> Int64? {
        amount(field.rawValue, notation.amounts, exponent: notation.exponent, &flaws)
    }

    func partAmount(
        _ position: Int, _ notation: SalesNotation, _ flaws: inout [Flaw]
    ) -> Int64? {
        amount(position, notation.amounts, exponent: notation.exponent, &flaws)
    }

    func quantity(_ notation: SalesNotation, _ flaws: inout [Flaw]) -> Int64? {
        amount(SalesField.quantity.rawValue, notation.amounts, exponent: 3, &flaws)
    }

    private func amount(
        _ position: Int, _ reader: AmountReader, exponent: Int, _ flaws: inout [Flaw]
    ) -> Int64? {
        let text = values[position]
        switch reader.units(text, exponent: exponent) {
        case .units(let units): return units
        case .empty: return nil
        case .defect(let defect):
            flaws.append(flaw(defect, position, Bytes(rebasing: text.prefix(80))))
            return nil
        }
    }

    private func flaw(_ defect: Defect, _ position: Int, _ found: Bytes) -> Flaw {
        Flaw(
            defect, line: Int(span.line), found: String(decoding: found, as: UTF8.self),
            ["field": name(position)])
    }

    func flaw(_ defect: Defect, _ field: SalesField) -> Flaw {
        flaw(defect, field.rawValue, Bytes(rebasing: values[field.rawValue].prefix(80)))
    }

    func rate(
        _ notation: SalesNotation, of currency: Currency, in books: Currency?,
        _ flaws: inout [Flaw]
    ) -> ExchangeRate? {
        let text = String(decoding: values[SalesField.rate.rawValue], as: UTF8.self).trimmed
        switch StatedRate(text, notation.amounts, of: currency, in: books) {
        case .none: return nil
        case .rate(let rate): return rate
        case .defect(let defect):
            flaws.append(flaw(defect, .rate))
            return nil
        }
    }

    func missing(_ field: SalesField) -> Flaw {
        Flaw(.fieldMissing, line: Int(span.line), ["field": "\(field)"])
    }

    /// Our own name of a field; a part goes by its column.
    private func name(_ position: Int) -> String {
        SalesField(rawValue: position).map { "\($0)" } ?? headers[position]
    }
}
