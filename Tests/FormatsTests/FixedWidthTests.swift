internal import Accounting
internal import Testing

@testable internal import Formats

/// The lines of a text read in pieces: text, line, offset, length, whether a line end follows.
private func lines(
    _ bytes: [UInt8], by size: Int, encoding: TextEncoding? = nil, recordLength: Int? = nil
) throws -> [String] {
    var reader = TextLineReader(encoding, recordLength: recordLength)
    var found: [String] = []
    for (piece, isLast) in pieces(bytes, of: size) {
        try withBytes(piece) { piece in
            try reader.feed(piece, isLast: isLast) { line in
                let text = String(decoding: line.bytes, as: UTF8.self)
                let (span, end) = (line.span, line.isEnded ? "" : " open")
                found.append("\(text) \(span.line) \(span.offset)+\(span.length)\(end)")
            }
        }
    }
    return found
}

private func records(_ text: String, _ encoding: TextEncoding? = nil, length: Int = 10) throws
    -> [[String]]
{
    var reader = FixedWidthReader(length: length, encoding: encoding)
    let isLatin = encoding.map { !$0.isUTF8 } ?? false
    let bytes = isLatin ? text.unicodeScalars.map { UInt8($0.value) } : Array(text.utf8)
    var found: [[String]] = []
    try withBytes(bytes) { piece in
        try reader.feed(piece, isLast: true) { record in
            found.append([record.string(1...2), record.string(3...6), record.string(7...10)])
        }
    }
    return found
}

@Suite("Lines and fixed-width records")
struct FixedWidthTests {
    @Test("@@ ends a line where the file begins with it, whole or cut by a piece's end")
    func atSigns() throws {
        let text = "@@:20:A@b@@@c@@\nd@"
        let expected = [
            " 1 0+0", ":20:A@b 2 2+7", "@c 3 11+2", " 4 15+0", "d@ 5 16+2 open",
        ]
        for size in [1, 2, 3, 100] {
            #expect(try lines(Array(text.utf8), by: size) == expected, "by \(size)")
            let marked = try lines([0xEF, 0xBB, 0xBF] + text.utf8, by: size)
            #expect(
                marked.map { $0.split(separator: " ")[0] }
                    == expected.map {
                        $0.split(separator: " ")[0]
                    })
        }
        #expect(try lines(Array("x@@y".utf8), by: 1) == ["x@@y 1 0+4 open"])
    }

    @Test("line ends of every kind, a last line without one", arguments: [1, 2, 3, 100])
    func lineEnds(size: Int) throws {
        let text = Array("a\nbb\r\nc\r\r\nd\r\n\ne\rf".utf8)
        #expect(
            try lines(text, by: size) == [
                "a 1 0+1", "bb 2 2+2", "c 3 6+1", "d 4 10+1", " 5 13+0", "e 6 14+1",
                "f 7 16+1 open",
            ])
        #expect(try lines([], by: size).isEmpty)
        #expect(try lines(Array("\u{FEFF}a\n".utf8), by: size) == ["a 1 3+1"])
    }

    @Test("UTF-16 by its mark: text as UTF-8, places in the file's bytes", arguments: [1, 3, 100])
    func wide(size: Int) throws {
        let bytes = "\u{FEFF}é€\r\n😀b".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        #expect(try lines(bytes, by: size) == ["é€ 1 2+4", "😀b 2 10+6 open"])
        let odd = try flaw { _ = try lines(Array(bytes.dropLast()), by: size) }
        #expect(odd?.defect == .encoding)
    }

    @Test("records without line ends are cut by length", arguments: [1, 5, 100])
    func unbroken(size: Int) throws {
        let bytes = Array("aaaabbbbccccdd".utf8)
        #expect(
            try lines(bytes, by: size, recordLength: 4) == [
                "aaaa 1 0+4", "bbbb 2 4+4", "cccc 3 8+4", "dd 4 12+2 open",
            ])
        // A line end among the first four records: lines, of whatever length.
        #expect(
            try lines(Array("aaaaaaa\nbb".utf8), by: size, recordLength: 4) == [
                "aaaaaaa 1 0+7", "bb 2 8+2 open",
            ])
        #expect(try lines(Array("aa".utf8), by: size, recordLength: 4) == ["aa 1 0+2 open"])
    }

    @Test("a line longer than the limit is refused")
    func limit() throws {
        let long = [UInt8](repeating: 65, count: Limits.record + 1)
        let found = try flaw { _ = try lines(long + [10], by: 1 << 16) }
        #expect(found?.defect == .limit)
    }

    @Test("columns count characters: UTF-8 by itself, others as declared")
    func columns() throws {
        #expect(try records("01abcdefgh\n") == [["01", "abcd", "efgh"]])
        #expect(try records("01éàcdefgh\n") == [["01", "éàcd", "efgh"]])
        #expect(
            try records("01éàcdefgh\n", TextEncoding("ISO-8859-1")) == [["01", "éàcd", "efgh"]])
        // A short record: what is beyond its end is nothing; blank lines are passed over.
        #expect(try records("01ab\n   \n02\n") == [["01", "ab", ""], ["02", "", ""]])
    }

    @Test(
        "digits with an implied mark",
        arguments: textTable(
            """
            text                  | signed              | plain
            0000012345            | 12.345              | 12.345
            +12                   | 0.012               | none
            -12                   | -0.012              | none
            -                     | none                | none
            ∅                     | none                | none
            1 2                   | none                | none
            1.2                   | none                | none
            999999999999999999    | 999999999999999.999 | 999999999999999.999
            0009999999999999999999 | none               | none
            """))
    func digits(row: [String]) {
        let bytes = Array(row[0].utf8)
        #expect(Exact(signedDigits: bytes, scale: 3)?.text ?? "none" == row[1])
        #expect(Exact(digits: bytes, scale: 3)?.text ?? "none" == row[2])
    }
}
