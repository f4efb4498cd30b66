/// Figures and findings to bytes: text, CSV, JSON, in French and English.
///
/// Input: figures of `Reports`, findings, failures. Output: UTF-8 bytes, piece by piece.
/// Entry: `Catalog`, `Tables`, `TextWriter`, `CSVWriter`, `JSONWriter`.
/// Architecture invariant: every sentence stands in `Texts/`, one set of files a language; the
/// same figures give the same bytes on any machine, whatever its locale.
public import Accounting

/// The languages we speak.
public enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case french = "fr"
}

/// Sentences, labels and numbers of one language.
public struct Catalog: Sendable {
    public let language: Language
    private let texts: [String: String]

    public init(_ language: Language) {
        self.language = language
        texts = language == .english ? English.texts : French.texts
    }

    /// True where the language has the text.
    public func has(_ key: String) -> Bool { texts[key] != nil }

    /// The text of a key with its `{name}` places filled; what is filled in is not looked at again.
    public func text(_ key: String, _ arguments: [String: String] = [:]) -> String {
        guard let template = texts[key] else { return key }
        guard template.utf8.contains(UInt8(ascii: "{")) else { return template }
        var result = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            result += arguments[String(rest[rest.index(after: open)..<close])] ?? ""
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// An amount for people: `1,234.50` in English, `1 234,50` in French.
    public func amount(_ minorUnits: Int64, exponent: Int) -> String {
        language == .english
            ? decimalText(minorUnits, exponent: exponent, mark: UInt8(ascii: "."), group: [44])
            : decimalText(
                minorUnits, exponent: exponent, mark: UInt8(ascii: ","),
                group: Array("\u{202F}".utf8))
    }

    /// A day for people: ISO 8601 in English, `30/09/2026` in French.
    public func day(_ day: Day) -> String {
        guard language == .french else { return day.description }
        let parts = day.description.split(separator: "-")
        return "\(parts[2])/\(parts[1])/\(parts[0])"
    }

    /// What a finding says, without its place.
    public func detail(_ finding: Finding, slug: String) -> String {
        if let more = finding.arguments["more"] {
            return text("more-findings", ["more": more])
        }
        return text("rule.\(slug).detail", filled(finding))
    }

    public func fix(_ finding: Finding, slug: String) -> String {
        text("rule.\(slug).fix", filled(finding))
    }

    private func filled(_ finding: Finding) -> [String: String] {
        var arguments = finding.arguments
        // A file of no source's, or one looked at before there is a client.
        if arguments["source", default: ""].isEmpty {
            arguments["source"] = text("source-unnamed")
        }
        arguments["found"] = finding.found
        arguments["file"] = finding.place.file
        arguments["line"] = String(finding.place.line)
        return arguments
    }

    /// A finding as it reads everywhere (DESIGN §5): three lines.
    public func block(_ finding: Finding, slug: String) -> String {
        let severity = text("severity." + finding.severity.rawValue)
        var head = "\(severity) \(finding.code) \(slug)  \(finding.place.description.printable)"
        if !finding.found.isEmpty { head += "  \"\(finding.found.printable)\"" }
        return head + "\n  " + detail(finding, slug: slug).printable + "\n  "
            + text("fix") + " " + fix(finding, slug: slug).printable + "\n"
    }

    /// What a failure says, with its place.
    public func sentence(_ failure: Failure) -> String {
        var arguments = failure.arguments
        if let path = failure.place?.file, arguments["path"] == nil { arguments["path"] = path }
        let sentence = text("failure." + failure.slug, arguments)
        let place = failure.place.map { "\($0): " } ?? ""
        return (place + sentence).printable
    }
}

extension String {
    /// Without control characters and direction marks: safe on a terminal and in a column.
    public var printable: String {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return self }
        guard unicodeScalars.contains(where: { $0.isUnprintable }) else { return self }
        var view = String.UnicodeScalarView()
        for scalar in unicodeScalars { view.append(scalar.isUnprintable ? "\u{FFFD}" : scalar) }
        return String(view)
    }
}

extension Unicode.Scalar {
    /// Controls, bidirectional overrides and invisible marks and letters.
    var isUnprintable: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x180B...0x180F,
            0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0,
            0xFFF9...0xFFFB, 0x1D173...0x1D17A, 0xE0000...0xE007F:
            true
        default: false
        }
    }
}
