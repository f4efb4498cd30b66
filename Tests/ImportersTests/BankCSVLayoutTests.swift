internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

/// What banks add to rows of date, amount and text: accounts, statuses, details, fees, totals.
@Suite("Bank CSV: what banks add")
struct BankCSVLayoutTests {
    private static func plain(_ columns: [String: String]) throws -> SourceLayout {
        try layout(.bankCSV, ["date": "date", "amount": "amount"].merging(columns) { $1 })
    }

    @Test("rows of several accounts are a statement each, whatever their order in the file")
    func accounts() throws {
        let layout = try Self.plain(["account": "iban", "balance": "balance", "text": "text"])
        let imported = try importing(
            """
            iban,date,amount,balance,text
            NL 1,2026-09-01,10.00,110.00,a
            NL 2,2026-09-01,5.00,5.00,b
            NL 1,2026-09-02,-30.00,80.00,c
            NL 2,2026-09-03,1.00,6.00,d

            """, layout)
        #expect(imported.heads.map(\.account) == ["NL 1", "NL 2"])
        #expect(imported.heads.map(\.unit) == [1, 2])
        #expect(imported.heads.map(\.line) == [2, 3])
        #expect(imported.bank.map(\.text) == ["a", "c", "b", "d"])
        #expect(imported.tails.map(\.account) == ["NL 1", "NL 2"])
        #expect(imported.tails.map(\.unit) == [1, 2])
        #expect(imported.tails.map { $0.opening?.text } == ["100.00", "0.00"])
        #expect(imported.tails.map { $0.closing?.text } == ["80.00", "6.00"])
        #expect(imported.tails.flatMap(\.flaws).isEmpty)
        #expect(imported.rows == 4)
    }

    @Test("a row that cannot be read spoils the statement of its account alone")
    func spoiledAccount() throws {
        let layout = try Self.plain(["account": "iban", "balance": "balance"])
        let imported = try importing(
            "iban,date,amount,balance\n1,2026-09-01,10.00,110.00\n"
                + "2,2026-09-01,5.00,5.00\n2,2026-09-02,7.00\n", layout)
        #expect(imported.defects == ["4 ragged"])
        #expect(imported.tails.map { $0.flaws.map(\.line) } == [[], [4]])
    }

    @Test("ten thousand rows of the second account wait, and none is lost")
    func waiting() throws {
        let layout = try Self.plain(["account": "iban"])
        var text = "iban,date,amount\n1,2026-09-01,1.00\n"
        for row in 1...10_000 { text += "2,2026-09-01,\(row).00\n" }
        let imported = try importing(text + "1,2026-09-02,2.00\n", layout)
        #expect(imported.heads.map(\.isStatement) == [false, false])
        #expect(imported.bank.map(\.amount) == [100, 200] + (1...10_000).map { $0 * 100 })
        #expect(imported.tails.map(\.entries) == [2, 10_000])
    }

    @Test("balances in several currencies are a statement each; no currency is the source's")
    func currencies() throws {
        let layout = try Self.plain(["currency": "currency", "balance": "balance"])
        let imported = try importing(
            """
            date,amount,currency,balance
            2026-09-01,10.00,EUR,10.00
            2026-09-01,7.00,usd,7.00
            2026-09-02,-1.00,,9.00
            2026-09-03,1.00,euros,10.00

            """, layout)
        #expect(imported.heads.map { $0.currency?.code } == ["EUR", "USD"])
        #expect(imported.tails.map { $0.closing?.text } == [nil, "7.00"])
        #expect(imported.defects == ["5 currencyUnknown"], "not a currency's code")
    }

    @Test("amounts are in the minor units of their row's currency")
    func exponents() throws {
        let layout = try Self.plain(["currency": "currency", "balance": "balance"])
        let imported = try importing(
            "date,amount,currency,balance\n2026-09-01,10.00,EUR,10.00\n2026-09-01,700,JPY,700\n",
            layout)
        #expect(imported.bank.map(\.amount) == [1000, 700])
        #expect(imported.tails.map { $0.closing?.text } == ["10.00", "700"])
    }

    @Test("rows of an ignored status need no date and no balance; the others still prove")
    func pending() throws {
        var layout = try Self.plain(["status": "state", "balance": "balance"])
        layout.postingStatuses = ["DONE"]
        layout.ignoredStatuses = ["OPEN"]
        let imported = try importing(
            """
            date,amount,balance,state
            2026-09-01,10.00,110.00,DONE
            ,-5.00,,OPEN
            2026-09-02,-30.00,80.00,DONE

            """, layout)
        #expect(imported.bank.map(\.status) == [.booked, .information, .booked])
        #expect(imported.defects.isEmpty)
        #expect(imported.tails.first?.opening?.text == "100.00")
        #expect(imported.tails.first?.closing?.text == "80.00")
    }

    @Test("a statement of nothing but ignored rows proves nothing and is no fault")
    func onlyPending() throws {
        var layout = try Self.plain(["status": "state", "balance": "balance"])
        layout.ignoredStatuses = ["OPEN"]
        let imported = try importing("date,amount,balance,state\n,-5.00,,OPEN\n", layout)
        #expect(imported.tails.first?.flaws.isEmpty == true)
        #expect(imported.tails.first?.closing == nil)
    }

    @Test("rows that fill the detail column are parts of the entry above, not posted")
    func details() throws {
        var layout = try layout(
            .bankCSV,
            ["date": "Datum", "debit": "Out", "credit": "In", "detail": "Part", "balance": "Saldo"])
        layout.negativeDebits = true
        let imported = try importing(
            "Datum,Out,In,Part,Saldo\n2026-09-01,-15.00,,,85.00\n,,,-10.00,\n,,,-5.00,\n", layout)
        #expect(imported.bank.map(\.status) == [.booked, .information, .information])
        #expect(imported.tails.first?.opening?.text == "100.00")
        #expect(imported.tails.first?.booked.text == "-15.00")
    }

    @Test(
        "amounts, what is declared beside them, and what comes of them",
        arguments: textTable(
            """
            positive debits | declared | amount | fee  | posted
            no              | ∅        | 10.00  | 1.00 | 1000
            no              | fee      | 10.00  | 1.00 | 900
            no              | fee      | -10.00 | 1.00 | -1100
            no              | fee      | 0.00   | 6.99 | -699
            yes             | ∅        | 10.00  | 1.00 | -1000
            yes             | ∅        | -2.50  | ∅    | 250
            """))
    func amounts(row: [String]) throws {
        var layout = try Self.plain(row[1].isEmpty ? [:] : ["fee": "fee"])
        layout.positiveDebits = row[0] == "yes"
        let imported = try importing("date,amount,fee\n2026-09-01,\(row[2]),\(row[3])\n", layout)
        #expect(imported.bank.map { String($0.amount) } == [row[4]])
        #expect(imported.defects.isEmpty)
    }

    @Test("rows whose text begins as declared are balances among the rows, never by their date")
    func texts() throws {
        var layout = try Self.plain(["text": "text"])
        layout.ignoredTexts = ["Beginning balance"]
        let imported = try importing(
            "date,text,amount\n2026-09-01,Beginning balance as of,\n2026-09-01,Total Energies,1.00\n",
            layout)
        #expect(imported.ignored.map { "\($0.span.line) \($0.reason)" } == ["2 trailer"])
        #expect(imported.bank.map(\.text) == ["Total Energies"])
    }

    @Test("a declared header is known whatever its case, one that is not declared is not")
    func headers() throws {
        let layout = try Self.plain(["amount": "Débit Euros", "text": "LABEL"])
        let imported = try importing(
            "date,DÉBIT euros,Label,Reference\n2026-09-01,1.00,x,r\n", layout)
        #expect(imported.bank.map(\.text) == ["x"])
        #expect(imported.bank.map(\.reference) == [""])
    }

    @Test("columns at the end that have no name may be left out or filled, named ones may not")
    func unnamed() throws {
        let layout = try Self.plain(["text": "text"])
        let imported = try importing(
            """
            date,text,amount,,
            2026-09-01,a,1.00
            2026-09-01,b,2.00,,
            2026-09-01,c,3.00,note,more
            2026-09-01,d
            2026-09-01,e,5.00,,,more

            """, layout)
        #expect(imported.bank.map(\.text) == ["a", "b", "c"])
        #expect(imported.defects == ["5 ragged", "6 ragged"])
    }

    @Test("a text of several lines is one line; blanks of a text of one line stay")
    func lines() throws {
        let layout = try Self.plain(["text": "text"])
        let imported = try importing(
            "date,text,amount\n2026-09-01,\"CARTE   \r\nX1 CAFÉ \n \n\",1.00\n2026-09-01,a  b,2.00\n",
            layout)
        #expect(imported.bank.map(\.text) == ["CARTE X1 CAFÉ", "a  b"])
    }
}
