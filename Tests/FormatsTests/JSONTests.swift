internal import Accounting
internal import Testing

@testable internal import Formats

@Suite("JSON: strict, whole, every value looked at")
struct JSONTests {
    /// What a walk tells, one word an event; nil where the document is refused.
    private static func walk(_ bytes: [UInt8], _ reader: JSONReader = JSONReader()) throws
        -> String?
    {
        final class Told { var words: [String] = [] }
        let told = Told()
        let flaw = try flaw {
            try withBytes(bytes) { document in
                try reader.walk(document) { event, text in
                    let text = String(decoding: text, as: UTF8.self)
                    switch event {
                    case .objectStart: told.words.append("{")
                    case .objectEnd: told.words.append("}")
                    case .arrayStart: told.words.append("[")
                    case .arrayEnd: told.words.append("]")
                    case .key: told.words.append(text + ":")
                    case .string: told.words.append("\"" + text + "\"")
                    case .number: told.words.append(text)
                    case .yes: told.words.append("true")
                    case .no: told.words.append("false")
                    case .null: told.words.append("null")
                    }
                }
            }
        }
        return flaw == nil ? told.words.joined(separator: " ") : nil
    }

    @Test(
        "documents and what they tell",
        arguments: textTable(
            #"""
            document                        | told
            {}                              | { }
            []                              | [ ]
            ␠{␠}␠                           | { }
            {"a":1}                         | { a: 1 }
            {"a":"1"}                       | { a: "1" }
            {"a":12.50}                     | { a: 12.50 }
            {"a":-0.10}                     | { a: -0.10 }
            {"a":1e5}                       | { a: 1e5 }
            {"a":1E+05}                     | { a: 1E+05 }
            {"a":0}                         | { a: 0 }
            {"a":123456789012345678901234}  | { a: 123456789012345678901234 }
            {"a":0.1000000000000000055511}  | { a: 0.1000000000000000055511 }
            {"a":true,"b":false,"c":null}   | { a: true b: false c: null }
            [1,[2,[3]],{"a":[]}]            | [ 1 [ 2 [ 3 ] ] { a: [ ] } ]
            {"a":{"b":{"c":"d"}}}           | { a: { b: { c: "d" } } }
            {"a":1,"b":{"a":2}}             | { a: 1 b: { a: 2 } }
            {"":""}                         | { : "" }
            {"a":"\u00e9\n\t\"\\\/"}        | { a: "é␊↹"\/" }
            {"\u0061":1}                    | { a: 1 }
            {"a":"\ud83d\ude00"}            | { a: "😀" }
            {"a":"Café €"}                  | { a: "Café €" }
            "text"                          | "text"
            12.5                            | 12.5
            ␠-3␠                            | -3
            true                            | true
            null                            | null
            """#))
    func accepted(row: [String]) throws {
        let told = try Self.walk(Array(row[0].utf8))
        let expected = row[1].replacing("␊", with: "\n").replacing("↹", with: "\t")
        #expect(told == expected)
    }

    @Test(
        "what is refused",
        arguments: [
            "", " ", "\n", "{", "}", "[", "]", "{\"a\"", "{\"a\":", "{\"a\":}", "{\"a\":1",
            "{\"a\":1,}",
            "{,}", "{\"a\":1,,\"b\":2}", "{a:1}", "{'a':1}", "{1:1}", "{\"a\" 1}",
            "{\"a\":1 \"b\":2}",
            "[1", "[1,]", "[,1]", "[1 2]", "[1,,2]", "{\"a\":01}", "{\"a\":+1}", "{\"a\":.5}",
            "{\"a\":5.}",
            "{\"a\":1e}", "{\"a\":1e+}", "{\"a\":0x10}", "{\"a\":--1}", "{\"a\":-}",
            "{\"a\":1_000}",
            "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":-Infinity}", "{\"a\":nul}", "{\"a\":True}",
            "{\"a\":tru}", "{\"a\":truely}", "{\"a\":1a}", "{\"a\":\"b}", "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12\"}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\\udc00\\ud800\"}",
            "{\"a\":\"\n\"}",
            "{\"a\":\"\t\"}", "{\"a\":\"\u{1}\"}", "{\"a\":\"\u{0}\"}", "{\"a\":1}\u{0}", "{}{}",
            "{} x",
            "{},", "[][]", "{}]", "1 2", "1,2", "\"a\" \"b\"", "\"a", "true false", "{\"a\":1}//x",
            "/*x*/{}", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}",
            "{\"b\":{\"a\":1,\"c\":2,\"a\":3}}",
            "[{\"a\":1},{\"b\":1,\"b\":1}]", "\u{FEFF}{}", "١", "{\"a\":１}", "[\"a\",\n4\n,1,",
            "nul", "-",
        ])
    func refused(document: String) throws {
        #expect(try Self.walk(Array(document.utf8)) == nil)
    }

    @Test(
        "bytes that are no UTF-8 are refused as such",
        arguments: ["FF", "C3 28", "C0 AF", "ED A0 80", "F4 90 80 80", "E2 82"])
    func encoding(bytes: String) throws {
        let document = Array("{\"a\":\"".utf8) + hex(bytes) + Array("\"}".utf8)
        let flaw = try flaw {
            try withBytes(document) { try JSONReader().walk($0, line: 7) { _, _ in } }
        }
        #expect(flaw?.defect == .encoding)
        #expect(flaw?.line == 7)
    }

    @Test("nesting of 64 is read, of 65 refused", arguments: ["[]", "{}"])
    func depth(pair: String) throws {
        func nested(_ levels: Int) -> [UInt8] {
            pair == "[]"
                ? Array(
                    (String(repeating: "[", count: levels)
                        + String(repeating: "]", count: levels)).utf8)
                : Array(
                    (String(repeating: "{\"a\":", count: levels - 1) + "{}"
                        + String(repeating: "}", count: levels - 1)).utf8)
        }
        #expect(try Self.walk(nested(64)) != nil)
        #expect(try Self.walk(nested(65)) == nil)
        #expect(try Self.walk(nested(100_000)) == nil)
    }

    @Test("every beginning of a document is refused")
    func prefixes() throws {
        let text = #" {"order":"1","lines":[{"net":-12.50,"ok":true},null],"é":"\u00e9"}"#
        let bytes = Array(text.utf8)
        #expect(try Self.walk(bytes) != nil)
        var taken: [Int] = []
        for length in 0..<bytes.count where try Self.walk(Array(bytes[..<length])) != nil {
            taken.append(length)
        }
        #expect(taken.isEmpty)
    }

    @Test("what stands behind a document is no part of it")
    func ends() throws {
        let text = Array(#"{"a":"b"}:12,"c"]}"#.utf8)
        for (length, expected) in [(9, #"{ a: "b" }"#), (8, nil), (10, nil)] {
            #expect(try Self.walk(Array(text[..<length])) == expected)
            let told = try withBytes(text) { bytes in
                try flaw { try JSONReader().walk(Bytes(rebasing: bytes[..<length])) { _, _ in } }
            }
            #expect((told == nil) == (expected != nil))
        }
    }

    @Test("a key twice among any number of keys is refused", arguments: [2, 63, 64, 65, 300])
    func keys(count: Int) throws {
        func document(_ keys: some Sequence<Int>) -> [UInt8] {
            let members = keys.map { "\"k\($0)\":{\"k1\":1,\"k\($0 + 2)\":2}" }
            return Array("{\(members.joined(separator: ","))}".utf8)
        }
        #expect(try Self.walk(document(0..<count)) != nil)
        for twice in [0, count / 2, count - 1] {
            #expect(try Self.walk(document(Array(0..<count) + [twice])) == nil)
        }
    }

    @Test("a refused document tells nothing")
    func silence() throws {
        var told = 0
        for text in [#"{"a":1,"a":2}"#, #"{"a":[1,2,}"#, #"[1,2] 3"#] {
            let found = try flaw {
                try withBytes(Array(text.utf8)) { try JSONReader().walk($0) { _, _ in told += 1 } }
            }
            #expect(found?.defect == .malformed)
        }
        #expect(told == 0)
    }

    @Test("a reader goes on after a refused document")
    func again() throws {
        let reader = JSONReader()
        for _ in 0..<3 {
            #expect(try Self.walk(Array("{\"a\":[1,}".utf8), reader) == nil)
            #expect(try Self.walk(Array("{\"a\":[1]}".utf8), reader) == "{ a: [ 1 ] }")
        }
    }
}

@Suite("Lines of a file")
struct LineTests {
    private static func lines(_ parts: [[UInt8]]) throws -> (lines: [String], flaw: Flaw?) {
        var reader = LineReader()
        var lines: [String] = []
        let flaw = try flaw {
            for (index, part) in parts.enumerated() {
                try withBytes(part) { bytes in
                    try reader.feed(bytes, isLast: index == parts.count - 1) { line, span in
                        let text = String(decoding: line, as: UTF8.self)
                        lines.append("\(span.line)@\(span.offset)+\(span.length) \(text)")
                    }
                }
            }
        }
        return (lines, flaw)
    }

    @Test(
        "lines with their places, whatever the pieces",
        arguments: textTable(
            """
            file        | lines
            ∅           | ∅
            a           | 1@0+1 a
            a␊          | 1@0+1 a
            a␊b         | 1@0+1 a / 2@2+1 b
            a␊␊b␊       | 1@0+1 a / 2@2+0 ␠/ 3@3+1 b
            ␊           | 1@0+0␠
            ⌘a␊b        | 1@3+1 a / 2@5+1 b
            é␊€         | 1@0+2 é / 2@3+3 €
            """))
    func places(row: [String]) throws {
        let bytes = CSVTests.raw(row[0])
        #expect(try Self.lines([bytes]).lines.joined(separator: " / ") == row[1])
        for at in 0...bytes.count {
            let parts = [Array(bytes[..<at]), Array(bytes[at...])]
            #expect(try Self.lines(parts).lines.joined(separator: " / ") == row[1], "cut at \(at)")
        }
    }

    @Test("a line that never ends is refused once it is over the limit")
    func endless() throws {
        let block = [UInt8](repeating: UInt8(ascii: "x"), count: 256 << 10)
        #expect(try Self.lines((0..<8).map { _ in block }).flaw?.defect == .limit)
    }

    @Test("a line over the limit is refused however its bytes arrive")
    func overTheLimit() throws {
        let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: Limits.record + 100) + [10]
        let found = try Self.lines([bytes]).flaw
        #expect(found?.defect == .limit)
    }
}
