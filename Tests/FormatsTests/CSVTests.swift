internal import Accounting
internal import Testing

@testable internal import Formats

/// A record as the tests see it.
struct Cut: Equatable, CustomStringConvertible {
    var fields: [String]
    var line: Int32
    var offset: Int64
    var length: Int32
    var marks: String

    var description: String {
        "\(line)@\(offset)+\(length)\(marks) " + fields.joined(separator: "|")
    }
}

/// The records of a CSV file read in the given pieces, and the flaw it ended in.
func cut(
    _ pieces: [[UInt8]], delimiter: Character = ",", quote: Character = "\""
) throws -> (records: [Cut], flaw: Flaw?) {
    var reader = CSVReader(
        delimiter: delimiter.asciiValue ?? 44, quote: quote.asciiValue ?? 34)
    var records: [Cut] = []
    let flaw = try flaw {
        for (index, piece) in pieces.enumerated() {
            try withBytes(piece) { bytes in
                try reader.feed(bytes, isLast: index == pieces.count - 1) { record in
                    var marks = record.isMalformed ? "!" : ""
                    if record.hasNUL { marks += "0" }
                    if record.hasHighBytes { marks += "h" }
                    if record.isBlank { marks += "_" }
                    records.append(
                        Cut(
                            fields: (0..<record.count).map {
                                String(decoding: record.unquoted($0), as: UTF8.self)
                            }, line: record.span.line, offset: record.span.offset,
                            length: record.span.length, marks: marks))
                }
            }
        }
    }
    return (records, flaw)
}

@Suite("CSV: the records of RFC 4180 and of real files")
struct CSVTests {
    /// In the tables `␍` is CR, `␊` LF, `⍰` a NUL, `⌘` a byte order mark, `∅` an empty file.
    static func raw(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for character in text {
            switch character {
            case "␍": bytes.append(13)
            case "␊": bytes.append(10)
            case "⍰": bytes.append(0)
            case "⌘": bytes += [0xEF, 0xBB, 0xBF]
            default: bytes += Array(String(character).utf8)
            }
        }
        return bytes
    }

    /// `|` is what parts the cells of the tables, so fields are shown between `·`.
    static let table = textTable(
        #"""
        file                     | records: line, fields; ! malformed, _ blank, 0 NUL, h high
        ∅                        | ∅
        a                        | 1 a
        a,b                      | 1 a·b
        a,b␊                     | 1 a·b
        a,b␍␊                    | 1 a·b
        a,b␍                     | 1 a·b
        a,b␍␍␊                   | 1 a·b
        a␊b                      | 1 a / 2 b
        a␍b                      | 1 a / 2 b
        a␍␊b                     | 1 a / 2 b
        a␍␍␊b␍␍␊                 | 1 a / 2 b
        a␍␍b                     | 1 a / 2_ / 3 b
        a␊␊b                     | 1 a / 2_ / 3 b
        a␍␊␍␊b                   | 1 a / 2_ / 3 b
        ␊                        | 1_
        ␍␊␍␊                     | 1_ / 2_
        ,                        | 1_
        ,,␊                      | 1_
        a,b␊,␊c                  | 1 a·b / 2_ / 3 c
        a,␊                      | 1 a·
        a,                       | 1 a·
        ,a                       | 1 ·a
        ␠a , b␠␊                 | 1 ␠a ·␠b␠
        "a"                      | 1 a
        "a","b"␊                 | 1 a·b
        ""                       | 1 ∅
        "",""                    | 1 ·
        "a,b"                    | 1 a,b
        "a""b"                   | 1 a"b
        """"                     | 1 "
        """""",x                 | 1 ""·x
        """a"""                  | 1 "a"
        "a␊b",c␊d                | 1 a␊b·c / 3 d
        "a␍␊b",c␍␊d              | 1 a␍␊b·c / 3 d
        "a␍b",c␊d                | 1 a␍b·c / 3 d
        "␊␊",c␊d                 | 1 ␊␊·c / 4 d
        "a" ,b                   | 1 a·b
        "a"x,b                   | 1! a·b
        "a""x"y                  | 1! a"x
        a"b,c                    | 1 a"b·c
        a"b"c                    | 1 a"b"c
        ␠"a,b"                   | 1 ␠"a·b"
        ⌘a,b␊c                   | 1 a·b / 2 c
        ⌘"a",b                   | 1 a·b
        ⌘                        | ∅
        a⌘b                      | 1h a⌘b
        é,"ü"                    | 1h é·ü
        "ü"␊a                    | 1h ü / 2 a
        a⍰b,c␊d                  | 10 a⍰b·c / 2 d
        "a⍰b"                    | 10 a⍰b
        a,b,c␊d␊e,f              | 1 a·b·c / 2 d / 3 e·f
        sep=,␊a                  | 1 sep=· / 2 a
        """#)

    private static func told(_ records: [Cut]) -> String {
        records.map { record in
            let isBlank = record.marks.contains("_")
            let text = isBlank ? "" : " " + record.fields.joined(separator: "·")
            return "\(record.line)\(record.marks)" + (text == " " ? " ∅" : text)
        }.joined(separator: " / ")
    }

    @Test("records", arguments: table)
    func records(row: [String]) throws {
        let (records, flaw) = try cut([Self.raw(row[0])])
        let told = Self.told(records)
        #expect(Array(told.utf8) == Self.raw(row[1]), "\(told)")
        #expect(flaw == nil)
    }

    @Test("every cut of the file into two pieces gives the same records", arguments: table)
    func twoPieces(row: [String]) throws {
        let bytes = Self.raw(row[0])
        let whole = try cut([bytes]).records
        for at in 0...bytes.count {
            let parts = [Array(bytes[..<at]), Array(bytes[at...])]
            #expect(try cut(parts).records == whole, "cut at \(at)")
            #expect(try cut(parts + [[]]).records == whole, "cut at \(at), empty end")
        }
        #expect(try cut(bytes.map { [$0] } + [[]]).records == whole, "byte by byte")
    }

    @Test("a longer file, every cut into two and every size of piece")
    func longer() throws {
        let bytes = Self.raw(
            "⌘Date;Libellé;Montant␍␊01/09;\"Café; \"\"Noir\"\"\";12,00␍␊␍␊02/09;\"deux␍␊lignes\";-3"
                + "␍␍␊03/09;é;4␍04/09;⍰;5␊\"05\"x;;\n06/09;fin;6")
        let whole = try cut([bytes], delimiter: ";").records
        #expect(whole.count == 8)
        for at in 0...bytes.count {
            let parts = [Array(bytes[..<at]), Array(bytes[at...])]
            #expect(try cut(parts, delimiter: ";").records == whole, "cut at \(at)")
        }
        for size in 1...bytes.count {
            let parts = pieces(bytes, of: size).map(\.piece)
            #expect(try cut(parts, delimiter: ";").records == whole, "pieces of \(size)")
        }
    }

    @Test("a record's span slices back to its bytes, its lines count up", arguments: table)
    func spans(row: [String]) throws {
        let bytes = Self.raw(row[0])
        var end = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        for record in try cut([bytes]).records {
            let (start, stop) = (Int(record.offset), Int(record.offset) + Int(record.length))
            #expect(start == end, "records follow each other")
            let slice = Array(bytes[start..<stop])
            let again = try cut([slice]).records
            #expect(record.length == 0 || again.map(\.fields) == [record.fields])
            end = stop
            var ends = 0
            while end < bytes.count, bytes[end] == 13 || bytes[end] == 10, ends < 3 {
                let isEnd = bytes[end] == 10
                end += 1
                ends += 1
                if isEnd { break }
                // A lone CR ends a record unless (CR) LF follows.
                let rest = bytes[end...]
                if !rest.starts(with: [10]), !rest.starts(with: [13, 10]) { break }
            }
        }
        #expect(end == bytes.count)
    }

    @Test("a quote open at the end is refused at its line", arguments: [1, 2, 3, 1000])
    func openQuote(size: Int) throws {
        for (text, line) in [("\"a", 1), ("a\n\"b", 2), ("a\n\"b\nc\n", 2), ("a,\"\"\"", 1)] {
            let parts = pieces(Array(text.utf8), of: size).map(\.piece)
            let (records, flaw) = try cut(parts)
            #expect(flaw?.defect == .truncated, "\(text)")
            #expect(flaw?.line == line, "\(text)")
            #expect(records.count == line - 1)
        }
    }

    @Test("other delimiters", arguments: [";", "\t", "|"] as [Character])
    func delimiters(delimiter: Character) throws {
        let text = "a\(delimiter)\"b\(delimiter)c\"\(delimiter)d,e"
        let records = try cut([Array(text.utf8)], delimiter: delimiter).records
        #expect(records.map(\.fields) == [["a", "b\(delimiter)c", "d,e"]])
    }

    @Test("a declared quote: delimiters and line ends inside it")
    func otherQuote() throws {
        let records = try cut([Array("'a,b','c\nd',\"e\"".utf8)], quote: "'").records
        #expect(records.map(\.fields) == [["a,b", "c\nd", "\"e\""]])
    }

    @Test("a declared quote written twice means one")
    func otherQuoteTwice() throws {
        let records = try cut([Array("'l''eau'".utf8)], quote: "'").records
        #expect(records.map(\.fields) == [["l'eau"]])
    }

    @Test("a record that never ends is refused once it is over the limit")
    func endless() throws {
        for start in ["a", "\""] {
            let block = [UInt8](repeating: UInt8(ascii: "x"), count: 256 << 10)
            let parts = [Array(start.utf8)] + (0..<8).map { _ in block }
            #expect(try cut(parts).flaw?.defect == .limit)
        }
    }

    @Test("a record just below the limit is read")
    func justBelow() throws {
        let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: Limits.record - 1) + [10]
        for size in [bytes.count, 256 << 10] {
            let (records, flaw) = try cut(pieces(bytes, of: size).map(\.piece))
            #expect(flaw == nil)
            #expect(records.first?.length == Int32(Limits.record - 1))
        }
    }

    @Test("a record over the limit is refused however its bytes arrive")
    func overTheLimit() throws {
        let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: Limits.record + 65_537) + [10]
        #expect(try cut(pieces(bytes, of: 64 << 10).map(\.piece)).flaw?.defect == .limit)
        let found = try cut([bytes]).flaw
        #expect(found?.defect == .limit)
    }

    @Test("fields of every length, and every byte in them, are cut alike", arguments: ["", "\""])
    func lengths(quote: String) throws {
        for byte: UInt8 in [0, 9, 11, 14, 33, 127, 128, 255] {
            var file: [UInt8] = []
            var expected: [Int] = []
            for length in 0..<40 {
                let field = Array(quote.utf8) + [UInt8](repeating: byte, count: length)
                file += field + Array(quote.utf8) + [length % 3 == 2 ? 10 : 44]
                expected.append(length)
            }
            for size in [1, 7, file.count] {
                var reader = CSVReader(delimiter: 44)
                var found: [Int] = []
                for (piece, isLast) in pieces(file, of: size) {
                    try withBytes(piece) { bytes in
                        try reader.feed(bytes, isLast: isLast) { record in
                            for index in 0..<record.count { found.append(record[index].count) }
                            let isEmpty = (0..<record.count).allSatisfy { record[$0].isEmpty }
                            #expect(record.hasNUL == (byte == 0 && !isEmpty))
                            #expect(record.hasHighBytes == (byte > 127 && !isEmpty))
                        }
                    }
                }
                #expect(found == expected + [0])
            }
        }
    }

    @Test("a hundred thousand empty lines and a row of a hundred thousand fields")
    func many() throws {
        let lines = try cut([[UInt8](repeating: 10, count: 100_000)]).records
        #expect(lines.count == 100_000)
        #expect(lines.last?.line == 100_000)
        let wide = try cut([[UInt8](repeating: 44, count: 99_999)]).records
        #expect(wide.map(\.fields.count) == [100_000])
    }
}
