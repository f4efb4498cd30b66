internal import Accounting
public import Formats

/// How a bank's table writes numbers and dates, as its own rows prove it.
///
/// `12,50` has a decimal comma and `13/02/2026` its day first: one such row settles how the others
/// read (`1.000`, `03/02/2026`). What no row settles stays undeclared, and is held.
public final class Conventions {
    /// A row that reads one way only.
    public struct Witness: Sendable, Hashable {
        public let line: Int
        public let text: String
    }

    /// The decimal mark and the row that proves it.
    public private(set) var decimal: (mark: UInt8, witness: Witness)?
    /// The order of year, month and day, and the row that proves it; no pattern = ISO 8601.
    public private(set) var dates: (pattern: String?, witness: Witness)?

    private let table: Table
    private let marks: [(mark: UInt8, reader: AmountReader)]
    private var patterns: [(pattern: String?, reader: DateReader)]
    private var seeksDecimal: Bool
    private var seeksDates: Bool

    private static let dateFields = ["date", "value_date", "payout_date"]
    private static let bankFields = ["amount", "debit", "credit", "balance", "fee"]
    private static let payoutFields = [
        "gross", "net", "fee", "gross_debit", "gross_credit", "net_debit", "net_credit", "balance",
    ]
    private let amountFields: [String]

    /// nil where the source declares both, or is no bank's or payment service's table.
    public init?(_ layout: SourceLayout) {
        guard layout.format == .bankCSV || layout.format == .payoutCSV else { return nil }
        seeksDecimal = layout.numbers.decimal == nil
        seeksDates = layout.dates == nil
        guard seeksDecimal || seeksDates else { return nil }
        let isBank = layout.format == .bankCSV
        let hasAmount = layout.columns["amount"] != nil || layout.columns["debit"] == nil
        amountFields = isBank ? Conventions.bankFields : Conventions.payoutFields
        table = Table(
            layout, fields: Conventions.dateFields + amountFields,
            required: !isBank
                ? ["date"] : hasAmount ? ["date", "amount"] : ["date", "debit", "credit"],
            optional: layout.payouts.optional)
        marks = [UInt8(ascii: "."), UInt8(ascii: ",")].map {
            ($0, AmountReader(NumberFormat(decimal: $0)))
        }
        patterns = Conventions.candidates
    }

    /// Every order a date is written in, by its marks; ISO 8601 first.
    private static let candidates: [(pattern: String?, reader: DateReader)] = {
        var patterns = ["YYYYMMDD", "DDMMYYYY", "MMDDYYYY"]
        for mark in ["/", ".", "-", " "] {
            for order in [
                ["D", "M", "YYYY"], ["M", "D", "YYYY"], ["YYYY", "M", "D"], ["D", "M", "YY"],
                ["M", "D", "YY"], ["YY", "M", "D"], ["D", "MMM", "YYYY"], ["D", "MMM", "YY"],
                ["MMM", "D", "YYYY"],
            ] {
                patterns.append(order.joined(separator: mark))
            }
        }
        return [(nil, DateReader())]
            + patterns.filter { $0 != "YYYY-M-D" }.compactMap { pattern in
                DateReader(pattern: pattern).map { (pattern, $0) }
            }
    }()

    /// True once nothing is left to find.
    public var isSettled: Bool { !seeksDecimal && !seeksDates }

    /// Looks at a piece of the file.
    /// - Throws: `FormatError` where the table cannot be read; the importer says so better.
    public func feed(_ chunk: Bytes, isLast: Bool) throws {
        try table.feed(chunk, isLast: isLast, emit: { _ in }) { row in
            if seeksDates {
                for field in Conventions.dateFields.indices { look(atDate: field, row) }
            }
            if seeksDecimal {
                for field in amountFields.indices {
                    look(atAmount: Conventions.dateFields.count + field, row)
                }
            }
        }
    }

    /// The layout with what the rows have proved.
    public func settle(_ layout: SourceLayout) -> SourceLayout {
        var settled = layout
        if let decimal { settled.numbers.decimal = decimal.mark }
        if let pattern = dates?.pattern { settled.dates = pattern }
        return settled
    }

    private func look(atAmount field: Int, _ row: TableRow) {
        guard seeksDecimal, row.has(field) else { return }
        let bytes = row.bytes(field)
        let readings = marks.filter {
            if case .amount = $0.reader.read(bytes) { true } else { false }
        }
        guard readings.count == 1 else { return }
        decimal = (readings[0].mark, witness(row, bytes))
        seeksDecimal = false
    }

    private func look(atDate field: Int, _ row: TableRow) {
        guard seeksDates, row.has(field) else { return }
        let bytes = row.bytes(field)
        let readings = patterns.filter {
            if case .day = $0.reader.read(bytes) { true } else { false }
        }
        // What no order reads is no date.
        guard !readings.isEmpty else { return }
        patterns = readings
        guard readings.count == 1 else { return }
        dates = (readings[0].pattern, witness(row, bytes))
        seeksDates = false
    }

    private func witness(_ row: TableRow, _ bytes: Bytes) -> Witness {
        Witness(line: row.line, text: String(decoding: bytes.prefix(40), as: UTF8.self))
    }
}
