public import Accounting

/// A cell of a report.
public enum Cell: Sendable, Equatable {
    case text(String)
    case number(Int64)
    /// Minor units with the currency's decimals.
    case amount(Int64, Int)
    case day(Day)
    case empty
}

/// A column of a report: its name in CSV and JSON, and whether people see it to the right.
public struct Column: Sendable {
    public var key: String
    public var isRight: Bool

    public init(_ key: String, right: Bool = false) {
        self.key = key
        isRight = right
    }
}

/// What a line of a printed page is.
public enum LineStyle: Sendable { case plain, heading, total }

/// A report as rows: `facts` for machines, `page` for people.
///
/// Rows are produced when asked for, so that a ledger of a million lines is never held.
public struct ReportTable: Sendable {
    public typealias Producer = @Sendable ((LineStyle, [Cell]) throws -> Void) throws -> Void

    public var columns: [Column]
    public var produce: Producer

    public init(columns: [Column], rows: [(LineStyle, [Cell])]) {
        self.columns = columns
        produce = { take in for (style, row) in rows { try take(style, row) } }
    }

    public init(columns: [Column], produce: @escaping Producer) {
        self.columns = columns
        self.produce = produce
    }
}

/// A whole report, ready to be written in any form.
public struct Report: Sendable {
    public var name: String
    /// Name and value of what stands above the table, in order.
    public var head: [(key: String, value: String)]
    public var title: String
    public var definition: String
    public var facts: ReportTable
    public var page: ReportTable
    /// Sentences below the table: tie-out, totals, what the books knew.
    public var footer: [String]
    /// Further tables of what the first rests on; not in the CSV form.
    public var annexes: [Annex]
    /// True where people open the CSV form in a spreadsheet and hand it back.
    public var isForSpreadsheets = false

    /// A table below the report's own: `key` names it in JSON, `title` for people.
    public struct Annex: Sendable {
        public var key: String
        public var title: String
        /// nil where the report's own facts say it all.
        public var facts: ReportTable?
        /// nil where people read it elsewhere on the page.
        public var page: ReportTable?
    }

    public init(
        name: String, head: [(key: String, value: String)], title: String, definition: String,
        facts: ReportTable, page: ReportTable, footer: [String], annexes: [Annex] = []
    ) {
        self.name = name
        self.head = head
        self.title = title
        self.definition = definition
        self.facts = facts
        self.page = page
        self.footer = footer
        self.annexes = annexes
    }
}

/// Receives a report's bytes in pieces.
public typealias ByteSink = (ArraySlice<UInt8>) throws -> Void

/// Gathers small pieces of text into larger ones.
struct Buffered {
    private var bytes: [UInt8] = []
    private let sink: ByteSink

    init(_ sink: @escaping ByteSink) {
        self.sink = sink
        bytes.reserveCapacity(1 << 16)
    }

    mutating func write(_ text: String) throws {
        bytes.append(contentsOf: text.utf8)
        if bytes.count >= 1 << 16 { try flush() }
    }

    mutating func flush() throws {
        try sink(bytes[...])
        bytes.removeAll(keepingCapacity: true)
    }
}

/// One fact a row: `.` decimals, ISO dates, UTF-8, LF, a header that does not change.
///
/// Texts stand as they came, for machines; those that people open in a spreadsheet are guarded.
public enum CSVWriter {
    public static func write(_ report: Report, to sink: @escaping ByteSink) throws {
        var out = Buffered(sink)
        try out.write(report.facts.columns.map(\.key).joined(separator: ",") + "\n")
        try report.facts.produce { _, row in
            let fields = row.map { field($0, isGuarded: report.isForSpreadsheets) }
            try out.write(fields.joined(separator: ",") + "\n")
        }
        try out.flush()
    }

    private static func field(_ cell: Cell, isGuarded: Bool) -> String {
        switch cell {
        case .text(let text): return quoted(isGuarded ? text.guardedForSpreadsheets : text)
        case .number(let number): return String(number)
        case .amount(let amount, let exponent): return decimalText(amount, exponent: exponent)
        case .day(let day): return day.description
        case .empty: return ""
        }
    }

    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 44 || $0 == 34 || $0 == 10 || $0 == 13 }) else {
            return text
        }
        var result = "\""
        for character in text.unicodeScalars {
            if character == "\"" { result += "\"" }
            result.unicodeScalars.append(character)
        }
        return result + "\""
    }
}

/// One object: the head, the rows one a line, the footer. Amounts are decimal text.
public enum JSONWriter {
    public static func write(_ report: Report, to sink: @escaping ByteSink) throws {
        var out = Buffered(sink)
        try out.write("{\"report\":\(string(report.name))")
        for (key, value) in report.head { try out.write(",\(string(key)):\(string(value))") }
        try out.write(",\"title\":\(string(report.title))")
        try out.write(",\"definition\":\(string(report.definition)),\"rows\":[")
        try write(report.facts, to: &out)
        for annex in report.annexes {
            guard let facts = annex.facts else { continue }
            try out.write("\n],\(string(annex.key)):[")
            try write(facts, to: &out)
        }
        let footer = report.footer.map(string).joined(separator: ",")
        try out.write("\n],\"footer\":[\(footer)]}\n")
        try out.flush()
    }

    private static func write(_ table: ReportTable, to out: inout Buffered) throws {
        var isFirst = true
        let keys = table.columns.map { string($0.key) }
        try table.produce { _, row in
            let members = zip(keys, row).map { "\($0):\(value($1))" }
            try out.write((isFirst ? "\n{" : ",\n{") + members.joined(separator: ",") + "}")
            isFirst = false
        }
    }

    private static func value(_ cell: Cell) -> String {
        switch cell {
        case .text(let text): string(text)
        case .number(let number): String(number)
        case .amount(let amount, let exponent): "\"\(decimalText(amount, exponent: exponent))\""
        case .day(let day): "\"\(day)\""
        case .empty: "null"
        }
    }

    /// A JSON string (RFC 8259): quotes, backslashes and control characters escaped.
    public static func string(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 34 && $0 != 92 && $0 != 0x7F }
        if isPlain { return "\"" + text + "\"" }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

/// The page people read: aligned columns, numbers of the language, totals underlined.
public enum TextWriter {
    /// The widest a text column gets before it is cut with `…`.
    private static let widest = 60

    public static func write(_ report: Report, _ catalog: Catalog, to sink: @escaping ByteSink)
        throws
    {
        var out = Buffered(sink)
        let title = report.title.printable
        try out.write(title + "\n" + String(repeating: "=", count: width(title)) + "\n")
        for (key, value) in report.head where catalog.has("head." + key) {
            try out.write(catalog.text("head." + key, ["value": value.printable]) + "\n")
        }
        try out.write(report.definition + "\n\n")
        try write(report.page, catalog, to: &out)
        if !report.footer.isEmpty {
            try out.write("\n" + report.footer.map(\.printable).joined(separator: "\n") + "\n")
        }
        for annex in report.annexes {
            guard let page = annex.page else { continue }
            try out.write("\n" + annex.title.printable + "\n")
            try out.write(String(repeating: "-", count: width(annex.title.printable)) + "\n")
            try write(page, catalog, to: &out)
        }
        try out.flush()
    }

    private static func write(_ table: ReportTable, _ catalog: Catalog, to out: inout Buffered)
        throws
    {
        let columns = table.columns
        let labels = columns.map { column in
            let key = "column." + column.key
            return catalog.has(key)
                ? catalog.text(key) : String(column.key.split(separator: ".").last ?? "")
        }
        var widths = labels.map(width)
        var rows = 0
        try table.produce { style, row in
            rows += 1
            for (index, cell) in row.enumerated() where style != .heading || index > 0 {
                widths[index] = max(widths[index], min(width(text(cell, catalog)), widest))
            }
        }
        if rows == 0 {
            try out.write(catalog.text("no-rows") + "\n")
        } else if columns.isEmpty {
            try table.produce { _, row in try out.write(text(row[0], catalog) + "\n") }
        } else {
            try out.write(line(labels, columns, widths) + "\n")
            try out.write(
                widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ") + "\n")
            try table.produce { style, row in
                let cells = row.map { text($0, catalog) }
                if style == .total {
                    let rule = zip(cells, zip(widths, columns)).map { cell, column in
                        let mark = column.1.isRight && !cell.isEmpty ? "-" : " "
                        return String(repeating: mark, count: column.0)
                    }.joined(separator: "  ")
                    try out.write(trimmed(rule) + "\n")
                }
                try out.write(
                    (style == .heading ? cells[0] : line(cells, columns, widths)) + "\n")
            }
        }
    }

    private static func text(_ cell: Cell, _ catalog: Catalog) -> String {
        switch cell {
        case .text(let text): text.printable
        case .number(let number): String(number)
        case .amount(let amount, let exponent): catalog.amount(amount, exponent: exponent)
        case .day(let day): catalog.day(day)
        case .empty: ""
        }
    }

    private static func line(_ cells: [String], _ columns: [Column], _ widths: [Int]) -> String {
        var parts: [String] = []
        for (index, cell) in cells.enumerated() {
            let cut =
                width(cell) > widths[index] ? shortened(cell, to: widths[index]) : cell
            let padding = String(repeating: " ", count: max(0, widths[index] - width(cut)))
            parts.append(columns[index].isRight ? padding + cut : cut + padding)
        }
        return trimmed(parts.joined(separator: "  "))
    }

    /// The beginning of a text that, with `…`, is at most as wide as asked.
    private static func shortened(_ text: String, to limit: Int) -> String {
        var result = ""
        var taken = 1
        for character in text {
            let next = width(String(character))
            if taken + next > limit { break }
            taken += next
            result.append(character)
        }
        return result + "…"
    }

    private static func trimmed(_ line: String) -> String {
        var view = line.utf8[...]
        while view.last == 32 { view.removeLast() }
        return String(line[..<view.endIndex])
    }

    /// Columns a text takes on a terminal: East Asian wide characters take two.
    static func width(_ text: String) -> Int {
        // A byte a character: nothing joins below U+0080 (CR LF is no printable text).
        if text.utf8.allSatisfy({ $0 < 0x80 && $0 != 13 }) { return text.utf8.count }
        return text.reduce(0) { sum, character in
            let value = character.unicodeScalars.first?.value ?? 0
            let isWide =
                (0x1100...0x115F).contains(value) || (0x2E80...0xA4CF).contains(value)
                || (0xAC00...0xD7A3).contains(value) || (0xF900...0xFAFF).contains(value)
                || (0xFE30...0xFE6F).contains(value) || (0xFF00...0xFF60).contains(value)
                || (0x1F1E6...0x1F1FF).contains(value) || (0x1F300...0x1FAFF).contains(value)
                || (0xFFE0...0xFFE6).contains(value) || (0x20000...0x3FFFD).contains(value)
            return sum + (isWide ? 2 : 1)
        }
    }
}
