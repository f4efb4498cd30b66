import Importers

/// Small files of the kind that has broken readers: fuzzers' findings, torture sets, accidents.
enum OddFiles {
    static let all: [(name: String, bytes: [UInt8])] =
        texts.map { ($0.0, Array($0.1.utf8)) } + raw + long

    private static let texts: [(String, String)] = [
        ("nothing", ""), ("a line end", "\n"), ("a quote", "\""), ("quotes", "\"\"\"\"\"\"\""),
        ("a quote never closed", "a,b\n\"c,d\ne,f\n"), ("a comma", ","), ("commas", ",,,,\n,,,,\n"),
        ("ragged rows", "a\nb,c\nd,e,f\n\n,\n"), ("carriage returns", "a,b\rc,d\r\r\n\re,f"),
        ("quotes in cells", "a,\"b\"c\"d\",e\n"), ("sep", "sep=;\na;b\n1;2\n"),
        ("a header twice", "date,amount\ndate,amount\n2026-09-01,1\n"),
        ("a header alone", "date,amount,balance,text"),
        (
            "numbers at the limits",
            "2026-09-01,999999999999999999,999999999999999999,a\n"
                + "2026-09-01,-999999999999999999,0.000000000000000001,b\n"
                + "0001-01-01,9223372036854775807,-9223372036854775808,c\n"
                + "9999-12-31,1000000000000000,-1000000000000000,d\n"
        ),
        ("no numbers", "2026-02-30,1e5,NaN,a\n99-99-99,0x10,--1,b\n,,,\n"),
        ("an open tag", "<OFX"), ("OFX of nothing", "<OFX></OFX>"), ("OFX never closed", "<OFX>"),
        ("OFX closed twice", "<OFX></OFX></OFX>"), ("a closing tag first", "</STMTTRN><OFX>"),
        ("a transaction alone", "<OFX><STMTTRN><TRNAMT>1</STMTTRN></OFX>"),
        ("a value without a tag", "OFXHEADER:100\n\n<OFX>value</OFX>"),
        ("a tag without a name", "<OFX><><STMTRS></></OFX>"),
        ("statements in each other", "<OFX><STMTRS><STMTRS><STMTRS></STMTRS></OFX>"),
        ("an entity without an end", "<OFX><STMTRS><NAME>&#x;&#99999999999;&amp</STMTRS></OFX>"),
        ("CDATA never closed", "<OFX><STMTRS><NAME><![CDATA[</STMTRS></OFX>"),
        (
            "amounts of OFX",
            "<OFX><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKTRANLIST>"
                + ["", "+", "-", ".", "1.", ".1", "1,2,3", "(1)", "1E9", "--1", "1 2"].map {
                    "<STMTTRN><TRNAMT>\($0)<DTPOSTED>20260230<FITID>1</STMTTRN>"
                }.joined() + "</BANKTRANLIST></STMTRS></OFX>"
        ),
        ("a field alone", ":20:"), ("fields without a statement", ":61:\n:86:\n:62F:\n-\n"),
        ("cut fields", ":20:A\n:25:B\n:28C:\n:60F:C26\n:61:26\n:61:2609310931C\n:62F:D\n-}"),
        ("blocks in blocks", "{1:{2:{3:{4:\n:20:A\n-}-}-}"), ("braces", "{{{{{{{{}}}}}}}}"),
        (
            "dates of MT940",
            ":20:A\n:25:B\n:60F:C260101EUR0,\n:61:2602300230C1,NMSC\n:61:0000000000C1,NMSC\n"
                + ":61:9912310101C1,NMSC\n:61:2601011332D,NMSC\n:62F:C260101EUR0,\n-\n"
        ),
        ("BAI2 of nothing", "01,,,,,,,,2/\n99,,,/"), ("BAI2 without an end", "01,a,b,260101,,,,,2"),
        ("continuations first", "88,a/\n88,b/\n"), ("trailers first", "99/\n98/\n49/\n"),
        ("funds without end", "01,a,b,260101,,1,,,2/\n02,,,1,260101,,,/\n03,1,,010,1,,D,1000,1/"),
        ("a QIF header", "!Type:Bank"), ("QIF without a header", "D1/1'26\nT1\n^\n"),
        ("QIF of one sign", "!"), ("carets", "!Type:Bank\n^\n^\n^^^\n"),
        ("QIF without dates", "!Type:Bank\nT1.00\n^\nD\nT\n^\nD99/99/9999\nTabc\n^\n"),
        ("JSON", "{\"a\":[1,2,{\"b\":null}]}"), ("brackets", String(repeating: "[", count: 5000)),
        ("a wrong version", "<?xml version='9.9'?><Document/>"),
        ("HTML", "<html><p>404<br></html>"),
        ("shell", "#!/bin/sh\nrm -rf /\n"), ("a formula", "date,amount\n=1+1,@SUM(A1)\n"),
    ]

    private static let raw: [(String, [UInt8])] = [
        ("zeros", [UInt8](repeating: 0, count: 4096)),
        ("ones", [UInt8](repeating: 0xFF, count: 4096)),
        ("every byte", Array(0...255)), ("a mark", [0xEF, 0xBB, 0xBF]),
        ("a mark of UTF-16", [0xFF, 0xFE]), ("half a character", [0xFF, 0xFE, 0x41]),
        ("a mark of UTF-32", [0xFF, 0xFE, 0, 0]), ("a lone surrogate", [0xFE, 0xFF, 0xD8, 0]),
        ("gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]), ("zip", [0x50, 0x4B, 3, 4, 20, 0]),
        ("PDF", Array("%PDF-1.7\n%\u{E2}\n".utf8)),
        ("a picture", [0x89, 0x50, 0x4E, 0x47, 13, 10]),
    ]

    private static let long: [(String, [UInt8])] = [
        ("a line of 128 KiB", [UInt8](repeating: 97, count: 1 << 17)),
        ("a field of 128 KiB", Array(":20:".utf8) + [UInt8](repeating: 97, count: 1 << 17)),
        ("columns", Array(String(repeating: "1,", count: 20_000).utf8)),
        ("line ends", [UInt8](repeating: 10, count: 1 << 15)),
        ("tags", Array(String(repeating: "<A>", count: 20_000).utf8)),
        ("OFX tags", Array(("<OFX>" + String(repeating: "<A>", count: 20_000)).utf8)),
        ("records", Array(String(repeating: "0", count: 1 << 16).utf8)),
        ("slashes", Array(("01,a,b,260101,,,,,2" + String(repeating: "/", count: 1 << 16)).utf8)),
    ]

    /// Brought to one number of decimals these left the range of sums, and the program died.
    static let sums: [(format: SourceFormat, text: String)] = {
        let transaction = "<STMTTRN><DTPOSTED>20260901<TRNAMT>#</STMTTRN>"
        let entry = "<Ntry><Amt Ccy=\"EUR\">#</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>"
        let lines = sums(":61:2609010901C#NMSC\n").replacing(".", with: ",")
        let account = "<CURDEF>EUR<BANKACCTFROM><ACCTID>1</BANKACCTFROM>"
        return [
            (.qif, "!Type:Bank\n" + sums("D2026-09-01\nT#\n^\n")),
            (.qif, "!Type:Bank\nD2026-09-01\nT1\n\(sums("SX\n$#\n"))^\n"),
            (.bankCSV, "date,amount\n" + sums("2026-09-01,#\n")),
            (.ofx, "<OFX><STMTRS>\(account)\(sums(transaction))</STMTRS></OFX>"),
            (.mt940, ":20:A\n:25:B\n:28C:1\n:60F:C260901EUR0,\n\(lines):62F:C260901EUR0,\n-\n"),
            (.camt, PlainCamt.text(inside: sums(entry))),
        ]
    }()

    /// The most decimals once, then the most digits often; `#` in a row is the amount.
    private static func sums(_ row: String) -> String {
        let amounts =
            ["0.00000000000000001", "0.0000000000001"]
            + [String](repeating: "999999999999999999", count: 1800)
        return amounts.map { row.replacing("#", with: $0) }.joined()
    }
}
