internal import Accounting
internal import Testing

@testable internal import Rendering

@Suite("Pages for people")
struct PageTests {
    private static func page(
        _ columns: [Column], _ rows: [(LineStyle, [Cell])], _ language: Language = .english,
        title: String = "T"
    ) throws -> [String] {
        let bytes = try written {
            try TextWriter.write(report(columns, rows, title: title), Catalog(language), to: $0)
        }
        return String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test("a page as it stands")
    func whole() throws {
        let lines = try Self.page(
            [Column("account"), Column("name"), Column("debit", right: true)],
            [
                (.heading, [.text("a heading wider than all its columns together")]),
                (.plain, [.text("411"), .text("Clients"), .amount(123_450, 2)]),
                (.plain, [.text("7"), .text(""), .empty]),
                (.total, [.text("Total"), .empty, .amount(123_450, 2)]),
            ])
        let labels = Catalog(.english)
        #expect(lines.prefix(2) == ["T", "="])
        #expect(
            lines.suffix(11)
                == [
                    "D", "", "Account  Name        Debit", "-------  -------  --------",
                    "a heading wider than all its columns together", "411      Clients  1,234.50",
                    "7",
                    "                  --------", "Total             1,234.50", "", "F", "",
                ].suffix(11))
        #expect(labels.text("column.account") == "Account")
    }

    @Test(
        "columns stand under each other with accents and wide letters", arguments: Language.allCases
    )
    func aligned(language: Language) throws {
        let texts = ["a", "é", "e\u{301}", "漢字", "テスト", "한글", "😀", "Ａ", "ﬁ", "", "Ω"]
        let lines = try Self.page(
            [Column("name"), Column("amount", right: true)],
            texts.map { (.plain, [.text($0), .amount(100_000, 2)]) }, language)
        let amount = Catalog(language).amount(100_000, exponent: 2)
        let rows = lines.filter { $0.hasSuffix(amount) }
        #expect(rows.count == texts.count)
        #expect(Set(rows.map(TextWriter.width)).count == 1, "every line is as wide")
        let rule = try #require(lines.first { $0.hasPrefix("--") })
        #expect(rows.allSatisfy { TextWriter.width($0) == TextWriter.width(rule) })
    }

    @Test(
        "the columns a text takes on a terminal",
        arguments: [
            ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("ｱ", 1), ("Ａ", 2), ("한", 2),
            ("😀", 2), ("、", 2), ("€", 1), ("…", 1),
        ])
    func width(text: String, columns: Int) { #expect(TextWriter.width(text) == columns) }

    @Test("rare ideographs and flags are wide too", arguments: ["𠮷", "🇫🇷", "￥"])
    func rareWidth(text: String) {
        #expect(TextWriter.width(text) == 2)
    }

    @Test("a long text is cut with an ellipsis, columns stay aligned")
    func long() throws {
        let lines = try Self.page(
            [Column("name"), Column("amount", right: true)],
            [
                (.plain, [.text(String(repeating: "x", count: 100)), .amount(1, 2)]),
                (.plain, [.text("y"), .amount(1, 2)]),
            ])
        let rows = lines.filter { $0.hasSuffix("0.01") }
        #expect(rows.first?.hasPrefix(String(repeating: "x", count: 59) + "…") == true)
        #expect(Set(rows.map(TextWriter.width)).count == 1)
    }

    @Test("a long text of wide letters is cut to the column's width")
    func longWide() throws {
        let lines = try Self.page(
            [Column("name"), Column("amount", right: true)],
            [
                (.plain, [.text(String(repeating: "漢", count: 60)), .amount(1, 2)]),
                (.plain, [.text("y"), .amount(1, 2)]),
            ])
        let rows = lines.filter { $0.hasSuffix("0.01") }
        #expect(Set(rows.map(TextWriter.width)).count == 1)
    }

    @Test("nothing in a cell moves the cursor, turns the text or breaks the line")
    func harmless() throws {
        for text in naughty {
            let lines = try Self.page(
                [Column("name"), Column("amount", right: true)],
                [(.plain, [.text("<" + text + ">"), .amount(1, 2)])])
            let plain = try Self.page(
                [Column("name"), Column("amount", right: true)],
                [(.plain, [.text("<x>"), .amount(1, 2)])])
            #expect(lines.count == plain.count)
            for scalar in lines.joined().unicodeScalars {
                #expect(!scalar.isUnprintable, "U+\(String(scalar.value, radix: 16))")
            }
        }
    }

    @Test(
        "controls, direction marks and invisible marks become visible",
        arguments: [
            0x00, 0x07, 0x08, 0x09, 0x0A, 0x0D, 0x1B, 0x7F, 0x80, 0x85, 0x9B, 0x200B, 0x200D,
            0x200E, 0x200F,
            0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF,
        ] as [UInt32])
    func unprintable(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        let printable = "a\(Character(scalar))b".printable
        #expect(Array(printable.unicodeScalars) == ["a", "\u{FFFD}", "b"])
    }

    @Test(
        "the remaining marks of direction and line",
        arguments: [0x061C, 0x2028, 0x2029, 0x00AD, 0x180E, 0xE0041] as [UInt32])
    func moreUnprintable(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        #expect("a\(Character(scalar))b".printable.unicodeScalars.contains("\u{FFFD}"))
    }

    @Test(
        "letters of every script stay as they are",
        arguments: [
            "é", "ß", "Ω", "Ж", "א", "ع", "漢", "ก", "😀", "€", "–", "’", "\u{A0}", "\u{202F}",
            "e\u{301}",
        ])
    func printable(text: String) { #expect(Array(text.printable.utf8) == Array(text.utf8)) }

    @Test("a title cannot write to the terminal")
    func title() throws {
        let lines = try Self.page([Column("name")], [], title: "\u{1B}]0;x\u{7}")
        #expect(!lines[0].unicodeScalars.contains("\u{1B}"))
    }

    @Test("a page without rows says so")
    func empty() throws {
        for language in Language.allCases {
            let lines = try Self.page([Column("name")], [], language)
            #expect(lines.contains(Catalog(language).text("no-rows")))
        }
    }

    @Test("a finding in three lines, nothing of the data acts on the terminal")
    func finding() {
        var finding = Finding(
            "V-105", .error, at: Place(file: "bank/a.csv", line: 3, column: 2),
            found: "a\u{1B}[31mb", ["fields": "2", "expected": "3\u{202E}"])
        for language in Language.allCases {
            let block = Catalog(language).block(finding, slug: "row-ragged")
            let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count == 4 && lines[3].isEmpty)
            #expect(lines[0].contains("V-105 row-ragged  bank/a.csv:3:2"))
            #expect(lines[1].hasPrefix("  ") && lines[2].hasPrefix("  "))
            #expect(!lines.joined().unicodeScalars.contains { $0.isUnprintable })
            #expect(block.contains("a\u{FFFD}[31mb"))
        }
        finding.place.file = "bank/\u{1B}[2J\n.csv"
        let block = Catalog(.english).block(finding, slug: "row-ragged")
        #expect(block.split(separator: "\n").count == 3)
        #expect(!block.unicodeScalars.contains("\u{1B}"))
    }

    @Test("a fix says where a source's settings stand, also for a file of none")
    func sourceOfFix() {
        func fix(_ language: Language, _ source: String?) -> String {
            let finding = Finding(
                "V-124", .error, at: Place(file: "a"), source.map { ["source": $0] } ?? [:])
            return Catalog(language).fix(finding, slug: "file-empty")
        }
        #expect(fix(.english, "bank").hasPrefix("check sources.bank.format"))
        #expect(fix(.english, "").hasPrefix("check sources.<name>.format"))
        #expect(fix(.french, nil).hasPrefix("vérifier sources.<nom>.format"))
    }

    @Test("a failure's sentence with its place, and findings beyond the first thousand")
    func sentences() {
        let failure = Failure(
            .configuration, "yaml", at: Place(file: "a.yml", line: 3), ["reason": "r"])
        #expect(
            Catalog(.english).sentence(failure) == "a.yml:3: the settings are not valid YAML: r")
        let io = Failure(.inputOutput, "io", ["path": "/x", "reason": "gone"])
        #expect(Catalog(.english).sentence(io) == "/x: gone")
        #expect(Catalog(.french).sentence(io) == "/x\u{202F}: gone")
        let more = Finding("V-105", .error, at: Place(file: "a"), ["more": "12"])
        for language in Language.allCases {
            #expect(Catalog(language).detail(more, slug: "row-ragged").contains("12"))
        }
    }
}
