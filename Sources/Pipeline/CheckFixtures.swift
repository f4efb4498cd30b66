internal import Accounting
internal import Glibc
internal import Intake
public import Rendering

/// `monthend check`: runs fixture cases in scratch folders and compares their reports.
public struct CheckFixtures {
    private let folder: String
    private let junit: String?
    private let accepts: Bool
    private let installed: [String]
    private let scratch: String
    private let catalog: Catalog
    private let write: (String) throws -> Void

    public init(
        folder: String, junit: String?, accepts: Bool, installed: [String],
        scratch: String, language: Language, write: @escaping (String) throws -> Void
    ) {
        self.installed = installed
        self.scratch = scratch
        self.folder = folder
        self.junit = junit
        self.accepts = accepts
        catalog = Catalog(language)
        self.write = write
    }

    /// Exits 1 where a report differs, or was accepted anew.
    public func callAsFunction() throws -> Exit {
        var exit = Exit.done
        var outcomes: [(name: String, differences: [String])] = []
        for place in try cases(in: folder) {
            let fixture = try FixtureCase(place)
            let scratch = try scratchFolder()
            defer { try? removeFolder(scratch) }
            let differences = try fixture.run(
                in: scratch, accepts: accepts, installed: installed)
            outcomes.append((place, differences))
            if differences.isEmpty {
                try write(catalog.text("check.ok", ["case": place]) + "\n")
            } else {
                exit = .findings
                let key = accepts ? "check.accepted" : "check.differs"
                try write(
                    catalog.text(key, ["case": place, "report": String(differences.count)]) + "\n")
                for difference in differences.prefix(40) { try write("  " + difference + "\n") }
            }
        }
        if outcomes.isEmpty {
            throw Failure(.usage, "usage", ["reason": "no case.yml below \(folder)"])
        }
        if let junit { try DurableFile.write(Array(report(outcomes).utf8), to: junit) }
        return exit
    }

    private func cases(in folder: String) throws -> [String] {
        if access(folder + "/case.yml", F_OK) == 0 { return [folder] }
        return try findDrops(in: folder).map(\.path)
            .filter { $0.hasSuffix("/case.yml") }
            .map { folder + "/" + $0.dropLast("/case.yml".count) }
    }

    private func scratchFolder() throws -> String {
        var template = Array((scratch + "/monthend-check-XXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else { throw ioFailure(scratch) }
        return String(cString: made)
    }

    private func report(_ outcomes: [(name: String, differences: [String])]) -> String {
        func escape(_ text: String) -> String {
            text.printable.reduce(into: "") { result, character in
                switch character {
                case "&": result += "&amp;"
                case "<": result += "&lt;"
                case ">": result += "&gt;"
                case "\"": result += "&quot;"
                default: result.append(character)
                }
            }
        }
        let failed = outcomes.filter { !$0.differences.isEmpty }.count
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text += "<testsuite name=\"fixtures\" tests=\"\(outcomes.count)\" failures=\"\(failed)\">\n"
        for outcome in outcomes {
            text += "  <testcase classname=\"fixtures\" name=\"\(escape(outcome.name))\""
            if outcome.differences.isEmpty {
                text += "/>\n"
            } else {
                text += "><failure message=\"\(outcome.differences.count)\">"
                text += outcome.differences.map(escape).joined(separator: "\n")
                text += "</failure></testcase>\n"
            }
        }
        return text + "</testsuite>\n"
    }
}

/// One case: a client, an inbox, periods, and what each must give.
struct FixtureCase {
    let place: String
    let client: String
    let periods: [String]
    /// The reports that are compared; empty = all of the pack.
    let reports: [String]
    let forms: [String]
    /// Files of the pack that are not kept as expected (large twins of others).
    let skipped: Set<String>

    init(_ place: String) throws {
        self.place = place
        let bytes = try readFile(place + "/case.yml")
        let root = try SettingsNode.parse(
            String(decoding: bytes, as: UTF8.self), file: place + "/case.yml")
        let members = try root.members(["client", "periods", "reports", "forms", "skip"])
        client = place + "/" + (try members.required("client", in: root).text())
        periods = try members.required("periods", in: root).elements().map { try $0.text() }
        reports = try members["reports"]?.elements().map { try $0.text() } ?? []
        forms = try members["forms"]?.elements().map { try $0.text() } ?? ["csv", "json", "txt"]
        skipped = Set(try members["skip"]?.elements().map { try $0.text() } ?? [])
    }

    /// Runs every period and compares; with `accepts` the expected files are rewritten.
    /// - Returns: what differs, a line each.
    func run(in scratch: String, accepts: Bool, installed: [String]) throws -> [String] {
        var differences: [String] = []
        for period in periods {
            var options = Options()
            options.period = period
            options.installed = installed
            options.inbox = place + "/inbox"
            options.book = scratch + "/book.sqlite"
            options.out = scratch + "/pack/" + period
            options.isQuiet = true
            let exit = try Run(
                client: client, options: options, stop: StopFlag(), write: { _ in })()
            differences += try compare(period, scratch + "/pack/" + period, exit, accepts)
        }
        return differences
    }

    private func compare(_ period: String, _ pack: String, _ exit: Exit, _ accepts: Bool) throws
        -> [String]
    {
        let expected = place + "/expected/" + period
        var differences: [String] = []
        var wanted: [(String, [UInt8])] = [("EXIT", Array("\(exit.code)\n".utf8))]
        for drop in try findDrops(in: pack) where !drop.path.contains("/") && isCompared(drop.path)
        {
            wanted.append((drop.path, try readFile(drop.location)))
        }
        for (name, bytes) in wanted {
            let path = expected + "/" + name
            let old = try? readFile(path)
            if old == bytes { continue }
            differences += Difference.lines(
                of: period + "/" + name, was: old, is: bytes)
            if accepts { try DurableFile.write(bytes, to: path) }
        }
        let names = Set(wanted.map(\.0))
        for stray in try findDrops(in: expected) where !names.contains(stray.path) {
            differences.append("\(period)/\(stray.path): –")
            if accepts { unlink(stray.location) }
        }
        return differences
    }

    private func isCompared(_ file: String) -> Bool {
        let parts = file.split(separator: ".")
        guard parts.count == 2, forms.contains(String(parts[1])), !skipped.contains(file) else {
            return false
        }
        return reports.isEmpty || reports.contains(String(parts[0]))
    }
}

/// What changed between two versions of a report, in words of an accountant.
enum Difference {
    /// A CSV report by row and column; any other by line.
    static func lines(of name: String, was old: [UInt8]?, is new: [UInt8]) -> [String] {
        guard let old else { return ["\(name): new"] }
        let was = String(decoding: old, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        let now = String(decoding: new, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        if name.hasSuffix(".csv"), was.first == now.first, let header = now.first {
            return table(name, header.split(separator: ",").map(String.init), was, now)
        }
        for (index, line) in now.enumerated() where index >= was.count || was[index] != line {
            return [
                "\(name):\(index + 1): was \"\(index < was.count ? was[index] : "")\", is \"\(line)\""
            ]
        }
        return ["\(name): was \(was.count) lines, is \(now.count)"]
    }

    private static func table(
        _ name: String, _ columns: [String], _ was: [Substring], _ now: [Substring]
    ) -> [String] {
        // What names a row: everything before the first column that is a figure or a text.
        let figures: Set = [
            "read", "opening_debit", "month", "document_date", "day", "found", "amount", "debit",
        ]
        let width = columns.firstIndex { figures.contains($0) } ?? 2
        func rows(_ lines: [Substring]) -> [(key: String, fields: [Substring])] {
            lines.dropFirst().filter { !$0.isEmpty }.map {
                let fields = $0.split(separator: ",", omittingEmptySubsequences: false)
                return (fields.prefix(width).joined(separator: " "), fields)
            }
        }
        let before = rows(was)
        let after = rows(now)
        let known = Set(before.map { $0.fields.joined(separator: ",") })
        let kept = Set(after.map { $0.fields.joined(separator: ",") })
        let gone = before.filter { !kept.contains($0.fields.joined(separator: ",")) }
        let come = after.filter { !known.contains($0.fields.joined(separator: ",")) }
        var lines: [String] = []
        for row in come {
            guard let old = gone.first(where: { $0.key == row.key }) else {
                lines.append("\(name): + \(row.fields.joined(separator: ","))")
                continue
            }
            for (index, field) in row.fields.enumerated()
            where index < old.fields.count && old.fields[index] != field {
                let column = index < columns.count ? columns[index] : "?"
                lines.append(
                    "\(name): \(row.key): \(column): was \(old.fields[index]), is \(field)")
            }
        }
        for row in gone where !come.contains(where: { $0.key == row.key }) {
            lines.append("\(name): - \(row.fields.joined(separator: ","))")
        }
        return lines.isEmpty ? ["\(name): order of rows"] : lines
    }
}
