internal import Accounting
internal import Formats
internal import Importers
internal import Intake
public import Rendering
internal import Validation

/// `monthend inspect`: the importers of `run` over files, without a client or settings.
public struct Inspect {
    private let files: [String]
    private let preset: String?
    private let layout: SourceLayout?
    private let asJSON: Bool
    private let catalog: Catalog
    private let write: (String) throws -> Void

    /// - Parameters:
    ///   - preset: the preset to read the files by; nil = what their own bytes tell.
    ///   - currency: of amounts, where neither the file nor the preset says.
    /// - Throws: `Failure` for a preset or a currency that is not known.
    public init(
        files: [String], preset: String?, currency: String, shared: SharedFolder, asJSON: Bool,
        language: Language, write: @escaping (String) throws -> Void
    ) throws {
        guard let currency = Currency(currency) else {
            throw Failure(.usage, "usage", ["reason": "--currency \(currency): ISO 4217"])
        }
        self.preset = preset
        layout = try preset.map {
            try SettingsLoader(folder: ".", shared: shared).layout(ofPreset: $0, currency: currency)
        }
        self.files = files
        self.asJSON = asJSON
        catalog = Catalog(language)
        self.write = write
    }

    /// Exits 1 if a file is refused.
    public func callAsFunction() throws -> Exit {
        var exit = Exit.done
        var isFirst = true
        if asJSON { try write("{\"files\":[") }
        for path in files {
            for file in try inspect(path) {
                if file.refused != nil { exit = .findings }
                let text =
                    asJSON ? (isFirst ? "\n" : ",\n") + file.json(catalog) : file.text(catalog)
                try write(text)
                isFirst = false
            }
        }
        if asJSON { try write("\n]}\n") }
        return exit
    }

    private func inspect(_ path: String) throws -> [InspectedFile] {
        let drop = Drop(path: path, location: path, size: 0)
        let reader = try DropReader(drop)
        let entries: [DropEntry]
        do { entries = try reader.entries() } catch let error as ContainerError {
            var file = InspectedFile(path: path)
            file.format = "archive"
            file.refused = finding(error.flaw, path)
            return [file]
        }
        return try entries.map { try inspect($0, reader) }
    }

    private func inspect(_ entry: DropEntry, _ reader: DropReader) throws -> InspectedFile {
        var file = InspectedFile(path: entry.path)
        let head: [UInt8]
        do { head = try reader.head(of: entry) } catch let error as ContainerError {
            file.refused = finding(error.flaw, entry.path)
            return file
        }
        let format = Recognition(head)
        file.format = format.name
        file.encoding = format.encoding
        if let layout {
            file.format = layout.format.rawValue
            file.encoding = layout.encoding?.name ?? file.encoding
            file.preset = try preset.map {
                try InspectedPreset($0, layout, entry, reader, head: head)
            }
            try read(entry, reader, layout, &file)
            return file
        }
        guard let source = format.source, let anyCurrency = Currency("EUR") else {
            file.refused = format.refusal.map { finding($0, entry.path) }
            return file
        }
        // Nothing is declared: what can be read two ways is told so.
        let numbers = source == .camt ? NumberFormat.plain : NumberFormat(decimal: nil)
        try read(
            entry, reader,
            SourceLayout(format: source, numbers: numbers, currency: anyCurrency), &file)
        return file
    }

    /// Runs the importer over an entry and keeps what it tells.
    private func read(
        _ entry: DropEntry, _ reader: DropReader, _ layout: SourceLayout,
        _ file: inout InspectedFile
    ) throws {
        try importEntry(entry, reader, layout) { draft in
            switch draft {
            case .statementEnd(let tail):
                file.statements.append(tail)
                file.version = tail.message
                file.findings.append(findings(tail, entry.path))
            case .payroll(let journals):
                var totals =
                    file.payroll ?? InspectedPayroll(exponent: layout.currency.exponent)
                totals.add(journals)
                file.payroll = totals
                file.preset?.count(journals.flatMap(\.flaws), judge(entry.path), isPrivate: true)
            case .payouts(let rows):
                var totals = file.payouts ?? InspectedPayouts()
                totals.add(rows, layout.currency)
                file.payouts = totals
                file.preset?.count(rows.flatMap(\.flaws), judge(entry.path))
            case .stock(let drafts):
                var totals = file.stock ?? InspectedStock()
                totals.add(drafts)
                file.stock = totals
                file.preset?.count(drafts.flatMap(\.flaws), judge(entry.path))
            case .refused(let flaw):
                let refused = finding(flaw, entry.path)
                file.refused = layout.format.isPayroll ? refused.withheld : refused
            case .documents(let drafts):
                for draft in drafts {
                    file.add(draft, layout.currency, totals(draft, entry.path))
                }
            case .sales(let rows):
                var sales =
                    file.sales
                    ?? InspectedSales(
                        layout.currency, pricesIncludeTax: layout.pricesIncludeTax,
                        .neutral(entry.path))
                sales.add(rows)
                file.sales = sales
                file.preset?.count(rows.flaws.map(\.flaw), judge(entry.path))
            case .bank(let rows): file.preset?.count(rows.flaws.map(\.flaw), judge(entry.path))
            case .spoiled(let rows):
                file.preset?.count(
                    rows.flatMap(\.flaws), judge(entry.path), isPrivate: layout.format.isPayroll)
            default: break
            }
        }
    }

    /// What the figures of a document say of each other.
    private func totals(_ draft: DocumentDraft, _ path: String) -> [Finding] {
        let facts = DocumentFacts(draft: draft, facts: .neutral(path), clashes: false)
        return judge(path).totals(facts).findings
    }

    private func finding(_ flaw: Flaw, _ path: String) -> Finding {
        let ruling = judge(path).flaws([flaw])
        return ruling.findings.first
            ?? Finding("V-101", .error, at: Place(file: path, line: flaw.line))
    }

    private func judge(_ path: String) -> Judge { Judge(.neutral(path)) }

    /// What the statement's own controls say.
    private func findings(_ tail: StatementTail, _ path: String) -> [Finding] {
        let facts = StatementFacts(
            tail: tail, facts: .neutral(path), firstDay: nil, lastDay: nil, outside: nil)
        return judge(path).statement(facts).findings
    }
}

extension Facts {
    /// Facts of nobody's books: what a file shows by itself.
    static func neutral(_ path: String) -> Facts {
        guard let currency = Currency("EUR"), let year = FiscalYear("01-01") else {
            preconditionFailure("EUR is a currency, 01-01 a day")
        }
        let books = Books(
            currency: currency, start: Day(number: 0), fiscalYear: year, chart: Chart([]),
            taxes: [:], parties: Parties([]))
        return Facts(
            books: books, file: path, source: "", lockedThrough: nil,
            // As far as EN 16931 lets a tax differ from base × rate: one unit.
            latest: Day(number: 3_652_058), late: .held, taxTolerance: 100, severities: [:])
    }
}

/// What a file is, by its own bytes; two answers are none.
struct Recognition {
    var name = "unknown"
    var encoding: String?
    var source: SourceFormat?
    var refusal: Flaw?

    init(_ head: [UInt8]) {
        if head.isEmpty {
            refusal = Flaw(.empty, line: 0)
            return
        }
        let wide = Recognition.wide(head)
        encoding = (wide ?? TextEncoding.mark(head))?.name
        let found = recognisedFormats(head)
        if let first = found.first {
            // Two answers are none.
            if found.count == 1 { (name, source) = (first.rawValue, first) }
            let text = String(decoding: head.prefix(200), as: UTF8.self)
            encoding = encoding ?? Recognition.declared(text) ?? Recognition.encoding(of: head)
            return
        }
        // Of text in UTF-16 its ASCII letters: the marks of formats are made of them.
        let head = wide == nil ? head : head.filter { $0 > 0 && $0 < 128 }
        let text = String(decoding: head.prefix(4096), as: UTF8.self)
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        if start.hasPrefix("<") {
            name = "xml"
            encoding = encoding ?? Recognition.declared(text) ?? "UTF-8"
            let isCamt = [
                "BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn", "camt.052",
                "camt.053", "camt.054",
            ].contains { mark in text.contains(mark) || contains(head, mark) }
            if isCamt { name = "camt" }
            // What is no statement is read to its end all the same: hostile XML is refused.
            source = .camt
        } else if start.hasPrefix("{") || start.hasPrefix("[") {
            name = "json"
        } else if head.prefix(4096).contains(where: { [44, 59, 9, 124].contains($0) }) {
            name = "csv"
        }
        encoding = encoding ?? Recognition.encoding(of: head)
    }

    /// The encoding of text in UTF-16, told by its mark or by the `<` that it begins with.
    private static func wide(_ head: [UInt8]) -> TextEncoding? {
        if head.starts(with: [0x3C, 0]) { return .utf16LittleEndian }
        if head.starts(with: [0, 0x3C]) { return .utf16BigEndian }
        return TextEncoding.mark(head).flatMap { $0.isWide ? $0 : nil }
    }

    /// UTF-8 where the bytes are, nothing for other text, `binary` for bytes that are no text.
    private static func encoding(of head: [UInt8]) -> String? {
        let whole = Array(head.dropLast(head.count == 65536 ? 4 : 0))
        if whole.withUnsafeBufferPointer({ isUTF8($0) }) { return "UTF-8" }
        return head.contains(0) ? "binary" : nil
    }

    private func contains(_ head: [UInt8], _ mark: String) -> Bool {
        String(decoding: head, as: UTF8.self).contains(mark)
    }

    private static func declared(_ text: String) -> String? {
        guard let mark = text.range(of: "encoding=") else { return nil }
        let rest = text[mark.upperBound...].dropFirst().prefix { $0 != "\"" && $0 != "'" }
        return rest.count < 30 ? rest.uppercased() : nil
    }
}

extension String {
    fileprivate func range(of part: String) -> Range<Index>? {
        var rest = self[...]
        while !rest.isEmpty {
            if rest.hasPrefix(part) {
                return rest.startIndex..<rest.index(rest.startIndex, offsetBy: part.count)
            }
            rest = rest.dropFirst()
        }
        return nil
    }
}

/// What was found of one file.
struct InspectedFile {
    let path: String
    var format = "unknown"
    var version: String?
    var encoding: String?
    var refused: Finding?
    /// How the preset it was read by fits it.
    var preset: InspectedPreset?
    var statements: [StatementTail] = []
    var findings: [[Finding]] = []
    var payroll: InspectedPayroll?
    var payouts: InspectedPayouts?
    var stock: InspectedStock?
    var sales: InspectedSales?
    private(set) var documents: InspectedDocuments?

    init(path: String) { self.path = path }

    mutating func add(_ draft: DocumentDraft, _ fallback: Currency, _ said: [Finding]) {
        documents = documents ?? InspectedDocuments()
        documents?.add(draft, fallback, said)
    }

    func json(_ catalog: Catalog) -> String {
        var text = "{\"file\":\(JSONWriter.string(path)),\"format\":\(JSONWriter.string(format))"
        text += ",\"version\":\(optional(version)),\"encoding\":\(optional(encoding))"
        text += ",\"refused\":" + (refused.map { JSONWriter.string(line($0, catalog)) } ?? "null")
        let list = statements.enumerated().map { index, tail in
            statement(tail, findings[index], catalog)
        }
        if let preset { text += ",\"preset\":" + preset.json }
        text += ",\"statements\":[" + list.joined(separator: ",\n  ") + "]"
        let found =
            documents?.json { line($0, catalog) } ?? payroll?.json ?? payouts?.json ?? stock?.json
            ?? sales?.json ?? "null"
        return text + ",\"documents\":" + found + "}"
    }

    private func optional(_ value: String?) -> String {
        value.map { JSONWriter.string($0) } ?? "null"
    }

    private func line(_ finding: Finding, _ catalog: Catalog) -> String {
        let slug = Catalogue.rule(finding.code.text)?.slug ?? ""
        return "\(finding.code) \(slug) \(finding.place): \(catalog.detail(finding, slug: slug))"
    }

    private func statement(
        _ tail: StatementTail, _ findings: [Finding], _ catalog: Catalog
    ) -> String {
        func day(_ day: Day?) -> String { day.map { "\"\($0)\"" } ?? "null" }
        func amount(_ exact: Exact?) -> String { exact.map { "\"\($0.text)\"" } ?? "null" }
        let said = findings.map { JSONWriter.string(line($0, catalog)) }.joined(separator: ",")
        let declared = tail.declared.map {
            "{\"name\":\(JSONWriter.string($0.name)),\"value\":\"\($0.declared.text)\"}"
        }.joined(separator: ",")
        return
            "{\"id\":\(JSONWriter.string(tail.id)),\"account\":\(JSONWriter.string(tail.account))"
            + ",\"currency\":\(JSONWriter.string(tail.currency)),\"from\":\(day(tail.from))"
            + ",\"to\":\(day(tail.to)),\"opening\":\(amount(tail.opening))"
            + ",\"entries\":\(tail.entries),\"booked_sum\":\(amount(tail.booked))"
            + ",\"closing\":\(amount(tail.closing))"
            + ",\"adds_up\":\(tail.addsUp.map { String($0) } ?? "null")"
            + ",\"declared\":[\(declared)],\"findings\":[\(said)]}"
    }

    func text(_ catalog: Catalog) -> String {
        var lines = ["\(path)  \(version ?? format)  \(encoding ?? "")"]
        if let preset { lines += preset.lines(catalog) }
        if let payroll { lines.append(payroll.line(catalog)) }
        lines += payouts?.lines ?? []
        if let stock { lines.append(stock.line(catalog)) }
        if let sales { lines += sales.lines }
        if let refused { lines.append(catalog.block(refused, slug: Pack.slug(refused.code))) }
        for (index, tail) in statements.enumerated() {
            let range = "\(tail.from?.description ?? "?") – \(tail.to?.description ?? "?")"
            lines.append(
                "  \(tail.account) \(tail.currency)  \(range)  "
                    + "\(tail.opening?.text ?? "–") + \(tail.booked.text) (\(tail.entries)) = "
                    + "\(tail.closing?.text ?? "–")")
            for finding in findings[index] {
                lines.append(catalog.block(finding, slug: Pack.slug(finding.code)))
            }
        }
        if let documents {
            lines += documents.lines
            lines += documents.findings.map { catalog.block($0, slug: Pack.slug($0.code)) }
        }
        return lines.joined(separator: "\n").printableText + "\n"
    }
}

extension String {
    fileprivate var printableText: String {
        split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }
            .joined(separator: "\n")
    }
}
