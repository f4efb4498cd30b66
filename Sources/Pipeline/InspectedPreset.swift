internal import Accounting
internal import Formats
internal import Importers
internal import Intake
internal import Rendering
internal import Validation

/// How a preset fits a file: columns found and lacking, conventions proved, rows at fault.
struct InspectedPreset {
    let name: String
    private let match: TableMatch?
    /// What the file's rows prove, where the preset declares none.
    private let numbers: String?
    private let dates: String?
    /// Faults of rows: the first ones, and how many there are.
    private var faults: [Finding] = []
    private var faultCount = 0

    init(
        _ name: String, _ layout: SourceLayout, _ entry: DropEntry, _ reader: DropReader,
        head: [UInt8]
    ) throws {
        self.name = name
        match = TableMatch(layout, head: head)
        let proved = try provedLayout(entry, reader.drop, layout)
        numbers = proved.numbers.decimal.map { String(UnicodeScalar($0)) }
        dates = proved.dates
    }

    /// - Parameter isPrivate: true where a fault may not say what its row holds.
    mutating func count(_ flaws: [Flaw], _ judge: Judge, isPrivate: Bool = false) {
        faultCount += flaws.count
        guard faults.count < 3 else { return }
        let told = judge.flaws(Array(flaws.prefix(3 - faults.count))).findings
        faults += isPrivate ? told.map(\.withheld) : told
    }

    /// The lines people read, each column on its own.
    func lines(_ catalog: Catalog) -> [String] {
        var lines = [catalog.text("inspect.preset", ["name": name])]
        if let match {
            let key = match.isComplete ? "inspect.header" : "inspect.header-lacks"
            lines.append(catalog.text(key, ["line": String(match.line)]))
            for column in match.columns {
                let said = catalog.text(column.isFound ? "inspect.found" : "inspect.lacking")
                lines.append("    \(column.field) = \(column.header)  \(said)")
            }
            if !match.unused.isEmpty {
                lines.append(
                    catalog.text(
                        "inspect.unused", ["columns": match.unused.joined(separator: ", ")]))
            }
        }
        lines.append(
            catalog.text(
                "inspect.conventions",
                ["numbers": numbers ?? "–", "dates": dates ?? "YYYY-MM-DD"]))
        if faultCount > 0 {
            lines.append(catalog.text("inspect.faults", ["rows": String(faultCount)]))
            lines += faults.map { catalog.block($0, slug: Pack.slug($0.code)) }
        }
        return lines.map { $0.hasPrefix(" ") ? $0 : "  " + $0 }
    }

    var json: String {
        func string(_ text: String?) -> String { text.map { JSONWriter.string($0) } ?? "null" }
        let columns = (match?.columns ?? []).map {
            "{\"field\":\(string($0.field)),\"header\":\(string($0.header))"
                + ",\"found\":\($0.isFound)}"
        }.joined(separator: ",")
        let unused = (match?.unused ?? []).map { string($0) }.joined(separator: ",")
        return
            "{\"name\":\(string(name)),\"header_line\":\(match.map { String($0.line) } ?? "null")"
            + ",\"columns\":[\(columns)],\"unused\":[\(unused)]"
            + ",\"decimal\":\(string(numbers)),\"dates\":\(string(dates)),\"faults\":\(faultCount)}"
    }
}
