internal import Accounting
internal import Foundation
internal import Testing

@testable internal import Rendering

/// Texts that break writers: quotes, separators, line ends, controls, directions, wide letters.
let naughty = [
    "", " ", "plain", "a,b", "\"", "\"\"", "a\"b", "a\nb", "a\r\nb", "\r", "\n", "\t", ",", ",,",
    " a ",
    "'", "\\",
    "\\n", "\\\"", "{", "}", "[]", "</script>", "é", "e\u{301}", "漢字", "😀", "👨‍👩‍👧", "\u{0}",
    "\u{1}", "\u{1B}[31mred", "\u{7}", "\u{7F}", "\u{85}", "\u{202E}gnp.exe", "\u{200B}",
    "\u{FEFF}x",
    "\u{2028}", "\u{2066}x\u{2069}", "ﬁ", "=1+1", "@x", "+1", "-1", "null", "NaN", "\u{10FFFF}",
    "\u{FFFD}",
    "Ω≈ç√∫", "١٢٣", "田中さん", "test\u{0}test", "a;b", "%s%d", "$(x)", "../../x", "1e5", "0x1F", "🇫🇷",
]

func report(_ columns: [Column], _ rows: [(LineStyle, [Cell])], title: String = "T") -> Report {
    let table = ReportTable(columns: columns, rows: rows)
    return Report(
        name: "test", head: [("client", "C")], title: title, definition: "D", facts: table,
        page: table, footer: ["F"])
}

func written(_ write: (@escaping ByteSink) throws -> Void) rethrows -> [UInt8] {
    final class Box { var bytes: [UInt8] = [] }
    let box = Box()
    try write { box.bytes.append(contentsOf: $0) }
    return box.bytes
}

@Suite("CSV and JSON for machines")
struct MachineTests {
    /// An RFC 4180 reader of the tests' own.
    private static func parse(_ bytes: [UInt8]) throws -> [[String]] {
        var (records, record, field) = ([[String]](), [String](), [UInt8]())
        var (quoted, index) = (false, 0)
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if quoted {
                if byte != 34 {
                    field.append(byte)
                } else if index < bytes.count, bytes[index] == 34 {
                    field.append(34)
                    index += 1
                } else {
                    quoted = false
                }
            } else if byte == 34 {
                try #require(field.isEmpty, "a quote begins a field")
                quoted = true
            } else if byte == 44 || byte == 10 {
                record.append(String(decoding: field, as: UTF8.self))
                field = []
                if byte == 10 {
                    records.append(record)
                    record = []
                }
            } else {
                try #require(byte != 13, "a bare CR stands in quotes")
                field.append(byte)
            }
        }
        #expect(!quoted && record.isEmpty && field.isEmpty, "the file ends with a line end")
        return records
    }

    @Test("CSV: what is written reads back, bytes and all")
    func csv() throws {
        let rows = naughty.map {
            (LineStyle.plain, [Cell.text($0), .text("x" + $0), .text($0 + "x")])
        }
        let report = report([Column("a"), Column("b"), Column("c")], rows)
        let records = try Self.parse(written { try CSVWriter.write(report, to: $0) })
        #expect(records.first == ["a", "b", "c"])
        #expect(records.count == naughty.count + 1)
        for (record, text) in zip(records.dropFirst(), naughty) {
            let expected = [text, "x" + text, text + "x"]
            #expect(record.map { Array($0.utf8) } == expected.map { Array($0.utf8) })
        }
    }

    @Test("CSV: numbers, amounts, days and nothing")
    func csvCells() throws {
        let day = try #require(Day(iso: "2026-09-30"))
        let cells: [Cell] = [
            .number(-7), .amount(-123_450, 2), .amount(5, 3), .amount(1200, 0), .day(day), .empty,
            .text(""), .text("a"),
        ]
        let columns = (0..<8).map { Column("c\($0)", right: true) }
        let bytes = try written { try CSVWriter.write(report(columns, [(.total, cells)]), to: $0) }
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "c0,c1,c2,c3,c4,c5,c6,c7\n-7,-1234.50,0.005,1200,2026-09-30,,,a\n")
    }

    @Test("CSV: more than one buffer comes whole and in order")
    func long() throws {
        let rows = (0..<20_000).map { (LineStyle.plain, [Cell.number($0)]) }
        let bytes = try written { try CSVWriter.write(report([Column("n")], rows), to: $0) }
        let records = try Self.parse(bytes)
        #expect(records.dropFirst().map(\.first) == (0..<20_000).map { "\($0)" })
    }

    @Test("JSON: what is written reads back")
    func json() throws {
        let day = try #require(Day(iso: "2026-09-30"))
        let rows =
            naughty.map { (LineStyle.plain, [Cell.text($0), .text("x" + $0)]) }
            + [(.plain, [.amount(-5, 2), .day(day)]), (.total, [.number(-7), .empty])]
        let report = report([Column("a"), Column("b\"")], rows, title: "T\n\"")
        let bytes = try written { try JSONWriter.write(report, to: $0) }
        #expect(bytes.allSatisfy { $0 >= 0x20 || $0 == 10 }, "no control character stands bare")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(object["report"] as? String == "test")
        #expect(object["client"] as? String == "C")
        #expect(object["title"] as? String == "T\n\"")
        #expect(object["footer"] as? [String] == ["F"])
        let read = try #require(object["rows"] as? [[String: Any]])
        #expect(read.count == naughty.count + 2)
        for (row, text) in zip(read, naughty) {
            let (a, b) = (row["a"] as? String, row["b\""] as? String)
            // Foundation itself takes a byte order mark off a text's beginning.
            if !text.hasPrefix("\u{FEFF}") { #expect(a.map { Array($0.utf8) } == Array(text.utf8)) }
            #expect(b.map { Array($0.utf8) } == Array(("x" + text).utf8))
        }
        #expect(read[naughty.count]["a"] as? String == "-0.05")
        #expect(read[naughty.count]["b\""] as? String == "2026-09-30")
        #expect((read[naughty.count + 1]["a"] as? NSNumber)?.intValue == -7)
        #expect(read[naughty.count + 1]["b\""] is NSNull)
    }

    @Test("JSON: a report without rows is an object still")
    func empty() throws {
        let bytes = try written { try JSONWriter.write(report([Column("a")], []), to: $0) }
        let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        #expect((object?["rows"] as? [Any])?.isEmpty == true)
    }

    @Test("a writer passes on what its sink throws")
    func sink() {
        struct Full: Error {}
        let report = report([Column("a")], [(.plain, [.number(1)])])
        #expect(throws: Full.self) { try CSVWriter.write(report) { _ in throw Full() } }
        #expect(throws: Full.self) { try JSONWriter.write(report) { _ in throw Full() } }
        #expect(throws: Full.self) {
            try TextWriter.write(report, Catalog(.english)) { _ in throw Full() }
        }
    }
}
