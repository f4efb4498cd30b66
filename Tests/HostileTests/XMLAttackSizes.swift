/// D3 · Documents that are deep, wide, long or odd.
extension XMLAttack {
    static let depths: [XMLAttack] = [100, 1000, 10_000, 100_000, 1_000_000].flatMap { depth in
        let open = String(repeating: "<a>", count: depth)
        let close = String(repeating: "</a>", count: depth)
        return [
            XMLAttack(
                "depth \(depth) in a statement", PlainCamt.text(inside: open + close), .refused),
            XMLAttack("depth \(depth) in a text", PlainCamt.text(text: open + close), .refused),
            XMLAttack("depth \(depth) alone", open + close, .refused),
            XMLAttack("depth \(depth) never closed", open, .refused),
        ]
    }

    static let attributes: [XMLAttack] =
        [100, 1000, 10_000, 100_000].flatMap { count in
            let list = (0..<count).map { " a\($0)=''" }.joined()
            let prefixes = (0..<count).map { " xmlns:p\($0)='u\($0)'" }.joined()
            return [
                XMLAttack("\(count) attributes", PlainCamt.text(attributes: list), .refused),
                XMLAttack("\(count) prefixes", PlainCamt.text(attributes: prefixes), .refused),
            ]
        }
        + [
            XMLAttack("an attribute twice", PlainCamt.text(attributes: " a='' a=''"), .refused),
            XMLAttack(
                "a currency twice",
                PlainCamt.text().replacing(
                    "<Amt Ccy=\"EUR\">10", with: "<Amt Ccy=\"EUR\" Ccy=\"USD\">10"), .refused),
            XMLAttack(
                "an attribute twice by its namespace",
                PlainCamt.text(attributes: " xmlns:p='u' xmlns:q='u' p:a='' q:a=''"), .harmless),
            XMLAttack(
                "a currency of another namespace",
                PlainCamt.text().replacing(
                    "<Amt Ccy=\"EUR\">10", with: "<Amt xmlns:p='u' p:Ccy=\"USD\" Ccy=\"EUR\">10"),
                .harmless),
            XMLAttack("an unbound prefix", PlainCamt.text(inside: "<p:a/>"), .harmless),
        ]

    static let lengths: [XMLAttack] = [1 << 10, 1 << 16, 1 << 20, 1 << 24].flatMap { length in
        let long = String(repeating: "x", count: length)
        let references = String(repeating: "&#120;", count: length / 6)
        return [
            XMLAttack("a text of \(length)", PlainCamt.text(text: long), .harmless),
            XMLAttack(
                "a text of \(length) unread", PlainCamt.text(inside: "<a>\(long)</a>"), .harmless),
            XMLAttack("CDATA of \(length)", PlainCamt.text(text: "<![CDATA[\(long)]]>"), .harmless),
            XMLAttack(
                "a comment of \(length)", PlainCamt.text(inside: "<!--\(long)-->"), .harmless),
            XMLAttack(
                "an instruction of \(length)", PlainCamt.text(inside: "<?p \(long)?>"), .harmless),
            XMLAttack(
                "an element's name of \(length)", PlainCamt.text(inside: "<\(long)/>"), .harmless),
            XMLAttack(
                "an attribute's name of \(length)", PlainCamt.text(attributes: " \(long)=''"),
                .harmless),
            XMLAttack(
                "a value of \(length)", PlainCamt.text(attributes: " a='\(long)'"), .harmless),
            XMLAttack(
                "a namespace of \(length)", PlainCamt.text(attributes: " xmlns:p='\(long)'"),
                .harmless),
            XMLAttack("references of \(length)", PlainCamt.text(text: references), .harmless),
            XMLAttack(
                "blanks of \(length)",
                PlainCamt.text(inside: String(repeating: " ", count: length)), .harmless),
            XMLAttack(
                "\(length / 16) empty elements",
                PlainCamt.text(inside: String(repeating: "<a/>", count: length / 16)), .harmless),
            XMLAttack(
                "a comment of \(length) never closed", PlainCamt.text(inside: "<!--\(long)"),
                .refused),
            XMLAttack("CDATA of \(length) never closed", "<Document><![CDATA[\(long)", .refused),
            XMLAttack("a tag of \(length) never closed", "<Document \(long)", .refused),
            XMLAttack("a value of \(length) never closed", "<Document a='\(long)", .refused),
            XMLAttack(
                "a declaration of \(length)", "<?xml version='1.0' encoding='\(long)'?><a/>",
                .refused),
        ]
    }

    static let characters: [XMLAttack] = {
        let plain = Array(PlainCamt.text().utf8)
        func with(_ bytes: [UInt8], at mark: String) -> [UInt8] {
            let text = PlainCamt.text(text: "\u{1}")
            let parts = Array(text.utf8).split(separator: 1)
            return mark == "text" ? parts[0] + bytes + parts[1] : Array(plain.prefix(60)) + bytes
        }
        let odd: [(String, [UInt8])] = [
            ("NUL", [0]), ("a control character", [8]), ("overlong", [0xC0, 0xAF]),
            ("overlong of three", [0xE0, 0x80, 0xAF]), ("a surrogate", [0xED, 0xA0, 0x80]),
            ("U+FFFE", [0xEF, 0xBF, 0xBE]), ("a lone continuation", [0x80]),
            ("a cut character", [0xC3]), ("beyond Unicode", [0xF4, 0x90, 0x80, 0x80]),
            ("Latin-1", [0xE9]),
        ]
        let references = ["&#0;", "&#8;", "&#xD800;", "&#xFFFE;", "&#x110000;", "&#99999999999;"]
        let encodings = ["UTF-7", "EBCDIC-CP-US", "UTF-16", "UTF-32", "x-unknown", "CP037"]
        return odd.map { XMLAttack("\($0.0) in a text", with($0.1, at: "text"), .refused) }
            + odd.map { XMLAttack("\($0.0) in a name", with($0.1, at: "name"), .refused) }
            + references.map { XMLAttack("\($0)", PlainCamt.text(text: $0), .refused) }
            + encodings.map {
                XMLAttack(
                    "declared \($0)",
                    PlainCamt.text(prolog: "<?xml version=\"1.0\" encoding=\"\($0)\"?>"), .harmless)
            }
    }()

    static let shapes: [XMLAttack] = [
        XMLAttack("two roots", PlainCamt.text(epilog: "<Document/>"), .refused),
        XMLAttack("the document twice", PlainCamt.text() + PlainCamt.text(prolog: ""), .refused),
        XMLAttack("a text behind the root", PlainCamt.text(epilog: "x"), .refused),
        XMLAttack("a declaration behind blanks", " " + PlainCamt.text(), .refused),
        XMLAttack("two declarations", "<?xml version='1.0'?>" + PlainCamt.text(), .refused),
        XMLAttack("nothing", "", .refused), XMLAttack("a mark", [0xEF, 0xBB, 0xBF], .refused),
        XMLAttack("blanks", "  \n", .refused), XMLAttack("a bracket", "<", .refused),
        XMLAttack("an end", "</Document>", .refused), XMLAttack("text", "Document", .refused),
        XMLAttack("]]> in a text", PlainCamt.text(text: "]]>"), .refused),
        XMLAttack("-- in a comment", PlainCamt.text(inside: "<!-- -- -->"), .refused),
        XMLAttack("an instruction named xml", PlainCamt.text(inside: "<?xml x?>"), .refused),
        XMLAttack("a comment around the end", PlainCamt.text(epilog: "<!--"), .refused),
    ]
}
