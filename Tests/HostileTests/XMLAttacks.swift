import Formats
import Testing

/// A document that means harm, and what must become of it.
struct XMLAttack: Sendable {
    enum End: Sendable {
        /// Refused, before anything was told, because it has a document type.
        case doctype
        /// Refused.
        case refused
        /// Refused, or read as if the harm were not there.
        case harmless
    }

    let name: String
    let bytes: [UInt8]
    let end: End

    init(_ name: String, _ bytes: [UInt8], _ end: End) {
        (self.name, self.bytes, self.end) = (name, bytes, end)
    }

    init(_ name: String, _ text: String, _ end: End) { self.init(name, Array(text.utf8), end) }
}

/// The plain statement that attacks are put into.
enum PlainCamt {
    /// - Parameters:
    ///   - prolog: before the root element.
    ///   - attributes: of the statement.
    ///   - inside: between the account and the entry.
    ///   - text: of the entry's remittance information.
    ///   - epilog: behind the root element.
    static func text(
        prolog: String = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", attributes: String = "",
        inside: String = "", text: String = "RENT", epilog: String = ""
    ) -> String {
        prolog
            + "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>"
            + "<Stmt\(attributes)><Id>1</Id><Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id>"
            + "<Ccy>EUR</Ccy></Acct>" + balance("OPBD", "100.00") + balance("CLBD", "90.00")
            + inside + "<Ntry><Amt Ccy=\"EUR\">10.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>"
            + "<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-09-05</Dt></BookgDt><NtryDtls><TxDtls>"
            + "<RmtInf><Ustrd>\(text)</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt>"
            + "</BkToCstmrStmt></Document>\(epilog)"
    }

    private static func balance(_ code: String, _ amount: String) -> String {
        "<Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">\(amount)</Amt>"
            + "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-09-30</Dt></Dt></Bal>"
    }
}

extension XMLAttack {
    static let all = doctypes + bombs + depths + attributes + lengths + characters + shapes

    // MARK: D1, D2 · Document types and what reaches outside

    private static let declarations: [(String, String)] = [
        ("empty", "Document"), ("subset", "Document []"),
        ("file", "Document SYSTEM 'file:///etc/passwd'"),
        ("path", "Document SYSTEM '/etc/passwd'"),
        ("http", "Document PUBLIC '-//x//y' 'http://127.0.0.1:1/x.dtd'"),
        ("ftp", "Document SYSTEM 'ftp://127.0.0.1:1/x.dtd'"),
        ("UNC", "Document SYSTEM '\\\\127.0.0.1\\share\\x.dtd'"),
        ("entity file", "Document [<!ENTITY x SYSTEM 'file:///etc/passwd'>]"),
        ("entity http", "Document [<!ENTITY x SYSTEM 'http://127.0.0.1:1/'>]"),
        ("entity php", "Document [<!ENTITY x SYSTEM 'php://filter/resource=/etc/passwd'>]"),
        ("entity jar", "Document [<!ENTITY x SYSTEM 'jar:file:///tmp/a.zip!/b'>]"),
        ("entity public", "Document [<!ENTITY x PUBLIC '-//x//y' 'file:///dev/zero'>]"),
        ("parameter", "Document [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]"),
        ("internal", "Document [<!ENTITY x 'y'>]"),
        ("default", "Document [<!ATTLIST Amt Ccy CDATA 'XXX'>]"),
        ("unparsed", "Document [<!NOTATION n SYSTEM 'x'><!ENTITY x SYSTEM 'y' NDATA n>]"),
        ("conditional", "Document [<![INCLUDE[<!ENTITY x 'y'>]]>]"),
    ]

    private static let doctypes: [XMLAttack] = declarations.flatMap { name, declaration in
        let text = PlainCamt.text(prolog: "<!DOCTYPE \(declaration)>", text: "&x;")
        let long = "<!--" + String(repeating: " comment", count: 8192) + "-->"
        return [
            XMLAttack("doctype \(name)", text, .doctype),
            XMLAttack("doctype \(name), marked", [0xEF, 0xBB, 0xBF] + text.utf8, .doctype),
            XMLAttack("doctype \(name), UTF-16LE", wide(text, swapped: false), .doctype),
            XMLAttack("doctype \(name), UTF-16BE", wide(text, swapped: true), .doctype),
            XMLAttack("doctype \(name) behind a comment", long + text, .doctype),
        ]
    }

    private static func wide(_ text: String, swapped: Bool) -> [UInt8] {
        ([0xFEFF] + Array(text.utf16)).flatMap { unit -> [UInt8] in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return swapped ? [high, low] : [low, high]
        }
    }

    private static let bombs: [XMLAttack] = {
        let laughs = (1...9).map {
            "<!ENTITY l\($0) '" + String(repeating: "&l\($0 - 1);", count: 10) + "'>"
        }.joined()
        let parameters = (1...9).map {
            "<!ENTITY % p\($0) '" + String(repeating: "%p\($0 - 1);", count: 10) + "'>"
        }.joined()
        let square = "<!ENTITY a '" + String(repeating: "A", count: 100_000) + "'>"
        func bomb(_ subset: String, _ text: String) -> String {
            PlainCamt.text(prolog: "<!DOCTYPE Document [\(subset)]>", text: text)
        }
        let include = "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/passwd'"
        let schema = " xmlns:i='http://www.w3.org/2001/XMLSchema-instance'"
        return [
            XMLAttack("billion laughs", bomb("<!ENTITY l0 'lol'>" + laughs, "&l9;"), .doctype),
            XMLAttack("parameter laughs", bomb("<!ENTITY % p0 'x'>" + parameters, "x"), .doctype),
            XMLAttack(
                "quadratic", bomb(square, String(repeating: "&a;", count: 20_000)), .doctype),
            XMLAttack("cyclic", bomb("<!ENTITY a '&b;'><!ENTITY b '&a;'>", "&a;"), .doctype),
            XMLAttack("itself", bomb("<!ENTITY a '&a;'>", "&a;"), .doctype),
            XMLAttack("undeclared entity", PlainCamt.text(text: "&x;"), .refused),
            XMLAttack("XInclude", PlainCamt.text(inside: include + "/>"), .harmless),
            XMLAttack(
                "XInclude as text", PlainCamt.text(text: include + " parse='text'/>"), .harmless),
            XMLAttack(
                "stylesheet",
                PlainCamt.text(prolog: "<?xml-stylesheet href='file:///etc/passwd'?>"), .harmless),
            XMLAttack(
                "schema", PlainCamt.text(attributes: schema + " i:schemaLocation='x /etc/passwd'"),
                .harmless),
            XMLAttack(
                "schema without a namespace",
                PlainCamt.text(
                    attributes: schema + " i:noNamespaceSchemaLocation='http://127.0.0.1:1/'"),
                .harmless),
            XMLAttack(
                "base", PlainCamt.text(attributes: " xml:base='file:///etc/'"), .harmless),
        ]
    }()
}
