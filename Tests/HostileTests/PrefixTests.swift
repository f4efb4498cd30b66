import Formats
import Importers
import Testing

/// D4 · Every beginning of a statement is refused or told of, never taken for the whole.
@Suite("D4: statements that were cut")
struct PrefixTests {
    /// Where a format has no mark that more follows, a beginning cannot be told from a whole file.
    ///
    /// - MT940, CFONB 120: statements have an end, files have none; the statement that is missing
    ///   shows as a gap when the next file comes (I-306).
    /// - QIF, CSV: rows have an end, files have none. A balance proves the rows that are there.
    private func hasNoEndMark(_ statement: Statement, _ prefix: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: prefix, as: UTF8.self)
        let last = String(text.split { $0.isNewline || $0 == " " }.last ?? "")
        switch statement.format {
        case .mt940:
            // Interim reports are shown and never posted; Posting does not tell that one was cut.
            return statement.name.hasSuffix(".942") || ["-", "-}", "{"].contains(last)
        case .cfonb120:
            // Behind a record 07, without line ends also in its trailing blanks.
            return prefix.count > 223 && prefix.count <= 240
        case .qif:
            let entry = text.split(separator: "^", omittingEmptySubsequences: false).last ?? ""
            return !entry.contains("\nD")
        case .bankCSV:
            // The last column is the balance, or the amount: the latter may be cut within.
            return text.hasSuffix("\n") || last.last?.isNumber == true || !text.contains("\n")
        default: return false
        }
    }

    /// All lengths, or the last 150 and every so many before.
    private func lengths(_ statement: Statement, _ count: Int) -> [Int] {
        if Harness.isLong { return Array(0..<count) }
        let step = statement.format == .mt940 ? 19 : 4
        return (0..<count).filter { $0 % step == 0 || count - $0 <= 150 }
    }

    @Test("every prefix is refused or told of")
    func everyPrefix() throws {
        var harness = Harness("D4")
        var open: [SourceFormat: Int] = [:]
        for statement in Statement.all {
            let bytes = try statement.bytes()
            let layout = try statement.layout()
            let whole = try Reading(bytes, layout)
            for length in lengths(statement, bytes.count) {
                harness.count()
                let prefix = bytes[..<length]
                let part = try Reading(prefix, layout)
                guard part.isSilent, !part.isAsGood(as: whole) else { continue }
                if hasNoEndMark(statement, prefix) {
                    open[statement.format, default: 0] += 1
                } else {
                    harness.violate("\(statement.name) cut at \(length)")
                }
            }
        }
        for (format, count) in open.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            print("D4 no end mark: \(format.rawValue) \(count) prefixes")
        }
        harness.finish(floor: Harness.isLong ? 80_000 : 20_000)
    }
}
