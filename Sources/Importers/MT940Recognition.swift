internal import Accounting
internal import Formats

extension MT940Importer {
    /// The most bytes of a bank's own lines and envelope before the first field.
    private static let longestPreamble = 600
    /// How far a balance, an entry or a total is looked for.
    private static let longestStart = 8 << 10

    /// True for a file of customer statements or interim reports: fields of SWIFT messages begin
    /// near its start, and one of them is a balance, an entry, a total or a floor limit by form.
    ///
    /// - Parameter head: the file's first 64 KiB, in any encoding.
    static func recognises(_ head: [UInt8]) -> Bool {
        guard let start = fields(of: head.prefix(2 * longestPreamble)).first?.span.offset,
            start <= longestPreamble
        else { return false }
        // No preamble of a bank holds what CSV, XML and OFX files begin with.
        let preamble = head.prefix(Int(start))
        guard !preamble.contains(where: { Array("<>;,\t\"".utf8).contains($0) }) else {
            return false
        }
        return fields(of: head.prefix(longestStart)).contains { hasForm($0) }
    }

    /// The fields that some first bytes hold; the last one may be cut.
    private static func fields(of bytes: ArraySlice<UInt8>) -> [SWIFTField] {
        var reader = SWIFTReader()
        var fields: [SWIFTField] = []
        // A head cut off inside a tag ends in an error that says nothing of the file.
        try? bytes.withUnsafeBufferPointer { bytes in
            try reader.feed(bytes, isLast: true) { event in
                if case .field(let field) = event { fields.append(field) }
            }
        }
        return fields
    }

    private static func hasForm(_ field: SWIFTField) -> Bool {
        let text = field.line(0).trimmed
        switch field.tag {
        case .opening, .openingPage, .closing, .closingPage:
            return SWIFTBalance(field).amount != nil
        case .debitTotal, .creditTotal: return SWIFTTotal(field) != nil
        case .entry:
            let lines = (0..<field.lineCount).map { field.line($0) }
            let scan = StatementLineScan.first(of: lines).scan
            return scan.reading != nil && (scan.dates.count == 6 || scan.dates.count == 10)
        case .floorLimit:
            let amount = text.dropFirst(3).drop { $0 == 32 || SWIFTValue.isCapital($0) }
            return text.prefix(3).allSatisfy(SWIFTValue.isCapital)
                && SWIFTValue.amount(amount) != nil
        case .created:
            return text.count >= 10 && text.prefix(10).allSatisfy(SWIFTValue.isDigit)
        default: return false
        }
    }
}
