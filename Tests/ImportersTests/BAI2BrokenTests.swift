internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

@Suite("BAI2: records as they come, and broken files")
struct BAI2BrokenTests {
    private func file(_ records: String...) -> String {
        (["01,BANK,CUST,260901,0600,1,,,2/", "02,CUST,BANK,1,260831,,USD,2/"] + records)
            .joined(separator: "\n") + "\n"
    }

    @Test("several records on a line, blanks between; a slash in a text ends nothing")
    func slashes() throws {
        let text =
            "01,BANK,CUST,260901,0600,1,,,2/   02,CUST,BANK,1,260831,,USD,2/\r\n"
            + "03,1,,010,0,,,015,3000,,/\r\n"
            + "16,195,1000,,,,INV 12/16, 400/88 and 49/3/ 16,195,1500,,,,PART\r\n"
            + "88,9/16 OF /\r\n88,/ALL/   16,195,500,,,,LAST/ 49,6000,7/\r\n"
            + "98,6000,1,9/\r\n99,6000,1,11/\r\n"
        let imported = try importing(text, layout(.bai2))
        #expect(imported.complaints.isEmpty)
        #expect(imported.bank.map(\.amount) == [1000, 1500, 500])
        #expect(
            imported.bank.map(\.text) == [
                "INV 12/16, 400/88 and 49/3", "PART 9/16 OF /ALL", "LAST",
            ])
        let bytes = Array(text.utf8)
        #expect(slice(bytes, imported.bank[2].span) == "16,195,500,,,,LAST")
    }

    @Test("a text broken by a line end goes on; a line that is nothing refuses the file")
    func brokenLines() throws {
        let wrapped = file(
            "03,1,,010,0,,,015,1000,,/", "16,195,1000,,,,FIRST HALF", "SECOND HALF/",
            "49,2000,3/", "98,2000,1,5/", "99,2000,1,7/")
        let imported = try importing(wrapped, layout(.bai2))
        #expect(imported.complaints.isEmpty)
        #expect(imported.bank.map(\.text) == ["FIRST HALF SECOND HALF"])
        let junk = file("03,1,,010,0,,/", "what is this", "49,0,2/", "98,0,1,4/", "99,0,1,6/")
        #expect(try importing(junk, layout(.bai2)).refusal?.defect == .malformed)
        #expect(try importing(junk, layout(.bai2)).refusal?.line == 4)
    }

    @Test("fields go on in continuation records; a summary may leave its last ones out")
    func continuations() throws {
        let text = file(
            "03,1,,010,500,,,015/", "88,1500,,/", "88,100,1000/", "88,1/", "88,400,0,0,/",
            "16,195,1000/", "88,V,260901/", "88,,REF,CUST/", "88,THE TEXT/", "49,4000,10/",
            "98,4000,1,12/", "99,4000,1,14/")
        let imported = try importing(text, layout(.bai2))
        #expect(imported.complaints.isEmpty)
        #expect(imported.tails.map { $0.closing?.text } == ["15.00"])
        let line = try #require(imported.bank.first)
        #expect(line.valueDay == "2026-09-01" && line.reference == "REF")
        #expect(line.payerReference == "CUST" && line.text == "THE TEXT")
        #expect(imported.tails[0].declared.map(\.name).contains("400 items"))
    }

    @Test("controls: wrong totals and counts are said, blank ones are none")
    func controls() throws {
        let right = [
            "03,1,,010,0,,,015,1000,,,100,1000,1,,400,0,0,/", "16,195,1000,,,,A", "49,3000,3/",
            "98,3000,1,5/", "99,3000,1,7/",
        ]
        func complaints(_ index: Int, _ record: String) throws -> [String] {
            var records = right
            records[index] = record
            let text = file() + records.joined(separator: "\n")
            return try importing(text, layout(.bai2)).complaints
        }
        #expect(try complaints(0, right[0]).isEmpty)
        #expect(try complaints(2, "49,,3/").contains("98 control total"))
        #expect(try complaints(2, "49,3001,3/") == ["49 control total", "98 control total"])
        #expect(try complaints(2, "49,3000,4/") == ["49 records"])
        #expect(try complaints(2, "49,3000,/").isEmpty)
        #expect(try complaints(2, "49,3O00,3/").contains("5 amountMalformed"))
        #expect(try complaints(3, "98,3000,2,5/") == ["98 accounts"])
        #expect(try complaints(3, "98,3000,1,6/") == ["98 records"])
        #expect(try complaints(3, "98,,,/").contains("99 control total"))
        #expect(try complaints(4, "99,3000,2,7/") == ["99 groups"])
        #expect(try complaints(4, "99,3000,1,8/") == ["99 records"])
        #expect(try complaints(4, "99,,,/").isEmpty)
        let items = "03,1,,010,0,,,015,1000,,,100,1000,2,,400,0,0,/"
        #expect(try complaints(0, items) == ["100 items"])
    }

    @Test("missing trailers: the statement they end is not whole")
    func missingTrailers() throws {
        let account = ["03,1,,010,0,,,015,0,,/", "49,0,2/"]
        func complaints(_ records: [String]) throws -> [String] {
            try importing(file() + records.joined(separator: "\n"), layout(.bai2)).complaints
        }
        #expect(try complaints(account + ["98,0,1,4/"]) == ["refused truncated"])
        #expect(try complaints(account) == ["refused truncated"])
        #expect(try complaints([account[0]]) == ["refused truncated", "3 truncated"])
        let next = ["03,2,,010,0,,,015,0,,/", "49,0,2/", "98,0,2,5/", "99,0,1,7/"]
        #expect(try complaints([account[0]] + next) == ["3 truncated"])
        let group = ["02,CUST,BANK,1,260901,,USD,2/"] + account + ["98,0,1,4/", "99,0,2,9/"]
        #expect(try complaints(account + group) == ["5 truncated"])
        #expect(try complaints(account + ["99,0,1,6/"]).contains("5 truncated"))
    }

    @Test("records out of order refuse the file")
    func order() throws {
        for records in [
            ["16,195,1,,,,A"], ["49,0,1/"], ["98,0,0,2/", "98,0,0,2/"],
            ["98,0,0,2/", "03,1,,/"],
        ] {
            let text = file() + records.joined(separator: "\n")
            #expect(try importing(text, layout(.bai2)).refusal?.defect == .malformed, "\(records)")
        }
        #expect(try importing("03,1,,/\n", layout(.bai2)).refusal?.defect == .malformed)
        #expect(try importing("88,1,,/\n", layout(.bai2)).refusal?.defect == .malformed)
        #expect(try importing("", layout(.bai2)).refusal?.defect == .empty)
        let none = file("98,0,0,2/", "99,0,1,4/")
        #expect(try importing(none, layout(.bai2)).refusal?.defect == .empty)
        let lost = file("98,100,1,2/", "99,100,1,4/")
        #expect(try importing(lost, layout(.bai2)).refusal?.defect == .malformed)
    }

    @Test("amounts that cannot be read")
    func amounts() throws {
        func complaints(_ amount: String) throws -> Set<String> {
            let text = file(
                "03,1,,010,0,,/", "16,195,\(amount),,,,A", "49,,3/", "98,,1,5/", "99,,1,7/")
            return Set(try importing(text, layout(.bai2)).complaints)
        }
        #expect(try complaints("+000000000000000000000012").isEmpty)
        #expect(try complaints("12.00") == ["4 amountMalformed"])
        #expect(try complaints("") == ["4 fieldMissing"])
        #expect(try complaints("1234567890123456789") == ["4 amountMalformed"])
        #expect(try complaints("123456789012345678") == ["4 amountTooLarge"])
    }

    @Test("text of another encoding than declared is a flaw; UTF-16 is read by its mark")
    func encodings() throws {
        let text = file(
            "03,1,,010,0,,,015,1000,,/", "16,195,1000,,,,CAFÉ", "49,2000,3/", "98,2000,1,5/",
            "99,2000,1,7/")
        #expect(try importing(text, layout(.bai2)).bank.map(\.text) == ["CAFÉ"])
        let latin = text.unicodeScalars.map { UInt8($0.value) }
        #expect(try importing(latin, layout(.bai2)).complaints == ["4 encoding"])
        var declared = try layout(.bai2)
        declared.encoding = TextEncoding("ISO-8859-1")
        #expect(try importing(latin, declared).bank.map(\.text) == ["CAFÉ"])
        let wide = ("\u{FEFF}" + text).utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        #expect(BAI2Importer.recognises(wide))
        for size in [1, 7, 1000] {
            let imported = try importing(wide, layout(.bai2), by: size)
            #expect(imported.bank.map(\.text) == ["CAFÉ"])
            let span = try #require(imported.bank.first).span
            let piece = wide[Int(span.offset)..<Int(span.offset) + Int(span.length)]
            #expect(piece.filter { $0 != 0 }.starts(with: "16,195,1000,,,,CAF".utf8))
            #expect(span.length == 38)
        }
    }

    @Test("no beginning of a file passes for the whole")
    func truncation() throws {
        for name in ["two-accounts", "intraday", "padded-80"] {
            let bytes = try BankFiles.fixture("bai2/\(name).bai2")
            #expect(try silentPrefixes(bytes, layout(.bai2)).isEmpty, "\(name)")
        }
    }

    @Test("a changed digit of an amount, balance, total or count is noticed")
    func digits() throws {
        let bytes = try BankFiles.fixture("bai2/two-accounts.bai2")
        var checked = 0
        for field in [
            "010,1250000", "015,1411150", "040,1200000", "100,261150,2", "400,100000,2",
            "16,195,250000", "16,165,11150", "16,475,40000", "16,451,60000", "49,4583450,10",
            "010,-2500", "015,7500", "142,10000", "49,15000,4", "98,4598450,2,16",
            "99,4598450,1,18",
        ] {
            let all = try range(of: field, in: bytes)
            // The code itself is no figure.
            let codes = field.hasPrefix("16,") ? 7 : field.prefix { $0 != "," }.count + 1
            let part = all.dropFirst(codes)
            #expect(try silentDigits(bytes, layout(.bai2), in: part).isEmpty, "\(field)")
            checked += part.count
        }
        #expect(checked > 90)
    }

    @Test("other formats and near misses are not recognised")
    func recognition() {
        for text in [
            "", "01", "01,A,B", "01,a,b,c,d,e,f,g,2/\n02,", "00,0004,12345,060321,0829,1,80,1,2/\n",
            "01,A,B,260901,0600,1,,,1/\n02,B,A,1,260901,,,2/\n",
            "01,A,B,260901,0600,1,,,2/\n03,1,,/\n03,2,,/", "date,amount\n2026-09-01,1.00\n",
            ":20:STARTUMS\n:25:1/2\n", "<Document/>",
        ] {
            #expect(!BAI2Importer.recognises(Array(text.utf8)), "\(text)")
        }
        let least = "01,A,B,260901,0600,1,,,2/\n02,B,A,1,260901,,,2/\n"
        #expect(BAI2Importer.recognises(Array(least.utf8)))
        #expect(BAI2Importer.recognises(Array(("\u{FEFF}" + least).utf8)))
    }
}
