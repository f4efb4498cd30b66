internal import Accounting
internal import Foundation
internal import Testing

@testable internal import Rendering

/// The sources of the product, as text, by path below `Sources`.
enum Sources {
    static let all: [String: String] = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources").path
        var texts: [String: String] = [:]
        for path in (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
        where path.hasSuffix(".swift") {
            texts[path] = try? String(contentsOfFile: root + "/" + path, encoding: .utf8)
        }
        return texts
    }()

    /// What the first group of a pattern matches in all sources but the texts themselves.
    static func matches(_ pattern: String, in folder: String = "") throws -> Set<String> {
        let expression = try NSRegularExpression(pattern: pattern)
        var found: Set<String> = []
        for (path, text) in all where path.hasPrefix(folder) && !path.contains("Texts/") {
            let range = NSRange(text.startIndex..., in: text)
            for match in expression.matches(in: text, range: range) {
                if let group = Range(match.range(at: 1), in: text) {
                    found.insert(String(text[group]))
                }
            }
        }
        return found
    }
}

@Suite("The catalogue: two languages, one set of keys")
struct CatalogTests {
    private static func places(_ text: String) -> [String] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst()
            .compactMap { $0.split(separator: "}").first }.map(String.init).sorted()
    }

    @Test("French and English have the same keys")
    func keys() {
        #expect(Set(French.texts.keys).symmetricDifference(English.texts.keys).isEmpty)
        #expect(English.texts.count > 300)
    }

    @Test("a text has the same places in both languages")
    func samePlaces() {
        var different: Set<String> = []
        for (key, english) in English.texts {
            let french = French.texts[key].map(Self.places) ?? []
            // A place may be said twice in one language, so each counts once.
            if Set(french) != Set(Self.places(english)) { different.insert(key) }
        }
        #expect(different.isEmpty)
    }

    @Test("no text is empty, has loose blanks, braces left open or the other language's words")
    func tidy() {
        for (language, texts) in [("en", English.texts), ("fr", French.texts)] {
            for (key, text) in texts {
                let name = "\(language) \(key)"
                #expect(!text.isEmpty, "\(name)")
                #expect(text == text.trimmingCharacters(in: .whitespacesAndNewlines), "\(name)")
                #expect(!text.contains("  "), "\(name)")
                #expect(text.count { $0 == "{" } == text.count { $0 == "}" }, "\(name)")
                #expect(text.printable == text || text.contains("\n"), "\(name)")
            }
        }
    }

    @Test("sentences of rules are translated, not copied")
    func translated() {
        for (key, english) in English.texts
        where key.hasPrefix("rule.") && english.split(separator: " ").count > 4 {
            #expect(French.texts[key] != english, "\(key)")
        }
    }

    @Test("every rule has its title, detail, fix and explanation")
    func rules() throws {
        let slugs = try Sources.matches(#"static let slug = "([^"]+)""#, in: "Validation")
        #expect(slugs.count > 40)
        for slug in slugs {
            for part in ["title", "detail", "fix", "explain"] {
                #expect(English.texts["rule.\(slug).\(part)"] != nil, "rule.\(slug).\(part)")
            }
        }
        let told = English.texts.keys.filter { $0.hasPrefix("rule.") }
            .compactMap { $0.split(separator: ".").dropFirst().first.map(String.init) }
        #expect(Set(told).subtracting(slugs).isEmpty, "texts of rules that do not exist")
    }

    @Test("every failure has its sentence")
    func failures() throws {
        let slugs = try Sources.matches(
            #"Failure\(\s*(?:Failure\.Kind)?\.\w+(?:\([^)]*\))?,\s*"([a-z-]+)""#)
        #expect(slugs.count > 15)
        for slug in slugs.sorted() { #expect(English.texts["failure." + slug] != nil, "\(slug)") }
    }

    @Test("every column people see has its label")
    func columns() throws {
        let keys = try Sources.matches(#"Column\("([a-z_]+)""#)
        #expect(keys.count > 30)
        for key in keys.sorted() { #expect(English.texts["column." + key] != nil, "\(key)") }
    }

    @Test("every key the program asks for by name exists")
    func asked() throws {
        let keys = try Sources.matches(#"(?<![ \[(,]\.)\btext\(\s*"([a-z][a-z.-]*[a-z])""#)
        #expect(keys.count > 10)
        for key in keys.sorted() { #expect(English.texts[key] != nil, "\(key)") }
    }

    @Test("recipes, outcomes and severities have their words")
    func words() {
        let keys =
            Recipe.allCases.map { "recipe." + $0.name }
            + Outcome.allCases.map { "column." + $0.rawValue }
            + Severity.allCases.map { "severity." + $0.rawValue }
        for key in keys { #expect(English.texts[key] != nil, "\(key)") }
    }

    @Test("places are filled once; what is filled in is not looked at again")
    func filling() {
        let catalog = Catalog(.english)
        #expect(
            catalog.text("failure.io", ["path": "{reason}", "reason": "gone"]) == "{reason}: gone")
        #expect(catalog.text("failure.io", [:]) == ": ")
        #expect(catalog.text("no such key") == "no such key")
        #expect(!catalog.has("no such key") && catalog.has("failure.io"))
    }

    @Test(
        "amounts for people; `⎵` is a narrow no-break space",
        arguments: textTable(
            """
            minor units          | decimals | English                    | French
            0                    | 2        | 0.00                       | 0,00
            5                    | 2        | 0.05                       | 0,05
            -5                   | 2        | -0.05                      | -0,05
            99999                | 2        | 999.99                     | 999,99
            100000               | 2        | 1,000.00                   | 1⎵000,00
            -100000              | 2        | -1,000.00                  | -1⎵000,00
            123456789            | 2        | 1,234,567.89               | 1⎵234⎵567,89
            1234                 | 0        | 1,234                      | 1⎵234
            1234567              | 3        | 1,234.567                  | 1⎵234,567
            -9223372036854775808 | 9        | -9,223,372,036.854775808   | -9⎵223⎵372⎵036,854775808
            """))
    func amounts(row: [String]) throws {
        let (units, exponent) = (try #require(Int64(row[0])), try #require(Int(row[1])))
        #expect(Catalog(.english).amount(units, exponent: exponent) == row[2])
        #expect(
            Catalog(.french).amount(units, exponent: exponent)
                == row[3].replacing("⎵", with: "\u{202F}"))
    }

    @Test("days for people")
    func days() throws {
        let day = try #require(Day(iso: "0812-09-05"))
        #expect(Catalog(.english).day(day) == "0812-09-05")
        #expect(Catalog(.french).day(day) == "05/09/0812")
    }
}
