internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

@Suite("Transactions of payment services")
struct PayoutTests {
    /// A row as `number kind day currency gross fee net payout`, `-` for what is not stated.
    private static func told(_ imported: Imported) -> [String] {
        imported.payouts.map { row in
            func text(_ text: String) -> String { text.isEmpty ? "-" : text }
            let day = row.day.map { "\($0)" } ?? "-"
            return
                ([
                    text(row.number), row.kind.rawValue, day, row.currency, "\(row.gross)",
                    "\(row.fee)", "\(row.net)", text(row.payout),
                ] + row.flaws.map { "!\($0.line) \($0.defect)" }).joined(separator: " ")
        }
    }

    private static func layout(
        _ columns: [String: String] = [:], _ change: (inout SourceLayout) -> Void = { _ in }
    ) throws -> SourceLayout {
        var layout = SourceLayout(
            format: .payoutCSV, numbers: NumberFormat(decimal: UInt8(ascii: ".")),
            currency: try #require(Currency("USD")))
        layout.columns = columns
        change(&layout)
        return layout
    }

    /// Σ by hand: gross − fee = net; where one of gross and net is not stated it follows.
    private static let amounts = textTable(
        """
        kind   | gross  | fee   | fee_tax | net    | kind gross fee net, flaws
        sale   | 100.00 | 3.20  | ∅       | 96.80  | sale 10000 320 9680
        sale   | 100.00 | 3.20  | ∅       | ∅      | sale 10000 320 9680
        sale   | ∅      | 3.20  | ∅       | 96.80  | sale 10000 320 9680
        sale   | 100.00 | ∅     | ∅       | 100.00 | sale 10000 0 10000
        fee    | ∅      | ∅     | ∅       | -0.09  | fee -9 0 -9
        refund | -20.00 | -0.50 | ∅       | -19.50 | refund -2000 -50 -1950
        payout | -96.80 | 0.00  | ∅       | -96.80 | payout -9680 0 -9680
        sale   | 100.00 | 3.20  | ∅       | 96.81  | sale 10000 320 9681 !2 transactionNet
        sale   | 100.00 | -3.20 | ∅       | 96.80  | sale 10000 -320 9680 !2 transactionNet
        sale   | 1e3    | ∅     | ∅       | 96.80  | sale 9680 0 9680 !2 amountMalformed
        sale   | ∅      | ∅     | ∅       | ∅      | sale 0 0 0 !2 fieldMissing
        charge | 100.00 | ∅     | ∅       | 100.00 | sale 10000 0 10000 !2 transactionKind
        ∅      | 100.00 | ∅     | ∅       | 100.00 | sale 10000 0 10000 !2 transactionKind
        """)

    @Test("amounts under our own names", arguments: amounts)
    func completed(row: [String]) throws {
        let text =
            "number,kind,date,gross,fee,fee_tax,net\nT1,\(row[0]),2026-09-03,"
            + row[1...4].joined(separator: ",") + "\n"
        let words = row[5].split(separator: " ", maxSplits: 4).map(String.init)
        let flaws = words.count > 4 ? " " + words[4] : ""
        let imported = try importing(text, Self.layout())
        #expect(
            Self.told(imported) == [
                "T1 \(words[0]) 2026-09-03 USD \(words[1]) \(words[2]) \(words[3]) -" + flaws
            ])
        #expect(imported.rows == 1)
    }

    @Test("a difference says what it should be, in its column")
    func netDiffers() throws {
        let text = "date,kind,gross,fee,net\n2026-09-03,sale,100.00,3.20,96.81\n"
        let flaw = try #require(try importing(text, Self.layout()).payouts.first?.flaws.first)
        #expect(flaw.column == 5)
        #expect(flaw.found == "96.81")
        #expect(flaw.arguments == ["expected": "96.80", "gross": "100.00", "fee": "3.20"])
    }

    @Test("fees of several columns, with their tax, written as negative numbers")
    func fees() throws {
        let text = "d,t,g,commission,scheme,vat,n\n2026-09-03,x,50.00,-0.40,-0.10,-0.10,49.40\n"
        let layout = try Self.layout([
            "date": "d", "kind": "t", "gross": "g", "fee": "commission", "fee_2": "scheme",
            "fee_3": "vat", "fee_tax": "vat", "net": "n",
        ]) {
            $0.payouts.negativeFees = true
            $0.payouts.kinds = [PayoutWords(kind: .sale, texts: ["x"])]
        }
        let row = try #require(try importing(text, layout).payouts.first)
        // 0.40 + 0.10 + 0.10 = 0.60, of which 0.10 tax; 50.00 − 0.60 = 49.40.
        #expect([row.gross, row.fee, row.feeTax, row.net] == [5000, 60, 10, 4940])
        #expect(row.flaws.isEmpty)
    }

    /// Debit and credit columns; gross counts where it is in the currency of the net amount.
    private static let sides = textTable(
        """
        gc  | gross debit | gross credit | fee  | nc  | debit | credit | gross fee net, flaws
        EUR | ∅           | 45.99        | 0.89 | EUR | ∅     | 45.10  | 4599 89 4510
        EUR | 5.00        | ∅            | 0.10 | EUR | 5.10  | ∅      | -500 10 -510
        EUR | ∅           | 45.99        | 0.80 | USD | ∅     | 49.20  | 5000 80 4920
        ∅   | ∅           | ∅            | ∅    | USD | 0.09  | ∅      | -9 0 -9
        EUR | ∅           | 45.99        | 0.80 | EUR | ∅     | 45.10  | 4599 80 4510 transactionNet
        EUR | -5.00       | ∅            | ∅    | EUR | 5.00  | ∅      | -500 0 -500 amountAmbiguous
        """)

    @Test("columns of debits and credits in two currencies", arguments: sides)
    func debitsAndCredits(row: [String]) throws {
        let text =
            "d,t,GC,GD,GR,F,NC,ND,NR\n2026-09-03 02:21:49,Settled,"
            + row[0...6].joined(separator: ",") + "\n"
        let layout = try Self.layout([
            "date": "d", "kind": "t", "gross_currency": "GC", "gross_debit": "GD",
            "gross_credit": "GR", "fee": "F", "currency": "NC", "net_debit": "ND",
            "net_credit": "NR",
        ]) { $0.payouts.kinds = [PayoutWords(kind: .sale, texts: ["Settled"])] }
        let read = try #require(try importing(text, layout).payouts.first)
        #expect(
            (["\(read.gross)", "\(read.fee)", "\(read.net)"] + read.flaws.map { "\($0.defect)" })
                .joined(separator: " ") == row[7])
        #expect(read.currency == row[4])
    }

    @Test("amounts in minor units and currencies in small letters")
    func minorUnits() throws {
        let text =
            "id,created,amount,fee,net,cur\nT1,2021-03-15 01:04:36,-18759,0,-18759,usd\n"
            + "T2,2021-03-15 01:04:36,500,9,491,jpy\nT3,2021-03-15,1,0,1,xxx\n"
        let layout = try Self.layout([
            "number": "id", "date": "created", "gross": "amount", "fee": "fee", "net": "net",
            "currency": "cur",
        ]) {
            $0.payouts.minorUnits = true
            $0.payouts.kinds = [PayoutWords(kind: .adjustment, texts: ["*"])]
        }
        #expect(
            Self.told(try importing(text, layout)) == [
                "T1 adjustment 2021-03-15 USD -18759 0 -18759 -",
                "T2 adjustment 2021-03-15 JPY 500 9 491 -",
                "T3 adjustment 2021-03-15 USD 1 0 1 - !4 currencyUnknown",
            ])
    }

    /// The first words that fit: exact, any end, any beginning, by sign.
    private static let words = textTable(
        """
        text                 | amount | kind
        charge               | 5.00   | sale
        risk_reserved_funds  | -5.00  | reserve
        risk_reserved_funds  | 5.00   | reserve_released
        risk_reserved_funds  | 0.00   | reserve
        fee/monthly          | -5.00  | fee
        Website Payment      | 5.00   | sale
        Website Payment      | -5.00  | adjustment
        Payment Refund       | -5.00  | refund
        chargeback           | -5.00  | ∅
        """)

    @Test("kinds by the words of a source", arguments: words)
    func kinds(row: [String]) throws {
        let layout = try Self.layout(["date": "d", "kind": "t", "gross": "g"]) {
            $0.payouts.kinds = [
                PayoutWords(kind: .sale, texts: ["charge"]),
                PayoutWords(kind: .reserve, texts: ["-risk_reserved_funds"]),
                PayoutWords(kind: .reserveReleased, texts: ["+risk_reserved_funds"]),
                PayoutWords(kind: .fee, texts: ["fee*"]),
                PayoutWords(kind: .refund, texts: ["Payment Refund"]),
                PayoutWords(kind: .sale, texts: ["+*Payment"]),
                PayoutWords(kind: .adjustment, texts: ["-*Payment"]),
            ]
        }
        let text = "d,t,g\n2026-09-03,\(row[0]),\(row[1])\n"
        let read = try #require(try importing(text, layout).payouts.first)
        #expect(read.kindText == row[0])
        #expect((read.flaws.isEmpty ? read.kind.rawValue : "") == row[2])
        #expect(read.flaws.map(\.defect) == (row[2].isEmpty ? [.transactionKind] : []))
    }

    @Test("statuses: what posts, waits, is left out, is not known")
    func statuses() throws {
        let text =
            "date,kind,net,status\n2026-09-03,sale,1.00,paid\n2026-09-03,sale,2.00,pending\n"
            + "2026-09-03,sale,3.00,failed\n2026-09-03,sale,4.00,odd\n"
        let layout = try Self.layout([
            "date": "date", "kind": "kind", "net": "net", "status": "status",
        ]) {
            $0.postingStatuses = ["paid"]
            $0.ignoredStatuses = ["failed"]
        }
        let imported = try importing(text, layout)
        #expect(imported.payouts.map(\.net) == [100, 400])
        #expect(imported.payouts.map { $0.flaws.map(\.defect) } == [[], [.transactionStatus]])
        #expect(imported.payouts[1].flaws.first?.column == 4)
        #expect(
            imported.ignored.map { "\($0.span.line) \($0.reason)" } == ["3 pending", "4 voided"])
        #expect(imported.rows == 4)
    }

    @Test("a status that nobody declared is not looked for, whatever the file calls it")
    func undeclaredStatus() throws {
        let text = "id,when,type,amount,status\nT1,2026-09-03,charge,1.00,pending\n"
        let layout = try Self.layout([
            "number": "id", "date": "when", "kind": "type", "gross": "amount",
        ]) { $0.payouts.kinds = [PayoutWords(kind: .sale, texts: ["charge"])] }
        #expect(Self.told(try importing(text, layout)) == ["T1 sale 2026-09-03 USD 100 0 100 -"])
    }

    /// 03:30 UTC is 23:30 of the day before in New York (summer time, −4 h).
    @Test(
        "days told in the zone of the business",
        arguments: [
            ("2026-09-03 03:30:00", true, "2026-09-02"),
            ("2026-09-03 03:30:00", false, "2026-09-03"),
            ("2026-09-03 03:30:00 UTC", false, "2026-09-02"),
            ("2026-09-03T03:30:00+02:00", false, "2026-09-02"),
            ("2026-09-03", true, "2026-09-03"), ("2026-09-03 UTC", true, "2026-09-03"),
        ])
    func days(stamp: String, inUTC: Bool, day: String) throws {
        let layout = try Self.layout {
            $0.clock.zone = ZoneRules("America/New_York")
            $0.clock.stampsAreUTC = inUTC
        }
        let text = "date,kind,net\n\(stamp),sale,1.00\n"
        let read = try #require(try importing(text, layout).payouts.first)
        #expect(read.day?.description == day)
        #expect(read.flaws.isEmpty)
    }

    @Test("what a payout states once holds for its rows; a total alone is what leaves the service")
    func heads() throws {
        let text =
            "payout,payout_date,currency,total,kind,date,net\n"
            + "S1,2026-09-17 10:00:00 UTC,CAD,30.00,,,\nS1,,,,sale,2026-09-03,40.00\n"
            + "S1,,,,fee,2026-09-04,-10.00\nS2,,,,sale,2026-09-05,7.00\n"
        let imported = try importing(text, Self.layout())
        // 40.00 − 10.00 = 30.00, which is paid out on the 17th.
        #expect(
            Self.told(imported) == [
                "- payout 2026-09-17 CAD -3000 0 -3000 S1", "- sale 2026-09-03 CAD 4000 0 4000 S1",
                "- fee 2026-09-04 CAD -1000 0 -1000 S1", "- sale 2026-09-05 USD 700 0 700 S2",
            ])
        #expect(
            imported.payouts.map { $0.payoutDay?.description ?? "-" } == [
                "2026-09-17", "2026-09-17", "2026-09-17", "-",
            ])
    }

    /// An amount a row, named by its column and by the row itself.
    @Test("one amount a row, told apart by the column it stands in")
    func oneAmountARow() throws {
        let text =
            "type,day,price-type,price,fee-type,fee,other\n"
            + "Order,2026-09-03,Principal,40.00,,,\nOrder,2026-09-03,,,Commission,-6.00,\n"
            + "Refund,2026-09-04,Principal,-40.00,,,\nRefund,2026-09-04,,,Commission,6.00,\n"
            + "Other,2026-09-05,,,,,1.50\nOrder,2026-09-06,Principal,10.00,Commission,-1.50,\n"
            + "Order,2026-09-06,,,,,\n"
        let layout = try Self.layout(["kind": "type", "date": "day"]) {
            $0.payouts.amounts = [
                PayoutAmount(column: "price", label: "Price", nameColumn: "price-type"),
                PayoutAmount(column: "fee", label: "Fee", nameColumn: "fee-type"),
                PayoutAmount(column: "other", label: "Other"),
            ]
            $0.payouts.kinds = [
                PayoutWords(kind: .sale, texts: ["Order/Price/*"]),
                PayoutWords(kind: .refund, texts: ["Refund/Price/*"]),
                PayoutWords(kind: .fee, texts: ["Order/Fee/*", "Refund/Fee/*"]),
                PayoutWords(kind: .adjustment, texts: ["Other/Other"]),
            ]
        }
        let rows = try importing(text, layout).payouts
        try #require(rows.count == 7)
        #expect(
            rows.map { "\($0.kindText) \($0.kind.rawValue) \($0.gross) \($0.fee) \($0.net)" } == [
                "Order/Price/Principal sale 4000 0 4000",
                "Order/Fee/Commission fee -600 0 -600",
                "Refund/Price/Principal refund -4000 0 -4000",
                "Refund/Fee/Commission fee 600 0 600",
                "Other/Other adjustment 150 0 150",
                "Order/Price/Principal sale 1000 150 850",
                "Order sale 0 0 0",
            ])
        #expect(rows[5].flaws.isEmpty)
        #expect(rows[6].flaws.map(\.defect) == [.fieldMissing, .transactionKind])
    }

    @Test("texts, references and parties of several columns, in file order and any pieces")
    func texts() throws {
        let text =
            "note\nd,t1,t2,r1,r2,who,x1,x2,of,b,n\n2026-09-03,Order,Item,,INV-7,Ann,Red,mug,T0,9.00,1.00\n"
            + "2026-09-03,Order,,A-1,INV-8,,,,,10.00,1.00\n"
        let layout = try Self.layout([
            "date": "d", "kind": "t1", "kind_2": "t2", "reference": "r1", "reference_2": "r2",
            "party": "who", "text": "x1", "text_2": "x2", "related": "of", "balance": "b",
            "net": "n",
        ]) { $0.payouts.kinds = [PayoutWords(kind: .sale, texts: ["Order*"])] }
        for size in [1, 7, 1 << 18] {
            let imported = try importing(text, layout, by: size)
            let rows = imported.payouts
            #expect(rows.map(\.kindText) == ["Order/Item", "Order"])
            #expect(rows.map(\.reference) == ["INV-7", "A-1"])
            #expect(rows.map(\.party) == ["Ann", ""])
            #expect(rows.map(\.text) == ["Red mug", ""])
            #expect(rows.map(\.related) == ["T0", ""])
            #expect(rows.map(\.balance) == [900, 1000])
            #expect(imported.ignored.map(\.reason) == [.preamble])
        }
    }

    @Test("without its columns a table is refused; those it may lack it may lack")
    func required() throws {
        for text in ["date,net\n2026-09-03,1\n", "kind,net\nsale,1\n", "x\n"] {
            #expect(try importing(text, Self.layout()).refusal?.defect == .columnMissing)
        }
        let text = "d,t,n\n2026-09-03,sale,1.00\n"
        let columns = ["date": "d", "kind": "t", "net": "n", "reference": "Order"]
        #expect(
            try importing(text, Self.layout(columns)).refusal?.arguments["columns"] == "Order")
        let lenient = try Self.layout(columns) { $0.payouts.optional = ["reference"] }
        #expect(try importing(text, lenient).payouts.count == 1)
    }
}

/// What a file of transactions that is not whole leaves of it.
@Suite("Payouts of damaged files")
struct PayoutDamageTests {
    private static let header = "payout,date,kind,net\n"

    private func told(_ text: String) throws -> [String] {
        let imported = try importing(text, layout(.payoutCSV))
        return imported.payouts.map { row in
            ([row.payout, "\(row.net)"] + row.flaws.map { "!\($0.line) \($0.defect)" })
                .joined(separator: " ")
        } + imported.spoiled.flatMap(\.flaws).map { "\($0.line):\($0.column) \($0.defect)" }
            + imported.ignored.compactMap(\.flaw).map { "\($0.line):\($0.column) \($0.defect)" }
    }

    @Test("a file cut in a row spoils the payout it ends in, and no other")
    func cut() throws {
        let text =
            Self.header + "P1,2026-09-03,sale,1.00\nP2,2026-09-03,sale,2.00\n"
            + "P2,2026-09-04,sale,3.00\nP2,2026"
        #expect(
            try told(text) == [
                "P1 100", "P2 200 !5 unitSpoiled", "P2 300 !5 unitSpoiled", "5:3 ragged",
            ])
    }

    @Test("shifted columns spoil the payouts on both sides of them")
    func shifted() throws {
        let text =
            Self.header + "P1,2026-09-03,sale,1.00\nP2,2026-09-03,sale,2.00\n"
            + "note,P3,2026-09-04,sale,3.00\nP3,2026-09-04,sale,4.00\nP4,2026-09-04,sale,5.00\n"
        #expect(
            try told(text) == [
                "P1 100", "P2 200 !4 unitSpoiled", "P3 400 !4 unitSpoiled", "P4 500", "4:5 ragged",
            ])
    }

    @Test("a ragged row that names its neighbour spoils that one alone")
    func named() throws {
        let text =
            Self.header + "P1,2026-09-03,sale,1.00\nP2,2026-09-03,sale\nP2,2026-09-04,sale,4.00\n"
        #expect(try told(text) == ["P1 100", "P2 400 !3 unitSpoiled", "3:4 ragged"])
        let before =
            Self.header + "P1,2026-09-03,sale,1.00\nP1,2026-09-03,sale\nP2,2026-09-04,sale,4.00\n"
        #expect(try told(before) == ["P1 100 !3 unitSpoiled", "P2 400", "3:4 ragged"])
    }

    @Test("a header among the rows is told and passed over; a row of totals is no transaction")
    func headerAndTotals() throws {
        let text =
            Self.header + "P1,2026-09-03,sale,1.00\n" + Self.header
            + "P1,2026-09-03,sale,2.00\n,,,3.00\n"
        #expect(
            try told(text) == [
                "P1 100", "P1 200", " 300 !5 fieldMissing !5 transactionKind",
                "3:1 headerRepeated",
            ])
        var declared = try layout(.payoutCSV)
        declared.ignoredStarts = ["Total"]
        let imported = try importing(
            Self.header + "P1,2026-09-03,sale,1.00\nTotal,,,1.00\n", declared)
        #expect(imported.payouts.count == 1)
        #expect(imported.ignored.map(\.reason) == [.trailer])
    }

    @Test("a file cut behind more rows than a batch spoils its last payout all the same")
    func cutBehindABatch() throws {
        var text = Self.header
        for row in 0..<9000 { text += "P\(row / 5000),2026-09-03,sale,1.00\n" }
        let imported = try importing(text + "P1,20", layout(.payoutCSV))
        let rows = imported.payouts
        #expect(rows.count == 9000)
        #expect(rows.map(\.span.line) == (2...9001).map { Int32($0) }, "file order")
        #expect(!rows.prefix(5000).contains { !$0.flaws.isEmpty })
        #expect(rows.last?.flaws.map(\.defect) == [.unitSpoiled])
        #expect(imported.rows == 9001)
    }

    @Test("rows of a service's balance stand for themselves: nothing spoils them")
    func balance() throws {
        let own = try layout(.payoutCSV, ["date": "d", "kind": "k", "net": "n"])
        let imported = try importing("d,k,n\n2026-09-03,sale,1.00\n2026-09-03,sa", own)
        #expect(imported.payouts.map(\.flaws.isEmpty) == [true])
        #expect(imported.spoiled.flatMap(\.flaws).map(\.defect) == [.ragged])
    }
}
