internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

/// A BAI2 file of one account whose controls follow from its records.
private struct BAI2File {
    var header = "01,BANK,CUST,260901,0600,1,,,2/"
    var group = "02,CUST,BANK,1,260831,,USD,2/"
    var account = "03,12345,,010,10000,,,015,12500,,/"
    var records = ["16,195,3000,,REF1,CUST1,FIRST", "16,475,500,,REF2,,SECOND"]
    /// Amounts of the 03 and 16 records as stated.
    var total = 10000 + 12500 + 3000 + 500

    var lines: [String] {
        let count = records.count + 2
        return [
            header, group, account,
        ] + records + [
            "49,\(total),\(count)/", "98,\(total),1,\(count + 2)/", "99,\(total),1,\(count + 4)/",
        ]
    }
    var text: String { lines.map { $0 + "\n" }.joined() }

    func imported(by size: Int = 1 << 18) throws -> Imported {
        try importing(text, layout(.bai2), by: size)
    }
}

@Suite("BAI2: cash management reports")
struct BAI2Tests {
    @Test("a file of two accounts: balances, signs, dates, references, controls")
    func twoAccounts() throws {
        let bytes = try BankFiles.fixture("bai2/two-accounts.bai2")
        #expect(BAI2Importer.recognises(bytes))
        let imported = try importing(bytes, layout(.bai2))
        #expect(imported.complaints.isEmpty)
        #expect(imported.heads.map(\.account) == ["4471002201", "4471002219"])
        #expect(imported.heads.map { $0.currency?.code } == ["USD", "USD"])
        #expect(imported.heads.map(\.posts) == [true, true])
        #expect(imported.tails.map { $0.opening?.text } == ["12500.00", "-25.00"])
        #expect(imported.tails.map(\.booked.text) == ["1611.50", "100.00"])
        #expect(imported.tails.map { $0.closing?.text } == ["14111.50", "75.00"])
        #expect(imported.tails.map(\.addsUp) == [true, true])
        #expect(imported.tails.map(\.entries) == [4, 2])
        #expect(imported.tails.map(\.bookedCount) == [4, 1])
        #expect(imported.tails.map { $0.from?.description } == ["2026-08-31", "2026-08-31"])
        #expect(imported.bank.map(\.amount) == [250_000, 11_150, -40_000, -60_000, 10_000, 0])
        #expect(imported.bank.map(\.valueDay) == ["2026-08-31", "", "", "", "", ""])
        #expect(
            imported.bank.map(\.reference) == ["WT8800123", "AC5512", "CK0001", "", "SEPA77", ""])
        #expect(imported.bank.map(\.payerReference) == ["INV-2026-081", "", "1042", "", "", ""])
        #expect(imported.bank.map(\.counterparty) == ["NORDWIND LLC", "", "", "", "", ""])
        #expect(
            imported.bank.map(\.text) == [
                "NORDWIND LLC WIRE ORG:=NORDWIND LLC EREF:INV-2026-081", "CARD SETTLEMENT 08/30",
                "Check Paid", "PAYROLL TAX 941 QUARTER 3, VIA EFTPS", "RECEIPT",
                "NEW FEE SCHEDULE FROM 1 OCTOBER",
            ])
        #expect(imported.bank.map(\.status).last == .information)
        #expect(imported.rows == 6)
        let names = imported.tails.map { $0.declared.map(\.name) }
        #expect(
            names == [
                [
                    "49 control total", "49 records", "100", "100 items", "400", "400 items",
                ],
                [
                    "49 control total", "49 records", "98 control total", "98 accounts",
                    "98 records", "99 control total", "99 groups", "99 records",
                ],
            ])
        let spans = imported.bank.map { slice(bytes, $0.span) }
        #expect(spans[0].hasPrefix("16,195,") && spans[0].hasSuffix("EREF:INV-2026-081"))
        #expect(spans[2] == "16,475,40000,0,CK0001,1042")
        #expect(imported.bank.map(\.span.line) == [5, 8, 9, 10, 14, 15])
    }

    @Test("pieces of any size read the same", arguments: ["two-accounts", "intraday", "padded-80"])
    func pieces(name: String) throws {
        let bytes = try BankFiles.fixture("bai2/\(name).bai2")
        let whole = try importing(bytes, layout(.bai2))
        #expect(whole.complaints.isEmpty)
        for size in [1, 7, 80] {
            #expect(try importing(bytes, layout(.bai2), by: size).digest == whole.digest)
        }
    }

    @Test("records padded to 80 columns without line ends; texts go on across them")
    func padded() throws {
        let bytes = try BankFiles.fixture("bai2/padded-80.bai2")
        #expect(BAI2Importer.recognises(bytes))
        let imported = try importing(bytes, layout(.bai2))
        #expect(imported.complaints.isEmpty)
        #expect(imported.tails.map(\.currency) == ["USD"])
        #expect(imported.tails.map { $0.closing?.text } == ["4632.50"])
        #expect(imported.bank.map(\.amount) == [-12_250, -24_500])
        #expect(
            imported.bank.map(\.text) == [
                "HYDRO ELECTRICITY DIRECT DEBIT ACCOUNT 99-22107 JULY", "Check Paid",
            ])
        #expect(imported.bank.map(\.valueDay) == ["2026-08-28", "2026-08-28"])
    }

    @Test("interim groups are shown and never posted", arguments: ["1", "3"])
    func interim(modifier: String) throws {
        var file = BAI2File()
        file.group = "02,CUST,BANK,1,260831,,USD,\(modifier)/"
        let imported = try file.imported()
        #expect(imported.heads.map(\.posts) == [false])
        #expect(imported.tails.map(\.posts) == [false])
        let report = try importing(BankFiles.fixture("bai2/intraday.bai2"), layout(.bai2))
        #expect(report.tails.map(\.posts) == [false])
    }

    @Test("the currency: the account's, else its group's, else none is stated")
    func currencies() throws {
        var file = BAI2File()
        #expect(try file.imported().heads.map { $0.currency?.code } == ["USD"])
        file.account = "03,12345,JPY,010,10000,,,015,12500,,/"
        let yen = try file.imported()
        #expect(yen.tails.map { $0.opening?.text } == ["10000"])
        #expect(yen.bank.map(\.amount) == [3000, -500])
        file.account = "03,12345,,010,10000,,,015,12500,,/"
        file.group = "02,CUST,BANK,1,260831,,,2/"
        let none = try file.imported()
        #expect(none.heads.map(\.currency) == [nil])
        #expect(none.tails.map(\.currency) == [""])
        // The decimals are then those of the source's declared currency.
        #expect(none.tails.map { $0.opening?.text } == ["100.00"])
        let declared = try importing(file.text, layout(.bai2, currency: "JPY"))
        #expect(declared.tails.map { $0.opening?.text } == ["10000"])
        file.group = "02,CUST,BANK,1,260831,,DOL,2/"
        #expect(try file.imported().complaints == ["3 currencyUnknown"])
    }

    @Test(
        "the type code signs the amount",
        arguments: textTable(
            """
            code | amount | status      | complaints
            108  | 3000   | booked      | ∅
            399  | 3000   | booked      | ∅
            400  | -3000  | booked      | ∅
            699  | -3000  | booked      | ∅
            721  | 3000   | booked      | ∅
            760  | -3000  | booked      | ∅
            920  | 3000   | booked      | ∅
            960  | -3000  | booked      | ∅
            890  | 3000   | information | ∅
            015  | 3000   | booked      | 4 kindUnknown
            701  | 3000   | booked      | 4 kindUnknown
            919  | 3000   | booked      | 4 kindUnknown
            1X5  | 3000   | booked      | 4 kindUnknown
            """))
    func signs(row: [String]) throws {
        var file = BAI2File()
        file.account = "03,12345,,010,10000,,/"
        file.records = ["16,\(row[0]),3000,,,,TEXT"]
        file.total = 13000
        let imported = try file.imported()
        #expect(imported.bank.map { "\($0.amount)" } == [row[1]])
        #expect(imported.bank.map { "\($0.status)" } == [row[2]])
        #expect(imported.complaints.joined(separator: " ") == row[3])
    }

    @Test(
        "funds types: what they bring before the references",
        arguments: textTable(
            """
            funds                     | value
            ∅                         | ∅
            0                         | ∅
            1                         | ∅
            2                         | ∅
            Z                         | ∅
            S,100,2000,900            | ∅
            S,,,3000                  | ∅
            V,260902,                 | 2026-09-02
            V,260902,1200             | 2026-09-02
            V,,                       | ∅
            D,1,0,3000                | ∅
            D,3,0,1000,1,1000,3,1000  | ∅
            D,0                       | ∅
            """))
    func funds(row: [String]) throws {
        var file = BAI2File()
        file.records = ["16,195,3000,\(row[0]),BANKREF,CUSTREF,TEXT, AND, COMMAS"]
        file.account = "03,12345,,010,10000,,,015,13000,,/"
        file.total = 26000
        let imported = try file.imported()
        let line = try #require(imported.bank.first)
        #expect(imported.complaints.isEmpty)
        #expect(line.valueDay == row[1])
        #expect(line.reference == "BANKREF" && line.payerReference == "CUSTREF")
        #expect(line.text == "TEXT, AND, COMMAS")
    }

    @Test("a funds type there is not is a flaw, in a transaction and in a summary")
    func unknownFunds() throws {
        var file = BAI2File()
        file.records[0] = "16,195,3000,Q,REF1,,FIRST"
        #expect(try file.imported().complaints == ["4 malformed"])
        file = BAI2File()
        file.account = "03,12345,,010,10000,,Q,015,12500,,/"
        #expect(try file.imported().complaints == ["3 malformed"])
    }

    @Test("the group's status: deletions and tests are no events")
    func statuses() throws {
        for (status, complaints) in [
            ("1", []), ("3", []), ("", []), ("2", ["2 kindUnknown"]), ("4", ["2 kindUnknown"]),
        ] {
            var file = BAI2File()
            file.group = "02,CUST,BANK,\(status),260831,,USD,2/"
            #expect(try file.imported().complaints == complaints)
        }
    }

    @Test("an as-of date that is none, or is missing, stands in every statement")
    func asOfDate() throws {
        var file = BAI2File()
        file.group = "02,CUST,BANK,1,260231,,USD,2/"
        #expect(try file.imported().complaints == ["2 dateMalformed"])
        file.group = "02,CUST,BANK,1,,,USD,2/"
        #expect(try file.imported().complaints == ["2 fieldMissing"])
        file.group = "02,CUST,BANK,1,20260831,,USD,2/"
        #expect(try file.imported().bank.map(\.day) == ["2026-08-31", "2026-08-31"])
    }

    @Test("an account twice in a group: two statements with ids of their own")
    func twice() throws {
        let text = """
            01,BANK,CUST,260901,0600,1,,,2/
            02,CUST,BANK,1,260831,,USD,2/
            03,12345,,010,0,,,015,0,,/
            49,0,2/
            03,12345,,010,0,,,015,0,,/
            49,0,2/
            98,0,2,6/
            99,0,1,8/
            """
        let imported = try importing(text, layout(.bai2))
        #expect(imported.complaints.isEmpty)
        #expect(imported.tails.map(\.id) == ["2026-08-31", "2026-08-31#2"])
    }

    @Test("a reference that stands on several rows, or is zeros, identifies none")
    func references() throws {
        var file = BAI2File()
        file.records = [
            "16,195,1000,,SAME,,A", "16,195,1000,,0000,,B", "16,195,500,,SAME,,C",
            "16,195,500,,OTHER,,D", "16,475,500,,SAME,,E",
        ]
        file.total = 10000 + 12500 + 3500
        let imported = try file.imported()
        #expect(imported.complaints.isEmpty)
        #expect(imported.bank.map(\.reference) == ["", "", "", "OTHER", ""])
    }
}
